//! What stands behind a word, as far as its class hangs on it: "retired teacher", "fell to".
//!
//! Whoever asks is noted, since what was decided without asking holds wherever the word stands.

use std::cell::Cell;

use crate::lexicon::{Lexicon, hash, is, pos};
use crate::segment::token::{Kind, Token};

/// The token behind the one in question.
pub(super) struct Next<'a> {
    pub token: Option<&'a Token>,
    /// Whether anybody has looked at it.
    pub asked: Cell<bool>,
    /// The tokens before the one in question.
    pub before: &'a [Token],
}

impl Next<'_> {
    pub fn token(&self) -> Option<&Token> {
        self.asked.set(true);
        self.token
    }

    /// Whether the noun phrase before the token in question stands right behind a quotation:
    /// "“No,” the complaint states."
    pub fn is_told(&self, lexicon: &Lexicon) -> bool {
        const REACH: usize = 6;
        let phrase = pos::DETERMINER | pos::PRONOUN | pos::PREMODIFIER;
        let is_before = |token: &&Token| {
            !token.starts_sentence && token.kind.is_word() && lexicon.entry(token.id).mostly(phrase)
        };
        let mut before = self.before.iter().rev().take(REACH).skip_while(is_before);
        before.next().is_some_and(|token| token.kind == Kind::Quote)
    }

    /// Whether "another" stands before the token in question.
    pub fn is_another(&self) -> bool {
        self.asked.set(true);
        self.before.last().is_some_and(|last| last.hash == hash(b"another"))
    }

    pub fn is_some_and(&self, holds: impl FnOnce(&Token) -> bool) -> bool {
        self.token().is_some_and(holds)
    }
}

/// Whether a noun for somebody's office or part stands behind.
pub(super) fn leads_office(next: &Next, lexicon: &Lexicon) -> bool {
    next.is_some_and(|next| next.kind == Kind::Lower && lexicon.entry(next.id).is(is::OFFICE))
}

/// Whether somebody's office, or his title with a name, stands behind: "teacher", "Judge Berg", "former Rep."
pub(super) fn leads_title(next: &Next, lexicon: &Lexicon) -> bool {
    next.is_some_and(|next| {
        let entry = lexicon.entry(next.id);
        match next.kind {
            Kind::Lower => entry.is(is::OFFICE) || next.hash == hash(b"former"),
            Kind::Title => entry.is(is::TITLE) && !entry.is(is::GIVEN | is::SURNAME),
            _ => false,
        }
    })
}

/// Whether a preposition stands behind.
pub(super) fn hangs(next: &Next, lexicon: &Lexicon) -> bool {
    next.is_some_and(|next| next.kind == Kind::Lower && lexicon.entry(next.id).mostly(pos::PREPOSITION))
}

/// Whether the token can be, or come before, the noun of a phrase.
pub(super) fn heads(next: &Next, lexicon: &Lexicon) -> bool {
    next.is_some_and(|next| match next.kind {
        Kind::Lower => {
            let entry = lexicon.entry(next.id);
            entry.pos == 0
                || entry.mostly(pos::ANY_NOUN | pos::ADJECTIVE | pos::NUMBER | pos::CONJUNCTION)
                || entry.is(is::HUMAN)
        }
        kind => kind.is_capital() || matches!(kind, Kind::Number | Kind::Quote),
    })
}

/// Whether the token is one that stands behind a verb rather than a noun.
pub(super) fn follows_verb(next: &Token, lexicon: &Lexicon) -> bool {
    match next.kind {
        Kind::Quote => true,
        Kind::Lower => {
            lexicon.entry(next.id).mostly(pos::DETERMINER | pos::PRONOUN | pos::PREPOSITION | pos::ADVERB)
        }
        _ => false,
    }
}
