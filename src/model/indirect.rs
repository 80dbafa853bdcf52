//! The weights of reported speech without marks.
//!
//! One table of weights for each choice that is made, the words that may be
//! cues at all, and how sure a sum is. `indirect.model` beside this file is
//! embedded; `indirect.md` is its card. Not read unless it is asked for.

use std::sync::LazyLock;

use super::file::{sum, take};
use super::{MARGINS, ModelError};

/// Format, and version of the features that the weights are for.
const MAGIC: &[u8] = b"whosaid indirect model 1\n";

/// One choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub(crate) enum Table {
    /// Whether a word is a cue's head.
    Cue,
    /// Whose words they are.
    Source,
    /// Where the source's noun phrase ends.
    SourceEnd,
    /// Where content starts, ends, and whether it goes on behind the cue.
    Start,
    End,
    Second,
    /// How many words a cue takes in.
    Growth,
    /// Whether the whole stands.
    Keep,
}

impl Table {
    /// All of them.
    pub(crate) const ALL: [Table; 8] = [
        Table::Cue,
        Table::Source,
        Table::SourceEnd,
        Table::Start,
        Table::End,
        Table::Second,
        Table::Growth,
        Table::Keep,
    ];

    /// How many bits of a feature say where its weight is.
    pub(crate) fn bits(self) -> u32 {
        match self {
            Table::Cue => 18,
            Table::Source | Table::Start | Table::End => 17,
            Table::SourceEnd | Table::Second | Table::Growth | Table::Keep => 15,
        }
    }
}

/// Bits of the words that may be heads of cues.
const HEADS: usize = 1 << 16;

/// Weights for reported speech.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndirectModel {
    pub(crate) weights: [Vec<i16>; 8],
    /// A bit for each word that may be a cue's head, by the word's hash.
    pub(crate) heads: Vec<u64>,
    /// What the sum for keeping a report must be above.
    pub(crate) threshold: i32,
    /// For each range of sums above that, how sure it is, in thousandths.
    pub(crate) sure: [u16; MARGINS],
}

impl IndirectModel {
    /// The one that the library carries.
    pub fn embedded() -> &'static Self {
        static MODEL: LazyLock<IndirectModel> = LazyLock::new(|| {
            IndirectModel::from_bytes(include_bytes!("indirect.model"))
                .unwrap_or_else(|_| IndirectModel::empty())
        });
        &MODEL
    }

    /// One that has learned nothing, and takes no word for a cue.
    pub(crate) fn empty() -> Self {
        Self {
            weights: Table::ALL.map(|table| vec![0; 1 << table.bits()]),
            heads: vec![0; HEADS / 64],
            threshold: 0,
            sure: [500; MARGINS],
        }
    }

    /// The sum of the weights of some features.
    #[inline]
    pub(crate) fn sum(&self, table: Table, features: &[u32]) -> i32 {
        let weights = &self.weights[table as usize];
        let shift = 32 - table.bits();
        features.iter().map(|&feature| i32::from(weights[(feature >> shift) as usize])).sum()
    }

    /// Whether a word with this hash may be the head of a cue.
    #[inline]
    pub(crate) fn may_be_head(&self, word: u64) -> bool {
        let at = word as usize % HEADS;
        self.heads[at / 64] >> (at % 64) & 1 == 1
    }

    /// Lets words with this hash be heads of cues.
    pub(crate) fn add_head(&mut self, word: u64) {
        let at = word as usize % HEADS;
        self.heads[at / 64] |= 1 << (at % 64);
    }

    /// How sure a report with this sum is.
    pub(crate) fn certainty(&self, sum: i32) -> u16 {
        self.sure[super::margin_range(sum.saturating_sub(self.threshold))]
    }

    /// A print of all of it.
    pub(crate) fn print(&self) -> u64 {
        sum(&self.to_bytes())
    }

    /// The model as a file holds it.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        for table in &self.weights {
            bytes.extend((table.len() as u32).to_le_bytes());
            bytes.extend(table.iter().flat_map(|weight| weight.to_le_bytes()));
        }
        bytes.extend(self.heads.iter().flat_map(|word| word.to_le_bytes()));
        bytes.extend(self.threshold.to_le_bytes());
        bytes.extend(self.sure.iter().flat_map(|share| share.to_le_bytes()));
        bytes.extend(sum(&bytes).to_le_bytes());
        bytes
    }

    /// Reads a model.
    ///
    /// # Errors
    ///
    /// [`ModelError::Version`] if it is none or one of another version,
    /// [`ModelError::Damaged`] if it is not whole.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(ModelError::Version)?;
        let split = rest.len().checked_sub(8).ok_or(ModelError::Damaged)?;
        let (mut body, last) = rest.split_at(split);
        if last != sum(&bytes[..bytes.len() - 8]).to_le_bytes() {
            return Err(ModelError::Damaged);
        }
        let mut model = Self::empty();
        for table in &mut model.weights {
            if u32::from_le_bytes(take(&mut body)?) as usize != table.len() {
                return Err(ModelError::Version);
            }
            for weight in table.iter_mut() {
                *weight = i16::from_le_bytes(take(&mut body)?);
            }
        }
        for word in &mut model.heads {
            *word = u64::from_le_bytes(take(&mut body)?);
        }
        model.threshold = i32::from_le_bytes(take(&mut body)?);
        for share in &mut model.sure {
            *share = u16::from_le_bytes(take(&mut body)?).min(1000);
        }
        if body.is_empty() { Ok(model) } else { Err(ModelError::Damaged) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_comes_back_as_it_was() {
        let mut model = IndirectModel::empty();
        model.weights[Table::End as usize][7] = -12;
        model.add_head(99);
        model.threshold = -31;
        assert_eq!(IndirectModel::from_bytes(&model.to_bytes()), Ok(model));
    }

    #[test]
    fn a_damaged_file_or_another_model_is_refused() {
        let good = IndirectModel::empty().to_bytes();
        assert_eq!(IndirectModel::from_bytes(b"whosaid model 1\n"), Err(ModelError::Version));
        assert_eq!(IndirectModel::from_bytes(&good[..good.len() - 3]), Err(ModelError::Damaged));
        let mut bad = good.clone();
        bad[100] ^= 1;
        assert_eq!(IndirectModel::from_bytes(&bad), Err(ModelError::Damaged));
    }

    #[test]
    fn the_embedded_model_is_whole() {
        assert!(IndirectModel::from_bytes(include_bytes!("indirect.model")).is_ok());
        assert!(
            IndirectModel::embedded().weights.iter().all(|table| table.iter().any(|&weight| weight != 0))
        );
    }
}
