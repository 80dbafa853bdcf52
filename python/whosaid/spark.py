"""whosaid on Spark: a table of articles in, one of quotations out.

>>> from whosaid.spark import quotations                          # doctest: +SKIP
>>> quotations(spark.read.parquet("news/"), keep=["date"])        # doctest: +SKIP

Each task works on its partition with ``DataFrame.mapInArrow``: batches of
articles come from the JVM as Arrow, one thread finds their quotations, and
batches of rows go back. Nothing is shuffled. Every worker needs this package,
pyarrow, and nothing else.

As a job, with Parquet or JSON lines in and Parquet out::

    spark-submit --master ... "$(python -c 'import whosaid.spark as s; print(s.__file__)')" IN OUT
    python -m whosaid.spark IN OUT --keep date --partition-by date
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal

import pyarrow as pa  # type: ignore[import-untyped]
from pyspark.sql import functions as F
from pyspark.sql.types import (
    BinaryType,
    ByteType,
    DoubleType,
    IntegerType,
    LongType,
    ShortType,
    StringType,
    StructField,
    StructType,
)

from whosaid import ColumnError, Tally, __version__, _native, _settings

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, Observation, SparkSession

    from whosaid import Fault

__all__ = ["quotations", "schema", "tally"]

_TYPES = {"text": StringType(), "integer": LongType(), "decimal": DoubleType()}
#: Where a batch tells what it came to, in a row of its own; never seen outside.
_COUNTS = ["articles", "skipped", "bytes", "sentences", "quotes", "attributed"]
_PREFIX = "_whosaid_"
#: How many faults of a batch the log of a worker tells.
_TOLD = 100


def schema(df: DataFrame, keep: Sequence[str] = (), *, faults: bool = False) -> StructType:
    """The schema of ``quotations(df, keep=keep, faults=faults)``.

    The columns are those of the command line; those that are kept come after
    them with the types that they have in ``df``, and then ``fault``.
    """
    fields = [StructField(name, _TYPES[kind]) for name, kind, _ in _native.columns()]
    fields += [StructField(name, df.schema[name].dataType) for name in keep]
    if faults:
        fields.append(StructField("fault", StringType()))
    return StructType(fields)


def quotations(
    df: DataFrame,
    text: str = "text",
    id: str = "id",
    keep: Sequence[str] = (),
    *,
    indirect: bool = False,
    attributed_only: bool = False,
    min_confidence: float = 0.0,
    offsets: Literal["chars", "bytes", "utf16"] = "chars",
    max_article_bytes: int = _native.MAX_ARTICLE_BYTES,
    model: str | None = None,
    faults: bool = False,
    observation: Observation | None = None,
) -> DataFrame:
    """The quotations of a table of articles: one row a quotation.

    Parameters
    ----------
    df
        The articles, a row each. Only the columns that are named are read.
    text, id, keep
        The columns with the text (strings, or binary as UTF-8), with the id
        (strings or whole numbers) and those that are carried along. An article
        without an id has none in its rows.
    indirect, attributed_only, min_confidence, offsets, max_article_bytes
        As for ``whosaid.extract_arrow``.
    model
        A file of weights, which every worker must be able to read.
    faults
        Whether an article that cannot be worked on has a row, with its id, what
        is kept, and in the last column, ``fault``, what is wrong with it.
        Otherwise it has none, and the log of the worker tells of it.
    observation
        Counts what was read, skipped and found: after an action, ``tally``
        reads it. A task that is tried again counts once.

    Raises
    ------
    whosaid.ColumnError
        If there is no column of such a name, or one that is kept has the name
        of one that is written.
    """
    keep = [keep] if isinstance(keep, str) else list(keep)
    settings = (indirect, attributed_only, min_confidence, offsets, max_article_bytes)
    _settings(*settings, model=None)  # a wrong argument is told here and not by a worker
    _check(df, text, id, keep)
    work = _Work(text, id, keep, settings, model, faults, observation is not None)
    return _found(df, work, observation)


def _found(df: DataFrame, work: _Work, observation: Observation | None) -> DataFrame:
    wanted = schema(df, work.keep, faults=work.faults)
    hidden = [_PREFIX + name for name in _COUNTS] if work.counts else []
    fields = list(wanted.fields) + [StructField(name, LongType()) for name in hidden]
    work.columns = list(dict.fromkeys([work.text, work.id, *work.keep, *([work.broken] if work.broken else [])]))
    # Under names without dots, with which mapInArrow does not find them; the worker has the right ones.
    taken = [F.col(_quoted(name)).alias(f"_{number}") for number, name in enumerate(work.columns)]
    found = df.select(*taken).mapInArrow(work, StructType(fields))
    if observation is None:
        return found
    sums = [F.coalesce(F.sum(hide), F.lit(0)).alias(name) for hide, name in zip(hidden, _COUNTS)]
    return found.observe(observation, *sums).where(F.col(hidden[0]).isNull()).drop(*hidden)


def tally(observation: Observation) -> Tally:
    """What a run came to, after an action on ``quotations(..., observation=...)``."""
    counted = observation.get
    return Tally(**{name: int(counted.get(name) or 0) for name in _COUNTS})


def _quoted(name: str) -> str:
    """A name that has a dot or a mark in it, as Spark wants it."""
    return "`" + name.replace("`", "``") + "`"


def _check(df: DataFrame, text: str, id: str, keep: Sequence[str]) -> None:
    """Tells wrong columns before a job is begun, in the words that a worker would."""
    kinds = {StringType: pa.string(), BinaryType: pa.binary()}
    whole = (ByteType, ShortType, IntegerType, LongType)
    columns = {}
    for field in df.schema.fields:
        kind = pa.int64() if isinstance(field.dataType, whole) else kinds.get(type(field.dataType))
        columns[field.name] = pa.array([], kind or pa.list_(pa.null()))
    empty = pa.RecordBatch.from_pydict(columns)
    settings = _settings(False, False, 0.0, "chars", _native.MAX_ARTICLE_BYTES, None)
    _native.extract_arrow(empty, text, id, list(keep), settings, 1, False, False, None)


class _Work:
    """What a task does with the batches of its partition. It is pickled by its module's name."""

    def __init__(
        self,
        text: str,
        id: str,
        keep: list[str],
        settings: tuple[bool, bool, float, str, int],
        model: str | None,
        faults: bool,
        counts: bool,
        broken: str | None = None,
    ) -> None:
        self.text, self.id, self.keep = text, id, keep
        self.settings, self.model = settings, model
        self.faults, self.counts = faults, counts
        #: The column that holds a record which could not be parsed, if there is one.
        self.broken = broken
        #: The names of the columns of its batches.
        self.columns: list[str] = []

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        settings = _settings(*self.settings, model=self.model)
        for batch in batches:
            batch = pa.RecordBatch.from_arrays(batch.columns, names=self.columns)
            found = _native.extract_arrow(
                batch, self.text, self.id, self.keep, settings, 1, False, False, None
            )
            for rows in pa.RecordBatchReader.from_stream(found):
                yield self._widened(rows)
            if found.faults:
                yield from self._skipped(batch, found.faults)
            if self.counts:
                yield self._counted(batch, found.tally)

    def _schema(self, batch: pa.RecordBatch) -> pa.Schema:
        kinds = {"text": pa.string(), "integer": pa.int64(), "decimal": pa.float64()}
        fields = [(name, kinds[kind]) for name, kind, _ in _native.columns()]
        fields += [(name, batch.schema.field(name).type) for name in self.keep]
        fields += [("fault", pa.string())] if self.faults else []
        fields += [(_PREFIX + name, pa.int64()) for name in _COUNTS] if self.counts else []
        return pa.schema(fields)

    def _filled(self, batch: pa.RecordBatch, rows: int, values: dict[str, pa.Array]) -> pa.RecordBatch:
        """A batch that has these columns, and nothing in the others."""
        fields = self._schema(batch)
        arrays = [values[f.name] if f.name in values else pa.nulls(rows, f.type) for f in fields]
        return pa.RecordBatch.from_arrays(arrays, schema=fields)

    def _widened(self, rows: pa.RecordBatch) -> pa.RecordBatch:
        """The rows with the columns that are not theirs; all columns may be empty then."""
        return self._filled(rows, rows.num_rows, dict(zip(rows.schema.names, rows.columns)))

    def _skipped(self, batch: pa.RecordBatch, faults: list[Fault]) -> Iterator[pa.RecordBatch]:
        reasons = [self._reason(batch, fault) for fault in faults]
        if not self.faults:
            for fault, reason in list(zip(faults, reasons))[:_TOLD]:
                print(f"whosaid: id {fault.id!r}: {reason}", file=sys.stderr)
            return
        which = pa.array([fault.index for fault in faults], pa.int64())
        values = {name: batch.column(name).take(which) for name in self.keep}
        values["article_id"] = pa.array([fault.id for fault in faults], pa.string())
        values["fault"] = pa.array(reasons, pa.string())
        yield self._filled(batch, len(faults), values)

    def _reason(self, batch: pa.RecordBatch, fault: Fault) -> str:
        if self.broken and batch.column(self.broken)[fault.index].is_valid:
            return "broken JSON"
        return fault.reason

    def _counted(self, batch: pa.RecordBatch, tally: Tally) -> pa.RecordBatch:
        counts = {_PREFIX + name: pa.array([getattr(tally, name)], pa.int64()) for name in _COUNTS}
        return self._filled(batch, 1, counts)


