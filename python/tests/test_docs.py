"""What the documentation shows is so, and the stubs are those of what there is."""
import doctest
import inspect
import os
import re
import subprocess
import sys

import pytest

import whosaid
from conftest import ROOT


def test_examples_in_docstrings_give_what_they_say():
    done = doctest.testmod(whosaid, optionflags=doctest.ELLIPSIS)
    assert done.failed == 0 and done.attempted >= 8


def test_everything_public_is_documented():
    for name in whosaid.__all__:
        if name != "MAX_ARTICLE_BYTES":
            assert inspect.getdoc(getattr(whosaid, name)), name
    for kind in (whosaid.Quotation, whosaid.Sentence, whosaid.Fault, whosaid.Tally, whosaid.Quotations):
        for name in vars(kind):
            assert name.startswith("_") or inspect.getdoc(getattr(kind, name)), (kind, name)


def test_stubs_and_types_fit():
    done = subprocess.run([sys.executable, "-m", "mypy.stubtest", "whosaid._native"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    package = str(ROOT / "python" / "whosaid")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir=/dev/null", package, "--ignore-missing-imports"],
        capture_output=True, text=True)
    # Without PySpark its types are unknown, and so is what is made of them.
    faults = [line for line in done.stdout.splitlines() if "error:" in line and "spark.py" not in line]
    assert faults == []


def blocks():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.findall(r"```python\n(.*?)```", readme, re.S)


@pytest.mark.parametrize("number", range(len(blocks())))
def test_the_examples_of_the_readme_run(number, tmp_path, articles):
    block = blocks()[number]
    if "spark" in block and os.environ.get("WHOSAID_SPARK") != "yes":
        pytest.skip("Spark's example runs where all that it needs is there: WHOSAID_SPARK=yes")
    import pyarrow as pa
    import pyarrow.parquet

    news = pa.table({"id": list(articles), "text": list(articles.values()), "date": ["2024-03-01"] * len(articles)})
    pyarrow.parquet.write_table(news, tmp_path / "news.parquet")
    (tmp_path / "story.txt").write_text(articles["nato-2018.txt"], encoding="utf-8")
    environment = {**os.environ, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    done = subprocess.run([sys.executable, "-c", block], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    made = {path.name for path in tmp_path.iterdir()} - {"news.parquet", "story.txt"}
    assert made == {name for name in ["story.html", "speakers.csv", "quotes"] if f'"{name}"' in block or f"'{name}'" in block}
    assert made or "speaker" in done.stdout
