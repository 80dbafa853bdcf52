//! Who "the secretary general" is, and which declaration "the declaration".
//!
//! A definite description is a name's if the name has that word as its title
//! or role; else it goes to the fullest earlier phrase with the same head
//! (`a summit declaration` … `the declaration`); else it stays as it is.

use super::antecedent::{self, Antecedent, Query};
use super::entity::{Entity, NONE, is_subject};
use super::role::is_only_somebody;
use super::{BY_RULE, Resolver, Speaker, apposed_name, described, of_entity, phrase};
use crate::attribute::Analysis;
use crate::lexicon::{is, pos};
use crate::mention::{Form, Mention, Sort, Tag, Unit};
use crate::segment::token::Kind;

/// Says who a description stands for.
pub(super) fn resolve(resolver: &Resolver, query: &Query) -> Speaker {
    let analysis = resolver.analysis;
    let mention = &analysis.chunks.mentions[query.number as usize];
    // "Another said": nobody known.
    let is_alone = mention.last == mention.first + 1 && is_other(mention.span.of(analysis.text));
    if is_alone && apposed_name(analysis, mention).is_none() {
        return described(analysis, mention);
    }
    // "Another critic, Ada Berg, said": the name stands beside it.
    if let Some(name) = apposed_name(analysis, mention) {
        return of_entity(resolver, resolver.entities.of_mention[name as usize], resolver.model.sure_name);
    }
    // "Cook, a former mayor and party chief, said": a surname that is a word too.
    if let Some(entity) = apposed_surname(resolver, mention) {
        return of_entity(resolver, entity, resolver.model.sure_name);
    }
    // "a passenger, who gave her name only as Benedita"
    if let Some(name) = self_named(analysis, mention) {
        let entity = resolver.entities.of_mention[name as usize];
        if entity != NONE {
            let speaker = of_entity(resolver, entity, resolver.model.sure_name);
            let role = speaker.role.or_else(|| described(analysis, mention).role);
            return Speaker { role, ..speaker };
        }
    }
    // "Berg's claim", "her warning": the claim is its owner's.
    if matches!(mention.sort, Sort::Speech) && query.number > 0 {
        let owner = &analysis.chunks.mentions[query.number as usize - 1];
        if owner.is_owner && owner.unit == mention.unit && owner.first != mention.first
            || owner.unit == mention.unit && owner.form == Form::Pronoun
        {
            return resolver.speaker(&Query { number: query.number - 1, ..*query });
        }
    }
    let definite = is_definite(analysis, mention);
    let found = match mention.sort {
        Sort::Person => match antecedent::choose(analysis, resolver.entities, query, resolver.model) {
            (Some(Antecedent::Entity(entity)), certainty) => Some((entity, certainty)),
            _ => None,
        },
        Sort::Organization | Sort::Thing if definite => {
            body(resolver, query.number).map(|entity| (entity, BY_RULE))
        }
        _ => None,
    };
    if let Some((entity, certainty)) = found {
        let speaker = of_entity(resolver, entity, certainty);
        // "her husband": where nothing else says what he is, that does.
        let says = mention.sort == Sort::Person
            && mention.form == Form::Nominal
            && !is_only_somebody(analysis, mention);
        let role = speaker.role.or_else(|| says.then(|| phrase::without_article(analysis, mention)));
        return Speaker { role, ..speaker };
    }
    let fullest = if definite { fullest(analysis, query.number) } else { mention };
    described(analysis, fullest)
}

/// The person whose bare surname, no name by its look, stands before a description
/// in commas.
fn apposed_surname(resolver: &Resolver, mention: &Mention) -> Option<u32> {
    let (analysis, units) = (resolver.analysis, &resolver.analysis.chunks.units);
    let start = analysis.chunks.paragraphs[mention.paragraph as usize];
    let before = mention.unit.checked_sub(2).filter(|&before| before >= start)?;
    let first = |unit: u32| &analysis.tokens.all[units[unit as usize].first as usize];
    let number = units[before as usize].mention;
    let surname = analysis.chunks.mentions.get(number as usize)?;
    let apposed = mention.sort == Sort::Person
        && surname.form == Form::Nominal
        && !surname.is_owner
        && first(before + 1).kind == Kind::Comma
        && !first(before + 1).starts_sentence
        && !first(mention.unit).starts_sentence;
    let entity = resolver.entities.of_mention[number as usize];
    Some(entity).filter(|&entity| apposed && entity != NONE)
}

