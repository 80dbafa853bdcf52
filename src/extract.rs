//! The core's one verb: an article's text in, its quotations out.

use std::sync::Arc;

use crate::Span;
use crate::attribute::{self, Analysis, Choice, Context, History, Place, Scene, joint, statement};
use crate::indirect::{self, Report, Said};
use crate::lexicon::Lexicon;
use crate::mention::{self, Form, Known, Tag};
use crate::model::{IndirectModel, Model, certainty_range};
use crate::quote::{self, Quoted};
use crate::resolve::{Entities, Query, Resolver, Speaker, Spoken, apposed_name};
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
    /// The words that say that somebody speaks: "said", "according to", ":".
    /// Reported speech has one even where nobody is named: "it was reported".
    pub cue: Option<Span>,
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

/// The stages of the core, in their order: how far
/// [`Extractor::extract_until`] goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Paragraphs and sentences.
    Segment,
    /// Quoted spans.
    Quote,
    /// Words and marks.
    Token,
    /// Who is mentioned.
    Mention,
    /// Who speaks, and who that is: the whole.
    Attribute,
}

/// Buffers that are reused from article to article, one set a thread.
#[derive(Debug, Default)]
pub struct Scratch {
    segments: Segments,
    quoting: quote::Buffers,
    quotes: Vec<Quoted>,
    tokens: Tokens,
    known: Known,
    tagging: mention::Memory,
    tags: Vec<Tag>,
    chunks: mention::Buffers,
    entities: Entities,
    found: Found,
}

/// What the stages behind the mentions fill.
#[derive(Debug, Default)]
struct Found {
    places: Vec<Place>,
    scene: Scene,
    buffers: attribute::Buffers,
    indirect: indirect::Buffers,
    reports: Vec<Report>,
}

impl Scratch {
    /// Runs the stages from the text to its mentions; without `all`, only
    /// where something is quoted.
    pub(crate) fn analyse(&mut self, text: &str, all: bool) {
        self.analyse_until(Stage::Mention, text, all);
    }

    fn analyse_until(&mut self, last: Stage, text: &str, all: bool) {
        let lexicon = Lexicon::embedded();
        Segmenter::new().segment_into(text, &mut self.segments);
        if last < Stage::Quote {
            return;
        }
        let Segments { paragraphs, sentences } = &self.segments;
        quote::find(text, paragraphs, &mut self.quoting, &mut self.quotes);
        if last < Stage::Token {
            return;
        }
        // Nobody is asked who spoke where nothing is quoted.
        let (paragraphs, sentences): (&[Span], &[Span]) =
            if self.quotes.is_empty() && !all { (&[], &[]) } else { (paragraphs, sentences) };
        token::tokenize(text, paragraphs, sentences, &self.quotes, lexicon, &mut self.tokens);
        if last < Stage::Mention {
            return;
        }
        self.known.collect(&self.tokens, lexicon);
        let (known, memory) = (&self.known, &mut self.tagging);
        mention::tag(text, &self.tokens, lexicon, known, memory, &mut self.tags);
        mention::chunk(text, &self.tokens, &self.tags, lexicon, &mut self.chunks);
        let mut entities = std::mem::take(&mut self.entities);
        entities.collect(&self.analysis(text));
        entities.tell(&mut self.chunks.mentions);
        self.entities = entities;
    }

    /// What [`Scratch::analyse`] found.
    pub(crate) fn analysis<'a>(&'a self, text: &'a str) -> Analysis<'a> {
        Analysis {
            text,
            sentences: &self.segments.sentences,
            quotes: &self.quotes,
            tokens: &self.tokens,
            tags: &self.tags,
            chunks: &self.chunks,
            lexicon: Lexicon::embedded(),
        }
    }
}

/// Finds quotations and who said them. Immutable; share one between threads.
///
/// ```
/// let found = whosaid::Extractor::default().extract("“It held,” said Ada Berg, the mayor of Lindau.");
/// let attribution = found.quotations[0].attribution.unwrap();
/// # let text = "“It held,” said Ada Berg, the mayor of Lindau.";
/// assert_eq!(attribution.speaker.of(text), "Ada Berg");
/// assert_eq!(attribution.role.unwrap().of(text), "mayor of Lindau");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Extractor {
    options: Options,
    /// `None` for the embedded one.
    model: Option<Arc<Model>>,
    /// The same for reported speech.
    indirect: Option<Arc<IndirectModel>>,
}

impl Extractor {
    /// An extractor with the weights that the library carries.
    pub fn new(options: Options) -> Self {
        Self { options, ..Self::default() }
    }

    /// An extractor with other weights.
    pub fn with_model(options: Options, model: Model) -> Self {
        Self { options, model: Some(Arc::new(model)), ..Self::default() }
    }

    /// The same extractor with other weights for reported speech.
    pub fn with_indirect_model(self, model: IndirectModel) -> Self {
        Self { indirect: Some(Arc::new(model)), ..self }
    }

    /// A print of all the weights that what it finds depends on.
    pub fn weights(&self) -> u64 {
        let print = self.model().print();
        if self.options.indirect { print.rotate_left(1) ^ self.indirect_model().print() } else { print }
    }

    fn model(&self) -> &Model {
        self.model.as_deref().unwrap_or_else(|| Model::embedded())
    }

    fn indirect_model(&self) -> &IndirectModel {
        self.indirect.as_deref().unwrap_or_else(|| IndirectModel::embedded())
    }

    /// What it looks for.
    pub fn options(&self) -> Options {
        self.options
    }

