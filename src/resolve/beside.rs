//! What stands beside a name and says who he is: a title (`League Secretary
//! General Ada Berg`), an apposition behind it (`Ada Berg, a farmer in Ohio,`)
//! or before it (`The mayor, Ada Berg,`), a relative clause (`Berg, who is a
//! nurse,`), a predicate (`Berg is a nurse`). What an organisation is stands in the
//! same places: `the toymaker Acme`.

use std::ops::Range;

use super::phrase::{is_person, phrase_end, tokens};
use crate::Span;
use crate::attribute::Analysis;
use crate::lexicon::{Entry, hash, is};
use crate::mention::{Form, Mention, Sort, Tag, Unit, is_honour, is_maker};
use crate::segment::token::Kind;

/// A role, and how much it is worth against others of the same person.
pub(super) type Found = Option<(u32, Span)>;

// How much each kind is worth.
const APPOSITION: u32 = 40;
/// An apposition that says no office or job: "a father of four". A title says more.
const NO_OFFICE: u32 = 28;
pub(super) const TITLE: u32 = 30;
const PREDICATE: u32 = 20;

/// The roles that stand before and behind a mention.
pub(super) fn roles(analysis: &Analysis, mention: &Mention) -> [Found; 3] {
    [title(analysis, mention), behind(analysis, mention), before(analysis, mention)]
}

/// What is said of a person beside a pronoun: "She is a teacher", "A former teacher, she ran".
pub(super) fn of_pronoun(analysis: &Analysis, mention: &Mention) -> Option<Span> {
    if mention.is_owner || !matches!(mention.span.of(analysis.text), "he" | "she" | "He" | "She") {
        return None;
    }
    let units = &analysis.chunks.units;
    let end = analysis.chunks.paragraphs[mention.paragraph as usize + 1] as usize;
    let at = mention.unit as usize + 1;
    let is_one = at + 1 < end && matches!(analysis.text_at(units[at + 1].first), "a" | "an" | "the");
    let found = if at < end
        && is_copula(analysis, at)
        && is_one
        && matches!(analysis.text_at(units[at].first), "is" | "was")
    {
        phrase(analysis, mention, at + 1..end, PREDICATE, false)
    } else {
        before(analysis, mention)
    };
    found.map(|(_, span)| span)
}

/// The title before the name, in the same noun phrase.
pub(super) fn title(analysis: &Analysis, mention: &Mention) -> Found {
    // "Cook said" of Anna Cook says no office.
    if mention.form != Form::Name {
        return None;
    }
    let mut first = mention.first;
    let last = mention.name_first;
    while first < last && is_idle(analysis, first) {
        first += 1;
    }
    let mut end = last;
    let is_comma = |at: u32| analysis.tokens.all[at as usize].kind == Kind::Comma;
    while end > first
        && (is_idle(analysis, end - 1)
            || is_comma(end - 1)
            || (end < last || end > first + 1) && is_style(analysis, end - 1))
    {
        end -= 1;
    }
    // Its last word must name a person, or hang on one that does: "Ohio's Ada
    // Berg" has no role. Nor has a body whose name begins with people: "the Taxpayers League".
    let may_be_body = mention.sort == Sort::Organization;
    let names = |at: u32| {
        let is_word = !may_be_body || analysis.tokens.all[at as usize].kind == Kind::Lower;
        let is_noun = analysis.tags[at as usize] != Tag::Adjective;
        is_word && is_noun && without_ex(analysis, at).is(is::TITLE | is::HUMAN)
            || is_office(analysis, at)
            || (mention.sort == Sort::Person && at + 1 == last && is_trade(analysis, at))
            || (mention.sort != Sort::Person && is_kind(analysis, at))
    };
    let hangs = |at: u32| matches!(analysis.tags[at as usize], Tag::Preposition | Tag::To);
    // "Harbour Master Ada Berg": a form of address that ends an office.
    let is_named_office = end + 1 == last
        && end > first
        && analysis.tokens.all[end as usize - 1].kind == Kind::Title
        && analysis.text_at(end) == "Master";
    if is_named_office {
        end += 1;
    }
    let says = end > first && (names(end - 1) || ((first..end).any(hangs) && (first..end).any(names)));
    // "Sisters Ada and Eva Berg": what they are to each other is no role.
    let is_kin = end > first && is_plural_kin(analysis, end - 1);
    if !(says || is_named_office) || is_kin {
        return None;
    }
    let words = end - first;
    let span = tokens(analysis, first, end)?;
    // A bare abbreviation says less than an apposition does, a long title more.
    let is_short_style = |at: u32| {
        analysis.tokens.entry(analysis.lexicon, at as usize).is(is::HONORIFIC)
            || is_office(analysis, at)
            || is_style(analysis, at)
    };
    let is_short = span.of(analysis.text).ends_with('.') || (first..end).all(is_short_style);
    Some((if is_short { TITLE } else { TITLE + words.min(4) * 3 }, span))
}

