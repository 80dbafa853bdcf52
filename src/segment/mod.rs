//! Paragraphs and sentences of a text.
//!
//! In: an article's text. Out: its paragraphs and sentences, as spans. In
//! `Sen. Ruth Lee left. “Why?” Mr. Ng asked.` two sentences are found.
//!
//! - [`paragraph`]: blank lines, line breaks, wrapped lines
//! - [`sentence`]: the scan over a paragraph
//! - [`stop`]: does this stop end the sentence?
//! - [`mark`]: runs of stops, closing and opening marks, the words beside them
//! - [`list`]: labels of lists
//! - [`colon`]: credits and time stamps without a stop before them
//! - [`quoted`]: quotations that are kept whole
//! - [`token`]: words and marks within sentences
//! - [`word`]: plain words, eight bytes at a time
//! - [`character`]: what single characters are to them
//!
//! The text is English. The conventions are those of the treebanks: a
//! quotation that holds several sentences is split inside, unless it is to be
//! kept; a closing mark belongs to the sentence that it closes; a semicolon
//! ends none.

mod character;
mod colon;
mod list;
mod mark;
mod paragraph;
mod quoted;
mod sentence;
mod shape;
mod stop;
#[cfg(test)]
mod tests;
pub(crate) mod token;
mod word;

use crate::Span;

/// Finds paragraphs and sentences.
///
/// ```
/// use whosaid::Segmenter;
///
/// let text = "“It is over. We lost,” Sen. Lee said.\n\nShe left for the U.S. on Monday.";
/// let found = Segmenter::new().segment(text);
/// let sentences: Vec<&str> = found.sentences.iter().map(|span| span.of(text)).collect();
/// assert_eq!(
///     sentences,
///     ["“It is over.", "We lost,” Sen. Lee said.", "She left for the U.S. on Monday."]
/// );
/// assert_eq!(found.paragraphs.len(), 2);
///
/// let found = Segmenter::new().keep_quotations(true).segment(text);
/// assert_eq!(found.sentences[0].of(text), "“It is over. We lost,” Sen. Lee said.");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Segmenter {
    keep_quotations: bool,
}

/// The paragraphs and sentences of one text: trimmed, in order, without
/// overlap; each kind holds every character that is not white space, and no
/// sentence reaches over two paragraphs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Segments {
    /// In bytes.
    pub paragraphs: Vec<Span>,
    /// In bytes.
    pub sentences: Vec<Span>,
}

impl Segmenter {
    /// A segmenter that splits inside quotations of several sentences, as
    /// treebanks do.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether to keep a quotation that opens and closes in one paragraph, and
    /// all that stands in it, in one sentence.
    #[must_use]
    pub fn keep_quotations(mut self, keep: bool) -> Self {
        self.keep_quotations = keep;
        self
    }

    /// The paragraphs and sentences of `text`. Total: any text has a result,
    /// in a time linear in its length. Of a text of more than [`Span::LIMIT`]
    /// bytes the rest is left out.
    pub fn segment(&self, text: &str) -> Segments {
        let mut segments = Segments::default();
        self.segment_into(text, &mut segments);
        segments
    }

    /// Like [`Segmenter::segment`], into buffers that are used again: the way
    /// for many texts, since nothing is allocated once they have grown.
    pub fn segment_into(&self, text: &str, segments: &mut Segments) {
        segments.paragraphs.clear();
        segments.sentences.clear();
        paragraph::paragraphs(text, &mut segments.paragraphs);
        sentence::sentences(text, &segments.paragraphs, *self, &mut segments.sentences);
    }
}

/// The sentences of `text`, as spans of bytes: [`Segmenter::segment`] for those
/// who want no more.
///
/// ```
/// let text = "Is Yahoo! for sale? Mr. Lee would not say.";
/// let sentences = whosaid::sentences(text);
/// assert_eq!(sentences[1].of(text), "Mr. Lee would not say.");
/// ```
pub fn sentences(text: &str) -> Vec<Span> {
    Segmenter::new().segment(text).sentences
}
