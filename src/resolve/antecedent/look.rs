//! What a mention of somebody looks like, whoever asks for him.

use crate::attribute::Analysis;
use crate::cue::{self, How};
use crate::mention::{Form, Mention, Sort};
use crate::resolve::Entities;
use crate::resolve::entity::is_subject;
use crate::segment::token::Kind;

/// What is the same for all that ask; worked out when first asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    /// Whether it is the subject of a verb, and 2 more for an owner.
    pub(super) subject: u8,
    /// How it is tied to a verb, and how surely that reports speech; 4 for no verb.
    pub(super) how: u8,
    pub(super) strength: u8,
    /// 2: the first mention of its paragraph; 1: of its sentence; 0: neither.
    pub(super) leads: u8,
    /// The class of what stands before it.
    pub(super) left: u8,
    /// What presents it: see [`presented`].
    pub(super) presented: u8,
}

impl Look {
    /// The look of a mention.
    pub(super) fn of(analysis: &Analysis, entities: &Entities, number: u32) -> Self {
        *entities.looks[number as usize].get_or_init(|| Self::new(analysis, number))
    }

    fn new(analysis: &Analysis, number: u32) -> Self {
        let mention = &analysis.chunks.mentions[number as usize];
        let tie = cue::tie(analysis, mention);
        Self {
            subject: u8::from(is_subject(analysis, mention)) + 2 * u8::from(mention.is_owner),
            how: tie.how as u8,
            strength: if tie.how == How::Untied { 4 } else { cue::strength(analysis, tie.unit) as u8 },
            leads: leads(analysis, number),
            left: left(analysis, mention),
            presented: presented(analysis, mention),
        }
    }
}

fn leads(analysis: &Analysis, number: u32) -> u8 {
    let mentions = &analysis.chunks.mentions;
    let mention = &mentions[number as usize];
    let bounds = &analysis.chunks.paragraph_mentions;
    // Its owner is no other: "The girl's uncle".
    let first = number.saturating_sub(bounds[mention.paragraph as usize]);
    let owners =
        (1..=first).take_while(|back| mentions[(number - back) as usize].unit == mention.unit).count() as u32;
    if owners == first {
        return 2;
    }
    let units = &analysis.chunks.units;
    let mut before = mentions[(number - owners) as usize - 1].unit + 1..=mention.unit;
    u8::from(before.any(|unit| units[unit as usize].starts_sentence))
}

/// What presents a person: 1, a title before the name; 2, more, an apposition
/// behind it: "Ada Berg, head of the clinic".
fn presented(analysis: &Analysis, mention: &Mention) -> u8 {
    let units = &analysis.chunks.units[mention.unit as usize + 1..];
    let is_apposed = match units {
        [comma, unit, ..] if comma.kind == Kind::Comma => {
            let described = analysis.chunks.mentions.get(unit.mention as usize);
            described.is_some_and(|other| {
                other.form == Form::Nominal && other.sort == Sort::Person && !other.is_owner
            })
        }
        _ => false,
    };
    u8::from(mention.first < mention.name_first) + 2 * u8::from(is_apposed)
}

/// The class of what stands before a mention: "of Berg", "said Berg".
fn left(analysis: &Analysis, mention: &Mention) -> u8 {
    let units = &analysis.chunks.units;
    if units[mention.unit as usize].starts_sentence {
        return 0;
    }
    mention.unit.checked_sub(1).map_or(0, |before| 1 + units[before as usize].tag as u8)
}
