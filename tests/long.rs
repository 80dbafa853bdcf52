//! That the time for an article is that of its length: measured, so only on request.
//!
//!     cargo test --release --test long -- --ignored --nocapture

mod lengthy;
mod project;

use std::time::Instant;

use whosaid::{Extractor, Options, Scratch};

/// Seconds for a text, on one core.
fn seconds(text: &str, indirect: bool) -> f64 {
    let extractor = Extractor::new(Options { indirect });
    let mut scratch = Scratch::default();
    let start = Instant::now();
    let found = extractor.extract_with(text, &mut scratch);
    assert!(found.sentences > 0 || text.trim().is_empty());
    start.elapsed().as_secs_f64()
}

/// Prints MB/s at each length; a square would halve them with each doubling.
fn assert_rate_holds(name: &str, indirect: bool, lengths: &[usize], text: impl Fn(usize) -> String) -> bool {
    let rate = |&mb: &usize| mb as f64 / seconds(&text(mb * 1_000_000), indirect);
    let rates: Vec<f64> = lengths.iter().map(rate).collect();
    let told: Vec<String> = rates.iter().map(|rate| format!("{rate:6.1}")).collect();
    println!("{} MB/s  {name}{}", told.join(" "), if indirect { ", --indirect" } else { "" });
    rates[rates.len() - 1] > rates[0] / 2.0
}

#[test]
#[ignore = "measures time"]
fn the_rate_does_not_fall_with_the_length_of_an_article() {
    let articles: String = project::articles().into_iter().map(|(_, text)| text + "\n\n").collect();
    let repeated = |bytes: usize| articles.repeat(bytes / articles.len() + 1);
    let mut slow = Vec::new();
    for indirect in [false, true] {
        if !assert_rate_holds("12, 25, 50 and 100 MB of articles", indirect, &[12, 25, 50, 100], repeated) {
            slow.push("articles");
        }
        for kind in lengthy::KINDS {
            if !assert_rate_holds(kind.0, indirect, &[1, 8], |bytes| lengthy::text(kind, bytes).0) {
                slow.push(kind.0);
            }
        }
    }
    assert_eq!(slow, Vec::<&str>::new(), "eight times the length took more than sixteen times as long");
}
