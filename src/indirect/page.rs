//! An article's tokens as the features see them.
//!
//! In `Berg said that` the symbols are a name, a verb that surely reports and
//! the word "that": small words stand for themselves, others for their class.
//! Filled paragraph by paragraph, and only where something may be a cue.

use crate::attribute::Analysis;
use crate::lexicon::{hash, is};
use crate::mention::{Form, Mention, Tag, Unit};
use crate::segment::token::Kind;

/// The symbol and word of what lies outside the sentence.
pub(super) const EDGE: u32 = 1;
/// The symbol of a whole quotation.
pub(super) const QUOTED: u32 = 3;

/// Symbols, words, units and sentences, each by the token's number.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(super) symbols: Vec<u32>,
    /// The lemma of a verb of speech, else a hash of the word.
    pub(super) words: Vec<u32>,
    /// The unit that a token belongs to.
    pub(super) units: Vec<u32>,
    /// For each token the first one of its sentence, and the one past it.
    pub(super) first: Vec<u32>,
    pub(super) last: Vec<u32>,
    /// How strong a cue each token is by itself, from 0: see [`Page::mark`].
    cues: Vec<u32>,
    /// For each token how far it is to the next cue of its sentence that is
    /// rather one, itself 0, and to the one before it.
    ahead: Vec<u32>,
    behind: Vec<u32>,
}

/// The strength from which a token is rather a cue than not.
pub(super) const STRONG: u32 = 3;
/// No further than this is the next or last cue looked for.
pub(super) const AWAY: u32 = 15;

impl Page {
    /// Makes room for an article.
    pub(crate) fn clear(&mut self, tokens: usize) {
        let Self { symbols, words, units, first, last, cues, ahead, behind } = self;
        for values in [symbols, words, units, first, last, cues, ahead, behind] {
            values.clear();
            values.resize(tokens, 0);
        }
    }

    /// Looks at one paragraph.
    pub(crate) fn look(&mut self, analysis: &Analysis, paragraph: usize) {
        let chunks = analysis.chunks;
        for number in chunks.paragraphs[paragraph]..chunks.paragraphs[paragraph + 1] {
            let unit = &chunks.units[number as usize];
            self.units[unit.first as usize..unit.last as usize].fill(number);
        }
        let range = analysis.tokens.of_paragraph(paragraph);
        let mut first = range.start;
        for at in range.clone() {
            if at > first && analysis.tokens.all[at].starts_sentence {
                self.sentence(first, at);
                first = at;
            }
            self.symbols[at] = symbol(analysis, at);
            self.words[at] = word(analysis, at);
        }
        self.sentence(first, range.end);
    }

    /// Takes note of the score of a token as the head of a cue.
    pub(crate) fn mark(&mut self, at: u32, score: i32) {
        self.cues[at as usize] = match score {
            ..-400 => 0,
            -400..-150 => 1,
            -150..0 => 2,
            0..250 => 3,
            250..600 => 4,
            _ => 5,
        };
    }

    /// Works out how far it is to the cues that were marked in a paragraph.
    pub(crate) fn measure(&mut self, analysis: &Analysis, paragraph: usize) {
        let range = analysis.tokens.of_paragraph(paragraph);
        let mut far = AWAY;
        for at in range.clone() {
            far = if at == self.first[at] as usize { AWAY } else { (far + 1).min(AWAY) };
            self.behind[at] = far;
            if self.cues[at] >= STRONG {
                far = 0;
            }
        }
        let mut far = AWAY;
        for at in range.rev() {
            far = if at + 1 == self.last[at] as usize { AWAY } else { (far + 1).min(AWAY) };
            if self.cues[at] >= STRONG {
                far = 0;
            }
            self.ahead[at] = far;
        }
    }

    /// How strong a cue a token is by itself.
    #[inline]
    pub(super) fn cue(&self, at: u32) -> u32 {
        self.cues[at as usize]
    }

    /// How far it is from `at` to the next strong cue, which may stand there,
    /// in the sentence of `of`: [`AWAY`] if there is none near.
    #[inline]
    pub(super) fn to_next_cue(&self, of: u32, at: u32) -> u32 {
        if at < self.last[of as usize] { self.ahead[at as usize] } else { AWAY }
    }

