//! Mentions in, cues out: where is somebody said to speak?
//!
//! A mention is tied to a cue if it is the subject of a verb (`Ada Berg, who
//! runs the clinic, said`), if the verb stands before it (`said Berg`), or if
//! "according to", a colon or a dash does. Whether the cue reports the
//! quotation at hand is for the attribution to judge.
//!
//! Known limit: the subject is found by skipping what can stand between it and
//! its verb, not by a parse.

use crate::attribute::Analysis;
use crate::lexicon::is;
use crate::mention::{Form, Mention, Sort, Tag, Unit};
use crate::segment::token::Kind;

/// How a mention is tied to its cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(u8)]
pub(crate) enum How {
    /// It is not.
    #[default]
    Untied = 0,
    /// The verb is right behind: "Berg said".
    Next = 1,
    /// Behind an adverb or auxiliary: "Berg has also said".
    Aside = 2,
    /// Behind an apposition, a bracket or a clause: "Berg, a doctor, said".
    Apart = 3,
    /// Before it: "said Berg".
    Before = 4,
    /// "according to Berg"
    According = 5,
    /// "Berg:", "— Berg"
    Mark = 6,
    /// "Berg was called": he is spoken of.
    Passive = 7,
    /// "Berg's claim that"
    Noun = 8,
    /// "called absurd by Berg"
    By = 9,
}

/// What a mention is tied to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Tie {
    pub how: How,
    /// Number of the cue's unit, where it is tied at all.
    pub unit: u32,
}

/// How many units a subject and its verb may be apart.
const REACH: usize = 30;

/// Finds what a mention is tied to. A verb that reports beats one that does
/// not; one behind beats one before.
pub(crate) fn tie(analysis: &Analysis, mention: &Mention) -> Tie {
    let bounds = &analysis.chunks.paragraphs;
    let start = bounds[mention.paragraph as usize] as usize;
    let end = bounds[mention.paragraph as usize + 1] as usize;
    let here = mention.unit as usize;
    if let Some(tie) = owned(analysis, mention) {
        return tie;
    }
    if is_place_of_somebody(analysis, mention, start) || hangs_on_people(analysis, here, start) {
        return Tie::default();
    }
    let forward = match forward(analysis, here, end) {
        tie if is_reduced(analysis, here, start, tie, end) => Tie::default(),
        tie if is_in_relative(analysis, here, start, tie, end) => Tie::default(),
        tie => tie,
    };
    let backward = backward(analysis, here, start);
    // "LINDAU – Berg today released a statement": a dash before a subject is no cue.
    if backward.how == How::Mark && matches!(forward.how, How::Next | How::Aside) {
        return forward;
    }
    let is_forward = worth(analysis, forward) >= worth(analysis, backward)
        || !matches!(mention.sort, Sort::Thing | Sort::Document | Sort::Speech)
            && matches!(forward.how, How::Next | How::Aside)
            && is_spoken_for(analysis, backward, forward, start);
    if is_forward { forward } else { backward }
}

/// Whether the verb before a mention has a subject of its own, and the one behind reports too: "said"
/// of "Police said Berg shouted".
fn is_spoken_for(analysis: &Analysis, backward: Tie, forward: Tie, start: usize) -> bool {
    let subject = (backward.unit as usize).checked_sub(1).filter(|&subject| subject >= start);
    backward.how == How::Before
        && strength(analysis, forward.unit) >= 2
        && subject.is_some_and(|subject| analysis.chunks.units[subject].mention != Unit::NO_MENTION)
}

fn worth(analysis: &Analysis, tie: Tie) -> i32 {
    match tie.how {
        How::Untied => -1,
        How::According | How::Mark | How::By => 6,
        how => strength(analysis, tie.unit) as i32 * 2 + i32::from((how as u8) < How::Before as u8),
    }
}

/// The noun of speech that a mention owns: "claim" in "Berg's claim", "her claim".
fn owned(analysis: &Analysis, mention: &Mention) -> Option<Tie> {
    let unit = &analysis.chunks.units[mention.unit as usize];
    let head = analysis.tokens.entry(analysis.lexicon, unit.last as usize - 1);
    let owns = mention.is_owner && unit.last > mention.last && head.is(is::SPEECH);
    owns.then_some(Tie { how: How::Noun, unit: mention.unit })
}

