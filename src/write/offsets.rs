//! Byte offsets as users count them.
//!
//! In: a text, and byte offsets into it. Out: the same places in Unicode code
//! points, bytes or UTF-16 units. In `“Café,” she said` the byte 13 (`she`) is
//! the code point 8.
//!
//! The text is counted once, in blocks, and each offset then within its block:
//! linear in the text, constant in an offset. A text that is all ASCII is not
//! counted at all. Limit: an offset inside a character counts as its end.

/// What an offset counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unit {
    /// Unicode code points: what Python and R count.
    #[default]
    Chars,
    /// Bytes of UTF-8: what Rust, Go and the command line count.
    Bytes,
    /// UTF-16 units: what JavaScript, Java and C# count.
    Utf16,
}

/// The bytes of a block. An offset costs half of it on average, which is a
/// few vector instructions; a count of a text's blocks is kept per 64 bytes.
const BLOCK: usize = 64;

/// Converts byte offsets into one text. Its buffer is used again.
#[derive(Debug, Clone, Default)]
pub struct Offsets {
    unit: Unit,
    /// Units before each block; empty if a byte is a unit.
    before: Vec<u32>,
}

impl Offsets {
    /// Offsets in `unit`, of no text yet.
    pub fn new(unit: Unit) -> Self {
        Self { unit, before: Vec::new() }
    }

    /// Prepares for offsets into `text`.
    pub fn read(&mut self, text: &str) {
        self.before.clear();
        if self.unit == Unit::Bytes || text.is_ascii() {
            return;
        }
        let mut units = 0;
        for block in text.as_bytes().chunks(BLOCK) {
            self.before.push(units);
            units += self.count(block);
        }
    }

    /// The offset in units of the byte offset `byte` into `text`, which must
    /// be the text that was read last.
    #[inline]
    pub fn of(&self, text: &str, byte: u32) -> u32 {
        let end = byte as usize;
        // The end of a text whose last block is whole lies in no block.
        let block = (end / BLOCK).min(self.before.len().saturating_sub(1));
        match self.before.get(block) {
            None => byte,
            Some(before) => before + self.count(&text.as_bytes()[block * BLOCK..end.min(text.len())]),
        }
    }

    /// How many units start in `bytes`; one for each first byte of a
    /// character, and in UTF-16 another for those of four bytes.
    #[inline]
    fn count(&self, bytes: &[u8]) -> u32 {
        // At most 64 ones are summed, which fit in a byte: the compiler makes
        // vector code of that.
        let chars: u8 = bytes.iter().map(|&byte| u8::from(byte as i8 >= -64)).sum();
        let pairs: u8 = match self.unit {
            Unit::Utf16 => bytes.iter().map(|&byte| u8::from(byte >= 0xf0)).sum(),
            _ => 0,
        };
        u32::from(chars) + u32::from(pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn convert(unit: Unit, text: &str, byte: usize) -> usize {
        let mut offsets = Offsets::new(unit);
        offsets.read(text);
        offsets.of(text, byte as u32) as usize
    }

    #[test]
    fn the_example_of_the_head_holds() {
        assert_eq!(convert(Unit::Chars, "“Café,” she said", 13), 8);
        assert_eq!(&"“Café,” she said"[13..], "she said");
    }

    #[test]
    fn an_emoji_is_one_char_two_utf16_units_and_four_bytes() {
        let text = "👍 ok";
        assert_eq!(convert(Unit::Chars, text, 5), 2);
        assert_eq!(convert(Unit::Utf16, text, 5), 3);
        assert_eq!(convert(Unit::Bytes, text, 5), 5);
    }

    proptest! {
        #[test]
        fn every_boundary_of_a_text_is_where_counting_from_its_start_puts_it(
            text in "([a-z ]{0,90}|[é“—]{0,90}|e\u{301}|👩\u{200d}🚀|[\u{1F300}-\u{1F5FF}]{0,40}){0,12}"
        ) {
            for unit in [Unit::Chars, Unit::Bytes, Unit::Utf16] {
                let mut offsets = Offsets::new(unit);
                offsets.read(&text);
                for byte in (0..=text.len()).filter(|&byte| text.is_char_boundary(byte)) {
                    let before = &text[..byte];
                    let counted = match unit {
                        Unit::Chars => before.chars().count(),
                        Unit::Bytes => before.len(),
                        Unit::Utf16 => before.encode_utf16().count(),
                    };
                    prop_assert_eq!(offsets.of(&text, byte as u32) as usize, counted);
                }
            }
        }
    }
}
