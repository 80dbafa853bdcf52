"""Inflects English verbs and nouns: "deny" to "denies, denied, denying".

Takes a lemma and its irregular forms as WordNet's exception files give them;
gives the regular forms where there are no irregular ones.

Known limit: whether a final consonant doubles ("admitted", "visited") is told
from the exception files, which list doubled forms, else guessed for words of
one syllable only.
"""

import re

VOWELS = "aeiou"


def plural(noun, irregular=()):
    """The plurals of a noun: "ministry" to "ministries"."""
    if irregular:
        return list(irregular)
    if noun.endswith("man") and noun not in ("human", "german", "roman", "shaman", "talisman"):
        return [noun[:-3] + "men"]
    return [_s(noun)]


def third(verb):
    """"deny" to "denies", "go" to "goes", "say" to "says"."""
    if verb == "be":
        return "is"
    if verb == "have":
        return "has"
    return _s(verb)


def _s(word):
    if re.search(r"(s|x|z|ch|sh)$", word):
        return word + "es"
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    if re.search(r"[^aeiou]o$", word) and len(word) <= 4 or word.endswith(("veto", "echo", "hero")):
        return word + "es"
    return word + "s"


def _stem(verb, irregular):
    """The stem before "-ed" and "-ing", doubled where it doubles."""
    doubled = verb + verb[-1]
    if any(form.startswith(doubled) for form in irregular):
        return doubled
    if re.fullmatch(r"[^aeiou]*(qu)?[aeiou][bdfgklmnprtvz]", verb):
        return doubled
    return verb


def verb_forms(verb, irregular=()):
    """Gives `{tag: [forms]}` for Z, D, E and G.

    >>> verb_forms("deny")["D"], verb_forms("plan")["G"]
    (['denied'], ['planning'])
    """
    stem = _stem(verb, irregular)
    if verb.endswith("ee") or verb.endswith("oe") or verb.endswith("ye"):
        ing, ed = verb + "ing", verb + "d"
    elif verb.endswith("ie"):
        ing, ed = verb[:-2] + "ying", verb + "d"
    elif verb.endswith("e") and verb != "be":
        ing, ed = verb[:-1] + "ing", verb + "d"
    elif re.search(r"[^aeiou]y$", verb):
        ing, ed = verb + "ing", verb[:-1] + "ied"
    elif verb.endswith("c") and any(f.startswith(verb + "k") for f in irregular):
        ing, ed = verb + "king", verb + "ked"
    else:
        ing, ed = stem + "ing", stem + "ed"
    past = [f for f in irregular if not f.endswith("ing") and not f.endswith("s")]
    if not past or ed in past:
        past = [ed]
    ings = [f for f in irregular if f.endswith("ing") and f != verb]
    return {"Z": [third(verb)], "D": past, "E": past, "G": ings or [ing]}
