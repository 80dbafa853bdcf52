//! Rows as CSV or TSV.
//!
//! In: the cells of a row. Out: a line with quoting where it is needed and a
//! line feed as its end, as RFC 4180 has it but for the carriage return.
//!
//! ```text
//! article_id,quote_id,…,quote,speaker,…,confidence,…
//! a1,1,…,"It held,",the mayor,…,0.93,…
//! ```
//!
//! Spelled by hand rather than by the csv package, since rows go straight
//! behind each other into one buffer and their ends must be known; a property
//! test holds the two to the same bytes.
//!
//! Limit: a cell is quoted in TSV as in CSV; a reader of TSV that knows no
//! quoting sees the marks.

use super::column::Cell;

/// How cells are told from each other, and from formulas.
#[derive(Debug, Clone, Copy)]
pub(super) struct Delimited {
    pub(super) delimiter: u8,
    pub(super) spreadsheet_safe: bool,
}

impl Delimited {
    /// Appends one row.
    pub(super) fn row<'t>(self, cells: impl Iterator<Item = Cell<'t>>, out: &mut Vec<u8>) {
        for (number, cell) in cells.enumerate() {
            if number > 0 {
                out.push(self.delimiter);
            }
            match cell {
                Cell::Text(text) => self.text(text, out),
                Cell::Integer(number) => out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes()),
                Cell::Hundredths(value) => out.extend_from_slice(&hundredths(value)),
                Cell::Empty => {}
            }
        }
        out.push(b'\n');
    }

    /// Whether a cell must be put in marks. Most cells are a word or two, for
    /// which a table is faster than a vectorised scan.
    fn needs_marks(self, text: &[u8]) -> bool {
        const SHORT: usize = 24;
        if text.len() > SHORT {
            return memchr::memchr3(b'"', b'\n', self.delimiter, text).is_some()
                || memchr::memchr(b'\r', text).is_some();
        }
        let marked = if self.delimiter == b'\t' { 1 | 4 } else { 1 | 2 };
        text.iter().fold(0, |found, &byte| found | MARKED[byte as usize]) & marked != 0
    }

    fn text(self, text: &str, out: &mut Vec<u8>) {
        let defused = self.spreadsheet_safe && runs_as_formula(text);
        let needs_marks = self.needs_marks(text.as_bytes());
        if needs_marks {
            out.push(b'"');
        }
        if defused {
            out.push(b'\'');
        }
        let mut rest = text.as_bytes();
        if needs_marks {
            while let Some(mark) = memchr::memchr(b'"', rest) {
                out.extend_from_slice(&rest[..=mark]);
                out.push(b'"');
                rest = &rest[mark + 1..];
            }
        }
        out.extend_from_slice(rest);
        if needs_marks {
            out.push(b'"');
        }
    }
}

/// The bytes for which a cell is put in marks: 1 in any table, 2 where commas
/// delimit, 4 where tabs do.
const MARKED: [u8; 256] = {
    let mut table = [0; 256];
    table[b'"' as usize] = 1;
    table[b'\n' as usize] = 1;
    table[b'\r' as usize] = 1;
    table[b',' as usize] = 2;
    table[b'\t' as usize] = 4;
    table
};

/// Whether a spreadsheet takes a cell with this content for a formula. Tab and
/// carriage return count because spreadsheets drop them before they look. The
/// list is that of OWASP's page on CSV injection, with the wide forms that
/// East Asian settings take for the narrow ones.
fn runs_as_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// Hundredths with two decimals: 93 is `0.93`.
pub(super) fn hundredths(value: u16) -> [u8; 4] {
    let digit = |value: u16| b'0' + (value % 10) as u8;
    [digit(value / 100), b'.', digit(value / 10), digit(value)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spelled(delimiter: u8, spreadsheet_safe: bool, cells: &[&str]) -> String {
        let mut out = Vec::new();
        let cells = cells.iter().map(|cell| Cell::Text(cell));
        Delimited { delimiter, spreadsheet_safe }.row(cells, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_cell_is_quoted_where_it_must_be_and_only_there() {
        assert_eq!(
            spelled(b',', false, &["a b", "a,b", "a\"b", "a\nb", "'", ""]),
            "a b,\"a,b\",\"a\"\"b\",\"a\nb\",',\n"
        );
        assert_eq!(spelled(b'\t', false, &["a,b", "a\tb"]), "a,b\t\"a\tb\"\n");
    }

    #[test]
    fn what_a_spreadsheet_would_run_gets_an_apostrophe_on_request() {
        let cells = ["=1+1", "+49", "-", "@x", "\tx", "a=b", "1", "＝1", "=\"a\",b"];
        assert_eq!(spelled(b',', true, &cells), "'=1+1,'+49,'-,'@x,'\tx,a=b,1,'＝1,\"'=\"\"a\"\",b\"\n");
        assert_eq!(spelled(b',', false, &cells[..2]), "=1+1,+49\n");
    }

    #[test]
    fn numbers_are_never_defused() {
        let mut out = Vec::new();
        let cells = [Cell::Hundredths(7), Cell::Empty, Cell::Integer(12)];
        Delimited { delimiter: b',', spreadsheet_safe: true }.row(cells.into_iter(), &mut out);
        assert_eq!(out, b"0.07,,12\n");
    }

    proptest! {
        #[test]
        fn the_bytes_are_those_of_the_csv_package(
            cells in proptest::collection::vec("[a,\"\t\r\n é=]{0,6}", 2..6), tabs: bool
        ) {
            let delimiter = if tabs { b'\t' } else { b',' };
            let mut csv = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
            csv.write_record(&cells).unwrap();
            let wanted = String::from_utf8(csv.into_inner().unwrap()).unwrap();
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            prop_assert_eq!(spelled(delimiter, false, &cells), wanted);
        }
    }
}
