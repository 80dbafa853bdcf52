//! One quotation as the features see it: its surroundings, its looks, and who
//! spoke before it. Worked out once, looked at for every candidate.

use super::scene::{EDGE, Scene};
use super::{Analysis, Place};

/// Stands for "no unit".
pub(super) const NO_UNIT: u32 = u32::MAX;

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
    /// Whether it was a question.
    pub asked: bool,
    /// Whether the last two were a question and an answer.
    pub turn: Turn,
    /// Whether it was a question that stood alone in its paragraph, so that nothing there says who asked.
    pub asked_alone: bool,
}

/// What the last two quotations were to each other, where two people spoke them
/// in paragraphs beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Turn {
    /// Neither of the others.
    #[default]
    Other,
    /// The last was a question that followed an answer.
    Asked,
    /// The last answered a question.
    Answered,
}

impl History {
    /// What it is after the quotation of a context, whose speaker is the mention
    /// `speaker`.
    pub(crate) fn after(self, analysis: &Analysis, context: &Context, speaker: Option<u32>) -> Self {
        let &Context { place, asks: asked, .. } = context;
        let inside = place.paragraph..=place.last_paragraph;
        let is_cued = speaker
            .is_some_and(|speaker| inside.contains(&analysis.chunks.mentions[speaker as usize].paragraph));
        let head = |number: u32| analysis.word(analysis.chunks.mentions[number as usize].head);
        let changed =
            matches!((self.last, speaker), (Some(last), Some(speaker)) if head(last) != head(speaker));
        let is_beside = self.last_paragraph + 1 >= place.paragraph;
        Self {
            last: speaker.or(self.last),
            other: if changed { self.last } else { self.other },
            last_paragraph: place.last_paragraph,
            any: true,
            asked,
            asked_alone: asked && context.is_alone() && !is_cued,
            turn: match (changed && is_beside, asked) {
                (true, false) if self.asked => Turn::Answered,
                (true, true) if self.turn == Turn::Answered => Turn::Asked,
                _ => Turn::Other,
            },
        }
    }
}

/// One quotation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context {
    pub place: Place,
    pub history: History,
    /// The quotation's number.
    pub quote: usize,
    /// Symbols of the two units before and the three behind.
    pub before: [u32; 2],
    pub behind: [u32; 3],
    /// First letter, last mark, capitals: what the quotation itself looks like.
    pub looks: u32,
    /// Whether it begins a sentence, a paragraph; ends a paragraph.
    pub layout: u32,
    /// 0: it begins in lower case; 1: with a capital; 2: with neither.
    pub first_capital: u32,
    /// The mark that it ends with.
    pub tail: u32,
    /// Whether it is a question.
    pub asks: bool,
    /// Its words, bucketed.
    pub size: u32,
    pub near: Near,
}

/// The verbs around a quotation in its sentence, as units; [`NO_UNIT`] for none.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Near {
    /// The last verb before it.
    pub verb: u32,
    /// The last verb before it that often reports.
    pub speech: u32,
    /// The first verb of the sentence that often reports.
    pub first_speech: u32,
    /// The first verb behind it that often reports.
    pub behind: u32,
    /// First unit of the sentence in which the quotation starts.
    pub sentence: u32,
}

/// From this strength on a verb often reports.
const REPORTS: u32 = 2;

impl Near {
    fn new(analysis: &Analysis, scene: &Scene, place: &Place) -> Self {
        let traits = |at: u32| scene.traits[at as usize];
        let bounds = &analysis.chunks.paragraphs;
        let start = bounds[place.paragraph as usize];
        let end = bounds[place.last_paragraph as usize + 1];
        let mut near = Near {
            verb: NO_UNIT,
            speech: NO_UNIT,
            first_speech: NO_UNIT,
            behind: NO_UNIT,
            sentence: place.first,
        };
        let mut at = place.first;
        while at > start && !traits(at).starts_sentence() && place.first - at < 80 {
            at -= 1;
            near.sentence = at;
            if !traits(at).is_verb() {
                continue;
            }
            if near.verb == NO_UNIT {
                near.verb = at;
            }
            if traits(at).strength() >= REPORTS {
                near.first_speech = at;
                if near.speech == NO_UNIT {
                    near.speech = at;
                }
            }
        }
        let behind =
            (place.last + 1..end.min(place.last + 30)).take_while(|&at| !traits(at).starts_sentence());
        let reports = |at: &u32| traits(*at).is_verb() && traits(*at).strength() >= REPORTS;
        near.behind = behind.into_iter().find(reports).unwrap_or(NO_UNIT);
        near
    }

    /// Which of them a verb is, as bits; 16 for none at all.
    pub fn governs(&self, verb: Option<u32>) -> u32 {
        verb.map_or(16, |unit| {
            u32::from(unit == self.verb)
                + 2 * u32::from(unit == self.speech)
                + 4 * u32::from(unit == self.first_speech)
                + 8 * u32::from(unit == self.behind)
        })
    }

    /// Which of them there are, as bits.
    pub fn kinds(&self) -> u32 {
        u32::from(self.verb != NO_UNIT)
            + 2 * u32::from(self.speech != NO_UNIT)
            + 4 * u32::from(self.first_speech != self.speech)
            + 8 * u32::from(self.behind != NO_UNIT)
            + 16 * u32::from(self.verb != self.speech)
    }
}

