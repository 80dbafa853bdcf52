//! Which names are names of the same person or body.
//!
//! Full names ("Ada K. Berg") come first, then surnames, initials and
//! acronyms are tied to them: to the nearest before, else to the first behind
//! (a name is sometimes given in full only after the quotation).

mod family;

use std::cell::OnceCell;
use std::ops::Range;

use super::address::{gender, has_title, is_addressed, is_by_given_name, title};
use super::antecedent::Look;
use super::fuller::{self, Initials};
use super::name::{Key, Words, bit, is_slip, same_full};
use super::only;
use super::role::Roles;
use crate::Span;
use crate::attribute::Analysis;
use crate::lexicon::{WordHash, is, pos};
use crate::mention::{Form, Mention, Sort, Unit};
use crate::segment::token::Kind;

/// Stands for "no entity".
pub(crate) const NONE: u32 = u32::MAX;

/// Somebody or something with a name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entity {
    /// The fullest name.
    pub name: Span,
    /// The mention that it stands in.
    pub mention: u32,
    pub sort: Sort,
    /// Genders that it may have: [`is::MALE`], [`is::FEMALE`], or both.
    pub gender: u32,
    /// How many mentions it has.
    pub count: u32,
    /// The last mention that gives its name in full, so far.
    last: u32,
    /// The word of its title: "governor"; 0 for none.
    title: WordHash,
    words: Words,
}

/// The named entities of an article.
#[derive(Debug, Default)]
pub(crate) struct Entities {
    pub all: Vec<Entity>,
    /// For each entity its key, and one bit for each word of it: most names share none with another.
    keys: Vec<Key>,
    bits: Vec<u64>,
    initials: Initials,
    /// The person whom the article names most often, or [`NONE`].
    pub chief: u32,
    /// For each mention its entity, or [`NONE`].
    pub of_mention: Vec<u32>,
    /// The mentions of each entity, in the order of the entities, and where
    /// those of each begin; made when first asked for.
    mentions: OnceCell<(Vec<u32>, Vec<u32>)>,
    /// For each mention its look, once it was asked for.
    pub looks: Vec<OnceCell<Look>>,
    /// What the article says of the people's roles.
    pub roles: Roles,
    /// For each entity its role, once it was asked for.
    pub role: Vec<OnceCell<Option<Span>>>,
}

impl Entities {
    /// Clusters the names of an article.
    pub(crate) fn collect(&mut self, analysis: &Analysis) {
        let mentions = &analysis.chunks.mentions;
        self.all.clear();
        self.keys.clear();
        self.bits.clear();
        self.of_mention.clear();
        self.of_mention.resize(mentions.len(), NONE);
        self.looks.clear();
        self.looks.resize(mentions.len(), OnceCell::new());
        self.mentions.take();
        // A headline capitalises what is no name, so its names come last.
        for from_headline in [false, true] {
            for paragraph in 0..analysis.paragraph_count() {
                if analysis.tokens.is_headline(paragraph) != from_headline {
                    continue;
                }
                let bounds = &analysis.chunks.paragraph_mentions;
                for number in bounds[paragraph]..bounds[paragraph + 1] {
                    let mention = &mentions[number as usize];
                    if mention.form == Form::Name && mention.last - mention.name_first > 1 {
                        self.add_full(analysis, number, from_headline);
                    }
                }
            }
        }
        // "Mr. Berg" and "Ms. Berg" tell what "Berg" alone does not.
        for (number, mention) in mentions.iter().enumerate() {
            if mention.form == Form::Name
                && self.of_mention[number] == NONE
                && is_addressed(analysis, mention)
            {
                self.add_short(analysis, number as u32);
            }
        }
        let mut headline = (u32::MAX, false);
        for (number, mention) in mentions.iter().enumerate() {
            if headline.0 != mention.paragraph {
                headline = (mention.paragraph, analysis.tokens.is_headline(mention.paragraph as usize));
            }
            if mention.form == Form::Name && self.of_mention[number] == NONE {
                let is_bare = mention.last == mention.name_first + 1;
                if !(headline.1 && is_bare || is_glued(analysis, mention)) {
                    self.add_short(analysis, number as u32);
                }
            }
            // "Cook said" may be Anna Cook, though a cook is an office.
            let is_bare = mention.form == Form::Nominal && mention.last == mention.first + 1;
            if is_bare && analysis.tokens.all[mention.head as usize].kind == Kind::Title {
                let word = analysis.word(mention.head);
                let named = self.bearing(word).find(|(_, entity)| entity.sort == Sort::Person);
                if let Some((at, _)) = named {
                    self.of_mention[number] = at as u32;
                }
            }
        }
        self.add_rest(analysis);
        self.complete(analysis);
        self.take_genders(analysis);
        let people = self.all.iter().enumerate().filter(|(_, entity)| entity.sort == Sort::Person);
        let chief = people.max_by_key(|(at, entity)| (entity.count, std::cmp::Reverse(*at)));
        self.chief = chief.map_or(NONE, |(at, _)| at as u32);
        self.roles = Roles::default();
        self.role.clear();
        self.role.resize(self.all.len(), OnceCell::new());
    }