/// Whether a word before a name, with another beside it, is a style rather than an office: "Lord" in "Tory
/// peer Lord Berg", "Most" in "the Most Rev Ada Berg".
fn is_style(analysis: &Analysis, at: u32) -> bool {
    let word = analysis.text_at(at);
    matches!(word, "Lord" | "Lady" | "Baroness" | "Sheikh" | "Sheikha" | "Most" | "Very" | "Right")
}

/// What the lexicon knows of a word, without "ex-": "ex-mayor".
fn without_ex<'a>(analysis: &Analysis<'a>, at: u32) -> &'a Entry {
    let word = analysis.text_at(at);
    match word.strip_prefix("ex-").or(word.strip_prefix("Ex-")).or(word.strip_suffix("-elect")) {
        Some(word) => {
            analysis.lexicon.entry(analysis.lexicon.find(hash(word.trim_end_matches('.').as_bytes())))
        }
        None => analysis.tokens.entry(analysis.lexicon, at as usize),
    }
}

fn is_plural_kin(analysis: &Analysis, at: u32) -> bool {
    let entry = analysis.tokens.entry(analysis.lexicon, at as usize);
    entry.is(is::KIN) && entry.is(is::PEOPLE)
}

/// Words that a role does not begin with.
fn is_idle(analysis: &Analysis, at: u32) -> bool {
    let entry = analysis.tokens.entry(analysis.lexicon, at as usize);
    // "family doctor Ada Berg"
    let is_address = analysis.tokens.all[at as usize].kind != Kind::Lower;
    matches!(analysis.tags[at as usize], Tag::Determiner | Tag::Possessive | Tag::Genitive)
        || entry.is(is::CALENDAR)
        || (is_address && entry.is(is::HONORIFIC) && !entry.is(is::TITLE) && !is_office(analysis, at))
}

/// Whether it is a common noun for an organisation: "the union".
fn is_kind(analysis: &Analysis, at: u32) -> bool {
    let token = &analysis.tokens.all[at as usize];
    let entry = analysis.tokens.entry(analysis.lexicon, at as usize);
    token.kind == Kind::Lower
        && (entry.is(is::ORGANIZATION)
            || is_maker(entry, token.span.of(analysis.text))
            || token.span.of(analysis.text) == "giant")
}

/// Whether a common noun that no list has looks like a trade: "eel-smoker".
fn is_trade(analysis: &Analysis, at: u32) -> bool {
    let token = &analysis.tokens.all[at as usize];
    let word = token.span.of(analysis.text);
    (token.kind == Kind::Lower || token.starts_sentence)
        && word.len() > 4
        && ["er", "or", "ist", "ian", "eer", "man", "woman", "ess"]
            .iter()
            .any(|ending| word.ends_with(ending))
}

/// Forms of address that are offices all the same.
fn is_office(analysis: &Analysis, at: u32) -> bool {
    let word = analysis.text_at(at);
    matches!(word, "Rev." | "Rev" | "Revd" | "Fr." | "Father" | "Sister" | "Brother" | "Rabbi" | "Imam")
}

/// An apposition, relative clause or predicate behind the name.
fn behind(analysis: &Analysis, mention: &Mention) -> Found {
    let units = &analysis.chunks.units;
    let end = analysis.chunks.paragraphs[mention.paragraph as usize + 1] as usize;
    let mut at = mention.unit as usize + 1;
    let kind = |unit: usize| units[unit].kind;
    // Past a bracket: "Ada Berg (D-Ohio), the chairwoman".
    if at < end && kind(at) == Kind::Open {
        let close = (at..end.min(at + 10)).find(|&next| kind(next) == Kind::Close)?;
        if let Some(found) = bracketed(analysis, mention, at + 1..close) {
            return Some(found);
        }
        at = close + 1;
    }
    if mention.form == Form::Name {
        at = past_origin(analysis, at, end);
    }
    if at >= end {
        return None;
    }
    // "Ada Berg's career as a customs officer"
    if mention.is_owner {
        let word = |token: u32| analysis.text_at(token);
        let serves = is_service(word(units[at - 1].last - 1)) && word(units[at].first) == "as";
        return if serves { phrase(analysis, mention, at + 1..end, PREDICATE, false) } else { None };
    }
    if matches!(kind(at), Kind::Comma | Kind::Dash) && units[at].tag == Tag::Mark {
        return apposed(analysis, mention, at + 1..end);
    }
    if is_copula(analysis, at) { phrase(analysis, mention, at + 1..end, PREDICATE, false) } else { None }
}

