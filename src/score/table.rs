//! Predicted rows from a CSV table.
//!
//! In: CSV with a header, as `whosaid extract` or another tool wrote it, with
//! offsets in code points. Out: the rows of each gold article; or the first
//! record that is wrong, since figures over half a table would mislead.
//!
//! `gazette_1,direct,1,4,Ana,mayor,11,14` is `“No,”` by Ana in "gazette_1".
//! Columns are found by name, in any order, and others are passed over.

use std::collections::HashMap;
use std::fmt;
use std::io::Read;

use csv::StringRecord;

use super::gold::Gold;
use super::row::Row;
use super::stretch::Stretch;

/// Columns without which nothing is scored.
const NEEDED: [&str; 8] = [
    "article_id",
    "quote_type",
    "quote_start",
    "quote_end",
    "speaker",
    "speaker_role",
    "mention_start",
    "mention_end",
];

/// Why a table cannot be scored.
#[derive(Debug)]
pub enum TableError {
    /// It is no CSV, or not UTF-8.
    Csv(csv::Error),
    /// These columns are missing.
    NoColumn(Vec<String>),
    /// A record is wrong. The header is record 1.
    Record(usize, Fault),
}

/// What is wrong with a record.
#[derive(Debug, PartialEq, Eq)]
pub enum Fault {
    /// No gold article has this id.
    UnknownArticle(String),
    /// It has fewer fields than the header: this many.
    Short(usize),
    /// This column should hold a whole number.
    NotWhole(&'static str),
    /// An offset lies outside its article, or an end before its start: these columns.
    Outside(&'static str),
    /// The confidence is no number from 0 to 1.
    Confidence(String),
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Csv(_) => write!(f, "not a readable CSV"),
            Self::NoColumn(names) => write!(f, "no column {}", names.join(", ")),
            Self::Record(record, fault) => write!(f, "record {record}: {fault}"),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownArticle(id) => write!(f, "unknown article_id {id:?}"),
            Self::Short(fields) => write!(f, "only {fields} fields, fewer than the header"),
            Self::NotWhole(column) => write!(f, "{column} is not a whole number"),
            Self::Outside(what) => write!(f, "{what} lies outside its article"),
            Self::Confidence(cell) => write!(f, "confidence {cell:?} is not a number from 0 to 1"),
        }
    }
}

impl std::error::Error for TableError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Csv(error) => Some(error),
            _ => None,
        }
    }
}

/// The rows of each gold article, in the order of `gold`.
///
/// # Errors
///
/// If the table cannot be read, lacks one of the columns that every figure
/// needs or one of `also`, or has a record that does not fit the gold.
pub fn read_rows(table: impl Read, gold: &[Gold], also: &[&str]) -> Result<Vec<Vec<Row>>, TableError> {
    let places: HashMap<&str, usize> = gold.iter().enumerate().map(|(n, g)| (g.id.as_str(), n)).collect();
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(table);
    let columns = Columns::new(reader.headers().map_err(TableError::Csv)?);
    let missing = NEEDED.iter().chain(also).filter(|name| !columns.has(name)).map(|name| (*name).to_owned());
    let missing: Vec<String> = missing.collect();
    if !missing.is_empty() {
        return Err(TableError::NoColumn(missing));
    }
    let mut rows = vec![Vec::new(); gold.len()];
    for (record, number) in reader.records().zip(2..) {
        let record = Record { columns: &columns, fields: record.map_err(TableError::Csv)? };
        let read = || {
            if record.fields.len() < columns.width {
                return Err(Fault::Short(record.fields.len()));
            }
            let id = record.cell("article_id");
            let &place = places.get(id).ok_or_else(|| Fault::UnknownArticle(id.to_owned()))?;
            Ok((place, record.row(gold[place].text.len())?))
        };
        let (place, row) = read().map_err(|fault| TableError::Record(number, fault))?;
        rows[place].push(row);
    }
    Ok(rows)
}

/// Where each column stands. Of two with one name, the last.
struct Columns {
    places: HashMap<String, usize>,
    width: usize,
}

impl Columns {
    fn new(header: &StringRecord) -> Self {
        let places = header.iter().enumerate().map(|(n, name)| (name.to_owned(), n)).collect();
        Self { places, width: header.len() }
    }

    fn has(&self, name: &str) -> bool {
        self.places.contains_key(name)
    }
}

struct Record<'c> {
    columns: &'c Columns,
    fields: StringRecord,
}

