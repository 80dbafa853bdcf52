//! Which office, job or title the article gives a person, wherever it stands.
//!
//! Before the name (`League Secretary General Ada Berg`), as an
//! apposition behind it (`Ada Berg, a farmer in Ohio,`) or before it (`The
//! mayor, Ada Berg,`), as a relative clause (`Berg, who runs the clinic,`), or
//! as a predicate (`Berg is a nurse`).

use std::cell::OnceCell;
use std::ops::Range;

use super::address::canonical;
use super::antecedent::{self, Antecedent, Query};
use super::entity::{Entities, NONE};
use super::phrase::{is_person, phrase_end, tokens, without_article};
use super::{Resolver, Spoken};
use crate::Span;
use crate::attribute::{Analysis, joint};
use crate::lexicon::{WordHash, hash, is};
use crate::mention::{Form, Mention, Sort, Tag, Unit};
use crate::segment::token::Kind;

/// The best role that any mention of the entity has beside it.
pub(super) fn of_entity(resolver: &Resolver, entity: u32) -> Option<Span> {
    let (analysis, entities) = (resolver.analysis, resolver.entities);
    let mut best: Option<(u32, Span)> = None;
    for &number in entities.mentions(entity).iter().take(MENTIONS) {
        let mention = &analysis.chunks.mentions[number as usize];
        let beside = [title(analysis, mention), behind(analysis, mention), before(analysis, mention)];
        for (worth, found) in beside.into_iter().flatten() {
            if best.is_none_or(|(top, _)| worth > top) {
                best = Some((worth, found));
            }
        }
    }
    if best.is_none_or(|(top, _)| top < TITLE - 5) {
        let all = entities.mentions(entity).iter().take(MENTIONS);
        let of_all = all.filter_map(|&number| shared_title(analysis, number)).next();
        best = of_all.map(|role| (TITLE - 5, role)).or(best);
    }
    // Only people are described.
    let is_person = entities.all[entity as usize].sort.may_be_person();
    best.map(|(_, role)| role).or_else(|| is_person.then(|| described(resolver, entity)).flatten())
}

/// A description elsewhere in the article that stands for the entity: "the
/// Republican nominee".
fn described(resolver: &Resolver, entity: u32) -> Option<Span> {
    let analysis = resolver.analysis;
    let descriptions = resolver.entities.roles.descriptions.get_or_init(|| descriptions(analysis));
    // Those in reach of any of his mentions, each once.
    let mut next = 0;
    let mut all = resolver.entities.mentions(entity).iter().flat_map(|&at| {
        let reach = antecedent::reach(at);
        let from = descriptions.partition_point(|found| found.number < *reach.start()).max(next);
        next = descriptions.partition_point(|found| found.number <= *reach.end()).max(from);
        &descriptions[from..next]
    });
    let found = all.find(|found| *found.whose.get_or_init(|| whose(resolver, found.number)) == entity)?;
    Some(without_article(analysis, &analysis.chunks.mentions[found.number as usize]))
}

/// How many mentions of a person, and of his roles, are looked at: more than an
/// article of news has, so that a page of a million costs no more than its length.
const MENTIONS: usize = 500;

/// From which certainty on, in thousandths, a description is somebody's role:
/// role F1 on PolNeAR's dev part is 0.858 with all of them, 0.864 with these.
const SURE: u16 = 800;

/// How much a role is worth against others of the same person.
const APPOSITION: u32 = 40;
const TITLE: u32 = 30;
const PREDICATE: u32 = 20;