/// How surely the verb at a unit reports speech.
#[inline]
pub(crate) fn strength(analysis: &Analysis, unit: u32) -> u32 {
    let token = analysis.chunks.units[unit as usize].first as usize;
    let strength = analysis.tokens.entry(analysis.lexicon, token).strength();
    // Few are what depends on the next word.
    if strength & 1 == 0 { strength } else { in_company(analysis, token, strength) }
}

/// How surely a verb reports speech, by what follows it.
#[inline(never)]
fn in_company(analysis: &Analysis, token: usize, strength: u32) -> u32 {
    match strength {
        1 if is_put_it(analysis, token) => 3,
        3 if is_goodbye(analysis, token) => 0,
        _ => strength,
    }
}

/// Whether the verb at a token is that of "said goodbye", which says no more.
fn is_goodbye(analysis: &Analysis, token: usize) -> bool {
    let next = analysis.tokens.all.get(token + 1);
    next.is_some_and(|next| {
        matches!(next.span.len(), 5 | 7 | 8)
            && matches!(next.span.of(analysis.text), "goodbye" | "farewell" | "hello")
    })
}

/// Whether the verb at a token is that of "as Berg puts it".
fn is_put_it(analysis: &Analysis, token: usize) -> bool {
    let word = |at: usize| analysis.tokens.all.get(at).map_or("", |token| token.span.of(analysis.text));
    matches!(word(token), "put" | "puts") && word(token + 1) == "it"
}

/// Whether a mention and its verb stand beside what is said: "The policy, it says, excluded that".
pub(crate) fn is_aside(analysis: &Analysis, mention: &Mention) -> bool {
    let units = &analysis.chunks.units;
    let Some(before) = mention.unit.checked_sub(1).map(|before| &units[before as usize]) else {
        return false;
    };
    let is_open = before.tag == Tag::Quote || before.kind == Kind::Comma;
    let says = mention.unit as usize + 1 < units.len() && strength(analysis, mention.unit + 1) > 0;
    is_open && says && !units[mention.unit as usize].starts_sentence
}

/// The verb behind a mention: past adverbs, auxiliaries, a bracket, an apposition.
fn forward(analysis: &Analysis, here: usize, end: usize) -> Tie {
    let found = find_forward(analysis, here, end)
        .or_else(|| beyond(analysis, here, end).map(|verb| (verb, How::Apart)));
    found.map_or(Tie::default(), |(unit, how)| Tie { how, unit: unit as u32 })
}

/// The verb of speech behind several insertions: "Ada Berg, 59, of Bonn,
/// Iowa, who watched it, said".
fn beyond(analysis: &Analysis, here: usize, end: usize) -> Option<usize> {
    let units = &analysis.chunks.units;
    let mention = analysis.chunks.mentions.get(units[here].mention as usize)?;
    let hangs = here.checked_sub(1).is_some_and(|before| units[before].tag == Tag::Preposition);
    let opens = here + 1 < end && units[here + 1].kind == Kind::Comma;
    if !opens || hangs || mention.form != Form::Name {
        return None;
    }
    let ends = |&at: &usize| {
        units[at].starts_sentence || matches!(units[at].kind, Kind::Quote | Kind::Colon | Kind::Semicolon)
    };
    let reports = |&at: &usize| {
        matches!(units[at].tag, Tag::Past | Tag::VerbS)
            && strength(analysis, at as u32) >= 2
            && units[at - 1].kind == Kind::Comma
    };
    (here + 2..end.min(here + REACH)).take_while(|at| !ends(at)).find(reports)
}

/// Whether a place says where the place before it lies: "of Bonn, Iowa,"; or letters honour who
/// is named before: "Ada Berg, SAN,".
fn is_place_of_somebody(analysis: &Analysis, mention: &Mention, start: usize) -> bool {
    let units = &analysis.chunks.units;
    let here = mention.unit as usize;
    let kind = |unit: usize| units[unit].kind;
    let named = |unit: usize| {
        analysis
            .chunks
            .mentions
            .get(units[unit].mention as usize)
            .is_some_and(|found| found.form == Form::Name)
    };
    let is_honour =
        || mention.last == mention.first + 1 && kind(here) == Kind::Upper && mention.span.len() <= 4;
    (mention.sort == Sort::Place || is_honour())
        && here >= start + 2
        && kind(here - 1) == Kind::Comma
        && named(here - 2)
        && units.get(here + 1).is_some_and(|behind| kind(here + 1) == Kind::Comma && behind.tag == Tag::Mark)
}

