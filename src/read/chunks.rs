//! A Parquet file as its package reads it, but for what lies behind its end.
//!
//! In: a file. Out: the bytes from anywhere on, and a fault where the file has
//! ended. A damaged page header may tell of two thousand million values; each is
//! passed over by a read that does not mind to find nothing, which takes an
//! hour.
//!
//! Limit: of a header that is long and whole, all is read.

use std::fs::File;
use std::io::{self, BufReader, Read};

use bytes::Bytes;
use parquet::errors::Result;
use parquet::file::reader::{ChunkReader, Length};

/// The file.
pub(super) struct Chunks(pub(super) File);

/// It from somewhere on.
pub(super) struct Chunk(BufReader<File>);

impl Length for Chunks {
    fn len(&self) -> u64 {
        Length::len(&self.0)
    }
}

impl ChunkReader for Chunks {
    type T = Chunk;

    fn get_read(&self, start: u64) -> Result<Chunk> {
        self.0.get_read(start).map(Chunk)
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        self.0.get_bytes(start, length)
    }
}

impl Read for Chunk {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.0.read(buffer)? {
            0 if !buffer.is_empty() => {
                Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the file ends within a page"))
            }
            read => Ok(read),
        }
    }
}
