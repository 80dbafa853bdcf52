//! Rows as JSON lines.
//!
//! In: the cells of a row. Out: one object a line, with the columns in order
//! and `null` for an empty cell:
//!
//! ```text
//! {"article_id":"a1","quote_id":1,…,"quote":"It held,","speaker":"the mayor",…}
//! ```
//!
//! Limit: values that are carried along are strings, whatever they were.

use super::column::Cell;
use super::delimited::hundredths;

/// Appends one row, whose columns have these names.
pub(super) fn row<'t>(names: &[String], cells: impl Iterator<Item = Cell<'t>>, out: &mut Vec<u8>) {
    let mut before = b'{';
    for (name, cell) in names.iter().zip(cells) {
        out.push(before);
        before = b',';
        string(name, out);
        out.push(b':');
        match cell {
            Cell::Text(text) => string(text, out),
            Cell::Integer(number) => out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes()),
            Cell::Hundredths(value) => out.extend_from_slice(&hundredths(value)),
            Cell::Empty => out.extend_from_slice(b"null"),
        }
    }
    out.extend_from_slice(b"}\n");
}

fn string(text: &str, out: &mut Vec<u8>) {
    serde_json::to_writer(out, text).expect("a string is JSON and memory takes it");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_an_object_with_its_types() {
        let names = ["q", "n", "c", "e"].map(String::from);
        let cells = [Cell::Text("“a”\n\"b\""), Cell::Integer(7), Cell::Hundredths(93), Cell::Empty];
        let mut out = Vec::new();
        row(&names, cells.into_iter(), &mut out);
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "{\"q\":\"“a”\\n\\\"b\\\"\",\"n\":7,\"c\":0.93,\"e\":null}\n"
        );
    }
}
