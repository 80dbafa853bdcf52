//! The arguments that say what is read, for every command that reads articles.
//!
//! In: `news/ wire.jsonl.gz --text-field body`. Out: [`ReadOptions`] and the
//! names of the inputs. Limit: one set of field names holds for all inputs.

use std::path::PathBuf;

use anyhow::ensure;
use clap::ValueEnum;
use whosaid::Span;
use whosaid::read::{Fields, Format, ReadOptions};

/// What is read.
#[derive(clap::Args)]
pub(super) struct InputArgs {
    /// Files and folders; - or nothing is standard input
    ///
    /// .txt holds one article; .jsonl and .ndjson one object a line; .csv and .tsv a header and a
    /// row an article. Each may be compressed (.gz, .zst). Folders are searched to any depth for
    /// such files, in the order of names; hidden ones are passed over.
    #[arg(value_name = "INPUT")]
    pub(super) inputs: Vec<PathBuf>,

    /// Read all inputs as this format, whatever their names
    ///
    /// Without it the name tells the format. Standard input is taken for JSON lines if it starts
    /// with {, and else for the text of one article.
    #[arg(long, value_name = "FORMAT", help_heading = "Input")]
    pub(super) format: Option<FormatName>,

    /// Name of the field that holds an article's text [default: text]
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    text_field: Option<String>,

    /// Name of the field that holds an article's id [default: id]
    ///
    /// An article without one is called by its file, relative to the folder that was named, and
    /// its number in that file: 2024/wire.jsonl:17. A .txt file is called by its file alone.
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    id_field: Option<String>,

    /// Name of the field that holds an article's headline [default: title]
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    title_field: Option<String>,

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
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Text => Self::Text,
            FormatName::Jsonl => Self::Jsonl,
            FormatName::Csv => Self::Csv,
            FormatName::Tsv => Self::Tsv,
        }
    }
}

impl InputArgs {
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
        })
    }
}