/// Whether a unit is "is", not as the first word of a sentence.
fn is_copula(analysis: &Analysis, unit: usize) -> bool {
    let unit = &analysis.chunks.units[unit];
    unit.tag == Tag::Auxiliary && !unit.starts_sentence
}

/// The unit past where somebody is from, if a comma stands there: "Ada Berg of Lindau University,
/// the author".
pub(super) fn past_origin(analysis: &Analysis, at: usize, end: usize) -> usize {
    let units = &analysis.chunks.units;
    let is_from = |at: usize| {
        at + 2 < end && units[at].tag == Tag::Preposition && units[at + 1].mention != Unit::NO_MENTION && {
            let word = analysis.text_at(units[at].first);
            matches!(word, "of" | "at" | "from" | "with")
        }
    };
    let mut past = at;
    while past < at + 6 && is_from(past) {
        past += 2;
    }
    if past < end && units[past].kind == Kind::Comma { past } else { at }
}

/// What stands behind a name and its comma.
fn apposed(analysis: &Analysis, mention: &Mention, within: Range<usize>) -> Found {
    let units = &analysis.chunks.units;
    let Range { start: mut at, end } = within;
    let word = |unit: usize| analysis.tokens.all[units[unit].first as usize].span;
    // A degree: "Ada Berg, PhD, a chemist".
    while at + 1 < end && is_degree(word(at).of(analysis.text)) && units[at + 1].kind == Kind::Comma {
        at += 2;
    }
    // An age: "Ada Berg, 43, a farmer".
    if at + 1 < end && units[at].tag == Tag::Number && units[at + 1].kind == Kind::Comma {
        at += 2;
    }
    if at >= end {
        return None;
    }
    match word(at).of(analysis.text) {
        // In court: "Ada Berg, prosecuting, said".
        "prosecuting" | "defending" | "mitigating" if at + 1 < end && units[at + 1].kind == Kind::Comma => {
            Some((APPOSITION, word(at)))
        }
        "whose" => None,
        "who" if at + 1 < end => {
            // "who served as director"
            let serves =
                at + 3 < end && units[at + 1].tag.is_verb() && word(at + 2).of(analysis.text) == "as";
            if serves {
                phrase(analysis, mention, at + 3..end, PREDICATE + 5, false)
            } else if is_copula(analysis, at + 1) {
                phrase(analysis, mention, at + 2..end, PREDICATE + 5, false)
            } else {
                None
            }
        }
        _ => phrase(analysis, mention, at..end, APPOSITION, true).map(|(worth, span)| {
            // "Mayor Ada Berg, a former teacher", "Gov. Ada Berg, a Democrat": the office says more.
            let worth = if is_job(analysis, at) { worth } else { NO_OFFICE };
            (if is_aside(span.of(analysis.text)) { PREDICATE + 6 } else { worth }, span)
        }),
    }
}

/// Whether a word between commas behind a name belongs to it: "Ada Berg, PhD,", "Cal Berg, Jr.,".
fn is_degree(word: &str) -> bool {
    is_honour(word) || matches!(word, "Jr." | "Jr" | "Sr." | "Sr")
}

/// Whether the noun phrase at a unit is for an office or a job, or for what no list has: "casino mogul and
/// party donor".
fn is_job(analysis: &Analysis, mut unit: usize) -> bool {
    let units = &analysis.chunks.units;
    while units[unit].tag == Tag::Adverb && unit + 1 < units.len() {
        unit += 1;
    }
    let Some(found) = analysis.chunks.mentions.get(units[unit].mention as usize) else { return false };
    let entry = |at: u32| analysis.tokens.entry(analysis.lexicon, at as usize);
    let owned = |at: &u32| analysis.tags[*at as usize] != Tag::Genitive;
    entry(found.head).pos == 0
        || (units[unit].first..=found.head)
            .rev()
            .take_while(owned)
            .any(|at| entry(at).is(is::OFFICE | is::TITLE))
}

