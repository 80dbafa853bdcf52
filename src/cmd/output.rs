//! The arguments that say where rows go and in what form.
//!
//! In: `-o quotes.parquet --split-by date:4 --keep date`. Out: the writer, the
//! layout of the files, and the terms by which a run is known again. Limit:
//! all files of one output are of one format.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use clap::ValueEnum;
use whosaid::write::{Layout, Split, SplitColumn, TableFormat, TableWriter, Unit, WriteOptions, Writer};

/// Where rows go.
#[derive(clap::Args)]
#[command(next_help_heading = "Output")]
pub(super) struct OutputArgs {
    /// Write to this file, which appears when it is whole [default: standard output]
    ///
    /// The name tells the format: .csv, .tsv, .jsonl or .parquet.
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,

    /// Write this format, whatever the name [default: csv]
    #[arg(long, value_name = "FORMAT")]
    to: Option<TableName>,

    /// Begin another file after so many rows: quotes-0001.csv, quotes-0002.csv, ...
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..), conflicts_with = "split_by")]
    split_rows: Option<u64>,

    /// Write a file for each value of this column, or for its first N characters
    ///
    /// The column is one of those that are written, or one that is carried along. With --keep date,
    /// date:4 makes a file for each year: quotes-2024.csv, quotes-2025.csv.
    #[arg(long, value_name = "COLUMN[:N]", value_parser = split_column)]
    split_by: Option<SplitColumn>,

    /// Defuse cells that a spreadsheet would run as a formula: they get an apostrophe in front
    #[arg(long)]
    spreadsheet_safe: bool,

    /// Carry these columns of the input along, after the others
    #[arg(long, value_name = "NAME,...", value_delimiter = ',')]
    pub(super) keep: Vec<String>,

    /// What offsets count
    #[arg(long, value_name = "UNIT", value_enum, default_value_t)]
    offsets: UnitName,

    /// Leave out quotations without a speaker
    #[arg(long)]
    attributed_only: bool,

    /// Leave out quotations of a lower confidence, from 0 to 1
    #[arg(long, value_name = "X", value_parser = hundredths, default_value = "0")]
    min_confidence: u16,
}

/// A format of tables, as it is typed.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum TableName {
    /// A table with a header; commas
    Csv,
    /// A table with a header; tabs
    Tsv,
    /// One JSON object a line
    #[value(alias = "ndjson")]
    Jsonl,
    /// A table by columns, with types
    Parquet,
}

/// What offsets count, as it is typed.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(super) enum UnitName {
    /// Unicode code points, as Python and R count
    #[default]
    Chars,
    /// Bytes of UTF-8
    Bytes,
    /// UTF-16 units, as JavaScript and Java count
    Utf16,
}

impl From<UnitName> for Unit {
    fn from(name: UnitName) -> Self {
        match name {
            UnitName::Chars => Self::Chars,
            UnitName::Bytes => Self::Bytes,
            UnitName::Utf16 => Self::Utf16,
        }
    }
}

/// A confidence from 0 to 1, in hundredths.
fn hundredths(typed: &str) -> Result<u16, String> {
    let typed = typed.parse().ok().and_then(WriteOptions::hundredths);
    typed.ok_or_else(|| "a number from 0 to 1 is wanted".to_owned())
}

/// `date:4` as the column `date` of which four characters count.
fn split_column(typed: &str) -> Result<SplitColumn, String> {
    match typed.rsplit_once(':').map(|(name, chars)| (name, chars.parse())) {
        Some((name, Ok(chars))) if chars > 0 => Ok(SplitColumn { name: name.to_owned(), chars: Some(chars) }),
        _ if typed.is_empty() => Err("the name of a column is wanted".to_owned()),
        _ => Ok(SplitColumn { name: typed.to_owned(), chars: None }),
    }
}

