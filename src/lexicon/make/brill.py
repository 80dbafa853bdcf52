"""Reads the lexicon of npm's `brill`: a word to its Penn tags, likeliest first.

Known limit: the tail of a word's tags is noise of the hand-tagged corpora that
it was counted from ("the" as a verb); `pos.py` cuts it. One tag number ("your")
points past the package's table of tags and is dropped.
"""

import re

WORD = re.compile(
    r"^  (?:'((?:\\'|[^'])*)'|\"([^\"]*)\"|([^\s:'\"]+)): (?:(\d+)|\[([\d, ]+)\]),?$", re.M
)


def read(package):
    """Gives `{word: [Penn tags]}`."""
    tags = re.findall(r"^  (['\"])(.*)\1,?$", (package / "lib/tags.js").read_text(), re.M)
    tags = [tag for _, tag in tags]
    lexicon = {}
    for a, b, c, one, many in WORD.findall((package / "lib/words.js").read_text()):
        numbers = [int(n) for n in (one or many).split(",")]
        lexicon[(a or b or c).replace("\\'", "'")] = [tags[n] for n in numbers if n < len(tags)]
    return lexicon