#: Where the job looks for a field that was not named: as the command line does.
_USUAL = {"text": ["text", "body", "content", "maintext", "article"], "id": ["id", "url", "guid"]}


#: Where Spark puts a line of JSON that it cannot parse.
_BROKEN = "_corrupt_record"


def _read(spark: SparkSession, args: argparse.Namespace, keep: list[str]) -> tuple[DataFrame, str, str]:
    """The articles, and the names of their columns of text and id."""
    usual = {part: [name] if name else _USUAL[part] for part, name in
             (("text", args.text_field), ("id", args.id_field))}
    kind = args.input_format or ("jsonl" if _is_jsonl(args.input) else "parquet")
    if kind == "parquet":
        df = spark.read.parquet(*args.input)
    else:
        # All is text, and nothing guessed: a schema that is inferred reads everything twice, and
        # makes a number of an id.
        every = dict.fromkeys([*usual["text"], *usual["id"], *keep, _BROKEN])
        fields = StructType([StructField(name, StringType()) for name in every])
        df = spark.read.schema(fields).json(args.input, columnNameOfCorruptRecord=_BROKEN)
    taken: list[str] = []
    for part, names in usual.items():
        found = [name for name in names if name in df.columns]
        if not found:
            raise ColumnError(
                f"no column named {', '.join(names)}; the columns are: {', '.join(df.columns)}"
                " (--text-field and --id-field name them)"
            )
        name = ", ".join(found)
        if len(found) > 1:
            df = df.withColumn(name, F.coalesce(*(F.col(_quoted(one)) for one in found)))
        taken.append(name)
    [text, id] = taken
    return df, text, id


