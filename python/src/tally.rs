//! What a run has come to.
//!
//! In: articles and what was found in them. Out: sums, and the closing words
//! of the command line: `43,487 articles read, 2 skipped: …`. Limit: sums only;
//! which articles were skipped is told by faults.

use pyo3::prelude::*;
use whosaid::Extraction;

/// What a run has come to; `str()` tells it in the words of the command line.
#[pyclass(frozen, eq, module = "whosaid", skip_from_py_object)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Articles that were read.
    #[pyo3(get)]
    articles: u64,
    /// Articles that could not be read.
    #[pyo3(get)]
    pub skipped: u64,
    /// Bytes of the texts, as UTF-8.
    #[pyo3(get)]
    bytes: u64,
    /// Sentences in them.
    #[pyo3(get)]
    sentences: u64,
    /// Quotations in them, whether or not they were asked for.
    #[pyo3(get)]
    quotes: u64,
    /// Those of them that have a speaker.
    #[pyo3(get)]
    attributed: u64,
}

impl Tally {
    /// Counts an article in.
    pub fn add_article(&mut self, text: &str, found: &Extraction) {
        self.articles += 1;
        self.bytes += text.len() as u64;
        self.sentences += u64::from(found.sentences);
        self.quotes += found.quotations.len() as u64;
        self.attributed += found.quotations.iter().filter(|q| q.attribution.is_some()).count() as u64;
    }

    /// Adds the sums of another part of the run.
    pub fn add(&mut self, other: &Tally) {
        self.articles += other.articles;
        self.skipped += other.skipped;
        self.bytes += other.bytes;
        self.sentences += other.sentences;
        self.quotes += other.quotes;
        self.attributed += other.attributed;
    }
}

#[pymethods]
impl Tally {
    #[new]
    #[pyo3(signature = (articles=0, skipped=0, bytes=0, sentences=0, quotes=0, attributed=0))]
    fn new(articles: u64, skipped: u64, bytes: u64, sentences: u64, quotes: u64, attributed: u64) -> Self {
        Self { articles, skipped, bytes, sentences, quotes, attributed }
    }

    fn __str__(&self) -> String {
        let share = match self.quotes {
            0 => String::new(),
            quotes => format!(", {:.1} % with a speaker", self.attributed as f64 * 100.0 / quotes as f64),
        };
        format!(
            "{} read, {} skipped: {:.1} MB of text, {}\n{}{share}",
            counted(self.articles, "article"),
            grouped(self.skipped),
            self.bytes as f64 / 1e6,
            counted(self.sentences, "sentence"),
            counted(self.quotes, "quote"),
        )
    }

    fn __repr__(&self) -> String {
        let Self { articles, skipped, bytes, sentences, quotes, attributed } = self;
        format!(
            "Tally(articles={articles}, skipped={skipped}, bytes={bytes}, sentences={sentences}, \
             quotes={quotes}, attributed={attributed})"
        )
    }
}

/// `1 article`, `1,200 articles`.
fn counted(number: u64, noun: &str) -> String {
    format!("{} {noun}{}", grouped(number), if number == 1 { "" } else { "s" })
}

/// `1234567` as `1,234,567`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
