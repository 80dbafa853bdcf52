//! Articles that are made up by chance from speakers, roles, cues, layouts and
//! marks, so that the truth about them is known.
#![allow(dead_code, missing_docs, reason = "each that uses it takes its part")]

use std::ops::Range;

use proptest::prelude::*;
use proptest::sample::select;

/// How one speaker's words are laid out. In brackets what is quoted, `Q` for a
/// sentence and `q` for a piece of one, with what closes it; `P` is the speaker,
/// `H` and `h` his pronoun, `O` somebody else, `C` a verb of speech. Before a `Q`
/// stands the number of the mention that speaks it, if it is not the first.
pub const PLAIN: [&str; 41] = [
    "[Q,] {P} {C}.",
    "[Q,] {C} {P}.",
    "{P} {C}: [Q.]",
    "{P} {C}, [Q.]",
    "[Q,] {P} {C}. [Q.]",
    "[Q,] {C} {P}. [Q.]",
    "[Q,] {P} {C}, [q.]",
    "[Q?] {P} asked.",
    "[Q?] asked {P}.",
    "[Q!] {P} {C}.",
    "According to {P}, [Q.]",
    "[Q,] according to {P}.",
    "{P} {C} that the plan was [q.]",
    "{P} {C} the plan was [q] and left.",
    "{P} called the plan [q.]",
    "{P} described it as [q.]",
    "[Q,] {P} told reporters.",
    "[Q,] {P} {C} in an interview.",
    "[Q,] {P} {C} on Monday.",
    "[Q,] {P} {C} in a statement on Friday. [Q.]",
    "In a statement, {P} {C}: [Q.]",
    "Asked about the vote, {P} {C}, [Q.]",
    "[Q,] {P} has {C}.",
    "[Q,] {P} later {C}.",
    "{P} spoke first. [2Q,] {h} {C}.",
    "[Q,] {P} {C}. [2Q,] {h} added.",
    "{P} was not pleased. [2Q,] {P} {C}.",
    "[Q,] {P} wrote in a letter.",
    "{P} wrote: [Q.]",
    "{P} put it this way: [Q.]",
    "{P}, speaking on Monday, {C}: [Q.]",
    "[Q,] {P} {C}, looking tired.",
    "[Q,] {C} {P}, who has lived there for years.",
    "The plan, {P} {C}, was [q.]",
    "[Q,] {P} told {O}.",
    "{P} told {O}: [Q.]",
    "[Q,] {P} {C}.\n\n[2Q,] {H2} {C}.",
    "[Q.\n\nQ,] {P} {C}.",
    "[Q], {P} {C}.",
    "{P} {C}: [Q].",
    "{P} {C} that the plan was [q].",
];

/// Harder ones: no verb of speech says who speaks, or another name is nearer. What is missed of
/// them, 218 of 2,465, is in two:
/// - "For Berg, it is …" is found once in five: nothing there says that anybody speaks. 172 are
///   nobody's, and three go to who spoke last.
/// - Of `“Q”, said P. “Q”.` 43 in 436 are nobody's: a sentence with its full stop behind the mark is,
///   in the news that the weights were learned from, mostly what nobody says.
pub const HARD: [&str; 11] = [
    "{P}: [Q.]",
    "[Q.] — {P}",
    "{P} {C} it was time to go. [Q.]",
    "{P} shook {his} head. [Q.]",
    "As {P} put it, [Q.]",
    "{P} met {O} on Monday. [2Q,] {P} {C}.",
    "[Q,] {P} {C} of {O}.",
    "{P} is said to have asked {O}: [Q?]",
    "For {P}, it is [q.]",
    "{P}'s answer was short: [Q.]",
    "[Q], {C} {P}. [Q].",
];