impl OutputArgs {
    /// The file that is written to; `None` is standard output.
    pub(super) fn path(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| *path != Path::new("-"))
    }

    /// Whether several files are written.
    pub(super) fn is_split(&self) -> bool {
        self.split_rows.is_some() || self.split_by.is_some()
    }

    fn format(&self) -> Result<TableFormat> {
        if let Some(name) = self.to {
            return Ok(match name {
                TableName::Csv => TableFormat::Csv,
                TableName::Tsv => TableFormat::Tsv,
                TableName::Jsonl => TableFormat::Jsonl,
                TableName::Parquet => TableFormat::Parquet,
            });
        }
        let Some(path) = self.path() else { return Ok(TableFormat::default()) };
        let told = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
        match told.as_deref() {
            Some("json") => bail!("{}: JSON is written as lines; call it .jsonl", path.display()),
            Some("xlsx" | "xls" | "ods") => {
                bail!("{}: spreadsheets open .csv; --spreadsheet-safe makes it safe", path.display())
            }
            Some("gz" | "zst" | "zip") => {
                bail!(
                    "{}: outputs are not compressed, but for .parquet; pipe it: --to csv | zstd",
                    path.display()
                )
            }
            _ => Ok(TableFormat::of(path).unwrap_or_default()),
        }
    }

    /// The writer of rows, and the layout of the files that they go to.
    pub(super) fn writer(&self) -> Result<(TableWriter, Layout)> {
        let format = self.format()?;
        ensure!(
            !self.spreadsheet_safe || matches!(format, TableFormat::Csv | TableFormat::Tsv),
            "--spreadsheet-safe is for CSV and TSV; no spreadsheet runs what stands in other formats"
        );
        let split = match self.split_rows {
            Some(rows) => Some(Split::Rows(rows)),
            None => self.split_by.as_ref().map(|_| Split::Column),
        };
        ensure!(split.is_none() || self.path().is_some(), "only a file can be split; name one with -o");
        let options = WriteOptions {
            unit: self.offsets.into(),
            attributed_only: self.attributed_only,
            min_confidence: self.min_confidence,
            kept: self.keep.clone(),
            spreadsheet_safe: self.spreadsheet_safe,
            split_by: self.split_by.clone(),
        };
        let writer = TableWriter::new(format, options).context(if self.split_by.is_some() {
            "--keep, --split-by"
        } else {
            "--keep"
        })?;
        let mut head = Vec::new();
        writer.head(&mut head);
        Ok((writer, Layout { format, kept: self.keep.clone(), head, split, may_replace: false }))
    }

    /// What the rows depend on, as name and value.
    pub(super) fn terms(&self) -> Result<Vec<(String, String)>> {
        let format = self.format()?;
        let split_by = self.split_by.as_ref().map(|by| format!("{}:{:?}", by.name, by.chars));
        let terms = [
            ("--to", format!("{format:?}").to_lowercase()),
            ("--split-rows", self.split_rows.map_or_else(String::new, |rows| rows.to_string())),
            ("--split-by", split_by.unwrap_or_default()),
            ("--spreadsheet-safe", self.spreadsheet_safe.to_string()),
            ("--keep", self.keep.join(",")),
            ("--offsets", format!("{:?}", self.offsets).to_lowercase()),
            ("--attributed-only", self.attributed_only.to_string()),
            ("--min-confidence", format!("{}.{:02}", self.min_confidence / 100, self.min_confidence % 100)),
        ];
        Ok(terms.map(|(name, value)| (name.to_owned(), value)).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hundredth_that_can_be_typed_is_itself() {
        for hundredth in 0..=100 {
            assert_eq!(hundredths(&format!("0.{hundredth:02}").replace("0.100", "1")), Ok(hundredth));
        }
        assert_eq!(hundredths("0.901"), Ok(91));
        assert!(hundredths("1.5").is_err() && hundredths("-1").is_err() && hundredths("NaN").is_err());
    }

    #[test]
    fn a_column_may_have_a_colon_in_its_name() {
        let split = |typed| split_column(typed).map(|by| (by.name, by.chars));
        assert_eq!(split("date:4"), Ok(("date".into(), Some(4))));
        assert_eq!(split("dc:date"), Ok(("dc:date".into(), None)));
        assert_eq!(split("dc:date:7"), Ok(("dc:date".into(), Some(7))));
        assert!(split("").is_err());
    }
}
