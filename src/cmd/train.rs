//! `whosaid train`: learn the weights from annotated articles.
//!
//! In: gold articles, one JSON object a line. Out: a model file for `--model`,
//! and on standard error how right it is on publishers held out in turn.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use whosaid::score::Gold;
use whosaid::train::{self, IndirectReport, Report, Settings};

/// Learn the weights from annotated articles
///
/// Each publisher (an id's first part, before `_`) is held out in turn, and
/// the share of its quotations with the right speaker is printed; then the
/// weights are learned from all articles. The same articles in the same order
/// give the same file to the byte.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Gold articles, one JSON object a line
    #[arg(required = true)]
    gold: Vec<PathBuf>,
    /// Labels of who the speakers are, for articles among these that have none
    #[arg(long, value_name = "FILE")]
    labels: Option<PathBuf>,
    /// Where to write the model
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Learn the weights of `--indirect` instead: reported speech without marks
    #[arg(long, conflicts_with = "labels")]
    indirect: bool,
    /// Passes over the articles
    #[arg(long, value_name = "N", default_value_t = Settings::default().passes)]
    passes: usize,
    /// Where the shuffling starts
    #[arg(long, value_name = "N", default_value_t = Settings::default().seed)]
    seed: u64,
}

/// Runs the command.
pub fn run(args: Args) -> Result<ExitCode> {
    let mut articles: Vec<Gold> = Vec::new();
    for path in &args.gold {
        articles.extend(super::eval::read_gold(path)?);
    }
    if let Some(path) = &args.labels {
        let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        train::label(&mut articles, &text).with_context(|| path.display().to_string())?;
    }
    let settings = Settings { passes: args.passes, seed: args.seed, ..Settings::default() };
    let bytes = if args.indirect {
        let (model, report) = train::train_indirect(&articles, &settings);
        say!("{}", indirect_table(&report).trim_end());
        model.to_bytes()
    } else {
        let (model, report) = train::train(&articles, &settings);
        say!("{}", table(&report).trim_end());
        model.to_bytes()
    };
    std::fs::write(&args.output, bytes).with_context(|| args.output.display().to_string())?;
    Ok(ExitCode::SUCCESS)
}

/// The report as lines.
fn table(report: &Report) -> String {
    let share = |(all, right): (usize, usize)| right as f64 / all.max(1) as f64;
    let mut text = format!(
        "{} quotations with a speaker, {} without, {} whose speaker is no candidate\n",
        report.reachable, report.nobody, report.missed
    );
    let mut sum = (0, 0);
    for (publisher, &tally) in &report.publishers {
        text += &format!("{publisher:<16} {:>5} quotations, right {:.4}\n", tally.0, share(tally));
        sum = (sum.0 + tally.0, sum.1 + tally.1);
    }
    text += &format!("{:<16} {:>5} quotations, right {:.4}\n", "all", sum.0, share(sum));
    text +=
        &format!("{:<16} {:>5} without a speaker, right {:.4}\n", "", report.silent.0, share(report.silent));
    text += &format!(
        "{} pronouns and descriptions, right {:.4}\n",
        report.antecedents.0,
        share(report.antecedents)
    );
    text
}

fn indirect_table(report: &IndirectReport) -> String {
    let share = |all: usize, right: usize| right as f64 / all.max(1) as f64;
    let mut text = String::new();
    for &(name, all, right) in &report.choices {
        text += &format!("{name:<16} {all:>7} choices, right {:.4}\n", share(all, right));
    }
    for (name, count) in &report.missed {
        text += &format!("{name:<16} {count:>7} that no choice allows\n");
    }
    let (all, right) = report.reports;
    text += &format!("{:<16} {all:>7} reports, right {:.4}\n", "all", share(all, right));
    text
}
