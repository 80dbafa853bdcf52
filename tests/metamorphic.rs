//! Changes of an article that change nobody's words: who is found to speak must
//! stay the same. There is no gold in this: the program is compared with itself.

mod project;

use std::collections::HashMap;

use project::{at, gold, read};
use whosaid::score::Gold;
use whosaid::{Extraction, Extractor, Scratch, Span};

/// A stretch of the text, and what stands there afterwards. In the order of
/// the text, none on another.
struct Edit {
    place: Span,
    words: String,
}

/// An article before and after some edits.
struct Changed<'a> {
    before: &'a str,
    edits: &'a [Edit],
    after: String,
}

impl<'a> Changed<'a> {
    fn new(before: &'a str, edits: &'a [Edit]) -> Self {
        let mut after = String::new();
        let mut from = 0;
        for edit in edits {
            after += &before[from..edit.place.start as usize];
            after += &edit.words;
            from = edit.place.end as usize;
        }
        after += &before[from..];
        Self { before, edits, after }
    }

    /// Where a byte of the text before stands in the text after: as a start
    /// before what was put there, as an end behind it; the text's start is behind what is put first.
    fn place(&self, byte: u32, is_end: bool) -> usize {
        let mut shift = 0;
        for Edit { place, words } in self.edits {
            let is_behind =
                place.end < byte || place.end == byte && (is_end || !place.is_empty() || byte == 0);
            if !is_behind {
                break;
            }
            shift += words.len() as i64 - place.len() as i64;
        }
        (i64::from(byte) + shift) as usize
    }

    /// What a stretch of the text before has become.
    fn of(&self, span: Span) -> (usize, &str) {
        let (start, end) = (self.place(span.start, false), self.place(span.end, true));
        (start, self.after.get(start..end).unwrap_or_default())
    }

    /// The quotations whose speaker or mention is another one afterwards, told
    /// in a line each; and how many there are.
    fn compare(&self, scratch: &mut Scratch) -> (Vec<String>, usize) {
        let extractor = Extractor::default();
        let before = extractor.extract_with(self.before, scratch);
        let after = extractor.extract_with(&self.after, scratch);
        let wanted: Vec<Row> = before.quotations.iter().map(|quotation| self.moved(quotation)).collect();
        let found = rows(&self.after, &after);
        let lost = wanted.iter().filter(|row| !found.contains(row)).map(|row| format!("- {row:?}"));
        let new = found.iter().filter(|row| !wanted.contains(row)).map(|row| format!("+ {row:?}"));
        (lost.chain(new).collect(), wanted.len())
    }

    /// The row that is wanted of the text after.
    fn moved(&self, quotation: &whosaid::Quotation) -> Row {
        let by = quotation.attribution;
        Row {
            quote: self.of(quotation.quote).0,
            speaker: by.map(|by| self.of(by.speaker).1.to_owned()).unwrap_or_default(),
            mention: by.map(|by| self.of(by.mention).0),
        }
    }
}

/// Where a quotation starts, who speaks it and where that is told.
#[derive(Debug, PartialEq)]
struct Row {
    quote: usize,
    speaker: String,
    mention: Option<usize>,
}

fn rows(text: &str, found: &Extraction) -> Vec<Row> {
    let row = |quotation: &whosaid::Quotation| Row {
        quote: quotation.quote.start as usize,
        speaker: quotation.attribution.map(|by| by.speaker.of(text).to_owned()).unwrap_or_default(),
        mention: quotation.attribution.map(|by| by.mention.start as usize),
    };
    found.quotations.iter().map(row).collect()
}

/// Edits that put `words` for each `pattern`.
fn replace(text: &str, pattern: &str, words: &str) -> Vec<Edit> {
    let edit =
        |(at, of): (usize, &str)| Edit { place: Span::new(at, at + of.len()), words: words.to_owned() };
    text.match_indices(pattern).map(edit).collect()
}

/// Only where `pattern` is whole words.
fn replace_word(text: &str, pattern: &str, words: &str) -> Vec<Edit> {
    let is_part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let mut edits = replace(text, pattern, words);
    edits.retain(|edit| {
        !is_part(text[..edit.place.start as usize].chars().next_back())
            && !is_part(text[edit.place.end as usize..].chars().next())
    });
    edits
}

fn sorted(edits: impl IntoIterator<Item = Edit>) -> Vec<Edit> {
    let mut edits: Vec<Edit> = edits.into_iter().collect();
    edits.sort_by_key(|edit| edit.place);
    edits.dedup_by_key(|edit| edit.place);
    edits
}

fn straight_marks(gold: &Gold) -> Vec<Edit> {
    let marks = [("“", "\""), ("”", "\""), ("‘", "'"), ("’", "'")];
    sorted(marks.iter().flat_map(|(curly, straight)| replace(gold.text(), curly, straight)))
}

fn other_line_ends(gold: &Gold) -> Vec<Edit> {
    replace(gold.text(), "\n", "\r\n")
}

fn stated(gold: &Gold) -> Vec<Edit> {
    replace_word(gold.text(), "said", "stated")
}

/// "Mr. Smith" becomes "Smith".
fn no_honorifics(gold: &Gold) -> Vec<Edit> {
    let titles = ["Mr. ", "Mrs. ", "Ms. ", "Miss "];
    let mut edits = sorted(titles.iter().flat_map(|title| replace(gold.text(), title, "")));
    edits.retain(|edit| gold.text()[edit.place.end as usize..].starts_with(char::is_uppercase));
    edits
}

