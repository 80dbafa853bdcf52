//! Quotations, as far as the ends of sentences need them.
//!
//! In: a paragraph. Out: the stretches between quotation marks that belong
//! together, so that `“We lost. We go on,” she said.` can be kept in one
//! sentence; and whether a clause like `Mr. Lee asked` follows `“Why?”`.
//!
//! Known limit: a quotation that does not close in its paragraph is not kept.

use super::mark::{First, Next, char_at, skip_space, word_at};
use crate::Span;
use crate::lexicon::is_starter;

/// Verbs after which the words before them were spoken: "Why?" she asked.
const VERBS: [&str; 34] = [
    "said",
    "says",
    "asked",
    "asks",
    "added",
    "adds",
    "replied",
    "replies",
    "wondered",
    "wonders",
    "wrote",
    "writes",
    "shouted",
    "shouts",
    "cried",
    "cries",
    "told",
    "tells",
    "exclaimed",
    "yelled",
    "joked",
    "quipped",
    "demanded",
    "recalled",
    "recalls",
    "declared",
    "responded",
    "tweeted",
    "inquired",
    "thought",
    "continued",
    "answered",
    "chanted",
    "whispered",
];

/// How many words a speaker's name may have before the verb.
const NAME: usize = 5;

/// Whether what follows a question is the clause that says who asked it:
/// `Mr. Lee asked.`, `she said`, `asked Lee`; not `He asked for more.` or
/// `Lee left.`
pub(super) fn is_clause_of_speech(text: &str, next: Next<'_>) -> bool {
    if next.quote || next.bracket {
        return false;
    }
    let (mut at, mut word) = (next.at, next.word);
    if next.first == First::Upper && is_starter(word) && word != "I" {
        return false;
    }
    for place in 0..=NAME {
        if VERBS.contains(&word) {
            return place > 0 || next.first == First::Lower;
        }
        let pronoun = matches!(word, "he" | "she" | "they" | "we" | "I");
        let capital = word.starts_with(char::is_uppercase);
        if word.is_empty() || !(capital || place == 0 && pronoun) {
            return false;
        }
        let end = at + word.len();
        at = skip_space(text, end + usize::from(capital && text.as_bytes().get(end) == Some(&b'.')));
        word = word_at(text, at);
    }
    false
}

/// The quotations of a paragraph that open and close in it, in order, the
/// outermost ones only, marks included.
pub(super) fn quotations(text: &str, out: &mut Vec<Span>) {
    out.clear();
    let mut double: Option<(usize, char)> = None;
    let mut single: Option<(usize, char)> = None;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let after = at + c.len_utf8();
        match c {
            '"' | '“' | '”' | '„' => match double {
                Some((start, open)) if closes(open, c) => {
                    push_outermost(out, Span::new(start, after));
                    double = None;
                    single = single.filter(|&(inner, _)| inner < start);
                }
                None if c != '”' => double = Some((at, c)),
                _ => {}
            },
            '‘' if single.is_none() => single = Some((at, c)),
            '\'' if single.is_none() && opens_single(text, before, after) => single = Some((at, c)),
            '\'' | '’' => {
                // An apostrophe stands after a letter; so does a closing mark,
                // but it has a stop or a comma before it.
                let next = char_at(text, after);
                let can_close = matches!(before, '.' | ',' | '!' | '?' | '…') || next.is_none();
                if let Some((start, open)) = single
                    && closes(open, c)
                    && can_close
                    && next.is_none_or(|c| !c.is_alphanumeric())
                {
                    push_outermost(out, Span::new(start, after));
                    single = None;
                }
            }
            _ => {}
        }
        before = c;
    }
}

fn closes(open: char, c: char) -> bool {
    matches!((open, c), ('"', '"') | ('“', '”' | '"') | ('„', '“' | '”') | ('‘', '’') | ('\'', '\''))
}

fn opens_single(text: &str, before: char, after: usize) -> bool {
    (before.is_whitespace() || matches!(before, '(' | '"' | '“'))
        && char_at(text, after).is_some_and(char::is_alphanumeric)
}

/// Adds a quotation that has just closed, in place of those that it holds.
fn push_outermost(out: &mut Vec<Span>, quotation: Span) {
    while out.last().is_some_and(|inner| quotation.contains(*inner)) {
        out.pop();
    }
    // One that closes inside another's reach, but began before it: keep both apart.
    if out.last().is_none_or(|last| last.end <= quotation.start) {
        out.push(quotation);
    }
}
