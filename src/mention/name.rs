//! The name inside a noun phrase, and what it is a name of.
//!
//! In `Former Ohio Gov. Ada Berg` the name is `Ada Berg`: it begins behind the
//! last word that is an office, a title or a common noun. In `Gerda King` it is
//! the whole, though a king is an office: a given name comes before.

use super::Sort;
use super::class::Tag;
use crate::Span;
use crate::lexicon::{Entry, Lexicon, hash, is, pos};
use crate::segment::token::{Kind, Token, Tokens};

/// The age that a word says: "43" in "43-year-old".
pub(crate) fn age<'a>(text: &'a str, token: &Token) -> Option<&'a str> {
    const SUFFIX: &str = "-year-old";
    // Few words are as long.
    if token.span.len() > SUFFIX.len() { token.span.of(text).strip_suffix(SUFFIX) } else { None }
}

/// Letters that stand behind a name and are none of it: honours, degrees, seats.
const HONOURS: [&str; 42] = [
    "KC", "QC", "SC", "MP", "MEP", "MSP", "MLA", "TD", "OBE", "MBE", "CBE", "KBE", "DBE", "KCB", "DCB",
    "KCMG", "DCMG", "CMG", "CB", "GCB", "DSO", "DFC", "QPM", "KPM", "AC", "AO", "AM", "FRS", "FBA", "RN",
    "VC", "MD", "M.D.", "PhD", "Ph.D.", "Ph.D", "JD", "J.D.", "DDS", "MPH", "MBA", "RD",
];

/// Whether a word is an honour, a degree or a seat: "Ada Berg KC", "Ada Berg, PhD,".
pub(crate) fn is_honour(word: &str) -> bool {
    HONOURS.contains(&word)
}

/// Whether a word that no list has is a noun for a company by its end: "toymaker".
pub(crate) fn is_maker(entry: &Entry, word: &str) -> bool {
    entry.pos == 0 && word.ends_with("maker") && word.len() > 5
}

/// Whether a word can stand before a name as a title, job or honorific.
fn is_title(entry: &Entry) -> bool {
    // "Guy" and "Christian" are given names first.
    entry.is(is::TITLE | is::HONORIFIC) || (entry.is(is::HUMAN) && !entry.is(is::GIVEN))
}

/// Whether a name can end at a token: no common noun does. "Jr.", "III" and the like
/// do, whatever their class; so does the number of "No 10".
#[inline]
pub(super) fn ends(text: &str, tokens: &Tokens, tags: &[Tag], at: usize) -> bool {
    let is_numbered = || at > 0 && tags[at - 1] == Tag::Proper && is_number(text, &tokens.all[at - 1]);
    tags[at] == Tag::Proper
        || tokens.all[at].kind.is_capital()
        || tokens.all[at].kind == Kind::Number && is_numbered()
}

/// Whether a word is that of "No 10".
pub(super) fn is_number(text: &str, token: &Token) -> bool {
    matches!(token.span.of(text), "No" | "No.")
}

