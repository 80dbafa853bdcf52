//! What speaks for and against a candidate, as hashed features.
//!
//! One function for training and for use. A feature is a template and the
//! values that fill it, hashed into the weight table; what the values are is
//! read off the units around the quotation and the candidate: `Q , [name]
//! [verb of speech]` looks the same whoever speaks.
//!
//! Which templates there are was chosen by leaving each one out in turn, on
//! publishers held out in turn: some thirty more that were tried change the
//! share of right speakers by less than a thousandth and cost a third of the
//! time.

use super::Analysis;
use super::candidate::Candidate;
use super::context::{Context, NO_UNIT};
use super::path::Bag;
use super::scene::{EDGE, SELF, Scene, mention_symbol};
use crate::Span;
use crate::cue::How;
use crate::mention::{Form, Mention, age};
use crate::model::hashed;

/// Size of the weight table, a power of two.
pub(crate) const TABLE: usize = 1 << 16;

/// A place in the weight table.
pub(crate) type Feature = u32;

/// Hashes a template with its values.
#[inline]
fn feature(template: u32, values: [u32; 3]) -> Feature {
    (hashed(template, values) >> (64 - TABLE.trailing_zeros())) as u32
}

/// A count in ten steps.
pub(super) fn bucket(n: u32) -> u32 {
    const STEPS: [u8; 32] =
        [0, 1, 2, 3, 4, 5, 5, 6, 6, 6, 7, 7, 7, 7, 7, 7, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 9];
    u32::from(STEPS[n.min(31) as usize])
}

/// The template of what "nobody" always has.
const NOBODY: u32 = 1;

/// What "nobody" always has: its weight says how ready the model is to name no speaker.
pub(crate) fn nobody_at_all() -> Feature {
    feature(NOBODY, [0, 0, 0])
}

/// Gives the features of "nobody" to `out`.
pub(super) fn nobody(context: &Context, analysis: &Analysis, scene: &Scene, mut out: impl FnMut(Feature)) {
    let mut add = |template, values| out(feature(template, values));
    let place = &context.place;
    let [p1, p2] = context.before;
    let [n1, n2, _] = context.behind;
    add(NOBODY, [0, 0, 0]);
    add(2, [context.looks, 0, 0]);
    add(3, [context.looks, context.size, 0]);
    add(4, [context.layout, context.looks, 0]);
    add(5, [p1, 0, 0]);
    add(6, [p1, p2, 0]);
    add(7, [n1, 0, 0]);
    add(8, [n1, n2, 0]);
    add(9, [p1, n1, 0]);
    add(10, [p1, n1, context.size.min(4)]);
    add(11, [context.size, context.first_capital, context.tail]);
    let inside = 0..analysis.chunks.units.len() as i64;
    let word = |number: i64| {
        if inside.contains(&number) { scene.word(analysis, number as u32) } else { EDGE }
    };
    let (first, last) = (i64::from(place.first), i64::from(place.last));
    let (left, right) = (word(first - 1), word(last + 1));
    add(12, [left, 0, 0]);
    add(13, [left, word(first - 2), 0]);
    add(14, [right, 0, 0]);
    // A verb of speech anywhere in the paragraph speaks against nobody.
    let strongest = strongest(context, analysis, scene);
    add(15, [strongest, 0, 0]);
    add(16, [strongest, context.size, context.layout]);
    let gap = if context.history.any { 1 + context.gap() } else { 0 };
    let spoke = u32::from(context.history.last.is_some());
    add(17, [gap, spoke, 0]);
    add(18, [gap, spoke, context.looks]);
    add(19, [u32::from(place.is_in_name), 0, 0]);
    // What is adopted, won or shown under that name, nobody said.
    let verb = context.near.verb;
    let (governor, strength) = if verb == NO_UNIT {
        (EDGE, 4)
    } else {
        (scene.word(analysis, verb), scene.traits[verb as usize].strength())
    };
    add(20, [strength, p1, n1]);
    add(21, [governor, p1, 0]);
    add(22, [strength, context.near.kinds(), context.looks]);
    // "the song “Harbour”", "a “tidal” engine": the words beside what looks like a title or a term.
    let titled = context.looks / 15 % 3 * 16 + context.size.min(6);
    add(23, [left, titled, context.first_capital]);
    add(24, [right, titled, context.first_capital]);
    add(25, [governor, titled, context.tail]);
    let gap = if verb == NO_UNIT { 10 } else { bucket(place.first - verb) };
    add(26, [governor, gap, 0]);
    add(27, [gap, titled, context.layout * 4 + strength]);
    add(28, [left, right, 0]);
}

