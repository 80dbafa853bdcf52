//! Rows as CSV.
//!
//! In: an article and its quotations. Out: lines of CSV with quoting where it
//! is needed and line feeds as line ends, as RFC 4180 has them but for the
//! carriage return.
//!
//! ```text
//! article_id,quote_id,…,quote,speaker,…,confidence,…
//! a1,1,…,"It held,",the mayor,…,0.93,…
//! ```
//!
//! Limit: cells are written as they are; a spreadsheet may take one that
//! starts with `=` for a formula.

use super::offsets::Offsets;
use super::row::{COLUMNS, Row, Stretch, WriteOptions, rows};
use super::{Writer, WriterError};
use crate::{Article, Extraction};

/// Writes rows as CSV.
#[derive(Debug, Clone)]
pub struct CsvWriter {
    options: WriteOptions,
    offsets: Offsets,
}

impl CsvWriter {
    /// A writer of the rows that `options` ask for.
    ///
    /// # Errors
    ///
    /// If a kept column has the name of another column.
    pub fn new(options: WriteOptions) -> Result<Self, WriterError> {
        for (number, name) in options.kept.iter().enumerate() {
            if COLUMNS.contains(&name.as_str()) {
                return Err(WriterError::Clash { name: name.clone() });
            }
            if options.kept[..number].contains(name) {
                return Err(WriterError::Twice { name: name.clone() });
            }
        }
        let offsets = Offsets::new(options.unit);
        Ok(Self { options, offsets })
    }
}

impl Writer for CsvWriter {
    fn head(&self, out: &mut Vec<u8>) {
        let mut record = Record::new(out);
        COLUMNS.into_iter().for_each(|name| record.text(name));
        self.options.kept.iter().for_each(|name| record.text(name));
        record.end();
    }

    fn article(&mut self, article: &Article, found: &Extraction, out: &mut Vec<u8>) {
        if found.quotations.is_empty() {
            return;
        }
        self.offsets.read(&article.text);
        let mut record = Record::new(out);
        for row in rows(article, found, &self.options, &self.offsets) {
            record.row(&article.id, &row);
            article.kept.iter().for_each(|value| record.text(value));
            record.end();
        }
    }
}

/// The csv package's writer into memory, by kinds of cells.
struct Record<'o> {
    csv: csv::Writer<&'o mut Vec<u8>>,
    number: itoa::Buffer,
}

/// Memory does not refuse a byte, and rows may have any length.
const NEVER_FAILS: &str = "writing to memory does not fail";

impl<'o> Record<'o> {
    fn new(out: &'o mut Vec<u8>) -> Self {
        Self { csv: csv::WriterBuilder::new().flexible(true).from_writer(out), number: itoa::Buffer::new() }
    }

    fn text(&mut self, value: &str) {
        self.csv.write_field(value).expect(NEVER_FAILS);
    }

    fn number(&mut self, value: u32) {
        self.csv.write_field(self.number.format(value)).expect(NEVER_FAILS);
    }

    fn end(&mut self) {
        self.csv.write_record(None::<&[u8]>).expect(NEVER_FAILS);
    }

    fn row(&mut self, article_id: &str, row: &Row) {
        self.text(article_id);
        self.number(row.quote_id);
        self.number(row.statement_id);
        self.text(row.quote_type);
        self.text(row.quote.text);
        let speaker = row.speaker.as_ref();
        let cue = speaker.and_then(|by| by.cue);
        self.text(speaker.map_or("", |by| by.name));
        self.text(speaker.map_or("", |by| by.kind));
        self.text(speaker.map_or("", |by| by.role));
        self.text(speaker.map_or("", |by| by.mention.text));
        self.text(cue.map_or("", |cue| cue.text));
        self.text(std::str::from_utf8(&confidence(row.confidence)).unwrap_or_default());
        self.number(row.sentence);
        self.number(row.paragraph);
        self.place(Some(row.quote));
        self.place(speaker.map(|by| by.mention));
        self.place(cue);
    }

    /// Start and end of a stretch; two empty cells if there is none.
    fn place(&mut self, stretch: Option<Stretch>) {
        match stretch {
            Some(stretch) => {
                self.number(stretch.start);
                self.number(stretch.end);
            }
            None => {
                self.text("");
                self.text("");
            }
        }
    }
}

/// Hundredths with two decimals: 93 is `0.93`.
fn confidence(hundredths: u16) -> [u8; 4] {
    let digit = |value: u16| b'0' + (value % 10) as u8;
    [digit(hundredths / 100), b'.', digit(hundredths / 10), digit(hundredths)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::Unit;
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
                cue: Some(span("said")),
            }),
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
        let mut out = Vec::new();
        let mut writer = CsvWriter::new(WriteOptions { kept: vec!["note".into()], ..options }).unwrap();
        writer.head(&mut out);
        writer.article(&article, &found, &mut out);
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
            CsvWriter::new(WriteOptions { kept, ..WriteOptions::default() }).map(|_| ())
        };
        assert!(matches!(new(&["date", "cue"]), Err(WriterError::Clash { name }) if name == "cue"));
        assert!(matches!(new(&["date", "url", "date"]), Err(WriterError::Twice { name }) if name == "date"));
        assert!(new(&["date", "url"]).is_ok());
    }
}
