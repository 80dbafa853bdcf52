//! The state of a run on the disk.
//!
//! In: how far a run is. Out: `.quotes.csv.journal` beside its output, a line
//! of JSON in place of the one before; and, when the run is gone on with, what
//! that line said.
//!
//! The file is written under another name and then renamed, so that it is
//! there whole or as it was before, whenever the program is killed. Limit: it
//! is not forced onto the disk; after the machine itself went down, a journal
//! may promise more than the part files hold, which is noticed and refused.

use std::fs;
use std::io;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::terms::Terms;
use crate::pipeline::Tally;
use crate::read::Position;
use crate::write::Written;

/// Everything that is needed to go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// What the run was told to do.
    pub terms: Terms,
    /// Where in the inputs to go on.
    pub position: Position,
    /// What had been done up to there.
    pub tally: Tally,
    /// How many rows had been found up to there.
    pub(super) rows: u64,
    /// How many rows stand in the files: some that come behind `position` too.
    pub(super) settled: u64,
    /// The files and how much of each is right.
    pub(super) files: Vec<Written>,
    /// The table of faults and how much of it is right.
    pub(super) faults: Option<(PathBuf, u64)>,
    /// Whether all is done but that the files have their names.
    pub is_done: bool,
}

/// The file that holds a [`State`].
#[derive(Debug, Clone)]
pub(super) struct Journal {
    path: PathBuf,
}

impl Journal {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// What it says; `None` if there is none.
    pub(super) fn load(&self) -> io::Result<Option<State>> {
        match fs::read(&self.path) {
            Ok(bytes) => Ok(Some(serde_json::from_slice(&bytes)?)),
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    /// Says this from now on.
    pub(super) fn save(&self, state: &State) -> io::Result<()> {
        fs::write(self.next(), serde_json::to_vec(state)?)?;
        fs::rename(self.next(), &self.path)
    }

    /// There is nothing to go on with.
    pub(super) fn remove(&self) -> io::Result<()> {
        // One that was killed before it could be renamed goes first.
        for path in [&self.next(), &self.path] {
            match fs::remove_file(path) {
                Err(fault) if fault.kind() != io::ErrorKind::NotFound => return Err(fault),
                _ => {}
            }
        }
        Ok(())
    }

    /// What it is called until it is written.
    fn next(&self) -> PathBuf {
        self.path.with_extension("journal.next")
    }
}