impl Record<'_> {
    /// The cell of a column; empty if the table has no such column.
    fn cell(&self, name: &str) -> &str {
        self.columns.places.get(name).and_then(|&at| self.fields.get(at)).unwrap_or_default()
    }

    /// The row of an article of `size` code points.
    fn row(&self, size: usize) -> Result<Row, Fault> {
        let optional = |start: &'static str, end, what| match self.cell(start) {
            "" => Ok(None),
            _ => self.stretch(start, end, what, size).map(Some),
        };
        Ok(Row {
            quote: self.stretch("quote_start", "quote_end", "the quote", size)?,
            quote_type: self.cell("quote_type").to_owned(),
            speaker: stripped(self.cell("speaker")).to_owned(),
            speaker_type: stripped(self.cell("speaker_type")).to_owned(),
            role: stripped(self.cell("speaker_role")).to_owned(),
            mention: optional("mention_start", "mention_end", "the mention")?,
            cue: optional("cue_start", "cue_end", "the cue")?,
            statement: self.cell("statement_id").to_owned(),
            confidence: self.confidence()?,
        })
    }

    fn stretch(
        &self,
        start: &'static str,
        end: &'static str,
        what: &'static str,
        size: usize,
    ) -> Result<Stretch, Fault> {
        let offset = |column| stripped(self.cell(column)).parse::<i64>().map_err(|_| Fault::NotWhole(column));
        let (start, end) = (offset(start)?, offset(end)?);
        match (usize::try_from(start), usize::try_from(end)) {
            (Ok(start), Ok(end)) if start < end && end <= size => Ok(Stretch::new(start, end)),
            _ => Err(Fault::Outside(what)),
        }
    }

    fn confidence(&self) -> Result<Option<f64>, Fault> {
        match stripped(self.cell("confidence")) {
            "" => Ok(None),
            cell => match cell.parse::<f64>() {
                Ok(value) if (0.0..=1.0).contains(&value) => Ok(Some(value)),
                _ => Err(Fault::Confidence(cell.to_owned())),
            },
        }
    }
}

/// Without white space at its ends, counting the separators U+001C to U+001F
/// as Python does.
fn stripped(cell: &str) -> &str {
    cell.trim_matches(|c: char| c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str =
        "article_id,quote_type,quote_start,quote_end,speaker,speaker_role,mention_start,mention_end";

    fn read(table: &str) -> Result<Vec<Row>, String> {
        let line = r#"{"id": "x", "text": "“Nö,” said Ana.", "attributions": [], "quotes": []}"#;
        let gold = [Gold::from_json(line).unwrap()];
        read_rows(table.as_bytes(), &gold, &[]).map(|mut rows| rows.remove(0)).map_err(|e| e.to_string())
    }

    fn fault(record: &str) -> String {
        read(&format!("{HEADER}\n{record}\n")).unwrap_err()
    }

    #[test]
    fn columns_are_found_by_name_and_empty_cells_mean_none() {
        let table = "mention_end,speaker,confidence,extra,article_id,quote_type,quote_start,quote_end,speaker_role,mention_start\n\
                     14, Ana ,0.5,?,x,direct,1,4,,11\n\
                     ,,,,x,mixed,1,4,,\n";
        let rows = read(table).unwrap();
        assert_eq!(rows[0].speaker, "Ana");
        assert_eq!(rows[0].mention, Some(Stretch::new(11, 14)));
        assert_eq!((rows[0].confidence, rows[1].confidence), (Some(0.5), None));
        assert_eq!((rows[1].mention, rows[1].speaker.as_str()), (None, ""));
    }

    #[test]
    fn a_record_that_does_not_fit_is_named() {
        assert_eq!(fault("x,direct,1,4,Ana,,11,14\ny,direct,1,4,,,,"), "record 3: unknown article_id \"y\"");
        assert_eq!(fault("x,direct,1,4"), "record 2: only 4 fields, fewer than the header");
        assert_eq!(fault("x,direct,one,4,,,,"), "record 2: quote_start is not a whole number");
        assert_eq!(fault("x,direct,1,4,Ana,,11,"), "record 2: mention_end is not a whole number");
        assert_eq!(fault("x,direct,4,4,,,,"), "record 2: the quote lies outside its article");
        assert_eq!(fault("x,direct,-1,4,,,,"), "record 2: the quote lies outside its article");
        assert_eq!(fault("x,direct,1,4,Ana,,11,16"), "record 2: the mention lies outside its article");
    }

    #[test]
    fn a_table_without_a_column_is_refused() {
        assert_eq!(
            read("article_id,speaker\n").unwrap_err(),
            "no column quote_type, quote_start, quote_end, speaker_role, mention_start, mention_end"
        );
        let table = format!("{HEADER},confidence\nx,direct,1,4,,,,,1.5\n");
        assert_eq!(read(&table).unwrap_err(), "record 2: confidence \"1.5\" is not a number from 0 to 1");
    }

    #[test]
    fn offsets_are_code_points() {
        assert!(read(&format!("{HEADER}\nx,direct,1,15,,,,\n")).is_ok());
        assert_eq!(fault("x,direct,1,17,,,,"), "record 2: the quote lies outside its article");
    }
}
