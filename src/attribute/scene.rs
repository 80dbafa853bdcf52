//! What the units and mentions around an article's quotations look like to
//! the features: worked out once, looked at for every candidate.

use std::cell::Cell;

use super::{Analysis, Place};
use crate::cue::{self, Tie};
use crate::lexicon::pos;
use crate::mention::{Form, Mention, Tag, Unit};

/// The symbol of what lies outside the paragraph.
pub(super) const EDGE: u32 = 1;
/// The symbol of the quotation in question.
pub(super) const SELF: u32 = 2;

/// Symbols, traits and ties, for the paragraphs with a quotation and those beside them.
#[derive(Debug, Default)]
pub(crate) struct Scene {
    /// For each unit what it is: mentions by form and sort, verbs by how
    /// surely they report, small words by themselves.
    pub symbols: Vec<u32>,
    /// For each unit what paths and features ask of it again and again.
    pub traits: Vec<Traits>,
    /// For each mention what it is tied to, once it was asked for.
    ties: Vec<Cell<Option<Tie>>>,
}

impl Scene {
    /// Looks at the surroundings of all quotations.
    pub(crate) fn set(&mut self, analysis: &Analysis, places: &[Place]) {
        let chunks = analysis.chunks;
        self.symbols.clear();
        self.symbols.resize(chunks.units.len(), 0);
        self.traits.clear();
        self.traits.resize(chunks.units.len(), Traits::default());
        self.ties.clear();
        self.ties.resize(chunks.mentions.len(), Cell::new(None));
        let mut next = 0;
        let paragraphs = chunks.paragraphs.len().saturating_sub(1);
        for place in places {
            let from = (place.paragraph as usize).saturating_sub(1).max(next);
            let to = (place.last_paragraph as usize + 2).min(paragraphs);
            for paragraph in from..to {
                self.look(analysis, paragraph);
            }
            next = next.max(to);
        }
    }

    /// What a mention is tied to.
    pub fn tie(&self, analysis: &Analysis, number: u32) -> Tie {
        let known = &self.ties[number as usize];
        known.get().unwrap_or_else(|| {
            let mention = &analysis.chunks.mentions[number as usize];
            // What was not looked at is tied to nothing.
            let is_seen = self.symbols[mention.unit as usize] != 0;
            let tie = if is_seen { cue::tie(analysis, mention) } else { Tie::default() };
            known.set(Some(tie));
            tie
        })
    }

    /// The word of a unit: the lemma of a verb of speech, else a hash. Few are asked for.
    pub fn word(&self, analysis: &Analysis, unit: u32) -> u32 {
        // What was not looked at has none.
        if self.symbols[unit as usize] == 0 {
            0
        } else {
            word(analysis, &analysis.chunks.units[unit as usize])
        }
    }

    fn look(&mut self, analysis: &Analysis, paragraph: usize) {
        let chunks = analysis.chunks;
        let units = chunks.paragraphs[paragraph] as usize..chunks.paragraphs[paragraph + 1] as usize;
        // What hangs on a preposition is an aside, even across the paragraphs.
        let mut hangs = units.start > 0 && chunks.units[units.start - 1].tag == Tag::Preposition;
        let looks = self.symbols[units.clone()].iter_mut().zip(&mut self.traits[units.clone()]);
        for (number, (symbol, traits)) in units.zip(looks) {
            let unit = &chunks.units[number];
            let mention = chunks.mentions.get(unit.mention as usize);
            let strength = cue::strength(analysis, number as u32);
            *symbol = match mention {
                Some(mention) => mention_symbol(analysis, mention),
                None => self::symbol(analysis, unit, strength),
            };
            *traits = Traits::of(unit, mention, hangs, strength);
            hangs = unit.tag == Tag::Preposition;
        }
    }
}

/// What a unit is, in one byte, so that a walk over units reads no token, no
/// mention and no word.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Traits(u8);

impl Traits {
    const STARTS: u8 = 1;
    const MENTION: u8 = 2;
    const PERSON: u8 = 4;
    const QUOTE: u8 = 8;
    /// The four that are counted along a path.
    const COUNTED: u8 = 15;
    const ASIDE: u8 = 16;
    const VERB: u8 = 32;
    /// The top bits are how surely its word reports speech.
    const STRENGTH: u32 = 6;

