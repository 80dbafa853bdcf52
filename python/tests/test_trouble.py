"""No input can crash the interpreter, and errors say what to do."""
import multiprocessing
import random
import subprocess
import sys

import pytest

import whosaid

TEXT = "“It held,” said Ann Lee, the mayor of Lindau. “We were lucky.” "


@pytest.mark.parametrize("given", [None, b"bytes", 3, 3.5, ["a"], object])
def test_what_is_no_str_is_a_type_error(given):
    for verb in (whosaid.extract, whosaid.sentences, whosaid.render):
        with pytest.raises(TypeError, match="text: a str is wanted, not"):
            verb(given)


def test_texts_of_all_kinds_are_taken():
    class Text(str):
        pass

    hard = ["", "\0", "\0“Yes,\0” said Ann\0 Lee.\0", "\ufeff", "\u202e“", "“" * 5000, "\r\n" * 5000, "'" * 5000,
            "".join(map(chr, range(0xD800))), "\U0010ffff" * 100, Text(TEXT)]
    found = whosaid.extract_batch(hard, threads=2)
    assert len(found) == len(hard) and len(found[-1]) == 2
    for text in hard:
        whosaid.sentences(text)
        assert whosaid.render(text).html


def test_a_lone_surrogate_is_told_with_its_place():
    for verb in (whosaid.extract, whosaid.sentences, whosaid.render):
        with pytest.raises(whosaid.ArticleError, match="^not UTF-8: a lone surrogate at code point 3$"):
            verb("é� \ud800 \udfff")


def test_bad_texts_cost_themselves_alone():
    texts = [TEXT, None, "\udc80", float("nan"), b"x", "y" * 999, TEXT]
    with pytest.warns(whosaid.SkippedWarning) as warned:
        found = whosaid.extract_batch(texts, ids=range(7), max_article_bytes=200)
    assert [len(quotations) for quotations in found] == [2, 0, 0, 0, 0, 0, 2]
    assert found[6][0].article_id == "6"
    assert str(warned[0].message).splitlines() == [
        "5 of 7 articles skipped",
        '  texts[1], id "1": no text: a str is wanted, not NoneType',
        '  texts[2], id "2": not UTF-8: a lone surrogate at code point 0',
        '  texts[3], id "3": no text: a str is wanted, not float',
        '  texts[4], id "4": no text: a str is wanted, not bytes',
        '  texts[5], id "5": longer than 200 bytes (max_article_bytes= allows more)',
    ]
    assert warned[0].filename == __file__
    told = []
    whosaid.extract_batch(texts, errors=told.append)
    assert [fault.index for fault in told] == [1, 2, 3, 4]
    with pytest.raises(whosaid.ArticleError, match=r"texts\[1\]: no text"):
        whosaid.extract_batch(texts, errors="raise")


def test_wrong_arguments_are_told():
    for arguments, words in [
        ({"min_confidence": 1.5}, "min_confidence: a number from 0 to 1 is wanted"),
        ({"min_confidence": float("nan")}, "min_confidence: a number from 0 to 1 is wanted"),
        ({"max_article_bytes": 0}, "max_article_bytes: 0: choose from 1 to"),
    ]:
        with pytest.raises(ValueError, match=words):
            whosaid.extract("x", **arguments)
    with pytest.raises(ValueError, match="threads: 0: choose from 1 to 1024"):
        whosaid.extract_batch(["x"], threads=0)
    with pytest.raises(ValueError, match="errors: 'skip': choose from"):
        whosaid.extract_batch(["x"], errors="skip")
    with pytest.raises(ValueError, match="2 ids for 3 texts"):
        whosaid.extract_batch(["x"] * 3, ids=["a", "b"])
    with pytest.raises(TypeError, match="texts: several are wanted"):
        whosaid.extract_batch("x")

    def broken():
        yield "x"
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        whosaid.extract_batch(broken())


def test_a_huge_text_is_worked_on_and_a_larger_one_told():
    huge = TEXT * 100_000
    assert len(whosaid.extract(huge)) == 200_000
    with pytest.raises(whosaid.ArticleError, match=r"^longer than 67108864 bytes \(max_article_bytes= allows more\)$"):
        whosaid.extract("x" * (64 << 20 | 1))


def test_random_bytes_of_text_never_crash():
    random.seed(8)
    signs = "“”\"'‘’«»()[].,:;?!\n\r\t -—a b c said he Mr. Dr. Lee the mayor é😀\0\u200b\u0301"
    texts = ["".join(random.choices(signs, k=random.randrange(400))) for _ in range(2000)]
    for text, quotations in zip(texts, whosaid.extract_batch(texts)):
        assert all(text[q.quote_start:q.quote_end] == q.quote for q in quotations)


INTERRUPTED = """
import os, signal, sys, threading, whosaid
text = {text!r} * 50
timer = threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGINT))
timer.start()
try:
    while True:
        whosaid.extract_batch([text] * 20000, threads={threads})
except KeyboardInterrupt:
    print("interrupted")
"""


@pytest.mark.parametrize("threads", [1, 2])
def test_ctrl_c_ends_a_run(threads):
    script = INTERRUPTED.format(text=TEXT, threads=threads)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    assert done.stdout == "interrupted\n", done.stderr


def _in_a_child(_):
    return len(whosaid.extract_batch([TEXT] * 4000, threads=2))


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="no fork here")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_process_works_as_its_parent_does():
    assert _in_a_child(0) == 4000
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map_async(_in_a_child, range(4)).get(timeout=120) == [4000] * 4
    assert _in_a_child(0) == 4000
