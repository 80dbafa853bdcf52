//! The way from a quotation to a candidate.
//!
//! The units are walked once from the quotation outwards, first to its left,
//! then to its right; at each candidate what was passed so far is its path. In
//! `Q , [Ada Berg] , [a doctor] , said .` the path to `a doctor` passes two
//! marks and one person.

use super::Place;
use super::feature::bucket;
use super::scene::Scene;

/// A path of more units than this says no more than that it is long.
const REACH: u32 = 60;

/// Of a path of more units than this the symbols say nothing any longer.
const SHORT: u32 = 16;

/// The different symbols that stand nearest to a quotation on one side, in the
/// order in which they are passed. A candidate's bag is the first of them, so
/// their weights are added up once for all candidates.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Bag {
    symbols: [u32; Bag::SIZE],
    len: usize,
}

impl Bag {
    /// Most symbols of a bag.
    pub const SIZE: usize = 10;

    /// Adds a symbol; whether it is new, and there was room.
    #[inline]
    fn add(&mut self, symbol: u32) -> bool {
        let is_new = self.len < Self::SIZE && !self.symbols[..self.len].contains(&symbol);
        if is_new {
            self.symbols[self.len] = symbol;
            self.len += 1;
        }
        is_new
    }

    /// The symbols.
    pub fn symbols(&self) -> &[u32] {
        &self.symbols[..self.len]
    }
}

/// What was passed on the way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Path {
    /// 0: to the left of the quotation; 1: to the right.
    pub side: u32,
    /// Units passed.
    pub length: u32,
    /// Sentence starts, mentions, people and quotations passed, a byte each: [`REACH`] holds
    /// them in it, and one addition counts all.
    counts: u32,
    hash: u32,
    short: u32,
    /// How many of the side's different symbols were passed: see [`Bag`].
    pub bagged: u32,
}

impl Path {
    /// The path that has passed nothing yet.
    pub fn new(scene: &Scene, place: &Place, side: u32) -> Self {
        // To the left, the quotation's own start is the first that is passed.
        let starts = side == 0 && scene.traits[place.first as usize].starts_sentence();
        Self { side, length: 0, counts: u32::from(starts), hash: 17, short: 17, bagged: 0 }
    }

    /// Passes one unit, unless it is [long](Self::is_long).
    #[inline]
    pub fn pass(&mut self, scene: &Scene, number: u32, bag: &mut Bag) {
        self.length += 1;
        let (symbol, traits) = (scene.symbols[number as usize], scene.traits[number as usize]);
        self.counts += traits.counted();
        self.bagged += u32::from(bag.add(symbol));
        if self.length <= SHORT {
            self.hash = mixed(self.hash, symbol);
            self.short = if traits.is_aside() { self.short } else { mixed(self.short, symbol) };
        }
    }

    /// Whether what is passed from here on is only counted: a paragraph as long as a book is not
    /// walked through for each quotation in it.
    pub fn is_long(&self) -> bool {
        self.length >= REACH
    }

    /// The same path, into another sentence if the candidate begins one.
    pub fn into_sentence(self, begins: bool) -> Self {
        Self { counts: self.counts + u32::from(begins), ..self }
    }

    /// Sentence starts passed.
    pub fn sentences(&self) -> u32 {
        self.counts & 0xFF
    }

    /// Mentions passed.
    pub fn others(&self) -> u32 {
        self.counts >> 8 & 0xFF
    }

    /// People passed.
    pub fn people(&self) -> u32 {
        self.counts >> 16 & 0xFF
    }

    /// Quotations passed.
    pub fn quotes(&self) -> u32 {
        self.counts >> 24
    }

    /// Hash of all symbols passed, where they are few.
    pub fn hash(&self) -> u32 {
        if self.length <= 8 { self.hash } else { bucket(self.length) }
    }

    /// The same path, to somewhere `units` further on.
    pub fn further(self, units: u32) -> Self {
        Self { length: self.length + units, ..self }
    }

    /// The same without adverbs and what follows prepositions.
    pub fn short_hash(&self) -> u32 {
        if self.length <= SHORT { self.short } else { bucket(self.length) }
    }
}

fn mixed(hash: u32, symbol: u32) -> u32 {
    (hash ^ symbol).wrapping_mul(0x9E37_79B1).rotate_left(13)
}
