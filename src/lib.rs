//! Who said it? `whosaid` finds every quotation in a news article, and for
//! each one its speaker under his full name, his role, the cue, and offsets.
//!
//! ```
//! let text = "“It held,” said Ada Berg, the mayor of Lindau. “We were lucky.”";
//! let found = whosaid::Extractor::default().extract(text);
//! assert_eq!(found.quotations[1].attribution.unwrap().speaker.of(text), "Ada Berg");
//! ```
//!
//! # The way of the data
//!
//! An [`Article`] owns its text. All that is found in it is a [`Span`] of bytes
//! into that text, and is sliced when a row is written and not before. The
//! stages, each a module that takes what those before it gave:
//!
//! | stage | takes | gives |
//! | --- | --- | --- |
//! | [`read`] | files, folders, streams, archives | articles, or what is wrong with a record |
//! | `segment` | text | [paragraphs and sentences](Segmenter), tokens |
//! | `quote` | paragraphs | quoted spans: which marks belong together |
//! | `mention` | tokens | who is spoken of, and as what: names, pronouns, descriptions |
//! | `cue` | mentions | what ties a mention to speaking: "said", "according to", a colon |
//! | `attribute` | quotes, mentions, cues | for each quotation the mention that speaks, or nobody, and how sure that is |
//! | `resolve` | all mentions of the article | who that is: fullest name, type, role |
//! | `indirect` | all of these, if it is asked for | what is reported without marks, and by whom |
//! | [`write`](mod@write) | quotations | rows of a table |
//!
//! The stages from `segment` to `resolve` are the core: text in, an
//! [`Extraction`] out. It opens no file, starts no thread and cannot fail; to
//! find nothing is a result. What it learned from annotated articles is a
//! [`Model`], made by [`train`] and measured by [`score`]; what it knows of
//! words is the lexicon, made of word lists when the crate is built.
//!
//! [`pipeline`] runs the core over many articles on many threads, with the same
//! bytes for any number of them, and [`resume`] lets a run that was stopped go
//! on.
//!
//! # Units
//!
//! Spans are bytes, half-open. Rows have code points unless they are asked for
//! in bytes or UTF-16 units ([`write::Unit`]).

mod article;
mod attribute;
mod cue;
mod extract;
mod indirect;
mod lexicon;
mod mention;
mod model;
pub mod pipeline;
mod quote;
pub mod read;
mod resolve;
pub mod resume;
pub mod score;
mod segment;
mod span;
pub mod train;
pub mod write;

pub use article::Article;
pub use extract::{
    Attribution, Extraction, Extractor, Options, Quotation, QuoteType, Scratch, SpeakerType, Stage,
};
pub use model::{IndirectModel, Model, ModelError};
pub use segment::{Segmenter, Segments, sentences};
pub use span::Span;

/// The README's example, as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
