//! What speaks for and against a candidate, as hashed features.
//!
//! One function for training and for use. A feature is a template and the
//! values that fill it, hashed into the weight table; what the values are is
//! read off the units around the quotation and the candidate: `Q , [name]
//! [verb of speech]` looks the same whoever speaks.

use super::{Analysis, Place};
use crate::Span;
use crate::lexicon::pos;
use crate::mention::{Form, Mention, Sort, Tag, Unit};
use crate::segment::token::Kind;

/// Size of the weight table, a power of two.
pub(crate) const TABLE: usize = 1 << 18;

/// A place in the weight table.
pub(crate) type Feature = u32;

/// Hashes a template with its values.
#[inline]
fn feature(template: u32, values: [u32; 3]) -> Feature {
    let mut sum = u64::from(template).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    for value in values {
        sum = (sum ^ u64::from(value)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        sum ^= sum >> 32;
    }
    (sum >> 7) as u32 & (TABLE as u32 - 1)
}

/// What the decisions before this quotation were.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct History {
    /// The mention that spoke the quotation before, if any did.
    pub last: Option<u32>,
    /// The paragraph in which the quotation before ended.
    pub last_paragraph: u32,
    /// The mention that spoke before `last`, if with another head.
    pub other: Option<u32>,
    /// Whether there was a quotation before.
    pub any: bool,
}

/// The features of one quotation that do not depend on the candidate.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context {
    place: Place,
    history: History,
    /// The quotation's number.
    quote: usize,
    /// Symbols of the two units before and the three behind.
    before: [u32; 2],
    behind: [u32; 3],
    /// First letter, last mark, length: what the quotation itself looks like.
    looks: u32,
    /// Whether it begins a sentence, a paragraph; ends a paragraph.
    layout: u32,
    first_capital: u32,
    tail: u32,
    size: u32,
    /// Units of the verbs that may govern the quotation.
    near: Near,
}

/// The verbs around a quotation in its sentence, as units; `NO_UNIT` for none.
#[derive(Debug, Clone, Copy)]
struct Near {
    /// The last verb before it.
    verb: u32,
    /// The last verb before it that often reports.
    speech: u32,
    /// The first verb of the sentence that often reports.
    first_speech: u32,
    /// The first verb behind it that often reports.
    behind: u32,
    /// The lemma of `speech`.
    lemma: u32,
    /// First unit of the sentence in which the quotation starts.
    sentence: u32,
}

/// Stands for "no unit".
const NO_UNIT: u32 = u32::MAX;

impl Near {
    fn new(analysis: &Analysis, place: &Place) -> Self {
        let units = &analysis.chunks.units;
        let bounds = &analysis.chunks.paragraphs;
        let start = bounds[place.paragraph as usize];
        let end = bounds[place.last_paragraph as usize + 1];
        let mut near =
            Near { verb: NO_UNIT, speech: NO_UNIT, first_speech: NO_UNIT, behind: NO_UNIT, lemma: 0, sentence: place.first };
        let starts = |unit: u32| analysis.tokens.all[units[unit as usize].first as usize].starts_sentence;
        let mut at = place.first;
        while at > start && !starts(at) && place.first - at < 80 {
            at -= 1;
            near.sentence = at;
            let unit = &units[at as usize];
            if unit.tag.is_verb() {
                if near.verb == NO_UNIT {
                    near.verb = at;
                }
                let entry = analysis.tokens.entry(analysis.lexicon, unit.first as usize);
                if entry.strength() >= 2 {
                    near.first_speech = at;
                    if near.speech == NO_UNIT {
                        near.speech = at;
                        near.lemma = u32::from(entry.lemma);
                    }
                }
            }
        }
        for at in place.last + 1..end.min(place.last + 30) {
            if starts(at) {
                break;
            }
            let unit = &units[at as usize];
            if unit.tag.is_verb() && analysis.tokens.entry(analysis.lexicon, unit.first as usize).strength() >= 2 {
                near.behind = at;
                break;
            }
        }
        near
    }
}

