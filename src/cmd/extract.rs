//! `whosaid extract`: articles in, a CSV of quotations out.

use std::io;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread::available_parallelism;

use anyhow::Context;
use clap::ValueEnum;
use whosaid::Options;
use whosaid::pipeline::{self, RunError, RunOptions, Tally};
use whosaid::read::{Feed, total_size};
use whosaid::write::{CsvWriter, Output, Unit, WriteOptions};

use super::input::InputArgs;
use super::progress::{Progress, summary};

/// Find the quotations of articles, and who said them
#[derive(clap::Args)]
#[command(
    long_about = "\
Find the quotations of articles, and who said them: one CSV row a quotation.

Quoted text that nobody is said to utter (a film's title, a word as a word) has a row with an empty \
speaker. An article that cannot be read is reported and skipped, and the rest goes on.",
    after_help = "Try --help for examples and for what the columns mean.",
    after_long_help = AFTER_HELP
)]
pub(super) struct Args {
    #[command(flatten)]
    input: InputArgs,

    /// Write to this file, which appears when it is whole [default: standard output]
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,

    /// Carry these columns of the input along, after the others
    #[arg(long, value_name = "NAME,...", value_delimiter = ',', help_heading = "Output")]
    keep: Vec<String>,

    /// What offsets count
    #[arg(long, value_name = "UNIT", value_enum, default_value_t, help_heading = "Output")]
    offsets: UnitName,

    /// Leave out quotations without a speaker
    #[arg(long, help_heading = "Output")]
    attributed_only: bool,

    /// Leave out quotations of a lower confidence, from 0 to 1
    #[arg(long, value_name = "X", value_parser = hundredths, default_value = "0", help_heading = "Output")]
    min_confidence: u16,

    /// Use these weights instead of the built-in ones (see `whosaid train`)
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,

    /// Also find speech that is reported without quotation marks
    #[arg(long)]
    indirect: bool,

    /// How many threads work [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,

    /// Show neither progress nor a summary; errors only
    #[arg(short, long)]
    quiet: bool,

    /// Stop at the first bad article
    #[arg(long)]
    strict: bool,
}

const AFTER_HELP: &str = "\
Examples:
  Every article of a folder, to a file:
    whosaid extract news/ -o quotes.csv

  A compressed dump whose text is called body, with the date and address of each article:
    whosaid extract dump.jsonl.zst --text-field body --keep date,url -o quotes.csv

  Only what is surely somebody's words, with offsets for JavaScript:
    whosaid extract news.csv --attributed-only --min-confidence 0.9 --offsets utf16

  One article from a pipe:
    curl -s https://example.org/story.txt | whosaid extract

Columns:
  article_id                 the input's id, else file and record number
  quote_id, statement_id     number of the quotation in its article, and of the act of speaking
                             that it is a piece of: \"X,\" he said. \"Y.\" are two quotations, one act
  quote_type                 direct, mixed (a quoted piece in the writer's sentence) or indirect
  quote                      the words, without the outer marks
  speaker, speaker_type      the fullest name in the article, and whether it is a person,
                             organization, document, group or somebody unnamed
  speaker_role               office, job or description, wherever the article states it
  speaker_mention, cue       the words that name the speaker here; said, according to, ...
  confidence                 0 to 1; of the rows at 0.90, nine in ten are right
  sentence, paragraph        where the quotation starts, from 0
  quote_start, quote_end, mention_start, mention_end, cue_start, cue_end
                             offsets into the article's text

Exit status:
  0  everything was read
  1  some articles were skipped; each was reported
  2  the run failed, or an input could not be read to its end";

/// What offsets count, as it is typed.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(super) enum UnitName {
    /// Unicode code points, as Python and R count
    #[default]
    Chars,
    /// Bytes of UTF-8
    Bytes,
    /// UTF-16 units, as JavaScript and Java count
    Utf16,
}

