//! The table of what could not be read.
//!
//! In: one fault after another. Out: a CSV with a row for each:
//!
//! ```text
//! file,record,byte,reason
//! dump.jsonl,17,90211,broken JSON: EOF while parsing a string at line 1 column 344
//! ```
//!
//! An input that could not be opened has neither record nor byte. Limit: the
//! file has its header only if nothing was wrong, and is written all the same.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::column::Cell;
use super::delimited::Delimited;
use super::table::{Part, Place, is_stream, stream};
use crate::pipeline::Fault;

const PLAIN: Delimited = Delimited { delimiter: b',', spreadsheet_safe: false };

/// The table under way.
pub struct FaultFile {
    place: Place,
    path: PathBuf,
}

impl FaultFile {
    /// A new table for `path`; if that is a pipe or a device, it is written to as it is.
    pub fn create(path: &Path) -> io::Result<Self> {
        let (place, path) = if is_stream(path) {
            (Place::Stream(stream(path)?, 0), path.to_owned())
        } else {
            // What a link leads to becomes the table, and not the link.
            let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
            (Place::Part(Part::create(&path)?), path)
        };
        let mut head = Vec::new();
        PLAIN.row(["file", "record", "byte", "reason"].map(Cell::Text).into_iter(), &mut head);
        let mut table = Self { place, path };
        table.append(&head)?;
        Ok(table)
    }

    /// Goes on with the first `length` bytes of a table that was left.
    pub fn resume(path: &Path, length: u64) -> io::Result<Self> {
        let place = if is_stream(path) {
            Place::Stream(stream(path)?, length)
        } else {
            Place::Part(Part::resume(path, length)?)
        };
        Ok(Self { place, path: path.to_owned() })
    }

    /// Where it will stand.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many bytes it has.
    pub fn length(&self) -> u64 {
        self.place.length()
    }

    /// Adds one fault.
    pub fn push(&mut self, fault: &Fault) -> io::Result<()> {
        let (place, reason) = (fault.place(), fault.reason());
        let [record, byte] = [place.map(|place| place.record), place.map(|place| place.byte)]
            .map(|number| number.map_or_else(String::new, |number| number.to_string()));
        let file = fault.path().to_string_lossy();
        let mut row = Vec::new();
        PLAIN.row([&*file, &record, &byte, &reason].map(Cell::Text).into_iter(), &mut row);
        self.append(&row)
    }

    /// Sees to it that all of it is on the disk, but not yet under its name.
    pub fn seal(&mut self) -> io::Result<()> {
        self.place.seal()
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        let path = self.path.display();
        self.place
            .append(bytes)
            .map_err(|fault| io::Error::new(fault.kind(), format!("cannot write {path}: {fault}")))
    }
}

impl FaultFile {
    /// Gives the table of `path` its name.
    pub fn publish(path: &Path) -> io::Result<()> {
        if is_stream(path) { Ok(()) } else { super::table::publish(path) }
    }

    /// Removes the part file of `path`.
    pub fn give_up(path: &Path) {
        super::table::give_up(path);
    }
}
