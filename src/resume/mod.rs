//! Going on with a run that was stopped.
//!
//! In: the rows and faults of a run, in order, and how far it has come. Out:
//! the files that the user asked for, and until they are whole a journal that
//! tells how to go on. A run over `wire.jsonl` that is killed behind its
//! 40,000th article leaves `.quotes.csv.part` and `.quotes.csv.journal`; the
//! same command with `--resume` goes on a few articles before that, and the
//! `quotes.csv` that it makes is the same to the byte as one from a run that
//! nobody disturbed.
//!
//! | room | its question |
//! | --- | --- |
//! | `terms` | is it the same run? |
//! | `journal` | what is known of it? |
//! | here | when is that written down? |
//!
//! After every batch it is known where the inputs stand ([`Position`]), how
//! many rows there were, and how long the files are. Rows may wait (those of
//! Parquet do, until their group is full), so that what is written down is the
//! last position whose rows all stand; of what comes behind it, the rows that
//! stand already are dropped when they come again.
//!
//! Limit: what goes to a pipe, or comes from one, cannot be gone on with.

mod journal;
mod terms;

use std::collections::VecDeque;
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

pub use journal::State;
pub use terms::Terms;

use self::journal::Journal;
use crate::pipeline::{Fault, Sink, Tally};
use crate::read::Position;
use crate::write::{FaultFile, Layout, Names, Output, Rows};

/// How often the journal is written. It takes some 50 µs, so that this costs
/// nothing, and a run that is killed loses no more than this.
const INTERVAL: Duration = Duration::from_millis(50);

/// A place up to which everything is known.
struct Mark {
    position: Position,
    tally: Tally,
    rows: u64,
    faults: u64,
}

/// Takes the outcome of a run and keeps its journal.
pub struct Recorder {
    output: Output,
    faults: Option<FaultFile>,
    journal: Option<(Journal, Terms)>,
    /// Places in order; the rows before the first stand in the files.
    marks: VecDeque<Mark>,
    saved: Instant,
}

/// The state in which a run with this output was left; `None` if there is no
/// journal of one.
pub fn left(output: &Path) -> io::Result<Option<State>> {
    Journal::new(Names::new(output).journal()).load()
}

impl Recorder {
    /// Begins a run. It can be gone on with if there are `terms` to hold it to.
    pub fn begin(
        output: Option<&Path>,
        layout: Layout,
        faults: Option<&Path>,
        terms: Option<Terms>,
    ) -> io::Result<Self> {
        if terms.is_some()
            && let Some(path) = output
        {
            // A journal of before must not be taken for that of these files.
            Journal::new(Names::new(path).journal()).remove()?;
        }
        let output = Output::create(output, layout)?;
        let journal = output.names().map(|names| Journal::new(names.journal()));
        let faults = faults.map(FaultFile::create).transpose()?;
        let first = Mark {
            position: Position::default(),
            tally: Tally::default(),
            rows: 0,
            faults: faults.as_ref().map_or(0, FaultFile::length),
        };
        let journal = journal.zip(terms);
        let mut recorder = Self { output, faults, journal, marks: [first].into(), saved: Instant::now() };
        recorder.save(false)?;
        Ok(recorder)
    }

    /// Goes on with a run that was left in this state.
    pub fn resume(output: &Path, layout: Layout, state: State) -> io::Result<Self> {
        let names = Names::new(output);
        let journal = Journal::new(names.journal());
        let again = state.settled - state.rows;
        let output = Output::resume(names, layout, &state.files, state.settled, again)?;
        let faults =
            state.faults.as_ref().map(|(path, length)| FaultFile::resume(path, *length)).transpose()?;
        let mark = Mark {
            position: state.position,
            tally: state.tally,
            rows: state.rows,
            faults: faults.as_ref().map_or(0, FaultFile::length),
        };
        let journal = Some((journal, state.terms));
        Ok(Self { output, faults, journal, marks: [mark].into(), saved: Instant::now() })
    }

    /// Whether the run can be gone on with.
    pub fn is_kept(&self) -> bool {
        self.journal.is_some()
    }

    /// Writes the journal.
    pub fn save(&mut self, is_done: bool) -> io::Result<()> {
        self.saved = Instant::now();
        let settled = self.output.settled();
        while self.marks.get(1).is_some_and(|next| next.rows <= settled) {
            self.marks.pop_front();
        }
        let (Some((journal, terms)), Some(mark)) = (&self.journal, self.marks.front()) else { return Ok(()) };
        journal.save(&State {
            terms: terms.clone(),
            position: mark.position.clone(),
            tally: mark.tally.clone(),
            rows: mark.rows,
            settled,
            files: self.output.written(),
            faults: self.faults.as_ref().map(|faults| (faults.path().to_owned(), mark.faults)),
            is_done,
        })
    }

    /// Makes the outcome whole, under its names.
    pub fn finish(mut self) -> io::Result<()> {
        self.output.end()?;
        self.faults.as_mut().map_or(Ok(()), FaultFile::seal)?;
        self.save(true)?;
        let faults = self.faults.as_ref().map(FaultFile::path);
        let Some(names) = self.output.names() else { return faults.map_or(Ok(()), FaultFile::publish) };
        let journal = Journal::new(names.journal());
        publish(names, &self.output.written(), faults, &journal)
    }

    /// Leaves nothing behind.
    pub fn give_up(self) -> io::Result<()> {
        if let Some((journal, _)) = &self.journal {
            journal.remove()?;
        }
        if let Some(faults) = &self.faults {
            FaultFile::give_up(faults.path());
        }
        self.output.give_up();
        Ok(())
    }
}

/// Gives the files their names, if a run was stopped before it could.
pub fn publish_left(output: &Path, state: &State) -> io::Result<()> {
    let names = Names::new(output);
    let journal = Journal::new(names.journal());
    publish(&names, &state.files, state.faults.as_ref().map(|(path, _)| path.as_path()), &journal)
}

fn publish(
    names: &Names,
    files: &[crate::write::Written],
    faults: Option<&Path>,
    journal: &Journal,
) -> io::Result<()> {
    Output::publish(names, files)?;
    faults.map_or(Ok(()), FaultFile::publish)?;
    journal.remove()
}

impl Sink for Recorder {
    fn rows(&mut self, rows: &Rows) -> io::Result<()> {
        self.output.rows(rows)
    }

    fn fault(&mut self, fault: &Fault) -> io::Result<()> {
        self.faults.as_mut().map_or(Ok(()), |faults| faults.push(fault))
    }

    fn passed(&mut self, position: &Position, tally: &Tally) -> io::Result<()> {
        let rows = self.output.handed();
        let faults = self.faults.as_ref().map_or(0, FaultFile::length);
        // A later place with the same rows before it is the better one.
        let is_all = self.output.settled() >= rows;
        while self.marks.back().is_some_and(|last| is_all || last.rows == rows) {
            self.marks.pop_back();
        }
        self.marks.push_back(Mark { position: position.clone(), tally: tally.clone(), rows, faults });
        if self.saved.elapsed() >= INTERVAL { self.save(false) } else { Ok(()) }
    }
}
