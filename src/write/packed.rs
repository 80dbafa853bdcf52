//! Rows on their way to a table that is stored by columns.
//!
//! In: the cells of a row. Out: the same as bytes, to be taken apart again by
//! the one thread that makes row groups of them. Of `“It held,” said the
//! mayor.` the cell `said` is its length in four bytes and its letters.
//!
//! Limit: the form is for memory only; it is never stored.

use super::column::Cell;

/// In place of a length: the cell is empty.
const EMPTY: u32 = u32::MAX;

/// Appends the cells of one row.
pub(super) fn row<'t>(cells: impl Iterator<Item = Cell<'t>>, out: &mut Vec<u8>) {
    for cell in cells {
        match cell {
            Cell::Text(text) => value(text.as_bytes(), out),
            Cell::Integer(number) => value(&number.to_le_bytes(), out),
            Cell::Hundredths(number) => value(&u32::from(number).to_le_bytes(), out),
            Cell::Empty => out.extend_from_slice(&EMPTY.to_le_bytes()),
        }
    }
}

fn value(bytes: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
    out.extend_from_slice(bytes);
}

/// Where in `packed` the value lies whose cell starts at `at`, if it has one,
/// and where the next cell starts.
pub(super) fn cell(packed: &[u8], at: usize) -> (Option<std::ops::Range<usize>>, usize) {
    let start = at + 4;
    match number(packed, at) {
        EMPTY => (None, start),
        length => (Some(start..start + length as usize), start + length as usize),
    }
}

/// The number that is stored at `at`.
pub(super) fn number(packed: &[u8], at: usize) -> u32 {
    let mut bytes = [0; 4];
    bytes.copy_from_slice(&packed[at..at + 4]);
    u32::from_le_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked() {
        let mut packed = Vec::new();
        row([Cell::Text("né"), Cell::Empty, Cell::Integer(70_000), Cell::Text("")].into_iter(), &mut packed);
        let (first, at) = cell(&packed, 0);
        assert_eq!(&packed[first.unwrap()], "né".as_bytes());
        let (second, at) = cell(&packed, at);
        assert_eq!(second, None);
        let (third, at) = cell(&packed, at);
        assert_eq!(number(&packed, third.unwrap().start), 70_000);
        let (last, at) = cell(&packed, at);
        assert_eq!((last.unwrap().len(), at), (0, packed.len()));
    }
}