/// The symbol of a unit outside the sequence.
const EDGE: u32 = 1;
/// The symbol of the quotation in question.
const SELF: u32 = 2;

/// What a unit is, for paths: mentions by form and sort, verbs by how surely
/// they report, small words by themselves.
pub(crate) fn symbol(analysis: &Analysis, unit: &Unit) -> u32 {
    let token = unit.first;
    if unit.mention != Unit::NO_MENTION {
        return mention_symbol(analysis, &analysis.chunks.mentions[unit.mention as usize]);
    }
    let entry = analysis.tokens.entry(analysis.lexicon, token as usize);
    let tag = unit.tag as u32;
    match unit.tag {
        Tag::Verb | Tag::VerbS | Tag::Past | Tag::Participle | Tag::Gerund => 0x100 + tag * 4 + entry.strength(),
        Tag::Quote => 3,
        Tag::Mark => 0x200 + analysis.tokens.all[token as usize].kind as u32,
        Tag::Preposition | Tag::To | Tag::Conjunction | Tag::Modal | Tag::Auxiliary | Tag::Clitic => {
            0x8000_0000 | analysis.word(token) as u32
        }
        Tag::Adverb if entry.first == pos::ADVERB => 0x300,
        _ => 0x400 + tag,
    }
}

fn mention_symbol(analysis: &Analysis, mention: &Mention) -> u32 {
    let base = 0x500 + mention.form as u32 * 32 + mention.sort as u32 + 16 * u32::from(mention.is_owner);
    match mention.form {
        Form::Pronoun => 0x4000_0000 | (analysis.word(mention.first) as u32 & 0x3FFF_FFFF),
        _ => base,
    }
}

/// The word that stands for a unit: its lemma for a verb of speech, else its head.
fn word(analysis: &Analysis, unit: &Unit) -> u32 {
    let token = unit.last - 1;
    let entry = analysis.tokens.entry(analysis.lexicon, token as usize);
    if unit.tag.is_verb() && entry.lemma != 0 {
        return u32::from(entry.lemma);
    }
    if unit.tag == Tag::Mark {
        let token = &analysis.tokens.all[token as usize];
        return crate::lexicon::hash(token.span.of(analysis.text).as_bytes()) as u32;
    }
    analysis.word(token) as u32 | 0x8000_0000
}

fn bucket(n: u32) -> u32 {
    match n {
        0..=4 => n,
        5..=6 => 5,
        7..=9 => 6,
        10..=15 => 7,
        16..=30 => 8,
        _ => 9,
    }
}

impl History {
    /// What it is after a quotation that ended at `place` and whose speaker is
    /// the mention `speaker`.
    pub(crate) fn after(self, analysis: &Analysis, place: &Place, speaker: Option<u32>) -> Self {
        let head = |number: u32| analysis.word(analysis.chunks.mentions[number as usize].head);
        let changed = matches!((self.last, speaker), (Some(last), Some(speaker)) if head(last) != head(speaker));
        Self {
            last: speaker.or(self.last),
            other: if changed { self.last } else { self.other },
            last_paragraph: place.last_paragraph,
            any: true,
        }
    }
}