/// The name that somebody who is described goes by, the number of its mention: "a man named Ada
/// Berg", "a passenger, who gave her name only as Ada", "an officer identifying himself as Maj.
/// Berg", but not "an aide called Berg a liar".
fn self_named(analysis: &Analysis, mention: &Mention) -> Option<u32> {
    /// How far the words that say so go at most.
    const REACH: usize = 11;
    let units = &analysis.chunks.units;
    let end = analysis.chunks.paragraphs[mention.paragraph as usize + 1] as usize;
    let here = mention.unit as usize;
    if !matches!(mention.sort, Sort::Person | Sort::People) || mention.is_owner {
        return None;
    }
    let is_the = is_the(analysis, mention);
    let word = |unit: &Unit| analysis.text_at(unit.first);
    let here = phrase::phrase_end(analysis, here, end);
    let behind = &units[here + 1..end.min(here + 1 + REACH)];
    let behind = behind.iter().take_while(|unit| !unit.starts_sentence && unit.tag != Tag::Quote);
    let (mut gives, mut is_as) = (false, false);
    for (at, unit) in behind.enumerate() {
        let name = analysis.chunks.mentions.get(unit.mention as usize);
        if name.is_some_and(|name| name.form == Form::Name && !name.is_owner) {
            // "called Berg a liar" goes on with a noun, "a man named Berg" does not.
            let next = units.get(here + at + 2).filter(|_| here + at + 2 < end);
            let is_object = next.is_some_and(|next| {
                next.tag == Tag::Quote || next.mention != Unit::NO_MENTION && !next.starts_sentence
            });
            return (gives && (is_as || !is_object && !is_the)).then_some(unit.mention);
        }
        match word(unit) {
            "named" | "called" | "identified" | "known" | "gave" | "giving" | "identifying" | "calling" => {
                gives = true;
            }
            "as" => is_as = true,
            "," | "who" | "is" | "was" | "be" | "to" | "by" | "asked" | "wanted" | "wished" | "only"
            | "simply" | "himself" | "herself" | "themselves" | "his" | "her" | "their" => {}
            _ if unit.last == unit.first + 2 && gives => {}
            _ => return None,
        }
    }
    None
}

fn is_other(word: &str) -> bool {
    ["one", "another", "both", "others"].iter().any(|other| other.eq_ignore_ascii_case(word))
}

/// Whether a description is of somebody known: "the mayor".
fn is_the(analysis: &Analysis, mention: &Mention) -> bool {
    analysis.text_at(mention.first).eq_ignore_ascii_case("the")
}

fn is_definite(analysis: &Analysis, mention: &Mention) -> bool {
    let first = mention.span.of(analysis.text).split(' ').next().unwrap_or_default();
    ["the", "this", "that", "these", "his", "her", "their", "its"].iter().any(|word| first.eq_ignore_ascii_case(word))
        // "Police said", "Senator Berg": capitalised without an article.
        || analysis.tokens.all[mention.head as usize].kind.is_capital()
}

/// Nouns that can stand for any body: "the company" for Acme Corp.
const GENERIC: [&str; 40] = [
    "agency",
    "airline",
    "alliance",
    "association",
    "authority",
    "bank",
    "bloc",
    "body",
    "brand",
    "broadcaster",
    "carrier",
    "chain",
    "charity",
    "club",
    "company",
    "developer",
    "exchange",
    "federation",
    "firm",
    "foundation",
    "giant",
    "group",
    "insurer",
    "lender",
    "maker",
    "magazine",
    "manufacturer",
    "network",
    "newspaper",
    "nonprofit",
    "operator",
    "organisation",
    "organization",
    "outlet",
    "producer",
    "publisher",
    "retailer",
    "start-up",
    "union",
    "website",
];

