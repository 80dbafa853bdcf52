//! Tokens in, mentions out: who is spoken of, and as what?
//!
//! `League Secretary General Ada Berg told reporters` holds two: a name
//! with a title before it and a nominal for a group. A mention is a base noun
//! phrase, without what hangs on it; the stages that need its apposition or
//! its bracket look behind it.
//!
//! Known limit: phrases are found by word classes, not by a parse, so a verb
//! taken for a noun can glue two phrases together.

mod chunk;
mod class;
mod known;
mod name;
mod tag;
#[cfg(test)]
mod tests;

pub(crate) use chunk::{Buffers, Unit, chunk};
pub(crate) use class::Tag;
pub(crate) use known::Known;
pub(crate) use name::{age, is_honour, is_maker};
pub(crate) use tag::{Memory, tag};

use crate::Span;

/// In what form somebody is mentioned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(crate) enum Form {
    /// "Ada Berg", "UNESCO"
    Name,
    /// "he"
    Pronoun,
    /// "the secretary general", "critics"
    Nominal,
}

/// What sort of thing is mentioned, as far as its words tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(crate) enum Sort {
    /// One person.
    Person,
    /// Several people: "critics".
    People,
    /// "the ministry", "Acme Corp."
    Organization,
    /// "the report"
    Document,
    /// A country or town, which may speak as an organisation.
    Place,
    /// A statement, claim or remark.
    Speech,
    /// A name that may be a person's or an organisation's.
    Unclear,
    /// Anything else: "the bridge".
    Thing,
}

impl Sort {
    /// Whether it is one person, or may be.
    #[inline]
    pub(crate) fn may_be_person(self) -> bool {
        matches!(self, Sort::Person | Sort::Unclear)
    }
}

/// One mention: a base noun phrase or a pronoun.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mention {
    /// All of its words, without a leading article's quotation mark or a trailing clitic.
    pub span: Span,
    /// The name in it; for other forms the same as `span`.
    pub name: Span,
    /// Number of its first token.
    pub first: u32,
    /// Number of the token past its last.
    pub last: u32,
    /// Number of the first token of its name; `last` where it has none.
    pub name_first: u32,
    /// Number of its head: for a name the last word of it.
    pub head: u32,
    /// Number of the unit that it is, or that it owns: see [`chunk`].
    pub unit: u32,
    pub paragraph: u32,
    pub form: Form,
    pub sort: Sort,
    /// Whether `'s` follows: "Weber" in "Weber's claim".
    pub is_owner: bool,
}
