//! The articles in `fixtures/articles`: their rows to the letter, and figures
//! on them and other gold that do not fall.
//!
//! `fixtures/expected` holds the rows. After a change that is meant to change
//! them, `WHOSAID_BLESS=1 cargo test --test fixtures` writes them anew; read
//! what `git diff fixtures/expected` then shows, row by row.

mod program;
mod project;

use std::collections::BTreeMap;
use std::fs;

use program::Desk;
use project::{articles, at, extracted, gold, read};
use whosaid::score::{Case, Figures, Row, figures};

/// What the README's first command prints: the head, and each article's rows.
fn rows() -> (String, BTreeMap<String, String>) {
    let folder = at("fixtures/articles");
    let done = Desk::new(&[]).run(&["extract", folder.to_str().unwrap(), "--quiet"]);
    assert_eq!((done.code, done.err.as_str()), (0, ""));
    let mut reader = csv::Reader::from_reader(done.out.as_bytes());
    let starts: Vec<usize> =
        reader.records().map(|row| row.unwrap().position().unwrap().byte() as usize).collect();
    let ends = starts.iter().skip(1).copied().chain([done.out.len()]);
    let mut rows: BTreeMap<String, String> =
        articles().into_iter().map(|(name, _)| (name, String::new())).collect();
    for (&start, end) in starts.iter().zip(ends) {
        let row = &done.out[start..end];
        // File names hold neither commas nor marks.
        let (name, _) = row.split_once(',').unwrap();
        rows.get_mut(name).unwrap_or_else(|| panic!("a row of {name:?}: {row}")).push_str(row);
    }
    let head = done.out.lines().next().unwrap();
    (format!("{head}\n"), rows)
}

/// Lines that only one of two texts has.
fn difference(expected: &str, found: &str) -> String {
    let only = |of: &str, other: &str, sign: char| -> String {
        of.lines()
            .filter(|line| !other.lines().any(|l| l == *line))
            .map(|line| format!("{sign} {line}\n"))
            .collect()
    };
    only(expected, found, '-') + &only(found, expected, '+')
}

#[test]
fn the_rows_of_each_article_are_the_expected_ones_to_the_byte() {
    let (head, rows) = rows();
    let path = |name: &str| format!("fixtures/expected/{}.csv", name.trim_end_matches(".txt"));
    if std::env::var_os("WHOSAID_BLESS").is_some() {
        let _ = fs::remove_dir_all(at("fixtures/expected"));
        fs::create_dir(at("fixtures/expected")).unwrap();
        rows.iter().for_each(|(name, rows)| fs::write(at(&path(name)), format!("{head}{rows}")).unwrap());
        return;
    }
    let mut changed = String::new();
    for (name, rows) in &rows {
        let (expected, found) = (read(&path(name)), format!("{head}{rows}"));
        if expected != found {
            changed += &format!("{name}\n{}", difference(&expected, &found));
        }
    }
    assert!(changed.is_empty(), "{changed}\nIf that is meant: WHOSAID_BLESS=1 cargo test --test fixtures");
    assert_eq!(
        fs::read_dir(at("fixtures/expected")).unwrap().count(),
        rows.len(),
        "a CSV without its article"
    );
}

#[test]
fn each_article_is_the_text_of_its_gold() {
    let gold = gold("fixtures/gold.jsonl");
    let known: BTreeMap<String, &str> =
        gold.iter().map(|gold| (format!("{}.txt", gold.id), gold.text())).collect();
    let articles = articles();
    let articles: BTreeMap<String, &str> =
        articles.iter().map(|(name, text)| (name.clone(), text.as_str())).collect();
    assert_eq!(known, articles);
}

/// Shares below which a figure must not fall.
struct Floors {
    found: f64,
    exact: f64,
    speaker: f64,
    full_name: f64,
    mention: f64,
    role: f64,
}

impl Floors {
    fn hold(&self, place: &str, figures: &Figures) {
        for (name, floor, figure) in [
            ("found", self.found, figures.quotes.found),
            ("exact", self.exact, figures.quotes.exact),
            ("speaker F1", self.speaker, figures.speaker.f1),
            ("full_name F1", self.full_name, figures.full_name.f1),
            ("mention F1", self.mention, figures.mention.f1),
            ("role F1", self.role, figures.role.f1),
        ] {
            println!("{place}: {name} {figure:.3}, at least {floor}");
            assert!(figure >= floor, "{place}: {name} is {figure:.3}, which must not fall below {floor}");
        }
    }
}

/// The two articles that the project began with.
fn is_seed(case: &Case) -> bool {
    case.gold.id.starts_with("nato-")
}

#[test]
fn figures_on_the_articles_do_not_fall() {
    let cases = extracted(gold("fixtures/gold.jsonl"));
    let floors =
        Floors { found: 0.99, exact: 0.98, speaker: 0.84, full_name: 0.80, mention: 0.89, role: 0.82 };
    floors.hold("fixtures", &figures(&cases));
}

#[test]
fn in_the_two_seed_articles_every_speaker_and_role_is_right() {
    let cases = extracted(gold("fixtures/gold.jsonl"));
    let seeds: Vec<&Case> = cases.iter().filter(|case| is_seed(case)).collect();
    assert_eq!(seeds.len(), 2);
    let floors = Floors { found: 1.0, exact: 1.0, speaker: 1.0, full_name: 1.0, mention: 1.0, role: 1.0 };
    floors.hold("seeds", &figures(seeds));
}

#[test]
fn fragments_that_nobody_utters_have_a_row_with_an_empty_speaker() {
    let cases = extracted(gold("fixtures/gold.jsonl"));
    let case = cases.iter().find(|case| case.gold.id == "nato-2023").unwrap();
    for fragment in [
        "most comprehensive defense plans since the end of the Cold War",
        "nine consecutive years of increased defense spending",
    ] {
        let rows: Vec<&Row> = case.rows.iter().filter(|row| case.gold.of(row.quote) == fragment).collect();
        assert_eq!(rows.len(), 1, "{fragment}");
        assert_eq!((rows[0].speaker.as_str(), rows[0].mention), ("", None), "{fragment}");
    }
}

#[test]
fn figures_on_news_that_the_weights_have_not_seen_do_not_fall() {
    let dev = "../shared/eval/polnear/dev.jsonl";
    if !at(dev).exists() {
        println!("left out: {dev} is not here");
        return;
    }
    let floors =
        Floors { found: 0.98, exact: 0.95, speaker: 0.85, full_name: 0.80, mention: 0.90, role: 0.70 };
    floors.hold("dev", &figures(&extracted(gold(dev))));
}