/// The title before the name, in the same noun phrase.
fn title(analysis: &Analysis, mention: &Mention) -> Option<(u32, Span)> {
    let mut first = mention.first;
    let last = mention.name_first;
    while first < last && is_idle(analysis, first) {
        first += 1;
    }
    let mut end = last;
    while end > first
        && (is_idle(analysis, end - 1) || analysis.tokens.all[end as usize - 1].kind == Kind::Comma)
    {
        end -= 1;
    }
    // Its last word must name a person, or hang on one that does: "Ohio's Ada
    // Berg" has no role.
    // "the Taxpayers League" has no title.
    let may_be_body = mention.sort == Sort::Organization;
    let names = |at: u32| {
        let is_word = !may_be_body || analysis.tokens.all[at as usize].kind == Kind::Lower;
        let is_noun = analysis.tags[at as usize] != Tag::Adjective;
        is_word && is_noun && analysis.tokens.entry(analysis.lexicon, at as usize).is(is::TITLE | is::HUMAN)
            || is_office(analysis, at)
            || (mention.sort == Sort::Person && at + 1 == last && is_trade(analysis, at))
            || (mention.sort != Sort::Person && is_kind(analysis, at))
    };
    let hangs = |at: u32| matches!(analysis.tags[at as usize], Tag::Preposition | Tag::To);
    // "Harbour Master Ada Berg": a form of address that ends an office.
    let is_named_office = end + 1 == last
        && end > first
        && analysis.tokens.all[end as usize - 1].kind == Kind::Title
        && analysis.tokens.all[end as usize].span.of(analysis.text) == "Master";
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
    Some((TITLE + words.min(4) * 3, span))
}

fn is_plural_kin(analysis: &Analysis, at: u32) -> bool {
    let entry = analysis.tokens.entry(analysis.lexicon, at as usize);
    entry.is(is::KIN) && entry.is(is::PEOPLE)
}

/// The title that a name shares with those that it is joined to: see [`plural_title`].
fn shared_title(analysis: &Analysis, number: u32) -> Option<Span> {
    joint::chain(analysis, number).and_then(|(first, _)| plural_title(analysis, first))
}

/// The title in the plural before the first of several names, which is that of
/// all of them: "Governors Ada Berg, Eva Croft and Lee Strand".
pub(super) fn plural_title(analysis: &Analysis, first: u32) -> Option<Span> {
    let mention = &analysis.chunks.mentions[first as usize];
    let at = mention.name_first.checked_sub(1).filter(|&at| at >= mention.first)?;
    let is_plural = analysis.tokens.entry(analysis.lexicon, at as usize).is(is::PEOPLE);
    title(analysis, mention).filter(|_| is_plural).map(|(_, span)| span)
}

/// Words that a role does not begin with.
fn is_idle(analysis: &Analysis, at: u32) -> bool {
    let entry = analysis.tokens.entry(analysis.lexicon, at as usize);
    // "family doctor Ada Berg"
    let is_address = analysis.tokens.all[at as usize].kind != Kind::Lower;
    matches!(analysis.tags[at as usize], Tag::Determiner | Tag::Possessive | Tag::Genitive)
        || (is_address && entry.is(is::HONORIFIC) && !entry.is(is::TITLE) && !is_office(analysis, at))
}

