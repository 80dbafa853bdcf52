//! Paragraphs in, quoted spans out: which marks belong together?
//!
//! `"It is dead," she said. "Dead."` holds two quotations: `It is dead,` and
//! `Dead.` Marks come in many glyphs, and typists err, so each paragraph's
//! marks are read as one sequence and the cheapest reading of it is taken
//! (see [`pair`](self::pair)): a mark opens, closes, nests or is no mark at all.
//! What one paragraph gets wrong ends with it.
//!
//! Only the outermost quotation is reported: what a speaker quotes belongs to
//! what he says. A quotation that runs over paragraphs, each opening with a
//! mark and only the last one closing, is one span.
//!
//! Known limit: single marks count as outer marks only in articles that use
//! them for speech throughout, or have no others outside ([`mark::Style`]), and in
//! paragraphs without other marks that plainly hold speech.

mod mark;
mod pair;

use crate::Span;
use mark::Mark;
pub(crate) use mark::Style;

/// A quoted stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quoted {
    /// The words, without the outer marks.
    pub inner: Span,
    /// The words with their marks.
    pub outer: Span,
    /// Whether a closing mark was found.
    pub closed: bool,
}

/// Buffers for [`find`], used again from article to article.
#[derive(Debug, Default)]
pub(crate) struct Buffers {
    marks: Vec<Mark>,
    pairing: pair::Buffers,
}

/// Finds the quoted stretches of `text`, in order, none overlapping.
pub(crate) fn find(text: &str, paragraphs: &[Span], buffers: &mut Buffers, out: &mut Vec<Quoted>) {
    // Read as if it spoke in double marks, an article shows whether it may speak in single ones.
    if read(text, paragraphs, Style::Double, buffers, out) && Style::of(text) == Style::Single {
        read(text, paragraphs, Style::Single, buffers, out);
    }
    out.retain_mut(|quoted| {
        quoted.inner = trimmed(text, quoted.inner);
        has_word(quoted.inner.of(text))
    });
}

/// Reads the marks of all paragraphs; returns whether speech may stand in single ones.
fn read(text: &str, paragraphs: &[Span], style: Style, buffers: &mut Buffers, out: &mut Vec<Quoted>) -> bool {
    out.clear();
    let mut has_singles = false;
    // Whether the last quotation ran to its paragraph's end without closing.
    let mut open = false;
    for &paragraph in paragraphs {
        buffers.marks.clear();
        let has_single = mark::scan(text, paragraph, style, &mut buffers.marks);
        has_singles |= has_single;
        // A statement that was pasted into an article which speaks in double marks.
        if has_single && !open && buffers.marks.is_empty() && mark::speaks_single(&text[paragraph.range()]) {
            mark::scan(text, paragraph, Style::Single, &mut buffers.marks);
        }
        if buffers.marks.is_empty() {
            open = false;
            continue;
        }
        open = pair::paragraph(text, paragraph, &buffers.marks, open, &mut buffers.pairing, out);
    }
    has_singles
}

/// The length of a speaker's label at the start of a turn, its colon included:
/// `NG:`, `SEN. ADA BERG:`; 0 if there is none. Bounded.
pub(crate) fn label_len(turn: &[u8]) -> usize {
    let head = &turn[..turn.len().min(40)];
    let Some(colon) = memchr::memchr(b':', head) else { return 0 };
    let label = &head[..colon];
    let letters = label.iter().filter(|byte| byte.is_ascii_uppercase()).count();
    let is_label = letters >= 2
        && label[0].is_ascii_uppercase()
        && label.iter().all(|byte| {
            byte.is_ascii_uppercase() || matches!(byte, b' ' | b'.' | b'\'' | b'-') || *byte >= 0x80
        });
    if is_label { colon + 1 } else { 0 }
}

/// The span without the white space at its ends.
fn trimmed(text: &str, span: Span) -> Span {
    let inner = span.of(text);
    let start = span.start as usize + (inner.len() - inner.trim_start().len());
    Span::new(start, start + inner.trim().len())
}

