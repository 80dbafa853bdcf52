"""Spark gives the rows of the program, whatever happens to a record or a worker."""
import datetime
import json
import os
import pathlib
import signal
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet
import pytest

pytest.importorskip("pyspark")

from pyspark import cloudpickle
from pyspark.sql import Observation, SparkSession
from pyspark.sql import functions as F

import whosaid
from whosaid import spark as whosaid_spark
from whosaid.spark import quotations, tally

# Workers cannot import this module.
cloudpickle.register_pickle_by_value(sys.modules[__name__])

pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::ResourceWarning", "ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def spark(tmp_path_factory):
    os.environ["PYSPARK_PYTHON"] = sys.executable
    # Two cores, and four tries for a task; batches so small that each task has several.
    builder = SparkSession.builder.master("local[2,4]").appName("whosaid")
    for name, value in {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "9",
        "spark.sql.warehouse.dir": str(tmp_path_factory.mktemp("warehouse")),
    }.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def df(spark, news):
    rows = [(r["id"], r["text"], r["date"] or None) for r in news]
    return spark.createDataFrame(rows, "id string, body string, date string").repartition(4)


@pytest.fixture(scope="module")
def wanted(news, program):
    return in_order({**row, "date": row["date"] or None} for row in program(news, "--keep=date"))


def in_order(rows):
    return sorted(rows, key=lambda row: (row["article_id"] or "", row["quote_id"] or 0))


def rows(found):
    return in_order(row.asDict() for row in found.collect())


def test_rows_are_those_of_the_program(spark, df, news, wanted):
    counts = Observation("counts")
    found = quotations(df, "body", "id", ["date"], observation=counts)
    assert rows(found) == wanted
    assert found.schema == whosaid_spark.schema(df, ["date"])
    assert tally(counts).articles == len(news) and tally(counts).skipped == 0
    assert tally(counts).quotes == len(wanted)
    assert found.columns == [name for name, _, _ in whosaid._native.columns()] + ["date"]
    spark.conf.set("spark.sql.execution.arrow.useLargeVarTypes", "true")
    try:
        assert rows(quotations(df, "body", keep=["date"])) == wanted
    finally:
        spark.conf.unset("spark.sql.execution.arrow.useLargeVarTypes")


def test_kept_columns_have_their_types_and_names_may_hold_dots(spark):
    day, at = datetime.date(2024, 3, 1), datetime.datetime(2024, 3, 1, 12)
    news = spark.createDataFrame(
        [(7, "“Yes,” said Ada Berg.", day, at, ["a"]), (None, "“No,” said Bo Day.", None, None, None)],
        "`doc.id` long, `the.text` string, day date, at timestamp, tags array<string>")
    found = quotations(news, "the.text", "doc.id", ["day", "at", "tags"])
    assert [(r.article_id, r.speaker, r.day, r.at, r.tags) for r in found.orderBy("speaker").collect()] == [
        ("7", "Ada Berg", day, at, ["a"]), (None, "Bo Day", None, None, None)]


def poisoned(df):
    """The articles, and three among them that cannot be worked on."""
    spark = df.sparkSession
    bad = spark.createDataFrame([("bad/1", b"a \xff", "d"), ("bad/2", None, "d"), ("bad/3", b"x" * 9999999, "d")],
                                "id string, body binary, date string")
    # A string in Spark may hold any bytes.
    bad = bad.withColumn("body", F.expr("cast(body as string)"))
    return df.union(bad).repartition(3)


def test_a_poisoned_record_costs_its_own_row_and_is_counted(df, news, wanted):
    counts = Observation("poisoned")
    found = quotations(poisoned(df), "body", keep=["date"], max_article_bytes=999_999, observation=counts)
    assert rows(found) == wanted
    assert (tally(counts).articles, tally(counts).skipped) == (len(news), 3)
    counts = Observation("with faults")
    found = quotations(
        poisoned(df), "body", keep=["date"], max_article_bytes=999_999, faults=True, observation=counts)
    all_rows = rows(found)
    good = [{k: v for k, v in row.items() if k != "fault"} for row in all_rows if row["fault"] is None]
    assert good == wanted
    told = [(row["article_id"], row["date"], row["quote"], row["fault"]) for row in all_rows if row["fault"]]
    assert told == [
        ("bad/1", "d", None, "not UTF-8: invalid utf-8 sequence of 1 bytes from index 2"),
        ("bad/2", "d", None, "no text in a field named body; the fields are: body, id, date (text= names another)"),
        ("bad/3", "d", None, "longer than 999999 bytes (max_article_bytes= allows more)"),
    ]
    assert tally(counts).skipped == 3


class Killed(whosaid_spark._Work):
    """Kills its worker in the middle of a task, once."""

    marker: str

    def __call__(self, batches):
        for number, batch in enumerate(super().__call__(batches)):
            yield batch
            if number == 2 and not os.path.exists(self.marker):
                pathlib.Path(self.marker).write_text(str(os.getpid()))
                os.kill(os.getpid(), signal.SIGKILL)


