//! Rows that have been spelled and wait to be written.
//!
//! In: the bytes of one row after another. Out: the same, with the places
//! where rows end. The two rows of `“Yes,” she said. “No,” said the mayor.`
//! are one stretch of bytes with two ends: an output that wants them all
//! writes the stretch, one that wants a file for each speaker cuts it.
//!
//! Limit: a batch of rows is held whole.

use std::ops::Range;

/// Rows of one batch, in order.
#[derive(Debug, Default)]
pub struct Rows {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    /// For each row the value by which it is put into a file of its own; no
    /// value at all if rows are not split so.
    keys: String,
    key_ends: Vec<usize>,
}

impl Rows {
    /// The bytes, for a writer to append a row to.
    pub fn bytes_mut(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    /// Ends the row whose bytes were appended last.
    pub fn end_row(&mut self) {
        self.ends.push(self.bytes.len());
    }

    /// Ends the row, which belongs into the file of this value.
    pub(super) fn end_row_of(&mut self, key: &str) {
        self.keys.push_str(key);
        self.key_ends.push(self.keys.len());
        self.end_row();
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The bytes of these rows.
    pub fn bytes(&self, rows: Range<usize>) -> &[u8] {
        &self.bytes[self.start(rows.start)..self.start(rows.end)]
    }

    /// The value by which a row is split from others.
    pub(super) fn key(&self, row: usize) -> &str {
        let start = row.checked_sub(1).map_or(0, |before| self.key_ends[before]);
        self.key_ends.get(row).map_or("", |&end| &self.keys[start..end])
    }

    /// Takes all rows off but the first `count`.
    pub fn truncate(&mut self, count: usize) {
        self.bytes.truncate(self.start(count));
        self.ends.truncate(count);
        if let Some(&end) = self.key_ends.get(count) {
            let start = count.checked_sub(1).map_or(0, |before| self.key_ends[before]);
            debug_assert!(start <= end);
            self.keys.truncate(start);
            self.key_ends.truncate(count);
        }
    }

    /// Takes all rows off. Buffers of more than `large` bytes are not kept.
    pub fn clear(&mut self, large: usize) {
        if self.bytes.capacity() > large {
            *self = Self::default();
        }
        self.truncate(0);
        self.bytes.clear();
    }

    /// Where a row starts: where the one before it ends.
    fn start(&self, row: usize) -> usize {
        row.checked_sub(1).map_or(0, |before| self.ends[before])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three() -> Rows {
        let mut rows = Rows::default();
        for (row, key) in [("one\n", "a"), ("two\n", ""), ("three\n", "bc")] {
            rows.bytes_mut().extend_from_slice(row.as_bytes());
            rows.end_row_of(key);
        }
        rows
    }

    #[test]
    fn rows_are_cut_where_they_end() {
        let rows = three();
        assert_eq!(rows.bytes(0..3), b"one\ntwo\nthree\n");
        assert_eq!(rows.bytes(1..2), b"two\n");
        assert_eq!((rows.key(0), rows.key(1), rows.key(2)), ("a", "", "bc"));
    }

    #[test]
    fn a_row_that_was_begun_is_taken_off_with_those_after_the_last_that_is_kept() {
        let mut rows = three();
        rows.bytes_mut().extend_from_slice(b"half a r");
        rows.truncate(1);
        rows.bytes_mut().extend_from_slice(b"2\n");
        rows.end_row_of("z");
        assert_eq!((rows.len(), rows.bytes(0..2), rows.key(1)), (2, &b"one\n2\n"[..], "z"));
        rows.clear(usize::MAX);
        assert!(rows.is_empty() && rows.bytes(0..0).is_empty());
    }
}
