//! Names that speak with one voice: `said Ana Pell, Omar Quist and Lee Strand
//! in a joint statement`.
//!
//! One of the names is chosen as the speaker; here the chain that it stands in
//! is found, if all of it is the subject of its verb. Known limit: a chain of
//! descriptions ("the mayor and her deputy said") stays the one that was chosen.

use super::{Analysis, Scene};
use crate::cue::How;
use crate::mention::{Form, Sort, Tag};
use crate::segment::token::{Kind, Token};

/// The first and last mention of the chain of names that `number` is one of:
/// `Ana Pell, Omar Quist and Lee Strand`; `None` if it stands alone.
pub(crate) fn chain(analysis: &Analysis, number: u32) -> Option<(u32, u32)> {
    let (chain, first, last) = Chain::around(analysis, number)?;
    Some((chain.mention(first), chain.mention(last)))
}

/// The first and last mention of the names that a description in the plural stands beside: "the
/// presenters, Tom Ackle and Bea Farrant, said".
fn apposed(analysis: &Analysis, number: u32) -> Option<(u32, u32)> {
    let mention = &analysis.chunks.mentions[number as usize];
    let units = &analysis.chunks.units;
    let end = analysis.chunks.paragraphs[mention.paragraph as usize + 1];
    let (comma, name) = (mention.unit + 1, mention.unit + 2);
    let stands_beside = mention.form == Form::Nominal
        && mention.sort == Sort::People
        && name < end
        && units[comma as usize].kind == Kind::Comma
        && !units[name as usize].starts_sentence;
    let first = units.get(name as usize).filter(|_| stands_beside)?.mention;
    analysis.chunks.mentions.get(first as usize)?;
    let (chain, begin, last) = Chain::around(analysis, first)?;
    let is_closed = last + 1 < end && (chain.kind(last + 1) == Kind::Comma || chain.goes_on(last));
    (begin == name && is_closed).then(|| (first, chain.mention(last)))
}

/// The first and last mention of the chain that speaks, where `number` is one
/// of it; `None` if it speaks alone.
pub(crate) fn voices(analysis: &Analysis, scene: &Scene, number: u32) -> Option<(u32, u32)> {
    if let Some(found) = apposed(analysis, number) {
        return Some(found);
    }
    let (chain, first, last) = Chain::around(analysis, number)?;
    // "The owners, Tom and Bea Farrant, said": one of the names was chosen.
    let lead = first.checked_sub(2).filter(|&lead| lead >= chain.start).map(|lead| chain.mention(lead));
    let lead = lead.filter(|&lead| (lead as usize) < analysis.chunks.mentions.len());
    if let Some(found) = lead.and_then(|lead| apposed(analysis, lead)) {
        return Some(found);
    }
    let tie = scene.tie(analysis, number);
    let speaks = match tie.how {
        How::Before | How::By | How::According => {
            let led = chain.tag(first.checked_sub(1)?);
            !chain.goes_on(last)
                && tie.unit < first
                && (led.is_verb() || matches!(led, Tag::To | Tag::Preposition))
        }
        How::Next | How::Aside => chain.leads(first) && tie.unit > last,
        _ => false,
    };
    // "Ada Berg and Lee Croft wrote": the verb is tied to the last one.
    let speaks = speaks || {
        let tie = scene.tie(analysis, chain.mention(last));
        matches!(tie.how, How::Next | How::Aside) && tie.unit > last && chain.leads(first)
    };
    speaks.then(|| (chain.mention(first), chain.mention(last)))
}

struct Chain<'a> {
    analysis: &'a Analysis<'a>,
    /// The paragraph's first unit, and the one past its last.
    start: u32,
    end: u32,
}

impl<'a> Chain<'a> {
    /// The chain that the name `number` is one of, with its first and last unit.
    fn around(analysis: &'a Analysis<'a>, number: u32) -> Option<(Self, u32, u32)> {
        let mention = &analysis.chunks.mentions[number as usize];
        if mention.form != Form::Name {
            return None;
        }
        let bounds = &analysis.chunks.paragraphs;
        let (start, end) = (bounds[mention.paragraph as usize], bounds[mention.paragraph as usize + 1]);
        let chain = Self { analysis, start, end };
        let (mut first, mut last) = (mention.unit, mention.unit);
        while let Some(before) = chain.before(first) {
            first = before;
        }
        while let Some(behind) = chain.behind(last) {
            last = behind;
        }
        // The last two are joined by "and", or it is no chain.
        (first != last && chain.is_and(last - 1)).then_some((chain, first, last))
    }