impl Context {
    /// Looks at a quotation once for all of its candidates.
    pub(crate) fn new(analysis: &Analysis, place: Place, quote: usize, history: History) -> Self {
        let units = &analysis.chunks.units;
        let bounds = &analysis.chunks.paragraphs;
        let start = bounds[place.paragraph as usize];
        let end = bounds[place.last_paragraph as usize + 1];
        let at = |number: i64| {
            if number < i64::from(start) || number >= i64::from(end) {
                EDGE
            } else {
                symbol(analysis, &units[number as usize])
            }
        };
        let (first, last) = (i64::from(place.first), i64::from(place.last));
        let inner = analysis.quotes[quote].inner.of(analysis.text);
        let first_letter = inner.chars().find(|c| c.is_alphanumeric());
        let first_capital = first_letter.map_or(2, |c| u32::from(c.is_uppercase()));
        let tail = match inner.trim_end_matches(['\'', '’', ' ']).chars().next_back() {
            Some(',') => 0,
            Some('.') => 1,
            Some('?' | '!') => 2,
            Some('…' | '-' | '—' | '–') => 3,
            _ => 4,
        };
        let token = units[place.first as usize].first as usize;
        let starts_sentence = u32::from(analysis.tokens.all[token].starts_sentence);
        let words = inner.bytes().filter(|byte| *byte == b' ').count() as u32 + 1;
        let capitals = inner
            .split(' ')
            .filter(|word| word.chars().next().is_some_and(char::is_uppercase))
            .count() as u32;
        let titled = u32::from(words > 1 && capitals * 2 > words) + u32::from(words > 1 && capitals == words);
        let size = bucket(words);
        let layout = starts_sentence + 2 * u32::from(place.first == start) + 4 * u32::from(place.last + 1 == end);
        let after = analysis.text[analysis.quotes[quote].outer.end as usize..].bytes().next().unwrap_or(b' ');
        let after = match after {
            b',' => 1,
            b'.' => 2,
            b' ' | b'\n' => 0,
            _ => 3,
        };
        Self {
            place,
            history,
            quote,
            before: [at(first - 1), at(first - 2)],
            behind: [at(last + 1), at(last + 2), at(last + 3)],
            looks: first_capital + 3 * tail + 15 * titled + 45 * after + 180 * u32::from(!analysis.quotes[quote].closed),
            layout,
            first_capital,
            tail,
            size,
            near: Near::new(analysis, &place),
        }
    }

    /// The features of "nobody".
    pub(crate) fn nobody(&self, analysis: &Analysis, out: &mut Vec<Feature>) {
        let mut add = |template, values| out.push(feature(template, values));
        let [p1, p2] = self.before;
        let [n1, n2, _] = self.behind;
        add(1, [0, 0, 0]);
        add(2, [self.looks, 0, 0]);
        add(3, [self.looks, self.size, 0]);
        add(4, [self.layout, self.looks, 0]);
        add(5, [p1, 0, 0]);
        add(6, [p1, p2, 0]);
        add(7, [n1, 0, 0]);
        add(8, [n1, n2, 0]);
        add(9, [p1, n1, 0]);
        add(10, [p1, n1, self.size.min(4)]);
        add(11, [self.size, self.first_capital, self.tail]);
        let units = &analysis.chunks.units;
        if self.place.first > 0 {
            let unit = &units[self.place.first as usize - 1];
            add(12, [word(analysis, unit), 0, 0]);
            if self.place.first > 1 {
                add(13, [word(analysis, unit), word(analysis, &units[self.place.first as usize - 2]), 0]);
            }
        }
        if let Some(unit) = units.get(self.place.last as usize + 1) {
            add(14, [word(analysis, unit), 0, 0]);
        }
        // A verb of speech anywhere in the paragraph speaks against nobody.
        let bounds = &analysis.chunks.paragraphs;
        let range = bounds[self.place.paragraph as usize] as usize..bounds[self.place.last_paragraph as usize + 1] as usize;
        let mut strongest = 0;
        for unit in &units[range.start..range.end.min(range.start + 120)] {
            if unit.tag.is_verb() {
                strongest = strongest.max(analysis.tokens.entry(analysis.lexicon, unit.first as usize).strength());
            }
        }
        add(15, [strongest, 0, 0]);
        add(16, [strongest, self.size, self.layout]);
        let gap = if self.history.any { 1 + bucket(self.place.paragraph - self.history.last_paragraph.min(self.place.paragraph)) } else { 0 };
        add(17, [gap, u32::from(self.history.last.is_some()), 0]);
        add(18, [gap, u32::from(self.history.last.is_some()), self.looks]);
        add(19, [u32::from(self.place.is_in_name), 0, 0]);
    }

