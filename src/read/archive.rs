//! Archives: files within a file.
//!
//! In: a tar or a zip. Out: the records of all files in it whose names tell a
//! format, in the order in which they lie there. `wire.zip` with `2024/a.txt`
//! and `photo.jpg` in it is one article, `2024/a.txt`, as a folder would be.
//! Faults tell the file as `wire.zip/2024/a.txt`.
//!
//! One file is open at a time and none is unpacked to disk, but for Parquet.
//! What cannot be read in a zip costs its file; in a tar, where the next file
//! is only found behind it, the rest. Limit: an archive in an archive is
//! passed over, as are hidden files.

use std::fs::File;
use std::path::Path;

use super::batch::{Batch, Source};
use super::error::ReadError;
use super::inputs::Format;
use super::open::Opener;
use super::stream::Stream;
use super::tar::Tar;
use super::zip::Zip;
use super::{Reader, Start};

/// A file in an archive.
pub(super) struct Member {
    /// With `/` between its parts.
    pub(super) name: String,
    pub(super) stream: Result<Stream, ReadError>,
}

/// The two kinds.
enum Kind {
    Tar(Tar),
    Zip(Zip),
}

/// Reads the files of an archive, one after the other.
pub(super) struct Archive {
    opener: Opener,
    source: Source,
    kind: Kind,
    reader: Option<Box<dyn Reader>>,
    /// Number of the file that is being read, or that comes next.
    member: u64,
    /// Where to go on in the file that comes next.
    start: Start,
}

impl Archive {
    /// The files of a tar.
    pub(super) fn tar(
        opener: Opener,
        stream: Stream,
        source: Source,
        start: Start,
    ) -> Result<Self, ReadError> {
        Self { opener, source, kind: Kind::Tar(Tar::new(stream)), reader: None, member: 0, start }.skipped()
    }

    /// The files of a zip.
    pub(super) fn zip(opener: Opener, file: File, source: Source, start: Start) -> Result<Self, ReadError> {
        let zip = Zip::new(file, &opener.consumed).map_err(|fault| source.unreadable(fault))?;
        Self { opener, source, kind: Kind::Zip(zip), reader: None, member: 0, start }.skipped()
    }

    fn skipped(mut self) -> Result<Self, ReadError> {
        while self.member < self.start.member && self.next_member()?.is_some() {
            self.member += 1;
        }
        self.start.member = 0;
        Ok(self)
    }

    fn next_member(&mut self) -> Result<Option<Member>, ReadError> {
        match &mut self.kind {
            Kind::Tar(tar) => tar.next(&self.source),
            Kind::Zip(zip) => zip.next(&self.source),
        }
    }

    /// The format of a file of this name, if it is to be read.
    fn format(&self, name: &str) -> Option<Format> {
        let is_hidden = name.split('/').any(|part| part.starts_with('.') && part != "." && part != "..");
        let told = Format::of(Path::new(name));
        match told {
            _ if is_hidden => None,
            Some(Format::Tar | Format::Zip) => None,
            told => self.opener.options.format.or(told),
        }
    }

    fn open(&mut self, member: Member) -> Result<Option<Box<dyn Reader>>, ReadError> {
        let start = std::mem::take(&mut self.start);
        let Some(format) = self.format(&member.name) else { return Ok(None) };
        let source = self.source.within(&member.name);
        self.opener.stream(member.stream?, Some(format), source, start).map(Some)
    }
}

impl Reader for Archive {
    fn fill(&mut self, batch: &mut Batch) -> Result<bool, ReadError> {
        while !batch.is_full() {
            if let Some(reader) = &mut self.reader {
                match reader.fill(batch) {
                    Ok(true) => continue,
                    Ok(false) => {}
                    Err(fault) => batch.push_fault(fault),
                }
                self.reader = None;
                self.member += 1;
                continue;
            }
            let Some(member) = self.next_member()? else { return Ok(false) };
            match self.open(member) {
                Ok(Some(reader)) => self.reader = Some(reader),
                Ok(None) => self.member += 1,
                Err(fault) => {
                    batch.push_fault(fault);
                    self.member += 1;
                }
            }
        }
        Ok(true)
    }

    fn position(&self) -> Start {
        let within = self.reader.as_ref().map(|reader| reader.position()).unwrap_or_default();
        Start { member: self.member, ..within }
    }
}