/// The number of the token where the name in `first..last` begins, at the last of which
/// one can [end](ends); `last` if the phrase ends in a title and so holds no name.
pub(super) fn start(
    text: &str,
    tokens: &Tokens,
    tags: &[Tag],
    lexicon: &Lexicon,
    first: usize,
    last: usize,
) -> usize {
    let end = last - 1;
    // Back over the words of the name.
    let mut begin = end;
    for at in (first..end).rev() {
        let token = &tokens.all[at];
        // "Secretary of State Ada Berg": what follows "of" is the title's.
        if is_joint_of_title(tokens, lexicon, tags, first, at) {
            begin = begin.max(behind_office(tokens, tags, lexicon, at, last));
            break;
        }
        let belongs = match token.kind {
            // "Bakers' Guild" has no title.
            Kind::Title if at < end && tags[at + 1] == Tag::Genitive => true,
            Kind::Title | Kind::Upper => {
                (tags[at] == Tag::Proper || begins_body(text, tokens, tags, lexicon, at, last))
                    && !is_compound(text, tokens, lexicon, at)
                    && !is_title_here(text, tokens, lexicon, at, last)
                    && !is_trade_here(text, tokens, lexicon, at, last)
            }
            Kind::Initial | Kind::Quote => true,
            Kind::Lower => is_joint(tokens, lexicon, tags, first, at),
            Kind::Comma => true,
            // Of an owner inside a body's name: see `Chunker::is_in_body`. "Weber & Co"
            Kind::Other | Kind::Clitic => {
                tags[at] == Tag::Genitive || at > first && tokens.all[at].span.of(text) == "&"
            }
            _ => false,
        };
        if !belongs {
            break;
        }
        begin = at;
    }
    if begin > end || is_of_party(text, tokens, tags, first, end) {
        return last;
    }
    // A joint cannot begin a name.
    while begin < end && !tokens.all[begin].kind.is_capital() {
        begin += 1;
    }
    if begin == end && is_bare_title(text, tokens, lexicon, first, end) { last } else { begin }
}

/// Whether a phrase says where somebody is from, and of which party he is: "the Ohio Republican".
fn is_of_party(text: &str, tokens: &Tokens, tags: &[Tag], first: usize, end: usize) -> bool {
    const PARTIES: [&str; 9] = [
        "Republican",
        "Democrat",
        "Conservative",
        "Liberal",
        "Tory",
        "Socialist",
        "Independent",
        "Libertarian",
        "Communist",
    ];
    first < end && tags[first] == Tag::Determiner && PARTIES.contains(&tokens.all[end].span.of(text))
}

/// Where the name behind an office that goes on at `at` begins: "Minister for Foreign Affairs Ada
/// Berg"; `last` if there is none: "Governor of Lagos State".
fn behind_office(tokens: &Tokens, tags: &[Tag], lexicon: &Lexicon, at: usize, last: usize) -> usize {
    let what = at + 1 + usize::from(tags[at + 1] == Tag::Determiner);
    if last < what + 2 {
        return last;
    }
    let entry = |at: usize| tokens.entry(lexicon, at);
    // Most names are a given name and a surname.
    if last >= what + 3 && entry(last - 2).is(is::GIVEN) {
        return last - 2;
    }
    if let Some(given) = (what + 1..last - 1).find(|&at| entry(at).is(is::GIVEN)) {
        return given;
    }
    let is_no_name = |at: usize| {
        let entry = entry(at);
        entry.is(is::PLACE | is::ORGANIZATION | is::SUFFIX)
            || entry.can_be(pos::ANY_NOUN | pos::ADJECTIVE) && !entry.is(is::GIVEN | is::SURNAME)
    };
    // "Governor of Oyo State", "the University of Ibadan"
    let goes_on = tags[what..last].contains(&Tag::Preposition);
    if goes_on || is_no_name(last - 1) || (what..last).all(is_no_name) { last } else { what + 1 }
}

/// Whether "of" at `at` hangs on a title: "Secretary of State".
fn is_joint_of_title(tokens: &Tokens, lexicon: &Lexicon, tags: &[Tag], first: usize, at: usize) -> bool {
    at > first
        && tags[at] == Tag::Preposition
        && !tokens.entry(lexicon, at).is(is::PARTICLE)
        && is_title(tokens.entry(lexicon, at - 1))
        && !is_surname(tokens, lexicon, first, at - 1)
}

/// Whether a title is a surname here, behind a given name: "Ada Bishop of the Highway Patrol".
fn is_surname(tokens: &Tokens, lexicon: &Lexicon, first: usize, at: usize) -> bool {
    at > first
        && tokens.entry(lexicon, at).is(is::SURNAME)
        && tokens.all[at].kind == Kind::Title
        && tokens.all[at - 1].kind == Kind::Title
        && tokens.entry(lexicon, at - 1).is(is::GIVEN)
        && !is_title(tokens.entry(lexicon, at - 1))
}

