"""Writes a word list: a head of `#` lines, then one entry a line.

Takes the entries in any order; gives a file sorted by bytes without
duplicates, so that a second run of the generator leaves no difference.
Also reads the lists written by hand (`hand/*.txt`), which have the same shape.

Known limit: an entry may not begin with `#`.
"""

from pathlib import Path

MAKE = Path(__file__).resolve().parent
LEXICON = MAKE.parent


def write(name, head, entries):
    """Writes `src/lexicon/NAME.txt`; says how many entries and bytes it has."""
    lines = sorted({entry for entry in entries}, key=lambda e: e.encode())
    keys = [line.split("\t")[0] for line in lines]
    twice = {a for a, b in zip(keys, keys[1:]) if a == b}
    if twice:
        raise ValueError(f"{name}: two entries for {sorted(twice)[:10]}")
    for line in lines:
        if line.startswith("#") or not line.strip():
            raise ValueError(f"{name}: {line!r} cannot stand in a list")
    text = "".join(f"# {line}".rstrip() + "\n" for line in head.strip().splitlines())
    text += "".join(line + "\n" for line in lines)
    path = LEXICON / f"{name}.txt"
    path.write_bytes(text.encode())
    print(f"{path.name}: {len(lines)} entries, {path.stat().st_size} bytes")


def hand(name):
    """Gives the rows of `hand/NAME.txt`, each a list of its tab-separated fields."""
    rows = []
    for line in (MAKE / "hand" / f"{name}.txt").read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            rows.append(line.split("\t"))
    return rows


def hand_words(name):
    """Gives the words of `hand/NAME.txt`, where a line holds many, space apart.

    A line `[x]` opens the group `x`; the result maps group to words.
    """
    groups, group = {}, ""
    for (line, *_) in hand(name):
        if line.startswith("[") and line.endswith("]"):
            group = line[1:-1]
        else:
            groups.setdefault(group, []).extend(line.split())
    return groups
