//! The marks around the end of a sentence: the stop itself, what closes after
//! it, what opens before the next.
//!
//! In: a place in the text. Out: how far a run of marks goes and of which kind
//! it is. `He left. . . .” [20] “And` holds an ellipsis, a closing mark, a note
//! and an opening mark.
//!
//! Known limit: a straight `"` or `'` that stands alone between two spaces may
//! open or close; it is taken to open.

/// What ends a sentence, or may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// One full stop.
    Full,
    /// `...`, `. . .`, `…`, or two full stops.
    Ellipsis,
    /// `. . . .`: an ellipsis and the full stop of the sentence.
    ClosedEllipsis,
    /// Any run with a question mark or a mark of exclamation.
    Asking,
}

/// What closes after a stop.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Closing {
    pub quote: bool,
    pub bracket: bool,
}

impl Closing {
    pub(super) fn any(self) -> bool {
        self.quote || self.bracket
    }
}

/// The character at byte `at`.
#[inline]
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(&byte) if byte.is_ascii() => Some(byte as char),
        Some(_) => text[at..].chars().next(),
        None => None,
    }
}

/// The first place from `at` on that holds no white space.
#[inline]
pub(super) fn skip_space(text: &str, mut at: usize) -> usize {
    while let Some(c) = char_at(text, at).filter(|c| c.is_whitespace()) {
        at += c.len_utf8();
    }
    at
}

/// The length in bytes of a mark that can end a sentence, 0 for anything else.
#[inline]
fn stop_len(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at) {
        Some(b'.' | b'!' | b'?') => 1,
        Some(0xE2) if bytes[at..].starts_with("…".as_bytes()) => 3,
        _ => 0,
    }
}

/// Where the run of marks that begins at `start` ends, and what it is.
/// Spaced marks are one run: `. . . .`, but not `end. .net`.
pub(super) fn stop_run(text: &str, start: usize) -> (usize, Stop) {
    let bytes = text.as_bytes();
    let (mut at, mut dots, mut asking) = (start, 0u32, false);
    loop {
        let len = stop_len(bytes, at);
        if len > 0 {
            asking |= matches!(bytes[at], b'!' | b'?');
            dots = dots.saturating_add(len as u32);
            at += len;
        } else if bytes.get(at) == Some(&b' ') && is_spaced_stop(text, at + 1) {
            at += 1;
        } else {
            break;
        }
    }
    let stop = match (asking, dots) {
        (true, _) => Stop::Asking,
        (false, 0 | 1) => Stop::Full,
        (false, 4..) => Stop::ClosedEllipsis,
        _ => Stop::Ellipsis,
    };
    (at, stop)
}

/// Whether the mark at `at`, which follows a space, goes on the run before it.
fn is_spaced_stop(text: &str, at: usize) -> bool {
    let len = stop_len(text.as_bytes(), at);
    len > 0 && char_at(text, at + len).is_none_or(|c| !c.is_alphanumeric())
}

/// Where the marks that close after a stop end, from `at` on, in a sentence
/// that began at `sentence`. Notes and left-out words belong to what they
/// follow: `so." [20][21] And`, `so. [...] And`.
pub(super) fn closing_run(text: &str, sentence: usize, mut at: usize) -> (usize, Closing) {
    let mut closing = Closing::default();
    loop {
        let len = stop_len(text.as_bytes(), at);
        if len > 0 {
            // `(He left.).`
            at += len;
            continue;
        }
        let Some(c) = char_at(text, at) else { break };
        let after = at + c.len_utf8();
        match c {
            ')' | ']' | '}' => closing.bracket = true,
            '”' | '»' | '›' => closing.quote = true,
            '"' | '\'' | '’' | '`' if !char_at(text, after).is_some_and(char::is_alphanumeric) => {
                closing.quote = true;
            }
            ' ' => {
                let Some(end) = detached_closer(text, sentence, after) else { break };
                closing.quote = true;
                at = end;
                continue;
            }
            _ => break,
        }
        at = after;
    }
    (skip_notes(text, at), closing)
}

/// Where a closing mark ends that stands alone between two spaces, from `at` on:
/// `he said. ”`. A straight `"` closes if it makes the number of them in the
/// sentence even; a `'` has been seen to close five times in seven.
fn detached_closer(text: &str, sentence: usize, at: usize) -> Option<usize> {
    /// How far to look back for the mark that opened.
    const REACH: usize = 512;
    let c = char_at(text, at)?;
    let closes = match c {
        ')' | ']' | '”' | '»' | '\'' => true,
        '"' => {
            let from = sentence.max(at.saturating_sub(REACH));
            text.as_bytes()[from..at].iter().filter(|&&b| b == b'"').count() % 2 == 1
        }
        _ => false,
    };
    let len = if text[at..].starts_with("''") { 2 } else { c.len_utf8() };
    let stands_alone = char_at(text, at + len).is_none_or(char::is_whitespace);
    (closes && stands_alone).then_some(at + len)
}