/// Whether somebody is called so by two countries: "the Greek-Australian".
pub(super) fn is_double_demonym(lexicon: &Lexicon, word: &str) -> bool {
    let is_demonym = |half: &str| lexicon.entry(lexicon.find(hash(half.as_bytes()))).is(is::DEMONYM);
    word.split_once('-').is_some_and(|(one, other)| is_demonym(one) && is_demonym(other))
}

/// Whether a common noun begins a sentence and the name of a body: "Parchment Systems".
fn begins_body(text: &str, tokens: &Tokens, tags: &[Tag], lexicon: &Lexicon, at: usize, last: usize) -> bool {
    let entry = tokens.entry(lexicon, at);
    // "Consumer Reports", "Teachers United"
    let is_of_people = || {
        at + 2 == last
            && !entry.is(is::TITLE)
            && (is_of_body(text, tokens, lexicon, at, last)
                || entry.is(is::PEOPLE) && unites(text, tokens, at + 1))
    };
    matches!(tags[at], Tag::Noun | Tag::Nouns | Tag::Adjective)
        && tokens.all[at].starts_sentence
        && tags[at + 1] == Tag::Proper
        && !tokens.entry(lexicon, at + 1).is(is::GIVEN | is::TITLE | is::HONORIFIC)
        && !entry.is(is::CALENDAR)
        && (!entry.is(is::HUMAN | is::TITLE) && tags[at] != Tag::Nouns || is_of_people())
}

/// Whether a word behind people makes a body of them: "Teachers United".
fn unites(text: &str, tokens: &Tokens, at: usize) -> bool {
    matches!(tokens.all[at].span.of(text), "United" | "First" | "Together" | "Now")
}

/// "Ohio-based", "Harvard-trained": an adjective made of a name; "Nine-year-old".
fn is_compound(text: &str, tokens: &Tokens, lexicon: &Lexicon, at: usize) -> bool {
    let word = tokens.all[at].span.of(text);
    if age(text, &tokens.all[at]).is_some() || word.starts_with("Ex-") || word.starts_with("ex-") {
        return true;
    }
    // "Wong Wing-kei" is a name: its last syllable is no word.
    let tail = word.bytes().rev().take_while(u8::is_ascii_lowercase).count();
    tail > 3
        && word.as_bytes()[..word.len() - tail].ends_with(b"-")
        && lexicon.entry(lexicon.find(hash(&word.as_bytes()[word.len() - tail..]))).pos != 0
}

/// Whether the lower-case word at `at` joins two capitalised ones: a particle,
/// or "of the" in an organisation's name.
fn is_joint(tokens: &Tokens, lexicon: &Lexicon, tags: &[Tag], first: usize, at: usize) -> bool {
    tokens.entry(lexicon, at).is(is::PARTICLE)
        || matches!(tags[at], Tag::Preposition | Tag::Determiner | Tag::To | Tag::Conjunction) && at > first
}

