"""Inflects English verbs and nouns: "deny" to "denies, denied, denying".

Takes a lemma and its irregular forms as WordNet's exception files give them;
gives the regular forms where there are no irregular ones.

Known limit: whether a final consonant doubles ("admitted", "visited") is told
from the exception files, which list doubled forms, else guessed for words of
one syllable only. Past tense and participle are not told apart.
"""

import re

UNCHANGED = set(
    "beset bet bid broadcast burst cast cost cut fit forecast hit hurt knit let offset "
    "overcast put quit read recast reread reset rid set shed shut slit split spread "
    "sublet sweat telecast thrust typecast typeset undercut upset wed wet".split()
)
"""Verbs whose past is the bare form; the exception files are silent about them."""

ALSO_REGULAR = set(
    "address awake beseech bid bless broadcast burn chide cleave clothe dream dwell fit "
    "forecast gild hew kneel knit lean leap learn light mow plead prove quit rend saw "
    "sew shave shear shine show sow spell spill spoil strew strive sweat swell telecast "
    "thrive wake weave wed wet".split()
)
"""Verbs with a regular past beside the irregular one: "learned", "learnt"."""

STRESSED_L = set(
    "annul appal befall compel control cruel distil dispel enrol enthral excel expel "
    "extol forestall fulfil impel instil install patrol propel rebel recall repel".split()
)
"""Verbs in -l that double it in America too; the others have both spellings."""


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
        return word + ("zes" if re.search(r"[^aeiou]u?[aeiou]z$", word) else "es")
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


def _regular(verb, stem, irregular):
    """The regular past and -ing form on a given stem."""
    if re.search(r"(ee|oe|ye)$", verb):
        return verb + "d", verb + "ing"
    if verb.endswith("ie"):
        return verb + "d", verb[:-2] + "ying"
    if verb.endswith("e") and verb != "be":
        return verb + "d", verb[:-1] + "ing"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ied", verb + "ing"
    if verb.endswith("c") and any(f.startswith(verb + "k") for f in irregular):
        return verb + "ked", verb + "king"
    return stem + "ed", stem + "ing"


def verb_forms(verb, irregular=()):
    """Gives `{tag: [forms]}` for Z, D, E and G.

    >>> verb_forms("deny")["D"], verb_forms("plan")["G"], verb_forms("cut")["D"]
    (['denied'], ['planning'], ['cut'])
    """
    stem = _stem(verb, irregular)
    ed, ing = _regular(verb, stem, irregular)
    past = [f for f in irregular if not f.endswith("ing") and not f.endswith("s")]
    if verb in UNCHANGED:
        past = [verb]
    if not past or verb in ALSO_REGULAR:
        past = sorted({*past, ed})
    ings = sorted({f for f in irregular if f.endswith("ing") and f != verb} or {ing})
    if stem.endswith("ll") and stem != verb and verb not in STRESSED_L:
        past, ings = sorted({*past, verb + "ed"}), sorted({*ings, verb + "ing"})
    return {"Z": [third(verb)], "D": past, "E": past, "G": ings}
