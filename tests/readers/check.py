"""Checks that DuckDB, pandas and Polars read every format with the same rows.

usage: check.py FOLDER

FOLDER holds quotes.csv, quotes.tsv, quotes.jsonl and quotes.parquet of one run
with `--keep date,note`. The rows are first read by Python's own json module;
every reader must give these values, and in Parquet the types of
docs/columns.md. Prints a line for each reader and format; exits with 1 at the
first difference.
"""
import json
import math
import pathlib
import sys

import duckdb
import pandas
import polars

FORMATS = ["csv", "tsv", "jsonl", "parquet"]
DECIMAL = {"confidence"}
INTEGER = {
    "quote_id", "statement_id", "sentence", "paragraph", "quote_start", "quote_end",
    "mention_start", "mention_end", "cue_start", "cue_end",
}


def plain(value):
    """A value as JSON would have it: no NaN, no numpy types, no empty text."""
    if value is None or value is pandas.NA or value == "":
        return None
    if isinstance(value, float) and math.isnan(value):
        return None
    return value


def same(name, found, wanted):
    found = plain(found)
    if wanted is None or found is None:
        return found is None and wanted is None
    if name in INTEGER:
        return int(found) == wanted and float(found) == wanted
    if name in DECIMAL:
        return abs(float(found) - wanted) < 1e-9
    # A reader that guesses types may take dates for dates; their days count.
    return str(found).removesuffix(" 00:00:00") == wanted


def by_duckdb(path, kind):
    source = {
        "csv": f"read_csv('{path}', header = true)",
        "tsv": f"read_csv('{path}', header = true, delim = '\t')",
        "jsonl": f"read_json('{path}', format = 'newline_delimited')",
        "parquet": f"read_parquet('{path}')",
    }[kind]
    relation = duckdb.sql(f"select * from {source}")
    types = {name: str(kind) for name, kind in zip(relation.columns, relation.types)}
    return relation.columns, relation.fetchall(), types


def by_pandas(path, kind):
    read = {
        "csv": lambda: pandas.read_csv(path, keep_default_na=False, na_values=[""]),
        "tsv": lambda: pandas.read_csv(path, sep="\t", keep_default_na=False, na_values=[""]),
        "jsonl": lambda: pandas.read_json(path, lines=True, convert_dates=False, dtype=False),
        "parquet": lambda: pandas.read_parquet(path),
    }[kind]
    table = read()
    types = {name: str(kind) for name, kind in table.dtypes.items()}
    return list(table.columns), list(table.itertuples(index=False, name=None)), types


def by_polars(path, kind):
    read = {
        "csv": lambda: polars.read_csv(path, infer_schema_length=None),
        "tsv": lambda: polars.read_csv(path, separator="\t", infer_schema_length=None),
        "jsonl": lambda: polars.read_ndjson(path, infer_schema_length=None),
        "parquet": lambda: polars.read_parquet(path),
    }[kind]
    table = read()
    types = {name: str(kind) for name, kind in zip(table.columns, table.dtypes)}
    return table.columns, table.rows(), types


# What each reader calls the types; those with gaps are floats in pandas.
TYPES = {
    by_duckdb: {"text": {"VARCHAR"}, "integer": {"BIGINT"}, "decimal": {"DOUBLE"}},
    by_pandas: {"text": {"object", "str", "string"}, "integer": {"int64", "float64"}, "decimal": {"float64"}},
    by_polars: {"text": {"String"}, "integer": {"Int64"}, "decimal": {"Float64"}},
}


def main():
    folder = pathlib.Path(sys.argv[1])
    lines = (folder / "quotes.jsonl").read_text(encoding="utf-8").splitlines()
    wanted = [json.loads(line) for line in lines]
    names = list(wanted[0])
    for reader, types in TYPES.items():
        for kind in FORMATS:
            columns, rows, found_types = reader(str(folder / f"quotes.{kind}"), kind)
            what = f"{reader.__name__[3:]}, {kind}"
            if list(columns) != names:
                sys.exit(f"{what}: columns are {columns}")
            if len(rows) != len(wanted):
                sys.exit(f"{what}: {len(rows)} rows, not {len(wanted)}")
            for number, (row, right) in enumerate(zip(rows, wanted)):
                for name, value in zip(names, row):
                    if not same(name, value, right[name]):
                        sys.exit(f"{what}: row {number}: {name} is {value!r}, not {right[name]!r}")
            for name in names:
                group = "integer" if name in INTEGER else "decimal" if name in DECIMAL else "text"
                # What text looks like is for readers of text to guess.
                if (kind == "parquet" or group != "text") and found_types[name] not in types[group]:
                    sys.exit(f"{what}: {name} is of type {found_types[name]}")
            print(f"{what}: {len(rows)} rows, {len(names)} columns")


main()