    /// Tells the mentions what the article says elsewhere: that "Berg" alone is a person.
    pub(crate) fn tell(&self, mentions: &mut [Mention]) {
        for (mention, &entity) in mentions.iter_mut().zip(&self.of_mention) {
            let is_unclear = mention.form == Form::Name && mention.sort == Sort::Unclear;
            if is_unclear && entity != NONE && self.all[entity as usize].sort == Sort::Person {
                mention.sort = Sort::Person;
            }
        }
    }

    /// Adds a headline's bare names, and what it glues to them, after all others, so that no name
    /// is taken for a piece of it: "Berg Says Bridge Will Close".
    fn add_rest(&mut self, analysis: &Analysis) {
        for (number, mention) in analysis.chunks.mentions.iter().enumerate() {
            if mention.form != Form::Name || self.of_mention[number] != NONE {
                continue;
            }
            let entry = analysis.tokens.entry(analysis.lexicon, mention.head as usize);
            // "Witness Tells of Night": no name but by its capital.
            let is_word = mention.last == mention.name_first + 1
                && entry.can_be(pos::ANY_VERB)
                && !entry.can_be(pos::PROPER)
                && !entry.is(is::GIVEN | is::SURNAME);
            if !(is_word && analysis.tokens.is_headline(mention.paragraph as usize)) {
                self.add_short(analysis, number as u32);
            }
        }
    }

    /// The entities that a name is compared with.
    fn latest(&self) -> Range<usize> {
        self.all.len().saturating_sub(LOOK_BACK)..self.all.len()
    }

    /// Those of them whose names may share a word.
    #[inline]
    fn sharing(&self, word: WordHash) -> impl DoubleEndedIterator<Item = usize> {
        let (range, word) = (self.latest(), bit(word));
        let shares = move |(at, bits): (usize, &u64)| (bits & word != 0).then_some(at);
        range.clone().zip(&self.bits[range]).filter_map(shares)
    }

    /// Those with a name of several words that ends in a surname.
    fn bearing(&self, surname: WordHash) -> impl DoubleEndedIterator<Item = (usize, &Entity)> {
        let bears = move |at: &usize| self.keys[*at].last == surname && self.all[*at].words.len > 1;
        self.sharing(surname).filter(bears).map(|at| (at, &self.all[at]))
    }

    /// The mentions of an entity, in the order of the text.
    pub(super) fn mentions(&self, entity: u32) -> &[u32] {
        let (mentions, starts) = self.mentions.get_or_init(|| {
            let mut starts = vec![0; self.all.len() + 1];
            let named = || self.of_mention.iter().enumerate().filter(|(_, entity)| **entity != NONE);
            named().for_each(|(_, &entity)| starts[entity as usize + 1] += 1);
            (0..self.all.len()).for_each(|at| starts[at + 1] += starts[at]);
            let (mut next, mut mentions) = (starts.clone(), vec![0; starts[self.all.len()] as usize]);
            for (number, &entity) in named() {
                mentions[next[entity as usize] as usize] = number as u32;
                next[entity as usize] += 1;
            }
            (mentions, starts)
        });
        &mentions[starts[entity as usize] as usize..starts[entity as usize + 1] as usize]
    }