/// Whether a description tells what somebody was, or of which party or service he is.
fn is_aside(role: &str) -> bool {
    let first = role.split(' ').next().unwrap_or_default();
    let is_party = role.split(' ').any(|word| {
        matches!(
            word,
            "Democrat" | "Republican" | "Conservative" | "Liberal" | "veteran" | "appointee" | "billionaire"
        )
    });
    first == "former" || first.ends_with("-year") || is_party || role.ends_with(" by training")
}

/// For whom somebody stands in a list: "Ada Berg (Team Kestrel)".
fn bracketed(analysis: &Analysis, mention: &Mention, inside: Range<usize>) -> Found {
    let unit = &analysis.chunks.units[inside.start];
    let within = analysis.chunks.mentions.get(unit.mention as usize)?;
    let is_club = mention.sort == Sort::Person
        && inside.len() == 1
        && within.form == Form::Name
        && within.last > within.first + 1
        && (within.sort == Sort::Organization
            || analysis.tokens.entry(analysis.lexicon, within.first as usize).is(is::ORGANIZATION));
    let span = tokens(analysis, unit.first, unit.last)?;
    is_club.then_some((PREDICATE, span))
}

/// Whether somebody's is the time in which he has an office.
fn is_service(word: &str) -> bool {
    matches!(
        word,
        "career" | "time" | "years" | "work" | "job" | "role" | "stint" | "tenure" | "term" | "days"
    )
}

/// The role phrase that starts with the first of the units `within`: a noun
/// phrase for a person, or an organisation, and what hangs on it.
fn phrase(analysis: &Analysis, whose: &Mention, within: Range<usize>, worth: u32, closed: bool) -> Found {
    let units = &analysis.chunks.units;
    let Range { start: mut at, end } = within;
    while at < end && units[at].tag == Tag::Adverb && units[at].mention == Unit::NO_MENTION {
        at += 1;
    }
    // "one of the mayor's aides"
    if at + 2 < end && closed {
        let word = |unit: usize| analysis.text_at(units[unit].first);
        let people = |unit: &Unit| {
            analysis
                .chunks
                .mentions
                .get(unit.mention as usize)
                .is_some_and(|found| found.sort == Sort::People)
        };
        if word(at) == "one" && word(at + 1) == "of" && people(&units[at + 2]) {
            let last = phrase_end(analysis, at + 2, end);
            return tokens(analysis, units[at].first, units[last].last).map(|span| (worth, span));
        }
    }
    let head = units.get(at).filter(|_| at < end)?;
    if head.mention == Unit::NO_MENTION {
        return None;
    }
    let mention = &analysis.chunks.mentions[head.mention as usize];
    let entry = analysis.tokens.entry(analysis.lexicon, mention.head as usize);
    let is_human = entry.is(is::HUMAN | is::TITLE) || entry.pos == 0 && mention.sort == Sort::Person;
    let is_kind = whose.sort == Sort::Organization && is_kind(analysis, mention.head);
    let is_trade = closed && is_trade(analysis, mention.head);
    let human =
        (is_human || is_kind || is_trade) && mention.form == Form::Nominal && mention.sort != Sort::People;
    // "Ada Berg, sarpanch of Lindau": a noun that nobody knows.
    let unknown = closed
        && entry.pos == 0
        && mention.form == Form::Nominal
        && analysis.tokens.all[mention.head as usize].kind == Kind::Lower
        && analysis.tags[mention.head as usize] == Tag::Noun
        && phrase_end(analysis, at, end) > at
        && ends_apposition(analysis, at, end);
    // An apposition with an article names him even by a word that we do not know.
    let article = analysis.tags[head.first as usize] == Tag::Determiner;
    // "a Maryland Democrat" looks like a name.
    let is_one = matches!(analysis.text_at(head.first), "a" | "an");
    let apposed = closed
        && article
        && (mention.form == Form::Nominal || is_one && mention.form == Form::Name)
        && ends_apposition(analysis, at, end);
    let last = phrase_end(analysis, at, end);
    // "Posting on X, the former winger wrote": whoever does something else is another.
    let acts = closed
        && units[..end].get(last + 1).is_some_and(|next| {
            next.tag.is_verb() && next.tag != Tag::Participle && next.tag != Tag::Gerund && article
        });
    if !(human || apposed || unknown) || acts {
        return None;
    }
    let mut first = units[at].first;
    while first < units[at].last && matches!(analysis.tags[first as usize], Tag::Determiner) {
        first += 1;
    }
    let span = tokens(analysis, first, units[last].last)?;
    Some((worth, span))
}