/// Whether the capitalised word at `at`, with more of the name behind it, is a
/// title before the name rather than its first word.
fn is_title_here(text: &str, tokens: &Tokens, lexicon: &Lexicon, at: usize, last: usize) -> bool {
    let entry = tokens.entry(lexicon, at);
    // "Del." is a delegate, "Del Croft" a name; "DI" is a detective.
    let is_particle = entry.is(is::PARTICLE)
        && tokens.all[at].kind != Kind::Upper
        && !text[tokens.all[at].span.range()].ends_with('.');
    if !is_title(entry) || is_particle {
        return false;
    }
    if is_of_body(text, tokens, lexicon, at, last) || is_saint(text, tokens, lexicon, at) {
        return false;
    }
    // Given names too, but seldom.
    let word = &text[tokens.all[at].span.range()];
    if SELDOM_GIVEN.contains(&word) || word == "Prince" && at + 2 < last {
        return true;
    }
    // "Don Weber" is a name, "Prince Carl" a title and a name, and so is "Maj. Carl".
    let is_cut = text[tokens.all[at].span.range()].ends_with('.');
    let is_rank = tokens.all[at].kind == Kind::Upper && tokens.all[at + 1].kind == Kind::Title;
    if entry.is(is::GIVEN) && !is_cut && !is_rank && !tokens.entry(lexicon, at + 1).is(is::GIVEN) {
        return false;
    }
    // "Gov. Earl Ray Berg": behind a title in short it is a given name.
    let is_short = |token: &Token| token.kind == Kind::Title && text[token.span.range()].ends_with('.');
    if entry.is(is::GIVEN) && at > 0 && is_short(&tokens.all[at - 1]) {
        return false;
    }
    // "Bishop Allen said": a title. "Stephen King Jr.": King follows a given name.
    let before_is_given = at > 0
        && tokens.all[at - 1].kind == Kind::Title
        && tokens.entry(lexicon, at - 1).is(is::GIVEN)
        && !is_title(tokens.entry(lexicon, at - 1));
    let next = tokens.entry(lexicon, at + 1);
    let next_ends = at + 2 >= last && next.pos == 0 && !next.is(is::SURNAME | is::GIVEN);
    !(before_is_given && (next_ends || tokens.all[at + 1].kind == Kind::Upper))
}

/// Whether a saint's name goes on at `at`: "Buffy St. Claire", "St Helens", but not "St. John".
fn is_saint(text: &str, tokens: &Tokens, lexicon: &Lexicon, at: usize) -> bool {
    let is_name = |at: usize| {
        tokens.all[at].kind == Kind::Title
            && tokens.entry(lexicon, at).is(is::GIVEN)
            && !is_title(tokens.entry(lexicon, at))
    };
    matches!(text[tokens.all[at].span.range()].as_ref(), "St." | "St")
        && (at > 0 && is_name(at - 1) || !tokens.entry(lexicon, at + 1).is(is::GIVEN))
}

/// Titles that are given names too, but seldom.
const SELDOM_GIVEN: [&str; 15] = [
    "Miss",
    "Major",
    "Admiral",
    "Commodore",
    "Princess",
    "Queen",
    "Sultan",
    "Emir",
    "Imam",
    "Alhaji",
    "Abbot",
    "Baron",
    "Duke",
    "Lady",
    "Dona",
];

/// Whether the title or noun for people at `at` stands in the name of a body that ends at
/// `last`: "Teachers Federation", "Consumer Credit", "Justice Department", but not "Judge Church".
fn is_of_body(text: &str, tokens: &Tokens, lexicon: &Lexicon, at: usize, last: usize) -> bool {
    let (entry, next) = (tokens.entry(lexicon, at), tokens.entry(lexicon, at + 1));
    let end = tokens.entry(lexicon, last - 1);
    let is_body = |at: usize| {
        let entry = tokens.entry(lexicon, at);
        entry.is(is::ORGANIZATION | is::SUFFIX) && !entry.is(is::SURNAME | is::HUMAN)
    };
    let word = &text[tokens.all[at].span.range()];
    if matches!(word, "St." | "St" | "Saint") && is_body(last - 1) {
        return true;
    }
    if !word.ends_with('.') && !entry.is(is::HONORIFIC) && !next.is(is::GIVEN) && (at + 1..last).any(is_body)
    {
        return true;
    }
    let is_name = end.is(is::GIVEN | is::SURNAME) || end.pos == 0;
    !entry.is(is::TITLE | is::HONORIFIC)
        && !next.is(is::GIVEN)
        && (end.is(is::SUFFIX | is::ORGANIZATION | is::DOCUMENT) || entry.is(is::PEOPLE) && !is_name)
}