    /// A name of several words.
    fn add_full(&mut self, analysis: &Analysis, number: u32, from_headline: bool) {
        let mention = &analysis.chunks.mentions[number as usize];
        let words = Words::of(analysis, mention);
        if words.len < 2 {
            return;
        }
        let is_same = |at: &usize| {
            let entity = &self.all[*at];
            self.keys[*at].last == words.last() && same_full(&entity.words, &words, entity.sort, mention.sort)
        };
        let same = self.sharing(words.last()).rev().find(is_same);
        match same {
            Some(at) if from_headline => {
                self.of_mention[number as usize] = at as u32;
                self.all[at].count += 1;
            }
            Some(at) => self.join(analysis, at as u32, number, words),
            // A headline glues words to a name: only one with a given name is taken.
            None if from_headline => {
                let first = analysis.tokens.entry(analysis.lexicon, mention.name_first as usize);
                if first.is(is::GIVEN) && words.len <= 3 && !is_glued(analysis, mention) {
                    self.open(analysis, number, words);
                }
            }
            None => match self.whole_body(&words, mention.sort) {
                Some(at) => {
                    self.all[at].meet(mention.sort, is::GIVEN, 0);
                    self.of_mention[number as usize] = at as u32;
                }
                None => self.open(analysis, number, words),
            },
        }
    }

    /// The body whose name goes on where these words end: "Blue Harbor Systems" for "Blue Harbor".
    fn whole_body(&self, words: &Words, sort: Sort) -> Option<usize> {
        let is_whole = |&at: &usize| {
            let entity = &self.all[at];
            entity.sort == Sort::Organization
                && entity.words.len == words.len + 1
                && entity.words.as_slice().starts_with(words.as_slice())
        };
        let may_be = matches!(sort, Sort::Organization | Sort::Unclear);
        self.sharing(words.first()).rev().find(is_whole).filter(|_| may_be)
    }

    /// Completes surnames that stand alone with the given name that stands
    /// before them in a headline or a quotation: `Ada Berg Hits Back`.
    fn complete(&mut self, analysis: &Analysis) {
        let text = analysis.text.as_bytes();
        let mut budget = SEARCHED.max(text.len() * 8);
        let mut compared = budget;
        self.initials.find(text);
        for at in 0..self.all.len() {
            let entity = &self.all[at];
            let is_bare = entity.words.len == 1 && entity.sort.may_be_person();
            // A full name that there is was judged to be somebody else's.
            if is_bare && self.bearing(entity.words.first()).next().is_none() {
                // Each looks through the text: a page of names must not cost its square.
                let Some(rest) = budget.checked_sub(text.len()) else { return };
                budget = rest;
                if let Some((name, gender)) = fuller::with_given(analysis, entity.name, entity.gender) {
                    let gender = narrowed(entity.gender, gender);
                    self.all[at] = Entity { name, gender, sort: Sort::Person, ..*entity };
                }
            } else if entity.words.len == 2 && entity.sort == Sort::Person {
                // Each of these looks through its surnames; they end without ending the others.
                let places = self.initials.before(&text[entity.name.range()]);
                if let Some(rest) = compared.checked_sub(places.len()) {
                    compared = rest;
                    if let Some(name) = fuller::with_initial(text, entity.name, places) {
                        self.all[at].name = name;
                    }
                }
            }
        }
    }

