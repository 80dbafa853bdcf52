//! The core's one verb: an article's text in, its quotations out.

use crate::Span;

/// How a quotation stands in the writer's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuoteType {
    /// It stands on its own beside a cue: `"It is dead," she said.`
    Direct,
    /// A quoted piece inside the writer's own sentence: `She called it "dead".`
    Mixed,
    /// Reported without marks: `She said it was dead.`
    Indirect,
}

/// What kind of speaker it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SpeakerType {
    /// A human being with a name.
    Person,
    /// A company, party, ministry, newspaper, country.
    Organization,
    /// A report, statement, letter, law.
    Document,
    /// Several people: "critics", "Smith and Jones".
    Group,
    /// One person whom the article never names: "a White House official".
    Unnamed,
}

/// Who spoke a quotation, and where the article says so.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Attribution {
    /// The fullest name that the article gives, wherever it stands.
    pub speaker: Span,
    /// What kind of speaker it is.
    pub speaker_type: SpeakerType,
    /// Office, job, title or description, wherever the article states it.
    pub role: Option<Span>,
    /// The words that name the speaker for this quotation: "the secretary general".
    pub mention: Span,
    /// The words that say that somebody speaks: "said", "according to", ":".
    pub cue: Option<Span>,
}

/// One quotation. All spans are bytes into the text that was given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quotation {
    /// The words, without the outer marks.
    pub quote: Span,
    /// How it stands in the text.
    pub quote_type: QuoteType,
    /// The same number for the pieces of one act of speaking, from 1.
    pub statement: u32,
    /// Who spoke it; `None` for quoted text that nobody is said to utter.
    pub attribution: Option<Attribution>,
    /// How sure the attribution is, or that there is none: 0 to 1000,
    /// calibrated, so that of the quotations at 900 nine in ten are right.
    pub confidence: u16,
    /// Number of the sentence in which the quotation starts, from 0.
    pub sentence: u32,
    /// Number of the paragraph in which the quotation starts, from 0.
    pub paragraph: u32,
}

/// What was found in one article.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Extraction {
    /// The quotations, in the order of their starts.
    pub quotations: Vec<Quotation>,
    /// How many sentences the text has.
    pub sentences: u32,
    /// How many paragraphs the text has.
    pub paragraphs: u32,
}

/// What to look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Also find reported speech without marks.
    pub indirect: bool,
}

/// Buffers that are reused from article to article, one set a thread.
#[derive(Debug, Default)]
pub struct Scratch {}

/// Finds quotations and who said them. Immutable; share one between threads.
#[derive(Debug)]
pub struct Extractor {
    _options: Options,
}

impl Extractor {
    /// An extractor with the weights that the library carries.
    pub fn new(options: Options) -> Self {
        Self { _options: options }
    }

    /// The quotations of one text. Total: it finds nothing rather than fail.
    pub fn extract(&self, _text: &str) -> Extraction {
        self.extract_with(_text, &mut Scratch::default())
    }

    /// Like [`Extractor::extract`], with buffers that are used again.
    pub fn extract_with(&self, _text: &str, _scratch: &mut Scratch) -> Extraction {
        Extraction::default()
    }
}
