//! Who said it? `whosaid` finds every quotation in a news article, and for
//! each one its speaker under his full name, his role, the cue, and offsets.

mod article;
mod extract;
mod lexicon;
pub mod pipeline;
pub mod read;
mod segment;
mod span;
pub mod write;

pub use article::Article;
pub use extract::{Attribution, Extraction, Extractor, Options, Quotation, QuoteType, Scratch, SpeakerType};
pub use segment::{Segmenter, Segments, sentences};
pub use span::Span;
