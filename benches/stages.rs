//! Bytes a second of each stage, over a named table of inputs: news of several
//! kinds, and texts that are made to be slow.
//!
//! The core's stages build on each other, so each is measured with those before
//! it: what one costs is what it adds. Every run must find the right number of
//! sentences and quotations, so that wrong is never fast.

use std::fs;

use divan::Bencher;
use divan::counter::BytesCount;
use whosaid::read::{Feed, ReadOptions};
use whosaid::write::{Rows, TableFormat, TableWriter, WriteOptions, Writer};
use whosaid::{Article, Extractor, Options, Scratch, Stage};

fn main() {
    divan::main();
}

/// A text that is repeated, and what is found in it.
struct Input {
    name: &'static str,
    part: &'static str,
    /// How often the part is repeated.
    times: usize,
    /// In the whole.
    sentences: u32,
    quotations: usize,
}

const STORY: &str = "LINDAU, May 3 (Wire) - The council of Lindau voted on Monday to close the old bridge over the river \
                     for three years, a step that shops on both banks have fought for months.\n\n\
                     \"It is the only way,\" said Mayor Anna Keller, who leads the council. \"We looked at all others. \
                     They cost $3.5 million more.\"\n\n\
                     Orr & Co. and Poe Inc. will do the work, the council said in a statement at 9 a.m. on Tuesday. \
                     Jan Weber, a baker on the left bank, called the vote \"a bad joke\".\n\n\
                     \"We live off those who walk over it in the morning,\" he told reporters. \"Who will come now?\"\n\n";

const PROSE: &str = "The bridge was built when the town had one mill and two inns, and nothing but paint has been spent \
                     on it since. It carries nine thousand cars a day. On both banks the shops live off those who walk \
                     over it in the morning and come back at night with more time on their hands.\n\n";

const DIALOGUE: &str = "“Is it safe?” asked Keller.\n\n“It is not,” Weber said. “It never was.”\n\n“Then we close it,” \
                        she said.\n\n";

const TRANSCRIPT: &str =
    "“KELLER: Is it safe?\n\n“WEBER: It is not. It never was.\n\n“KELLER: Then we close it.”\n\n";

const INPUTS: [Input; 12] = [
    Input { name: "short wire story", part: STORY, times: 1, sentences: 8, quotations: 5 },
    Input { name: "long feature", part: STORY, times: 50, sentences: 400, quotations: 250 },
    Input { name: "no quotations", part: PROSE, times: 200, sentences: 600, quotations: 0 },
    Input { name: "dense dialogue", part: DIALOGUE, times: 200, sentences: 800, quotations: 800 },
    Input { name: "transcript", part: TRANSCRIPT, times: 200, sentences: 800, quotations: 600 },
    Input { name: "straight marks", part: "\"", times: 1 << 20, sentences: 1, quotations: 0 },
    Input { name: "opening marks", part: "“", times: 1 << 18, sentences: 1, quotations: 0 },
    Input { name: "capitals", part: "Berg ", times: 1 << 18, sentences: 1, quotations: 0 },
    Input { name: "one word", part: "a", times: 1 << 20, sentences: 1, quotations: 0 },
    Input { name: "commas", part: ",", times: 1 << 20, sentences: 1, quotations: 0 },
    Input { name: "line breaks", part: "\n", times: 1 << 20, sentences: 0, quotations: 0 },
    Input { name: "one sentence", part: "word ", times: 1 << 18, sentences: 1, quotations: 0 },
];

impl Input {
    fn named(name: &str) -> (String, &'static Input) {
        let input = INPUTS.iter().find(|input| input.name == name).expect("the name is one of the table");
        (input.part.repeat(input.times), input)
    }
}

fn names() -> impl Iterator<Item = &'static str> {
    INPUTS.iter().map(|input| input.name)
}

/// Measures the core as far as a stage.
fn until(bencher: Bencher, name: &str, last: Stage) {
    let (text, input) = Input::named(name);
    let (extractor, mut scratch) = (Extractor::new(Options::default()), Scratch::default());
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        let found = extractor.extract_until(last, divan::black_box(&text), &mut scratch);
        assert_eq!(found.sentences, input.sentences);
        let quotations = if last == Stage::Attribute { input.quotations } else { 0 };
        assert_eq!(found.quotations.len(), quotations);
    });
}

#[divan::bench(args = names())]
fn a_read(bencher: Bencher, name: &str) {
    let (text, _) = Input::named(name);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.jsonl");
    let line = serde_json::json!({ "id": "a", "text": text }).to_string();
    fs::write(&path, line).expect("it can be written");
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        let mut articles = Feed::new(vec![path.clone()], ReadOptions::default()).into_iter();
        let article = articles.next().expect("an article").expect("a good one");
        assert_eq!(article.text.len(), text.len());
    });
}

#[divan::bench(args = names())]
fn b_segment(bencher: Bencher, name: &str) {
    until(bencher, name, Stage::Segment);
}

#[divan::bench(args = names())]
fn c_quote(bencher: Bencher, name: &str) {
    until(bencher, name, Stage::Quote);
}

#[divan::bench(args = names())]
fn d_token(bencher: Bencher, name: &str) {
    until(bencher, name, Stage::Token);
}

#[divan::bench(args = names())]
fn e_mention(bencher: Bencher, name: &str) {
    until(bencher, name, Stage::Mention);
}

#[divan::bench(args = names())]
fn f_attribute(bencher: Bencher, name: &str) {
    until(bencher, name, Stage::Attribute);
}

#[divan::bench(args = names())]
fn g_write(bencher: Bencher, name: &str) {
    let (text, input) = Input::named(name);
    let found = Extractor::new(Options::default()).extract(&text);
    let article = Article { id: "a".to_owned(), text, ..Article::default() };
    let mut writer = TableWriter::new(TableFormat::Csv, WriteOptions::default()).expect("no column is kept");
    let mut rows = Rows::default();
    bencher.counter(BytesCount::of_str(&article.text)).bench_local(|| {
        rows.clear(usize::MAX);
        writer.article(divan::black_box(&article), &found, &mut rows);
        assert_eq!(rows.len(), input.quotations);
    });
}