    /// The number of the mention that a unit is.
    fn mention(&self, unit: u32) -> u32 {
        self.analysis.chunks.units[unit as usize].mention
    }

    fn tag(&self, unit: u32) -> Tag {
        self.analysis.chunks.units[unit as usize].tag
    }

    /// The first token of a unit.
    fn token(&self, unit: u32) -> &Token {
        &self.analysis.tokens.all[self.analysis.chunks.units[unit as usize].first as usize]
    }

    fn word(&self, unit: u32) -> &str {
        self.token(unit).span.of(self.analysis.text)
    }

    fn kind(&self, unit: u32) -> Kind {
        self.token(unit).kind
    }

    fn starts_sentence(&self, unit: u32) -> bool {
        self.token(unit).starts_sentence
    }

    fn is_and(&self, unit: u32) -> bool {
        matches!(self.word(unit), "and" | "&")
    }

    /// Whether a unit is a name that can speak.
    fn is_name(&self, unit: u32) -> bool {
        self.analysis.chunks.mentions.get(self.mention(unit) as usize).is_some_and(|mention| {
            mention.form == Form::Name && !mention.is_owner && mention.sort != Sort::Document
        })
    }

    /// The name before `unit` in the chain.
    fn before(&self, unit: u32) -> Option<u32> {
        let mut at = unit.checked_sub(1).filter(|&at| at > self.start && !self.starts_sentence(unit))?;
        if self.is_and(at) && self.kind(at - 1) == Kind::Comma {
            at -= 1;
        }
        let joins = self.is_and(at) || self.kind(at) == Kind::Comma;
        let name = at.checked_sub(1).filter(|&name| name >= self.start && !self.starts_sentence(at))?;
        (joins && self.is_name(name)).then_some(name)
    }

    /// The name behind `unit` in the chain.
    fn behind(&self, unit: u32) -> Option<u32> {
        let mut at = unit + 1;
        if at + 1 < self.end && self.kind(at) == Kind::Comma && self.is_and(at + 1) {
            at += 1;
        }
        let name = at + 1;
        if name >= self.end || self.starts_sentence(at) || self.starts_sentence(name) {
            return None;
        }
        let joins = self.is_and(at) || self.kind(at) == Kind::Comma;
        (joins && self.is_name(name)).then_some(name)
    }

    /// Whether the chain that begins at `first` can be a subject: no verb and no
    /// preposition governs it.
    fn leads(&self, first: u32) -> bool {
        if first == self.start || self.starts_sentence(first) {
            return true;
        }
        let before = first - 1;
        match self.tag(before) {
            Tag::Mark | Tag::Quote | Tag::Conjunction => true,
            Tag::Preposition => {
                matches!(
                    self.word(before),
                    "that" | "as" | "while" | "because" | "when" | "after" | "before" | "if"
                )
            }
            _ => false,
        }
    }

    /// Whether a verb follows the chain that ends at `last`, so that its last
    /// name is another sentence's subject.
    fn goes_on(&self, last: u32) -> bool {
        last + 1 < self.end
            && !self.starts_sentence(last + 1)
            && (self.tag(last + 1).is_verb() || matches!(self.tag(last + 1), Tag::Auxiliary | Tag::Modal))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Extractor, SpeakerType};

    fn speaker(text: &str) -> (&str, SpeakerType) {
        let found = Extractor::default().extract(text);
        let who = found.quotations[0].attribution.expect("a speaker");
        (who.speaker.of(text), who.speaker_type)
    }

    #[test]
    fn names_that_speak_together_are_one_speaker() {
        assert_eq!(
            speaker("Ana Pell and Omar Quist said: “No.”"),
            ("Ana Pell and Omar Quist", SpeakerType::Group)
        );
        assert_eq!(
            speaker("“No,” said Governors Ana Pell, Omar Quist and Lee Strand in a joint statement."),
            ("Ana Pell, Omar Quist and Lee Strand", SpeakerType::Group)
        );
    }

    #[test]
    fn a_name_behind_and_may_be_the_next_subject() {
        assert_eq!(speaker("“No,” said Ana Pell, and Omar Quist left.").0, "Ana Pell");
        assert_ne!(speaker("She told Ana Pell and Omar Quist: “No.”").1, SpeakerType::Group);
    }
}
