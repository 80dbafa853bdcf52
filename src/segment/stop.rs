//! Does this stop end the sentence?
//!
//! In: the word before a stop, the marks that close after it, and what
//! follows. Out: yes or no. In `Sen. Ruth Lee of Ore. left the U.S. The vote`
//! only the third full stop ends a sentence.
//!
//! Known limit: after "Inc." or "U.S." a name may go on or begin anew; it is
//! taken to go on.

use super::mark::{Closing, First, Next, Stop, WORD, stop_run, word_at, word_before};
use super::quoted;
use crate::lexicon::{Abbreviation, abbreviation, is_marked_name, is_starter};

/// One stop and its surroundings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'t> {
    /// The paragraph.
    pub text: &'t str,
    /// Where the sentence began that the stop may end.
    pub sentence: usize,
    /// Where the marks begin.
    pub start: usize,
    pub stop: Stop,
    pub closing: Closing,
    pub next: Next<'t>,
}

impl Place<'_> {
    /// Whether a sentence ends here.
    pub(super) fn ends_sentence(&self) -> bool {
        if self.next.first == First::Punctuation {
            return false;
        }
        if let Some(ends) = self.bracketed_mark_ends() {
            return ends;
        }
        if self.closing.any() && self.next.first == First::Lower {
            // `"Why?" he asked.`, `(He left.) at`
            return false;
        }
        match self.stop {
            Stop::Asking => self.asking_ends(),
            Stop::Ellipsis | Stop::ClosedEllipsis => self.ellipsis_ends(),
            Stop::Full => self.full_stop_ends(),
        }
    }

    /// `[...]`, `(?)`, `(!)`: a mark in place of words or about them. Only the
    /// first may end a sentence, since it may stand for the words that did.
    fn bracketed_mark_ends(&self) -> Option<bool> {
        let open = self.text[..self.start].chars().next_back().filter(|_| self.closing.bracket)?;
        let left_out = open == '[' && self.stop == Stop::Ellipsis;
        let begins = self.next.first == First::Upper && !self.next.bracket;
        matches!(open, '[' | '(').then_some(left_out && begins)
    }

    fn asking_ends(&self) -> bool {
        let (_, word) = word_before(self.text, self.start);
        if !self.closing.any() && is_marked_name(word) {
            // `Yahoo! and`, `Yahoo! Research`, but `… at Yahoo! The`
            return self.next.first == First::Upper && self.next_is_starter();
        }
        let (end, _) = stop_run(self.text, self.start);
        let trails_off = self.text[..end].ends_with(['.', '…']);
        if self.next.first == First::Lower && (trails_off || self.is_exclaimed_name(word)) {
            return false;
        }
        match self.next.first {
            First::Upper => !(self.closing.quote && quoted::is_clause_of_speech(self.text, self.next)),
            First::Lower => !quoted::is_clause_of_speech(self.text, self.next),
            _ => true,
        }
    }

    /// `The film Stop! was`: before a small letter, a word with a capital and
    /// one "!" is rather a name than a cry.
    fn is_exclaimed_name(&self, word: &str) -> bool {
        let after = &self.text.as_bytes()[self.start..];
        let capital = word.starts_with(char::is_uppercase) && word.ends_with(char::is_lowercase);
        capital && self.start - word.len() > self.sentence && after.starts_with(b"! ")
    }

    fn ellipsis_ends(&self) -> bool {
        match self.next.first {
            // "well . . . I mean"
            First::Upper if self.stop == Stop::Ellipsis => !matches!(self.next.word, "I" | "I'm" | "I’m"),
            First::Upper => true,
            First::Lower | First::Digit => self.next.quote && self.closing.quote,
            _ => self.closing.any(),
        }
    }

    fn full_stop_ends(&self) -> bool {
        // In `Mr . Lee` a space stands between word and stop.
        let end = self.start - usize::from(self.text[..self.start].ends_with(' '));
        let (at, word) = word_before(self.text, end);
        if let Some(class) = self.class(at, word) {
            return self.abbreviation_ends(at, class);
        }
        if is_initials(word) {
            return self.initials_end(at, word);
        }
        match self.next.first {
            First::Lower => !looks_abbreviated(word),
            _ => true,
        }
    }

    /// What kind of abbreviation the word at `at` is.
    fn class(&self, at: usize, word: &str) -> Option<Abbreviation> {
        // In "Milton P. Lee" the "P." is no page.
        if word.len() == 1 && word.starts_with(char::is_uppercase) {
            return None;
        }
        // "It was over.Mr. Lee": the last part may be known alone.
        let class = abbreviation(word).or_else(|| {
            let (before, last) = word.rsplit_once('.')?;
            abbreviation(last).filter(|_| before.len() > 2 && last.len() > 1)
        });
        match class {
            Some(Abbreviation::Unit) if word == "in" && !self.follows_number(at) => None,
            class => class,
        }
    }

    /// After an abbreviation of `class` that begins at `at`.
    fn abbreviation_ends(&self, at: usize, class: Abbreviation) -> bool {
        if let Some(ends) = self.any_abbreviation_ends() {
            return ends;
        }
        let next = self.next;
        match class {
            Abbreviation::Title | Abbreviation::Inside => false,
            Abbreviation::Company => {
                next.quote || self.next_is_starter() || self.next_is_title() || self.next_is_subject()
            }
            Abbreviation::Place => next.quote || self.next_is_starter() || self.next_is_honorific(),
            Abbreviation::Number => !is_number_like(next.word),
            Abbreviation::Month | Abbreviation::Unit | Abbreviation::Open => true,
            Abbreviation::Closing => !self.sentence_is_a_date(at),
            Abbreviation::Time => {
                !is_after_time(next.word) && self.second_word() != "time" && !self.sentence_is_a_date(at)
            }
        }
    }

    /// What holds for every abbreviation: only a capital letter begins anew,
    /// and a closing bracket ends no more than what it brackets: `(D., Mont.)`.
    fn any_abbreviation_ends(&self) -> Option<bool> {
        if self.next.first != First::Upper || self.next.bracket || self.closing.bracket {
            return Some(false);
        }
        self.closing.quote.then_some(true)
    }

    /// After "U.S", "J.R.R" or "J".
    fn initials_end(&self, at: usize, word: &str) -> bool {
        if let Some(ends) = self.any_abbreviation_ends() {
            return ends;
        }
        if at == self.sentence {
            // "P.S. I left."
            return false;
        }
        let single = !word.contains('.');
        if single && word.starts_with(char::is_lowercase) {
            return true;
        }
        (self.next.quote && !single) || self.next_is_starter() || self.next_is_honorific()
    }

    fn next_is_starter(&self) -> bool {
        let word = self.next.word;
        let after = self.text.as_bytes().get(self.next.at + word.len());
        // "J. A. Lee": the "A" is no article.
        if word.len() == 1 && after == Some(&b'.') {
            return false;
        }
        let stem = word.split(['\'', '’']).next().unwrap_or(word);
        is_starter(stem) || word.ends_with("n't") || word.ends_with("n’t")
    }

    fn next_is_title(&self) -> bool {
        abbreviation(self.next.word) == Some(Abbreviation::Title) && self.next_has_stop()
    }

    /// "Mr. Lee" begins anew where "Sen. Lee" goes on: "U.S. Sen. Lee".
    fn next_is_honorific(&self) -> bool {
        matches!(self.next.word, "Mr" | "Mrs" | "Ms" | "Messrs") && self.next_has_stop()
    }

    /// "… of Acme Corp. Acme has said": a name with a verb at once is a subject.
    fn next_is_subject(&self) -> bool {
        matches!(
            self.second_word(),
            "has"
                | "have"
                | "had"
                | "is"
                | "was"
                | "are"
                | "were"
                | "said"
                | "says"
                | "will"
                | "would"
                | "also"
        )
    }

    /// The word after the next word, if only a space parts them.
    fn second_word(&self) -> &str {
        let end = self.next.at + self.next.word.len();
        if self.text[end..].starts_with(' ') { word_at(self.text, end + 1) } else { "" }
    }

    fn next_has_stop(&self) -> bool {
        self.text.as_bytes().get(self.next.at + self.next.word.len()) == Some(&b'.')
    }

    /// Whether a number stands before the unit at `at`: "6 in."
    fn follows_number(&self, at: usize) -> bool {
        self.text[..at].trim_end_matches(' ').ends_with(|c: char| c.is_ascii_digit())
    }

    /// Whether the sentence up to `at` is no more than "At 5" or "In 44", which
    /// with "a.m." or "B.C." goes on whatever follows.
    fn sentence_is_a_date(&self, at: usize) -> bool {
        let before = &self.text[self.sentence.min(at)..at];
        if before.len() > 24 {
            return false;
        }
        let mut words = before.split_whitespace();
        let opens = matches!(
            words.next(),
            Some(
                "At" | "In"
                    | "On"
                    | "By"
                    | "Around"
                    | "About"
                    | "Since"
                    | "Until"
                    | "From"
                    | "After"
                    | "Before"
            )
        );
        opens && words.all(|word| word.starts_with(|c: char| c.is_ascii_digit()))
    }
}