/// Whether a mention at a unit says whose people speak, or of which of them: "friends of Berg
/// said", "one of the doctors said", "a spokeswoman for the company, Brent Foods, said".
fn hangs_on_people(analysis: &Analysis, here: usize, start: usize) -> bool {
    let units = &analysis.chunks.units;
    if here < start + 2 {
        return false;
    }
    if units[here - 1].kind == Kind::Comma {
        return is_spoken_for_by(analysis, here, start);
    }
    if units[here - 1].tag != Tag::Preposition {
        return false;
    }
    let Some(people) = analysis.chunks.mentions.get(units[here - 2].mention as usize) else { return false };
    let word = |unit: usize| analysis.text_at(units[unit].first);
    people.form == Form::Nominal
        && (people.sort == Sort::People || people.last == people.first + 1 && people.sort == Sort::Person)
        && word(here - 1) == "of"
}

/// Whether an organisation's name in commas says for which company somebody speaks.
fn is_spoken_for_by(analysis: &Analysis, here: usize, start: usize) -> bool {
    let units = &analysis.chunks.units;
    let mention = |unit: usize| analysis.chunks.mentions.get(units[unit].mention as usize);
    here >= start + 4
        && analysis.text_at(units[here - 3].first) == "for"
        && mention(here).is_some_and(|named| named.form == Form::Name && named.sort != Sort::Person)
        && mention(here - 2).is_some_and(|tail| tail.form == Form::Nominal && tail.sort == Sort::Organization)
        && mention(here - 4).is_some_and(|speaker| matches!(speaker.sort, Sort::Person | Sort::People))
}

fn find_forward(analysis: &Analysis, here: usize, end: usize) -> Option<(usize, How)> {
    let units = &analysis.chunks.units;
    let first = |unit: usize| &analysis.tokens.all[units[unit].first as usize];
    let (mut how, mut passive) = (How::Next, false);
    let mut at = here + 1;
    let limit = end.min(here + REACH);
    while at < limit {
        let unit = &units[at];
        match unit.tag {
            _ if at > here + 1 && units[at].starts_sentence => return None,
            Tag::Participle | Tag::Past if passive => return Some((at, How::Passive)),
            Tag::Past | Tag::Participle | Tag::Adjective
                if let Some(verb) = behind_reduced(analysis, here, at, end) =>
            {
                return Some((verb, How::Apart));
            }
            Tag::Pronoun
                if at == here + 1
                    && let Some(verb) = behind_relative(analysis, at, end) =>
            {
                return Some((verb, How::Apart));
            }
            tag if tag.is_verb() => return Some((at, how)),
            Tag::Auxiliary => {
                passive = !first(at).span.of(analysis.text).starts_with(['h', 'H', '\'', '’']);
                how = later(how, How::Aside);
            }
            Tag::Adverb | Tag::Modal | Tag::Clitic | Tag::To => how = later(how, How::Aside),
            Tag::Mark => match units[at].kind {
                Kind::Colon => return Some((at, How::Mark)),
                Kind::Open => at = (at..limit.min(at + 12)).find(|&next| units[next].kind == Kind::Close)?,
                // An apposition or an inserted clause: to the comma that ends it.
                opener @ (Kind::Comma | Kind::Dash) if how != How::Apart => {
                    how = How::Apart;
                    at = (at + 1..limit.min(at + 20)).find(|&next| units[next].kind == opener)?;
                }
                _ => return None,
            },
            // "an official at the ministry said": what hangs on the noun.
            Tag::Preposition
                if at + 1 < limit && units[at + 1].mention != Unit::NO_MENTION && how != How::Apart =>
            {
                at += 1;
            }
            _ => return None,
        }
        at += 1;
    }
    None
}