fn a_sentence_at_the_end(gold: &Gold) -> Vec<Edit> {
    let end = gold.text().trim_end().len();
    vec![Edit {
        place: Span::new(end, end),
        words: "\n\nRain is expected along the coast on Sunday.".to_owned(),
    }]
}

fn a_paragraph_at_the_start(_: &Gold) -> Vec<Edit> {
    vec![Edit { place: Span::new(0, 0), words: "Rain is expected along the coast on Sunday.\n\n".to_owned() }]
}

/// The person who is quoted most often gets another name.
fn another_name(gold: &Gold) -> Vec<Edit> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for quote in &gold.quotes {
        let label = gold.attributions[quote.attribution].label.as_ref();
        if let Some(name) =
            label.filter(|label| label.kind == "person").and_then(|label| label.speaker.as_deref())
        {
            *counts.entry(name).or_default() += 1;
        }
    }
    let most = counts.into_iter().max_by_key(|(name, count)| (*count, *name)).map(|(name, _)| name);
    let words: Vec<&str> = most.unwrap_or_default().split(' ').collect();
    let [given, .., family] = words[..] else { return Vec::new() };
    let edits = |word: &str, other: &str| {
        let shouted = replace_word(gold.text(), &word.to_uppercase(), &other.to_uppercase());
        replace_word(gold.text(), word, other).into_iter().chain(shouted)
    };
    let given_other = match gender(given) {
        Some('m') => "Desmond",
        Some('f') => "Philippa",
        _ => given,
    };
    sorted(edits(given, given_other).chain(edits(family, "Harcourt")))
}

/// `m`, `f` or `u` of a given name, by the project's own list.
fn gender(given: &str) -> Option<char> {
    let names = read("src/lexicon/given_names.txt");
    let line = names.lines().find_map(|line| line.strip_prefix(given)?.strip_prefix('\t'));
    line.and_then(|line| line.chars().next())
}

/// Prints which articles stay the same, and the quotations of those that do
/// not; gives the share. An article is the same if all of its quotations are. One in which
/// there is nothing to change (no curly marks, no "Mr.") is not counted: it would stay the same.
fn share(name: &str, articles: &[Gold], change: impl Fn(&Gold) -> Vec<Edit>) -> f64 {
    let mut scratch = Scratch::default();
    let (mut changed, mut same, mut quotations, mut differ) = (0, 0, 0, 0);
    for article in articles {
        let edits = change(article);
        if edits.is_empty() {
            continue;
        }
        changed += 1;
        let (differences, count) = Changed::new(article.text(), &edits).compare(&mut scratch);
        quotations += count;
        differ += differences.iter().filter(|line| line.starts_with('-')).count();
        if differences.is_empty() {
            same += 1;
        } else {
            println!("{name}: {}", article.id);
            differences.iter().for_each(|line| println!("    {line}"));
        }
    }
    let share = 100.0 * same as f64 / changed as f64;
    println!(
        "{name}: {same} of {changed} articles ({share:.1} %) and {} of {quotations} quotations stay the same, with nothing to change in {}",
        quotations - differ,
        articles.len() - changed
    );
    share
}

/// A change, and in how many of 100 articles it must leave all speakers as they
/// are: on news, and in our own articles.
struct Change {
    name: &'static str,
    edits: fn(&Gold) -> Vec<Edit>,
    news: f64,
    own: f64,
}

/// What falls short of 98, and why:
/// - In our own `typist-marks` a mark that faces the wrong way says where a quotation ends; a straight
///   one cannot.
/// - In `council-school-us` "Mrs." is all that tells a superintendent from his mother.
/// - In `wire-port-strike` the family name of "Ngo Thi Lan" is the first word, and in `sport-tennis`
///   the new given name is known for one where the old one was not.
/// - In `trade-packaging` and `british-allotments`, and in one article of the news, the first words in marks
///   are nobody's only while no paragraph stands before theirs: how far from the last quotation they are
///   is weighed, and from the start if there is none.
const CHANGES: [Change; 7] = [
    Change { name: "curly to straight marks", edits: straight_marks, news: 98.0, own: 96.0 },
    Change { name: "another line end", edits: other_line_ends, news: 98.0, own: 98.0 },
    Change { name: "another full name", edits: another_name, news: 98.0, own: 96.0 },
    Change { name: "said to stated", edits: stated, news: 98.0, own: 98.0 },
    Change { name: "Mr. Smith to Smith", edits: no_honorifics, news: 98.0, own: 87.0 },
    Change { name: "a sentence at the end", edits: a_sentence_at_the_end, news: 98.0, own: 98.0 },
    Change { name: "a paragraph at the start", edits: a_paragraph_at_the_start, news: 98.0, own: 96.0 },
];

#[test]
fn who_speaks_in_news_does_not_change_with_what_does_not_matter() {
    let dev = "../shared/eval/polnear/dev.jsonl";
    if !at(dev).exists() {
        println!("left out: {dev} is not here");
        return;
    }
    let articles = gold(dev);
    for Change { name, edits, news, .. } in CHANGES {
        let share = share(name, &articles, edits);
        assert!(share >= news, "{name}: {share:.1} %, which must not fall below {news}");
    }
}

#[test]
fn who_speaks_in_our_own_articles_does_not_change_with_what_does_not_matter() {
    let articles = [gold("fixtures/domains.jsonl"), gold("fixtures/gold.jsonl")].concat();
    for Change { name, edits, own, .. } in CHANGES {
        let share = share(name, &articles, edits);
        assert!(share >= own, "{name}: {share:.1} %, which must not fall below {own}");
    }
}