def test_a_killed_worker_s_task_is_tried_again_and_the_rows_are_the_same(df, news, wanted, tmp_path):
    counts = Observation("killed")
    settings = (False, False, 0.0, "chars", whosaid.MAX_ARTICLE_BYTES)
    work = Killed("body", "id", ["date"], settings, None, False, True)
    work.marker = str(tmp_path / "killed")
    found = whosaid_spark._found(df.coalesce(1), work, counts)
    assert rows(found) == wanted
    killed = int((tmp_path / "killed").read_text())
    with pytest.raises(ProcessLookupError):
        os.kill(killed, 0)
    assert (tally(counts).articles, tally(counts).quotes) == (len(news), len(wanted))


def test_wrong_columns_and_arguments_are_told_before_a_job_begins(df):
    with pytest.raises(whosaid.ColumnError, match="^table: no column named text; the columns are: id, body, date"):
        quotations(df)
    with pytest.raises(whosaid.ColumnError, match="no column named no"):
        quotations(df, "body", keep=["no"])
    with pytest.raises(whosaid.ColumnError, match='cannot keep the column "cue"'):
        quotations(df.withColumnRenamed("date", "cue"), "body", keep=["cue"])
    with pytest.raises(TypeError, match="the column body holds .*, where text is wanted"):
        quotations(df.withColumn("body", F.lit(1.5)), "body")
    with pytest.raises(ValueError, match="min_confidence: a number from 0 to 1 is wanted"):
        quotations(df, "body", min_confidence=2)


def job(*args, program=(sys.executable, "-m", "whosaid.spark")):
    environment = {**os.environ, "PYSPARK_SUBMIT_ARGS": "--master local[2] --conf spark.ui.enabled=false pyspark-shell",
                   "SPARK_LOCAL_IP": "127.0.0.1"}
    done = subprocess.run([*program, *map(str, args)], capture_output=True, text=True, env=environment)
    # spark-submit puts both in one.
    log = done.stderr + done.stdout
    lines = [line.strip() for line in log.splitlines()]
    return done.returncode, [line for line in lines if "read, " in line or line.startswith("whosaid: ")], log


def test_the_job_reads_json_lines_and_writes_parquet(news, program, tmp_path):
    records = [{"id": r["id"], "body": r["text"], "date": r["date"]} for r in news]
    lines = [json.dumps(record) for record in records]
    (tmp_path / "a.jsonl").write_text("\n".join(lines[:50] + ['{"id": "broken'] + lines[50:]), encoding="utf-8")
    submit = pathlib.Path(sys.executable).parent / "spark-submit"
    for number, begun in enumerate([(sys.executable, "-m", "whosaid.spark"), (str(submit), whosaid_spark.__file__)]):
        out = tmp_path / f"out{number}"
        code, said, log = job(tmp_path / "a.jsonl", out, "--keep=date", "--partition-by=date", "--faults", program=begun)
        assert code == 1, log
        found = pyarrow.parquet.read_table(out).to_pylist()
        assert [row["fault"] for row in found if row["fault"]] == ["broken JSON"]
        good = [{k: v for k, v in row.items() if k != "fault"} for row in found if not row["fault"]]
        text = {"date": lambda value: str(value) if value and "HIVE" not in str(value) else ""}
        good = in_order({k: text.get(k, lambda v: v)(v) for k, v in row.items()} for row in good)
        wanted = in_order({**row, "date": row["date"] or ""} for row in program(records, "--keep=date"))
        assert good == wanted
        assert said[0].startswith(f"{len(news)} articles read, 1 skipped: ")
        assert (out / "date=2024-01-01").is_dir()


def test_the_job_reads_parquet_and_tells_what_is_wrong(news, program, tmp_path):
    table = pa.table({"url": [r["id"] for r in news], "maintext": [r["text"] for r in news]})
    (tmp_path / "in").mkdir()
    for part in range(3):
        pyarrow.parquet.write_table(table.slice(part * 50, 50 if part < 2 else None), tmp_path / "in" / f"{part}.parquet")
    code, said, log = job(tmp_path / "in", tmp_path / "out", "--partitions=2", "--attributed-only", "--offsets=utf16")
    assert code == 0, log
    assert len(list((tmp_path / "out").glob("*.parquet"))) == 2
    assert in_order(pyarrow.parquet.read_table(tmp_path / "out").to_pylist()) == in_order(
        program(news, "--attributed-only", "--offsets=utf16"))
    code, said, log = job(tmp_path / "in", tmp_path / "out2", "--text-field=text")
    assert (code, said) == (2, [
        f"whosaid: {tmp_path}/out2 was not written: no column named text; the columns are: url, maintext"
        " (--text-field and --id-field name them)"]), log
    code, said, log = job(tmp_path / "none", tmp_path / "out2")
    assert code == 2 and "PATH_NOT_FOUND" in said[0], log
    code, said, log = job(tmp_path / "in", tmp_path / "out")
    assert code == 2 and "ALREADY_EXISTS" in said[0], log