/// "J", "U.S", "a.m", "S.&P": single letters with stops between them.
fn is_initials(word: &str) -> bool {
    !word.is_empty()
        && word.split('.').all(|part| {
            let mut chars = part.trim_start_matches('&').chars();
            chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
        })
}

/// Whether `word`, which no list holds, may yet be an abbreviation before a
/// word in lower case: it has no vowel, or is short and has a capital. "mgmt"
/// and "Thos", but not "cat", "HBO" or "Monday".
fn looks_abbreviated(word: &str) -> bool {
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    if letters < 2 || letters != word.len() || letters > 5 {
        return false;
    }
    let mut bytes = word.bytes();
    let capital = bytes.next().is_some_and(|b| b.is_ascii_uppercase());
    let all_capital = capital && bytes.all(|b| b.is_ascii_uppercase());
    let vowelless = !word.bytes().any(|b| b"aeiouyAEIOUY".contains(&b));
    !all_capital && (vowelless || capital && letters <= 4)
}

/// "II" in "Vol. II", "A" in "Fig. A".
fn is_number_like(word: &str) -> bool {
    let roman = word.bytes().all(|b| b"IVXLC".contains(&b));
    // "Is it so? No. I mean it."
    !word.is_empty() && word != "I" && (word.len() == 1 || roman)
}

