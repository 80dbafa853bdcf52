//! The core's one verb: an article's text in, its quotations out.

use crate::Span;
use crate::attribute::feature::{self, Context, Feature, History};
use crate::attribute::{Analysis, Place, candidate};
use crate::lexicon::Lexicon;
use crate::mention::{self, Known, Tag};
use crate::model::Model;
use crate::quote::{self, Quoted};
use crate::resolve::{self, Entities, Spoken};
use crate::segment::token::{self, Tokens};
use crate::segment::{Segmenter, Segments};

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
pub struct Scratch {
    segments: Segments,
    quoting: quote::Buffers,
    quotes: Vec<Quoted>,
    tokens: Tokens,
    known: Known,
    tags: Vec<Tag>,
    chunks: mention::Buffers,
    places: Vec<Place>,
    candidates: Vec<u32>,
    features: Vec<Feature>,
    entities: Entities,
}

impl Scratch {
    /// Runs the stages from the text to its mentions.
    pub(crate) fn analyse(&mut self, text: &str) {
        let lexicon = Lexicon::embedded();
        Segmenter::new().segment_into(text, &mut self.segments);
        let Segments { paragraphs, sentences } = &self.segments;
        quote::find(text, paragraphs, &mut self.quoting, &mut self.quotes);
        token::tokenize(text, paragraphs, sentences, &self.quotes, lexicon, &mut self.tokens);
        self.known.collect(&self.tokens, lexicon);
        mention::tag(text, &self.tokens, lexicon, &self.known, &mut self.tags);
        mention::chunk(text, &self.tokens, &self.tags, lexicon, &mut self.chunks);
    }

    /// What [`Scratch::analyse`] found.
    pub(crate) fn analysis<'a>(&'a self, text: &'a str) -> Analysis<'a> {
        Analysis {
            text,
            paragraphs: &self.segments.paragraphs,
            quotes: &self.quotes,
            tokens: &self.tokens,
            tags: &self.tags,
            chunks: &self.chunks,
            lexicon: Lexicon::embedded(),
        }
    }
}

/// Finds quotations and who said them. Immutable; share one between threads.
#[derive(Debug)]
pub struct Extractor {
    _options: Options,
    model: &'static Model,
}

impl Extractor {
    /// An extractor with the weights that the library carries.
    pub fn new(options: Options) -> Self {
        Self { _options: options, model: Model::embedded() }
    }

    /// The quotations of one text. Total: it finds nothing rather than fail.
    pub fn extract(&self, text: &str) -> Extraction {
        self.extract_with(text, &mut Scratch::default())
    }

    /// Like [`Extractor::extract`], with buffers that are used again.
    pub fn extract_with(&self, text: &str, scratch: &mut Scratch) -> Extraction {
        scratch.analyse(text);
        let mut places = std::mem::take(&mut scratch.places);
        let mut candidates = std::mem::take(&mut scratch.candidates);
        let mut features = std::mem::take(&mut scratch.features);
        let analysis = scratch.analysis(text);
        analysis.places(&mut places);
        let mut entities = std::mem::take(&mut scratch.entities);
        let analysis = scratch.analysis(text);
        if !places.is_empty() {
            entities.collect(&analysis);
        }
        let mut spoken = Spoken::default();
        let mut history = History::default();
        let mut quotations = Vec::new();
        for (number, place) in places.iter().enumerate() {
            let context = Context::new(&analysis, *place, number, history);
            candidate::collect(&analysis, place, &history, &mut candidates);
            features.clear();
            context.nobody(&analysis, &mut features);
            let mut best = (self.model.score(&features), None);
            for &candidate in &candidates {
                features.clear();
                context.candidate(&analysis, candidate, &mut features);
                let score = self.model.score(&features);
                if score > best.0 {
                    best = (score, Some(candidate));
                }
            }
            let quoted = analysis.quotes[number];
            let attribution = best.1.map(|candidate| {
                let mention = &analysis.chunks.mentions[candidate as usize];
                let verb = feature::verb(&analysis, place, mention);
                let cue = verb.unit.map(|unit| {
                    let unit = &analysis.chunks.units[unit as usize];
                    analysis.tokens.all[unit.first as usize].span
                });
                let query = resolve::Query { number: candidate, quote: quoted.inner, spoken: &spoken };
                let resolver = resolve::Resolver { analysis: &analysis, entities: &entities, model: self.model };
                let speaker = resolver.speaker(&query);
                if spoken.last.is_none_or(|last| last.name != speaker.name) {
                    spoken.other = spoken.last;
                }
                spoken.last = Some(speaker);
                spoken.mention = candidate;
                Attribution {
                    speaker: speaker.name,
                    speaker_type: speaker.speaker_type,
                    role: speaker.role,
                    mention: mention.span,
                    cue,
                }
            });
            quotations.push(Quotation {
                quote: quoted.inner,
                quote_type: QuoteType::Direct,
                statement: 0,
                attribution,
                confidence: 0,
                sentence: 0,
                paragraph: place.paragraph,
            });
            history = history.after(&analysis, place, best.1);
        }
        let extraction = Extraction { quotations, sentences: scratch.segments.sentences.len() as u32, paragraphs: scratch.segments.paragraphs.len() as u32 };
        scratch.places = places;
        scratch.candidates = candidates;
        scratch.features = features;
        scratch.entities = entities;
        extraction
    }
}
