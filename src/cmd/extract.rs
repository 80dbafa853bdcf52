//! `whosaid extract`: articles in, a table of quotations out.
//!
//! In: what is read, where rows go, and what is looked for. Out: the table, a
//! summary, and an exit code. A run is set up here: its terms are taken down,
//! compared if it is to be gone on with, and its end is told. Limit: one run
//! writes one output.

use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::available_parallelism;

use anyhow::{Context, Result, bail, ensure};
use whosaid::pipeline::{self, RunError, RunOptions, Tally};
use whosaid::read::{Feed, Fields, Format, Position, total_size};
use whosaid::resume::{self, Recorder, State, Terms};
use whosaid::write::{Layout, Names};
use whosaid::{Extractor, Options};

use super::input::InputArgs;
use super::output::OutputArgs;
use super::progress::{Progress, summary};

/// Find the quotations of articles, and who said them
#[derive(clap::Args)]
#[command(
    long_about = "\
Find the quotations of articles, and who said them: one row a quotation.

Quoted text that nobody is said to utter (a film's title, a word as a word) has a row with an empty \
speaker. An article that cannot be read is reported and skipped, and the rest goes on.",
    after_help = "Try --help for examples and for what the columns mean.",
    after_long_help = AFTER_HELP
)]
pub(super) struct Args {
    #[command(flatten)]
    input: InputArgs,

    #[command(flatten)]
    output: OutputArgs,

    /// Write a CSV of what could not be read: file, record, byte, reason
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,

    /// Go on with a run of the same command that was stopped
    #[arg(long)]
    resume: bool,

    /// Use these weights instead of the built-in ones (see `whosaid train`)
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,

    /// Also find speech that is reported without quotation marks
    #[arg(long)]
    indirect: bool,

    /// With --indirect, use these weights for it (see `whosaid train --indirect`)
    #[arg(long, value_name = "FILE", requires = "indirect")]
    indirect_model: Option<PathBuf>,

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

