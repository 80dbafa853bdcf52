//! Quotation marks: where they stand and which way they may face.

use crate::Span;
use memchr::{memchr, memmem};

/// How a mark is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Glyph {
    /// `"` and its look-alikes, which face both ways.
    Straight,
    /// `''`, which faces both ways but mostly closes after ` `` `.
    Apostrophes,
    /// ` `` ` opens.
    Graves,
    /// `“` opens, save after a low opener.
    CurlyOpen,
    /// `”` closes.
    CurlyClose,
    /// `„` opens.
    Low,
    /// `«` opens.
    GuillemetOpen,
    /// `»` closes.
    GuillemetClose,
    /// `‘`, in an article that speaks in single marks.
    SingleOpen,
    /// `’` in such an article.
    SingleClose,
    /// `'` in such an article.
    SingleStraight,
}

/// What stands beside a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// White space, or the paragraph's edge.
    Space,
    Letter,
    Digit,
    /// `. , ! ? ; : …` and a closing bracket: what stands at a quotation's end.
    Ending,
    /// An opening bracket, a dash, a slash: what stands before a quotation.
    Leading,
    /// Another quotation mark.
    Mark,
    Other,
}

/// One quotation mark.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub span: Span,
    pub glyph: Glyph,
    pub left: Side,
    pub right: Side,
}

/// Which marks an article speaks in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Double marks of any glyph; single ones nest or are apostrophes.
    Double,
    /// Single marks outside, as in much of the British press.
    Single,
}

impl Style {
    /// Counts speech in single marks (`,’ said`, `‘It`) against speech in
    /// double ones. Few articles mix them, so the count need not be exact.
    /// Asked of an article in which [`scan`] met some.
    pub(crate) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let (mut singles, mut outside) = (0, 0);
        for at in memchr::memchr2_iter(b'\'', 0x99, bytes).take(2000) {
            let Some((start, len)) = single(bytes, at) else { continue };
            singles += closes_speech(bytes, start, len);
            outside += closes_before_stop(bytes, start, len);
        }
        if singles + outside == 0 {
            return Style::Double;
        }
        let mut doubles = memchr::memchr_iter(b'"', bytes).take(1000).count() / 2;
        doubles += memmem::find_iter(bytes, "“").take(1000).count();
        doubles += memmem::find_iter(bytes, "''").take(1000).count() / 2;
        let is_single = singles >= 2 && singles > 2 * doubles || all_in_single_marks(bytes);
        if is_single { Style::Single } else { Style::Double }
    }
}

/// Where the single mark starts whose last byte is at `at`, and how long it is, in bytes.
fn single(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    match bytes[at] {
        b'\'' => Some((at, 1)),
        _ => bytes[..at].ends_with(&[0xE2, 0x80]).then(|| (at - 2, 3)),
    }
}

/// Whether a paragraph without double marks holds speech in single ones, which begins it or stands behind a
/// colon or a comma, with its stop inside: `Ada said: 'I want answers.'` A headline's words are none.
pub(super) fn speaks_single(paragraph: &str) -> bool {
    let bytes = paragraph.as_bytes();
    let opens = |(start, len): (usize, usize)| {
        let before = bytes[..start].trim_ascii_end();
        let is_led = start == 0 || before.len() < start && matches!(before.last(), Some(b':' | b','));
        is_led && bytes.get(start + len).is_some_and(u8::is_ascii_uppercase)
    };
    let marks =
        || memchr::memchr3_iter(b'\'', 0x98, 0x99, bytes).take(2000).filter_map(|at| single(bytes, at));
    let small =
        paragraph.split(' ').filter(|word| word.starts_with(|c: char| c.is_ascii_lowercase())).count();
    let is_only_quoted = bytes.first().is_some_and(|first| !first.is_ascii_alphanumeric())
        && !bytes.last().is_some_and(|last| last.is_ascii_alphanumeric() || is_stop(*last));
    !is_only_quoted
        && small * 2 >= paragraph.split(' ').count()
        && marks().any(opens)
        && marks().any(|(start, len)| closes_speech(bytes, start, len) > 0)
        && all_in_single_marks(bytes)
}

