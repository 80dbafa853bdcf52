//! `whosaid bench`: what it counts, and what it refuses. Not how fast it is.

mod program;

use program::{Desk, SENTENCE};
use serde_json::{Value, json};
use whosaid::{Extractor, Options, Scratch, Stage};

#[test]
fn all_articles_are_counted_and_all_stages_and_threads_told() {
    let line = |id: u32| json!({ "id": id, "text": format!("{SENTENCE} It rained.") }).to_string() + "\n";
    let desk = Desk::new(&[("a.jsonl", (line(1) + &line(2)).as_bytes())]);
    let told = desk.run(&["bench", "a.jsonl", "--threads", "1,3", "--runs", "1", "--json"]);
    assert_eq!(told.code, 0, "{told:?}");
    let told: Value = serde_json::from_str(&told.out).unwrap();
    let counts =
        ["articles", "sentences", "quotations", "text_bytes"].map(|name| told[name].as_u64().unwrap());
    assert_eq!(counts, [2, 4, 2, 2 * (SENTENCE.len() as u64 + 11)]);
    let stages: Vec<&str> =
        told["stages"].as_array().unwrap().iter().map(|row| row["stage"].as_str().unwrap()).collect();
    assert_eq!(stages, ["read", "segment", "quote", "token", "mention", "attribute", "write"]);
    let threads: Vec<&Value> =
        told["threads"].as_array().unwrap().iter().map(|row| &row["threads"]).collect();
    assert_eq!(threads, [1, 3]);
}

#[test]
fn the_table_has_a_row_for_each_stage_and_a_bad_article_is_told_once() {
    let line = json!({ "text": SENTENCE }).to_string();
    let desk = Desk::new(&[("a.jsonl", format!("{line}\n{{oops\n").as_bytes())]);
    let told = desk.run(&["bench", "a.jsonl", "--threads", "2", "--runs", "2"]);
    assert_eq!(told.code, 1, "{told:?}");
    assert_eq!(told.err.matches("a.jsonl: record 2").count(), 1, "{told:?}");
    for row in ["1 articles", "\nattribute ", "\nwrite ", "\n2  "] {
        assert!(told.out.contains(row), "{row}: {told:?}");
    }
}

#[test]
fn what_cannot_be_read_twice_is_refused() {
    let told = Desk::new(&[]).run(&["bench"]);
    assert_eq!(told.code, 2);
    assert!(told.err.contains("name files or folders"), "{told:?}");
}

#[test]
fn a_stage_has_what_it_and_those_before_it_find() {
    let (extractor, mut scratch) = (Extractor::new(Options::default()), Scratch::default());
    let whole = extractor.extract(SENTENCE);
    for stage in [Stage::Segment, Stage::Quote, Stage::Token, Stage::Mention] {
        let found = extractor.extract_until(stage, SENTENCE, &mut scratch);
        assert_eq!((found.sentences, found.quotations.len()), (whole.sentences, 0), "{stage:?}");
    }
    assert_eq!(extractor.extract_until(Stage::Attribute, SENTENCE, &mut scratch), whole);
}