/// Whether there is anything but marks and white space between the marks.
fn has_word(inner: &str) -> bool {
    inner.bytes().any(|byte| byte.is_ascii_alphanumeric() || byte >= 0xC3)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The quotations of `text`, whose paragraphs are its lines.
    fn quotations(text: &str) -> Vec<&str> {
        let mut paragraphs = Vec::new();
        let mut start = 0;
        for line in text.split('\n') {
            if !line.is_empty() {
                paragraphs.push(Span::new(start, start + line.len()));
            }
            start += line.len() + 1;
        }
        let mut out = Vec::new();
        find(text, &paragraphs, &mut Buffers::default(), &mut out);
        out.iter().map(|quoted| quoted.inner.of(text)).collect()
    }

    #[test]
    fn each_kind_of_mark_pairs_with_its_own() {
        assert_eq!(quotations(r#""Yes," he said. "No.""#), ["Yes,", "No."]);
        assert_eq!(quotations("“Yes,” he said. “No.”"), ["Yes,", "No."]);
        assert_eq!(quotations("''Yes,'' he said. ''No.''"), ["Yes,", "No."]);
        assert_eq!(quotations("``Yes,'' he said. ``No.''"), ["Yes,", "No."]);
        assert_eq!(quotations("«Yes», he said. « No. »"), ["Yes", "No."]);
        assert_eq!(quotations("„Yes“, he said. „No.”"), ["Yes", "No."]);
        assert_eq!(quotations("»Ja«, sagte er. »Nein.« Er nannte es »Mist«."), ["Ja", "Nein.", "Mist"]);
        assert_eq!(quotations("« Oui », dit-il, « non. »"), ["Oui", "non."]);
    }

    #[test]
    fn nested_marks_stay_inside() {
        assert_eq!(quotations("“He said ‘no’ twice,” she said."), ["He said ‘no’ twice,"]);
        assert_eq!(quotations("“He said “no” twice,” she said."), ["He said “no” twice,"]);
        assert_eq!(quotations("''They said, 'This is it.''' She left."), ["They said, 'This is it.'"]);
        let straight = r#""It is "too loud" or "too this" or "too that."""#;
        assert_eq!(quotations(straight), [&straight[1..straight.len() - 1]]);
        assert_eq!(quotations("\"ANN: On \"The Late Show\" we met.\n\"BO: No.\"").len(), 2);
        // Its opener is the stray mark.
        assert_eq!(quotations(r#"Bad "luck again. He saw "no" evidence."#), ["no"]);
    }

    #[test]
    fn mixed_kinds_and_wrong_openers_still_pair() {
        assert_eq!(quotations("He saw “no evidence\" yet, he said."), ["no evidence"]);
        assert_eq!(quotations("It is ”like women”, he said."), ["like women"]);
        assert_eq!(quotations("It cost \"a lot\"$5, he said \"today\"."), ["a lot", "today"]);
    }

    #[test]
    fn an_inch_or_stray_mark_does_not_turn_the_paragraph_inside_out() {
        assert_eq!(quotations("He is 6'2\" tall and \"fast,\" she said."), ["fast,"]);
        assert_eq!(quotations("Fix [his] systems\" including this, \"now,\" she said."), ["now,"]);
        assert_eq!(quotations("Bad\" start.\n\"Good,\" she said."), ["Good,"]);
    }

    #[test]
    fn a_quotation_over_paragraphs_is_one() {
        assert_eq!(quotations("“One.\n“Two.\n“Three,” he said."), ["One.\n“Two.\n“Three,"]);
        assert_eq!(quotations("\"One.\n\"Two,\" he said."), ["One.\n\"Two,"]);
        assert_eq!(quotations("“One.”\n“Two,” he said."), ["One.", "Two,"]);
        assert_eq!(quotations("No “\n“Two,” he said."), ["Two,"]);
    }

    #[test]
    fn each_labelled_turn_of_a_transcript_is_one() {
        assert_eq!(quotations("“NG: Yes.\n“LEE: No.\n“Never.”"), ["NG: Yes.", "LEE: No.\n“Never."]);
        assert_eq!(quotations("“One: yes.\n“Two: no.”"), ["One: yes.\n“Two: no."]);
    }

    #[test]
    fn a_quotation_never_closed_ends_with_its_paragraph() {
        assert_eq!(
            quotations("He said: \"One two.\nThen he left. \"Three,\" he said."),
            ["One two.", "Three,"]
        );
    }

    #[test]
    fn single_marks_are_outer_only_where_the_article_speaks_in_them() {
        let british = "‘It’s dead,’ said Ann. ‘The dogs’ home is gone,’ she added.";
        assert_eq!(quotations(british), ["It’s dead,", "The dogs’ home is gone,"]);
        let straight = "'It's dead,' said Ann. 'The dogs' home isn't,' she added.";
        assert_eq!(quotations(straight), ["It's dead,", "The dogs' home isn't,"]);
        assert!(quotations("The dogs’ home and Ann's ‘s and rock ‘n’ roll.").is_empty());
        let mixed = "Ann said: \"Yes.\"\nTom said: 'No, I want answers.'\nThe 'nurses' fault' it was.";
        assert_eq!(quotations(mixed), ["Yes.", "No, I want answers."]);
        // One quotation is enough where no other marks stand outside it.
        assert_eq!(quotations("She called it 'the nurses' fault'."), ["the nurses' fault"]);
        assert_eq!(quotations("‘He said “no”, I think,’ she wrote."), ["He said “no”, I think,"]);
        assert_eq!(quotations("'He said \"no\" and \"no\",' she wrote."), ["He said \"no\" and \"no\","]);
        assert_eq!(quotations("\"He said 'no,' I think,\" she wrote."), ["He said 'no,' I think,"]);
        assert!(quotations("In the '80s the boats' owners' club was the dogs'.").is_empty());
        // The next paragraph begins in lower case.
        assert_eq!(quotations(&format!("{british}\nIt was the dogs’\nand Ann’s\n")).len(), 2);
    }

    #[test]
    fn marks_inside_tags_are_no_quotations() {
        assert_eq!(quotations("<a href=\"x\">He</a> said \"no\"."), ["no"]);
    }

    #[test]
    fn thousands_of_unclosed_marks_are_no_matter() {
        let text = "\"a ".repeat(50_000);
        quotations(&text);
        quotations(&"“".repeat(100_000));
    }
}
