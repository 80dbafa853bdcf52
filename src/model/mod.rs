//! What was learned from annotated articles: weights, stored as data.
//!
//! `news.model` beside this file is embedded in the library; `card.md` says
//! what it was trained on and how right it is. Weights are integers, so that a
//! sum is the same in any order on any machine. In `“No,” said Ana.` the
//! weights of the features of `Ana` add up to her score.
//!
//! Known limit: a model fits the features of the version that trained it; the
//! file says which, and another is refused.

mod file;
mod indirect;

use std::sync::LazyLock;

pub use file::ModelError;
pub use indirect::IndirectModel;
pub(crate) use indirect::Table;

use crate::attribute::feature;
use crate::resolve::antecedent;

/// How many ranges of margins are told apart.
pub(crate) const MARGINS: usize = 64;

/// Hashes a feature, a template and the values that fill it (feature hashing: Weinberger and others,
/// 2009). The top bits say where in a table its weight stands.
#[inline]
pub(crate) fn hashed(template: u32, [a, b, c]: [u32; 3]) -> u64 {
    let mut sum = (u64::from(template) << 32 | u64::from(a)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    sum = ((sum ^ sum >> 29) ^ (u64::from(b) << 32 | u64::from(c))).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    sum
}

/// The range that a margin falls into.
pub(crate) fn margin_range(margin: i32) -> usize {
    (margin.max(0) as usize / 40).min(MARGINS - 1)
}

/// Learned weights and what their margins are worth.
///
/// ```
/// use whosaid::{Extractor, Model, Options};
///
/// let bytes = Model::embedded().to_bytes();
/// let model = Model::from_bytes(&bytes)?;
/// let extractor = Extractor::with_model(Options::default(), model);
/// # let _ = extractor;
/// # Ok::<(), whosaid::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// Weights of the features of who speaks.
    pub(crate) speaker: Vec<i16>,
    /// Weights of the features of whom a pronoun or a description stands for.
    pub(crate) antecedent: Vec<i16>,
    /// For each range of margins, how sure a named speaker is, in thousandths.
    pub(crate) sure_speaker: [u16; MARGINS],
    /// The same for "nobody".
    pub(crate) sure_nobody: [u16; MARGINS],
    /// The same for whom a pronoun or a description stands for.
    pub(crate) sure_antecedent: [u16; MARGINS],
    /// How sure it is whose name a name is.
    pub(crate) sure_name: u16,
    /// For each range of the product of two certainties, that the mention
    /// speaks and who it is, how often the row is right.
    pub(crate) sure_row: [u16; MARGINS],
}

/// The range that a certainty in thousandths falls into: finer where it is high,
/// since most are.
pub(crate) fn certainty_range(certainty: u16) -> usize {
    match certainty {
        ..600 => usize::from(certainty) / 50,
        600..900 => 12 + usize::from(certainty - 600) / 15,
        _ => 32 + usize::from(certainty.min(995) - 900) / 3,
    }
}

impl Model {
    /// The model that the library carries.
    pub fn embedded() -> &'static Model {
        static MODEL: LazyLock<Model> = LazyLock::new(|| {
            Model::from_whole(include_bytes!("news.model")).unwrap_or_else(|_| Model::empty())
        });
        &MODEL
    }

    /// A model that has learned nothing.
    pub(crate) fn empty() -> Model {
        Model {
            speaker: vec![0; feature::TABLE],
            antecedent: vec![0; antecedent::TABLE],
            sure_speaker: [500; MARGINS],
            sure_nobody: [500; MARGINS],
            sure_antecedent: [500; MARGINS],
            sure_name: 1000,
            sure_row: std::array::from_fn(|range| match range as u16 {
                range @ ..12 => range * 50 + 25,
                range @ 12..32 => 600 + (range - 12) * 15 + 7,
                range => 900 + (range - 32) * 3 + 1,
            }),
        }
    }

    /// The weights of the features of a candidate speaker: a table of known
    /// size, in which a feature is found without a check.
    #[inline]
    pub(crate) fn speaker(&self) -> &[i16; feature::TABLE] {
        static NONE: [i16; feature::TABLE] = [0; feature::TABLE];
        self.speaker.first_chunk().unwrap_or(&NONE)
    }

    /// The same for the features of an antecedent.
    #[inline]
    pub(crate) fn antecedent(&self) -> &[i16; antecedent::TABLE] {
        static NONE: [i16; antecedent::TABLE] = [0; antecedent::TABLE];
        self.antecedent.first_chunk().unwrap_or(&NONE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_model_is_whole() {
        assert!(Model::from_bytes(include_bytes!("news.model")).is_ok());
        assert!(Model::embedded().speaker.iter().any(|&weight| weight != 0));
    }

    #[test]
    fn a_model_that_learned_nothing_leaves_certainties_in_their_ranges() {
        for (range, &certainty) in Model::empty().sure_row.iter().enumerate() {
            assert_eq!(certainty_range(certainty), range);
        }
        assert_eq!((certainty_range(0), certainty_range(1000)), (0, MARGINS - 1));
    }

    #[test]
    fn a_score_is_the_sum_of_its_weights() {
        let mut model = Model::empty();
        model.speaker[3] = 20;
        model.speaker[5] = -7;
        assert_eq!([3, 5, 3, 9].iter().map(|&feature| model.speaker()[feature]).sum::<i16>(), 33);
    }
}
