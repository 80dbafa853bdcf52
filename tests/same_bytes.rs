//! The rows depend on the articles and on nothing else.

mod program;

use std::fs;

use program::{Desk, gzip};

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