/// Whether the word that begins a sentence, before a name with a given name, is
/// what the person does: "Haulier Ada Berg".
fn is_trade_here(text: &str, tokens: &Tokens, lexicon: &Lexicon, at: usize, last: usize) -> bool {
    let entry = tokens.entry(lexicon, at);
    // "Chipmaker Nuvia", "Charity Nuvia"
    let is_kind = is_maker(entry, tokens.all[at].span.of(text)) || entry.is(is::ORGANIZATION);
    if is_kind && tokens.all[at].starts_sentence && tokens.all[at].kind == Kind::Title && at + 2 == last {
        let name = tokens.entry(lexicon, at + 1);
        return name.pos == 0 && !name.is(is::GIVEN);
    }
    tokens.all[at].starts_sentence
        && !entry.is(is::HONORIFIC)
        && at + 2 < last
        && tokens.all[at].kind == Kind::Title
        && tokens.entry(lexicon, at + 1).is(is::GIVEN)
        && !entry.is(is::GIVEN | is::SURNAME | is::PLACE)
        && !entry.can_be(pos::PROPER)
}

/// Whether the only capitalised word left is itself a title: "the President".
fn is_bare_title(text: &str, tokens: &Tokens, lexicon: &Lexicon, first: usize, end: usize) -> bool {
    let entry = tokens.entry(lexicon, end);
    // "the Italian shot back", "the Corkman", "the Greek-Australian"
    if first < end && tokens.all[first].kind == Kind::Lower {
        let word = tokens.all[end].span.of(text);
        let is_unknown = entry.pos == 0 && !entry.is(is::SURNAME | is::GIVEN | is::ORGANIZATION | is::PLACE);
        let is_man = is_unknown && (word.ends_with("man") || word.ends_with("woman"));
        if entry.is(is::DEMONYM) || is_man || is_unknown && is_double_demonym(lexicon, word) {
            return true;
        }
    }
    if !is_title(entry) {
        return false;
    }
    // "Mr. Bishop", "Gov. King", "Sen. Farmer", "Anna Cook": a surname after all.
    let Some(before) = end.checked_sub(1).filter(|&before| before >= first) else { return true };
    let is_short = text[tokens.all[before].span.range()].ends_with('.');
    let before = tokens.entry(lexicon, before);
    !(before.is(is::HONORIFIC | is::GIVEN) || before.is(is::TITLE) && (is_short || entry.is(is::SURNAME)))
}