/// The verb of speech behind a shortened clause at `at`: "two people briefed on
/// the talks said", "officials familiar with the plan say".
pub(crate) fn behind_reduced(analysis: &Analysis, here: usize, at: usize, end: usize) -> Option<usize> {
    let units = &analysis.chunks.units;
    let verb = at + 3;
    if at != here + 1
        || verb >= end
        || !matches!(units[at].tag, Tag::Past | Tag::Participle | Tag::Adjective)
        || !matches!(units[at + 1].tag, Tag::Preposition | Tag::To)
        // "The court heard that Berg said" is no court that was heard.
        || matches!(analysis.text_at(units[at + 1].first), "that" | "how" | "whether" | "if")
        || units[at + 2].mention == Unit::NO_MENTION
        || !matches!(units[verb].tag, Tag::Past | Tag::Verb | Tag::VerbS)
    {
        return None;
    }
    let reports = strength(analysis, at as u32) < 2 && strength(analysis, verb as u32) >= 2;
    let starts = |&unit: &usize| units[unit].starts_sentence;
    (reports && !(at..=verb).any(|unit| starts(&unit))).then_some(verb)
}

/// The verb of speech behind a clause with "who" and without commas at `at`: "A man who answered the phone
/// at his office said".
fn behind_relative(analysis: &Analysis, at: usize, end: usize) -> Option<usize> {
    /// How long the clause may be.
    const CLAUSE: usize = 9;
    let units = &analysis.chunks.units;
    if at + 3 >= end || analysis.text_at(units[at].first) != "who" || !units[at + 1].tag.is_verb() {
        return None;
    }
    if strength(analysis, at as u32 + 1) == 3 {
        return None;
    }
    let goes_on = |&unit: &usize| {
        units[unit].tag != Tag::Mark && units[unit].tag != Tag::Quote && !units[unit].starts_sentence
    };
    let mut clause = (at + 2..end.min(at + CLAUSE)).take_while(goes_on);
    clause.find(|&unit| {
        matches!(units[unit].tag, Tag::Past | Tag::VerbS | Tag::Verb) && strength(analysis, unit as u32) == 3
    })
}

/// Whether a mention stands in such a clause, whose verb is another's.
fn is_in_relative(analysis: &Analysis, here: usize, start: usize, tie: Tie, end: usize) -> bool {
    const CLAUSE: usize = 8;
    let units = &analysis.chunks.units;
    if !matches!(tie.how, How::Next | How::Aside) || strength(analysis, tie.unit) < 3 || here < start + 3 {
        return false;
    }
    let who = (start.max(here.saturating_sub(CLAUSE)) + 1..here)
        .rev()
        .find(|&unit| analysis.text_at(units[unit].first) == "who");
    who.is_some_and(|who| {
        units[who - 1].mention != Unit::NO_MENTION
            && behind_relative(analysis, who, end) == Some(tie.unit as usize)
    })
}

/// Whether a mention is the last of a shortened clause, whose verb is another's: "two people briefed
/// on the talks said".
fn is_reduced(analysis: &Analysis, here: usize, start: usize, tie: Tie, end: usize) -> bool {
    tie.how == How::Next
        && here >= start + 3
        && analysis.chunks.units[here - 3].mention != Unit::NO_MENTION
        && behind_reduced(analysis, here - 3, here - 2, end) == Some(tie.unit as usize)
}

fn later(how: How, other: How) -> How {
    if how == How::Next { other } else { how }
}

/// The verb, "according to" or dash before a mention.
fn backward(analysis: &Analysis, here: usize, start: usize) -> Tie {
    find_backward(analysis, here, start).map_or(Tie::default(), |(unit, how)| Tie { how, unit: unit as u32 })
}

