//! The columns of a row: the one table that every format and the docs follow.
//!
//! In: a [`Row`]. Out: for each column its [`Cell`]. Of `“It held,” said the
//! mayor.` the column `cue` has the cell `said`, and `speaker_role`, of which
//! the article says nothing, an empty one.
//!
//! Each column is one entry of [`COLUMNS`]: name, type, meaning, and the
//! function that takes its cell from a row, so that none of them can drift
//! apart. `docs/columns.md` is [`columns_page`], and a test holds it to that.
//!
//! Limit: columns that are carried along are text, whatever they were.

use super::row::Row;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// A whole number that is not negative.
    Integer,
    /// A number with two decimals.
    Decimal,
}

impl Kind {
    /// Its name in JSON lines, and in Parquet.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Text => ("string", "STRING"),
            Self::Integer => ("number", "INT64"),
            Self::Decimal => ("number", "DOUBLE"),
        }
    }
}

/// One column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name in the head of a table.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether a cell may be empty.
    pub is_optional: bool,
    /// What it means, in one line.
    pub meaning: &'static str,
    cell: for<'t> fn(&Row<'t>) -> Cell<'t>,
}

impl Column {
    /// The cell of `row` in this column.
    pub fn cell<'t>(&self, row: &Row<'t>) -> Cell<'t> {
        (self.cell)(row)
    }
}

/// One value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell<'t> {
    /// Words.
    Text(&'t str),
    /// A whole number.
    Integer(u32),
    /// 93 is 0.93.
    Hundredths(u16),
    /// The column has nothing to say.
    Empty,
}

impl<'t> Cell<'t> {
    /// Words, or an empty cell where there are none.
    pub(super) fn words(text: &'t str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    fn number(value: Option<u32>) -> Self {
        value.map_or(Self::Empty, Self::Integer)
    }
}

/// A column that always has a value.
const fn full(
    name: &'static str,
    kind: Kind,
    meaning: &'static str,
    cell: for<'t> fn(&Row<'t>) -> Cell<'t>,
) -> Column {
    Column { name, kind, is_optional: false, meaning, cell }
}

/// A column that may have nothing to say.
const fn optional(
    name: &'static str,
    kind: Kind,
    meaning: &'static str,
    cell: for<'t> fn(&Row<'t>) -> Cell<'t>,
) -> Column {
    Column { name, kind, is_optional: true, meaning, cell }
}

/// The columns, in order. Those carried along come after them.
pub static COLUMNS: [Column; 19] = {
    use Kind::{Decimal, Integer, Text};
    [
        full("article_id", Text, "the input's id, else file and record number", |row| {
            Cell::Text(row.article_id)
        }),
        full("quote_id", Integer, "1, 2, ... within the article", |row| Cell::Integer(row.quote_id)),
        full("statement_id", Integer, "the same for the pieces of one act of speaking", |row| {
            Cell::Integer(row.statement_id)
        }),
        full(
            "quote_type",
            Text,
            "`direct`, `mixed` (a quoted piece in the writer's sentence) or `indirect`",
            |row| Cell::Text(row.quote_type),
        ),
        full("quote", Text, "the words, without the outer marks", |row| Cell::Text(row.quote.text)),
        optional("speaker", Text, "the fullest name that the article gives, else the description", |row| {
            row.speaker.map_or(Cell::Empty, |by| Cell::words(by.name))
        }),
        optional("speaker_type", Text, "`person`, `organization`, `document`, `group` or `unnamed`", |row| {
            row.speaker.map_or(Cell::Empty, |by| Cell::Text(by.kind))
        }),
        optional(
            "speaker_role",
            Text,
            "office, job, title or description, wherever the article states it",
            |row| row.speaker.map_or(Cell::Empty, |by| Cell::words(by.role)),
        ),
        optional("speaker_mention", Text, "the words that name the speaker here", |row| {
            row.speaker.map_or(Cell::Empty, |by| Cell::words(by.mention.text))
        }),
        optional(
            "cue",
            Text,
            "the words that say that somebody speaks: said, according to, a colon",
            |row| row.cue.map_or(Cell::Empty, |cue| Cell::words(cue.text)),
        ),
        full("confidence", Decimal, "0 to 1; of the rows at 0.90, nine in ten are right", |row| {
            Cell::Hundredths(row.confidence)
        }),
        full("sentence", Integer, "number of the sentence in which the quotation starts, from 0", |row| {
            Cell::Integer(row.sentence)
        }),
        full("paragraph", Integer, "number of the paragraph in which the quotation starts, from 0", |row| {
            Cell::Integer(row.paragraph)
        }),
        full("quote_start", Integer, "offset of the quotation in the article's text", |row| {
            Cell::Integer(row.quote.start)
        }),
        full("quote_end", Integer, "offset just past it", |row| Cell::Integer(row.quote.end)),
        optional("mention_start", Integer, "offset of `speaker_mention`", |row| {
            Cell::number(row.speaker.map(|by| by.mention.start))
        }),
        optional("mention_end", Integer, "offset just past it", |row| {
            Cell::number(row.speaker.map(|by| by.mention.end))
        }),
        optional("cue_start", Integer, "offset of `cue`", |row| Cell::number(row.cue.map(|cue| cue.start))),
        optional("cue_end", Integer, "offset just past it", |row| Cell::number(row.cue.map(|cue| cue.end))),
    ]
};

/// The page of the docs that tells the columns, as Markdown.
pub fn columns_page() -> String {
    let mut page = String::from(
        "# Columns\n\n\
         One row a quotation. Every format has these columns in this order; those carried along with\n\
         `--keep` come after them, as text. This page is made from the code.\n\n\
         | column | JSON lines | Parquet | may be empty | meaning |\n\
         | --- | --- | --- | --- | --- |\n",
    );
    for column in &COLUMNS {
        let (json, parquet) = column.kind.names();
        let (name, meaning) = (column.name, column.meaning);
        let empty = if column.is_optional { "yes" } else { "" };
        page.push_str(&format!("| `{name}` | {json} | {parquet} | {empty} | {meaning} |\n"));
    }
    page.push_str(
        "\nAn empty cell has nothing between the delimiters in CSV and TSV, and is `null` in JSON lines and\n\
         Parquet. Offsets count Unicode code points unless `--offsets` says otherwise. CSV and TSV are in\n\
         UTF-8 with a header and line feeds; a cell with the delimiter, a mark or a line end in it stands in\n\
         double marks, and a mark within it is doubled.\n",
    );
    page
}
