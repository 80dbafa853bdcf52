//! From an input to the reader of its format.
//!
//! In: a file, standard input, or a file within an archive; and where to go on
//! in it. Out: the reader that cuts it into records. `news.tar.zst` becomes
//! the reader of an archive, which asks here again for that of `a.jsonl.gz`
//! in it.
//!
//! Zip and Parquet are read from their end, so that of a pipe, of a compressed
//! file and within an archive they are first copied to a temporary file.
//! Limit: such a copy may have 16 GiB; an archive within an archive is passed
//! over.

use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::archive::Archive;
use super::array::Array;
use super::batch::Source;
use super::columnar::Columnar;
use super::error::ReadError;
use super::inputs::{Format, Input};
use super::lines::Lines;
use super::stream::Stream;
use super::table::Table;
use super::text::Text;
use super::{ReadOptions, Reader, Start};

/// How long a temporary copy may become: a bomb must not fill the disk.
const COPY: u64 = 16 << 30;

/// How much is copied at a time.
const BLOCK: usize = 1 << 20;

/// Opens inputs.
#[derive(Clone)]
pub(super) struct Opener {
    pub(super) options: Arc<ReadOptions>,
    pub(super) consumed: Arc<AtomicU64>,
}

impl Opener {
    /// The reader of an input, from `start` on.
    pub(super) fn open(&self, input: Input, start: Start) -> Result<Box<dyn Reader>, ReadError> {
        let stream = if input.is_standard() {
            Stream::new(io::stdin(), &self.consumed)
        } else {
            File::open(&input.path).and_then(|file| Stream::of_file(file, &self.consumed))
        };
        let source = Source { path: input.path, name: input.name, is_named: input.is_named };
        let stream = stream.map_err(|fault| source.unreadable(fault))?;
        let format = input.format.or_else(|| Format::of_magic(stream.peek()));
        if !matches!(format, Some(Format::Tar | Format::Zip)) {
            return self.stream(stream, format, source, start);
        }
        let archive = match format {
            Some(Format::Zip) => Archive::zip(self.clone(), self.whole(stream, &source)?, source, start),
            _ => Archive::tar(self.clone(), stream, source, start),
        };
        archive.map(|archive| Box::new(archive) as Box<dyn Reader>)
    }

    /// The reader of a stream that is no archive.
    pub(super) fn stream(
        &self,
        stream: Stream,
        format: Option<Format>,
        source: Source,
        start: Start,
    ) -> Result<Box<dyn Reader>, ReadError> {
        let (fields, limit) = (&self.options.fields, self.options.max_article_bytes);
        if format == Some(Format::Parquet) {
            let file = self.whole(stream, &source)?;
            return Ok(Box::new(Columnar::new(file, source, fields, limit, start)?));
        }
        let stream = stream.into_text(self.options.encoding).map_err(|fault| source.unreadable(fault))?;
        let format = format.unwrap_or_else(|| Format::of_bytes(stream.peek()));
        Ok(match format {
            Format::Text => Box::new(Text::new(stream, source, limit)),
            Format::Jsonl => Box::new(Lines::new(stream, source, limit, start)?),
            Format::Json => Box::new(Array::new(stream, source, limit, start)?),
            Format::Csv => Box::new(Table::new(stream, source, b',', fields, limit, start)?),
            Format::Tsv => Box::new(Table::new(stream, source, b'\t', fields, limit, start)?),
            Format::Parquet | Format::Tar | Format::Zip => {
                return Err(ReadError::Member {
                    path: source.path,
                    reason: "an archive within an archive is not opened",
                });
            }
        })
    }

    /// All of a stream as a file to be read in any order.
    fn whole(&self, mut stream: Stream, source: &Source) -> Result<File, ReadError> {
        if let Some(mut file) = stream.take_plain() {
            return file.rewind().map(|()| file).map_err(|fault| source.unreadable(fault));
        }
        let mut copy = || -> io::Result<File> {
            let mut file = tempfile::tempfile()?;
            let mut block = Vec::new();
            loop {
                block.clear();
                if stream.read_onto(&mut block, BLOCK)? == 0 {
                    break;
                }
                file.write_all(&block)?;
                if stream.byte() > COPY {
                    return Err(io::Error::new(
                        io::ErrorKind::FileTooLarge,
                        "unpacked it has over 16 GiB; unpack it first",
                    ));
                }
            }
            file.rewind()?;
            Ok(file)
        };
        copy().map_err(|fault| source.unreadable(fault))
    }
}

/// Counts what it checks, and says when it is more or other than was said.
pub(super) struct Checked<R> {
    inner: R,
    crc: flate2::Crc,
    left: u64,
    wanted: u32,
}

impl<R: Read> Checked<R> {
    /// `inner`, which is said to have so many bytes of this sum.
    pub(super) fn new(inner: R, length: u64, wanted: u32) -> Self {
        Self { inner, crc: flate2::Crc::new(), left: length, wanted }
    }
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.crc.update(&buffer[..read]);
        let fault = |reason| Err(io::Error::new(io::ErrorKind::InvalidData, reason));
        match self.left.checked_sub(read as u64) {
            None => fault("it is longer than the archive says"),
            Some(left) if read == 0 && !buffer.is_empty() && (left > 0 || self.crc.sum() != self.wanted) => {
                fault("it is not what the archive says (checksum)")
            }
            Some(left) => {
                self.left = left;
                Ok(read)
            }
        }
    }
}
