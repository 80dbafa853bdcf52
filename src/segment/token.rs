//! Sentences and quoted spans in, tokens out.
//!
//! `"It is dead," she said.` gives the tokens `Q she said .`, where `Q` stands
//! for the whole quotation with its marks: who speaks is told outside of the
//! marks, so what stands inside them is passed over at one step.
//!
//! A word keeps its hyphens (`vice-president`), its inner apostrophes
//! (`O'Neill`) and the stop of an abbreviation (`Sen.`, `U.S.`); a clitic is a
//! token of its own (`Ann` + `'s`, `did` + `n't`).
//!
//! Known limit: in scripts without spaces a run of letters is one word.

use super::character::{CLASS, Class, Wide, wide};
use super::shape::{clitic_start, shape, word_end};
use super::word::{Plain, plain};
use crate::Span;
use crate::lexicon::{Entry, Lexicon, WordHash, hash_at, is};
use crate::quote::Quoted;

/// What a token looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// `house`
    Lower,
    /// `House`, `McCain`
    Title,
    /// `NATO`, `U.S.`
    Upper,
    /// `J.`
    Initial,
    /// `12`, `3.5`, `9th`
    Number,
    /// `'s`, `n't`, `'ll`
    Clitic,
    /// `,`
    Comma,
    /// `.`, `?`, `!`, `…`
    Stop,
    /// `:`
    Colon,
    /// `;`
    Semicolon,
    /// `-`, `--`, `–`, `—` between words
    Dash,
    /// `(`, `[`
    Open,
    /// `)`, `]`
    Close,
    /// A whole quotation with its marks.
    Quote,
    /// A quotation mark that belongs to no pair, a slash, a symbol.
    Other,
}

impl Kind {
    /// Whether the token is a word that begins with a capital letter.
    #[inline]
    pub(crate) fn is_capital(self) -> bool {
        matches!(self, Kind::Title | Kind::Upper | Kind::Initial)
    }

    /// Whether the token is a word.
    #[inline]
    pub(crate) fn is_word(self) -> bool {
        matches!(self, Kind::Lower | Kind::Title | Kind::Upper | Kind::Initial)
    }
}

/// One token.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub span: Span,
    /// Its number in the lexicon; 0 for what is not in it.
    pub id: u32,
    /// A hash of the word in lower case; equal words have equal hashes.
    pub hash: WordHash,
    pub kind: Kind,
    /// Whether a sentence starts here.
    pub starts_sentence: bool,
}

/// The tokens of an article, and where its paragraphs and sentences begin in them.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    pub all: Vec<Token>,
    /// For each paragraph, the number of its first token; one more at the end.
    pub paragraphs: Vec<u32>,
    /// The tokens that are quotations, or pieces of one, with the numbers of the
    /// quotations.
    pub quotes: Vec<(u32, u32)>,
    /// For each paragraph, whether it looks like a headline.
    headlines: Vec<bool>,
}

impl Tokens {
    /// The numbers of the tokens of one paragraph.
    pub(crate) fn of_paragraph(&self, paragraph: usize) -> std::ops::Range<usize> {
        self.paragraphs[paragraph] as usize..self.paragraphs[paragraph + 1] as usize
    }

    /// Whether a paragraph writes most of its words with capitals, as headlines do.
    pub(crate) fn is_headline(&self, paragraph: usize) -> bool {
        self.headlines[paragraph]
    }

    /// What the lexicon says of a token.
    #[inline]
    pub(crate) fn entry<'l>(&self, lexicon: &'l Lexicon, at: usize) -> &'l Entry {
        lexicon.entry(self.all[at].id)
    }
}

/// Splits an article into tokens. `quotes` and `sentences` are in order.
pub(crate) fn tokenize(
    text: &str,
    paragraphs: &[Span],
    sentences: &[Span],
    quotes: &[Quoted],
    lexicon: &Lexicon,
    out: &mut Tokens,
) {
    out.all.clear();
    out.paragraphs.clear();
    out.quotes.clear();
    out.headlines.clear();
    let next_sentence = start_of(sentences, 0);
    let bytes = text.as_bytes();
    let mut scanner =
        Scanner { text, bytes, lexicon, sentences, sentence: 0, next_sentence, quotes, quote: 0 };
    for &paragraph in paragraphs {
        let first = out.all.len();
        out.paragraphs.push(first as u32);
        scanner.paragraph(paragraph, out);
        out.headlines.push(is_headline(&out.all[first..]));
    }
    out.paragraphs.push(out.all.len() as u32);
}

