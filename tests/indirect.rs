//! Reported speech without marks: one case a line, hits and near misses.

mod project;

use project::read;
use proptest::prelude::*;
use whosaid::{Extractor, Options, QuoteType, Scratch, Span};

/// One line of the cases: its text and what is marked in it.
#[derive(Debug)]
struct Case {
    group: String,
    /// Whether it is known to be wrong.
    is_missed: bool,
    text: String,
    sources: Vec<Span>,
    contents: Vec<Span>,
}

impl Case {
    fn read(group: &str, line: &str) -> Self {
        let (line, is_missed) = line.strip_prefix("? ").map_or((line, false), |line| (line, true));
        let (mut text, mut open) = (String::new(), Vec::new());
        let (mut sources, mut contents) = (Vec::new(), Vec::new());
        for c in line.chars() {
            match c {
                '{' | '<' | '[' => open.push(text.len()),
                '}' | '>' | ']' => {
                    let span = Span::new(open.pop().expect("an opening bracket"), text.len());
                    match c {
                        '}' => sources.push(span),
                        ']' => contents.push(span),
                        _ => {}
                    }
                }
                _ => text.push(c),
            }
        }
        assert!(open.is_empty(), "an open bracket in {line}");
        Self { group: group.to_owned(), is_missed, text, sources, contents }
    }

    /// What is found otherwise than marked, in words.
    fn fault(&self, extractor: &Extractor) -> Option<String> {
        let found = extractor.extract(&self.text);
        let rows = found.quotations.iter().filter(|row| row.quote_type == QuoteType::Indirect);
        let rows: Vec<_> = rows.collect();
        let mut contents: Vec<Span> = rows.iter().map(|row| row.quote).collect();
        let mut sources: Vec<Span> =
            rows.iter().filter_map(|row| row.attribution.map(|by| by.mention)).collect();
        contents.sort();
        sources.sort();
        sources.dedup();
        let words =
            |spans: &[Span]| spans.iter().map(|span| span.of(&self.text)).collect::<Vec<_>>().join(" | ");
        let is_right = contents == self.contents && sources == self.sources;
        (!is_right).then(|| {
            format!("{}: {}\n    found {{{}}} [{}]", self.group, self.text, words(&sources), words(&contents))
        })
    }
}

fn cases(name: &str) -> Vec<Case> {
    let text = read(name);
    let mut group = String::new();
    let mut cases = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.strip_prefix("== ") {
            Some(name) => group = name.to_owned(),
            None => cases.push(Case::read(&group, line)),
        }
    }
    cases
}

#[test]
fn each_pattern_is_found_and_its_near_misses_are_not() {
    let extractor = Extractor::new(Options { indirect: true });
    let cases = cases("fixtures/indirect.txt");
    assert!(cases.len() > 40, "only {} cases", cases.len());
    let mut faults = Vec::new();
    for case in &cases {
        match (case.fault(&extractor), case.is_missed) {
            (Some(fault), false) => faults.push(fault),
            (None, true) => faults.push(format!("{}: {}\n    is right now", case.group, case.text)),
            _ => {}
        }
    }
    assert!(faults.is_empty(), "{} of {} cases:\n{}", faults.len(), cases.len(), faults.join("\n"));
}

#[test]
fn a_mixed_quotation_belongs_to_the_content_around_it() {
    let text = "She said the plan was “cruel” and would not pass. “No,” she said.";
    let found = Extractor::new(Options { indirect: true }).extract(text).quotations;
    let all: Vec<_> = found.iter().map(|row| (row.quote_type, row.statement, row.quote.of(text))).collect();
    let expected = [
        (QuoteType::Indirect, 1, "the plan was “cruel” and would not pass"),
        (QuoteType::Mixed, 1, "cruel"),
        (QuoteType::Direct, 2, "No,"),
    ];
    assert_eq!(all, expected);
}

#[test]
fn a_source_may_be_missing_and_the_cue_is_there() {
    let text = "It was reported that two men were held.";
    let found = Extractor::new(Options { indirect: true }).extract(text).quotations;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].attribution, None);
    assert_eq!(found[0].quote.of(text), "that two men were held");
    assert!(found[0].cue.is_some_and(|cue| cue.of(text).contains("reported")));
}

#[test]
fn quoted_rows_keep_their_speakers() {
    for (name, text) in project::articles() {
        let plain = Extractor::default().extract(&text).quotations;
        let mut both = Extractor::new(Options { indirect: true }).extract(&text).quotations;
        both.retain(|row| row.quote_type != QuoteType::Indirect);
        assert_eq!(both.len(), plain.len(), "{name}");
        for (mut one, other) in both.into_iter().zip(plain) {
            // The whole noun phrase, the whole cue.
            if let (Some(by), Some(before)) = (&mut one.attribution, other.attribution) {
                assert!(by.mention.contains(before.mention), "{name}: {by:?}");
                by.mention = before.mention;
            }
            one.statement = other.statement;
            one.cue = other.cue;
            assert_eq!(one, other, "{name}");
        }
    }
}

#[test]
fn who_is_meant_is_resolved_as_for_quotations() {
    let text = "Ana Berg, the mayor of Lindau, met reporters. She said the bridge was safe.";
    let found = Extractor::new(Options { indirect: true }).extract(text).quotations;
    let by = found[0].attribution.expect("a speaker");
    assert_eq!((by.mention.of(text), by.speaker.of(text)), ("She", "Ana Berg"));
    assert_eq!(by.role.map(|role| role.of(text)), Some("mayor of Lindau"));
}

/// Words, marks and breaks that reports are made of, in any order.
fn prose() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "said",
        "says",
        "claim",
        "according to",
        "believes",
        "that",
        "whether",
        "to",
        "Ana Berg",
        "the mayor",
        "she",
        "it",
        "was",
        "the bridge",
        "closed",
        "and",
        ",",
        ",",
        ".",
        ".",
        ":",
        "“",
        "”",
        "\"",
        "(",
        ")",
        "—",
        "\n\n",
        "\n",
        "’s",
        "U.S.",
        "10",
        "é",
        "👍",
        "warned",
        "critics",
        "wants",
        "in",
        "who",
        "not",
    ];
    proptest::collection::vec(proptest::sample::select(WORDS), 0..80).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn rows_are_in_order_and_their_spans_in_the_text(text in prose(), before in prose()) {
        let extractor = Extractor::new(Options { indirect: true });
        let found = extractor.extract(&text);
        let mut scratch = Scratch::default();
        extractor.extract_with(&before, &mut scratch);
        prop_assert_eq!(&extractor.extract_with(&text, &mut scratch), &found);
        let (mut start, mut statements) = (0, 0);
        for row in &found.quotations {
            prop_assert!(row.quote.start >= start, "{:?}", row);
            start = row.quote.start;
            prop_assert!(row.statement >= 1 && row.statement <= statements + 1, "{:?}", row);
            statements = statements.max(row.statement);
            let mention = row.attribution.map(|by| by.mention);
            for span in [Some(row.quote), row.cue, mention].into_iter().flatten() {
                prop_assert!(text.get(span.range()).is_some_and(|words| !words.is_empty()), "{:?}", row);
            }
            prop_assert!(row.quote_type != QuoteType::Indirect || row.cue.is_some(), "{:?}", row);
        }
        let marked = |rows: &[whosaid::Quotation]| -> Vec<Span> {
            rows.iter().filter(|row| row.quote_type != QuoteType::Indirect).map(|row| row.quote).collect()
        };
        prop_assert_eq!(marked(&found.quotations), marked(&Extractor::default().extract(&text).quotations));
    }
}
