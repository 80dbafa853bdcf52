//! Each reader on any bytes. The first byte says which, and which encoding.

#![no_main]

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use whosaid::Article;
use whosaid::read::{Batch, Feed, Format, Position, ReadOptions};

/// Small, so that what is too long can be met.
const LIMIT: usize = 20_000;

/// Where the bytes are laid down: in memory, where there is such a folder.
static FILE: LazyLock<PathBuf> = LazyLock::new(|| {
    let memory = PathBuf::from("/dev/shm");
    let folder = if memory.is_dir() { memory } else { std::env::temp_dir() };
    folder.join(format!("whosaid-fuzz-{}", std::process::id()))
});

const FORMATS: [Option<Format>; 8] = [
    Some(Format::Text),
    Some(Format::Jsonl),
    Some(Format::Csv),
    Some(Format::Tsv),
    Some(Format::Json),
    Some(Format::Parquet),
    Some(Format::Tar),
    Some(Format::Zip),
];

fuzz_target!(
    // The Parquet package may panic on a damaged file, which the reader catches; the harness's own
    // hook would end the process at once. What is not caught still does, and is told.
    init: std::panic::set_hook(Box::new(|panic| {
        let is_ours = panic.location().is_some_and(|place| !place.file().contains("parquet"));
        if is_ours {
            eprintln!("{panic}");
        }
    })),
    |bytes: &[u8]| {
        let Some((&first, content)) = bytes.split_first() else { return };
        fs::write(&*FILE, content).unwrap();
        let encodings = [None, None, Some(encoding_rs::UTF_16LE), Some(encoding_rs::SHIFT_JIS)];
        let options = ReadOptions {
            format: FORMATS[usize::from(first % 8)],
            encoding: encodings[usize::from(first / 8 % 4)],
            max_article_bytes: LIMIT,
            ..ReadOptions::default()
        };
        let batches = read(Feed::new(vec![FILE.clone()], options.clone()));
        let [(first, position), rest @ ..] = &batches[..] else { return };
        let feed = Feed::resume(vec![FILE.clone()], options, position.clone());
        let gone_on: Vec<String> = read(feed).into_iter().flat_map(|(found, _)| found).collect();
        let rest: Vec<&String> = rest.iter().flat_map(|(found, _)| found).collect();
        assert_eq!(gone_on.iter().collect::<Vec<_>>(), rest, "behind {} records", first.len());
    }
);

/// What each batch holds, articles and faults, and where it ends.
fn read(mut feed: Feed) -> Vec<(Vec<String>, Position)> {
    let (mut batch, mut article) = (Batch::default(), Article::default());
    let mut batches = Vec::new();
    loop {
        feed.fill(&mut batch);
        if batch.is_empty() {
            return batches;
        }
        let position = batch.position().clone();
        let mut found = Vec::new();
        while let Some(read) = batch.next_into(feed.fields(), &mut article) {
            found.push(match read {
                Ok(()) => {
                    // A byte may become three in another encoding.
                    assert!(article.text.len() <= 3 * LIMIT, "{} bytes", article.text.len());
                    format!("{article:?}")
                }
                Err(fault) => fault.to_string(),
            });
        }
        batches.push((found, position));
    }
}
