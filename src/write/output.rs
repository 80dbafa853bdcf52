//! Which files rows go to.
//!
//! In: spelled rows, batch after batch. Out: one table, or one for every so
//! many rows, or one for each value of a column. With `--split-by date:4` the
//! rows of an article of `2024-03-01` go to `quotes-2024.csv`.
//!
//! A file stands under its name only when it is whole: until then it is
//! `.quotes.csv.part`. A path that is no regular file (`/dev/null`, a named
//! pipe) is written to directly, since putting a file in its place would
//! destroy it. What goes to a pipe cannot be gone on with.
//!
//! Limit: at most a hundred files are open at a time, so that rows in no order
//! of their values make files be closed and opened again.

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::groups::{self, Groups};
use super::names::Names;
use super::rows::Rows;
use super::table::{self, Part, Place, Table};
use super::writer::TableFormat;

/// How many files may be open; systems grant 256 at the least.
const OPEN: usize = 100;

/// How rows are put into files.
#[derive(Debug, Clone)]
pub struct Layout {
    /// How rows were spelled.
    pub format: TableFormat,
    /// The columns that are carried along.
    pub kept: Vec<String>,
    /// What each file starts with.
    pub head: Vec<u8>,
    /// Whether there are several files.
    pub split: Option<Split>,
    /// Whether files of an earlier output that was split may be there, and be
    /// replaced as far as this one has their names.
    pub may_replace: bool,
}

/// What makes rows go to another file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Split {
    /// So many rows are in this one.
    Rows(u64),
    /// Their value in the column that the writer was told.
    Column,
}

/// A file and how much of it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// The name beside the output.
    pub name: String,
    /// Its bytes.
    pub length: u64,
}

/// An open output.
pub struct Output {
    layout: Layout,
    /// Where files are; `None` for a stream.
    names: Option<Names>,
    tables: BTreeMap<String, Table>,
    /// Rows that have been handed over, and those of them that stand in files.
    rows: u64,
    settled: u64,
    /// The rows that wait for their group, and their bytes.
    waiting: (usize, usize),
    /// Rows that will be handed over again, and stand already.
    again: u64,
}