  A decade in one file a year, that can be stopped and gone on with (--resume):
    whosaid extract decade.tar.zst --keep date --split-by date:4 -o quotes.parquet --errors bad.csv

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
  2  the run failed or was stopped, or an input could not be read to its end";

/// Runs the extraction.
pub(super) fn run(args: Args) -> Result<ExitCode> {
    let wanted = Options { indirect: args.indirect };
    let extractor = super::extractor(wanted, args.model.as_deref(), args.indirect_model.as_deref())?;
    let (writer, mut layout) = args.output.writer()?;
    // A run that had ended when it was to be gone on with has left its files.
    layout.may_replace = args.resume;
    let options = args.input.options(&args.output.keep)?;
    let fields = options.fields.clone();
    let terms = terms(&args, &extractor, options.format)?;
    let (mut recorder, position, before) = match begin(&args, layout, terms)? {
        Begun::Running(recorder, position, before) => (*recorder, position, before),
        Begun::Done(tally) => return Ok(close(&args, &fields, &tally)),
    };
    if args.input.inputs.is_empty() && io::stdin().is_terminal() {
        say!("whosaid: reading an article from the terminal, to the next Ctrl-D; --help tells of files");
    }
    let is_shown = !args.quiet && io::stderr().is_terminal();
    let progress = match is_shown {
        true => Progress::new(total_size(&args.input.inputs, options.format), args.errors.is_some()),
        false => Progress::hidden(args.errors.is_some()),
    };
    let mut feed = Feed::resume(args.input.inputs.clone(), options, position);
    let find = |text: &str, scratch: &mut _| extractor.extract_with(text, scratch);
    let threads = args.threads.map_or_else(|| available_parallelism().map_or(1, usize::from), usize::from);
    let stop = if recorder.is_kept() { stop_on_signal() } else { Arc::default() };
    let run = RunOptions { threads, strict: args.strict, stop: &stop };
    let outcome = pipeline::run(&mut feed, &find, &writer, run, before, &mut recorder, &mut |event| {
        progress.show(event)
    });
    progress.close();
    match outcome {
        Ok(tally) => match recorder.finish() {
            Ok(()) => Ok(close(&args, &fields, &tally)),
            Err(fault) => failed(&args, RunError::Write(fault), None),
        },
        Err(fault) => failed(&args, fault, Some(recorder)),
    }
}

/// What a run is known by; none if it cannot be gone on with. On the way it is
/// seen to it that no output is also an input.
fn terms(args: &Args, extractor: &Extractor, format: Option<Format>) -> Result<Option<Terms>> {
    let mut options = args.input.terms();
    options.extend(args.output.terms()?);
    options.push(("--indirect".to_owned(), args.indirect.to_string()));
    let shown =
        |path: &Option<PathBuf>| path.as_deref().map_or_else(String::new, |path| path.display().to_string());
    options.push(("--errors".to_owned(), shown(&args.errors)));
    options.push(("--model".to_owned(), shown(&args.model)));
    options.push(("--indirect-model".to_owned(), shown(&args.indirect_model)));

    ensure!(
        args.errors.as_deref() != Some(Path::new("-")),
        "--errors -: name a file; to standard output go the rows"
    );
    if let (Some(output), Some(errors)) = (args.output.path(), args.errors.as_deref()) {
        let is_one = output.file_name() == errors.file_name() && folder(output) == folder(errors);
        ensure!(!is_one, "{} is to hold the rows and the errors; name two files", output.display());
    }
    let names = args.output.path().map(Names::new);
    let errors = args.errors.as_deref().and_then(|path| fs::canonicalize(path).ok());
    let mut clash = None;
    let mut check = |path: &Path| {
        let is_output = |names: &Names| match args.output.is_split() {
            true => names.is_piece(path) && folder(path) == folder(names.whole()),
            false => is_same(path, names.whole()),
        };
        if names.as_ref().is_some_and(is_output)
            || errors.as_ref().is_some_and(|errors| is_same(path, errors))
        {
            clash = Some(path.to_owned());
        }
    };
    let terms = Terms::new(extractor.weights(), options, &args.input.inputs, format, &mut check);
    if let Some(path) = clash {
        bail!(
            "{} is an input and an output; write to another file, or out of the folder that is read",
            path.display()
        );
    }
    let can_be_read_again =
        |path: &PathBuf| path.metadata().map_or(true, |about| about.is_file() || about.is_dir());
    let has_pipe = args.input.inputs.is_empty() || !args.input.inputs.iter().all(can_be_read_again);
    let is_to_file =
        args.output.path().is_some_and(|path| path.metadata().map_or(true, |about| about.is_file()));
    if args.resume {
        ensure!(is_to_file, "--resume: only a run that writes to a file (-o) can be gone on with");
        ensure!(!has_pipe, "--resume: what comes from a pipe cannot be read again");
    }
    Ok((is_to_file && !has_pipe).then_some(terms))
}

/// The folder that a file is in.
fn folder(path: &Path) -> Option<PathBuf> {
    let folder = path.parent()?;
    fs::canonicalize(if folder.as_os_str().is_empty() { ".".as_ref() } else { folder }).ok()
}

/// Whether both are one file. The name is looked at first: it differs for all
/// but one of half a million files.
fn is_same(path: &Path, other: &Path) -> bool {
    path.file_name() == other.file_name() && fs::canonicalize(path).is_ok_and(|path| path == *other)
}

/// A run at its beginning.
enum Begun {
    /// It goes on from this position, and had come to this.
    Running(Box<Recorder>, Position, Tally),
    /// All had been done before but for the names of the files.
    Done(Tally),
}

/// Begins the output, or goes on with it from where it was left.
fn begin(args: &Args, layout: Layout, terms: Option<Terms>) -> Result<Begun> {
    let path = args.output.path();
    if let (true, Some(path), Some(now)) = (args.resume, path, &terms) {
        let again = "run it without --resume to start over";
        let left =
            resume::left(path).with_context(|| format!("--resume: the journal is damaged; {again}"))?;
        if let Some(state) = left {
            if let Some(reason) = state.terms.difference(now) {
                bail!("--resume: {reason}; {again}");
            }
            return go_on(args, path, layout, state)
                .with_context(|| format!("--resume: cannot go on; {again}"));
        }
        if !args.quiet {
            say!("whosaid: there is nothing to go on with; starting from the beginning");
        }
    }
    let begun =
        Recorder::begin(path.or(args.output.output.as_deref()), layout, args.errors.as_deref(), terms);
    let recorder = begun.with_context(|| cannot_write(args))?;
    Ok(Begun::Running(Box::new(recorder), Position::default(), Tally::default()))
}

fn go_on(args: &Args, path: &Path, layout: Layout, state: State) -> io::Result<Begun> {
    let (position, tally) = (state.position.clone(), state.tally.clone());
    if state.is_done {
        resume::publish_left(path, &state)?;
        if !args.quiet {
            say!("whosaid: all had been done before but for the name of the file");
        }
        return Ok(Begun::Done(tally));
    }
    if !args.quiet {
        say!("whosaid: going on behind {} articles that were done before", tally.articles);
    }
    Recorder::resume(path, layout, state).map(|recorder| Begun::Running(Box::new(recorder), position, tally))
}

fn cannot_write(args: &Args) -> String {
    let path = args.output.path().unwrap_or("-".as_ref());
    let missing = [Some(path), args.errors.as_deref()].into_iter().flatten().find_map(|path| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists())?;
        Some(format!("cannot write {}: create the folder {} first", path.display(), folder.display()))
    });
    missing.unwrap_or_else(|| format!("cannot write {}", path.display()))
}