/// What a quotation's own words look like.
struct Looks {
    first_capital: u32,
    tail: u32,
    /// 0: few words are capitalised; 1: most; 2: all, as in a title.
    titled: u32,
    words: u32,
}

/// How many capitals only begin a sentence behind another: "Gone. Sold. Done,".
fn sentences(head: &[u8]) -> u32 {
    let begins =
        |three: &&[u8]| matches!(three, [b'.' | b'!' | b'?', b' ', next] if next.is_ascii_uppercase());
    head.windows(3).filter(begins).count() as u32
}

/// How many words begin in a short text, and how many of them with a capital. Summed in bytes,
/// of which the compiler makes vector code.
fn starts(head: &[u8]) -> (u32, u32) {
    let Some(&first) = head.first() else { return (0, 0) };
    let pairs = || head.iter().zip(&head[1..]);
    let words: u8 = pairs().map(|(&last, &byte)| u8::from((last == b' ') & (byte != b' '))).sum();
    let capitals: u8 =
        pairs().map(|(&last, &byte)| u8::from((last == b' ') & byte.is_ascii_uppercase())).sum();
    (u32::from(words) + u32::from(first != b' '), u32::from(capitals) + u32::from(first.is_ascii_uppercase()))
}

impl Looks {
    fn new(inner: &str) -> Self {
        let first = inner.chars().find(|c| c.is_alphanumeric());
        let tail = match inner.trim_end_matches(['\'', '’', ' ']).as_bytes() {
            [.., b','] => 0,
            [.., b'.'] => 1,
            [.., b'?' | b'!'] => 2,
            [.., b'-'] | [.., 0xE2, 0x80, 0x93 | 0x94 | 0xA6] => 3,
            _ => 4,
        };
        // A title is short; what is long is none, whatever its capitals.
        let head = &inner.as_bytes()[..inner.len().min(200)];
        let (words, mut capitals) = starts(head);
        if words > 1 && capitals * 2 > words {
            capitals -= sentences(head);
        }
        let titled = u32::from(words > 1 && capitals * 2 > words) + u32::from(words > 1 && capitals == words);
        Self { first_capital: first.map_or(2, |c| u32::from(c.is_uppercase())), tail, titled, words }
    }
}

impl Context {
    /// Looks at a quotation once for all of its candidates.
    pub(crate) fn new(
        analysis: &Analysis,
        scene: &Scene,
        place: Place,
        quote: usize,
        history: History,
    ) -> Self {
        let bounds = &analysis.chunks.paragraphs;
        let start = bounds[place.paragraph as usize];
        let end = bounds[place.last_paragraph as usize + 1];
        let at = |number: i64| {
            let inside = number >= i64::from(start) && number < i64::from(end);
            if inside { scene.symbols[number as usize] } else { EDGE }
        };
        let (first, last) = (i64::from(place.first), i64::from(place.last));
        let quoted = &analysis.quotes[quote];
        let looks = Looks::new(quoted.inner.of(analysis.text));
        let after = match analysis.text.as_bytes().get(quoted.outer.end as usize) {
            Some(b',') => 1,
            Some(b'.') => 2,
            Some(b' ' | b'\n' | b'\r') | None => 0,
            _ => 3,
        };
        let layout = u32::from(scene.traits[place.first as usize].starts_sentence())
            + 2 * u32::from(place.first == start)
            + 4 * u32::from(place.last + 1 == end);
        Self {
            place,
            history,
            quote,
            before: [at(first - 1), at(first - 2)],
            behind: [at(last + 1), at(last + 2), at(last + 3)],
            looks: looks.first_capital
                + 3 * looks.tail
                + 15 * looks.titled
                + 45 * after
                + 180 * u32::from(!quoted.closed),
            layout,
            first_capital: looks.first_capital,
            tail: looks.tail,
            asks: quoted.inner.of(analysis.text).ends_with('?'),
            size: super::feature::bucket(looks.words),
            near: Near::new(analysis, scene, &place),
        }
    }

    /// Who speaks where a question and its answer are given without names: a
    /// quotation alone in its paragraph goes to the other of the two.
    pub(crate) fn in_turn(&self) -> Option<u32> {
        let is_alone = self.is_alone();
        let follows = self.follows();
        let is_turn = match self.history.turn {
            Turn::Asked => true,
            Turn::Answered => self.asks,
            Turn::Other => false,
        };
        self.history.other.filter(|_| is_alone && follows && is_turn)
    }

    /// Whether it answers a question that was asked without a name, so that whoever spoke last
    /// has asked it, or nobody knows who did.
    pub(crate) fn answers(&self) -> bool {
        self.history.asked_alone && !self.asks && self.is_alone() && self.follows()
    }

    /// Whether there is nothing else in its paragraph.
    fn is_alone(&self) -> bool {
        self.layout & 6 == 6
    }

    /// Whether the quotation before ended in the paragraph before.
    fn follows(&self) -> bool {
        self.place.paragraph == self.history.last_paragraph + 1
    }

    /// Paragraphs since the quotation before, bucketed.
    pub(super) fn gap(&self) -> u32 {
        let last = if self.history.any { self.history.last_paragraph } else { self.place.paragraph };
        super::feature::bucket(self.place.paragraph - last.min(self.place.paragraph))
    }
}
