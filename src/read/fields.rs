//! Which fields of a record make an article.
//!
//! In: the names of the fields that hold id, title and text, where the user
//! said them, and of those to carry along. Out: for each name that a record
//! may have, where its value goes. `{"headline": "Storm hits coast", "url":
//! "u1", "body": "…"}` makes an article without being asked: what is not said
//! is looked for under the usual names, the first of which that a record has
//! is taken.
//!
//! Limit: names are compared letter by letter; `Text` is not `text`.

use serde::{Deserialize, Serialize};

/// Where the text is looked for, the likeliest first. `text` and `maintext`
/// are those of news-please, `content` that of feeds.
const TEXT: &[&str] = &["text", "body", "content", "maintext", "article"];
/// Where the id is looked for.
const ID: &[&str] = &["id", "url", "guid"];
/// Where the headline is looked for.
const TITLE: &[&str] = &["title", "headline"];

/// The place in an [`Article`](crate::Article) that a value goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// One of the three, and the rank of this name among those that it may
    /// have: the least wins.
    Part(Part, u8),
    Kept(usize),
}

/// What every article has, or may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Text,
    Id,
    Title,
}

/// The names of the fields that are wanted.
#[derive(Debug, Clone)]
pub struct Fields {
    /// Every name stands once.
    wanted: Vec<Wanted>,
    /// The names that each part may have, by rank.
    names: [Vec<String>; 3],
    kept: usize,
}

/// One field that is wanted, and all that it is wanted for.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    pub(super) name: String,
    pub(super) slots: Vec<Slot>,
    /// Whether the user named it, so that a table without it is an error.
    pub(super) is_named: bool,
}

impl Wanted {
    /// The rank that this name has for the text, if it may hold it.
    pub(super) fn text_rank(&self) -> Option<u8> {
        self.slots.iter().find_map(|slot| match slot {
            Slot::Part(Part::Text, rank) => Some(*rank),
            _ => None,
        })
    }
}

impl Fields {
    /// The fields of these names, where `None` is to be guessed, and `kept`
    /// those to be carried along.
    pub fn new(id: Option<&str>, title: Option<&str>, text: Option<&str>, kept: &[String]) -> Self {
        let mut fields = Self { wanted: Vec::new(), names: Default::default(), kept: kept.len() };
        fields.want_part(Part::Text, text, TEXT);
        fields.want_part(Part::Id, id, ID);
        fields.want_part(Part::Title, title, TITLE);
        for (number, name) in kept.iter().enumerate() {
            fields.want(name, Slot::Kept(number), true);
        }
        fields
    }

    fn want_part(&mut self, part: Part, named: Option<&str>, usual: &[&str]) {
        let names: Vec<String> = match named {
            Some(name) => vec![name.to_owned()],
            None => usual.iter().map(|&name| name.to_owned()).collect(),
        };
        for (rank, name) in names.iter().enumerate() {
            self.want(name, Slot::Part(part, rank as u8), named.is_some());
        }
        self.names[part as usize] = names;
    }

    fn want(&mut self, name: &str, slot: Slot, is_named: bool) {
        match self.wanted.iter_mut().find(|field| field.name == name) {
            Some(field) => {
                field.slots.push(slot);
                field.is_named |= is_named;
            }
            None => self.wanted.push(Wanted { name: name.to_owned(), slots: vec![slot], is_named }),
        }
    }

    /// All fields that are wanted.
    pub(super) fn wanted(&self) -> &[Wanted] {
        &self.wanted
    }

    /// How many columns are carried along.
    pub(crate) fn kept(&self) -> usize {
        self.kept
    }

    /// The names that were looked for as the text's, in words.
    pub(super) fn text_names(&self) -> String {
        self.names[Part::Text as usize].join(", ")
    }

    /// Which of these columns of a table are taken, and what for; or the name
    /// of the first that is wanted and missing.
    pub(super) fn choose(&self, columns: &[String]) -> Result<Vec<Chosen>, String> {
        let has = |name: &String| columns.contains(name);
        let best =
            [Part::Text, Part::Id, Part::Title].map(|part| self.names[part as usize].iter().position(has));
        if best[Part::Text as usize].is_none() {
            return Err(self.text_names());
        }
        let mut chosen = Vec::new();
        for field in &self.wanted {
            let Some(column) = columns.iter().position(|name| *name == field.name) else {
                match field.is_named {
                    true => return Err(field.name.clone()),
                    false => continue,
                }
            };
            let is_best = |slot: &Slot| match slot {
                Slot::Part(part, rank) => best[*part as usize] == Some(usize::from(*rank)),
                Slot::Kept(_) => true,
            };
            let slots: Vec<_> = field.slots.iter().copied().filter(is_best).collect();
            if !slots.is_empty() {
                chosen.push(Chosen { column, slots });
            }
        }
        Ok(chosen)
    }