impl Output {
    /// A new output. `None` or `-` is standard output.
    pub fn create(path: Option<&Path>, layout: Layout) -> io::Result<Self> {
        let path = path.filter(|path| *path != Path::new("-"));
        let stream: Box<dyn io::Write> = match path {
            None => Box::new(io::stdout().lock()),
            Some(path) if table::is_stream(path) => table::stream(path)?,
            Some(path) => return Self::beside(Names::new(path), layout),
        };
        if layout.split.is_some() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "a stream cannot be split into files"));
        }
        let mut output = Self::empty(None, layout);
        let table = Table::begin(Place::Stream(stream, 0), &output.layout.head, output.groups())?;
        output.tables.insert(String::new(), table);
        Ok(output)
    }

    fn beside(names: Names, layout: Layout) -> io::Result<Self> {
        if layout.split.is_some()
            && !layout.may_replace
            && let Some(old) = names.old_piece()?
        {
            let reason = format!("{} is there of an earlier run; remove it first", old.display());
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, reason));
        }
        let first = match layout.split {
            None => Some(names.file_name()),
            Some(Split::Rows(_)) => Some(names.numbered(1)),
            Some(Split::Column) => None,
        };
        let mut output = Self::empty(Some(names), layout);
        if let Some(first) = first {
            output.table(&first)?;
        }
        Ok(output)
    }

    /// An output that was left when `rows` rows stood in these files. The
    /// first `again` of the rows that come are among them.
    pub fn resume(
        names: Names,
        layout: Layout,
        written: &[Written],
        rows: u64,
        again: u64,
    ) -> io::Result<Self> {
        let mut output = Self::empty(Some(names.clone()), layout);
        (output.rows, output.settled, output.again) = (rows, rows, again);
        for file in written {
            let part = Part::resume(&names.beside(&file.name), file.length)?;
            let mut table = Table::go_on(part, output.groups())?;
            if written.len() > 1 {
                table.pause();
            }
            output.tables.insert(file.name.clone(), table);
        }
        Ok(output)
    }

    fn empty(names: Option<Names>, layout: Layout) -> Self {
        let tables = BTreeMap::new();
        Self { layout, names, tables, rows: 0, settled: 0, waiting: (0, 0), again: 0 }
    }

    fn groups(&self) -> Option<Groups> {
        (self.layout.format == TableFormat::Parquet).then(|| Groups::new(&self.layout.kept))
    }

    /// Writes the rows of a batch.
    pub fn rows(&mut self, rows: &Rows) -> io::Result<()> {
        let known = self.again.min(rows.len() as u64) as usize;
        self.again -= known as u64;
        let mut first = known;
        while first < rows.len() {
            let last = self.same_file(rows, first);
            self.run(rows, first..last)?;
            first = last;
        }
        self.on_all(Table::flush)?;
        if self.layout.format != TableFormat::Parquet {
            self.settled = self.rows;
        }
        Ok(())
    }

    /// The end of the rows from `first` on that go to the same file.
    fn same_file(&self, rows: &Rows, first: usize) -> usize {
        match self.layout.split {
            None => rows.len(),
            Some(Split::Rows(most)) => {
                let room = most - self.rows % most;
                rows.len().min(first.saturating_add(usize::try_from(room).unwrap_or(usize::MAX)))
            }
            Some(Split::Column) => {
                let others = |row: &usize| rows.key(*row) != rows.key(first);
                (first + 1..rows.len()).find(others).unwrap_or(rows.len())
            }
        }
    }

    /// Writes rows that go to one file.
    fn run(&mut self, rows: &Rows, run: Range<usize>) -> io::Result<()> {
        let name = match (&self.names, self.layout.split) {
            (None, _) => String::new(),
            (Some(names), None) => names.file_name(),
            (Some(names), Some(Split::Rows(most))) => names.numbered(self.rows / most + 1),
            (Some(names), Some(Split::Column)) => names.valued(rows.key(run.start)),
        };
        let count = run.len() as u64;
        if self.layout.format == TableFormat::Parquet {
            for row in run {
                let grown = self.table(&name)?.push(rows.bytes(row..row + 1));
                self.rows += 1;
                self.waiting = (self.waiting.0 + 1, self.waiting.1 + grown);
                if groups::is_full(self.waiting.0, self.waiting.1) {
                    self.settle()?;
                }
            }
        } else {
            let is_split = self.layout.split == Some(Split::Column);
            let table = self.table(&name)?;
            match is_split {
                true => table.add(rows.bytes(run)),
                false => table.append(rows.bytes(run))?,
            }
            self.rows += count;
        }
        match self.layout.split {
            Some(Split::Rows(most)) if self.rows.is_multiple_of(most) => self.close(&name),
            _ => Ok(()),
        }
    }

    /// The table of this name, which is begun if it is new.
    fn table(&mut self, name: &str) -> io::Result<&mut Table> {
        if !self.tables.contains_key(name) {
            let names = self.names.as_ref().expect("a stream has its only table from the start");
            let part = Part::create(&names.beside(name))?;
            let table = Table::begin(Place::Part(part), &self.layout.head, self.groups())?;
            self.tables.insert(name.to_owned(), table);
            self.on_all(|_| Ok(()))?;
        }
        Ok(self.tables.get_mut(name).expect("it has just been seen to"))
    }

    /// Closes a file that gets no more rows.
    fn close(&mut self, name: &str) -> io::Result<()> {
        self.settle()?;
        if let Some(table) = self.tables.get_mut(name) {
            table.pause();
        }
        Ok(())
    }

    /// Does this on every table, and closes its file if they are too many.
    fn on_all(&mut self, mut work: impl FnMut(&mut Table) -> io::Result<()>) -> io::Result<()> {
        let are_many = self.tables.len() > OPEN;
        for table in self.tables.values_mut() {
            work(table)?;
            if are_many {
                table.pause();
            }
        }
        Ok(())
    }

    /// Makes groups of all rows that wait. All files at once, though that
    /// makes the groups of some small: so the rows that stand in files are
    /// always the first ones, and one number tells how many they are.
    fn settle(&mut self) -> io::Result<()> {
        self.on_all(Table::group)?;
        self.settled = self.rows;
        self.waiting = (0, 0);
        Ok(())
    }

    /// How many rows were handed over, those that came again not counted
    /// twice, as they still do come.
    pub fn handed(&self) -> u64 {
        self.rows - self.again
    }

    /// How many rows, from the first, stand in files.
    pub fn settled(&self) -> u64 {
        self.settled
    }

    /// The files and how much of each stands.
    pub fn written(&self) -> Vec<Written> {
        let named = self.tables.iter();
        named.map(|(name, table)| Written { name: name.clone(), length: table.length() }).collect()
    }

    /// Ends every table; the files do not have their names yet.
    pub fn end(&mut self) -> io::Result<()> {
        self.settle()?;
        for table in self.tables.values_mut() {
            table.end()?;
            table.pause();
        }
        Ok(())
    }

    /// Gives the files their names.
    pub fn publish(names: &Names, written: &[Written]) -> io::Result<()> {
        written.iter().try_for_each(|file| table::publish(&names.beside(&file.name)))
    }

    /// Removes the part files.
    pub fn give_up(self) {
        if let Some(names) = &self.names {
            self.tables.keys().for_each(|name| table::give_up(&names.beside(name)));
        }
    }

    /// Where the files are; `None` for a stream.
    pub fn names(&self) -> Option<&Names> {
        self.names.as_ref()
    }
}