/// The end of the notes `[20] [21]` and of the `[...]` that begin at `at`, or
/// `at` itself.
fn skip_notes(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    loop {
        let open = at + usize::from(bytes.get(at) == Some(&b' '));
        if bytes.get(open) != Some(&b'[') {
            return at;
        }
        let inside = &bytes[open + 1..];
        let digits = inside.iter().take(4).take_while(|b| b.is_ascii_digit()).count();
        let len = if digits > 0 {
            digits
        } else if inside.starts_with(b"...") {
            3
        } else {
            stop_len(bytes, open + 1)
        };
        if len == 0 || inside.get(len) != Some(&b']') {
            return at;
        }
        at = open + len + 2;
    }
}

/// What the first character after a stop is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum First {
    Upper,
    Lower,
    Digit,
    Dash,
    /// A mark that cannot begin a sentence.
    Punctuation,
    Other,
}

/// What follows a stop.
#[derive(Debug, Clone, Copy)]
pub(super) struct Next<'t> {
    /// A quotation mark opens it.
    pub quote: bool,
    /// A bracket opens it.
    pub bracket: bool,
    pub first: First,
    /// The first word, cut off at [`WORD`] bytes.
    pub word: &'t str,
    /// Where the word begins.
    pub at: usize,
}

/// Longer words than this are of no interest here, and looking further would
/// make a text of one word slow.
pub(super) const WORD: usize = 24;

/// What stands at `at`, where no white space is.
pub(super) fn next_token(text: &str, mut at: usize) -> Next<'_> {
    let mut next = Next { quote: false, bracket: false, first: First::Other, word: "", at };
    while let Some(c) = char_at(text, at) {
        match c {
            '"' | '\'' | '“' | '‘' | '„' | '«' | '`' | '’' => next.quote = true,
            '(' | '[' | '{' => next.bracket = true,
            '¿' | '¡' => {}
            ' ' if next.quote || next.bracket => {}
            _ => break,
        }
        at += c.len_utf8();
    }
    next.at = at;
    next.word = word_at(text, at);
    next.first = match char_at(text, at) {
        Some(c) if c.is_lowercase() => First::Lower,
        Some(c) if c.is_alphabetic() => First::Upper,
        Some(c) if c.is_numeric() => First::Digit,
        Some('-' | '–' | '—') => First::Dash,
        Some(',' | ';' | ':' | ')' | ']' | '}' | '%' | '/' | '”' | '»') => First::Punctuation,
        _ => First::Other,
    };
    next
}

/// The word that begins at `at`: letters, digits and apostrophes.
pub(super) fn word_at(text: &str, at: usize) -> &str {
    let mut end = at;
    while let Some(c) = char_at(text, end) {
        if !(c.is_alphanumeric() || matches!(c, '\'' | '’')) || end - at > WORD {
            break;
        }
        end += c.len_utf8();
    }
    text[at..end].trim_end_matches(['\'', '’'])
}

/// The word that ends at `end`, with the full stops and apostrophes in it:
/// "U.S", "O'Neill", "No"; and where it begins. It is cut off at [`WORD`] bytes.
pub(super) fn word_before(text: &str, end: usize) -> (usize, &str) {
    let bytes = text.as_bytes();
    let mut start = end;
    while start > 0 && end - start < WORD {
        let byte = bytes[start - 1];
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'\'' | b'&') {
            start -= 1;
        } else if byte.is_ascii() {
            break;
        } else {
            match text[..start].chars().next_back() {
                Some(c) if c.is_alphanumeric() || matches!(c, '’' | '°' | '§') => start -= c.len_utf8(),
                _ => break,
            }
        }
    }
    let word = text[start..end].trim_start_matches(['.', '\'', '’']);
    (end - word.len(), word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaced_dots_are_one_ellipsis_and_a_name_that_begins_with_a_dot_is_not_part_of_it() {
        assert_eq!(stop_run(". . . . Next", 0), (7, Stop::ClosedEllipsis));
        assert_eq!(stop_run(". . . Next", 0), (5, Stop::Ellipsis));
        assert_eq!(stop_run("... Next", 0), (3, Stop::Ellipsis));
        assert_eq!(stop_run("… Next", 0), (3, Stop::Ellipsis));
        assert_eq!(stop_run(". .net", 0), (1, Stop::Full));
        assert_eq!(stop_run("!? So", 0), (2, Stop::Asking));
    }

    #[test]
    fn closing_marks_and_notes_belong_to_the_stop_and_an_opening_mark_does_not() {
        assert_eq!(closing_run("\" She", 0, 0).0, 1);
        assert_eq!(closing_run("\"She", 0, 0).0, 0);
        assert_eq!(closing_run(".\" [20] [21] She", 0, 0).0, 12);
        assert_eq!(closing_run(" ” She", 0, 0).0, 4);
        assert_eq!(closing_run(" “She", 0, 0).0, 0);
        assert_eq!(closing_run(" ''She", 0, 0).0, 0);
        assert_eq!(closing_run(" [sic] She", 0, 0).0, 0);
    }

    #[test]
    fn words_keep_their_inner_stops_to_the_left_and_end_before_a_stop_to_the_right() {
        assert_eq!(word_before("in the U.S", 10), (7, "U.S"));
        assert_eq!(word_before("(Calif", 6), (1, "Calif"));
        assert_eq!(word_before("in N°", 6), (3, "N°"));
        assert_eq!(word_at("They're here", 0), "They're");
        assert_eq!(word_at("J. R.", 0), "J");
    }
}
