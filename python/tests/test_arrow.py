"""Tables in, tables out, with the readers of others."""
import datetime

import duckdb
import pandas
import polars
import pyarrow as pa
import pytest

import whosaid


def table(news, kind=pa.string()):
    return pa.table({
        "date": pa.array([r["date"] or None for r in news], pa.string()),
        "body": pa.array([r["text"].encode() for r in news], pa.binary()).cast(kind),
        "url": [r["id"] for r in news],
    })


@pytest.fixture(scope="module")
def wanted(news, program):
    rows = program(news, "--keep=date")
    return [{**row, "date": row["date"] or None} for row in rows]


@pytest.mark.parametrize("kind", [
    pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(), pa.binary_view(),
], ids=str)
def test_every_layout_of_text_gives_the_rows_of_the_program(news, wanted, kind):
    for threads in (1, 3):
        found = whosaid.extract_arrow(table(news, kind), "body", "url", ["date"], threads=threads)
        assert pa.table(found).to_pylist() == wanted
        assert len(found) == len(wanted) and found.faults == []
    assert found.tally.articles == len(news)


def test_whoever_speaks_arrow_is_read_and_reads(news, wanted):
    whole = table(news)
    sources = {
        "pyarrow, in pieces": pa.concat_tables([whole.slice(0, 7), whole.slice(7, 0), whole.slice(7)]),
        "a reader": pa.RecordBatchReader.from_batches(whole.schema, whole.to_batches(max_chunksize=10)),
        "polars": polars.from_arrow(whole),
        "pandas": whole.to_pandas(),
        "duckdb": duckdb.sql("from whole"),
    }
    for name, source in sources.items():
        found = whosaid.extract_arrow(source, "body", "url", keep=["date"])
        assert pa.table(found).to_pylist() == wanted, name
        assert polars.DataFrame(found).to_dicts() == wanted, name
        assert len(pandas.DataFrame.from_arrow(found)) == len(wanted), name
        count = "select count(*), max(quote_end), count(speaker) from found"
        assert duckdb.sql(count).fetchall() == [(
            len(wanted), max(r["quote_end"] for r in wanted), sum(r["speaker"] is not None for r in wanted))], name


def test_one_batch_and_a_dictionary_are_tables_too(news, wanted):
    whole = table(news)
    batch = whole.combine_chunks().to_batches()[0]
    assert pa.table(whosaid.extract_arrow(batch, "body", "url", ["date"])).to_pylist() == wanted
    coded = pa.table({name: whole[name].combine_chunks().dictionary_encode() for name in whole.column_names})
    found = pa.table(whosaid.extract_arrow(coded, "body", "url", ["date"]))
    assert found.to_pylist() == wanted
    empty = pa.table({"body": pa.array([None, None], pa.string()).dictionary_encode(), "url": ["a", "b"]})
    assert whosaid.extract_arrow(empty, "body", "url", errors="ignore").tally.skipped == 2


def test_types_are_those_of_the_docs_and_kept_columns_have_their_own():
    news = pa.table({
        "id": pa.array([2**63, None], pa.uint64()),
        "text": ["“Yes,” said Ada Berg. “No.”", "“Rain,” said Bo Day."],
        "day": pa.array([datetime.date(2024, 3, 1), None]),
        "tags": [["a"], ["b", "c"]],
    })
    found = pa.table(whosaid.extract_arrow(news, keep=["tags", "day"]))
    kinds = {"text": pa.string(), "integer": pa.int64(), "decimal": pa.float64()}
    own = [pa.field(name, kinds[kind], empty or name == "article_id") for name, kind, empty in whosaid._native.columns()]
    assert list(found.schema) == own + [news.schema.field("tags"), news.schema.field("day")]
    assert found["article_id"].to_pylist() == [str(2**63), str(2**63), "1"]
    assert found["tags"].to_pylist() == [["a"], ["a"], ["b", "c"]]
    assert found["day"].to_pylist() == [datetime.date(2024, 3, 1)] * 2 + [None]
    assert whosaid.extract_arrow(news, id=None).column_names == found.column_names[:-2]