    /// The features of one candidate.
    pub(crate) fn candidate(&self, analysis: &Analysis, number: u32, out: &mut Vec<Feature>) {
        let mention = &analysis.chunks.mentions[number as usize];
        let path = Path::new(analysis, &self.place, mention);
        let mut add = |template, values| out.push(feature(template, values));
        let m = mention_symbol(analysis, mention);
        let form = mention.form as u32 * 16 + mention.sort as u32;
        let [p1, p2] = self.before;
        let [n1, n2, n3] = self.behind;
        let side = path.side;
        add(30, [m, 0, 0]);
        add(31, [side, path.distance, 0]);
        add(32, [side, path.sentences, path.paragraphs]);
        add(33, [side, form, path.sentences]);
        add(34, [path.left[0], m, path.right[0]]);
        add(35, [side, path.right[0], path.right[1]]);
        add(36, [side, path.left[0], path.left[1]]);
        add(37, [side, path.right[0], path.left[0]]);
        add(38, [side, path.hash, 0]);
        add(39, [side, path.hash, m]);
        add(40, [side, path.short_hash, 0]);
        add(41, [side, path.others.min(4), path.people.min(3)]);
        add(42, [side, path.quotes.min(2), path.sentences]);
        add(43, [side * 4 + path.sentences.min(3), p1, n1]);
        add(44, [side, n1, n2 ^ path.distance]);
        add(45, [side * 16 + path.distance, self.layout, self.looks]);
        add(46, [side * 16 + path.paragraphs, self.layout, form]);
        // The verb that the mention is the subject of.
        let verb = path.verb;
        add(50, [side, verb.how, verb.strength]);
        add(51, [side, verb.how * 8 + verb.where_, verb.lemma]);
        add(52, [verb.lemma, self.first_capital, self.tail]);
        add(53, [side * 8 + verb.where_, verb.strength * 16 + verb.gap, self.looks % 15]);
        add(54, [verb.how * 8 + verb.where_, verb.gap, p1]);
        add(55, [verb.how * 8 + verb.where_, n1, n2]);
        add(56, [verb.how * 8 + verb.where_, verb.strength * 16 + form, path.sentences]);
        add(57, [verb.tag, verb.strength, verb.where_ * 8 + verb.how]);
        add(58, [verb.after, verb.how, verb.where_]);
        // The word before the mention: "told Weber", "according to Weber", "of Weber".
        add(60, [path.left_word, side, 0]);
        add(61, [path.left_word, path.left[1], verb.strength]);
        add(62, [path.right_word, side, 0]);
        add(63, [path.head, side, verb.strength]);
        add(64, [path.head, 0, 0]);
        // The path's words, as a bag.
        for &symbol in &path.bag[..path.bagged] {
            add(65, [side, symbol, 0]);
        }
        add(66, [p1, p2, side * 16 + path.distance.min(3)]);
        add(67, [n1 ^ n2.rotate_left(8) ^ n3.rotate_left(16), side * 16 + path.distance.min(3), 0]);
        // Whether its verb is the one that governs the quotation.
        let near = &self.near;
        let governs = match verb.unit {
            Some(unit) => {
                u32::from(unit == near.verb)
                    + 2 * u32::from(unit == near.speech)
                    + 4 * u32::from(unit == near.first_speech)
                    + 8 * u32::from(unit == near.behind)
            }
            None => 16,
        };
        let verbs = u32::from(near.verb != NO_UNIT)
            + 2 * u32::from(near.speech != NO_UNIT)
            + 4 * u32::from(near.first_speech != near.speech)
            + 8 * u32::from(near.behind != NO_UNIT)
            + 16 * u32::from(near.verb != near.speech);
        let heads = u32::from(mention.unit == near.sentence) + 2 * u32::from(mention.unit > near.sentence);
        add(80, [governs, verbs, side]);
        add(81, [governs, verbs, p1]);
        add(82, [governs, near.lemma, heads]);
        add(83, [governs, verb.lemma, path.sentences * 4 + heads]);
        add(84, [governs * 64 + verbs, self.layout, self.looks % 15]);
        add(85, [governs, m, heads * 4 + side]);
        add(86, [governs, p1, n1]);
        // Who spoke before.
        let gap = bucket(self.place.paragraph - self.history.last_paragraph.min(self.place.paragraph));
        let spoke = match self.history.last {
            Some(last) if last == number => 1,
            Some(_) if self.history.other == Some(number) => 6,
            Some(last) if analysis.chunks.mentions[last as usize].unit > mention.unit => 2,
            Some(_) => 3,
            None if self.history.any => 4,
            None => 5,
        };
        add(70, [spoke, gap, side]);
        add(71, [spoke, gap * 8 + self.layout, path.sentences]);
        add(72, [spoke, path.quotes.min(2), n1]);
        add(73, [spoke, self.layout, path.paragraphs * 4 + u32::from(self.place.last_paragraph > self.place.paragraph)]);
        let inner = analysis.quotes[self.quote].inner;
        let own = u32::from(mention.form == Form::Name && is_named_in(analysis, mention.name, inner));
        add(75, [own, side, path.sentences]);
        add(76, [own, verb.strength, verb.where_ * 8 + verb.how]);
        add(77, [spoke, self.layout * 2 + own, gap]);
        let between = u32::from(path.since_last);
        add(74, [spoke, between, self.looks % 15]);
    }
}