/// "the committee", "the agency": the named body with that word in its name,
/// else, for words that fit any, the last one named.
fn body(resolver: &Resolver, number: u32) -> Option<u32> {
    let (analysis, entities) = (resolver.analysis, resolver.entities);
    let mentions = &analysis.chunks.mentions;
    let mention = &mentions[number as usize];
    // With a name in it ("the Acme board") it is another one.
    let modifiers = (mention.first..mention.head).map(|at| at as usize);
    // "the Oslo-based airline"
    let is_seat = |at: &usize| analysis.tokens.all[*at].span.of(analysis.text).ends_with("-based");
    let mut others = modifiers.clone().filter(|at| !is_seat(at));
    if others.any(|at| analysis.tags[at] == Tag::Proper || analysis.tags[at] == Tag::Genitive) {
        return None;
    }
    let head = analysis.word(mention.head);
    let is_bare = modifiers.filter(|at| !is_seat(at)).count() <= 1 && mention.sort == Sort::Organization;
    let is_generic = GENERIC.iter().any(|word| word.eq_ignore_ascii_case(analysis.text_at(mention.head)));
    let is_firm = FIRMS.iter().any(|word| word.eq_ignore_ascii_case(analysis.text_at(mention.head)));
    let mut best: Option<(i32, u32)> = None;
    let mut asked = NONE;
    for at in (number.saturating_sub(200) as usize..number as usize).rev() {
        let entity = entities.of_mention[at];
        if entity == NONE || !is_body(analysis, &entities.all[entity as usize]) {
            continue;
        }
        let other = &mentions[at];
        // "the company" is no department, and no town where one has its seat.
        if is_firm && is_public(entities.all[entity as usize].name.of(analysis.text))
            || is_seat_of_body(analysis, other, &entities.all[entity as usize])
        {
            continue;
        }
        if is_bare && (other.name_first..other.last).any(|token| analysis.word(token) == head) {
            return Some(entity);
        }
        // "The toymaker Acme … the toymaker"; whoever is named again and again is asked once.
        if is_bare && entity != asked && entities.roles.shared(analysis, entities, entity, head, &[]) > 0 {
            return Some(entity);
        }
        asked = entity;
        let paragraphs = mention.paragraph - other.paragraph;
        if is_generic && paragraphs <= 4 {
            let count = entities.all[entity as usize].count.min(15).ilog2() as i32;
            let subject = i32::from(is_subject(analysis, other));
            let value = 4 * count + 4 * subject - 3 * paragraphs as i32;
            if best.is_none_or(|(top, _)| value > top) {
                best = Some((value, entity));
            }
        }
    }
    best.map(|(_, entity)| entity)
}

/// Those of them that are businesses.
const FIRMS: [&str; 19] = [
    "airline",
    "bank",
    "brand",
    "carrier",
    "chain",
    "company",
    "developer",
    "firm",
    "giant",
    "insurer",
    "lender",
    "maker",
    "manufacturer",
    "operator",
    "producer",
    "publisher",
    "retailer",
    "start-up",
    "startup",
];

/// Whether a body by its name is no business.
fn is_public(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or_default();
    let words = [
        "Department",
        "Agency",
        "Administration",
        "Commission",
        "Ministry",
        "Authority",
        "Alliance",
        "Association",
        "Council",
        "Court",
        "Police",
        "Office",
        "Board",
        "Bureau",
        "Senate",
        "House",
        "Congress",
        "Parliament",
        "Committee",
        "University",
        "Union",
        "Party",
    ];
    words.contains(&last)
        || name.starts_with("Department of")
        || name.contains(" Department of ")
        || name.starts_with("Ministry of")
}

/// Whether an unknown name only says where: "a distillery in Bardstown".
fn is_seat_of_body(analysis: &Analysis, mention: &Mention, entity: &Entity) -> bool {
    let before = || mention.unit.checked_sub(1).map(|before| &analysis.chunks.units[before as usize]);
    entity.sort == Sort::Unclear
        && entity.count == 1
        && before()
            .is_some_and(|before| matches!(analysis.text_at(before.first), "in" | "at" | "near" | "from"))
}

/// Whether an entity may be a body: an organisation, or a name that is not
/// known to be a person's.
fn is_body(analysis: &Analysis, entity: &Entity) -> bool {
    let first = analysis.chunks.mentions[entity.mention as usize].name_first;
    match entity.sort {
        Sort::Organization => true,
        Sort::Unclear => !analysis.tokens.entry(analysis.lexicon, first as usize).is(is::GIVEN | is::SURNAME),
        _ => false,
    }
}

/// How many mentions back a description is looked for: more than any article
/// of news has, so that a page of a million costs no more than its length.
const LOOK_BACK: usize = 3000;

/// The longest earlier phrase with the same head.
fn fullest<'a>(analysis: &Analysis<'a>, number: u32) -> &'a Mention {
    let mentions = &analysis.chunks.mentions;
    let mention = &mentions[number as usize];
    let head = analysis.word(mention.head);
    let mut best = mention;
    if mention.last - mention.first > 2
        || analysis.tokens.entry(analysis.lexicon, mention.head as usize).can_be(pos::PRONOUN)
    {
        return best;
    }
    for other in &mentions[(number as usize).saturating_sub(LOOK_BACK)..number as usize] {
        let longer = other.last - other.first > best.last - best.first;
        if other.form == Form::Nominal && longer && analysis.word(other.head) == head && !other.is_owner {
            best = other;
        }
    }
    best
}