    /// A name of one word: a surname, an acronym, a mononym.
    fn add_short(&mut self, analysis: &Analysis, number: u32) {
        let mentions = &analysis.chunks.mentions;
        let mention = &mentions[number as usize];
        let words = Words::of(analysis, mention);
        if words.len == 0 {
            self.open(analysis, number, words);
            return;
        }
        let gender = gender(analysis, mention, &words);
        // "Sir Mark" is Mark Berg.
        let is_addressed = is_addressed(analysis, mention) && !is_by_given_name(analysis, mention);
        let entry = analysis.tokens.entry(analysis.lexicon, mention.name_first as usize);
        let (is_given, is_surname) = (entry.is(is::GIVEN), entry.is(is::SURNAME));
        let is_introduced = has_title(analysis, mention);
        let title = title(analysis, mention);
        let mut best: Option<(i64, usize)> = None;
        for at in self.sharing(words.first()).filter(|&at| self.keys[at].may_be(words.first())) {
            let entity = &self.all[at];
            let fit = short_fit(entity, &words, mention, gender, is_addressed, is_given, is_surname);
            if fit == 0 || is_introduced && entity.is_of_another(analysis, number) {
                continue;
            }
            // "Governor Berg" is the Berg who is called so elsewhere.
            let titled = match (title, entity.title) {
                (0, _) | (_, 0) => 0,
                (a, b) if a == b => 800,
                _ => -200,
            };
            // Who is often named in full is who the bare surname means, unless
            // another was named just before; a surname beats a given name.
            let distance = i64::from(entity.mention.abs_diff(number));
            let behind = i64::from(entity.mention > number) * 400;
            let close = i64::from(mentions[entity.last as usize].paragraph == mention.paragraph) * 250;
            let often = i64::from(entity.count.min(6)) * 100;
            let value = fit * 1_000_000 + titled + often + close - behind - distance.min(400) / 4;
            if best.is_none_or(|(top, _)| value > top) {
                best = Some((value, at));
            }
        }
        let best = best.map(|(_, at)| at).or_else(|| self.misspelt(analysis, mention));
        match best {
            Some(at) => {
                self.all[at].meet(mention.sort, gender, title);
                self.of_mention[number as usize] = at as u32;
            }
            None => self.open(analysis, number, words),
        }
    }

    /// The one person whose surname is the name but for a letter or two:
    /// "Bornsten" for Ada Bornstein.
    fn misspelt(&self, analysis: &Analysis, mention: &Mention) -> Option<usize> {
        let said = mention.name.of(analysis.text).as_bytes();
        if said.len() < 7 || mention.last != mention.name_first + 1 {
            return None;
        }
        let is_near = |entity: &Entity| {
            let name = entity.name.of(analysis.text).as_bytes();
            let start = memchr::memrchr(b' ', name).map_or(0, |space| space + 1);
            entity.sort == Sort::Person && start > 0 && is_slip(said, &name[start..])
        };
        only(self.latest().filter(|&at| self.keys[at].may_be_slip(said) && is_near(&self.all[at])))
    }

    fn open(&mut self, analysis: &Analysis, number: u32, words: Words) {
        let mention = &analysis.chunks.mentions[number as usize];
        self.of_mention[number as usize] = self.all.len() as u32;
        let gender = gender(analysis, mention, &words);
        let key = Key::of(&words, mention.name.of(analysis.text));
        self.keys.push(key);
        self.bits.push(key.bits());
        self.all.push(Entity {
            name: mention.name,
            mention: number,
            sort: mention.sort,
            gender,
            count: 1,
            last: number,
            title: title(analysis, mention),
            words,
        });
    }

    fn join(&mut self, analysis: &Analysis, at: u32, number: u32, words: Words) {
        let mention = &analysis.chunks.mentions[number as usize];
        let gender = gender(analysis, mention, &words);
        let entity = &mut self.all[at as usize];
        entity.meet(mention.sort, gender, title(analysis, mention));
        entity.last = number;
        if words.len > entity.words.len
            || entity.words.generation == 0 && words.generation > 0 && words.len == entity.words.len
        {
            entity.words = words;
            entity.name = mention.name;
            let key = Key::of(&words, mention.name.of(analysis.text));
            self.keys[at as usize] = key;
            self.bits[at as usize] = key.bits();
        }
        self.of_mention[number as usize] = at;
    }
}