impl From<UnitName> for Unit {
    fn from(name: UnitName) -> Self {
        match name {
            UnitName::Chars => Self::Chars,
            UnitName::Bytes => Self::Bytes,
            UnitName::Utf16 => Self::Utf16,
        }
    }
}

/// A confidence from 0 to 1 as the least hundredth that is not below it.
fn hundredths(typed: &str) -> Result<u16, String> {
    match typed.parse::<f64>() {
        // Past the rounding of binary fractions: 0.07 * 100.0 is above 7.
        Ok(value) if (0.0..=1.0).contains(&value) => Ok((value * 100.0 - 1e-9).ceil() as u16),
        _ => Err("a number from 0 to 1 is wanted".to_owned()),
    }
}

/// Runs the extraction.
pub(super) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let writer = CsvWriter::new(WriteOptions {
        unit: args.offsets.into(),
        attributed_only: args.attributed_only,
        min_confidence: args.min_confidence,
        kept: args.keep.clone(),
    })
    .context("--keep")?;
    let options = args.input.options(&args.keep)?;
    let mut output = open_output(&args)?;

    if args.input.inputs.is_empty() && io::stdin().is_terminal() {
        eprintln!("whosaid: reading an article from the terminal, to the next Ctrl-D; --help tells of files");
    }
    let is_shown = !args.quiet && io::stderr().is_terminal();
    let progress = match is_shown {
        true => Progress::new(total_size(&args.input.inputs, options.format)),
        false => Progress::hidden(),
    };
    let mut feed = Feed::new(args.input.inputs.clone(), options);
    let extractor = super::extractor(Options { indirect: args.indirect }, args.model.as_deref())?;
    let find = |text: &str, scratch: &mut _| extractor.extract_with(text, scratch);
    let threads = args.threads.map_or_else(|| available_parallelism().map_or(1, usize::from), usize::from);
    let run = RunOptions { threads, strict: args.strict };
    let outcome =
        pipeline::run(&mut feed, &find, &writer, run, &mut output, &mut |event| progress.show(event));
    progress.clear();
    match outcome.and_then(|tally| output.finish().map(|()| tally).map_err(RunError::Write)) {
        // Whoever reads our output has had enough of it.
        Err(RunError::Write(fault)) if fault.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        Err(fault) => Err(fault).with_context(|| match &args.output {
            Some(path) => format!("{} was not written", path.display()),
            None => "the output is incomplete".to_owned(),
        }),
        Ok(tally) => Ok(close(&args, &tally)),
    }
}

fn open_output(args: &Args) -> anyhow::Result<Output> {
    let path = args.output.as_deref();
    Output::create(path).with_context(|| {
        let path = path.unwrap_or("-".as_ref());
        match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() && !folder.exists() => {
                format!("cannot write {}: create the folder {} first", path.display(), folder.display())
            }
            _ => format!("cannot write {}", path.display()),
        }
    })
}

/// Says what there is to say at the end; gives the exit code.
fn close(args: &Args, tally: &Tally) -> ExitCode {
    if tally.articles + tally.skipped + tally.lost_inputs == 0 {
        eprintln!("whosaid: the input holds no article");
    }
    for (name, count) in args.keep.iter().zip(&tally.kept) {
        if *count == 0 && tally.articles > 0 {
            eprintln!("whosaid: no article has a value in the column {name:?} (--keep)");
        }
    }
    if !args.quiet {
        eprintln!("{}", summary(tally));
    }
    super::exit_code(tally)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hundredth_that_can_be_typed_is_itself() {
        for hundredth in 0..=100 {
            assert_eq!(hundredths(&format!("0.{hundredth:02}").replace("0.100", "1")), Ok(hundredth));
        }
        assert_eq!(hundredths("0.901"), Ok(91));
        assert!(hundredths("1.5").is_err() && hundredths("-1").is_err() && hundredths("NaN").is_err());
    }
}