    /// How far it is back to the last strong cue before `at`, and how strong it is.
    pub(super) fn to_last_cue(&self, at: u32) -> (u32, u32) {
        let far = self.behind[at as usize];
        let there = at.checked_sub(far).filter(|_| far < AWAY);
        (far, there.map_or(0, |there| self.cues[there as usize]))
    }

    fn sentence(&mut self, first: usize, last: usize) {
        self.first[first..last].fill(first as u32);
        self.last[first..last].fill(last as u32);
    }

    /// The symbol `away` tokens from `at`, if it stands in the same sentence.
    #[inline]
    pub(super) fn symbol(&self, at: u32, away: i32) -> u32 {
        self.beside(&self.symbols, at, away)
    }

    /// The word `away` tokens from `at`, if it stands in the same sentence.
    #[inline]
    pub(super) fn word(&self, at: u32, away: i32) -> u32 {
        self.beside(&self.words, at, away)
    }

    #[inline]
    fn beside(&self, values: &[u32], at: u32, away: i32) -> u32 {
        let there = i64::from(at) + i64::from(away);
        let is_inside =
            there >= i64::from(self.first[at as usize]) && there < i64::from(self.last[at as usize]);
        if is_inside { values[there as usize] } else { EDGE }
    }
}

/// What a token is.
fn symbol(analysis: &Analysis, at: usize) -> u32 {
    let token = &analysis.tokens.all[at];
    let tag = analysis.tags[at];
    match tag {
        Tag::Quote => QUOTED,
        Tag::Mark => 0x200 + token.kind as u32,
        tag if tag.is_function_word() => 0x8000_0000 | token.hash as u32,
        tag if tag.is_verb() => {
            0x100 + tag as u32 * 4 + analysis.tokens.entry(analysis.lexicon, at).strength()
        }
        Tag::Noun | Tag::Nouns => {
            let entry = analysis.tokens.entry(analysis.lexicon, at);
            let kinds = [is::SPEECH, is::HUMAN | is::PEOPLE, is::ORGANIZATION, is::DOCUMENT, is::CALENDAR];
            let bits = (0..).zip(kinds).map(|(bit, kind)| u32::from(entry.is(kind)) << bit);
            0x400 + tag as u32 * 32 + bits.sum::<u32>()
        }
        Tag::Proper => 0x600 + u32::from(analysis.tokens.entry(analysis.lexicon, at).is(is::CALENDAR)),
        tag => 0x300 + tag as u32,
    }
}

/// What word a token is.
fn word(analysis: &Analysis, at: usize) -> u32 {
    let token = &analysis.tokens.all[at];
    if analysis.tags[at] == Tag::Mark {
        return hash(&analysis.text.as_bytes()[token.span.range()]) as u32 | 0x8000_0000;
    }
    let entry = analysis.tokens.entry(analysis.lexicon, at);
    if analysis.tags[at].is_verb() && entry.lemma != 0 {
        return u32::from(entry.lemma);
    }
    if token.kind == Kind::Quote { QUOTED } else { token.hash as u32 | 0x8000_0000 }
}

/// What a unit is: a mention by form and sort, else its token.
pub(super) fn unit_symbol(analysis: &Analysis, page: &Page, unit: u32) -> u32 {
    let unit = &analysis.chunks.units[unit as usize];
    if unit.mention == Unit::NO_MENTION {
        return page.symbols[unit.first as usize];
    }
    mention_symbol(analysis, &analysis.chunks.mentions[unit.mention as usize])
}

/// What a mention is: a pronoun by its word.
pub(super) fn mention_symbol(analysis: &Analysis, mention: &Mention) -> u32 {
    match mention.form {
        Form::Pronoun => 0x4000_0000 | (analysis.word(mention.first) as u32 & 0x3FFF_FFFF),
        form => 0x500 + form as u32 * 32 + mention.sort as u32 + 16 * u32::from(mention.is_owner),
    }
}

/// A word without the ending that tells its form: "seek" of "seeking".
pub(super) fn stem(word: &[u8]) -> u32 {
    let endings: [&[u8]; 8] = [b"ingly", b"ing", b"ied", b"ies", b"ed", b"es", b"s", b"e"];
    let stem = endings.iter().find_map(|ending| word.strip_suffix(*ending).filter(|stem| stem.len() > 2));
    let stem = stem.unwrap_or(word);
    let stem = if let [rest @ .., b'y'] = stem { rest } else { stem };
    hash(stem) as u32
}
