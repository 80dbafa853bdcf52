//! Bytes of another encoding as UTF-8.
//!
//! In: a stream, and the encoding that it is in. Out: UTF-8. The bytes `93 49
//! 74 20 68 65 6C 64 94` in Windows-1252 are `“It held”`.
//!
//! What is no character in that encoding becomes the byte FF, which is none in
//! UTF-8 either: the record that it is in is reported with its place and
//! skipped, as one that was broken in UTF-8 would be. To put U+FFFD in its
//! place would change the text without a word.
//!
//! Limit: encodings are those of the web (the `encoding_rs` package).

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding};

use super::stream::Stream;

/// How much is decoded at a time.
const BLOCK: usize = 32 << 10;

/// Stands for what is no character.
const BROKEN: u8 = 0xff;

/// A stream that is decoded as it is read.
pub(super) struct Decoded {
    stream: Stream,
    decoder: Decoder,
    /// What has been read; `input[decoded..]` is still to be decoded.
    input: Vec<u8>,
    decoded: usize,
    is_ended: bool,
    /// A decoder that was told of the end must not be asked again.
    is_done: bool,
    /// What has been decoded; `output[given..filled]` is still to be given.
    output: Vec<u8>,
    filled: usize,
    given: usize,
}

impl Decoded {
    /// `stream`, which is in `encoding`.
    pub(super) fn new(stream: Stream, encoding: &'static Encoding) -> Self {
        let (decoder, output) = (encoding.new_decoder_without_bom_handling(), vec![0; BLOCK]);
        let input = Vec::new();
        Self {
            stream,
            decoder,
            input,
            decoded: 0,
            is_ended: false,
            is_done: false,
            output,
            filled: 0,
            given: 0,
        }
    }

    /// Decodes more; nothing is filled at the end.
    fn refill(&mut self) -> io::Result<()> {
        (self.filled, self.given) = (0, 0);
        loop {
            if self.decoded == self.input.len() && !self.is_ended {
                self.input.clear();
                self.decoded = 0;
                self.is_ended = self.stream.read_onto(&mut self.input, BLOCK)? == 0;
            }
            // One byte is left free for what stands for a broken character.
            let room = BLOCK - 1;
            let (input, output) = (&self.input[self.decoded..], &mut self.output[self.filled..room]);
            let (outcome, read, written) =
                self.decoder.decode_to_utf8_without_replacement(input, output, self.is_ended);
            self.decoded += read;
            self.filled += written;
            match outcome {
                DecoderResult::InputEmpty => {
                    self.is_done = self.is_ended;
                    if self.filled > 0 || self.is_done {
                        return Ok(());
                    }
                }
                DecoderResult::OutputFull => return Ok(()),
                DecoderResult::Malformed(..) => {
                    self.output[self.filled] = BROKEN;
                    self.filled += 1;
                    return Ok(());
                }
            }
        }
    }
}

impl Read for Decoded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.filled && !self.is_done {
            self.refill()?;
        }
        let length = buffer.len().min(self.filled - self.given);
        buffer[..length].copy_from_slice(&self.output[self.given..self.given + length]);
        self.given += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn decoded(bytes: &[u8], encoding: &'static Encoding) -> Vec<u8> {
        let stream = Stream::new(io::Cursor::new(bytes.to_vec()), &Arc::default()).unwrap();
        let mut out = Vec::new();
        Decoded::new(stream, encoding).read_to_end(&mut out).unwrap();
        out
    }

    #[test]
    fn what_is_no_character_is_none_in_utf8_either() {
        // Half of a pair, then a letter; at the end half a unit.
        assert_eq!(decoded(b"a\0\x3d\xd8b\0", encoding_rs::UTF_16LE), b"a\xffb");
        assert_eq!(decoded(b"a\0b", encoding_rs::UTF_16LE), b"a\xff");
        assert_eq!(decoded(b"a\x81\xff", encoding_rs::SHIFT_JIS), b"a\xff");
    }

    #[test]
    fn texts_longer_than_a_block_are_decoded_whole() {
        let bytes: Vec<u8> = (0..BLOCK * 3 + 7).map(|n| b"a\xe9\x93"[n % 3]).collect();
        let wanted = encoding_rs::WINDOWS_1252.decode(&bytes).0.into_owned();
        assert!(decoded(&bytes, encoding_rs::WINDOWS_1252) == wanted.as_bytes());
    }
}
