"""Makes `speech_verbs.txt`: verbs that report, with all their forms.

Takes the lemmas of `hand/speech_verbs.txt`, which were chosen from WordNet's verbs
of communication and cognition and from the verbs that annotators of news marked as
cues at least three times. "say" gives `say TAB said,say,saying,says TAB 3`.

Known limit: past tense and participle of a verb are not told apart.
"""

from inflection import verb_forms

HEAD = """
Verbs of saying, writing and thinking that can report a quotation.
Format: lemma TAB all its forms, commas between, in the order of bytes TAB strength:
3 nearly always reports ("say"), 2 often ("describe"), 1 sometimes ("smile").
Sources: make/hand/speech_verbs.txt; irregular forms from Debian wordnet-base 3.0
(WordNet licence).
Licence: as the project; irregular forms WordNet (NOTICE.txt).
Made by make/make.py: edit that, not this.
"""

AS_WELL = {
    "e-mail": ["e-mailed", "e-mailing"],
    "deadpan": ["deadpanned", "deadpanning"],
}
"""Forms that rule and exception file miss."""

WRONG = {"addrest", "chid", "chidden", "deadpaned", "deadpaning", "forbad", "writ"}
"""Forms of rule and exception file that news does not write."""


def all_forms(wordnet, lemma):
    """Every form of a verb: `tell` to `tell`, `telling`, `tells`, `told`."""
    irregular = wordnet.exceptions["verb"].get(lemma, [])
    tables = verb_forms(lemma, irregular).values()
    forms = {lemma, *AS_WELL.get(lemma, ()), *(f for many in tables for f in many)}
    return sorted(forms - WRONG)


def speech_verbs(wordnet, groups):
    """The lines of `speech_verbs.txt`; a verb in two groups has the higher strength."""
    strength = {}
    for level in "123":
        strength |= {verb: level for verb in groups[level]}
    for verb, level in strength.items():
        yield f"{verb}\t{','.join(all_forms(wordnet, verb))}\t{level}"