def _is_jsonl(paths: list[str]) -> bool:
    ends = (".jsonl", ".ndjson", ".json")
    return all(path.removesuffix(".gz").removesuffix(".zst").endswith(ends) for path in paths)


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m whosaid.spark",
        description="Find the quotations of articles, and who said them: Parquet or JSON lines in, Parquet out.",
        epilog="Exit status: 0, everything was read; 1, some articles were skipped; 2, the run failed.",
    )
    add = parser.add_argument
    add("input", metavar="IN", nargs="+", help="files, folders or patterns, as Spark reads them")
    add("output", metavar="OUT", help="the folder that is written")
    add("--input-format", choices=["parquet", "jsonl"], help="[default: by the names, else parquet]")
    add("--text-field", metavar="NAME", help="[default: the first of " + ", ".join(_USUAL["text"]) + "]")
    add("--id-field", metavar="NAME", help="[default: the first of " + ", ".join(_USUAL["id"]) + "]")
    add("--keep", metavar="NAME,...", default="", help="carry these columns along, after the others")
    add("--partition-by", metavar="NAME,...", default="", help="a folder for each value of these columns")
    add("--partitions", metavar="N", type=int, help="deal the articles out to so many tasks before work begins")
    add("--indirect", action="store_true", help="also find speech that is reported without quotation marks")
    add("--attributed-only", action="store_true", help="leave out quotations without a speaker")
    add("--min-confidence", metavar="X", type=float, default=0.0, help="leave out those of a lower confidence")
    add("--offsets", choices=["chars", "bytes", "utf16"], default="chars", help="what offsets count")
    add("--max-article-bytes", metavar="N", type=int, default=_native.MAX_ARTICLE_BYTES)
    add("--model", metavar="FILE", help="weights, where every worker can read them")
    add("--faults", action="store_true", help="add a column, fault, and a row for each article that is skipped")
    add("--overwrite", action="store_true", help="replace OUT if it is there")
    add("--version", action="version", version=f"whosaid {__version__}")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> int:
    """The job; gives the exit status."""
    from pyspark.sql import Observation, SparkSession

    args = _arguments(argv)
    if "PYSPARK_GATEWAY_PORT" not in os.environ:
        # Not by spark-submit: Spark begins here, and its workers are to find the packages of this Python.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    spark = SparkSession.builder.appName("whosaid").getOrCreate()
    keep = [name for name in args.keep.split(",") if name]
    observation = Observation("whosaid")
    try:
        articles, text, id = _read(spark, args, keep)
        if args.partitions:
            articles = articles.repartition(args.partitions)
        settings = (args.indirect, args.attributed_only, args.min_confidence, args.offsets, args.max_article_bytes)
        _settings(*settings, model=None)
        _check(articles, text, id, keep)
        broken = _BROKEN if _BROKEN in articles.columns else None
        work = _Work(text, id, keep, settings, args.model, args.faults, True, broken)
        found = _found(articles, work, observation)
        writer = found.write.mode("overwrite" if args.overwrite else "errorifexists")
        if args.partition_by:
            writer = writer.partitionBy(*args.partition_by.split(","))
        writer.parquet(args.output)
        done = tally(observation)
    except Exception as fault:  # whatever Spark raises ends the run with one line that tells it
        print(f"whosaid: {args.output} was not written: {_first_line(fault)}", file=sys.stderr)
        return 2
    print(done, file=sys.stderr)
    return 1 if done.skipped else 0


def _first_line(fault: Exception) -> str:
    lines: list[Any] = str(fault).strip().splitlines()
    return lines[0] if lines else type(fault).__name__


if __name__ == "__main__":
    # By this name the workers find what is pickled, whichever way the job was begun.
    from whosaid.spark import main as job

    sys.exit(job())
