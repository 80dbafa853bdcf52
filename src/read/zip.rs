//! Zip archives, by the directory at their end.
//!
//! In: a file. Out: the files in it, each as a stream. The directory of
//! `wire.zip` says of `a.txt` where it lies, how it is packed, and the sum by
//! which one knows that it was read right.
//!
//! The directory is read as the archive is, one entry after the other: that of
//! half a million files is some 50 MB, and held as a map it would be several
//! times that, so that no package is used that does so. Formats are those of
//! PKWARE's APPNOTE 6.3, with its larger offsets (Zip64); files are stored,
//! deflated or zstd. Limit: encrypted files and archives of several volumes
//! are reported and not read.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::archive::Member;
use super::batch::Source;
use super::error::ReadError;
use super::open::Checked;
use super::stream::Stream;

const END: &[u8; 4] = b"PK\x05\x06";
const END_64: &[u8; 4] = b"PK\x06\x06";
const LOCATOR_64: &[u8; 4] = b"PK\x06\x07";
const ENTRY: &[u8; 4] = b"PK\x01\x02";
const LOCAL: &[u8; 4] = b"PK\x03\x04";
const STORED: u16 = 0;
const DEFLATED: u16 = 8;
const ZSTD: u16 = 93;
const ENCRYPTED: u16 = 1;

/// In place of a number that stands in the larger form elsewhere.
const ELSEWHERE: u64 = u32::MAX as u64;

/// A stretch of a file that is read by several.
struct Stretch {
    file: Arc<Mutex<File>>,
    at: u64,
    left: u64,
}

impl Read for Stretch {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.at))?;
        let read = file.read(&mut buffer[..most])?;
        self.at += read as u64;
        self.left -= read as u64;
        Ok(read)
    }
}

/// A zip archive.
pub(super) struct Zip {
    file: Arc<Mutex<File>>,
    directory: BufReader<Stretch>,
    left: u64,
    consumed: Arc<AtomicU64>,
}

/// What the directory says of a file.
struct Entry {
    name: String,
    flags: u16,
    method: u16,
    sum: u32,
    packed: u64,
    length: u64,
    at: u64,
}

impl Zip {
    /// The archive in `file`.
    pub(super) fn new(mut file: File, consumed: &Arc<AtomicU64>) -> io::Result<Self> {
        let (at, length, left) = directory(&mut file)?;
        let file = Arc::new(Mutex::new(file));
        let stretch = Stretch { file: Arc::clone(&file), at, left: length };
        let directory = BufReader::with_capacity(64 << 10, stretch);
        Ok(Self { file, directory, left, consumed: Arc::clone(consumed) })
    }