fn find_backward(analysis: &Analysis, here: usize, start: usize) -> Option<(usize, How)> {
    let units = &analysis.chunks.units;
    let mut at = here.checked_sub(1).filter(|&at| at >= start)?;
    let first = |unit: usize| &analysis.tokens.all[units[unit].first as usize];
    if units[here].starts_sentence {
        return None;
    }
    if units[at].tag == Tag::To {
        let before = at.checked_sub(1).filter(|&before| before >= start)?;
        let according = first(before).span.of(analysis.text).eq_ignore_ascii_case("according");
        return according.then_some((before, How::According));
    }
    let word = |unit: usize| first(unit).span.of(analysis.text);
    let is_noun_of_speech = |unit: usize| {
        let noun = units[unit].last as usize - 1;
        units[unit].mention != Unit::NO_MENTION
            && analysis.tokens.entry(analysis.lexicon, noun).is(is::SPEECH)
    };
    if units[at].tag == Tag::Preposition {
        match word(at) {
            // "a statement by Berg"
            "by" => {
                let noun = || (at > start && is_noun_of_speech(at - 1)).then(|| (at - 1, How::Noun));
                return passive(analysis, at, start).map(|verb| (verb, How::By)).or_else(noun);
            }
            // "a warning from Berg that"
            "from" if at > start => {
                // "“Perhaps,” came the reply from Berg."
                let comes = at >= start + 2 && matches!(word(at - 2), "came" | "comes");
                let how = if comes { How::According } else { How::Noun };
                return is_noun_of_speech(at - 1).then_some((at - 1, how));
            }
            // "chimed in Berg"
            "in" if at >= start + 2
                && units[at - 2].tag == Tag::Quote
                && strength(analysis, at as u32 - 1) >= 2 =>
            {
                return Some((at - 1, How::Before));
            }
            // "in the words of Berg"
            "of" if at > start => {
                let last = &analysis.tokens.all[units[at - 1].last as usize - 1];
                return (last.span.of(analysis.text) == "words").then_some((at - 1, How::According));
            }
            _ => {}
        }
    }
    if units[at].tag == Tag::Mark && units[at].kind == Kind::Dash {
        return Some((at, How::Mark));
    }
    if units[at].tag == Tag::Adverb && at > start {
        at -= 1;
    }
    units[at].tag.is_verb().then_some((at, How::Before))
}

/// The verb before "by" at a unit: "was called absurd by", "described as a
/// disaster by".
fn passive(analysis: &Analysis, by: usize, start: usize) -> Option<usize> {
    let units = &analysis.chunks.units;
    let from = start.max(by.saturating_sub(8));
    for at in (from..by).rev() {
        if matches!(units[at].tag, Tag::Participle | Tag::Past) {
            return Some(at);
        }
        if units[at].starts_sentence {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Scratch;

    /// How the mention `words` is tied, and the first word of its cue.
    fn tied(text: &str, words: &str) -> (How, String) {
        let mut scratch = Scratch::default();
        scratch.analyse(text, false);
        let analysis = scratch.analysis(text);
        let named = |mention: &&Mention| mention.span.of(text) == words;
        let mention = analysis.chunks.mentions.iter().find(named).expect("a mention");
        let tie = tie(&analysis, mention);
        let token = analysis.chunks.units[tie.unit as usize].last as usize - 1;
        let cue = if tie.how == How::Untied { "" } else { analysis.tokens.all[token].span.of(text) };
        (tie.how, cue.to_owned())
    }

    #[test]
    fn a_subject_is_tied_to_its_verb_whatever_stands_between() {
        assert_eq!(tied("Ana Berg said, “No.”", "Ana Berg"), (How::Next, "said".into()));
        assert_eq!(tied("Ana Berg has often said: “No.”", "Ana Berg"), (How::Aside, "said".into()));
        assert_eq!(tied("Ana Berg, a doctor in Rome, said: “No.”", "Ana Berg"), (How::Apart, "said".into()));
        assert_eq!(tied("“No,” said Ana Berg.", "Ana Berg"), (How::Before, "said".into()));
    }

    #[test]
    fn other_cues_tie_too_and_a_passive_is_told_apart() {
        assert_eq!(
            tied("It was “off”, according to Ana Berg.", "Ana Berg"),
            (How::According, "according".into())
        );
        assert_eq!(tied("Ana Berg: “No.”", "Ana Berg"), (How::Mark, ":".into()));
        assert_eq!(
            tied("The cut was called “cruel” by Ana Berg.", "The cut"),
            (How::Passive, "called".into())
        );
        assert_eq!(tied("The cut was called “cruel” by Ana Berg.", "Ana Berg"), (How::By, "called".into()));
        assert_eq!(tied("Ana Berg's claim that it was “off” drew laughs.", "Ana Berg").0, How::Noun);
        assert_eq!(tied("“No,” the man in Rome.", "Rome").0, How::Untied);
    }
}
