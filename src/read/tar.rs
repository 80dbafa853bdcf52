//! Tar archives, from front to back.
//!
//! In: a stream. Out: the files in it, each as a stream of its own that ends
//! where the file does. A `news.tar` with `a.txt` of 5 bytes is a header of
//! 512, those 5, and zeros up to 1024.
//!
//! The tar package takes a header apart; going from one to the next is done
//! here, since a file must be read on in while the archive is kept. Limit:
//! sparse files are passed over.

use std::io::{self, Read};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tar::{EntryType, Header, PaxExtensions};

use super::archive::Member;
use super::batch::Source;
use super::error::ReadError;
use super::stream::Stream;

const BLOCK: u64 = 512;

/// The longest header of the kinds that carry names.
const LONGEST_NAME: u64 = 1 << 20;

/// The stream, and how much of it belongs to the file that is being read.
struct Shared {
    stream: Stream,
    left: u64,
    padding: u64,
    is_broken: bool,
}

/// What comes before the header of a file and changes it.
#[derive(Default)]
struct Said {
    name: Option<Vec<u8>>,
    size: Option<u64>,
}

/// A tar archive.
pub(super) struct Tar {
    shared: Arc<Mutex<Shared>>,
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Tar {
    /// The archive in `stream`.
    pub(super) fn new(stream: Stream) -> Self {
        Self { shared: Arc::new(Mutex::new(Shared { stream, left: 0, padding: 0, is_broken: false })) }
    }

    /// The next file.
    pub(super) fn next(&mut self, source: &Source) -> Result<Option<Member>, ReadError> {
        let mut shared = lock(&self.shared);
        // The file that broke has told it.
        if shared.is_broken {
            return Ok(None);
        }
        let name = shared.next().map_err(|fault| ReadError::Broken {
            place: source.place(0, shared.stream.byte()),
            source: fault,
        })?;
        drop(shared);
        Ok(name.map(|name| {
            let file = Contents { shared: Arc::clone(&self.shared) };
            let stream =
                Stream::new(file, &Arc::default()).map_err(|fault| source.within(&name).unreadable(fault));
            Member { name, stream }
        }))
    }
}

impl Shared {
    /// Goes to the next file; gives its name.
    fn next(&mut self) -> io::Result<Option<String>> {
        let mut said = Said::default();
        loop {
            let end = self.stream.byte() + self.left + self.padding;
            (self.left, self.padding) = (0, 0);
            self.stream.skip_to(end)?;
            let mut block = Vec::new();
            match self.stream.read_onto(&mut block, BLOCK as usize)? {
                0 => return Ok(None),
                512 => {}
                _ => return Err(cut_off()),
            }
            if block.iter().all(|&byte| byte == 0) {
                return Ok(None);
            }
            let header = Header::from_byte_slice(&block);
            if !sum_is_right(&block, header) {
                return Err(io::Error::new(
                    io::ErrorKind::InvalidData,
                    "no header of a file in a tar archive",
                ));
            }
            self.set_size(header.entry_size()?)?;
            match header.entry_type() {
                EntryType::GNULongName => {
                    let mut name = self.content()?;
                    name.truncate(name.iter().position(|&byte| byte == 0).unwrap_or(name.len()));
                    said.name = Some(name);
                }
                EntryType::XHeader => self.extensions(&mut said)?,
                EntryType::Regular | EntryType::Continuous => {
                    if let Some(size) = said.size {
                        self.set_size(size)?;
                    }
                    let name = said.name.unwrap_or_else(|| header.path_bytes().into_owned());
                    let name = String::from_utf8_lossy(&name);
                    return Ok(Some(name.trim_start_matches("./").to_owned()));
                }
                _ => said = Said::default(),
            }
        }
    }

    /// So many bytes belong to this header, and what fills their last block.
    fn set_size(&mut self, size: u64) -> io::Result<()> {
        // No disk holds as much, and offsets can be added without a thought.
        if size > i64::MAX as u64 / 4 {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a file in it has an impossible size"));
        }
        self.left = size;
        self.padding = size.next_multiple_of(BLOCK) - size;
        Ok(())
    }

    fn extensions(&mut self, said: &mut Said) -> io::Result<()> {
        let content = self.content()?;
        for extension in PaxExtensions::new(&content).flatten() {
            match extension.key_bytes() {
                b"path" => said.name = Some(extension.value_bytes().to_vec()),
                b"size" => said.size = extension.value().ok().and_then(|size| size.parse().ok()),
                _ => {}
            }
        }
        Ok(())
    }

    /// All of what belongs to the header that was read last.
    fn content(&mut self) -> io::Result<Vec<u8>> {
        if self.left > LONGEST_NAME {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "the name of a file in it is too long"));
        }
        let mut content = Vec::new();
        let read = self.stream.read_onto(&mut content, self.left as usize)?;
        if (read as u64) < self.left {
            return Err(cut_off());
        }
        self.left = 0;
        Ok(content)
    }
}

/// Whether the header says the sum of its bytes, its own field as spaces.
fn sum_is_right(block: &[u8], header: &Header) -> bool {
    let sum: u32 = block
        .iter()
        .enumerate()
        .map(|(at, &byte)| if (148..156).contains(&at) { 32 } else { byte.into() })
        .sum();
    header.cksum().is_ok_and(|said| said == sum)
}

fn cut_off() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "the archive is cut off")
}

/// The bytes of one file.
struct Contents {
    shared: Arc<Mutex<Shared>>,
}

impl Read for Contents {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut shared = lock(&self.shared);
        let most = usize::try_from(shared.left).unwrap_or(usize::MAX).min(buffer.len());
        if most == 0 {
            return Ok(0);
        }
        let mut bytes = Vec::new();
        let outcome = shared.stream.read_onto(&mut bytes, most.min(64 << 10));
        let read = outcome.and_then(|read| if read == 0 { Err(cut_off()) } else { Ok(read) });
        shared.is_broken |= read.is_err();
        let read = read?;
        buffer[..read].copy_from_slice(&bytes);
        shared.left -= read as u64;
        Ok(read)
    }
}
