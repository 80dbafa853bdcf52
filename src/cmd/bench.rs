//! `whosaid bench`: how fast is it on these articles, and where does the time go?
//!
//! In: articles in files. Out: megabytes, articles, sentences and quotations a
//! second for each number of threads, the seconds that each stage takes, and
//! the most memory that was held, as a table or as JSON:
//!
//! ```text
//! stage      seconds   MB/s  share
//! read          0.13   1510    4 %
//! segment       0.20    997    6 %
//! ```
//!
//! No clock runs inside the work, which would slow what it measures: the
//! articles are gone through up to each stage, on one thread, and a stage's
//! time is what it adds. The best of several runs counts, since whatever else
//! the machine does can only add time. Rows are spelled as CSV, counted, and
//! not written.
//!
//! Limit: a stage that adds less than runs differ by shows as nothing; peak
//! memory is known on Linux only.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;
use std::thread::available_parallelism;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde::Serialize;
use whosaid::pipeline::{self, Event, Fault, RunOptions, Sink, Tally};
use whosaid::read::{Feed, Position};
use whosaid::write::{Rows, TableFormat, TableWriter, WriteOptions, Writer};
use whosaid::{Article, Extraction, Extractor, Options, Scratch, Stage};

use super::input::InputArgs;
use super::progress;

/// Measure speed on articles of your own
#[derive(clap::Args)]
#[command(
    long_about = "\
Measure speed on articles of your own: how much a second, whole and for each stage, how it grows \
with threads, and how much memory it takes.

The articles are read several times. Nothing is written but the figures.",
    after_long_help = "\
Examples:
  whosaid bench dump.jsonl
  whosaid bench news/ --threads 1,2,4 --runs 5 --json > figures.json"
)]
pub(super) struct Args {
    #[command(flatten)]
    input: InputArgs,

    /// Numbers of threads to compare [default: 1 and all cores]
    #[arg(long, value_name = "N,...", value_delimiter = ',',
          value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Vec<u16>,

    /// How often each figure is measured; the best counts
    #[arg(long, value_name = "N", default_value_t = 3,
          value_parser = clap::value_parser!(u16).range(1..=1000))]
    runs: u16,

    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// The stages by name, each with how far the core goes for it; reading comes
/// before the core and writing behind it.
const STAGES: [(&str, Option<Stage>); 7] = [
    ("read", None),
    ("segment", Some(Stage::Segment)),
    ("quote", Some(Stage::Quote)),
    ("token", Some(Stage::Token)),
    ("mention", Some(Stage::Mention)),
    ("attribute", Some(Stage::Attribute)),
    ("write", Some(Stage::Attribute)),
];

/// Measures, and prints the figures.
pub(super) fn run(args: Args) -> Result<ExitCode> {
    let inputs = &args.input.inputs;
    ensure!(
        !inputs.is_empty() && !inputs.iter().any(|path| path == Path::new("-")),
        "name files or folders: standard input cannot be read several times"
    );
    let mut threads = args.threads.clone();
    if threads.is_empty() {
        threads = vec![1, available_parallelism().map_or(1, |all| all.get() as u16)];
        threads.dedup();
    }
    let bench = Bench { args: &args, extractor: Extractor::new(Options::default()) };
    // The first run brings the files into memory and tells what is wrong with them.
    let tally = bench.once("write", 1, true)?;
    ensure!(tally.articles > 0, "the input holds no article");
    let report = Report {
        version: env!("CARGO_PKG_VERSION"),
        articles: tally.articles,
        sentences: tally.sentences,
        quotations: tally.quotes,
        text_bytes: tally.bytes,
        stages: bench.stages(tally.bytes)?,
        threads: bench.scaling(&threads, &tally)?,
        peak_memory_bytes: peak_memory(),
    };
    let shown = if args.json { serde_json::to_string(&report)? + "\n" } else { report.table() };
    match io::stdout().write_all(shown.as_bytes()) {
        Err(fault) if fault.kind() != io::ErrorKind::BrokenPipe => Err(fault.into()),
        _ => Ok(super::exit_code(&tally)),
    }
}

struct Bench<'a> {
    args: &'a Args,
    extractor: Extractor,
}