/// Becomes true at Ctrl-C; a second one ends the program at once. Only for a
/// run that can be gone on with: one that waits for a pipe would not see it,
/// and has nothing to keep.
fn stop_on_signal() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    // Where no handler can be set, Ctrl-C ends the program as it always did,
    // and the journal is there all the same.
    let _ = ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::exit(super::FAILED.into());
        }
    });
    stop
}

/// Says why the run has no outcome, and how to go on with it if that is
/// possible.
fn failed(args: &Args, fault: RunError, recorder: Option<Recorder>) -> Result<ExitCode> {
    // Whoever reads our output has had enough of it.
    if matches!(&fault, RunError::Write(fault) if fault.kind() == io::ErrorKind::BrokenPipe) {
        return Ok(ExitCode::SUCCESS);
    }
    let is_strict = matches!(fault, RunError::Strict(_));
    let is_kept = match recorder {
        Some(recorder) if is_strict => recorder.give_up().map(|()| false)?,
        // On a full disk the journal may not be written either; then the one
        // of a moment ago still holds.
        Some(mut recorder) => {
            recorder.is_kept() && {
                recorder.save(false).ok();
                true
            }
        }
        None => {
            !is_strict
                && args.output.path().is_some_and(|path| resume::left(path).is_ok_and(|left| left.is_some()))
        }
    };
    let advice =
        if is_kept { "; what is done is kept, and the same command with --resume goes on" } else { "" };
    Err(fault).with_context(|| match args.output.path() {
        Some(path) => format!("{} was not written{advice}", path.display()),
        None => "the output is incomplete".to_owned(),
    })
}

/// Says what there is to say at the end; gives the exit code.
fn close(args: &Args, fields: &Fields, tally: &Tally) -> ExitCode {
    if tally.articles + tally.skipped + tally.lost_inputs == 0 {
        say!("whosaid: the input holds no article");
    }
    for (name, count) in args.output.keep.iter().zip(&tally.kept) {
        if *count == 0 && tally.articles > 0 {
            say!("whosaid: no article has a value in the column {name:?} (--keep)");
        }
    }
    if !args.quiet {
        say!("{}", summary(tally));
        if let Some(fields) = fields.spoken(&tally.used) {
            say!("{fields}");
        }
    }
    super::exit_code(tally)
}