impl Entity {
    /// Takes in another mention, which may tell more of it.
    fn meet(&mut self, sort: Sort, gender: u32, title: WordHash) {
        self.count += 1;
        self.gender = narrowed(self.gender, gender);
        if self.title == 0 {
            self.title = title;
        }
        if self.sort == Sort::Unclear {
            self.sort = sort;
        }
    }

    /// Whether "President Berg" at mention `number` is somebody else than this full name, which
    /// comes later, once, and without an office: "Clara Berg", his wife.
    fn is_of_another(&self, analysis: &Analysis, number: u32) -> bool {
        let full = &analysis.chunks.mentions[self.mention as usize];
        self.mention > number && self.count == 1 && self.words.len > 1 && !has_title(analysis, full)
    }
}

/// Whether a word that is no name's hangs on a name: "Berg Says", "Weber Bridge Will Close".
fn is_glued(analysis: &Analysis, mention: &Mention) -> bool {
    (mention.name_first + 1..mention.last).any(|at| {
        let entry = analysis.tokens.entry(analysis.lexicon, at as usize);
        entry.can_be(!pos::PROPER) && !entry.is(is::GIVEN | is::SURNAME)
    })
}

/// How many bytes may be searched for given names in a text of any length: a
/// thousand times an article of news.
const SEARCHED: usize = 16 << 20;

/// How many of the latest entities a name is compared with: articles seldom name
/// more than a few dozen, and a page of names is bounded.
const LOOK_BACK: usize = 400;

/// Keeps what both allow; what contradicts keeps the first.
fn narrowed(a: u32, b: u32) -> u32 {
    if a & b == 0 { a } else { a & b }
}

/// How well a name of one word fits an entity: 0 not at all, 3 as its surname.
fn short_fit(
    entity: &Entity,
    words: &Words,
    mention: &Mention,
    gender: u32,
    is_addressed: bool,
    is_given: bool,
    is_surname: bool,
) -> i64 {
    let word = words.first();
    let person = entity.sort.may_be_person();
    if entity.words.len == 1 {
        let other_gender = person && gender & entity.gender == 0;
        return if entity.words.first() == word && !other_gender { 3 } else { 0 };
    }
    if person {
        if gender & entity.gender == 0 {
            return 0;
        }
        // A town may be a surname too; it is one where somebody bears it.
        if entity.words.last() == word && (mention.sort != Sort::Place || entity.sort == Sort::Person) {
            return 3;
        }
        if mention.sort == Sort::Place {
            return 0;
        }
        // "Ada" for Ada Berg, "Kim" for Kim Jong Un; "Mr. Kim" is no given name.
        if entity.words.first() == word && !(is_addressed && is_given) {
            return 2;
        }
        // "Mr. Lim" for Lim Kok Wee
        if entity.words.first() == word && entity.words.len == 3 && is_surname {
            return 1;
        }
        // "Márquez" for Ada Márquez Luna
        return i64::from(!is_given && entity.words.middle() == Some(word));
    }
    if entity.words.acronym == word && mention.sort != Sort::Person {
        return 3;
    }
    if mention.sort == Sort::Person {
        return 0;
    }
    // "Acme" for Acme Holdings Corp., "the Post" for The Evening Post.
    if entity.sort == Sort::Organization && (entity.words.first() == word || entity.words.last() == word) {
        return 1;
    }
    0
}

/// Whether the unit of a mention is followed by a verb, as subjects are.
pub(super) fn is_subject(analysis: &Analysis, mention: &Mention) -> bool {
    if mention.is_owner {
        return false;
    }
    let units = &analysis.chunks.units;
    let mut at = mention.unit as usize + 1;
    let limit = (at + 4).min(units.len());
    while at < limit {
        let unit: &Unit = &units[at];
        if unit.starts_sentence {
            return false;
        }
        match unit.tag {
            crate::mention::Tag::Adverb => at += 1,
            crate::mention::Tag::Auxiliary | crate::mention::Tag::Modal => return true,
            tag => return tag.is_verb(),
        }
    }
    false
}