/// Whether the last word of a name stands in the quotation: nobody speaks of
/// himself by name.
pub(crate) fn is_named_in(analysis: &Analysis, name: Span, quote: Span) -> bool {
    let name = name.of(analysis.text);
    let last = name.rsplit([' ', '\u{a0}']).next().unwrap_or(name);
    last.len() > 2 && memchr::memmem::find(quote.of(analysis.text).as_bytes(), last.as_bytes()).is_some()
}

/// The way between a candidate and the quotation.
struct Path {
    /// 0: the candidate stands before the quotation; 1: behind; 2: inside.
    side: u32,
    /// Units between, bucketed.
    distance: u32,
    /// Sentence starts between.
    sentences: u32,
    /// Paragraphs between.
    paragraphs: u32,
    /// Symbols of the units beside the mention.
    left: [u32; 2],
    right: [u32; 2],
    left_word: u32,
    right_word: u32,
    head: u32,
    /// Hash of all symbols between, where they are few.
    hash: u32,
    /// The same without adverbs and what follows prepositions.
    short_hash: u32,
    /// Other mentions, people and quotations between.
    others: u32,
    people: u32,
    quotes: u32,
    bag: [u32; 10],
    bagged: usize,
    verb: Verb,
    /// Whether no other mention stands between the last quotation and this one.
    since_last: bool,
}

/// The verb that a mention goes with.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Verb {
    /// 0: none; 1: right behind; 2: behind an auxiliary or adverb; 3: behind
    /// an apposition; 4: before ("said Weber"); 5: "according to"; 6: a colon or
    /// dash; 7: a passive ("was called").
    pub how: u32,
    pub strength: u32,
    pub lemma: u32,
    pub tag: u32,
    /// 0: no verb; 1: between mention and quotation; 2: behind the mention,
    /// away from the quotation; 3: before the mention, away; 4: elsewhere.
    pub where_: u32,
    /// Units between the verb and the quotation, bucketed.
    pub gap: u32,
    /// Symbol behind the verb.
    pub after: u32,
    /// The unit, where there is one.
    pub unit: Option<u32>,
}

