//! Abbreviations, the words that begin sentences, and names that end in a mark.
//!
//! In: a word beside a full stop ("Sen", "The"). Out: its class. The lists are
//! `abbreviations.txt`, `starters.txt` and `marked_names.txt`.

use std::sync::LazyLock;

use super::words::Words;

/// What an abbreviation says of what may follow its full stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// Stands before a name: "Sen."
    Title,
    /// Ends the name of a company or of a man: "Inc.", "Jr."
    Company,
    /// A state, or a part of an address: "Calif.", "Ave."
    Place,
    /// A month or a day of the week: "Nov."
    Month,
    /// Stands before a number: "No.", "Art.", "p."
    Number,
    /// Stands after a number: "ft."
    Unit,
    /// Never ends a sentence: "e.g."
    Inside,
    /// May stand anywhere: "dept."
    Open,
    /// Often ends a phrase: "etc.", "Ph.D."
    Closing,
    /// Half of the day: "a.m."
    Time,
}

impl Abbreviation {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "title" => Self::Title,
            "company" => Self::Company,
            "place" => Self::Place,
            "month" => Self::Month,
            "number" => Self::Number,
            "unit" => Self::Unit,
            "inside" => Self::Inside,
            "open" => Self::Open,
            "closing" => Self::Closing,
            "time" => Self::Time,
            _ => return None,
        })
    }
}

const ABBREVIATIONS: &str = include_str!("abbreviations.txt");
const STARTERS: &str = include_str!("starters.txt");
const MARKED_NAMES: &str = include_str!("marked_names.txt");

static ABBREVIATION_TABLE: LazyLock<Words<Abbreviation>> = LazyLock::new(|| {
    let entries: Vec<_> = entries(ABBREVIATIONS)
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(word, class)| Some((word, Abbreviation::from_name(class)?)))
        .collect();
    Words::new(&entries)
});
static STARTER_TABLE: LazyLock<Words<()>> = LazyLock::new(|| plain(STARTERS));
static MARKED_NAME_TABLE: LazyLock<Words<()>> = LazyLock::new(|| plain(MARKED_NAMES));

/// The class of the abbreviation `word`, written without its last full stop.
#[inline]
pub(crate) fn abbreviation(word: &str) -> Option<Abbreviation> {
    ABBREVIATION_TABLE.find(word)
}

/// Whether `word` with a capital tells that a sentence begins: "The", but not
/// "Treasury".
pub(crate) fn is_starter(word: &str) -> bool {
    STARTER_TABLE.find(word).is_some()
}

/// Whether `word` is a name that ends in "!": "Yahoo", but not "yahoo".
pub(crate) fn is_marked_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase()) && MARKED_NAME_TABLE.find(word).is_some()
}

fn plain(list: &str) -> Words<()> {
    Words::new(&entries(list).map(|word| (word, ())).collect::<Vec<_>>())
}

fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.lines().filter(|line| !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_abbreviation_has_a_class_and_is_found_under_it() {
        for line in entries(ABBREVIATIONS) {
            let (word, class) = line.split_once('\t').unwrap();
            assert!(Abbreviation::from_name(class).is_some(), "{line}");
            assert_eq!(abbreviation(word), Abbreviation::from_name(class), "{line}");
        }
    }

    #[test]
    fn no_word_that_begins_sentences_is_also_a_title_or_the_name_of_a_company() {
        for word in entries(STARTERS) {
            let capital = word[..1].to_uppercase() + &word[1..];
            assert!(
                !matches!(abbreviation(&capital), Some(Abbreviation::Title | Abbreviation::Company)),
                "{word}"
            );
        }
    }
}
