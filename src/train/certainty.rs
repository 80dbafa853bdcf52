//! How sure an answer is, from how far ahead it was.
//!
//! Answers on articles that the weights had not seen are sorted by their
//! margin over the next best; for each range of margins the share of right
//! ones is what an answer there is worth, made to rise with the margin (the
//! pool-adjacent-violators algorithm, Ayer et al. 1955).

use crate::model::{MARGINS, margin_range};

/// One answer on an unseen article.
#[derive(Debug, Clone, Copy)]
pub(super) struct Answer {
    pub is_right: bool,
    /// Whether it was "nobody" or "none of them".
    pub is_last: bool,
    /// How far it was ahead of the next best.
    pub margin: i32,
}

/// Counts answers by margin.
#[derive(Debug, Clone)]
pub(super) struct Certainty {
    counts: [(f64, f64); MARGINS],
}

impl Default for Certainty {
    fn default() -> Self {
        Self { counts: [(0.0, 0.0); MARGINS] }
    }
}

impl Certainty {
    pub fn add(&mut self, answer: Answer) {
        self.add_at(margin_range(answer.margin), answer.is_right);
    }

    /// Counts an answer in a range.
    pub fn add_at(&mut self, range: usize, is_right: bool) {
        let count = &mut self.counts[range];
        count.0 += f64::from(u8::from(is_right));
        count.1 += 1.0;
    }

    /// For each range of margins the share of right answers, in thousandths.
    pub fn table(&self) -> [u16; MARGINS] {
        // Pools of neighbouring ranges: right, all, how many ranges.
        let mut pools: Vec<(f64, f64, usize)> = Vec::new();
        for &(right, all) in &self.counts {
            // A range without answers learns from its neighbours.
            pools.push((right + 1e-9, all + 2e-9, 1));
            while let [.., before, last] = pools[..] {
                if before.0 / before.1 <= last.0 / last.1 && before.1 >= LEAST {
                    break;
                }
                pools.truncate(pools.len() - 2);
                pools.push((before.0 + last.0, before.1 + last.1, before.2 + last.2));
            }
        }
        let mut table = [0; MARGINS];
        let mut at = 0;
        for (right, all, ranges) in pools {
            // One wrong answer more than was seen: never quite sure.
            let share = right / (all + 1.0);
            table[at..at + ranges].fill((share * 1000.0).round().clamp(0.0, 999.0) as u16);
            at += ranges;
        }
        table
    }
}

/// Least answers that a pool is judged by.
const LEAST: f64 = 40.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certainty_rises_with_the_margin() {
        let mut certainty = Certainty::default();
        for number in 0..2000 {
            let margin = number % 1500;
            certainty.add(Answer {
                is_right: number % 1500 > 300 || number % 3 == 0,
                is_last: false,
                margin,
            });
        }
        let table = certainty.table();
        assert!(table.windows(2).all(|pair| pair[0] <= pair[1]), "{table:?}");
        assert!(table[0] < 500 && table[MARGINS - 1] > 950, "{table:?}");
    }
}
