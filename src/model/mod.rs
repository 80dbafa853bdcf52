//! What was learned from annotated articles: weights, stored as data.

use std::sync::LazyLock;

use crate::attribute::feature::{Feature, TABLE};

/// Integer weights, so that a sum is the same in any order on any machine.
#[derive(Debug, Clone)]
pub struct Model {
    pub(crate) speaker: Vec<i16>,
    pub(crate) antecedent: Vec<i16>,
}

impl Model {
    pub(crate) fn embedded() -> &'static Model {
        static MODEL: LazyLock<Model> = LazyLock::new(|| {
            let bytes = std::fs::read("/tmp/model.bin").unwrap_or_default();
            let mut speaker: Vec<i16> = bytes.chunks_exact(2).map(|two| i16::from_le_bytes([two[0], two[1]])).collect();
            speaker.resize(TABLE + crate::resolve::antecedent::TABLE, 0);
            let antecedent = speaker.split_off(TABLE);
            Model { speaker, antecedent }
        });
        &MODEL
    }

    pub(crate) fn antecedent(&self, features: &[Feature]) -> i32 {
        features.iter().map(|&feature| i32::from(self.antecedent[feature as usize])).sum()
    }

    pub(crate) fn score(&self, features: &[Feature]) -> i32 {
        features.iter().map(|&feature| i32::from(self.speaker[feature as usize])).sum()
    }
}
