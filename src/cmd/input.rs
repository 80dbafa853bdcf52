//! The arguments that say what is read, for every command that reads articles.
//!
//! In: `news/ wire.jsonl.gz --text-field body`. Out: [`ReadOptions`] and the
//! names of the inputs. Limit: one set of field names holds for all inputs.

use std::path::PathBuf;

use anyhow::ensure;
use clap::ValueEnum;
use encoding_rs::Encoding;
use whosaid::Span;
use whosaid::read::{Fields, Format, ReadOptions};

/// What is read.
#[derive(clap::Args)]
pub(super) struct InputArgs {
    /// Files and folders; - or nothing is standard input
    ///
    /// .txt holds one article; .jsonl and .ndjson one object a line, .json a list of objects; .csv
    /// and .tsv a header and a row an article, .parquet a row an article. Each may be compressed
    /// (.gz, .zst) and lie in an archive (.tar, .tar.gz, .tgz, .tar.zst, .zip). Folders are searched
    /// to any depth for such files, in the order of names; hidden ones are passed over.
    #[arg(value_name = "INPUT")]
    pub(super) inputs: Vec<PathBuf>,

    /// Read all inputs as this format, whatever their names
    ///
    /// Without it the name tells the format. Standard input is taken for JSON lines if it starts
    /// with {, for a list if it starts with [{, for an archive or Parquet if it starts as one, and
    /// else for the text of one article. Of an archive it is the format of the files in it.
    #[arg(long, value_name = "FORMAT", help_heading = "Input")]
    pub(super) format: Option<FormatName>,

    /// Name of the field that holds an article's text [default: the first of text, body, content,
    /// maintext, article]
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    text_field: Option<String>,

    /// Name of the field that holds an article's id [default: the first of id, url, guid]
    ///
    /// An article without one is called by its file, relative to the folder that was named, and
    /// its number in that file: 2024/wire.jsonl:17. A .txt file is called by its file alone.
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    id_field: Option<String>,

    /// Name of the field that holds an article's headline [default: the first of title, headline]
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    title_field: Option<String>,

    /// Encoding of inputs that are not in UTF-8, as the web names it: windows-1252, shift_jis, ...
    ///
    /// A byte-order mark counts for more: inputs that start with one of UTF-8 or UTF-16 are read as
    /// that, without being asked.
    #[arg(long, value_name = "NAME", value_parser = encoding, help_heading = "Input")]
    encoding: Option<&'static Encoding>,

    /// Skip records that are longer than this
    #[arg(long, value_name = "BYTES", help_heading = "Input",
          default_value_t = ReadOptions::MAX_ARTICLE_BYTES)]
    max_article_bytes: usize,
}

/// A format, as it is typed.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum FormatName {
    /// The file is one article
    #[value(alias = "txt")]
    Text,
    /// One JSON object a line
    #[value(alias = "ndjson")]
    Jsonl,
    /// A table with a header; commas
    Csv,
    /// A table with a header; tabs
    Tsv,
    /// JSON objects in a list, or one after another
    Json,
    /// A table by columns
    Parquet,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Text => Self::Text,
            FormatName::Jsonl => Self::Jsonl,
            FormatName::Csv => Self::Csv,
            FormatName::Tsv => Self::Tsv,
            FormatName::Json => Self::Json,
            FormatName::Parquet => Self::Parquet,
        }
    }
}

/// The encoding of this name.
fn encoding(typed: &str) -> Result<&'static Encoding, String> {
    let found = Encoding::for_label(typed.as_bytes());
    found.ok_or_else(|| {
        "no encoding of that name is known; windows-1252 and utf-16le are such names".to_owned()
    })
}

impl InputArgs {
    /// What the articles depend on, as name and value.
    pub(super) fn terms(&self) -> Vec<(String, String)> {
        let said = |value: &Option<String>| value.clone().unwrap_or_default();
        let terms = [
            ("--format", self.format.map_or_else(String::new, |format| format!("{format:?}").to_lowercase())),
            ("--text-field", said(&self.text_field)),
            ("--id-field", said(&self.id_field)),
            ("--title-field", said(&self.title_field)),
            ("--encoding", self.encoding.map_or_else(String::new, |encoding| encoding.name().to_owned())),
            ("--max-article-bytes", self.max_article_bytes.to_string()),
        ];
        terms.map(|(name, value)| (name.to_owned(), value)).into()
    }

    /// The options of reading, with the fields `kept` carried along.
    pub(super) fn options(&self, kept: &[String]) -> anyhow::Result<ReadOptions> {
        let limit = Span::LIMIT - 1;
        ensure!(
            (1..=limit).contains(&self.max_article_bytes),
            "--max-article-bytes {}: choose from 1 to {limit}",
            self.max_article_bytes
        );
        Ok(ReadOptions {
            format: self.format.map(Format::from),
            fields: Fields::new(
                self.id_field.as_deref(),
                self.title_field.as_deref(),
                self.text_field.as_deref(),
                kept,
            ),
            max_article_bytes: self.max_article_bytes,
            encoding: self.encoding,
        })
    }
}
