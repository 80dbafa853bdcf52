//! Articles in, rows out, on all cores and in order.
//!
//! In: a [`Feed`], what to find, a [`Writer`]. Out: the rows of every
//! article in the order of the articles, the same bytes for any number of
//! threads, and a [`Tally`]. A dump with `“It held,” said the mayor.` in its
//! second article and broken JSON in its third gives the row of the second
//! and a word about the third.
//!
//! The calling thread reads batches and writes rows; the pool parses, finds
//! and spells. Batches go round: a desk (a batch with the buffers to work on
//! it) is filled, worked on, written and filled again, and there are as many
//! desks as keep every thread busy. So memory is bounded by desks and not by
//! inputs, a slow batch holds up nobody but itself, and with one thread the
//! same desk is used on the spot without any pool.
//!
//! Limit: an article is the smallest piece of work; one of 60 MB keeps one
//! thread busy while the others go on for as long as there are desks.

use std::collections::VecDeque;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::read::{Batch, Feed, Fields, Place, Position, ReadError, Used};
use crate::write::{Rows, Writer};
use crate::{Article, Extraction, Scratch};

/// How many desks there are for each thread: one that is worked on, one that
/// waits filled, and one that is read into or written from.
const DESKS_A_THREAD: usize = 3;

/// Buffers of a desk that have grown past this are not kept: one giant article
/// must not weigh on the rest of the run.
const LARGE: usize = 8 << 20;

/// What a run has come to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Articles that were read.
    pub articles: u64,
    /// Records that could not be read, or not be worked on.
    pub skipped: u64,
    /// Inputs that could not be read, or not to their end.
    pub lost_inputs: u64,
    /// Bytes of the articles' texts.
    pub bytes: u64,
    /// Sentences in them.
    pub sentences: u64,
    /// Quotations in them, whether or not they were asked for.
    pub quotes: u64,
    /// Those of them that have a speaker.
    pub attributed: u64,
    /// For each kept column the articles that have a value in it.
    pub kept: Vec<u64>,
    /// Which fields made the articles.
    pub used: Used,
    /// How long the run took.
    pub time: Duration,
}

impl Tally {
    fn add(&mut self, other: &Tally) {
        self.articles += other.articles;
        self.skipped += other.skipped;
        self.lost_inputs += other.lost_inputs;
        self.bytes += other.bytes;
        self.sentences += other.sentences;
        self.quotes += other.quotes;
        self.attributed += other.attributed;
        self.kept.resize(self.kept.len().max(other.kept.len()), 0);
        self.kept.iter_mut().zip(&other.kept).for_each(|(sum, more)| *sum += more);
        self.used.add(&other.used);
    }
}

/// Why an article has no rows.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// It could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The core broke on it, which it must not.
    #[error("{0}: a fault in whosaid itself; please report it with this article")]
    Core(Place),
}

impl Fault {
    /// The file.
    pub fn path(&self) -> &Path {
        match self {
            Self::Read(fault) => fault.path(),
            Self::Core(place) => &place.path,
        }
    }

    /// The record and its byte, where it is a record that is at fault.
    pub fn place(&self) -> Option<&Place> {
        match self {
            Self::Read(fault) => fault.place(),
            Self::Core(place) => Some(place),
        }
    }

    /// What is wrong, with all causes, without the place.
    pub fn reason(&self) -> String {
        let mut reason = self.to_string();
        if let Some(rest) = self.place().and_then(|place| reason.strip_prefix(&format!("{place}: "))) {
            reason = rest.to_owned();
        }
        let mut cause = std::error::Error::source(self);
        while let Some(next) = cause {
            reason.push_str(&format!(": {next}"));
            cause = next.source();
        }
        reason
    }

    fn is_input(&self) -> bool {
        matches!(self, Self::Read(fault) if fault.is_input())
    }
}

