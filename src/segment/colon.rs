//! Sentences that no stop ends, betrayed by a colon in what follows: the credit
//! of a picture (`The harbour at dawn Photo: Ruth Lee`) and the time stamp in
//! the head of a mail (`Ruth Lee 05/03/2001 09:15 AM The figures are in.`).
//!
//! In: the place of a colon. Out: where the credit or the stamp begins, and
//! where the stamp ends.
//!
//! Known limit: other labels (`UPDATE: …`, `LEE: …`) stay in the sentence that
//! they open, since a speaker's name and his words belong together.

use super::mark::{skip_space, word_before};

/// Where the credit begins whose colon is at `at`, if a sentence runs into it.
pub(super) fn credit_start(text: &str, at: usize) -> Option<usize> {
    let (start, word) = word_before(text, at);
    if !matches!(word, "Image" | "Images" | "Photo" | "Photos" | "Photograph" | "Picture" | "Credit") {
        return None;
    }
    let before = text[..start].strip_suffix(' ')?;
    let follows_word = before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ')' | '"' | '”'));
    (follows_word && text.as_bytes().get(at + 1) == Some(&b' ')).then_some(start)
}

/// Where the time stamp `05/03/2001 09:15 AM` begins and ends whose first
/// colon is at `at`.
pub(super) fn stamp(text: &str, at: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    // Backward: the hour, a space, the date.
    let hour = (1..=2).rev().find(|n| at > *n && (1..=*n).all(|i| digit(at - i)))?;
    let space = at - hour - 1;
    let date = bytes[..space].iter().rev().take(10).take_while(|b| b.is_ascii_digit() || **b == b'/').count();
    let start = space - date;
    let is_date = bytes[start..space].iter().filter(|b| **b == b'/').count() == 2;
    if bytes[space] != b' ' || date < 6 || !is_date || start > 0 && bytes[start - 1] != b' ' {
        return None;
    }
    // Forward: minutes, seconds, half of the day.
    let mut end = at;
    while bytes.get(end) == Some(&b':') && digit(end + 1) && digit(end + 2) {
        end += 3;
    }
    let half = skip_space(text, end);
    if [" AM", " PM"].iter().any(|half| bytes[end..].starts_with(half.as_bytes())) {
        end = half + 2;
    }
    (end > at).then_some((start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credit_begins_before_its_label_and_a_word_that_explains_does_not() {
        let text = "The harbour at dawn Photo: Ruth Lee";
        assert_eq!(credit_start(text, text.find(':').unwrap()), text.find("Photo"));
        for near in ["Photo: Ruth Lee", "one thing, Photo: Lee", "the answer: no"] {
            assert_eq!(credit_start(near, near.find(':').unwrap()), None, "{near}");
        }
    }

    #[test]
    fn a_time_stamp_has_a_date_and_a_time() {
        let text = "Ruth Lee 05/03/2001 09:15:20 AM The";
        assert_eq!(stamp(text, text.find(':').unwrap()), Some((9, 31)));
        for near in ["at 09:15 AM", "3/4 10:20", "score 1/2/3 in 2:1", ":15", "é1:20"] {
            assert_eq!(stamp(near, near.find(':').unwrap()), None, "{near}");
        }
    }
}