/// Whether it is a common noun for an organisation: "the union".
fn is_kind(analysis: &Analysis, at: u32) -> bool {
    let token = &analysis.tokens.all[at as usize];
    let entry = analysis.tokens.entry(analysis.lexicon, at as usize);
    token.kind == Kind::Lower
        && (entry.is(is::ORGANIZATION)
            || entry.pos == 0 && token.span.of(analysis.text).ends_with("maker")
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
    let word = analysis.tokens.all[at as usize].span.of(analysis.text);
    matches!(word, "Rev." | "Rev" | "Revd" | "Fr." | "Father" | "Sister" | "Brother" | "Rabbi" | "Imam")
}

/// An apposition, relative clause or predicate behind the name.
fn behind(analysis: &Analysis, mention: &Mention) -> Option<(u32, Span)> {
    let units = &analysis.chunks.units;
    let end = analysis.chunks.paragraphs[mention.paragraph as usize + 1] as usize;
    let mut at = mention.unit as usize + 1;
    let kind = |unit: usize| analysis.tokens.all[units[unit].first as usize].kind;
    // Past a bracket: "Ada Berg (D-Ohio), the chairwoman".
    if at < end && kind(at) == Kind::Open {
        let close = (at..end.min(at + 10)).find(|&next| kind(next) == Kind::Close)?;
        if let Some(found) = bracketed(analysis, mention, at + 1..close) {
            return Some(found);
        }
        at = close + 1;
    }
    // Past where somebody is from: "Ada Berg of Lindau University, the author".
    let is_from = |at: usize| {
        at + 2 < end && units[at].tag == Tag::Preposition && units[at + 1].mention != Unit::NO_MENTION && {
            let word = analysis.tokens.all[units[at].first as usize].span.of(analysis.text);
            matches!(word, "of" | "at" | "from" | "with")
        }
    };
    let mut past = at;
    while past < at + 6 && is_from(past) && mention.form == Form::Name {
        past += 2;
    }
    if past < end && kind(past) == Kind::Comma {
        at = past;
    }
    if at >= end {
        return None;
    }
    // "Ada Berg's career as a customs officer"
    if mention.is_owner {
        let word = |token: u32| analysis.tokens.all[token as usize].span.of(analysis.text);
        let serves = is_service(word(units[at - 1].last - 1)) && word(units[at].first) == "as";
        return if serves { phrase(analysis, mention, at + 1..end, PREDICATE, false) } else { None };
    }
    let is_copula = |unit: usize| {
        units[unit].tag == Tag::Auxiliary && !analysis.tokens.all[units[unit].first as usize].starts_sentence
    };
    if matches!(kind(at), Kind::Comma | Kind::Dash) && units[at].tag == Tag::Mark {
        at += 1;
        // An age: "Ada Berg, 43, a farmer".
        if at + 1 < end && units[at].tag == Tag::Number && kind(at + 1) == Kind::Comma {
            at += 2;
        }
        let word = analysis.tokens.all.get(units.get(at)?.first as usize)?.span;
        // In court: "Ada Berg, prosecuting, said".
        if at + 1 < end
            && kind(at + 1) == Kind::Comma
            && matches!(word.of(analysis.text), "prosecuting" | "defending" | "mitigating")
        {
            return Some((APPOSITION, word));
        }
        if word.of(analysis.text) == "whose" {
            return None;
        }
        if at + 1 < end && word.of(analysis.text) == "who" {
            // "who served as director"
            let serves = at + 3 < end
                && units[at + 1].tag.is_verb()
                && analysis.tokens.all[units[at + 2].first as usize].span.of(analysis.text) == "as";
            if serves {
                return phrase(analysis, mention, at + 3..end, PREDICATE + 5, false);
            }
            return if is_copula(at + 1) {
                phrase(analysis, mention, at + 2..end, PREDICATE + 5, false)
            } else {
                None
            };
        }
        return phrase(analysis, mention, at..end, APPOSITION, true);
    }
    if is_copula(at) { phrase(analysis, mention, at + 1..end, PREDICATE, false) } else { None }
}

/// For whom somebody stands in a list: "Ada Berg (Team Kestrel)".
fn bracketed(analysis: &Analysis, mention: &Mention, inside: Range<usize>) -> Option<(u32, Span)> {
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
fn phrase(
    analysis: &Analysis,
    whose: &Mention,
    within: Range<usize>,
    worth: u32,
    closed: bool,
) -> Option<(u32, Span)> {
    let units = &analysis.chunks.units;
    let Range { start: mut at, end } = within;
    while at < end && units[at].tag == Tag::Adverb && units[at].mention == Unit::NO_MENTION {
        at += 1;
    }
    // "one of the mayor's aides"
    if at + 2 < end && closed {
        let word = |unit: usize| analysis.tokens.all[units[unit].first as usize].span.of(analysis.text);
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
    let is_one = matches!(analysis.tokens.all[head.first as usize].span.of(analysis.text), "a" | "an");
    let apposed = closed
        && article
        && (mention.form == Form::Nominal || is_one && mention.form == Form::Name)
        && ends_apposition(analysis, at, end);
    if !(human || apposed || unknown) {
        return None;
    }
    let last = phrase_end(analysis, at, end);
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
fn before(analysis: &Analysis, mention: &Mention) -> Option<(u32, Span)> {
    let units = &analysis.chunks.units;
    let start = analysis.chunks.paragraphs[mention.paragraph as usize] as usize;
    let here = mention.unit as usize;
    let comma = here.checked_sub(1).filter(|&comma| comma > start)?;
    let first_token = |unit: usize| &analysis.tokens.all[units[unit].first as usize];
    if first_token(comma).kind != Kind::Comma || first_token(here).starts_sentence {
        return None;
    }
    // Back over "for the ministry" and "of 11" to the noun for a person.
    let mut at = comma - 1;
    for _ in 0..3 {
        let hangs = at > start + 1
            && (units[at].mention != Unit::NO_MENTION || units[at].tag == Tag::Number)
            && units[at - 1].tag == Tag::Preposition
            && units[at - 2].mention != Unit::NO_MENTION;
        if !hangs {
            break;
        }
        at -= 2;
    }
    // "One of the rebels, Ada Berg"
    let word = |unit: usize| analysis.tokens.all[units[unit].first as usize].span.of(analysis.text);
    let is_one = at >= start + 2 && word(at - 1) == "of" && word(at - 2).eq_ignore_ascii_case("one");
    let unit = &units[at];
    let lead = analysis.chunks.mentions.get(unit.mention as usize)?;
    // A name of a list ("a farmer, Ada Berg and others") would need a comma or verb behind.
    let next = units.get(here + 1)?;
    let is_closed = next.tag == Tag::Mark;
    if !(is_closed || next.tag.is_verb() || next.tag == Tag::Auxiliary) {
        return None;
    }
    let entry = analysis.tokens.entry(analysis.lexicon, lead.head as usize);
    let is_determined = matches!(analysis.tags[unit.first as usize], Tag::Determiner | Tag::Possessive);
    let says = if lead.form != Form::Nominal {
        false
    } else if is_one {
        is_closed && lead.sort == Sort::People
    } else if mention.sort == Sort::Person || mention.sort == Sort::Unclear && is_person(analysis, unit) {
        let is_known = is_person(analysis, unit)
            && (entry.is(is::OFFICE | is::TITLE | is::KIN) || is_closed && entry.is(is::PERSON));
        is_known || is_closed && is_determined && lead.sort == Sort::Thing && is_trade(analysis, lead.head)
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
    Some((APPOSITION - 4, tokens(analysis, first, units[comma - 1].last)?))
}

/// The name that a description stands in apposition with: "the mayor, Ada
/// Berg," or "Ada Berg, the mayor of Lindau,"; the number of its mention.
pub(crate) fn apposed_name(analysis: &Analysis, mention: &Mention) -> Option<u32> {
    let units = &analysis.chunks.units;
    let bounds = &analysis.chunks.paragraphs;
    let start = bounds[mention.paragraph as usize] as usize;
    let end = bounds[mention.paragraph as usize + 1] as usize;
    let here = mention.unit as usize;
    let first = |unit: usize| &analysis.tokens.all[units[unit].first as usize];
    let name = |unit: usize| {
        let number = units[unit].mention;
        let found = analysis.chunks.mentions.get(number as usize)?;
        (found.form == Form::Name && found.sort.may_be_person()).then_some(number)
    };
    // Behind: "the head of the clinic, Ada Berg, said".
    let last = phrase_end(analysis, here, end);
    if last + 2 < end
        && first(last + 1).kind == Kind::Comma
        && !first(last + 2).starts_sentence
        && let Some(number) = name(last + 2)
    {
        let closes = units.get(last + 3).filter(|_| last + 3 < end).is_none_or(|next| {
            next.tag == Tag::Mark
                || next.tag == Tag::Quote
                || next.tag.is_verb()
                || next.tag == Tag::Auxiliary
        });
        if closes && !mention.is_owner {
            return Some(number);
        }
    }
    // Before: "Ada Berg, head of the clinic, said"; a bracket may stand between.
    let mut at = here.checked_sub(2).filter(|&at| at >= start && first(at + 1).kind == Kind::Comma)?;
    if first(at).kind == Kind::Close {
        at = (at.saturating_sub(8).max(start)..at)
            .rev()
            .find(|&open| first(open).kind == Kind::Open)?
            .checked_sub(1)?;
    }
    if at < start || first(here).starts_sentence || first(at + 1).starts_sentence {
        return None;
    }
    let owner = analysis.chunks.mentions.get(units[at].mention as usize).is_some_and(|found| found.is_owner);
    name(at).filter(|_| !owner && last + 1 < end && matches!(first(last + 1).kind, Kind::Comma | Kind::Stop))
}

/// The roles of an article's people, worked out once, when first asked for.
#[derive(Debug, Default)]
pub(crate) struct Roles {
    /// For each role that stands beside a name: whose, and its words. In the
    /// order of the entities.
    beside: OnceCell<Vec<(u32, Words)>>,
    /// The descriptions that may stand for a named person, in the order of the text.
    descriptions: OnceCell<Vec<Described>>,
}

/// A description with "the".
#[derive(Debug)]
struct Described {
    number: u32,
    /// The entity that it stands for, or [`NONE`]: asked for when somebody without a role
    /// is near it who is not found to be the one before, which is half of the times.
    whose: OnceCell<u32>,
}

/// The words of a role, in their canonical forms; of a very long one the first.
#[derive(Debug, Clone, Copy)]
struct Words {
    all: [WordHash; 12],
    len: usize,
}

impl Words {
    fn of(text: &str) -> Self {
        let mut words = Self { all: [0; 12], len: 0 };
        for word in
            text.split([' ', ',', '\n', '\r', '\u{a0}']).filter(|word| !word.is_empty()).take(words.all.len())
        {
            words.all[words.len] = canonical(hash(word.strip_suffix('.').unwrap_or(word).as_bytes()));
            words.len += 1;
        }
        words
    }

    fn holds(&self, word: WordHash) -> bool {
        self.all[..self.len].contains(&word)
    }
}

impl Roles {
    /// 0: no role of the entity holds `head`; else one more than the number of
    /// `modifiers` that the same role holds, at most 3.
    pub(super) fn shared(
        &self,
        analysis: &Analysis,
        entities: &Entities,
        entity: u32,
        head: WordHash,
        modifiers: &[WordHash],
    ) -> u32 {
        let beside = self.beside.get_or_init(|| beside(analysis, entities));
        let from = beside.partition_point(|(whose, _)| *whose < entity);
        let roles = beside[from..].iter().take(MENTIONS).take_while(|(whose, _)| *whose == entity);
        let roles = roles.filter(|(_, words)| words.holds(head));
        let shared = |words: &Words| modifiers.iter().filter(|&&modifier| words.holds(modifier)).count();
        roles.map(|(_, words)| 1 + shared(words).min(3) as u32).max().unwrap_or(0)
    }
}

/// All roles beside names.
fn beside(analysis: &Analysis, entities: &Entities) -> Vec<(u32, Words)> {
    let mut found = Vec::new();
    for (number, mention) in analysis.chunks.mentions.iter().enumerate() {
        let entity = entities.of_mention[number];
        if entity == NONE || mention.form != Form::Name {
            continue;
        }
        let roles = [title(analysis, mention), behind(analysis, mention), before(analysis, mention)];
        for (_, span) in roles.into_iter().flatten() {
            found.push((entity, Words::of(span.of(analysis.text))));
        }
    }
    found.sort_by_key(|(whose, _)| *whose);
    found
}

/// All descriptions of one person with "the".
fn descriptions(analysis: &Analysis) -> Vec<Described> {
    let is_description = |mention: &Mention| {
        mention.form == Form::Nominal
            && mention.sort == Sort::Person
            && !mention.is_owner
            && mention.last > mention.first + 1
            && analysis.tags[mention.first as usize] == Tag::Determiner
            && analysis.tokens.all[mention.first as usize].span.of(analysis.text).eq_ignore_ascii_case("the")
    };
    let all = analysis.chunks.mentions.iter().enumerate().filter(|(_, mention)| is_description(mention));
    all.map(|(number, _)| Described { number: number as u32, whose: OnceCell::new() }).collect()
}

/// The named person that a description surely stands for, or [`NONE`].
fn whose(resolver: &Resolver, number: u32) -> u32 {
    let query = Query { number, quote: Span::default(), spoken: &Spoken::default() };
    match antecedent::choose(resolver.analysis, resolver.entities, &query, resolver.model) {
        (Some(Antecedent::Entity(entity)), certainty) if certainty >= SURE => entity,
        _ => NONE,
    }
}