impl Bench<'_> {
    /// Goes through the articles up to a stage.
    fn once(&self, stage: &str, threads: u16, tells: bool) -> Result<Tally> {
        let until = STAGES.iter().find(|(name, _)| *name == stage).and_then(|(_, until)| *until);
        let find = |text: &str, scratch: &mut Scratch| match until {
            Some(until) => self.extractor.extract_until(until, text, scratch),
            None => Extraction::default(),
        };
        let mut feed = Feed::new(self.args.input.inputs.clone(), self.args.input.options(&[])?);
        let options = RunOptions { threads: threads.into(), strict: false, stop: &AtomicBool::new(false) };
        let mut watch = |event: Event| {
            if let (true, Event::Skipped(fault)) = (tells, event) {
                progress::tell(fault);
            }
        };
        let (before, sink) = (Tally::default(), &mut Nowhere);
        Ok(match stage {
            "write" => {
                let writer = TableWriter::new(TableFormat::Csv, WriteOptions::default())?;
                pipeline::run(&mut feed, &find, &writer, options, before, sink, &mut watch)?
            }
            _ => pipeline::run(&mut feed, &find, &Mute, options, before, sink, &mut watch)?,
        })
    }

    /// The shortest of all runs up to a stage.
    fn best(&self, stage: &str, threads: u16) -> Result<Duration> {
        let mut best = Duration::MAX;
        for _ in 0..self.args.runs {
            best = best.min(self.once(stage, threads, false)?.time);
        }
        Ok(best)
    }

    /// What each stage adds.
    fn stages(&self, bytes: u64) -> Result<Vec<StageFigures>> {
        let mut ends = Vec::new();
        for (stage, _) in STAGES {
            ends.push(self.best(stage, 1)?.as_secs_f64());
        }
        let whole = ends.last().copied().context("there are stages")?;
        let starts = std::iter::once(0.0).chain(ends.iter().copied());
        let figures = STAGES.iter().zip(&ends).zip(starts).map(|(((stage, _), end), start)| {
            let seconds = (end - start).max(0.0);
            StageFigures {
                stage,
                seconds,
                megabytes_a_second: a_second(bytes as f64 / 1e6, seconds),
                share: seconds / whole,
            }
        });
        Ok(figures.collect())
    }

    /// The whole on several threads.
    fn scaling(&self, threads: &[u16], tally: &Tally) -> Result<Vec<ThreadFigures>> {
        let mut figures: Vec<ThreadFigures> = Vec::new();
        for &threads in threads {
            let seconds = self.best("write", threads)?.as_secs_f64();
            let first = figures.first().map_or(seconds, |first| first.seconds);
            figures.push(ThreadFigures {
                threads,
                seconds,
                megabytes_a_second: a_second(tally.bytes as f64 / 1e6, seconds),
                articles_a_second: a_second(tally.articles as f64, seconds),
                sentences_a_second: a_second(tally.sentences as f64, seconds),
                quotations_a_second: a_second(tally.quotes as f64, seconds),
                times_the_first: first / seconds,
            });
        }
        Ok(figures)
    }
}

/// How many a second; none where the time is too short to tell.
fn a_second(count: f64, seconds: f64) -> Option<f64> {
    (seconds > 0.0).then(|| count / seconds)
}

/// Spells nothing.
#[derive(Clone)]
struct Mute;

impl Writer for Mute {
    fn head(&self, _out: &mut Vec<u8>) {}

    fn article(&mut self, _article: &Article, _found: &Extraction, _out: &mut Rows) {}
}

/// Takes rows and keeps none.
struct Nowhere;

impl Sink for Nowhere {
    fn rows(&mut self, _rows: &Rows) -> io::Result<()> {
        Ok(())
    }

    fn fault(&mut self, _fault: &Fault) -> io::Result<()> {
        Ok(())
    }

    fn passed(&mut self, _position: &Position, _tally: &Tally) -> io::Result<()> {
        Ok(())
    }
}

/// The most memory that this process has held, in bytes.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

#[derive(Serialize)]
struct Report {
    version: &'static str,
    articles: u64,
    sentences: u64,
    quotations: u64,
    text_bytes: u64,
    stages: Vec<StageFigures>,
    threads: Vec<ThreadFigures>,
    peak_memory_bytes: Option<u64>,
}

#[derive(Serialize)]
struct StageFigures {
    stage: &'static str,
    seconds: f64,
    megabytes_a_second: Option<f64>,
    /// Of the whole, from 0 to 1.
    share: f64,
}

#[derive(Serialize)]
struct ThreadFigures {
    threads: u16,
    seconds: f64,
    megabytes_a_second: Option<f64>,
    articles_a_second: Option<f64>,
    sentences_a_second: Option<f64>,
    quotations_a_second: Option<f64>,
    /// How many times as fast as the first number of threads.
    times_the_first: f64,
}

impl Report {
    /// The figures for the eye.
    fn table(&self) -> String {
        let shown = |figure: Option<f64>| figure.map_or("-".to_owned(), |figure| format!("{figure:.0}"));
        let mut out = format!(
            "{} articles, {:.1} MB of text, {} sentences, {} quotations\n\n",
            self.articles,
            self.text_bytes as f64 / 1e6,
            self.sentences,
            self.quotations
        );
        out += "stage      seconds    MB/s  share\n";
        for row in &self.stages {
            let (rate, share) = (shown(row.megabytes_a_second), row.share * 100.0);
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{:<9} {:>8.3} {rate:>7} {share:>4.0} %", row.stage, row.seconds);
        }
        out += "\nthreads    seconds    MB/s  articles/s  sentences/s  quotations/s  times the first\n";
        for row in &self.threads {
            let _ = writeln!(
                out,
                "{:<9} {:>8.3} {:>7} {:>11} {:>12} {:>13} {:>16.2}",
                row.threads,
                row.seconds,
                shown(row.megabytes_a_second),
                shown(row.articles_a_second),
                shown(row.sentences_a_second),
                shown(row.quotations_a_second),
                row.times_the_first
            );
        }
        if let Some(bytes) = self.peak_memory_bytes {
            let _ = writeln!(out, "\npeak memory {:.1} MB", bytes as f64 / 1e6);
        }
        out
    }
}
