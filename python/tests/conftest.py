"""What the tests share: the articles of the repository, and the program to compare with.

WHOSAID_PROGRAM is the path of the built program; ``cargo test --test python``
sets it.
"""
import json
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def articles() -> dict[str, str]:
    """The example articles by their names."""
    folder = ROOT / "fixtures" / "articles"
    return {path.name: path.read_bytes().decode() for path in sorted(folder.glob("*.txt"))}


@pytest.fixture(scope="session")
def news() -> list[dict]:
    """Articles as records: those of the fixtures, and the same with what offsets find hard before them."""
    records = []
    for name in ["domains.jsonl", "gold.jsonl"]:
        for number, line in enumerate((ROOT / "fixtures" / name).read_text(encoding="utf-8").splitlines()):
            text = json.loads(line)["text"]
            records.append({"id": f"{name}/{number}", "text": text, "date": f"2024-01-{number % 28 + 1:02}"})
            hard = ["", "👍 émigré\n\n", "e\u0301\u200d👩‍🚀 — ", "\r\n\t"][number % 4]
            records.append({"id": f"hard/{name}/{number}", "text": hard + text, "date": ""})
    assert len(records) > 100
    return records


@pytest.fixture(scope="session")
def program(tmp_path_factory):
    """Runs the program over records; gives its rows."""
    path = os.environ["WHOSAID_PROGRAM"]
    folder = tmp_path_factory.mktemp("program")

    def run(records: list[dict], *options: str) -> list[dict]:
        lines = "".join(json.dumps(record) + "\n" for record in records)
        (folder / "in.jsonl").write_text(lines, encoding="utf-8")
        done = subprocess.run(
            [path, "extract", "in.jsonl", "--to", "jsonl", "-q", *options],
            cwd=folder, capture_output=True, text=True, encoding="utf-8",
        )
        assert done.returncode in (0, 1), done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    run.path = path
    return run
