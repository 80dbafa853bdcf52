//! The bytes of one input, decompressed.
//!
//! In: an open file or standard input, plain, gzip or zstd. Out: its bytes
//! without a byte-order mark. A dump that starts `EF BB BF {"text": "Rain
//! stopped play."}` gives `{"text": …`; the mark is not part of any text, so
//! offsets count from the byte after it.
//!
//! Compression is told by the first bytes and not by the name, so that a pipe
//! works as a file does: no UTF-8 text starts with either magic number.
//!
//! Limit: only the byte-order mark of UTF-8 is known.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];
const BYTE_ORDER_MARK: &[u8] = &[0xef, 0xbb, 0xbf];

/// How much is looked at to guess what an input is.
const PEEK: u64 = 64;

/// Decompressed bytes, with a look at the first few.
pub(super) struct Stream {
    inner: Box<dyn Read + Send>,
    /// The first bytes, of which `peeked[taken..]` are still to be given out.
    peeked: Vec<u8>,
    taken: usize,
    byte: u64,
    /// What went wrong while looking, to be told once `peeked` is given out: a
    /// decompressor that is asked again might call a truncated file ended.
    fault: Option<io::Error>,
}

impl Stream {
    /// A stream over `raw`. What is read from `raw` is added to `consumed`.
    pub(super) fn new(raw: impl Read + Send + 'static, consumed: &Arc<AtomicU64>) -> io::Result<Self> {
        let mut raw = Counted { inner: raw, consumed: Arc::clone(consumed) };
        let mut magic = Vec::new();
        (&mut raw).take(ZSTD.len() as u64).read_to_end(&mut magic)?;
        let is_gzip = magic.starts_with(GZIP);
        let is_zstd = magic.starts_with(ZSTD);
        let whole = io::Cursor::new(magic).chain(raw);
        let mut inner: Box<dyn Read + Send> = if is_gzip {
            Box::new(flate2::read::MultiGzDecoder::new(whole))
        } else if is_zstd {
            Box::new(zstd::stream::read::Decoder::new(whole)?)
        } else {
            Box::new(whole)
        };
        let mut peeked = Vec::new();
        let fault = (&mut inner).take(PEEK).read_to_end(&mut peeked).err();
        let taken = if peeked.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        Ok(Self { inner, peeked, taken, byte: taken as u64, fault })
    }

    /// The first bytes, without taking them.
    pub(super) fn peek(&self) -> &[u8] {
        &self.peeked[self.taken..]
    }

    /// Offset, in the decompressed input, of the byte that comes next.
    pub(super) fn byte(&self) -> u64 {
        self.byte
    }

    /// Appends up to `most` bytes to `into`; fewer only at the end. What came
    /// before a fault is appended all the same.
    pub(super) fn read_onto(&mut self, into: &mut Vec<u8>, most: usize) -> io::Result<usize> {
        let before = into.len();
        let head = &self.peeked[self.taken..];
        let head = &head[..head.len().min(most)];
        into.extend_from_slice(head);
        self.taken += head.len();
        let rest = most - head.len();
        let outcome = match self.fault.take() {
            Some(fault) if rest > 0 => Err(fault),
            fault => {
                self.fault = fault;
                (&mut self.inner).take(rest as u64).read_to_end(into)
            }
        };
        let read = into.len() - before;
        self.byte += read as u64;
        outcome.map(|_| read)
    }
}

/// Counts what is read from the input itself, for the progress bar.
struct Counted<R> {
    inner: R,
    consumed: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.consumed.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn all(raw: Vec<u8>) -> Vec<u8> {
        let mut stream = Stream::new(io::Cursor::new(raw), &Arc::default()).unwrap();
        let mut out = Vec::new();
        while stream.read_onto(&mut out, 1000).unwrap() > 0 {}
        out
    }

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn plain_gzip_and_zstd_give_the_same_bytes() {
        let text: Vec<u8> = (0..5000u32).flat_map(|n| n.to_string().into_bytes()).collect();
        assert_eq!(all(text.clone()), text);
        assert_eq!(all(gzip(&text)), text);
        assert_eq!(all(zstd::encode_all(&text[..], 1).unwrap()), text);
    }

    #[test]
    fn joined_archives_are_read_to_the_last() {
        assert_eq!(all([gzip(b"one "), gzip(b"two")].concat()), b"one two");
        let frames = [zstd::encode_all(&b"one "[..], 1).unwrap(), zstd::encode_all(&b"two"[..], 1).unwrap()];
        assert_eq!(all(frames.concat()), b"one two");
    }

    #[test]
    fn a_byte_order_mark_is_dropped_at_the_start_and_only_there() {
        assert_eq!(all("\u{feff}Rain\u{feff}".into()), "Rain\u{feff}".as_bytes());
        assert_eq!(all(gzip("\u{feff}Rain".as_bytes())), b"Rain");
    }

    #[test]
    fn what_came_before_the_break_in_a_truncated_archive_is_given_out() {
        let noise: Vec<u8> = (0..200_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        let mut raw = gzip(&noise);
        raw.truncate(raw.len() / 2);
        let mut stream = Stream::new(io::Cursor::new(raw), &Arc::default()).unwrap();
        let mut out = Vec::new();
        assert!(stream.read_onto(&mut out, 1 << 20).is_err());
        assert!(out.len() > 10_000 && noise.starts_with(&out));
        assert_eq!(stream.byte(), out.len() as u64);
    }
}
