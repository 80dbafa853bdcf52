//! The rows depend on the articles and on nothing else.

mod made;
mod program;
mod project;

use std::fs;

use made::{HARD, MARKS, PLAIN, make, plans};
use program::{Desk, gzip};
use project::gold;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use whosaid::{Extraction, Extractor, Options, Scratch};

/// Articles of many sizes, with marks, commas and line ends of all kinds.
fn articles() -> Vec<(String, String)> {
    let article = |n: usize| {
        let before = "The river, \u{2014} it rose.\r\nNobody slept 😀.\n\n".repeat(n % 7 * (n % 11));
        let text = format!("{before}\"Number {n}, it holds,\" said Anna Keller.\n\nNobody asked more.\n");
        (format!("{:04}.txt", n), text)
    };
    (0..1500).map(article).collect()
}

fn jsonl(articles: &[(String, String)]) -> Vec<u8> {
    let line = |(id, text): &(String, String)| format!("{}\n", serde_json::json!({"text": text, "id": id}));
    articles.iter().map(line).collect::<String>().into()
}

fn table(articles: &[(String, String)], delimiter: u8) -> Vec<u8> {
    let mut table = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    table.write_record(["text", "other", "id"]).unwrap();
    for (id, text) in articles {
        table.write_record([text, "-", id]).unwrap();
    }
    table.into_inner().unwrap()
}

#[test]
fn any_number_of_threads_and_any_format_give_the_same_bytes() {
    let articles = articles();
    let lines = jsonl(&articles);
    let marked = [b"\xef\xbb\xbf", lines.as_slice()].concat();
    let desk = Desk::new(&[
        ("a.jsonl", &lines),
        ("marked.ndjson", &marked),
        ("a.jsonl.gz", &gzip(&lines)),
        ("a.jsonl.zst", &zstd::encode_all(&lines[..], 1).unwrap()),
        ("a.csv", &table(&articles, b',')),
        ("a.tsv", &table(&articles, b'\t')),
    ]);
    fs::create_dir(desk.path("folder")).unwrap();
    for (id, text) in &articles {
        desk.write(&format!("folder/{id}"), text.as_bytes());
    }
    let run = |input: &str, threads: &str| {
        let done = desk.run(&["extract", input, "--quiet", "--threads", threads]);
        assert_eq!((done.code, done.err.as_str()), (0, ""), "{input} {threads}");
        done.out
    };
    let wanted = run("a.jsonl", "1");
    assert_eq!(wanted.matches(",Anna Keller,person,").count(), articles.len());
    for input in ["a.jsonl", "marked.ndjson", "a.jsonl.gz", "a.jsonl.zst", "a.csv", "a.tsv", "folder"] {
        for threads in ["1", "2", "8"] {
            assert!(run(input, threads) == wanted, "{input} with {threads} threads");
        }
    }
    let piped = desk.run_with(&["extract", "-q"], &lines);
    assert!(piped.out == wanted, "standard input");
    desk.run(&["extract", "a.jsonl", "-q", "-o", "q.csv"]);
    assert!(desk.read("q.csv") == wanted, "a file");
}

/// The same numbers each time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % end
    }

    fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}

/// The text with about every fourth word another one of the program's word
/// list, spelt as there, with a capital or in capitals.
fn with_other_words(text: &str, words: &[&str], random: &mut Random) -> String {
    let mut other = String::new();
    for word in text.split_inclusive([' ', '\n']) {
        let end = word.trim_end_matches(|c: char| !c.is_alphabetic()).len();
        if end == 0 || random.below(4) > 0 {
            other += word;
            continue;
        }
        let start = word.len() - word.trim_start_matches(|c: char| !c.is_alphabetic()).len();
        let new = random.one(words);
        let (first, rest) = new.split_at(new.chars().next().map_or(0, char::len_utf8));
        let capital = first.to_uppercase() + rest;
        let new = match random.below(8) {
            0..4 => new.to_owned(),
            4..7 => capital,
            _ => new.to_uppercase(),
        };
        other += &[&word[..start], &new, &word[end..]].concat();
    }
    other
}

/// Articles of ever other words, so that what is remembered of a word in one
/// meets the same word, or another that looks like it to the memory, in the next.
fn varied(count: usize) -> Vec<String> {
    let list = project::read("src/lexicon/pos.txt");
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    let words: Vec<&str> = lines.filter_map(|line| line.split('\t').next()).collect();
    let real: Vec<String> = [gold("fixtures/domains.jsonl"), gold("fixtures/gold.jsonl")]
        .concat()
        .iter()
        .map(|gold| gold.text().to_owned())
        .chain(project::articles().into_iter().map(|(_, text)| text))
        .collect();
    let (mut random, mut runner) = (Random(3), TestRunner::deterministic());
    let article = |number: usize| match number % 4 {
        0 => real[number / 4 % real.len()].clone(),
        1 => with_other_words(&real[random.below(real.len())], &words, &mut random),
        kind => {
            let layouts = if kind == 2 { &PLAIN[..] } else { &HARD[..] };
            let plan = plans(layouts, &MARKS, 1).new_tree(&mut runner).unwrap().current();
            with_other_words(&make(&plan).0, &words, &mut random)
        }
    };
    (0..count).map(article).collect()
}

/// Each with what the one buffer has left of those before it.
fn found<'a>(texts: impl Iterator<Item = &'a String>, indirect: bool) -> Vec<Extraction> {
    let extractor = Extractor::new(Options { indirect });
    let mut scratch = Scratch::default();
    texts.map(|text| extractor.extract_with(text, &mut scratch)).collect()
}

#[test]
fn nothing_is_carried_over_from_one_article_to_the_next() {
    let texts = varied(2000);
    for indirect in [false, true] {
        let mut other_way = found(texts.iter().rev(), indirect);
        other_way.reverse();
        let differ = found(texts.iter(), indirect).into_iter().zip(other_way);
        let differ: Vec<usize> =
            differ.enumerate().filter(|(_, (a, b))| a != b).map(|(number, _)| number).collect();
        assert!(differ.is_empty(), "other articles before change {differ:?}, for one:\n{}", texts[differ[0]]);
    }
}

#[test]
fn where_batches_end_and_who_works_on_them_change_no_byte() {
    let texts = varied(1200);
    let articles: Vec<(String, String)> =
        texts.into_iter().enumerate().map(|(number, text)| (number.to_string(), text)).collect();
    let lines = jsonl(&articles);
    // An article without a quotation before the others moves the end of each batch.
    let shifted = |bytes: usize| {
        let first = ("first".to_owned(), "It rose. ".repeat(bytes / 9));
        [jsonl(&[first]), lines.clone()].concat()
    };
    let files = [lines.clone(), shifted(50_000), shifted(110_000), shifted(230_000)];
    let desk = Desk::new(&[]);
    let mut wanted = String::new();
    for (number, (file, threads)) in files.iter().zip(["1", "2", "3", "8"]).enumerate() {
        let name = format!("{number}.jsonl");
        desk.write(&name, file);
        let done = desk.run(&["extract", &name, "-q", "--indirect", "--threads", threads]);
        assert_eq!((done.code, done.err.as_str()), (0, ""));
        if number == 0 {
            wanted = done.out;
            assert!(wanted.lines().count() > 5000, "{}", wanted.lines().count());
        } else {
            assert!(done.out == wanted, "{name} with {threads} threads");
        }
    }
}