/// Whether there are single marks that open and close, and whatever double marks there are nest in them.
fn all_in_single_marks(bytes: &[u8]) -> bool {
    let (mut is_open, mut has_closed) = (false, false);
    let mut judged = 0;
    for at in memchr::memchr3_iter(b'\'', b'"', 0x80, bytes).take(2000) {
        let (start, end) = if bytes[at] == 0x80 { (at.saturating_sub(1), at + 2) } else { (at, at + 1) };
        if start < judged {
            continue;
        }
        judged = end;
        let mark = &bytes[start..end.min(bytes.len())];
        let before = start.checked_sub(1).map_or(b' ', |before| bytes[before]);
        let rest = bytes.get(end..).unwrap_or_default();
        let next = rest.first().copied().unwrap_or(b' ');
        let follows_space = before.is_ascii_whitespace() || before == b'(';
        match mark {
            b"'" if next == b'\'' && is_open => judged = end + 1,
            b"'" if next == b'\'' => return false,
            b"\"" | [0xE2, 0x80, 0x9C..=0x9F] if !is_open => return false,
            b"'" | [0xE2, 0x80, 0x98] if follows_space && !next.is_ascii_whitespace() && !is_elided(rest) => {
                is_open = true;
            }
            b"'" | [0xE2, 0x80, 0x99] if is_open && (is_stop(before) || is_stop(next)) => {
                (is_open, has_closed) = (false, true);
            }
            _ => {}
        }
    }
    has_closed
}

fn is_stop(byte: u8) -> bool {
    matches!(byte, b',' | b'.' | b'?' | b'!')
}

/// 1 for a single mark that closes inside a stop: `the 'nurses' fault'.`
fn closes_before_stop(bytes: &[u8], at: usize, len: usize) -> usize {
    let follows_word = at.checked_sub(1).is_some_and(|before| bytes[before].is_ascii_alphanumeric());
    usize::from(follows_word && bytes.get(at + len).is_some_and(|&next| is_stop(next)))
}

/// How surely the single mark of `len` bytes at `at` closes speech: that has a stop before it and
/// a space behind, or a verb. Nearly all articles show nothing like it.
fn closes_speech(bytes: &[u8], at: usize, len: usize) -> usize {
    let rest = &bytes[at + len..];
    if !rest.first().is_none_or(|next| matches!(next, b' ' | b'\n' | b'\r')) {
        return 0;
    }
    let ends = at.checked_sub(1).is_some_and(|before| is_stop(bytes[before]));
    usize::from(ends) + usize::from(rest.starts_with(b" said"))
}

/// Appends the marks of one paragraph, in order. Returns whether speech may stand in single marks.
pub(super) fn scan(text: &str, paragraph: Span, style: Style, out: &mut Vec<Mark>) -> bool {
    let bytes = text.as_bytes();
    let (start, end) = (paragraph.start as usize, paragraph.end as usize);
    let mut at = start;
    let mut singles = 0;
    while at < end {
        let Some((found, len, glyph)) = next(bytes, at, end, style, start, &mut singles) else { break };
        // A tag has no glyph: what stands in it is no text.
        if let Some(glyph) = glyph {
            let span = Span::new(found, found + len);
            out.push(Mark {
                span,
                glyph,
                left: left(text, found, start),
                right: right(text, found + len, end),
            });
        }
        // What is passed over with these may be one too.
        if matches!(glyph, None | Some(Glyph::Apostrophes)) {
            singles += usize::from(memchr::memchr2(b'\'', 0x99, &bytes[found..found + len]).is_some());
        }
        at = found + len;
    }
    singles > 0
}