/// Why a run ended before its inputs did.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// Rows could not be written.
    #[error("cannot write the rows")]
    Write(#[source] io::Error),
    /// The threads could not be started.
    #[error("cannot start the threads; --threads asks for fewer")]
    Threads(#[source] rayon::ThreadPoolBuildError),
    /// The first fault of a strict run.
    #[error("stopped at the first bad article (--strict)")]
    Strict(#[source] Fault),
    /// It was asked to stop.
    #[error("stopped")]
    Stopped,
}

/// Where the outcome of a run goes, in the order of the articles.
pub trait Sink {
    /// Takes the rows of a batch.
    fn rows(&mut self, rows: &Rows) -> io::Result<()>;

    /// Takes a fault.
    fn fault(&mut self, fault: &Fault) -> io::Result<()>;

    /// All that comes before `position` has been taken, and came to `tally`.
    fn passed(&mut self, position: &Position, tally: &Tally) -> io::Result<()>;
}

/// What a run tells while it goes on.
pub enum Event<'a> {
    /// An article, or an input, was skipped.
    Skipped(&'a Fault),
    /// A batch was written; so far this has been done, and this many bytes of
    /// the inputs been read.
    Advanced(&'a Tally, u64),
}

/// How a run goes.
#[derive(Debug, Clone, Copy)]
pub struct RunOptions<'a> {
    /// Threads that work; at least one.
    pub threads: usize,
    /// Whether the first bad article ends the run.
    pub strict: bool,
    /// Becomes true when the run is to stop: what has been read is finished.
    pub stop: &'a AtomicBool,
}

/// What is done with the text of each article, before a [`Writer`] spells it.
pub type Find<'a> = dyn Fn(&str, &mut Scratch) -> Extraction + Sync + 'a;

/// Gives the rows of all articles of `feed`, in which `find` finds something,
/// to `sink`. `before` is what a run
/// that is gone on with had come to.
pub fn run<W: Writer>(
    feed: &mut Feed,
    find: &Find,
    writer: &W,
    options: RunOptions,
    before: Tally,
    sink: &mut dyn Sink,
    watch: &mut dyn FnMut(Event),
) -> Result<Tally, RunError> {
    let started = Instant::now().checked_sub(before.time).unwrap_or_else(Instant::now);
    let fields = feed.fields().clone();
    let work = Work { find, fields: &fields, strict: options.strict };
    let mut done = Done { strict: options.strict, sink, watch, tally: before, started };
    if options.threads <= 1 {
        let mut desk = Desk::new(writer.clone());
        while !options.stop.load(Ordering::Relaxed) && desk.take_batch(feed) {
            work.run(&mut desk);
            done.file(&mut desk, feed)?;
        }
    } else {
        run_parallel(feed, &work, writer, options, &mut done)?;
    }
    done.tally.time = started.elapsed();
    if options.stop.load(Ordering::Relaxed) { Err(RunError::Stopped) } else { Ok(done.tally) }
}

fn run_parallel<W: Writer>(
    feed: &mut Feed,
    work: &Work,
    writer: &W,
    options: RunOptions,
    done: &mut Done,
) -> Result<(), RunError> {
    let threads = options.threads;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(RunError::Threads)?;
    pool.in_place_scope(|scope| {
        let mut idle: Vec<Desk<W>> = Vec::new();
        idle.resize_with(threads * DESKS_A_THREAD, || Desk::new(writer.clone()));
        // Desks that are worked on, each with the receiver of its return: the
        // order of this queue is the order of the input.
        let mut busy: VecDeque<mpsc::Receiver<Desk<W>>> = VecDeque::new();
        let mut has_more = true;
        loop {
            // Rows go out as soon as they can, then desks are filled, and only
            // when all are on their way does this thread wait.
            let must_wait = idle.is_empty() || !has_more;
            let returned = match busy.front() {
                None if must_wait => return Ok(()),
                None => None,
                Some(first) if must_wait => {
                    Some(first.recv().expect("a desk is returned: the work on it catches panics"))
                }
                Some(first) => first.try_recv().ok(),
            };
            if let Some(mut desk) = returned {
                busy.pop_front();
                done.file(&mut desk, feed)?;
                idle.push(desk);
            } else if let Some(mut desk) = idle.pop() {
                has_more = !options.stop.load(Ordering::Relaxed) && desk.take_batch(feed);
                if has_more {
                    let (back, returned) = mpsc::sync_channel(1);
                    busy.push_back(returned);
                    scope.spawn(move |_| {
                        work.run(&mut desk);
                        // The other end is gone only when the run has failed.
                        let _ = back.send(desk);
                    });
                }
            }
        }
    })
}

/// A batch, and all that is needed to work on it.
struct Desk<W> {
    batch: Batch,
    article: Article,
    scratch: Scratch,
    writer: W,
    rows: Rows,
    faults: Vec<Fault>,
    tally: Tally,
}

impl<W: Writer> Desk<W> {
    fn new(writer: W) -> Self {
        Self {
            batch: Batch::default(),
            article: Article::default(),
            scratch: Scratch::default(),
            writer,
            rows: Rows::default(),
            faults: Vec::new(),
            tally: Tally::default(),
        }
    }

    /// Fills the batch; whether there is anything in it.
    fn take_batch(&mut self, feed: &mut Feed) -> bool {
        feed.fill(&mut self.batch);
        !self.batch.is_empty()
    }
}

/// What is done on a desk: shared by all threads.
struct Work<'a> {
    find: &'a Find<'a>,
    fields: &'a Fields,
    strict: bool,
}

impl Work<'_> {
    fn run<W: Writer>(&self, desk: &mut Desk<W>) {
        desk.tally = Tally { kept: vec![0; self.fields.kept()], ..Tally::default() };
        while let Some(read) = desk.batch.next_into(self.fields, &mut desk.article) {
            let worked = match read {
                Ok(()) => self.article(desk),
                Err(fault) => Err(fault.into()),
            };
            if let Err(fault) = worked {
                match fault.is_input() {
                    true => desk.tally.lost_inputs += 1,
                    false => desk.tally.skipped += 1,
                }
                desk.faults.push(fault);
                if self.strict {
                    break;
                }
            }
        }
        desk.tally.used.add(desk.batch.used());
    }

    fn article<W: Writer>(&self, desk: &mut Desk<W>) -> Result<(), Fault> {
        let Desk { article, scratch, writer, rows, tally, .. } = desk;
        let before = rows.len();
        // The core never panics by its own law. Should it break that law, it
        // must not cost the user the other million articles.
        let found = catch_unwind(AssertUnwindSafe(|| {
            let found = (self.find)(&article.text, scratch);
            writer.article(article, &found, rows);
            found
        }));
        let Ok(found) = found else {
            rows.truncate(before);
            *scratch = Scratch::default();
            let place = desk.batch.last_place();
            return Err(Fault::Core(place.expect("an article was taken out")));
        };
        tally.articles += 1;
        tally.bytes += article.text.len() as u64;
        tally.sentences += u64::from(found.sentences);
        tally.quotes += found.quotations.len() as u64;
        tally.attributed += found.quotations.iter().filter(|q| q.attribution.is_some()).count() as u64;
        tally
            .kept
            .iter_mut()
            .zip(&article.kept)
            .for_each(|(sum, value)| *sum += u64::from(!value.is_empty()));
        Ok(())
    }
}

