//! Who said it? `whosaid` finds every quotation in a news article, and for
//! each one its speaker under his full name, his role, the cue, and offsets.

mod article;
mod attribute;
mod cue;
mod extract;
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
pub use extract::{Attribution, Extraction, Extractor, Options, Quotation, QuoteType, Scratch, SpeakerType};
pub use model::{Model, ModelError};
pub use segment::{Segmenter, Segments, sentences};
pub use span::Span;

/// The README's example, as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