/// The next mark at or after `at`, or a tag, whose glyph is `None`. Counts the single marks on the
/// way that close, [after](closes_speech) or [before](closes_before_stop) a stop.
fn next(
    bytes: &[u8],
    at: usize,
    end: usize,
    style: Style,
    start: usize,
    singles: &mut usize,
) -> Option<(usize, usize, Option<Glyph>)> {
    let (mut i, mut judged) = (at, at);
    while i < end {
        if i >= judged {
            i += plain_len(&bytes[i..end]);
            judged = i + 32;
        }
        let Some(&byte) = bytes[..end].get(i) else { break };
        if !IS_CANDIDATE[byte as usize] {
            i += 1;
            continue;
        }
        let rest = &bytes[i..end];
        let found = match byte {
            b'"' => Some((1, Some(Glyph::Straight))),
            b'`' if rest.starts_with(b"``") => Some((2, Some(Glyph::Graves))),
            // Of three, a closing double mark is the last two: `'This is it.'''`.
            b'\'' if rest.starts_with(b"'''") && i > start && !bytes[i - 1].is_ascii_whitespace() => None,
            b'\'' if rest.starts_with(b"''") => Some((2, Some(Glyph::Apostrophes))),
            b'\'' if style == Style::Single && !is_apostrophe(bytes, i, 1, start, end) => {
                Some((1, Some(Glyph::SingleStraight)))
            }
            b'<' => tag(rest).map(|len| (len, None)),
            0xC2 if rest.starts_with("«".as_bytes()) => Some((2, Some(Glyph::GuillemetOpen))),
            0xC2 if rest.starts_with("»".as_bytes()) => Some((2, Some(Glyph::GuillemetClose))),
            0xE2 if rest.len() >= 3 && rest[1] == 0x80 => match rest[2] {
                0x9C => Some((3, Some(Glyph::CurlyOpen))),
                0x9D => Some((3, Some(Glyph::CurlyClose))),
                0x9E => Some((3, Some(Glyph::Low))),
                0x9F => Some((3, Some(Glyph::CurlyOpen))),
                0x98 if style == Style::Single && !is_elision(rest) => Some((3, Some(Glyph::SingleOpen))),
                0x99 if style == Style::Single && !is_apostrophe(bytes, i, 3, start, end) => {
                    Some((3, Some(Glyph::SingleClose)))
                }
                _ => None,
            },
            0xEF if rest.starts_with("＂".as_bytes()) => Some((3, Some(Glyph::Straight))),
            0xE3 if rest.starts_with("「".as_bytes()) => Some((3, Some(Glyph::GuillemetOpen))),
            0xE3 if rest.starts_with("」".as_bytes()) => Some((3, Some(Glyph::GuillemetClose))),
            _ => None,
        };
        match found {
            Some((len, glyph)) => return Some((i, len, glyph)),
            None => {
                let len = match rest {
                    [b'\'', ..] => 1,
                    [0xE2, 0x80, 0x99, ..] => 3,
                    _ => 0,
                };
                if len > 0 {
                    *singles += closes_speech(bytes, i, len) + closes_before_stop(bytes, i, len);
                }
                i += 1;
            }
        }
    }
    None
}

/// How many bytes at the start of `bytes` surely begin no mark and no tag. They
/// are judged 32 at a time with comparisons that the compiler turns into
/// vector instructions: most text is passed over at memory speed.
fn plain_len(bytes: &[u8]) -> usize {
    let may_begin =
        |byte: u8| (byte == b'"') | (byte == b'\'') | (byte == b'`') | (byte == b'<') | (byte >= 0xC2);
    let chunks = bytes.chunks_exact(32);
    32 * chunks.take_while(|chunk| !chunk.iter().fold(false, |any, &byte| any | may_begin(byte))).count()
}