const MEN: [&str; 8] = ["Anton", "Pedro", "Karl", "Desmond", "Rajiv", "Tomas", "Henrik", "Samuel"];
const WOMEN: [&str; 8] = ["Ana", "Ingrid", "Lucia", "Philippa", "Zainab", "Marta", "Helena", "Ruth"];
const SURNAMES: [&str; 14] = [
    "Weber",
    "Okafor",
    "Lindqvist",
    "Moreau",
    "Castellanos",
    "Ferrante",
    "Nakamura",
    "Osei",
    "Brandt",
    "Kowalski",
    "Haddad",
    "Sorensen",
    "Petrov",
    "Ibarra",
];
/// Before a name, and what is then the role.
const TITLES: [&str; 6] = ["Mayor", "Senator", "Judge", "Prime Minister", "Professor", "Governor"];
/// Behind a name and a comma.
const ROLES: [&str; 8] = [
    "the mayor of Lindau",
    "a spokesman for the port",
    "the chief executive of Delmar Terminals",
    "a nurse in Rome",
    "a professor of law at the university",
    "the head of the clinic",
    "an economist at Halden Bank",
    "the union's president",
];
const CUES: [&str; 8] = ["said", "added", "insisted", "argued", "warned", "replied", "explained", "noted"];
const SENTENCES: [&str; 12] = [
    "We will not wait for another winter",
    "The bridge held through the night",
    "Nobody asked the people who live here",
    "It is not about money",
    "That would be a mistake",
    "I have never seen anything like it",
    "There is still time to mend it",
    "You cannot run a ferry on promises",
    "This was the right thing to do",
    "They knew it and did nothing",
    "My answer is no",
    "It took us eleven years",
];
const PIECES: [&str; 6] =
    ["a gift to nobody", "too little, too late", "wholly wrong", "a bad joke", "long overdue", "not serious"];
const FILLERS: [&str; 6] = [
    "The vote is due in May.",
    "Work on the harbour began eleven years ago.",
    "The council meets again on Tuesday.",
    "Prices have risen by a third since then.",
    "It rained for most of the week.",
    "The ferry has not run since autumn.",
];
/// Opening and closing marks.
pub const MARKS: [Marks; 4] = [("“", "”"), ("\"", "\""), ("''", "''"), ("«", "»")];
/// Those that are apostrophes too: an article must show that it speaks in them.
pub const SINGLE: [Marks; 2] = [("‘", "’"), ("'", "'")];

pub type Marks = (&'static str, &'static str);

/// Somebody who speaks.
#[derive(Debug, Clone)]
pub struct Person {
    given: &'static str,
    surname: &'static str,
    is_woman: bool,
    introduction: Introduction,
}

/// How a speaker is named first.
#[derive(Debug, Clone, Copy)]
pub enum Introduction {
    Bare,
    Title(&'static str),
    Role(&'static str),
}

impl Person {
    pub fn full(&self) -> String {
        format!("{} {}", self.given, self.surname)
    }

    /// The role as a row has it. A title may not have been told: who comes up
    /// first as somebody spoken to has none.
    pub fn role(&self, text: &str) -> &str {
        match self.introduction {
            Introduction::Title(title) if text.contains(&format!("{title} {}", self.full())) => title,
            Introduction::Title(_) | Introduction::Bare => "",
            Introduction::Role(role) => role.split_once(' ').map_or(role, |(_, rest)| rest),
        }
    }

    fn pronoun(&self) -> &str {
        if self.is_woman { "she" } else { "he" }
    }
}

/// One quotation of a made article.
#[derive(Debug)]
pub struct Truth {
    pub layout: &'static str,
    pub quote: Range<usize>,
    pub person: usize,
    /// Which of the layout's mentions speaks it; where that stands, once known.
    mention: usize,
    pub place: Range<usize>,
}

/// An article in the making.
struct Maker<'a> {
    plan: &'a Plan,
    text: String,
    truths: Vec<Truth>,
    is_introduced: Vec<bool>,
}

/// What chance chose.
#[derive(Debug, Clone)]
pub struct Plan {
    pub people: Vec<Person>,
    marks: Marks,
    statements: Vec<Statement>,
}

#[derive(Debug, Clone)]
pub struct Statement {
    layout: &'static str,
    person: prop::sample::Index,
    other: prop::sample::Index,
    /// Whether the name stands in full though it was given before.
    is_full: bool,
    cue: &'static str,
    sentences: Vec<&'static str>,
    piece: &'static str,
    filler: Option<&'static str>,
}

impl Maker<'_> {
    fn statement(&mut self, statement: &Statement) {
        let count = self.plan.people.len();
        let person = statement.person.index(count);
        let other = (person + 1 + statement.other.index(count - 1)) % count;
        let first = self.truths.len();
        let mut mentions: Vec<Range<usize>> = Vec::new();
        let mut sentences = statement.sentences.iter().cycle();
        let mut rest = statement.layout;
        while let Some(next) = rest.find(['{', '[']) {
            self.text += &rest[..next];
            let close = rest[next..].find(['}', ']']).unwrap() + next;
            let inside = &rest[next + 1..close];
            if rest[next..].starts_with('[') {
                self.quote(statement, person, inside, &mut sentences);
            } else {
                self.word(statement, person, other, inside, &mut mentions);
            }
            rest = &rest[close + 1..];
        }
        self.text += rest;
        for truth in &mut self.truths[first..] {
            truth.place = mentions[truth.mention - 1].clone();
        }
        self.text += "\n\n";
        self.text += &statement.filler.map(|filler| format!("{filler}\n\n")).unwrap_or_default();
    }

