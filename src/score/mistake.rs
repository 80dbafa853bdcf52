//! Which rows and quotes were wrong, to read and learn from.
//!
//! In: cases. Out: first wrong rows, then missed quotes, article by article;
//! printed, a line like
//! `x_1: 'No,' -> 'Ben', gold ['Ana Ruiz']` for `“No,” said Ana.`
//!
//! The lines are those of the project's Python scorer, to the letter, so that
//! the two can be compared; hence words in Python's notation.

use std::fmt::{self, Write};
use std::sync::LazyLock;

use regex::Regex;
use serde::Serialize;

use super::Case;
use super::judge::{By, Judgement, QuoteVerdict, RowVerdict, judge};
use super::stretch::Stretch;

/// How many code points of a quotation are shown.
const SHOWN: usize = 70;

/// One wrong row or missed quote.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "error", rename_all = "lowercase")]
pub enum Mistake {
    /// A row that names the wrong speaker.
    Wrong {
        /// Id of the article.
        article: String,
        /// The row's quotation, in code points.
        at: Stretch,
        /// Its first words.
        quote: String,
        /// The speaker that the row names.
        said: String,
        /// The speakers of the gold quotes that it touches, if labelled;
        /// empty if it touches none.
        gold: Vec<Option<String>>,
    },
    /// A gold quote without a right row.
    Missed {
        /// Id of the article.
        article: String,
        /// The gold quote, in code points.
        at: Stretch,
        /// Its first words.
        quote: String,
        /// Its speaker, if labelled.
        gold: Option<String>,
        /// The speakers of the rows that touch it, `(nobody)` for none.
        said: Vec<String>,
    },
}

/// The first `limit` mistakes, judged by any name of the speaker.
pub fn mistakes<'c>(cases: impl IntoIterator<Item = &'c Case>, limit: usize) -> Vec<Mistake> {
    let all = cases.into_iter().flat_map(|case| {
        let Judgement { rows, quotes } = judge(case, By::Name);
        let wrong = rows.into_iter().filter(|v| !v.right).map(move |v| wrong(case, &v));
        wrong.chain(quotes.into_iter().filter(|v| !v.right).map(move |v| missed(case, &v)))
    });
    all.take(limit).collect()
}

fn wrong(case: &Case, verdict: &RowVerdict) -> Mistake {
    let row = &case.rows[verdict.row];
    Mistake::Wrong {
        article: case.gold.id.clone(),
        at: row.quote,
        quote: shown(case, row.quote),
        said: row.speaker.clone(),
        gold: verdict.touched.iter().map(|&n| speaker(case, n)).collect(),
    }
}

fn missed(case: &Case, verdict: &QuoteVerdict) -> Mistake {
    let at = case.gold.quotes[verdict.quote].span;
    let near = case.rows.iter().filter(|row| row.is_quoted() && row.quote.overlap([at]) > 0);
    let name = |name: &str| if name.is_empty() { "(nobody)".to_owned() } else { name.to_owned() };
    Mistake::Missed {
        article: case.gold.id.clone(),
        at,
        quote: shown(case, at),
        gold: speaker(case, verdict.quote),
        said: near.map(|row| name(&row.speaker)).collect(),
    }
}

fn speaker(case: &Case, quote: usize) -> Option<String> {
    case.gold.label(&case.gold.quotes[quote])?.speaker.clone()
}

fn shown(case: &Case, at: Stretch) -> String {
    case.gold.of(at).chars().take(SHOWN).collect()
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wrong { article, quote, said, gold, .. } => {
                let gold: Vec<String> = gold.iter().map(literal_or_none).collect();
                let gold = list(&gold, "no attribution");
                write!(f, "{article}: {} -> {}, gold {gold}", literal(quote), literal(said))
            }
            Self::Missed { article, quote, gold, said, .. } => {
                let said: Vec<String> = said.iter().map(|name| literal(name)).collect();
                let (gold, said) = (literal_or_none(gold), list(&said, "no row"));
                write!(f, "{article}: missed {} gold {gold}, rows say {said}", literal(quote))
            }
        }
    }
}

fn list(literals: &[String], empty: &str) -> String {
    if literals.is_empty() { empty.to_owned() } else { format!("[{}]", literals.join(", ")) }
}

fn literal_or_none(words: &Option<String>) -> String {
    words.as_deref().map_or_else(|| "None".to_owned(), literal)
}

/// What Python escapes: separators and unassigned or invisible characters,
/// like U+00A0 and U+200B; not `é`, nor the plain space.
static UNPRINTABLE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[\p{Z}\p{C}]$").expect("a valid pattern"));

/// The words as a Python literal.
fn literal(words: &str) -> String {
    let mark = if words.contains('\'') && !words.contains('"') { '"' } else { '\'' };
    let mut out = String::from(mark);
    for c in words.chars() {
        let code = c as u32;
        let is_plain = c == ' ' || !UNPRINTABLE.is_match(c.encode_utf8(&mut [0; 4]));
        // Writing into a string cannot fail.
        let _ = match c {
            '\\' => write!(out, "\\\\"),
            '\n' => write!(out, "\\n"),
            '\r' => write!(out, "\\r"),
            '\t' => write!(out, "\\t"),
            c if c == mark => write!(out, "\\{c}"),
            c if is_plain => write!(out, "{c}"),
            _ if code < 0x100 => write!(out, "\\x{code:02x}"),
            _ if code < 0x1_0000 => write!(out, "\\u{code:04x}"),
            _ => write!(out, "\\U{code:08x}"),
        };
    }
    out.push(mark);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_written_as_python_does() {
        assert_eq!(literal("plain é “x”"), "'plain é “x”'");
        assert_eq!(literal("it's"), "\"it's\"");
        assert_eq!(literal("it's \"it\""), "'it\\'s \"it\"'");
        assert_eq!(literal("a\u{a0}b\n\\\u{200b}\u{e0001}\u{7f}"), r"'a\xa0b\n\\\u200b\U000e0001\x7f'");
    }
}