def test_a_bad_row_costs_itself_and_is_told_with_the_words_of_the_program(program):
    bad = [b'"Yes," said Ada Berg.', b"a \xff", None, b"x" * 99, b'"No," said Bo Day.']
    news = pa.table({"id": ["a", "b", "c", "d", "e"], "text": pa.array(bad, pa.binary())})
    # Who made the table may not have looked whether its text is UTF-8.
    for source in [news, news.set_column(1, "text", pa.array(bad, pa.binary()).view(pa.string()))]:
        with pytest.warns(whosaid.SkippedWarning, match=r"3 of 5 articles skipped\n  table\[1\], id \"b\": not UTF-8"):
            found = whosaid.extract_arrow(source, max_article_bytes=50)
        assert pa.table(found)["speaker"].to_pylist() == ["Ada Berg", "Bo Day"]
        assert (found.tally.articles, found.tally.skipped, found.tally.quotes) == (2, 3, 2)
        assert [(f.index, f.id, f.reason) for f in found.faults] == [
            (1, "b", "not UTF-8: invalid utf-8 sequence of 1 bytes from index 2"),
            (2, "c", "no text in a field named text; the fields are: id, text (text= names another)"),
            (3, "d", "longer than 50 bytes (max_article_bytes= allows more)"),
        ]
        with pytest.raises(whosaid.ArticleError, match=r"^table\[1\], id \"b\": not UTF-8") as raised:
            whosaid.extract_arrow(source, errors="raise")
        assert raised.value.fault == found.faults[0]
    told = []
    whosaid.extract_arrow(news, max_article_bytes=50, errors=told.append)
    assert told == found.faults
    kept = pa.array([b"ok", b"\xff", b"ok", b"ok", b"ok"]).view(pa.string())
    found = whosaid.extract_arrow(pa.table({"text": ["'"] * 5, "k": kept}), id=None, keep=["k"], errors="ignore")
    assert [f.index for f in found.faults] == [1]


def test_wrong_columns_are_told_with_those_that_there_are():
    news = pa.table({"id": [1], "body": ["x"], "cue": ["y"], "n": [1.5]})
    words = {
        ("text", "id", ()): "table: no column named text; the columns are: id, body, cue, n (text=, id= and keep= name them)",
        ("body", "url", ()): "table: no column named url; the columns are: id, body, cue, n (text=, id= and keep= name them)",
        ("body", "id", ("no",)): "table: no column named no; the columns are: id, body, cue, n (text=, id= and keep= name them)",
        ("body", "id", ("cue",)): 'cannot keep the column "cue": whosaid writes a column of that name; rename it in the input',
        ("body", "id", ("n", "n")): 'the column "n" is to be kept twice; name it once',
    }
    for (text, id, keep), word in words.items():
        with pytest.raises(whosaid.ColumnError) as raised:
            whosaid.extract_arrow(news, text, id, keep)
        assert str(raised.value) == word
    for text, id, word in [("n", "id", "n holds Float64, where text is"), ("body", "n", "n holds Float64, where text, or whole numbers, is")]:
        with pytest.raises(TypeError, match=f"the column {word} wanted"):
            whosaid.extract_arrow(news.slice(0, 0), text, id)
    with pytest.raises(TypeError, match="__arrow_c_stream__ is wanted .* not list"):
        whosaid.extract_arrow([1])
    with pytest.raises(TypeError, match="a list of names is wanted"):
        whosaid.extract_arrow(news, "body", keep="n")


def test_a_stream_that_breaks_off_is_an_error():
    def batches():
        yield pa.record_batch({"text": ["“Yes,” said Ada Berg."]})
        raise OSError("the disk is gone")

    reader = pa.RecordBatchReader.from_batches(pa.schema({"text": pa.string()}), batches())
    for threads in (1, 2):
        with pytest.raises(RuntimeError, match="the disk is gone|released|closed"):
            whosaid.extract_arrow(reader, id=None, threads=threads)
        reader = pa.RecordBatchReader.from_batches(pa.schema({"text": pa.string()}), batches())


@pytest.mark.parametrize("offsets", ["bytes", "utf16"])
def test_offsets_count_what_was_asked_for(news, program, offsets):
    wanted = program(news, f"--offsets={offsets}")
    assert pa.table(whosaid.extract_arrow(table(news), "body", "url", offsets=offsets)).to_pylist() == wanted