/// The strength of the surest verb of speech in the quotation's paragraphs.
fn strongest(context: &Context, analysis: &Analysis, scene: &Scene) -> u32 {
    let bounds = &analysis.chunks.paragraphs;
    let start = bounds[context.place.paragraph as usize];
    let end = bounds[context.place.last_paragraph as usize + 1].min(start + 120);
    let verbs = scene.traits[start as usize..end as usize].iter().filter(|traits| traits.is_verb());
    verbs.map(|traits| traits.strength()).max().unwrap_or(0)
}

/// What a candidate is looked at with.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub context: &'a Context,
    pub analysis: &'a Analysis<'a>,
    pub scene: &'a Scene,
}

/// What of a candidate is the same for many that stand beside each other: between two
/// sentences, paragraphs or speakers all have the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stand {
    side: u32,
    /// Sentence starts and paragraphs between it and the quotation, few at most.
    sentences: u32,
    paragraphs: u32,
    spoke: u32,
    /// Whether nobody stands between.
    nearest: bool,
}

impl Stand {
    /// Where a candidate stands.
    pub fn of(view: &View, candidate: &Candidate) -> Self {
        let &View { context, analysis, .. } = view;
        let path = &candidate.path;
        let mention = &analysis.chunks.mentions[candidate.mention as usize];
        Self {
            side: path.side,
            sentences: path.sentences().min(4),
            paragraphs: paragraphs(context, mention, path.side),
            spoke: spoke(context, analysis, candidate.mention),
            nearest: path.others() == 0,
        }
    }
}

/// Gives the features of where a candidate stands to `out`.
#[inline]
pub(super) fn stand(context: &Context, stand: &Stand, mut out: impl FnMut(Feature)) {
    let &Stand { side, sentences, paragraphs, spoke, nearest } = stand;
    let mut add = |template, values| out(feature(template, values));
    add(32, [side, sentences, paragraphs]);
    // Who spoke before, and who is spoken of.
    add(71, [spoke, context.gap() * 8 + context.layout, sentences]);
    let goes_on = u32::from(context.place.last_paragraph > context.place.paragraph);
    add(73, [spoke, context.layout, paragraphs * 4 + goes_on]);
    add(74, [spoke, u32::from(nearest), context.looks % 15]);
}

/// The feature of what a candidate is.
#[inline]
pub(super) fn symbol(analysis: &Analysis, candidate: &Candidate) -> Feature {
    let mention = &analysis.chunks.mentions[candidate.mention as usize];
    feature(30, [mention_symbol(analysis, mention), 0, 0])
}

/// Gives those other features of one candidate that tell most candidates from the
/// speaker to `out`: where they are only summed they need not be held.
#[inline]
pub(super) fn glance(view: &View, candidate: &Candidate, stand: &Stand, mut out: impl FnMut(Feature)) {
    let &View { context, analysis, scene } = view;
    let &Candidate { mention: number, ref path } = candidate;
    let &Stand { side, sentences, .. } = stand;
    let mention = &analysis.chunks.mentions[number as usize];
    let mut add = |template, values| out(feature(template, values));
    add(38, [side, path.hash(), 0]);
    // The verb that the mention is the subject of, and whether it governs the quotation.
    let tie = scene.tie(analysis, number);
    let (verb, strength, lemma) = match tie.how {
        How::Untied => (None, 0, 0),
        _ => (Some(tie.unit), scene.traits[tie.unit as usize].strength(), scene.word(analysis, tie.unit)),
    };
    add(50, [side, tie.how as u32, strength]);
    add(83, [context.near.governs(verb), lemma, sentences * 4 + heads(context, mention)]);
}

