//! `whosaid summary`: who speaks how much in a table of quotations.
//!
//! In: the CSV, TSV or JSON lines that `whosaid extract` wrote. Out: its
//! speakers by number of quotations and words, with their types, roles and
//! cues, as a table for the eye or as CSV:
//!
//! ```text
//! quotes  words  speaker      type    roles      cues
//!     12    310  Anna Keller  person  the mayor  said, added
//! ```
//!
//! Limit: speakers of one name are one, in whichever articles they are; what
//! is held grows with the number of speakers.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use unicode_segmentation::UnicodeSegmentation;

use super::progress::{counted, grouped};

/// Summarize a table of quotations: its speakers, the most quoted first
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  whosaid summary quotes.csv
  whosaid summary quotes.csv --top 0 --csv > speakers.csv")]
pub(super) struct Args {
    /// What whosaid extract wrote, as .csv, .tsv or .jsonl; - or nothing is CSV from standard input
    #[arg(value_name = "QUOTES")]
    table: Option<PathBuf>,

    /// Show so many speakers; 0 shows all
    #[arg(long, value_name = "N", default_value_t = 20)]
    top: usize,

    /// Print CSV
    #[arg(long)]
    csv: bool,
}

/// The columns that are read, and of which all but the first two may be
/// missing.
const COLUMNS: [&str; 5] = ["speaker", "quote", "speaker_type", "speaker_role", "cue"];

/// How many roles and cues of a speaker are shown.
const SHOWN: usize = 3;

/// What is known of one speaker.
#[derive(Default)]
struct Speaker {
    quotations: u64,
    words: u64,
    /// Types, roles and cues, each with its number.
    said: [HashMap<String, u64>; 3],
}