    #[inline]
    fn of(unit: &Unit, mention: Option<&Mention>, hangs: bool, strength: u32) -> Self {
        let is_mention = mention.is_some();
        let is_person = mention.is_some_and(|found| found.sort.may_be_person());
        let hangs = is_mention && hangs;
        let is_aside = hangs || matches!(unit.tag, Tag::Adverb | Tag::Preposition);
        let bit = |holds: bool, bit: u8| if holds { bit } else { 0 };
        Self(
            bit(unit.starts_sentence, Self::STARTS)
                | bit(is_mention, Self::MENTION)
                | bit(is_person, Self::PERSON)
                | bit(unit.tag == Tag::Quote, Self::QUOTE)
                | bit(is_aside, Self::ASIDE)
                | bit(unit.tag.is_verb(), Self::VERB)
                | (strength as u8) << Self::STRENGTH,
        )
    }

    /// Whether it begins a sentence.
    #[inline]
    pub(super) fn starts_sentence(self) -> bool {
        self.0 & Self::STARTS != 0
    }

    /// One for each of what a path counts that it is, in a byte of its own from the lowest: the
    /// start of a sentence, a mention, a person, a quotation.
    #[inline]
    pub(super) fn counted(self) -> u32 {
        (u32::from(self.0 & Self::COUNTED) * 0x0020_4081) & 0x0101_0101
    }

    /// Whether it is an adverb, a preposition or what hangs on one.
    #[inline]
    pub(super) fn is_aside(self) -> bool {
        self.0 & Self::ASIDE != 0
    }

    /// Whether it is a full verb.
    #[inline]
    pub(super) fn is_verb(self) -> bool {
        self.0 & Self::VERB != 0
    }

    /// How surely its first word reports speech, 0 to 3.
    #[inline]
    pub(super) fn strength(self) -> u32 {
        u32::from(self.0 >> Self::STRENGTH)
    }
}

/// What a unit that is no mention is, for paths.
#[inline]
fn symbol(analysis: &Analysis, unit: &Unit, strength: u32) -> u32 {
    let tag = unit.tag as u32;
    match unit.tag {
        tag if tag.is_verb() => 0x100 + tag as u32 * 4 + strength,
        Tag::Quote => 3,
        Tag::Mark => 0x200 + unit.kind as u32,
        Tag::Preposition | Tag::To | Tag::Conjunction | Tag::Modal | Tag::Auxiliary | Tag::Clitic => {
            0x8000_0000 | analysis.word(unit.first) as u32
        }
        Tag::Adverb if analysis.tokens.entry(analysis.lexicon, unit.first as usize).first == pos::ADVERB => {
            0x300
        }
        _ => 0x400 + tag,
    }
}

/// What a mention is, for paths: a pronoun by its word.
#[inline]
pub(super) fn mention_symbol(analysis: &Analysis, mention: &Mention) -> u32 {
    match mention.form {
        Form::Pronoun => 0x4000_0000 | (analysis.word(mention.first) as u32 & 0x3FFF_FFFF),
        form => 0x500 + form as u32 * 32 + mention.sort as u32 + 16 * u32::from(mention.is_owner),
    }
}

/// The strength of verbs that do nothing but report.
const SURE: u32 = 3;

/// The word that stands for a unit: its lemma for a verb of speech, one for all that do nothing but
/// report, else its head.
fn word(analysis: &Analysis, unit: &Unit) -> u32 {
    let last = unit.last as usize - 1;
    let token = &analysis.tokens.all[last];
    if unit.tag == Tag::Mark {
        return crate::lexicon::hash(&analysis.text.as_bytes()[token.span.range()]) as u32;
    }
    let entry = analysis.tokens.entry(analysis.lexicon, last);
    if unit.tag.is_verb() && entry.lemma != 0 {
        // Whoever stated it said it.
        return if entry.strength() == SURE { 0 } else { u32::from(entry.lemma) };
    }
    token.hash as u32 | 0x8000_0000
}
