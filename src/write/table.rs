//! One table under way, and the part file that it grows in.
//!
//! In: rows. Out: the file `.quotes.csv.part`, which is renamed to
//! `quotes.csv` when it is whole. A part file that was left is gone on with
//! from a length at which it was known to be right.
//!
//! A part file is locked while it is open: two runs that write `quotes.csv`
//! at once would make a file of neither. Limit: what was appended survives
//! the end of the program and not that of the machine, until it is sealed.

use std::fs::{self, File, TryLockError};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::groups::Groups;
use super::names;

/// A file that is not whole yet.
pub(super) struct Part {
    path: PathBuf,
    /// Closed when too many are open.
    file: Option<File>,
    length: u64,
}

impl Part {
    /// An empty part of the file `whole`.
    pub(super) fn create(whole: &Path) -> io::Result<Self> {
        if whole.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        let path = names::part(whole);
        let file = open(&path, true)?;
        file.set_len(0)?;
        Ok(Self { path, file: Some(file), length: 0 })
    }

    /// The first `length` bytes of the part that was left of `whole`.
    pub(super) fn resume(whole: &Path, length: u64) -> io::Result<Self> {
        let path = names::part(whole);
        let mut file = open(&path, false)?;
        let there = file.metadata()?.len();
        if there < length {
            let reason = format!("{} has {there} bytes where {length} were written", path.display());
            return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
        }
        file.set_len(length)?;
        file.seek(SeekFrom::End(0))?;
        Ok(Self { path, file: Some(file), length })
    }

    /// Appends these bytes.
    pub(super) fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.file.is_none() {
            let mut file = open(&self.path, false)?;
            file.seek(SeekFrom::Start(self.length))?;
            self.file = Some(file);
        }
        if let Some(file) = &mut self.file {
            file.write_all(bytes)?;
        }
        self.length += bytes.len() as u64;
        Ok(())
    }

    /// How many bytes were appended.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// Closes the file until more is appended.
    pub(super) fn pause(&mut self) {
        self.file = None;
    }

    /// Sees to it that all of it is on the disk.
    pub(super) fn seal(&mut self) -> io::Result<()> {
        self.append(&[])?;
        self.file.as_ref().map_or(Ok(()), File::sync_all)
    }
}

fn open(path: &Path, may_create: bool) -> io::Result<File> {
    let file = File::options().read(true).write(true).create(may_create).truncate(false).open(path)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            Err(io::Error::new(io::ErrorKind::ResourceBusy, "another run is writing this file"))
        }
        // A file system without locks is no reason not to write to it.
        Err(TryLockError::Error(_)) => Ok(file),
    }
}

/// Gives the part of `whole` its name. One that has it already keeps it.
pub(super) fn publish(whole: &Path) -> io::Result<()> {
    match fs::rename(names::part(whole), whole) {
        Err(fault) if fault.kind() == io::ErrorKind::NotFound && whole.is_file() => Ok(()),
        outcome => outcome,
    }
}

/// Removes the part of `whole`.
pub(super) fn give_up(whole: &Path) {
    // It may never have been there; and there is nothing left to do about it.
    let _ = fs::remove_file(names::part(whole));
}

/// Where the bytes of a table go.
pub(super) enum Place {
    /// On and on, as to a pipe.
    Stream(Box<dyn Write>, u64),
    Part(Part),
}

/// Whether there is something that can only be written to, a pipe or a device:
/// no file can stand in for it until it is whole. The standard streams are
/// such wherever they lead.
pub(super) fn is_stream(path: &Path) -> bool {
    matches!(path.to_str(), Some("/dev/stdout" | "/dev/stderr"))
        || path.metadata().is_ok_and(|about| !about.is_file() && !about.is_dir())
}

/// What `path` is, opened to be written on and on.
pub(super) fn stream(path: &Path) -> io::Result<Box<dyn Write>> {
    Ok(match path.to_str() {
        Some("/dev/stdout") => Box::new(io::stdout()),
        Some("/dev/stderr") => Box::new(io::stderr()),
        _ => Box::new(File::options().write(true).open(path)?),
    })
}

impl Place {
    /// Appends these bytes.
    pub(super) fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Stream(out, length) => {
                *length += bytes.len() as u64;
                out.write_all(bytes)
            }
            Self::Part(part) => part.append(bytes),
        }
    }

    /// How many bytes were appended.
    pub(super) fn length(&self) -> u64 {
        match self {
            Self::Stream(_, length) => *length,
            Self::Part(part) => part.length(),
        }
    }

    /// Sees to it that all of it is where it belongs.
    pub(super) fn seal(&mut self) -> io::Result<()> {
        match self {
            Self::Stream(out, _) => out.flush(),
            Self::Part(part) => part.seal(),
        }
    }
}

/// One table under way.
pub(super) struct Table {
    place: Place,
    /// Rows that wait to be stored by columns; none in a format of lines.
    groups: Option<Groups>,
    /// Rows that wait to be written with others.
    buffer: Vec<u8>,
}

impl Table {
    /// A table that starts with `head`, or with what its groups want.
    pub(super) fn begin(place: Place, head: &[u8], groups: Option<Groups>) -> io::Result<Self> {
        let mut table = Self { place, groups, buffer: Vec::new() };
        let head = table.groups.as_ref().map_or(head, |groups| groups.head());
        table.append(head)?;
        Ok(table)
    }

    /// A table of which this part stands.
    pub(super) fn go_on(mut part: Part, mut groups: Option<Groups>) -> io::Result<Self> {
        if let (Some(groups), Some(file)) = (&mut groups, &mut part.file) {
            groups.find(file, part.length)?;
            file.seek(SeekFrom::End(0))?;
        }
        Ok(Self { place: Place::Part(part), groups, buffer: Vec::new() })
    }

    /// Appends bytes of whole rows at once.
    pub(super) fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.place.append(bytes)
    }

    /// Adds bytes of whole rows, to be written with [`Table::flush`].
    pub(super) fn add(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// Adds a row to the next group; gives by how many bytes that has grown.
    pub(super) fn push(&mut self, row: &[u8]) -> usize {
        self.groups.as_mut().map_or(0, |groups| {
            let before = groups.pending();
            groups.push(row);
            groups.pending() - before
        })
    }

    /// Writes what was added.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        let mut buffer = std::mem::take(&mut self.buffer);
        self.append(&buffer)?;
        buffer.clear();
        self.buffer = buffer;
        Ok(())
    }

    /// Makes and writes a group of the rows that wait for theirs.
    pub(super) fn group(&mut self) -> io::Result<()> {
        let at = self.length();
        match &mut self.groups {
            None => Ok(()),
            Some(groups) => {
                let bytes = groups.group(at)?;
                if bytes.is_empty() { Ok(()) } else { self.append(&bytes) }
            }
        }
    }

    /// How many bytes have been written.
    pub(super) fn length(&self) -> u64 {
        self.place.length()
    }

    /// Closes the file until more is written.
    pub(super) fn pause(&mut self) {
        self.buffer.shrink_to_fit();
        if let Place::Part(part) = &mut self.place {
            part.pause();
        }
    }

    /// Writes what stands behind the last row.
    pub(super) fn end(&mut self) -> io::Result<()> {
        self.flush()?;
        self.group()?;
        if let Some(groups) = &self.groups {
            let foot = groups.foot()?;
            self.append(&foot)?;
        }
        self.place.seal()
    }
}
