//! `whosaid sentences`: articles in, their sentences out.
//!
//! In: articles. Out: a JSON object an article with the offsets of its
//! sentences, or one sentence a line. `“Why?” Mr. Lee asked. He left.` gives
//! `{"id":"a","sentences":[[0,21],[22,30]]}`.
//!
//! Limit: in `--to text` a line break inside a sentence becomes a space, and
//! nothing tells one article from the next.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::available_parallelism;

use anyhow::Context;
use clap::ValueEnum;
use whosaid::pipeline::{self, Event, RunError, RunOptions, Tally};
use whosaid::read::Feed;
use whosaid::resume::Recorder;
use whosaid::write::{Layout, Offsets, Rows, TableFormat, Writer};
use whosaid::{Article, Extraction, Segmenter, Segments};

use super::input::InputArgs;
use super::output::UnitName;
use super::progress;

/// Find the sentences of articles
#[derive(clap::Args)]
#[command(
    long_about = "\
Find the sentences of articles: a JSON object an article, with the start and end of each sentence.

A quotation that holds several sentences is split inside; --keep-quotations keeps it whole. An \
article that cannot be read is reported and skipped, and the rest goes on.",
    after_help = "Try --help for examples.",
    after_long_help = AFTER_HELP
)]
pub(super) struct Args {
    #[command(flatten)]
    input: InputArgs,

    /// Write to this file, which appears when it is whole [default: standard output]
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,

    /// What to write
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t, help_heading = "Output")]
    to: To,

    /// What offsets count
    #[arg(long, value_name = "UNIT", value_enum, default_value_t, help_heading = "Output")]
    offsets: UnitName,

    /// Do not split inside a quotation that opens and closes in one paragraph
    #[arg(long)]
    keep_quotations: bool,

    /// How many threads work [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,

    /// Show no summary; errors only
    #[arg(short, long)]
    quiet: bool,

    /// Stop at the first bad article
    #[arg(long)]
    strict: bool,
}

const AFTER_HELP: &str = "\
Examples:
  The offsets of every sentence of a dump, in Unicode code points:
    whosaid sentences dump.jsonl.gz -o sentences.jsonl

  One sentence a line, with quotations kept whole:
    whosaid sentences story.txt --to text --keep-quotations

Exit status:
  0  everything was read
  1  some articles were skipped; each was reported
  2  the run failed, or an input could not be read to its end";

/// What is written, as it is typed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum To {
    /// {"id": ..., "sentences": [[start, end], ...]}, one object an article
    #[default]
    Jsonl,
    /// One sentence a line
    Text,
}

/// Splits articles, and spells their sentences.
#[derive(Clone)]
struct SentenceWriter {
    segmenter: Segmenter,
    to: To,
    offsets: Offsets,
    segments: Segments,
    /// How many sentences all threads have found.
    found: Arc<AtomicU64>,
}

impl Writer for SentenceWriter {
    fn head(&self, _out: &mut Vec<u8>) {}

    fn article(&mut self, article: &Article, _found: &Extraction, out: &mut Rows) {
        self.segmenter.segment_into(&article.text, &mut self.segments);
        self.found.fetch_add(self.segments.sentences.len() as u64, Ordering::Relaxed);
        match self.to {
            To::Jsonl => self.jsonl(article, out.bytes_mut()),
            To::Text => self.text(article, out.bytes_mut()),
        }
        out.end_row();
    }
}

impl SentenceWriter {
    fn jsonl(&mut self, article: &Article, out: &mut Vec<u8>) {
        let text = &article.text;
        self.offsets.read(text);
        out.extend_from_slice(b"{\"id\":");
        let id = serde_json::to_writer(&mut *out, &article.id);
        debug_assert!(id.is_ok(), "writing a string to memory can't fail");
        out.extend_from_slice(b",\"sentences\":[");
        let mut number = itoa::Buffer::new();
        for (place, sentence) in self.segments.sentences.iter().enumerate() {
            out.extend_from_slice(if place == 0 { b"[" } else { b",[" });
            out.extend_from_slice(number.format(self.offsets.of(text, sentence.start)).as_bytes());
            out.push(b',');
            out.extend_from_slice(number.format(self.offsets.of(text, sentence.end)).as_bytes());
            out.push(b']');
        }
        out.extend_from_slice(b"]}\n");
    }