/// What has been done: rows written, faults told, sums kept; in order.
struct Done<'a> {
    strict: bool,
    sink: &'a mut dyn Sink,
    watch: &'a mut dyn FnMut(Event),
    tally: Tally,
    started: Instant,
}

impl Done<'_> {
    /// Takes the outcome of a desk and clears it.
    fn file<W>(&mut self, desk: &mut Desk<W>, feed: &Feed) -> Result<(), RunError> {
        self.sink.rows(&desk.rows).map_err(RunError::Write)?;
        desk.rows.clear(LARGE);
        if desk.article.text.capacity() > LARGE {
            desk.scratch = Scratch::default();
            desk.article = Article::default();
        }
        self.tally.add(&desk.tally);
        self.tally.time = self.started.elapsed();
        for fault in desk.faults.drain(..) {
            if self.strict {
                return Err(RunError::Strict(fault));
            }
            self.sink.fault(&fault).map_err(RunError::Write)?;
            (self.watch)(Event::Skipped(&fault));
        }
        self.sink.passed(desk.batch.position(), &self.tally).map_err(RunError::Write)?;
        (self.watch)(Event::Advanced(&self.tally, feed.consumed()));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::ReadOptions;

    /// Writes ids, and breaks on the article `3`.
    #[derive(Clone)]
    struct Brittle;

    impl Writer for Brittle {
        fn head(&self, _out: &mut Vec<u8>) {}

        fn article(&mut self, article: &Article, _found: &Extraction, out: &mut Rows) {
            out.bytes_mut().push(b' ');
            assert_ne!(article.id, "3");
            out.bytes_mut().extend_from_slice(article.id.as_bytes());
            out.end_row();
        }
    }

    #[derive(Default)]
    struct Memory {
        rows: Vec<u8>,
        positions: Vec<Position>,
    }

    impl Sink for Memory {
        fn rows(&mut self, rows: &Rows) -> io::Result<()> {
            self.rows.extend_from_slice(rows.bytes(0..rows.len()));
            Ok(())
        }

        fn fault(&mut self, _fault: &Fault) -> io::Result<()> {
            Ok(())
        }

        fn passed(&mut self, position: &Position, _tally: &Tally) -> io::Result<()> {
            self.positions.push(position.clone());
            Ok(())
        }
    }

    fn run_brittle(threads: usize, strict: bool) -> (Result<Tally, RunError>, String, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jsonl");
        let line = |id: u32| format!("{{\"id\":\"{id}\",\"text\":\"{}\"}}\n", "x".repeat(100_000));
        std::fs::write(&path, (1..=40).map(line).collect::<String>()).unwrap();
        let mut feed = Feed::new(vec![path], ReadOptions::default());
        let find = |_: &str, _: &mut Scratch| Extraction::default();
        let (mut sink, mut told) = (Memory::default(), Vec::new());
        let options = RunOptions { threads, strict, stop: &AtomicBool::new(false) };
        let mut watch = |event: Event| {
            if let Event::Skipped(fault) = event {
                told.push(fault.to_string());
            }
        };
        let outcome = run(&mut feed, &find, &Brittle, options, Tally::default(), &mut sink, &mut watch);
        (outcome, String::from_utf8(sink.rows).unwrap(), told)
    }

    #[test]
    fn an_article_on_which_the_work_breaks_costs_itself_and_no_other() {
        let ids: String = (1..=40).filter(|&id| id != 3).map(|id| format!(" {id}")).collect();
        for threads in [1, 2, 5] {
            let (outcome, out, told) = run_brittle(threads, false);
            let tally = outcome.unwrap();
            assert_eq!(out, ids);
            assert_eq!((tally.articles, tally.skipped, tally.bytes), (39, 1, 3_900_000));
            assert_eq!(told.len(), 1);
            assert!(
                told[0].contains("a.jsonl: record 3, byte 200042: a fault in whosaid itself"),
                "{told:?}"
            );
        }
    }

    #[test]
    fn a_strict_run_has_the_rows_before_the_fault_and_none_after_it() {
        for threads in [1, 2, 5] {
            let (outcome, out, told) = run_brittle(threads, true);
            assert!(matches!(outcome, Err(RunError::Strict(Fault::Core(place))) if place.record == 3));
            assert_eq!((out.as_str(), told.len()), (" 1 2", 0));
        }
    }
}
