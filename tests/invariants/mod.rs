//! What holds for the extraction of any text. The tests hold it for texts that
//! they make, and `fuzz/` for any that it finds.
#![allow(dead_code, missing_docs, reason = "each that uses it takes its part")]

use whosaid::{Extraction, Extractor, Options, Quotation, QuoteType, Scratch, Segmenter, Segments, Span};

/// Asserts all of it. `scratch` may have been used for other texts.
pub fn hold(text: &str, scratch: &mut Scratch) {
    let extractor = Extractor::default();
    let found = extractor.extract_with(text, scratch);
    assert_eq!(found, extractor.extract(text), "what is found depends on the article before: {text:?}");
    for keep in [false, true] {
        tile(text, &Segmenter::new().keep_quotations(keep).segment(text));
    }
    let segments = Segmenter::new().segment(text);
    assert_eq!(found.sentences as usize, segments.sentences.len());
    assert_eq!(found.paragraphs as usize, segments.paragraphs.len());
    rows(text, &found, &segments);
    reports(text, &found, scratch);
    preceded(text, &found, scratch);
}

/// Asserts that a span is a stretch of the text, and gives its words.
fn cut<'t>(text: &'t str, span: Span, what: &str) -> &'t str {
    assert!(span.start <= span.end, "{what} {span:?} of {text:?}");
    let words = text.get(span.range());
    words.unwrap_or_else(|| panic!("{what} {span:?} lies outside, or splits a character of {text:?}"))
}

/// Sentences and paragraphs each hold all that is not white space, once and in
/// order, and no sentence reaches over two paragraphs.
fn tile(text: &str, segments: &Segments) {
    for (what, spans) in [("sentence", &segments.sentences), ("paragraph", &segments.paragraphs)] {
        let mut end = 0;
        for &span in spans {
            let words = cut(text, span, what);
            assert!(!words.is_empty() && words.trim() == words, "{what} {words:?} of {text:?}");
            let between = text.get(end..span.start as usize);
            let between =
                between.unwrap_or_else(|| panic!("{what} {span:?} overlaps the one before in {text:?}"));
            assert!(between.trim().is_empty(), "{between:?} is in no {what} of {text:?}");
            end = span.end as usize;
        }
        assert!(text[end..].trim().is_empty(), "{:?} is in no {what} of {text:?}", &text[end..]);
    }
    let mut paragraphs = segments.paragraphs.iter();
    let mut paragraph = Span::default();
    for &sentence in &segments.sentences {
        while !paragraph.contains(sentence) {
            paragraph = *paragraphs.next().unwrap_or_else(|| panic!("{sentence:?} of {text:?}"));
        }
    }
}

/// Quotations are in order and apart; numbers and spans are those of the text.
fn rows(text: &str, found: &Extraction, segments: &Segments) {
    let (mut end, mut statement) = (0, 0);
    for quotation in &found.quotations {
        let Quotation { quote, .. } = *quotation;
        let words = cut(text, quote, "quote");
        assert!(!words.trim().is_empty(), "an empty quotation in {text:?}");
        assert!(quote.start >= end, "{quote:?} overlaps the one before in {text:?}");
        end = quote.end;
        let step = quotation.statement.wrapping_sub(statement);
        assert!(step <= 1, "statements are numbered without a gap: {text:?}");
        statement = quotation.statement;
        assert!(statement > 0 && quotation.confidence <= 1000, "{quotation:?}");
        for (number, spans, what) in [
            (quotation.sentence, &segments.sentences, "sentence"),
            (quotation.paragraph, &segments.paragraphs, "paragraph"),
        ] {
            let span = spans[number as usize];
            assert!(
                span.start <= quote.start && quote.start <= span.end,
                "{what} of {quotation:?} in {text:?}"
            );
        }
        speaks(text, quotation);
    }
}

/// Whoever speaks, and where that is told, are stretches of the text.
fn speaks(text: &str, quotation: &Quotation) {
    let by = quotation.attribution;
    for (span, what) in [
        (by.map(|by| by.mention), "mention"),
        (by.map(|by| by.speaker), "speaker"),
        (by.and_then(|by| by.role), "role"),
        (quotation.cue, "cue"),
    ] {
        let Some(span) = span else { continue };
        let words = cut(text, span, what);
        assert!(!words.is_empty() && words.trim() == words, "{what} {words:?} in {text:?}");
    }
}

/// With speech that stands in no marks: the same quotations, and the reports
/// among them, in the order of the text.
fn reports(text: &str, quoted: &Extraction, scratch: &mut Scratch) {
    let extractor = Extractor::new(Options { indirect: true });
    let found = extractor.extract_with(text, scratch);
    assert_eq!(found, extractor.extract(text), "what is reported depends on the article before: {text:?}");
    let is_report = |quotation: &&Quotation| quotation.quote_type == QuoteType::Indirect;
    let marked = found.quotations.iter().filter(|quotation| !is_report(quotation));
    let marked: Vec<Span> = marked.map(|quotation| quotation.quote).collect();
    let wanted: Vec<Span> = quoted.quotations.iter().map(|quotation| quotation.quote).collect();
    assert_eq!(marked, wanted, "reports change what is quoted in {text:?}");
    let mut start = 0;
    for quotation in &found.quotations {
        let words = cut(text, quotation.quote, "report");
        assert!(!words.trim().is_empty() && quotation.quote.start >= start, "{words:?} in {text:?}");
        start = quotation.quote.start;
        assert!(quotation.statement > 0 && quotation.confidence <= 1000, "{quotation:?}");
        assert!(quotation.sentence < found.sentences && quotation.paragraph < found.paragraphs);
        speaks(text, quotation);
    }
}

/// The same quotations, further on, behind a paragraph that says nothing. Who
/// speaks them may change where two are as likely: how far from the article's
/// start the first quotation stands is one of the things that are weighed.
fn preceded(text: &str, found: &Extraction, scratch: &mut Scratch) {
    const BEFORE: &str = "And so on.\n\n";
    // Whether lines are wrapped is told by all of them, so that one more may tip the scale.
    let is_line: Vec<bool> = text.split('\n').map(|line| !line.trim().is_empty()).collect();
    if is_line.windows(2).filter(|pair| pair[0] && pair[1]).count() >= 3 {
        return;
    }
    let behind = Extractor::default().extract_with(&format!("{BEFORE}{text}"), scratch);
    let shift = BEFORE.len();
    let place = |quotation: &Quotation, shift: usize, by: u32| {
        let Quotation { quote, quote_type, sentence, paragraph, .. } = *quotation;
        (quote.start as usize + shift, quote.end as usize + shift, quote_type, sentence + by, paragraph + by)
    };
    let wanted: Vec<_> = found.quotations.iter().map(|quotation| place(quotation, shift, 1)).collect();
    let quoted: Vec<_> = behind.quotations.iter().map(|quotation| place(quotation, 0, 0)).collect();
    assert_eq!(quoted, wanted, "a paragraph before changes what is quoted in {text:?}");
    assert_eq!(
        (behind.sentences, behind.paragraphs),
        (found.sentences + 1, found.paragraphs + 1),
        "{text:?}"
    );
}