/// First bytes of marks and tags.
const IS_CANDIDATE: [bool; 256] = {
    let mut table = [false; 256];
    let first = [b'"', b'`', b'\'', b'<', 0xC2, 0xE2, 0xE3, 0xEF];
    let mut i = 0;
    while i < first.len() {
        table[first[i] as usize] = true;
        i += 1;
    }
    table
};

/// Length of an HTML tag at the start of `rest`: `<a href="x">`, not `a < b`.
fn tag(rest: &[u8]) -> Option<usize> {
    let second = *rest.get(1)?;
    if !(second.is_ascii_alphabetic() || second == b'/' || second == b'!') {
        return None;
    }
    // Bounded, so that a page of `<a` costs no more than its length.
    let window = &rest[..rest.len().min(2000)];
    let close = memchr(b'>', window)?;
    if memchr(b'<', &window[1..close]).is_some() { None } else { Some(close + 1) }
}

/// Whether a single mark is an apostrophe: `it's`, `the dogs' home`, but not `‘yes,’ she`.
fn is_apostrophe(bytes: &[u8], at: usize, len: usize, start: usize, end: usize) -> bool {
    let before = if at > start { bytes[at - 1] } else { b' ' };
    let after = if at + len < end { bytes[at + len] } else { b' ' };
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || byte >= 0xC3 && byte != 0xE2;
    if letter(before) && letter(after) {
        return true;
    }
    // A plural possessive: a letter s before, a space and a lower-case letter after.
    if (before | 0x20) == b's' && after == b' ' {
        let next = bytes[..end].get(at + len + 1..).unwrap_or_default();
        return next.first().is_some_and(u8::is_ascii_lowercase) && !speaks(next);
    }
    // An elision: 'n', '90s, 'em.
    !letter(before) && is_elided(&bytes[at + len..end])
}

/// Whether `‘` was typed for an apostrophe: `‘s`, `‘n’`, `‘em`, `‘90s`.
fn is_elision(rest: &[u8]) -> bool {
    is_elided(&rest[3..])
}

fn is_elided(after: &[u8]) -> bool {
    let len = after.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let word = &after[..len];
    matches!(
        word,
        b"s" | b"n"
            | b"em"
            | b"til"
            | b"tis"
            | b"twas"
            | b"cause"
            | b"bout"
            | b"round"
            | b"ve"
            | b"re"
            | b"ll"
    ) || (len == 3 && word[0].is_ascii_digit() && word[1].is_ascii_digit() && word[2] == b's')
}

/// Whether what follows begins with a word that follows a closing mark.
fn speaks(after: &[u8]) -> bool {
    [&b"said"[..], b"says", b"he ", b"she ", b"and ", b"told", b"added", b"was ", b"is ", b"by "]
        .iter()
        .any(|word| after.starts_with(word))
}

fn left(text: &str, at: usize, start: usize) -> Side {
    match text[start..at].chars().next_back() {
        None => Side::Space,
        Some(c) => side(c),
    }
}

fn right(text: &str, at: usize, end: usize) -> Side {
    match text[at..end].chars().next() {
        None => Side::Space,
        Some(c) => side(c),
    }
}

fn side(c: char) -> Side {
    match c {
        ' ' | '\n' | '\t' | '\r' | '\u{a0}' | '\u{200b}' => Side::Space,
        'a'..='z' | 'A'..='Z' => Side::Letter,
        '0'..='9' | '$' | '£' | '€' | '#' | '@' => Side::Digit,
        '.' | ',' | '!' | '?' | ';' | ':' | '…' | ')' | ']' | '}' | '*' | '%' => Side::Ending,
        '(' | '[' | '{' | '-' | '–' | '—' | '―' | '/' => Side::Leading,
        '"' | '\'' | '`' | '“' | '”' | '„' | '‘' | '’' | '«' | '»' => Side::Mark,
        c if c.is_alphanumeric() => Side::Letter,
        c if c.is_whitespace() => Side::Space,
        _ => Side::Other,
    }
}