    /// The next file.
    pub(super) fn next(&mut self, source: &Source) -> Result<Option<Member>, ReadError> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        let entry = self.entry().map_err(|fault| source.unreadable(fault))?;
        let stream = self.open(&entry, source);
        Ok(Some(Member { name: entry.name, stream }))
    }

    fn open(&self, entry: &Entry, source: &Source) -> Result<Stream, ReadError> {
        let refuse = |reason| Err(ReadError::Member { path: source.within(&entry.name).path, reason });
        if entry.flags & ENCRYPTED != 0 {
            return refuse("it is encrypted");
        }
        let packed = self.content(entry).map_err(|fault| source.within(&entry.name).unreadable(fault))?;
        let packed = BufReader::with_capacity(64 << 10, packed);
        self.consumed.fetch_add(entry.packed, Ordering::Relaxed);
        let (length, sum) = (entry.length, entry.sum);
        let stream = match entry.method {
            STORED => Stream::new(Checked::new(packed, length, sum), &Arc::default()),
            DEFLATED => {
                let unpacked = flate2::bufread::DeflateDecoder::new(packed);
                Stream::new(Checked::new(unpacked, length, sum), &Arc::default())
            }
            ZSTD => zstd::stream::read::Decoder::with_buffer(packed)
                .and_then(|unpacked| Stream::new(Checked::new(unpacked, length, sum), &Arc::default())),
            _ => return refuse("it is packed in a way that is not read; stored, deflate and zstd are"),
        };
        stream.map_err(|fault| source.within(&entry.name).unreadable(fault))
    }

    /// The packed bytes of a file, behind its own header.
    fn content(&self, entry: &Entry) -> io::Result<Stretch> {
        let mut header = [0; 30];
        let file = || Arc::clone(&self.file);
        Stretch { file: file(), at: entry.at, left: 30 }.read_exact(&mut header)?;
        if !header.starts_with(LOCAL) {
            return Err(damaged());
        }
        let at = entry.at.saturating_add(30 + number(&header[26..28]) + number(&header[28..30]));
        Ok(Stretch { file: file(), at, left: entry.packed })
    }

    fn entry(&mut self) -> io::Result<Entry> {
        let mut fixed = [0; 46];
        self.directory.read_exact(&mut fixed)?;
        if !fixed.starts_with(ENTRY) {
            return Err(damaged());
        }
        let length_at = |at: usize| number(&fixed[at..at + 2]) as usize;
        let mut rest = vec![0; length_at(28) + length_at(30) + length_at(32)];
        self.directory.read_exact(&mut rest)?;
        let (name, rest) = rest.split_at(length_at(28));
        let mut entry = Entry {
            name: String::from_utf8_lossy(name).replace('\\', "/"),
            flags: number(&fixed[8..10]) as u16,
            method: number(&fixed[10..12]) as u16,
            sum: number(&fixed[16..20]) as u32,
            packed: number(&fixed[20..24]),
            length: number(&fixed[24..28]),
            at: number(&fixed[42..46]),
        };
        entry.enlarge(&rest[..length_at(30)]);
        Ok(entry)
    }
}

impl Entry {
    /// Takes the larger numbers from the extra field, where there are such:
    /// in this order, and only those that are not told in the fixed part.
    fn enlarge(&mut self, mut extra: &[u8]) {
        while extra.len() >= 4 {
            let (kind, length) = (number(&extra[..2]), number(&extra[2..4]) as usize);
            let mut values = extra.get(4..4 + length).unwrap_or_default().chunks_exact(8);
            if kind == 1 {
                for value in [&mut self.length, &mut self.packed, &mut self.at] {
                    if *value == ELSEWHERE {
                        *value = values.next().map_or(ELSEWHERE, number);
                    }
                }
            }
            extra = extra.get(4 + length..).unwrap_or_default();
        }
    }
}

/// Where the directory lies, how long it is, and of how many files.
fn directory(file: &mut File) -> io::Result<(u64, u64, u64)> {
    // The end may have a comment of 65,535 bytes behind it.
    let length = file.seek(SeekFrom::End(0))?;
    let from = length.saturating_sub(22 + 0xffff);
    file.seek(SeekFrom::Start(from))?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail)?;
    let end = memchr::memmem::rfind(&tail, END).filter(|end| tail.len() - end >= 22).ok_or_else(|| {
        io::Error::new(io::ErrorKind::UnexpectedEof, "the archive has no directory: it is cut off, or no zip")
    })?;
    let locator =
        end.checked_sub(20).map(|at| &tail[at..end]).filter(|locator| locator.starts_with(LOCATOR_64));
    let Some(locator) = locator else {
        let end = &tail[end..];
        return Ok((number(&end[16..20]), number(&end[12..16]), number(&end[10..12])));
    };
    let mut end = [0; 56];
    file.seek(SeekFrom::Start(number(&locator[8..16])))?;
    file.read_exact(&mut end)?;
    if !end.starts_with(END_64) {
        return Err(damaged());
    }
    Ok((number(&end[48..56]), number(&end[40..48]), number(&end[32..40])))
}

fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the directory of the archive is damaged")
}

/// The least byte comes first.
fn number(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte))
}
