"""One text, or many, gives the rows of the program."""
import csv
import pickle
import threading

import pytest

import whosaid
from conftest import ROOT

TEXT = "👍 “It held, mostly,” said Ann Lee, the mayor of Lindau. The “Ode” is a film."


def as_csv(value):
    return "" if value is None else f"{value:.2f}" if isinstance(value, float) else str(value)


def test_rows_are_those_that_are_held_in_the_fixtures(articles):
    rows = 0
    for name, text in articles.items():
        with open(ROOT / "fixtures" / "expected" / name.replace(".txt", ".csv"), newline="", encoding="utf-8") as file:
            wanted = list(csv.DictReader(file))
        found = [q.as_dict() for q in whosaid.extract(text, id=name)]
        assert [{k: as_csv(v) for k, v in row.items()} for row in found] == wanted, name
        rows += len(found)
    assert rows > 200


@pytest.mark.parametrize("options", [
    {},
    {"indirect": True},
    {"attributed_only": True, "min_confidence": 0.7},
])
def test_many_texts_give_the_rows_of_the_program(news, program, options):
    flags = [f"--{name.replace('_', '-')}" for name, value in options.items() if value is True]
    flags += ["--min-confidence=0.7"] if "min_confidence" in options else []
    wanted = program(news, *flags)
    texts, ids = [r["text"] for r in news], [r["id"] for r in news]
    for threads in (1, 3):
        found = whosaid.extract_batch(iter(texts), ids, threads=threads, **options)
        assert len(found) == len(news)
        assert [q.as_dict() for quotations in found for q in quotations] == wanted
    assert len(wanted) > 500


def test_offsets_count_code_points(news):
    quotations = 0
    for record in news:
        text = record["text"]
        for q in whosaid.extract(text):
            assert text[q.quote_start:q.quote_end] == q.quote
            if q.speaker is not None:
                assert text[q.mention_start:q.mention_end] == q.speaker_mention
            if q.cue is not None:
                assert text[q.cue_start:q.cue_end] == q.cue
            quotations += 1
        for s in whosaid.sentences(text):
            assert text[s.start:s.end] == s.text == str(s)
    assert quotations > 500


def test_a_quotation_is_typed_immutable_and_shows_itself():
    first, second = whosaid.extract(TEXT, id="a/1")
    assert (first.article_id, first.quote, first.speaker, first.speaker_role) == (
        "a/1", "It held, mostly,", "Ann Lee", "mayor of Lindau")
    assert (second.speaker, second.cue, second.mention_start) == (None, None, None)
    assert isinstance(first.confidence, float) and isinstance(first.quote_start, int)
    about = '"It held, mostly," by Ann Lee (mayor of Lindau); said, '
    assert repr(first) == f"<Quotation 1 {first.quote_type}: {about}{first.confidence:.2f}>"
    with pytest.raises(AttributeError):
        first.speaker = "Bob"
    again = whosaid.extract(TEXT, id="a/1")[0]
    assert first == again and hash(first) == hash(again) and first != second
    assert pickle.loads(pickle.dumps(first)) == first
    assert whosaid.Quotation(**first.as_dict()) == first
    assert first.as_dict()["article_id"] == "a/1" and list(first.as_dict())[0] == "article_id"


def test_sentences_are_those_of_the_program_s_core():
    text = "“Why? Tell me,” he asked. 😀 He left."
    assert [str(s) for s in whosaid.sentences(text)] == ["“Why?", "Tell me,” he asked.", "😀 He left."]
    kept = whosaid.sentences(text, keep_quotations=True)
    assert [(s.start, s.end) for s in kept] == [(0, 25), (26, 36)]
    assert pickle.loads(pickle.dumps(kept)) == kept


def test_weights_of_a_file_are_used_and_a_bad_file_is_told(tmp_path, program):
    import json
    import subprocess

    gold = ROOT / "fixtures" / "gold.jsonl"
    path = tmp_path / "own.model"
    subprocess.run([program.path, "train", gold, "-o", path], check=True, capture_output=True)
    own = whosaid.Model(path)
    record = {"id": "a", "text": json.loads(gold.read_text(encoding="utf-8").splitlines()[0])["text"]}
    wanted = program([record], f"--model={path}")
    assert [q.as_dict() for q in whosaid.extract(record["text"], id="a", model=own)] == wanted
    assert [q.as_dict() for q in whosaid.extract(record["text"], id="a", model=path)] == wanted
    assert pickle.loads(pickle.dumps(own)).__reduce__() == own.__reduce__()
    bad = tmp_path / "bad.model"
    bad.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(whosaid.ModelError, match="bad.model: .*damaged"):
        whosaid.extract("x", model=bad)
    with pytest.raises(FileNotFoundError, match="none.model"):
        whosaid.extract("x", model=tmp_path / "none.model")


def test_progress_is_told_and_what_it_raises_ends_the_run(capfd):
    told = []
    whosaid.extract_batch([TEXT] * 50, progress=told.append)
    assert told[-1].articles == 50 and told[-1].quotes == 100 and told[-1].skipped == 0
    assert str(told[-1]).startswith("50 articles read, 0 skipped: 0.0 MB of text, 100 sentences\n100 quotes, 50.0 %")
    whosaid.extract_batch([TEXT], progress=True)
    assert "1 articles" in capfd.readouterr().err

    def enough(tally):
        raise KeyError("enough")

    for threads in (1, 2):
        with pytest.raises(KeyError, match="enough"):
            whosaid.extract_batch([TEXT], progress=enough, threads=threads)


def test_other_threads_run_meanwhile():
    ticks, over = [], threading.Event()

    def tick():
        while not over.wait(0.001):
            ticks.append(len(ticks))

    thread = threading.Thread(target=tick)
    thread.start()
    before = len(ticks)
    whosaid.extract_batch([TEXT * 2000] * 8, threads=1)
    during = len(ticks) - before
    over.set()
    thread.join()
    assert during > 3
