"""How much of a core does an article cost on Spark, and how much in the program?

usage: spark.py PROGRAM ARTICLES.parquet

ARTICLES has the columns id and text. The program reads and writes Parquet with one
thread; so does Spark with `local[1]`, all of it, JVM and worker, on one CPU. Each
works once on FEW and once on MANY times the articles; the difference in the CPU time
of all processes tells the cost, without that of a start. It depends little on what
else the machine does. Then where Spark's time goes: the same job with less in it; and
the most memory that each of its processes has taken. Prints a line for each.
"""
import os
import shutil
import subprocess
import sys
import tempfile

FEW, MANY = 1, 3

os.environ["PYSPARK_PYTHON"] = sys.executable
os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")


def processes():
    """This process and those below it: name, CPU time in seconds, most memory in MB."""
    parents, about = {}, {}
    for pid in map(int, filter(str.isdigit, os.listdir("/proc"))):
        try:
            with open(f"/proc/{pid}/stat") as file:
                name, rest = file.read().rsplit(")", 1)
            with open(f"/proc/{pid}/status") as file:
                peak = [line.split()[1] for line in file if line.startswith("VmHWM")]
        except OSError:
            continue
        fields = rest.split()
        parents[pid] = int(fields[1])
        # Of itself, and of its children that have ended.
        ticks = sum(map(int, fields[11:15]))
        about[pid] = name.split("(", 1)[1], ticks / os.sysconf("SC_CLK_TCK"), int(*peak or [0]) / 1024

    def is_below(pid):
        return pid == os.getpid() or (pid in parents and is_below(parents[pid]))

    return [about[pid] for pid in about if is_below(pid)]


def cost(work, times):
    before = sum(seconds for _, seconds, _ in processes())
    work(times)
    return sum(seconds for _, seconds, _ in processes()) - before


def rate(articles, work):
    work(FEW)  # a JVM takes its time to get warm
    few = cost(work, FEW)
    return articles * (MANY - FEW) / (cost(work, MANY) - few)


def main():
    program, path = sys.argv[1:]
    os.sched_setaffinity(0, {0})
    import pyarrow.parquet as pq
    from pyspark.sql import SparkSession

    import whosaid
    from whosaid.spark import quotations

    articles = pq.read_metadata(path).num_rows
    out = tempfile.mkdtemp()

    def with_program(times):
        command = [program, "extract", *[path] * times, "--threads", "1", "-q", "-o", f"{out}/a.parquet"]
        subprocess.run(command, check=True)

    def with_arrow(times):
        for _ in range(times):
            pq.write_table(whosaid_table(pq.read_table(path, use_threads=False)), f"{out}/b.parquet")

    def whosaid_table(table):
        import pyarrow as pa

        return pa.table(whosaid.extract_arrow(table, threads=1))

    session = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    for setting in os.environ.get("CONF", "").split():
        session = session.config(*setting.split("=", 1))
    spark = session.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")

    def read(times):
        return spark.read.parquet(*[path] * times).select("id", "text")

    def whole(times):
        quotations(read(times)).write.mode("overwrite").parquet(f"{out}/c")

    def unwritten(times):
        quotations(read(times)).write.format("noop").mode("overwrite").save()

    def passed(times):
        # To a worker and back, with nothing done there.
        same = read(times)
        same.mapInArrow(_first_row, same.schema).write.format("noop").mode("overwrite").save()

    def only_read(times):
        read(times).write.format("noop").mode("overwrite").save()

    def _first_row(batches):
        for batch in batches:
            yield batch.slice(0, 1)

    for name, work in [("the program", with_program), ("Spark, Parquet to Parquet", whole),
                       ("Spark, articles only read", only_read),
                       ("Spark, articles to a worker and no further", passed), ("Spark, rows not written", unwritten),
                       ("extract_arrow, pyarrow reads and writes", with_arrow)]:
        found = rate(articles, work)
        print(f"{name}: {found:,.0f} articles a second, {1e6 / found:.0f} µs each", flush=True)
        if work is with_program:
            size = os.path.getsize(f"{out}/a.parquet") / MANY / articles
            print(f"its output: {size:.0f} bytes an article; the input: {os.path.getsize(path) / articles:.0f}", flush=True)
    print("peaks:", ", ".join(f"{name} {peak:.0f} MB" for name, _, peak in processes()))
    spark.stop()
    shutil.rmtree(out)


main()