/// Gives the other features of the candidate to `out`.
#[inline]
pub(super) fn look(view: &View, candidate: &Candidate, stand: &Stand, mut out: impl FnMut(Feature)) {
    let &View { context, analysis, scene } = view;
    let &Candidate { mention: number, ref path } = candidate;
    let mention = &analysis.chunks.mentions[number as usize];
    let beside = Beside::new(context, analysis, scene, mention);
    let verb = Verb::new(context, analysis, scene, number);
    let mut add = |template, values| out(feature(template, values));
    let symbol = mention_symbol(analysis, mention);
    let form = mention.form as u32 * 16 + mention.sort as u32;
    let [p1, p2] = context.before;
    let [n1, n2, n3] = context.behind;
    let &Stand { side, sentences, paragraphs, spoke, .. } = stand;
    let distance = bucket(path.length);
    add(31, [side, distance, 0]);
    add(35, [side, beside.right[0], beside.right[1]]);
    add(36, [side, beside.left[0], beside.left[1]]);
    add(40, [side, path.short_hash(), 0]);
    add(42, [side, path.quotes().min(2), sentences]);
    add(43, [side * 4 + sentences.min(3), p1, n1]);
    add(46, [side * 16 + paragraphs, context.layout, form]);
    add(47, [side, path.others().min(5) * 4 + path.people().min(3), context.looks % 15]);
    // The verb that the mention is the subject of.
    add(53, [side * 8 + verb.place, verb.strength * 16 + verb.gap, context.looks % 15]);
    add(54, [verb.how * 8 + verb.place, verb.gap, p1]);
    add(55, [verb.how * 8 + verb.place, n1, n2]);
    add(56, [verb.how * 8 + verb.place, verb.strength * 16 + form, sentences]);
    add(58, [verb.after, verb.how, verb.place]);
    // The words beside the mention: "told Weber", "according to Weber".
    add(60, [beside.left_word, side, 0]);
    add(61, [beside.left_word, beside.left[1], verb.strength]);
    let head = if mention.form == Form::Name { 7 + mention.sort as u32 } else { head(analysis, mention) };
    add(63, [head, side, verb.strength]);
    add(66, [p1, p2, side * 16 + distance.min(3)]);
    add(67, [n1 ^ n2.rotate_left(8) ^ n3.rotate_left(16), side * 16 + distance.min(3), 0]);
    // Whether its verb is the one that governs the quotation.
    let governs = context.near.governs(verb.unit);
    let kinds = context.near.kinds();
    let heads = heads(context, mention);
    add(80, [governs, kinds, side]);
    add(81, [governs, kinds, p1]);
    add(84, [governs * 64 + kinds, context.layout, context.looks % 15]);
    add(85, [governs, symbol, heads * 4 + side]);
    add(86, [governs, p1, n1]);
    // Who spoke before, and who is spoken of.
    let gap = context.gap();
    let own = u32::from(
        mention.form == Form::Name && {
            is_named_in(analysis, mention.name, analysis.quotes[context.quote].inner)
        },
    );
    add(70, [spoke, gap, side]);
    add(72, [spoke, path.quotes().min(2), n1]);
    add(75, [own, side, sentences]);
    add(76, [own, verb.strength, verb.place * 8 + verb.how]);
    add(77, [spoke, context.layout * 2 + own, gap]);
}

/// The noun of a description; one for all ages: "the 43-year-old".
fn head(analysis: &Analysis, mention: &Mention) -> u32 {
    let token = &analysis.tokens.all[mention.head as usize];
    if age(analysis.text, token).is_some() { 6 } else { token.hash as u32 }
}

/// The features of a side's bag, in its order: a candidate has as many of the
/// first as its path passed.
pub(super) fn bag(side: u32, bag: &Bag) -> impl Iterator<Item = Feature> {
    bag.symbols().iter().map(move |&symbol| feature(65, [side, symbol, 0]))
}

/// 0: a mention stands before the quotation's sentence; 1: it begins it; 2: it
/// stands within.
fn heads(context: &Context, mention: &Mention) -> u32 {
    let sentence = context.near.sentence;
    u32::from(mention.unit == sentence) + 2 * u32::from(mention.unit > sentence)
}

/// Paragraphs between a mention and the quotation, at most 7.
fn paragraphs(context: &Context, mention: &Mention, side: u32) -> u32 {
    let end = if side == 1 { context.place.last_paragraph } else { context.place.paragraph };
    mention.paragraph.abs_diff(end).min(7)
}

