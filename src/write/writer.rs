//! Which format, and how an article's rows are spelled in it.
//!
//! In: an article and its quotations. Out: its rows, appended to [`Rows`] in
//! the format that the user asked for. `“It held,” said the mayor.` becomes
//! one row, whether a line of CSV or an object of JSON.
//!
//! Limit: a name tells a format by its last extension; outputs are not
//! compressed as a whole (Parquet is in itself).

use std::path::Path;

use super::column::{COLUMNS, Cell};
use super::delimited::Delimited;
use super::offsets::Offsets;
use super::row::{Row, WriteOptions, rows};
use super::rows::Rows;
use super::{Writer, WriterError, jsonl, packed};
use crate::{Article, Extraction};

/// How rows are laid down in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TableFormat {
    /// Commas between cells, a header.
    #[default]
    Csv,
    /// Tabs between cells, a header.
    Tsv,
    /// One JSON object a line.
    Jsonl,
    /// Columns with types, in compressed row groups.
    Parquet,
}

impl TableFormat {
    /// The format that a file's name tells.
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_string_lossy().to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "tsv" => Some(Self::Tsv),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "parquet" => Some(Self::Parquet),
            _ => None,
        }
    }
}

/// Spells rows in one of the formats.
#[derive(Debug, Clone)]
pub struct TableWriter {
    format: TableFormat,
    options: WriteOptions,
    names: Vec<String>,
    offsets: Offsets,
    /// The number of the column by which rows are split, and how many
    /// characters of it count.
    split: Option<(usize, usize)>,
}

impl TableWriter {
    /// A writer of the rows that `options` ask for.
    ///
    /// # Errors
    ///
    /// If a kept column has the name of another column, or there is no column
    /// of the name by which rows are to be split.
    pub fn new(format: TableFormat, options: WriteOptions) -> Result<Self, WriterError> {
        let mut names: Vec<String> = COLUMNS.iter().map(|column| column.name.to_owned()).collect();
        for name in &options.kept {
            if COLUMNS.iter().any(|column| column.name == *name) {
                return Err(WriterError::Clash { name: name.clone() });
            }
            if names.contains(name) {
                return Err(WriterError::Twice { name: name.clone() });
            }
            names.push(name.clone());
        }
        let split = match &options.split_by {
            None => None,
            Some(by) => match names.iter().position(|name| *name == by.name) {
                Some(column) => Some((column, by.chars.unwrap_or(usize::MAX))),
                None => return Err(WriterError::NoColumn { name: by.name.clone(), columns: names }),
            },
        };
        let offsets = Offsets::new(options.unit);
        Ok(Self { format, options, names, offsets, split })
    }

    fn delimited(&self) -> Delimited {
        let delimiter = if self.format == TableFormat::Tsv { b'\t' } else { b',' };
        Delimited { delimiter, spreadsheet_safe: self.options.spreadsheet_safe }
    }

    fn spell<'t>(&self, cells: impl Iterator<Item = Cell<'t>>, out: &mut Vec<u8>) {
        match self.format {
            TableFormat::Csv | TableFormat::Tsv => self.delimited().row(cells, out),
            TableFormat::Jsonl => jsonl::row(&self.names, cells, out),
            TableFormat::Parquet => packed::row(cells, out),
        }
    }
}

/// The cells of a row, those carried along at the end.
fn cells<'t>(row: &Row<'t>, kept: &'t [String]) -> impl Iterator<Item = Cell<'t>> {
    let found = COLUMNS.iter().map(|column| column.cell(row));
    found.chain(kept.iter().map(|value| Cell::words(value)))
}

/// The value of a cell by which its row is split from others.
fn key(cell: Option<Cell>, chars: usize) -> String {
    match cell {
        Some(Cell::Text(text)) => text.chars().take(chars).collect(),
        Some(Cell::Integer(number)) => number.to_string().chars().take(chars).collect(),
        Some(Cell::Hundredths(number)) => format!("{}.{:02}", number / 100, number % 100),
        Some(Cell::Empty) | None => String::new(),
    }
}

impl Writer for TableWriter {
    fn head(&self, out: &mut Vec<u8>) {
        if matches!(self.format, TableFormat::Csv | TableFormat::Tsv) {
            self.delimited().row(self.names.iter().map(|name| Cell::Text(name)), out);
        }
    }