    fn text(&self, article: &Article, out: &mut Vec<u8>) {
        for sentence in &self.segments.sentences {
            for (place, line) in sentence.of(&article.text).lines().enumerate() {
                if place > 0 {
                    out.push(b' ');
                }
                out.extend_from_slice(line.trim().as_bytes());
            }
            out.push(b'\n');
        }
    }
}

/// Runs the splitting.
pub(super) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let writer = SentenceWriter {
        segmenter: Segmenter::new().keep_quotations(args.keep_quotations),
        to: args.to,
        offsets: Offsets::new(args.offsets.into()),
        segments: Segments::default(),
        found: Arc::default(),
    };
    let options = args.input.options(&[])?;
    let path = args.output.as_deref();
    let name = || path.map_or_else(|| "standard output".to_owned(), |path| path.display().to_string());
    let layout =
        Layout { format: TableFormat::Jsonl, kept: vec![], head: vec![], split: None, may_replace: false };
    let mut recorder =
        Recorder::begin(path, layout, None, None).with_context(|| format!("cannot write {}", name()))?;
    let mut feed = Feed::new(args.input.inputs.clone(), options);
    let threads = args.threads.map_or_else(|| available_parallelism().map_or(1, usize::from), usize::from);
    let run = RunOptions { threads, strict: args.strict, stop: &AtomicBool::new(false) };
    let mut watch = |event: Event| {
        if let Event::Skipped(fault) = event {
            progress::tell(fault);
        }
    };
    // The writer does the work: no quotations are looked for.
    let find = |_: &str, _: &mut _| Extraction::default();
    let outcome = pipeline::run(&mut feed, &find, &writer, run, Tally::default(), &mut recorder, &mut watch);
    let outcome = match outcome {
        Ok(tally) => recorder.finish().map(|()| tally).map_err(RunError::Write),
        // Nothing is kept that could be gone on with.
        Err(fault) => recorder.give_up().map_err(RunError::Write).and(Err(fault)),
    };
    match outcome {
        // Whoever reads our output has had enough of it.
        Err(RunError::Write(fault)) if fault.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        Err(fault) => Err(fault).with_context(|| format!("{} is incomplete", name())),
        Ok(mut tally) => {
            tally.sentences = writer.found.load(Ordering::Relaxed);
            if !args.quiet {
                say!("{}", progress::sentence_summary(&tally));
            }
            Ok(super::exit_code(&tally))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use whosaid::write::Unit;

    fn written(to: To, unit: Unit) -> String {
        let mut writer = SentenceWriter {
            segmenter: Segmenter::new(),
            to,
            offsets: Offsets::new(unit),
            segments: Segments::default(),
            found: Arc::default(),
        };
        let text = "“Why?” he 😀 asked \nso loud. He left.".to_owned();
        let article = Article { id: "a\"b".to_owned(), text, ..Article::default() };
        let mut out = Rows::default();
        writer.article(&article, &Extraction::default(), &mut out);
        assert_eq!(writer.found.load(Ordering::Relaxed), 2);
        String::from_utf8(out.bytes(0..1).to_vec()).unwrap()
    }

    #[test]
    fn offsets_are_counted_in_the_unit_that_is_asked_for() {
        assert_eq!(written(To::Jsonl, Unit::Chars), "{\"id\":\"a\\\"b\",\"sentences\":[[0,27],[28,36]]}\n");
        assert_eq!(written(To::Jsonl, Unit::Utf16), "{\"id\":\"a\\\"b\",\"sentences\":[[0,28],[29,37]]}\n");
        assert_eq!(written(To::Jsonl, Unit::Bytes), "{\"id\":\"a\\\"b\",\"sentences\":[[0,34],[35,43]]}\n");
    }

    #[test]
    fn in_text_a_sentence_is_one_line_even_where_it_was_wrapped() {
        assert_eq!(written(To::Text, Unit::Chars), "“Why?” he 😀 asked so loud.\nHe left.\n");
    }
}