/// 1: the mention spoke last; 2, 3: it stands before or behind the one that
/// did; 4, 5: nobody did; 6: it spoke before that one.
fn spoke(context: &Context, analysis: &Analysis, number: u32) -> u32 {
    let unit = |number: u32| analysis.chunks.mentions[number as usize].unit;
    match context.history.last {
        Some(last) if last == number => 1,
        Some(_) if context.history.other == Some(number) => 6,
        Some(last) if unit(last) > unit(number) => 2,
        Some(_) => 3,
        None if context.history.any => 4,
        None => 5,
    }
}

/// Whether the last word of a name stands in the quotation: nobody speaks of
/// himself by name.
pub(crate) fn is_named_in(analysis: &Analysis, name: Span, quote: Span) -> bool {
    let bytes = analysis.text.as_bytes();
    let name = &bytes[name.range()];
    let start = name.iter().rposition(|byte| matches!(byte, b' ' | 0xA0)).map_or(0, |space| space + 1);
    let last = &name[start..];
    // A name that matters stands near the start of what is said.
    let quote = &bytes[quote.range()];
    last.len() > 2 && holds(&quote[..quote.len().min(1000)], last)
}

/// Whether `quote` holds `word`. Few quotations hold the capital that a name
/// begins with, so most are told by one scan; what is longer than a name is
/// sought in linear time.
fn holds(quote: &[u8], word: &[u8]) -> bool {
    const NAME: usize = 32;
    if word.len() > NAME {
        return memchr::memmem::find(quote, word).is_some();
    }
    memchr::memchr_iter(word[0], quote).any(|at| quote[at..].starts_with(word))
}

/// What stands beside a mention.
struct Beside {
    /// Symbols of the two units before and the two behind.
    left: [u32; 2],
    right: [u32; 2],
    left_word: u32,
}

impl Beside {
    fn new(context: &Context, analysis: &Analysis, scene: &Scene, mention: &Mention) -> Self {
        let bounds = &analysis.chunks.paragraphs;
        let inside = bounds[mention.paragraph as usize]..bounds[mention.paragraph as usize + 1];
        let quote = context.place.first..=context.place.last;
        let at = |number: Option<u32>, what: &dyn Fn(u32) -> u32| match number
            .filter(|number| inside.contains(number))
        {
            Some(number) if quote.contains(&number) => SELF,
            Some(number) => what(number),
            None => EDGE,
        };
        let symbol = |number: u32| scene.symbols[number as usize];
        let word = |number: u32| scene.word(analysis, number);
        let here = mention.unit;
        Self {
            left: [at(here.checked_sub(1), &symbol), at(here.checked_sub(2), &symbol)],
            right: [at(Some(here + 1), &symbol), at(Some(here + 2), &symbol)],
            left_word: at(here.checked_sub(1), &word),
        }
    }
}

/// The verb, or other cue, that a mention is tied to.
struct Verb {
    how: u32,
    strength: u32,
    /// 0: none; 1: between mention and quotation; 2: behind the mention, away
    /// from the quotation; 3: before the mention, away; 4: the quotation itself.
    place: u32,
    /// Units between the cue and the quotation, bucketed.
    gap: u32,
    /// The symbol behind the cue.
    after: u32,
    unit: Option<u32>,
}

impl Verb {
    fn new(context: &Context, analysis: &Analysis, scene: &Scene, number: u32) -> Self {
        let tie = scene.tie(analysis, number);
        if tie.how == How::Untied {
            return Self { how: 0, strength: 0, place: 0, gap: 0, after: 0, unit: None };
        }
        let mention = &analysis.chunks.mentions[number as usize];
        let (unit, quote) = (tie.unit, &context.place);
        let (gap, place) = if unit < quote.first {
            (quote.first - unit - 1, if unit > mention.unit { 1 } else { 3 })
        } else if unit > quote.last {
            (unit - quote.last - 1, if unit < mention.unit { 1 } else { 2 })
        } else {
            (0, 4)
        };
        let end = analysis.chunks.paragraphs[mention.paragraph as usize + 1];
        Self {
            how: tie.how as u32,
            strength: scene.traits[unit as usize].strength(),
            place,
            gap: bucket(gap),
            after: if unit + 1 < end { scene.symbols[unit as usize + 1] } else { EDGE },
            unit: Some(unit),
        }
    }
}