/// Where a sentence starts; [`u32::MAX`] behind the last.
fn start_of(sentences: &[Span], number: usize) -> u32 {
    sentences.get(number).map_or(u32::MAX, |sentence| sentence.start)
}

/// Whether the tokens of a paragraph write most of their words with capitals,
/// as headlines do.
fn is_headline(tokens: &[Token]) -> bool {
    if tokens.len() > 40 {
        return false;
    }
    let (mut words, mut capitals) = (0, 0);
    for token in tokens {
        // Without a jump, which would be foretold badly.
        let is_word = token.kind.is_word() & (token.span.len() > 3);
        words += usize::from(is_word);
        capitals += usize::from(is_word & token.kind.is_capital());
    }
    words >= 4 && capitals * 4 >= words * 3
}

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    lexicon: &'a Lexicon,
    sentences: &'a [Span],
    /// The first sentence that starts past the last token's start.
    sentence: usize,
    /// Where it starts; [`u32::MAX`] behind the last.
    next_sentence: u32,
    quotes: &'a [Quoted],
    /// The first quotation that is not passed.
    quote: usize,
}

impl Scanner<'_> {
    fn paragraph(&mut self, paragraph: Span, tokens: &mut Tokens) {
        let Tokens { all: out, quotes, .. } = tokens;
        let end = paragraph.end as usize;
        let mut at = paragraph.start as usize;
        // A quotation that began in an earlier paragraph goes on here.
        if let Some(quoted) = self.quote.checked_sub(1).and_then(|last| self.quotes.get(last))
            && quoted.outer.end as usize > at
        {
            quotes.push((out.len() as u32, self.quote as u32 - 1));
            self.push(Span::new(at, (quoted.outer.end as usize).min(end)), Kind::Quote, 0, 0, out);
            at = quoted.outer.end as usize;
        }
        let mut stop = self.next_quote(end);
        while at < end {
            if at == stop {
                let quoted = self.quotes[self.quote];
                let close = (quoted.outer.end as usize).min(end);
                let from = self.label(quoted, close, out).unwrap_or(at);
                quotes.push((out.len() as u32, self.quote as u32));
                self.push(Span::new(from, close), Kind::Quote, 0, 0, out);
                self.quote += 1;
                at = close;
                stop = self.next_quote(end);
                continue;
            }
            let byte = self.bytes[at];
            // Two in three tokens are words of letters.
            if byte.is_ascii_alphabetic() {
                at = self.word(at, stop, out);
                at += usize::from(at < stop && self.bytes[at] == b' ');
                continue;
            }
            match CLASS[byte as usize] {
                Class::Space => at += 1,
                Class::Letter | Class::Digit => at = self.any_word(at, stop, out),
                Class::Wide => {
                    let (len, kind) = wide(&self.bytes[at..stop]);
                    match kind {
                        Wide::Space => at += len,
                        Wide::Letter => at = self.any_word(at, stop, out),
                        Wide::Mark(kind) => {
                            self.push(Span::new(at, at + len), kind, 0, 0, out);
                            at += len;
                        }
                    }
                }
                Class::Mark(kind) => at = self.mark(at, stop, kind, out),
            }
        }
    }

    /// Splits the label at the start of a quoted turn, “NG: Yes.”, into tokens:
    /// it names the speaker. Returns where the turn itself starts.
    fn label(&mut self, quoted: Quoted, close: usize, out: &mut Vec<Token>) -> Option<usize> {
        let start = quoted.inner.start as usize;
        let len = crate::quote::label_len(&self.bytes[start..close.max(start)]);
        let end = start + len;
        if len == 0 || end >= close {
            return None;
        }
        let mut at = start;
        while at < end {
            match CLASS[self.bytes[at] as usize] {
                Class::Letter | Class::Digit => at = self.any_word(at, end, out),
                Class::Wide => at += wide(&self.bytes[at..end]).0,
                Class::Mark(Kind::Colon) => at = self.mark(at, end, Kind::Colon, out),
                _ => at += 1,
            }
        }
        Some(end)
    }

    /// Where the next quotation starts, or the paragraph's end.
    fn next_quote(&self, end: usize) -> usize {
        self.quotes.get(self.quote).map_or(end, |quoted| (quoted.outer.start as usize).min(end))
    }

    #[inline]
    fn push(&mut self, span: Span, kind: Kind, id: u32, hash: WordHash, out: &mut Vec<Token>) {
        let starts_sentence = self.next_sentence < span.end && self.pass_sentences(span);
        out.push(Token { span, id, hash, kind, starts_sentence });
    }

    /// Passes the sentences that start before the end of a token; whether it
    /// starts one.
    #[cold]
    fn pass_sentences(&mut self, span: Span) -> bool {
        let mut starts_sentence = false;
        while self.next_sentence < span.end {
            // A sentence that starts inside the quotation does not count.
            starts_sentence |= self.next_sentence <= span.start;
            self.sentence += 1;
            self.next_sentence = start_of(self.sentences, self.sentence);
        }
        starts_sentence
    }

    fn mark(&mut self, at: usize, stop: usize, kind: Kind, out: &mut Vec<Token>) -> usize {
        let byte = self.bytes[at];
        let mut len = 1;
        if matches!(byte, b'-' | b'.' | b'!' | b'?') {
            len = self.bytes[at..stop].iter().take_while(|&&next| next == byte).count();
        }
        self.push(Span::new(at, at + len), kind, 0, 0, out);
        at + len
    }

    #[inline(always)]
    fn word(&mut self, start: usize, stop: usize, out: &mut Vec<Token>) -> usize {
        let Some(Plain { end, kind, hash }) = plain(self.bytes, start, stop) else {
            return self.any_word(start, stop, out);
        };
        let id = self.lexicon.find(hash);
        self.push(Span::new(start, end), kind, id, hash, out);
        end
    }

    #[inline(never)]
    fn any_word(&mut self, start: usize, stop: usize, out: &mut Vec<Token>) -> usize {
        let end = word_end(self.bytes, start, stop);
        let clitic = clitic_start(&self.bytes[start..end]).map(|offset| start + offset);
        let mut word = Span::new(start, clitic.unwrap_or(end));
        let mut kind = shape(self.text, word);
        if clitic.is_none() && end < stop && self.bytes[end] == b'.' && self.keeps_stop(word, kind, end + 1) {
            if word.len() == 1 && kind.is_capital() {
                kind = Kind::Initial;
            }
            word.end += 1;
            if let Some(end) = self.hyphenated_title(word, stop) {
                word.end = end;
                kind = Kind::Title;
            }
        }
        let hash = self.hash(word);
        let mut id = if kind == Kind::Number { 0 } else { self.lexicon.find(hash) };
        if id == 0 && kind == Kind::Title {
            id = self.double_name(word);
        }
        self.push(word, kind, id, hash, out);
        if let Some(clitic) = clitic {
            let span = Span::new(clitic, end);
            self.push(span, Kind::Clitic, 0, self.hash(span), out);
        }
        word.end.max(end as u32) as usize
    }

    /// The end of a title of two words that begins with an abbreviation: "Gov.-elect", "Det.-Sgt."
    fn hyphenated_title(&self, word: Span, stop: usize) -> Option<u32> {
        let hyphen = word.end as usize;
        if hyphen >= stop || self.bytes[hyphen] != b'-' {
            return None;
        }
        let end = word_end(self.bytes, hyphen + 1, stop);
        let end = end + usize::from(end < stop && self.bytes[end] == b'.');
        let whole = Span::new(word.start as usize, end);
        let entry = self.lexicon.entry(self.lexicon.find(self.hash(whole)));
        entry.is(is::TITLE).then_some(end as u32)
    }

    /// What is known of a double given name is what is known of its first half: "Jan-Willem".
    fn double_name(&self, word: Span) -> u32 {
        let bytes = &self.bytes[word.range()];
        let Some(hyphen) = memchr::memchr(b'-', bytes) else { return 0 };
        let half = |bytes: &[u8]| self.lexicon.find(crate::lexicon::hash(bytes));
        let (first, second) = (half(&bytes[..hyphen]), half(&bytes[hyphen + 1..]));
        let is_given = |id: u32| self.lexicon.entry(id).is(is::GIVEN);
        // "John-Rees" is a surname.
        let is_double = is_given(first) && is_given(second);
        if is_double { first } else { 0 }
    }

    /// The hash of a word without its stop; a curly apostrophe is a straight one.
    fn hash(&self, word: Span) -> WordHash {
        let bytes = self.bytes[word.range()].trim_ascii_end();
        let bytes = bytes.strip_suffix(b".").unwrap_or(bytes);
        if bytes.is_ascii() {
            let start = word.start as usize;
            return hash_at(self.bytes, start, start + bytes.len());
        }
        let curly = "’".as_bytes();
        let mut folded = [0; 32];
        match memchr::memchr_iter(curly[0], bytes).find(|&at| bytes[at..].starts_with(curly)) {
            Some(at) if bytes.len() <= folded.len() => {
                let rest = &bytes[at + curly.len()..];
                folded[..at].copy_from_slice(&bytes[..at]);
                folded[at] = b'\'';
                folded[at + 1..at + 1 + rest.len()].copy_from_slice(rest);
                crate::lexicon::hash(&folded[..at + 1 + rest.len()])
            }
            _ => crate::lexicon::hash(bytes),
        }
    }

    /// Whether the stop behind a word belongs to it: `Sen. Smith`, `the U.S.`
    fn keeps_stop(&self, word: Span, kind: Kind, after: usize) -> bool {
        if kind == Kind::Number {
            return false;
        }
        let bytes = &self.bytes[word.range()];
        if bytes.contains(&b'.') || (bytes.len() == 1 && kind.is_capital()) {
            return true;
        }
        // Within a sentence, a stop before a space is an abbreviation's.
        let ends_sentence = self
            .sentences
            .get(self.sentence.saturating_sub(1)..)
            .unwrap_or_default()
            .iter()
            .take(2)
            .any(|sentence| sentence.end as usize == after);
        !ends_sentence && kind.is_capital()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<&str> {
        tokenized(text).all.iter().map(|token| token.span.of(text)).collect()
    }

    fn tokenized(text: &str) -> Tokens {
        let whole = [Span::new(0, text.len())];
        let mut quotes = Vec::new();
        crate::quote::find(text, &whole, &mut Default::default(), &mut quotes);
        let mut out = Tokens::default();
        tokenize(text, &whole, &whole, &quotes, Lexicon::embedded(), &mut out);
        out
    }

    #[test]
    fn a_curly_apostrophe_is_a_straight_one() {
        let hashes = |text: &str| tokenized(text).all.iter().map(|token| token.hash).collect::<Vec<_>>();
        assert_eq!(hashes("He’s O’Neill’s, they’ll say"), hashes("He's O'Neill's, they'll say"));
    }

    #[test]
    fn a_double_given_name_is_one() {
        let is_given = |text: &str| {
            let tokens = tokenized(text);
            tokens.entry(Lexicon::embedded(), 0).is(is::GIVEN)
        };
        assert!(is_given("Jan-Willem left") && is_given("Anne-Marie left"));
        assert!(!is_given("John-Rees left") && !is_given("Co-founder left"));
    }

    #[test]
    fn a_quotation_is_one_token() {
        assert_eq!(tokens("\"It is dead,\" she said."), ["\"It is dead,\"", "she", "said", "."]);
    }

    #[test]
    fn clitics_stand_alone_and_names_keep_their_apostrophes() {
        assert_eq!(tokens("Ann's O’Neill didn’t go"), ["Ann", "'s", "O’Neill", "did", "n’t", "go"]);
        assert_eq!(tokens("I can't, they'll"), ["I", "ca", "n't", ",", "they", "'ll"]);
    }

    #[test]
    fn abbreviations_keep_their_stop_and_ends_of_sentences_do_not() {
        assert_eq!(
            tokens("Sen. J. Doe of the U.S. left."),
            ["Sen.", "J.", "Doe", "of", "the", "U.S.", "left", "."]
        );
        assert_eq!(tokens("It cost 1,234.5 today.Then"), ["It", "cost", "1,234.5", "today", ".", "Then"]);
    }

    #[test]
    fn hyphens_hold_and_dashes_part() {
        assert_eq!(tokens("vice-president -- he—not"), ["vice-president", "--", "he", "—", "not"]);
    }
}
