//! The learner: examples in, integer weights out.
//!
//! An example is a question with candidate answers, each a bag of features:
//! for `“Yes,” said Ana.` the candidates are `Ana` and nobody. The weights
//! maximise the probability of the right one under a softmax over the
//! candidates' sums (a conditional log-linear model, Berger, Della Pietra and
//! Della Pietra 1996), by stochastic gradients with a step of its own for each
//! feature (AdaGrad: Duchi, Hazan and Singer 2011), averaged over the later
//! passes, and rounded to integers.

use super::certainty::Answer;

/// A weight of one, so that a sum is a log-odds in this unit.
pub(crate) const UNIT: f32 = 256.0;

/// How to learn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Passes over the examples.
    pub passes: usize,
    /// How often to learn from the beginning, in another order: the weights are
    /// the mean, which leans less on the order.
    pub starts: usize,
    /// The first step's length.
    pub rate: f32,
    /// In how many examples a feature must occur to get a weight.
    pub least: u32,
    /// Where the shuffling starts.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { passes: 8, starts: 1, rate: 0.03, least: 2, seed: 0x1234_5678_9ABC_DEF1 }
    }
}

/// One question.
#[derive(Debug, Clone, Default)]
pub(super) struct Example {
    /// For each candidate its features; the last is "nobody" or "none of them".
    pub features: Vec<Vec<u32>>,
    /// The right candidate.
    pub right: usize,
    /// Candidates that are as good: neither learned nor counted as wrong.
    pub as_good: Vec<bool>,
}

impl Example {
    /// Whether the last candidate, "nobody", is right.
    pub fn is_last_right(&self) -> bool {
        self.right + 1 == self.features.len()
    }

    /// What the weights answer.
    pub fn answer(&self, weights: &[i16]) -> Answer {
        let sum =
            |features: &Vec<u32>| features.iter().map(|&at| i32::from(weights[at as usize])).sum::<i32>();
        let scores: Vec<i32> = self.features.iter().map(sum).collect();
        // The last candidate wins ties, as in the extractor.
        let last = scores.len() - 1;
        let mut best = last;
        for at in 0..last {
            if scores[at] > scores[best] {
                best = at;
            }
        }
        let second = (0..scores.len()).filter(|&at| at != best).map(|at| scores[at]).max();
        Answer {
            is_right: best == self.right || self.as_good[best],
            is_last: best == last,
            margin: second.map_or(i32::MAX, |second| scores[best] - second),
        }
    }
}

/// Learns one weight for each of `size` features.
pub(super) fn learn(examples: &[&Example], size: usize, settings: &Settings) -> Vec<i16> {
    let kept = kept(examples, size, settings.least);
    let mut sums = vec![0f64; size];
    let mut summed = 0;
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut seed = settings.seed;
    for _ in 0..settings.starts {
        let mut weights = vec![0f32; size];
        let mut squares = vec![1e-6f32; size];
        for pass in 0..settings.passes {
            shuffle(&mut order, &mut seed);
            for &number in &order {
                step(examples[number], &kept, settings.rate, &mut weights, &mut squares);
            }
            if pass * 2 >= settings.passes {
                summed += 1;
                for (sum, weight) in sums.iter_mut().zip(&weights) {
                    *sum += f64::from(*weight);
                }
            }
        }
    }
    let limit = f64::from(i16::MAX);
    let scale = f64::from(UNIT) / f64::from(summed.max(1));
    sums.iter().map(|sum| (sum * scale).round().clamp(-limit, limit) as i16).collect()
}

/// Which features occur in enough examples.
fn kept(examples: &[&Example], size: usize, least: u32) -> Vec<bool> {
    let mut seen = vec![0u32; size];
    let mut all = Vec::new();
    for example in examples {
        all.clear();
        all.extend(example.features.iter().flatten().copied());
        all.sort_unstable();
        all.dedup();
        for &feature in &all {
            seen[feature as usize] += 1;
        }
    }
    seen.into_iter().map(|count| count >= least).collect()
}

fn shuffle(order: &mut [usize], seed: &mut u64) {
    for at in (1..order.len()).rev() {
        // Xorshift (Marsaglia 2003).
        *seed ^= *seed << 13;
        *seed ^= *seed >> 7;
        *seed ^= *seed << 17;
        order.swap(at, (*seed % (at as u64 + 1)) as usize);
    }
}

/// One gradient step on one example.
fn step(example: &Example, kept: &[bool], rate: f32, weights: &mut [f32], squares: &mut [f32]) {
    let used = |at: &&u32| kept[**at as usize];
    let sum = |features: &Vec<u32>| features.iter().filter(used).map(|&at| weights[at as usize]).sum::<f32>();
    let scores: Vec<f32> = example.features.iter().map(sum).collect();
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut odds: Vec<f32> = scores.iter().map(|score| (score - most).exp()).collect();
    for (odd, _) in odds.iter_mut().zip(&example.as_good).filter(|(_, as_good)| **as_good) {
        *odd = 0.0;
    }
    let total: f32 = odds.iter().sum();
    for (number, features) in example.features.iter().enumerate() {
        let gradient = odds[number] / total - if number == example.right { 1.0 } else { 0.0 };
        if gradient.abs() < 1e-4 {
            continue;
        }
        for &at in features.iter().filter(used) {
            let at = at as usize;
            squares[at] += gradient * gradient;
            weights[at] -= rate * gradient / squares[at].sqrt();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two candidates; feature 0 marks the right one, feature 1 both.
    fn example(right: usize) -> Example {
        let mut features = vec![vec![1], vec![1]];
        features[right].push(0);
        Example { features, right, as_good: vec![false; 2] }
    }

    #[test]
    fn what_marks_the_right_candidate_gets_a_positive_weight() {
        let (a, b) = (example(0), example(1));
        let weights = learn(&[&a, &b], 4, &Settings { least: 1, ..Settings::default() });
        assert!(weights[0] > 0, "{weights:?}");
        assert_eq!(weights[2], 0);
        assert!(a.answer(&weights).is_right && b.answer(&weights).is_right);
    }

    #[test]
    fn rare_features_get_no_weight() {
        let a = example(0);
        assert_eq!(learn(&[&a], 4, &Settings { least: 2, ..Settings::default() }), [0; 4]);
    }

    #[test]
    fn the_same_examples_give_the_same_weights() {
        let (a, b) = (example(0), example(1));
        let learned = || learn(&[&a, &b], 4, &Settings::default());
        assert_eq!(learned(), learned());
    }
}