impl Path {
    fn new(analysis: &Analysis, place: &Place, mention: &Mention) -> Self {
        let units = &analysis.chunks.units;
        let (from, to, side) = if mention.unit < place.first {
            (mention.unit + 1, place.first, 0)
        } else if mention.unit > place.last {
            (place.last + 1, mention.unit, 1)
        } else {
            (mention.unit, mention.unit, 2)
        };
        let paragraph = |unit: u32| analysis.chunks.paragraphs.partition_point(|&first| first <= unit) as u32;
        let bounds = &analysis.chunks.paragraphs;
        let home = paragraph(mention.unit) as usize - 1;
        let (start, end) = (bounds[home], bounds[home + 1]);
        let at = |number: i64| {
            if number < i64::from(start) || number >= i64::from(end) {
                EDGE
            } else if number >= i64::from(place.first) && number <= i64::from(place.last) {
                SELF
            } else {
                symbol(analysis, &units[number as usize])
            }
        };
        let here = i64::from(mention.unit);
        let lexical = |number: i64| {
            if number < i64::from(start) || number >= i64::from(end) { EDGE } else { word(analysis, &units[number as usize]) }
        };
        let mut path = Path {
            side,
            distance: bucket(to - from),
            sentences: 0,
            paragraphs: home.abs_diff(if side == 1 { place.last_paragraph } else { place.paragraph } as usize).min(7) as u32,
            left: [at(here - 1), at(here - 2)],
            right: [at(here + 1), at(here + 2)],
            left_word: lexical(here - 1),
            right_word: lexical(here + 1),
            head: analysis.word(mention.head) as u32,
            hash: 0,
            short_hash: 0,
            others: 0,
            people: 0,
            quotes: 0,
            bag: [0; 10],
            bagged: 0,
            verb: verb(analysis, place, mention),
            since_last: false,
        };
        if mention.form == Form::Name {
            path.head = 7 + mention.sort as u32;
        }
        path.walk(analysis, from, to);
        if side == 0 && analysis.tokens.all[units[place.first as usize].first as usize].starts_sentence {
            path.sentences += 1;
        }
        if side == 1 && analysis.tokens.all[units[mention.unit as usize].first as usize].starts_sentence {
            path.sentences += 1;
        }
        path.sentences = path.sentences.min(4);
        path
    }

    fn walk(&mut self, analysis: &Analysis, from: u32, to: u32) {
        let units = &analysis.chunks.units;
        let (mut hash, mut short) = (17u32, 17u32);
        let mut skipping = false;
        // A path longer than this says no more than that it is long.
        let limit = to.min(from + 60);
        for number in from..limit {
            let unit = &units[number as usize];
            let symbol = symbol(analysis, unit);
            if analysis.tokens.all[unit.first as usize].starts_sentence {
                self.sentences += 1;
            }
            if unit.mention != Unit::NO_MENTION {
                self.others += 1;
                let mention = &analysis.chunks.mentions[unit.mention as usize];
                self.people += u32::from(matches!(mention.sort, Sort::Person | Sort::Unclear));
            }
            self.quotes += u32::from(unit.tag == Tag::Quote);
            hash = (hash ^ symbol).wrapping_mul(0x9E37_79B1).rotate_left(13);
            let skip = unit.tag == Tag::Adverb || (skipping && unit.mention != Unit::NO_MENTION);
            skipping = unit.tag == Tag::Preposition;
            if !skip && !skipping {
                short = (short ^ symbol).wrapping_mul(0x9E37_79B1).rotate_left(13);
            }
            if self.bagged < self.bag.len() && !self.bag[..self.bagged].contains(&symbol) {
                self.bag[self.bagged] = symbol;
                self.bagged += 1;
            }
        }
        self.since_last = self.others == 0;
        let length = to - from;
        self.hash = if length <= 8 { hash } else { bucket(length) };
        self.short_hash = if length <= 16 { short } else { bucket(length) };
    }
}