    /// The quotations of one text. Total: it finds nothing rather than fail.
    /// Of a text of more than [`Span::LIMIT`] bytes the rest is left out.
    pub fn extract(&self, text: &str) -> Extraction {
        self.extract_with(text, &mut Scratch::default())
    }

    /// Like [`Extractor::extract`], with buffers that are used again: the way
    /// for many texts.
    pub fn extract_with(&self, text: &str, scratch: &mut Scratch) -> Extraction {
        self.extract_until(Stage::Attribute, text, scratch)
    }

    /// Like [`Extractor::extract_with`], but goes no further than the stage
    /// `last`: for measuring what each stage costs. Before the last one there
    /// are sentences and paragraphs, and no quotations.
    pub fn extract_until(&self, last: Stage, text: &str, scratch: &mut Scratch) -> Extraction {
        let text = &text[..text.floor_char_boundary(text.len().min(Span::LIMIT))];
        scratch.analyse_until(last, text, self.options.indirect);
        let quotations = match last {
            Stage::Attribute => {
                let mut found = std::mem::take(&mut scratch.found);
                let quotations = self.attribute(&scratch.analysis(text), &scratch.entities, &mut found);
                scratch.found = found;
                quotations
            }
            _ => Vec::new(),
        };
        Extraction {
            quotations,
            sentences: scratch.segments.sentences.len() as u32,
            paragraphs: scratch.segments.paragraphs.len() as u32,
        }
    }

    /// Attributes the quotations, from the first to the last, so that each can
    /// lean on who spoke before.
    fn attribute(&self, analysis: &Analysis, entities: &Entities, found: &mut Found) -> Vec<Quotation> {
        analysis.places(&mut found.places);
        if found.places.is_empty() && !self.options.indirect {
            return Vec::new();
        }
        let model = self.model();
        found.scene.set(analysis, &found.places);
        let resolver = Resolver { analysis, entities, model };
        let mut state = State::default();
        let mut quotations = Vec::with_capacity(found.places.len());
        for (number, place) in found.places.iter().enumerate() {
            let context = Context::new(analysis, &found.scene, *place, number, state.history);
            let choice = attribute::choose(&context, analysis, &found.scene, model, &mut found.buffers);
            let last = number.checked_sub(1).map(|last| &found.places[last]);
            quotations.push(state.quotation(&resolver, &found.scene, &context, last, choice));
        }
        if self.options.indirect {
            indirect::find(analysis, self.indirect_model(), &mut found.indirect, &mut found.reports);
            indirect::add(&resolver, &found.reports, &state.said, &mut quotations);
        }
        quotations
    }
}

/// What was said so far.
#[derive(Debug, Default)]
struct State {
    history: History,
    spoken: Spoken,
    statement: u32,
    /// The mention that spoke the last quotation.
    last: Option<u32>,
    said: Vec<Said>,
}

impl State {
    fn quotation(
        &mut self,
        resolver: &Resolver,
        scene: &Scene,
        context: &Context,
        last: Option<&Place>,
        choice: Choice,
    ) -> Quotation {
        let analysis = resolver.analysis;
        let (place, number) = (&context.place, context.quote);
        let quote = analysis.quotes[number].inner;
        let mut confidence = choice.certainty;
        let goes_on = match (choice.mention, last) {
            (Some(mention), Some(last)) => self.last == Some(mention) && statement::goes_on(last, place),
            _ => false,
        };
        self.statement += u32::from(!goes_on);
        let attribution = choice.mention.map(|mention| {
            let (speaker, span) = self.speaker(resolver, scene, mention, quote);
            let both = u32::from(confidence) * u32::from(speaker.certainty) / 1000;
            confidence = resolver.model.sure_row[certainty_range(both as u16)];
            self.spoken.add(speaker, mention);
            self.said.push((quote.start, speaker, mention));
            Attribution {
                speaker: speaker.name,
                speaker_type: speaker.speaker_type,
                role: speaker.role,
                mention: span,
            }
        });
        self.last = choice.mention;
        self.history = self.history.after(analysis, context, choice.mention);
        Quotation {
            quote,
            quote_type: statement::quote_type(analysis, place, number),
            statement: self.statement,
            attribution,
            cue: choice.mention.and_then(|mention| statement::cue(analysis, scene, context, mention)),
            confidence,
            sentence: analysis.sentence(quote.start),
            paragraph: place.paragraph,
        }
    }

    /// Who the mention that speaks is, and the words that name him.
    fn speaker(&self, resolver: &Resolver, scene: &Scene, number: u32, quote: Span) -> (Speaker, Span) {
        let analysis = resolver.analysis;
        let span = |number: u32| analysis.chunks.mentions[number as usize].span;
        let mention = &analysis.chunks.mentions[number as usize];
        // A description is one person, whatever was said since.
        let before = self.said.iter().rev().take(8).find(|(_, _, other)| *other == number);
        let speaker = match before.filter(|_| mention.form != Form::Name) {
            Some((_, speaker, _)) => *speaker,
            None => resolver.speaker(&Query { number, quote, spoken: &self.spoken }),
        };
        if let Some((first, last)) = joint::voices(analysis, scene, number) {
            return (speaker.with_others(analysis, first, last), span(first).cover(span(last)));
        }
        // "said his sister, Ada Berg": the name, not what stands beside it.
        let is_described = mention.form == Form::Nominal;
        let name = is_described.then(|| apposed_name(analysis, mention)).flatten();
        (speaker, span(name.unwrap_or(number)))
    }
}
