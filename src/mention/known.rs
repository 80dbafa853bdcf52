//! Which words an article uses as names: capitalised where nothing but a name
//! would be. "Bush said" opens a sentence; "that Bush" shows what Bush is.

use crate::lexicon::{Lexicon, WordHash, pos};
use crate::segment::token::{Kind, Tokens};

/// A small set of word hashes, used again from article to article.
#[derive(Debug, Default)]
pub(crate) struct Known {
    slots: Vec<WordHash>,
    used: usize,
}

impl Known {
    /// Collects the words that stand capitalised within a sentence.
    pub(crate) fn collect(&mut self, tokens: &Tokens, lexicon: &Lexicon) {
        self.slots.clear();
        self.slots.resize(256, 0);
        self.used = 0;
        for paragraph in 0..tokens.paragraphs.len().saturating_sub(1) {
            if tokens.is_headline(paragraph) {
                continue;
            }
            let range = tokens.of_paragraph(paragraph);
            for (at, pair) in (range.start + 1..).zip(tokens.all[range].windows(2)) {
                let [last, token] = pair else { continue };
                if token.kind != Kind::Title {
                    continue;
                }
                let inside = !token.starts_sentence
                    && (matches!(last.kind, Kind::Lower | Kind::Comma) || last.kind.is_capital());
                if inside && !tokens.entry(lexicon, at).mostly(pos::SMALL) {
                    self.insert(token.hash);
                }
            }
        }
    }

    /// Whether the word is a name in this article.
    #[inline]
    pub(crate) fn is_name(&self, hash: WordHash) -> bool {
        !self.slots.is_empty() && self.slots[self.place(hash)] == hash
    }

    fn place(&self, hash: WordHash) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (hash >> 20) as usize & mask;
        while self.slots[at] != 0 && self.slots[at] != hash {
            at = (at + 1) & mask;
        }
        at
    }

    fn insert(&mut self, hash: WordHash) {
        let at = self.place(hash);
        if self.slots[at] == hash {
            return;
        }
        self.slots[at] = hash;
        self.used += 1;
        if self.used * 2 > self.slots.len() {
            let old = std::mem::replace(&mut self.slots, vec![0; 0]);
            self.slots.resize(old.len() * 2, 0);
            for hash in old.into_iter().filter(|&hash| hash != 0) {
                let at = self.place(hash);
                self.slots[at] = hash;
            }
        }
    }
}