    /// The fields that made articles, in words: `text from "body", id from
    /// "url", no title`. Nothing if no article had fields.
    pub fn spoken(&self, used: &Used) -> Option<String> {
        let parts = [(Part::Text, "text"), (Part::Id, "id"), (Part::Title, "title")];
        let [text, id, title] = parts.map(|(part, word)| {
            let counts = used.counts[part as usize].iter().zip(&self.names[part as usize]);
            let names: Vec<_> =
                counts.filter(|(count, _)| **count > 0).map(|(_, name)| format!("{name:?}")).collect();
            if names.is_empty() {
                format!("no {word}")
            } else {
                format!("{word} from {}", names.join(" and "))
            }
        });
        (!text.starts_with("no")).then(|| format!("{text}, {id}, {title}"))
    }
}

impl Default for Fields {
    fn default() -> Self {
        Self::new(None, None, None, &[])
    }
}

/// A column that is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chosen {
    pub(super) column: usize,
    pub(super) slots: Vec<Slot>,
}

/// In place of a rank: no field had the part.
const NONE: u8 = u8::MAX;

/// Of each part the rank of the name under which one record has it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ranks([u8; 3]);

impl Ranks {
    /// Nothing has been found yet.
    pub(super) fn none() -> Self {
        Self([NONE; 3])
    }

    /// Whether this slot is to be filled; a better name may have been seen.
    pub(super) fn is_better(&self, slot: Slot) -> bool {
        match slot {
            Slot::Part(part, rank) => rank < self.0[part as usize],
            Slot::Kept(_) => true,
        }
    }

    /// This slot has been filled.
    pub(super) fn fill(&mut self, slot: Slot) {
        if let Slot::Part(part, rank) = slot {
            self.0[part as usize] = rank;
        }
    }

    /// Whether the record has a text.
    pub(super) fn have_text(&self) -> bool {
        self.0[Part::Text as usize] != NONE
    }
}

/// How many articles had each part under each of the names it may have.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Used {
    counts: [[u64; TEXT.len()]; 3],
}

impl Used {
    /// Adds those of another part of the run.
    pub(crate) fn add(&mut self, other: &Used) {
        let counts = self.counts.iter_mut().flatten().zip(other.counts.iter().flatten());
        counts.for_each(|(sum, more)| *sum += more);
    }

    /// Counts one article.
    pub(super) fn count(&mut self, ranks: Ranks) {
        for (counts, rank) in self.counts.iter_mut().zip(ranks.0) {
            if let Some(count) = counts.get_mut(usize::from(rank)) {
                *count += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.into()).collect()
    }

    #[test]
    fn one_field_may_serve_several_ends() {
        let fields = Fields::new(Some("url"), Some("t"), Some("body"), &["url".into(), "body".into()]);
        let slots: Vec<_> = fields.wanted().iter().map(|f| (f.name.as_str(), f.slots.clone())).collect();
        assert_eq!(
            slots,
            [
                ("body", vec![Slot::Part(Part::Text, 0), Slot::Kept(1)]),
                ("url", vec![Slot::Part(Part::Id, 0), Slot::Kept(0)]),
                ("t", vec![Slot::Part(Part::Title, 0)]),
            ]
        );
    }

    #[test]
    fn of_the_usual_names_the_first_that_a_table_has_is_taken() {
        let chosen =
            Fields::default().choose(&columns(&["url", "maintext", "headline", "body", "x"])).unwrap();
        let taken: Vec<_> = chosen.iter().map(|chosen| chosen.column).collect();
        assert_eq!(taken, [3, 0, 2]);
    }

    #[test]
    fn a_table_may_lack_the_title_unless_the_user_named_it() {
        let table = columns(&["id", "text", "headline"]);
        assert!(Fields::default().choose(&columns(&["text"])).is_ok());
        assert_eq!(Fields::new(None, Some("kicker"), None, &[]).choose(&table), Err("kicker".into()));
        assert_eq!(Fields::new(None, None, Some("body"), &[]).choose(&table), Err("body".into()));
        let guessed = Fields::default().choose(&columns(&["id", "words"]));
        assert_eq!(guessed, Err("text, body, content, maintext, article".into()));
    }

    #[test]
    fn what_was_guessed_is_said() {
        let fields = Fields::default();
        let mut used = Used::default();
        assert_eq!(fields.spoken(&used), None);
        let mut ranks = Ranks::none();
        ranks.fill(Slot::Part(Part::Text, 1));
        ranks.fill(Slot::Part(Part::Id, 1));
        used.count(ranks);
        assert_eq!(fields.spoken(&used).unwrap(), r#"text from "body", id from "url", no title"#);
        ranks.fill(Slot::Part(Part::Text, 0));
        used.count(ranks);
        assert!(fields.spoken(&used).unwrap().starts_with(r#"text from "text" and "body", "#));
    }
}