    /// `Q,` or `2q.` between marks.
    fn quote(
        &mut self,
        statement: &Statement,
        person: usize,
        inside: &str,
        sentences: &mut dyn Iterator<Item = &&'static str>,
    ) {
        let (open, close) = self.plan.marks;
        let mention = inside.chars().next().and_then(|c| c.to_digit(10)).unwrap_or(1) as usize;
        let inside = inside.trim_start_matches(|c: char| c.is_ascii_digit());
        self.text += open;
        let start = self.text.len();
        for (number, paragraph) in inside.split("\n\n").enumerate() {
            if number > 0 {
                self.text += "\n\n";
                self.text += open;
            }
            self.text += if paragraph.starts_with('Q') { sentences.next().unwrap() } else { statement.piece };
            self.text += &paragraph[1..];
        }
        let quote = start..self.text.len();
        self.text += close;
        self.truths.push(Truth { layout: statement.layout, quote, person, mention, place: 0..0 });
    }

    fn word(
        &mut self,
        statement: &Statement,
        person: usize,
        other: usize,
        inside: &str,
        mentions: &mut Vec<Range<usize>>,
    ) {
        let who = &self.plan.people[person];
        match inside {
            "C" => self.text += statement.cue,
            "his" => self.text += if who.is_woman { "her" } else { "his" },
            "O" => {
                self.text += &self.plan.people[other].full();
                self.is_introduced[other] = true;
            }
            "h" => {
                let start = self.text.len();
                self.text += who.pronoun();
                mentions.push(start..self.text.len());
            }
            "H2" => {
                let start = self.text.len();
                self.text += who.surname;
                mentions.push(start..self.text.len());
            }
            _ => mentions.push(self.name(person, statement.is_full)),
        }
    }

    /// Names the speaker: with title or role and in full the first time.
    fn name(&mut self, person: usize, is_full: bool) -> Range<usize> {
        let who = &self.plan.people[person];
        let is_first = !std::mem::replace(&mut self.is_introduced[person], true);
        if let (true, Introduction::Title(title)) = (is_first, who.introduction) {
            self.text += title;
            self.text += " ";
        }
        let start = self.text.len();
        self.text += &if is_first || is_full { who.full() } else { who.surname.to_owned() };
        start..self.text.len()
    }
}

/// The article of a plan.
pub fn make(plan: &Plan) -> (String, Vec<Truth>) {
    let is_introduced = vec![false; plan.people.len()];
    let mut maker = Maker { plan, text: String::new(), truths: Vec::new(), is_introduced };
    // Roles behind a name stand in a sentence of their own.
    for person in &plan.people {
        if let Introduction::Role(role) = person.introduction {
            maker.text += &format!("{}, {role}, was there.\n\n", person.full());
        }
    }
    for (number, person) in plan.people.iter().enumerate() {
        maker.is_introduced[number] = matches!(person.introduction, Introduction::Role(_));
    }
    plan.statements.iter().for_each(|statement| maker.statement(statement));
    (maker.text, maker.truths)
}

pub fn plans(
    layouts: &'static [&'static str],
    marks: &'static [Marks],
    least: usize,
) -> impl Strategy<Value = Plan> {
    let introduction = prop_oneof![
        Just(Introduction::Bare),
        select(&TITLES[..]).prop_map(Introduction::Title),
        select(&ROLES[..]).prop_map(Introduction::Role),
    ];
    let person = (select(&MEN[..]), select(&WOMEN[..]), any::<bool>(), introduction);
    let people = (prop::collection::vec(person, 2..5), Just(SURNAMES.to_vec()).prop_shuffle());
    let people = people.prop_map(|(people, surnames)| -> Vec<Person> {
        let person = |((man, woman, is_woman, introduction), surname)| Person {
            given: if is_woman { woman } else { man },
            surname,
            is_woman,
            introduction,
        };
        people.into_iter().zip(surnames).map(person).collect()
    });
    let statement = (
        (select(layouts), any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<bool>()),
        (select(&CUES[..]), prop::collection::vec(select(&SENTENCES[..]), 2), select(&PIECES[..])),
        prop::option::of(select(&FILLERS[..])),
    );
    let statement =
        statement.prop_map(|((layout, person, other, is_full), (cue, sentences, piece), filler)| Statement {
            layout,
            person,
            other,
            is_full,
            cue,
            sentences,
            piece,
            filler,
        });
    (people, select(marks), prop::collection::vec(statement, least..9))
        .prop_map(|(people, marks, statements)| Plan { people, marks, statements })
}