/// Finds the verb that the mention is the subject of, or what else ties it to
/// a quotation: "according to", a colon, a dash.
pub(crate) fn verb(analysis: &Analysis, place: &Place, mention: &Mention) -> Verb {
    let units = &analysis.chunks.units;
    let bounds = &analysis.chunks.paragraphs;
    let end = bounds[mention.paragraph as usize + 1] as usize;
    let start = bounds[mention.paragraph as usize] as usize;
    let here = mention.unit as usize;
    let forward = forward(analysis, here, end);
    let backward = backward(analysis, here, start);
    // A verb that reports beats one that does not; behind beats before.
    let strength = |found: Option<(usize, u32)>| {
        found.map_or(-1, |(unit, how)| {
            let entry = analysis.tokens.entry(analysis.lexicon, units[unit].first as usize);
            if how == 5 || how == 6 { 6 } else { entry.strength() as i32 * 2 + i32::from(how < 4) }
        })
    };
    let Some((unit, how)) = (if strength(backward) > strength(forward) { backward } else { forward }) else {
        return Verb::default();
    };
    let entry = analysis.tokens.entry(analysis.lexicon, units[unit].first as usize);
    let number = unit as u32;
    let (gap, where_) = if number < place.first {
        (place.first - number - 1, if unit > here { 1 } else { 3 })
    } else if number > place.last {
        (number - place.last - 1, if unit < here { 1 } else { 2 })
    } else {
        (0, 4)
    };
    Verb {
        how,
        strength: entry.strength(),
        lemma: word(analysis, &units[unit]),
        tag: units[unit].tag as u32,
        where_,
        gap: bucket(gap),
        after: units.get(unit + 1).filter(|_| unit + 1 < end).map_or(EDGE, |next| symbol(analysis, next)),
        unit: Some(number),
    }
}

/// The verb behind a mention: past adverbs, auxiliaries, a bracket, an apposition.
fn forward(analysis: &Analysis, here: usize, end: usize) -> Option<(usize, u32)> {
    let units = &analysis.chunks.units;
    let kind = |unit: usize| analysis.tokens.all[units[unit].first as usize].kind;
    let (mut how, mut passive) = (1, false);
    let mut at = here + 1;
    let limit = end.min(here + 30);
    while at < limit {
        let unit = &units[at];
        match unit.tag {
            _ if at > here + 1 && analysis.tokens.all[unit.first as usize].starts_sentence => return None,
            // "was called": the mention is not who speaks.
            Tag::Participle | Tag::Past if passive => return Some((at, 7)),
            tag if tag.is_verb() => return Some((at, how)),
            Tag::Auxiliary => {
                passive = !analysis.tokens.all[unit.first as usize].span.of(analysis.text).starts_with(['h', 'H', '\'', '’']);
                how = how.max(2);
            }
            Tag::Adverb | Tag::Modal | Tag::Clitic | Tag::To => how = how.max(2),
            Tag::Mark => match kind(at) {
                Kind::Colon => return Some((at, 6)),
                Kind::Open => {
                    at = (at..limit.min(at + 12)).find(|&next| kind(next) == Kind::Close)?;
                }
                // An apposition or an inserted clause: to the comma that ends it.
                Kind::Comma | Kind::Dash if how < 3 => {
                    let opener = kind(at);
                    how = 3;
                    at = (at + 1..limit.min(at + 20)).find(|&next| kind(next) == opener)?;
                }
                _ => return None,
            },
            // "an official at the ministry said": what hangs on the noun.
            Tag::Preposition if at + 1 < limit && units[at + 1].mention != Unit::NO_MENTION && how < 3 => at += 1,
            _ => return None,
        }
        at += 1;
    }
    None
}

/// The verb or "according to" before a mention.
fn backward(analysis: &Analysis, here: usize, start: usize) -> Option<(usize, u32)> {
    let units = &analysis.chunks.units;
    let mut at = here.checked_sub(1).filter(|&at| at >= start)?;
    let first = |unit: usize| &analysis.tokens.all[units[unit].first as usize];
    if first(here).starts_sentence {
        return None;
    }
    if units[at].tag == Tag::To && at > start {
        let before = first(at - 1).span.of(analysis.text);
        if before.eq_ignore_ascii_case("according") || before.eq_ignore_ascii_case("thanks") {
            return Some((at - 1, 5));
        }
        return None;
    }
    if units[at].tag == Tag::Mark && first(at).kind == Kind::Dash {
        return Some((at, 6));
    }
    if units[at].tag == Tag::Adverb && at > start {
        at -= 1;
    }
    units[at].tag.is_verb().then_some((at, 4))
}