    fn article(&mut self, article: &Article, found: &Extraction, out: &mut Rows) {
        if found.quotations.is_empty() {
            return;
        }
        self.offsets.read(&article.text);
        for row in rows(&article.id, &article.text, found, &self.options, &self.offsets) {
            self.spell(cells(&row, &article.kept), out.bytes_mut());
            match self.split {
                None => out.end_row(),
                Some((column, chars)) => out.end_row_of(&key(cells(&row, &article.kept).nth(column), chars)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::{SplitColumn, Unit};
    use crate::{Attribution, Quotation, QuoteType, Span, SpeakerType};

    /// `👍 “It held, mostly,” said Mayor Ann Lee, "twice". The “Ode”.`
    fn article() -> (Article, Extraction) {
        let text = "👍 “It held, mostly,” said Mayor Ann Lee. The “Ode”.";
        let span = |part: &str| {
            let start = text.find(part).unwrap();
            Span::new(start, start + part.len())
        };
        let quotation = |quote, statement, attribution, confidence| Quotation {
            quote: span(quote),
            quote_type: if attribution { QuoteType::Direct } else { QuoteType::Mixed },
            statement,
            attribution: attribution.then(|| Attribution {
                speaker: span("Ann Lee"),
                speaker_type: SpeakerType::Person,
                role: Some(span("Mayor")),
                mention: span("Mayor Ann Lee"),
            }),
            cue: attribution.then(|| span("said")),
            confidence,
            sentence: statement - 1,
            paragraph: 0,
        };
        let quotations = vec![quotation("It held, mostly,", 1, true, 925), quotation("Ode", 2, false, 1000)];
        let article =
            Article { id: "a,1".into(), text: text.into(), kept: vec!["x\ny".into()], ..Article::default() };
        (article, Extraction { quotations, sentences: 2, paragraphs: 1 })
    }

    fn written(options: WriteOptions) -> String {
        let (article, found) = article();
        let (mut out, mut rows) = (Vec::new(), Rows::default());
        let options = WriteOptions { kept: vec!["note".into()], ..options };
        let mut writer = TableWriter::new(TableFormat::Csv, options).unwrap();
        writer.head(&mut out);
        writer.article(&article, &found, &mut rows);
        out.extend_from_slice(rows.bytes(0..rows.len()));
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn rows_have_the_columns_of_the_head_and_then_those_carried_along() {
        assert_eq!(
            written(WriteOptions::default()),
            "article_id,quote_id,statement_id,quote_type,quote,speaker,speaker_type,speaker_role,\
             speaker_mention,cue,confidence,sentence,paragraph,quote_start,quote_end,mention_start,\
             mention_end,cue_start,cue_end,note\n\
             \"a,1\",1,1,direct,\"It held, mostly,\",Ann Lee,person,Mayor,\
             Mayor Ann Lee,said,0.93,0,0,3,19,26,39,21,25,\"x\ny\"\n\
             \"a,1\",2,2,mixed,Ode,,,,,,1.00,1,0,46,49,,,,,\"x\ny\"\n"
        );
    }

    #[test]
    fn offsets_are_in_the_unit_that_was_asked_for() {
        let places = |unit| {
            let out = written(WriteOptions { unit, ..WriteOptions::default() });
            let mut csv = csv::Reader::from_reader(out.as_bytes());
            let row = csv.records().next().unwrap().unwrap();
            [row[13].to_owned(), row[14].to_owned(), row[17].to_owned()]
        };
        assert_eq!(places(Unit::Chars), ["3", "19", "21"]);
        assert_eq!(places(Unit::Utf16), ["4", "20", "22"]);
        assert_eq!(places(Unit::Bytes), ["8", "24", "28"]);
    }

    #[test]
    fn rows_that_are_left_out_leave_the_numbers_of_the_others_alone() {
        let ids = |options| -> Vec<String> {
            let out = written(options);
            csv::Reader::from_reader(out.as_bytes()).records().map(|row| row.unwrap()[1].to_owned()).collect()
        };
        assert_eq!(ids(WriteOptions { attributed_only: true, ..WriteOptions::default() }), ["1"]);
        assert_eq!(ids(WriteOptions { min_confidence: 94, ..WriteOptions::default() }), ["2"]);
        assert_eq!(ids(WriteOptions { min_confidence: 93, ..WriteOptions::default() }), ["1", "2"]);
    }

    #[test]
    fn a_kept_column_may_neither_clash_nor_come_twice() {
        let new = |kept: &[&str]| {
            let kept = kept.iter().map(|&name| name.into()).collect();
            TableWriter::new(TableFormat::Csv, WriteOptions { kept, ..WriteOptions::default() }).map(|_| ())
        };
        assert!(matches!(new(&["date", "cue"]), Err(WriterError::Clash { name }) if name == "cue"));
        assert!(matches!(new(&["date", "url", "date"]), Err(WriterError::Twice { name }) if name == "date"));
        assert!(new(&["date", "url"]).is_ok());
    }

    #[test]
    fn rows_know_the_value_by_which_they_are_split() {
        let keys = |name: &str, chars| {
            let split_by = Some(SplitColumn { name: name.into(), chars });
            let options = WriteOptions { kept: vec!["note".into()], split_by, ..WriteOptions::default() };
            let mut rows = Rows::default();
            let (article, found) = article();
            TableWriter::new(TableFormat::Csv, options)
                .map(|mut writer| writer.article(&article, &found, &mut rows))
                .map(|()| [rows.key(0).to_owned(), rows.key(1).to_owned()])
        };
        assert_eq!(keys("speaker", None).unwrap(), ["Ann Lee", ""]);
        assert_eq!(keys("quote", Some(2)).unwrap(), ["It", "Od"]);
        assert_eq!(keys("note", Some(1)).unwrap(), ["x", "x"]);
        assert_eq!(keys("confidence", None).unwrap(), ["0.93", "1.00"]);
        assert!(matches!(keys("year", None), Err(WriterError::NoColumn { name, .. }) if name == "year"));
    }
}