/// Whether the phrase at `at` is closed by a comma soon, as appositions are.
fn ends_apposition(analysis: &Analysis, at: usize, end: usize) -> bool {
    let last = phrase_end(analysis, at, end);
    let Some(next) = analysis.chunks.units[..end].get(last + 1) else { return false };
    let next = &analysis.tokens.all[next.first as usize];
    (matches!(next.kind, Kind::Comma | Kind::Stop) || next.span.of(analysis.text) == "who")
        && (last > at || analysis.chunks.units[at].last - analysis.chunks.units[at].first > 2)
}

/// An apposition before the name: "The mayor, Ada Berg, said".
fn before(analysis: &Analysis, mention: &Mention) -> Found {
    let units = &analysis.chunks.units;
    let start = analysis.chunks.paragraphs[mention.paragraph as usize] as usize;
    let here = mention.unit as usize;
    let comma = here.checked_sub(1).filter(|&comma| comma > start)?;
    let first_token = |unit: usize| &analysis.tokens.all[units[unit].first as usize];
    let word = |unit: usize| analysis.text_at(units[unit].first);
    // "The pianist is Ada Berg,"; "a young producer called Ada Berg"
    let links = match units[comma].tag {
        Tag::Auxiliary => matches!(word(comma), "is" | "was"),
        Tag::Past | Tag::Participle => matches!(word(comma), "called" | "named"),
        _ => false,
    } && mention.form == Form::Name;
    if first_token(comma).kind != Kind::Comma && !links || first_token(here).starts_sentence {
        return None;
    }
    // Back over "for the ministry" and "of 11" to the noun for a person.
    let mut at = comma - 1;
    for _ in 0..3 {
        let hangs = at > start + 1
            && (units[at].mention != Unit::NO_MENTION || units[at].tag == Tag::Number)
            && matches!(units[at - 1].tag, Tag::Preposition | Tag::To)
            && matches!(
                word(at - 1),
                "to" | "of" | "for" | "at" | "in" | "on" | "with" | "from" | "under" | "by"
            )
            && units[at - 2].mention != Unit::NO_MENTION;
        if !hangs {
            break;
        }
        at -= 2;
    }
    // "One of the rebels, Ada Berg"
    if word(at).eq_ignore_ascii_case("one") && word(at + 1) == "of" {
        at += 2;
    }
    let is_one = at >= start + 2 && word(at - 1) == "of" && word(at - 2).eq_ignore_ascii_case("one");
    let unit = &units[at];
    let lead = analysis.chunks.mentions.get(unit.mention as usize)?;
    // "More professor than politician, Berg"
    if at > start && word(at - 1) == "than" {
        return None;
    }
    // A name of a list ("a farmer, Ada Berg and others") would need a comma or verb behind.
    let end = analysis.chunks.paragraphs[mention.paragraph as usize + 1] as usize;
    let next = units.get(past_origin(analysis, here + 1, end))?;
    let is_closed = next.tag == Tag::Mark;
    if links && units[comma].tag == Tag::Auxiliary && !is_closed {
        return None;
    }
    if !(is_closed || next.tag.is_verb() || next.tag == Tag::Auxiliary) {
        return None;
    }
    let entry = analysis.tokens.entry(analysis.lexicon, lead.head as usize);
    let is_determined = matches!(analysis.tags[unit.first as usize], Tag::Determiner | Tag::Possessive);
    let says = if lead.form != Form::Nominal {
        false
    } else if is_one {
        is_closed && lead.sort == Sort::People && mention.form != Form::Pronoun
    } else if mention.form == Form::Pronoun
        || mention.sort == Sort::Person
        || mention.sort == Sort::Unclear && is_person(analysis, unit)
    {
        let is_known = is_person(analysis, unit)
            && (entry.is(is::OFFICE | is::TITLE | is::KIN) || is_closed && entry.is(is::PERSON));
        let is_unknown = entry.pos == 0 || is_trade(analysis, lead.head);
        is_known || is_closed && is_determined && lead.sort == Sort::Thing && is_unknown
    } else {
        is_closed && (is_kind(analysis, lead.head) || is_person(analysis, unit))
    };
    if !says {
        return None;
    }
    let mut first = if is_one { units[at - 2].first } else { unit.first };
    while first + 1 < unit.last && matches!(analysis.tags[first as usize], Tag::Determiner | Tag::Possessive)
    {
        first += 1;
    }
    let is_job = entry.is(is::OFFICE | is::TITLE) || entry.pos == 0 || is_one;
    let worth = match links {
        true => PREDICATE,
        false if is_job => APPOSITION - 4,
        false => NO_OFFICE - 1,
    };
    Some((worth, tokens(analysis, first, units[comma - 1].last)?))
}
