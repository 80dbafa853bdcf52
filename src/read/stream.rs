//! The bytes of one input, decompressed and in UTF-8.
//!
//! In: an open file, standard input or a file within an archive; plain, gzip
//! or zstd. Out: its bytes without a byte-order mark. A dump that starts `EF
//! BB BF {"text": "Rain stopped play."}` gives `{"text": …`; the mark is not
//! part of any text, so offsets count from the byte after it.
//!
//! Compression is told by the first bytes and not by the name, so that a pipe
//! works as a file does: no UTF-8 text starts with either magic number. So is
//! UTF-16, by its mark. Of all other encodings the user has to tell.
//!
//! Limit: bytes of an input in another encoding are counted in what comes out.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{Encoding, UTF_8};

use super::decode::Decoded;

const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];
/// The marks of UTF-32, the second of which starts like that of UTF-16.
const UTF_32: [&[u8]; 2] = [&[0, 0, 0xfe, 0xff], &[0xff, 0xfe, 0, 0]];

/// How much is looked at to guess what an input is: the name of tar stands in
/// the first block of 512.
const PEEK: u64 = 512;

/// The least that is read at a time to be thrown away.
const BLOCK: usize = 64 << 10;

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
    /// The same file, if its bytes are given out as they are: what is behind
    /// `peeked` can be passed over without reading it.
    plain: Option<File>,
    is_packed: bool,
    consumed: Arc<AtomicU64>,
}

impl Stream {
    /// A stream over a file, which can be gone on with from the middle.
    pub(super) fn of_file(file: File, consumed: &Arc<AtomicU64>) -> io::Result<Self> {
        let same = file.metadata()?.is_file().then(|| file.try_clone()).transpose()?;
        let mut stream = Self::new(file, consumed)?;
        stream.plain = same.filter(|_| !stream.is_packed);
        Ok(stream)
    }

    /// A stream over `raw`. What is read from `raw` is added to `consumed`.
    pub(super) fn new(raw: impl Read + Send + 'static, consumed: &Arc<AtomicU64>) -> io::Result<Self> {
        let mut raw = Counted { inner: raw, consumed: Arc::clone(consumed) };
        let mut magic = Vec::new();
        (&mut raw).take(ZSTD.len() as u64).read_to_end(&mut magic)?;
        let is_gzip = magic.starts_with(GZIP);
        let is_zstd = magic.starts_with(ZSTD);
        let whole = io::Cursor::new(magic).chain(raw);
        let inner: Box<dyn Read + Send> = if is_gzip {
            Box::new(flate2::read::MultiGzDecoder::new(whole))
        } else if is_zstd {
            Box::new(zstd::stream::read::Decoder::new(whole)?)
        } else {
            Box::new(whole)
        };
        let is_packed = is_gzip || is_zstd;
        Ok(Self::peeking(inner, 0, consumed, is_packed))
    }

    fn peeking(
        mut inner: Box<dyn Read + Send>,
        byte: u64,
        consumed: &Arc<AtomicU64>,
        is_packed: bool,
    ) -> Self {
        let mut peeked = Vec::new();
        let fault = (&mut inner).take(PEEK).read_to_end(&mut peeked).err();
        let consumed = Arc::clone(consumed);
        Self { inner, peeked, taken: 0, byte, fault, plain: None, consumed, is_packed }
    }

    /// The same stream as text in UTF-8, without its byte-order mark. A mark
    /// counts for more than what the user says.
    pub(super) fn into_text(mut self, encoding: Option<&'static Encoding>) -> io::Result<Self> {
        if UTF_32.iter().any(|mark| self.peek().starts_with(mark)) {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "UTF-32 is not read; convert it to UTF-8",
            ));
        }
        let (encoding, mark) = match Encoding::for_bom(self.peek()) {
            Some((marked, mark)) => (marked, mark),
            None => (encoding.unwrap_or(UTF_8), 0),
        };
        self.taken += mark;
        self.byte += mark as u64;
        if encoding == UTF_8 {
            return Ok(self);
        }
        let consumed = Arc::clone(&self.consumed);
        Ok(Self::peeking(Box::new(Decoded::new(self, encoding)), 0, &consumed, true))
    }

    /// The file itself, if its bytes are given out as they are. What was read
    /// of it is for whoever takes it to go back over.
    pub(super) fn take_plain(&mut self) -> Option<File> {
        self.plain.take()
    }

    /// Passes over all that comes before the offset `byte`.
    pub(super) fn skip_to(&mut self, byte: u64) -> io::Result<()> {
        let mut thrown = Vec::new();
        while self.byte < byte {
            let rest = byte - self.byte;
            if self.taken == self.peeked.len()
                && let Some(file) = &mut self.plain
            {
                // The file may have become shorter; then it ends here.
                file.seek(SeekFrom::Start(byte))?;
                self.consumed.fetch_add(rest, Ordering::Relaxed);
                self.byte = byte;
                return Ok(());
            }
            thrown.clear();
            let step = match self.peek().len() {
                0 => BLOCK,
                peeked => peeked,
            };
            let most = usize::try_from(rest).unwrap_or(usize::MAX).min(step);
            if self.read_onto(&mut thrown, most)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        Ok(())
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
        decoded(raw, None)
    }

    fn decoded(raw: Vec<u8>, encoding: Option<&'static Encoding>) -> Vec<u8> {
        let stream = Stream::new(io::Cursor::new(raw), &Arc::default()).unwrap();
        let mut stream = stream.into_text(encoding).unwrap();
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
    fn other_encodings_are_told_by_their_mark_or_by_the_user() {
        let text = "“Ça va,” she said. 😀 ".repeat(2000);
        let utf16 = |bytes: fn(u16) -> [u8; 2], mark: &[u8]| -> Vec<u8> {
            let units: Vec<u8> = text.encode_utf16().flat_map(bytes).collect();
            [mark, &units].concat()
        };
        assert_eq!(all(utf16(u16::to_le_bytes, b"\xff\xfe")), text.as_bytes());
        assert_eq!(all(gzip(&utf16(u16::to_be_bytes, b"\xfe\xff"))), text.as_bytes());
        let unmarked = utf16(u16::to_le_bytes, b"");
        assert_eq!(decoded(unmarked, Some(encoding_rs::UTF_16LE)), text.as_bytes());
        assert_eq!(
            decoded(b"\x93Caf\xe9\x94".to_vec(), Some(encoding_rs::WINDOWS_1252)),
            "“Café”".as_bytes()
        );
        assert_eq!(decoded("\u{feff}é".into(), Some(encoding_rs::WINDOWS_1252)), "é".as_bytes());
        let utf32 = Stream::new(&b"\xff\xfe\0\0a\0\0\0"[..], &Arc::default()).unwrap();
        assert!(utf32.into_text(None).is_err());
    }

    #[test]
    fn a_stream_is_gone_on_with_from_any_byte() {
        let text: Vec<u8> = (0..30_000u32).flat_map(|n| n.to_string().into_bytes()).collect();
        for raw in [text.clone(), gzip(&text)] {
            for byte in [0, 3, 511, 512, 513, 100_000, text.len()] {
                let mut file = tempfile::tempfile().unwrap();
                file.write_all(&raw).unwrap();
                file.rewind().unwrap();
                let mut stream = Stream::of_file(file, &Arc::default()).unwrap();
                stream.skip_to(byte as u64).unwrap();
                let mut rest = Vec::new();
                stream.read_onto(&mut rest, text.len()).unwrap();
                assert!(rest == text[byte..], "{byte}");
            }
        }
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