/// What the name in `begin..last` is a name of; `first..begin` is the title before it.
pub(super) fn sort(
    text: &str,
    tokens: &Tokens,
    tags: &[Tag],
    lexicon: &Lexicon,
    first: usize,
    begin: usize,
    last: usize,
) -> Sort {
    let words = last - begin;
    if words == 2 && tokens.all[last - 1].kind == Kind::Number && is_number(text, &tokens.all[begin]) {
        return Sort::Organization;
    }
    let end = tokens.entry(lexicon, last - 1);
    let head = tokens.entry(lexicon, begin);
    let titled = (first..begin)
        .rev()
        .take(3)
        .any(|at| is_title(tokens.entry(lexicon, at)) && !matches!(tags[at], Tag::Genitive | Tag::Adjective));
    let is_person_like =
        head.is(is::GIVEN) && words > 1 || tokens.all[begin..last].iter().any(|t| t.kind == Kind::Initial);
    // "Ada H. Tribe" is a person, "Ada Bank" is none.
    if (end.is(is::SUFFIX) || (end.is(is::ORGANIZATION) && words > 1 && !is_person_like))
        && !(titled && words <= 2)
    {
        return Sort::Organization;
    }
    if end.is(is::DOCUMENT) && words > 1 && !is_person_like {
        // "the Institute for Budget Studies"
        let is_body =
            |at: usize| tags[at + 1] == Tag::Preposition && tokens.entry(lexicon, at).is(is::ORGANIZATION);
        return if (begin..last - 1).any(is_body) { Sort::Organization } else { Sort::Document };
    }
    if titled {
        return Sort::Person;
    }
    // "Weber & Co"
    if tokens.all[begin..last].iter().any(|token| token.kind == Kind::Other && token.span.of(text) == "&") {
        return Sort::Organization;
    }
    // "the charity Salt Water"
    if begin > first && (tokens.all[begin - 1].kind == Kind::Lower || tokens.all[begin - 1].starts_sentence) {
        let kind = tokens.entry(lexicon, begin - 1);
        let is_kind = kind.is(is::ORGANIZATION) && !kind.is(is::HUMAN);
        if is_kind || is_maker(kind, &tokens.all[begin - 1].span.of(text).to_ascii_lowercase()) {
            return Sort::Organization;
        }
    }
    if (begin..last).all(|at| tokens.entry(lexicon, at).is(is::PLACE) || tags[at] != Tag::Proper)
        && !is_person_like
    {
        let is_given = words == 1 && head.is(is::GIVEN);
        let is_person = is_given && is_presented(text, tokens, tags, lexicon, begin, last);
        return if is_person { Sort::Person } else { Sort::Place };
    }
    // "Costa Rica"
    if words > 1 && words < 4 && !is_person_like {
        let name = Span { start: tokens.all[begin].span.start, end: tokens.all[last - 1].span.end };
        if lexicon.entry(lexicon.find(hash(name.of(text).as_bytes()))).is(is::PLACE) {
            return Sort::Place;
        }
    }
    let is_joined = |at: usize| {
        matches!(tags[at], Tag::Preposition | Tag::Determiner | Tag::To | Tag::Conjunction)
            && !tokens.entry(lexicon, at).is(is::PARTICLE)
    };
    if (begin..last).any(is_joined) {
        return Sort::Organization;
    }
    if is_person_like {
        return Sort::Person;
    }
    // "BERG:" labels a turn.
    let is_label = tokens.all.get(last).is_some_and(|next| next.kind == Kind::Colon);
    if words == 1 && tokens.all[begin].kind == Kind::Upper && !is_label {
        return Sort::Organization;
    }
    // "Delmar Terminals"; but "Zsuzsi Thrall" may be anybody.
    let is_common = end.mostly(pos::ANY_NOUN) && !end.is(is::SURNAME | is::GIVEN);
    let is_anybody = words == 2 && head.pos == 0 && head.is == 0 && end.mostly(pos::NOUN);
    if words > 1 && is_common && !head.is(is::GIVEN) && !is_anybody {
        return Sort::Organization;
    }
    if words > 1 && words <= 4 && end.is(is::SURNAME) && end.pos & !pos::PROPER == 0 {
        return Sort::Person;
    }
    // "a smiling Berg" is somebody, "the Berg" none.
    let is_one = words == 1 && first + 1 < begin && matches!(tokens.all[first].span.of(text), "a" | "an");
    let is_told = is_one
        && tags[first + 1..begin].iter().all(|tag| matches!(tag, Tag::Adjective | Tag::Adverb | Tag::Gerund));
    match tags[first] {
        _ if first == begin => Sort::Unclear,
        Tag::Determiner if is_told && tokens.all[begin - 1].kind == Kind::Lower => Sort::Person,
        Tag::Determiner => Sort::Organization,
        _ => Sort::Unclear,
    }
}

/// Whether an age or a description behind a given name that is also a place's says that it is
/// somebody: "Helena, 43,", "Helena, a retired miner", but not "in Helena, a nurse said".
fn is_presented(
    text: &str,
    tokens: &Tokens,
    tags: &[Tag],
    lexicon: &Lexicon,
    begin: usize,
    last: usize,
) -> bool {
    const WORDS: usize = 5;
    let all = &tokens.all;
    let is_where = begin > 0 && !all[begin].starts_sentence && tags[begin - 1] == Tag::Preposition;
    let [comma, first, next, ..] = all.get(last..).unwrap_or_default() else { return false };
    if is_where || comma.kind != Kind::Comma {
        return false;
    }
    if first.kind == Kind::Number {
        return next.kind == Kind::Comma && first.span.len() == 2;
    }
    let described = last + 2..all.len().min(last + 2 + WORDS);
    matches!(first.span.of(text), "a" | "an")
        && described
            .take_while(|&at| !matches!(all[at].kind, Kind::Comma | Kind::Stop))
            .any(|at| tokens.entry(lexicon, at).is(is::HUMAN))
}