/// Prints the summary.
pub(super) fn run(args: Args) -> Result<ExitCode> {
    let path = args.table.as_deref().filter(|path| *path != Path::new("-"));
    let input: Box<dyn Read> = match path {
        None => Box::new(io::stdin()),
        Some(path) => Box::new(File::open(path).with_context(|| format!("cannot read {}", path.display()))?),
    };
    let mut tally = Tally::default();
    let read = match path.and_then(Path::extension).and_then(|extension| extension.to_str()) {
        Some("jsonl" | "ndjson") => tally.read_lines(BufReader::new(input)),
        Some("tsv") => tally.read_table(input, b'\t'),
        Some("parquet") => {
            bail!("{}: write CSV or JSON lines to summarize", args.table.unwrap_or_default().display())
        }
        _ => tally.read_table(input, b','),
    };
    read.with_context(|| path.map_or("-".to_owned(), |path| path.display().to_string()))?;
    let shown = if args.csv { tally.csv(args.top)? } else { tally.table(args.top) };
    match io::stdout().write_all(shown.as_bytes()) {
        Err(fault) if fault.kind() != io::ErrorKind::BrokenPipe => Err(fault.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// All speakers.
#[derive(Default)]
struct Tally {
    speakers: HashMap<String, Speaker>,
    quotations: u64,
}

impl Tally {
    fn read_table(&mut self, input: impl Read, delimiter: u8) -> Result<()> {
        let mut table = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(input);
        let head = table.headers()?.clone();
        let places = COLUMNS.map(|name| head.iter().position(|column| column == name));
        if places[..2].contains(&None) {
            let columns: Vec<_> = head.iter().collect();
            bail!("no columns speaker and quote; the columns are: {}", columns.join(", "));
        }
        let mut row = csv::StringRecord::new();
        while table.read_record(&mut row)? {
            self.add(places.map(|place| place.and_then(|place| row.get(place)).unwrap_or_default()));
        }
        Ok(())
    }

    fn read_lines(&mut self, input: impl BufRead) -> Result<()> {
        for (number, line) in input.lines().enumerate() {
            let line = line?;
            let row: serde_json::Map<String, serde_json::Value> =
                serde_json::from_str(&line).with_context(|| format!("line {}", number + 1))?;
            if !row.contains_key("speaker") {
                bail!("line {}: no speaker; is it a table of quotations?", number + 1);
            }
            self.add(COLUMNS.map(|name| row.get(name).and_then(|value| value.as_str()).unwrap_or_default()));
        }
        Ok(())
    }

    /// Adds a row, given the values of [`COLUMNS`].
    fn add(&mut self, [name, quote, kind, role, cue]: [&str; 5]) {
        self.quotations += 1;
        if name.is_empty() {
            return;
        }
        if !self.speakers.contains_key(name) {
            self.speakers.insert(name.to_owned(), Speaker::default());
        }
        let speaker = self.speakers.get_mut(name).expect("it has just been seen to");
        speaker.quotations += 1;
        speaker.words += quote.split_whitespace().count() as u64;
        for (counts, value) in speaker.said.iter_mut().zip([kind, role, cue]) {
            if !value.is_empty() {
                match counts.get_mut(value) {
                    Some(count) => *count += 1,
                    None => drop(counts.insert(value.to_owned(), 1)),
                }
            }
        }
    }

    /// The speakers, the most quoted first.
    fn ranked(&self, top: usize) -> Vec<(&str, &Speaker)> {
        let mut all: Vec<_> = self.speakers.iter().map(|(name, speaker)| (name.as_str(), speaker)).collect();
        all.sort_by(|(a, x), (b, y)| {
            y.quotations.cmp(&x.quotations).then(y.words.cmp(&x.words)).then(a.cmp(b))
        });
        all.truncate(if top == 0 { usize::MAX } else { top });
        all
    }

    fn csv(&self, top: usize) -> Result<String> {
        let mut csv = csv::Writer::from_writer(Vec::new());
        csv.write_record(["speaker", "quotes", "words", "types", "roles", "cues"])?;
        for (name, speaker) in self.ranked(top) {
            let [kinds, roles, cues] = speaker.said.each_ref().map(|counts| common(counts, usize::MAX, "; "));
            let (quotations, words) = (speaker.quotations.to_string(), speaker.words.to_string());
            csv.write_record([name, &quotations, &words, &kinds, &roles, &cues])?;
        }
        Ok(String::from_utf8(csv.into_inner()?)?)
    }

    fn table(&self, top: usize) -> String {
        let head = ["quotes", "words", "speaker", "type", "roles", "cues"].map(str::to_owned);
        let mut rows = vec![head];
        for (name, speaker) in self.ranked(top) {
            let [_, roles, cues] = speaker.said.each_ref().map(|counts| common(counts, SHOWN, ", "));
            let kind = common(&speaker.said[0], 1, "");
            let numbers = [speaker.quotations, speaker.words].map(|number| number.to_string());
            let [quotations, words] = numbers;
            rows.push([quotations, words, short(name, 40), kind, short(&roles, 60), cues]);
        }
        let widths: [usize; 6] =
            std::array::from_fn(|column| rows.iter().map(|row| width(&row[column])).max().unwrap_or(0));
        let mut out = String::new();
        for row in &rows {
            for (column, cell) in row.iter().enumerate() {
                let blank = " ".repeat(widths[column].saturating_sub(width(cell)));
                let (before, after) = if column < 2 { (blank.as_str(), "") } else { ("", blank.as_str()) };
                out.push_str(&format!("{before}{cell}{after}  "));
            }
            out.truncate(out.trim_end().len());
            out.push('\n');
        }
        let attributed: u64 = self.speakers.values().map(|speaker| speaker.quotations).sum();
        out.push_str(&format!(
            "\n{}, {} of them by {}\n",
            counted(self.quotations, "quote"),
            grouped(attributed),
            counted(self.speakers.len() as u64, "speaker")
        ));
        out
    }
}

/// The most common values, joined.
fn common(counts: &HashMap<String, u64>, most: usize, between: &str) -> String {
    let mut all: Vec<_> = counts.iter().collect();
    all.sort_by(|(a, x), (b, y)| y.cmp(x).then(a.cmp(b)));
    let shown: Vec<&str> = all.into_iter().take(most).map(|(value, _)| value.as_str()).collect();
    shown.join(between)
}

/// How many characters a reader sees: an accent that is a code point of its own
/// is none.
fn width(text: &str) -> usize {
    text.graphemes(true).count()
}

/// On one line of at most so many characters, none of them cut in two.
fn short(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if width(&line) <= most {
        return line;
    }
    line.graphemes(true).take(most - 1).chain(["…"]).collect()
}