/// What goes on after "a.m.": "Eastern", "EST", "Monday".
fn is_after_time(word: &str) -> bool {
    const ZONES: [&str; 29] = [
        "ET",
        "EST",
        "EDT",
        "CT",
        "CST",
        "CDT",
        "MT",
        "MST",
        "MDT",
        "PT",
        "PST",
        "PDT",
        "GMT",
        "UTC",
        "BST",
        "CET",
        "P",
        "E",
        "Eastern",
        "Central",
        "Pacific",
        "Mountain",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    ZONES.contains(&word)
}

/// Where the sentence ends whose stop at `at` is one of the many that surely end one: `the bridge
/// held. The vote`, `held.” The`. The word before it is in no list, and behind it, or a closing mark
/// behind it, stand a space and a capital. [`Place::ends_sentence`] says so too, for five times as
/// many instructions.
pub(super) fn plain_end(text: &str, at: usize) -> Option<usize> {
    let (before, behind) = text.as_bytes().split_at(at);
    let end = match behind {
        [b'.', b' ', b'A'..=b'Z', ..] => at + 1,
        [b'.', b'"', b' ', b'A'..=b'Z', ..] => at + 2,
        // `”`
        [b'.', 0xE2, 0x80, 0x9D, b' ', b'A'..=b'Z', ..] => at + 4,
        _ => return None,
    };
    let len = before.iter().rev().take(WORD).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let is_whole = before.len().checked_sub(len + 1).is_none_or(|at| {
        let byte = before[at];
        byte.is_ascii() && !matches!(byte, b'.' | b'\'' | b'&')
    });
    let is_plain = is_whole && (2..WORD).contains(&len) && abbreviation(&text[at - len..at]).is_none();
    is_plain.then_some(end)
}

/// Whether a stop without white space after it ends a sentence all the same:
/// `… was over.The next`, but not `www.Example.com` or `Node.Js`.
pub(super) fn ends_without_space(text: &str, start: usize, next: usize) -> bool {
    const LOOK: usize = 64;
    let before = text.as_bytes()[..start].iter().rev();
    let word = word_at(text, next);
    let follows_word = before.clone().take(2).filter(|b| b.is_ascii_lowercase()).count() == 2;
    let follows_number = before.clone().next().is_some_and(u8::is_ascii_digit) && is_starter(word);
    if !follows_word && !follows_number {
        return false;
    }
    let mut chars = word.chars();
    if !chars.next().is_some_and(char::is_uppercase) || !chars.next().is_none_or(char::is_lowercase) {
        return false;
    }
    if matches!(word, "Com" | "Net" | "Org" | "Co" | "Js") {
        return false;
    }
    let is_part_of_address = |b: &&u8| matches!(b, b'/' | b'@' | b'.' | b':' | b'_' | b'=');
    let left = before.take(LOOK).take_while(|b| !b.is_ascii_whitespace()).find(is_part_of_address);
    let mut right =
        text.as_bytes()[next..].iter().take(LOOK).take_while(|b| !b.is_ascii_whitespace()).peekable();
    while let Some(b) = right.next() {
        if is_part_of_address(&b) && right.peek().is_some() || *b == b'(' {
            return false;
        }
    }
    left.is_none()
}
