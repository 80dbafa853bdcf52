//! Features as numbers: a template and the values that fill it, hashed.
//!
//! `[the cue is "said"] [a comma is next]` is one number of 32 bits; each
//! table of weights takes as many of its top bits as it has room for.

use crate::model::hashed;

/// A feature. Its top bits say where in a table its weight stands.
pub(crate) type Feature = u32;

/// Hashes a template with its values.
#[inline]
pub(super) fn feature(template: u32, values: [u32; 3]) -> Feature {
    (hashed(template, values) >> 32) as u32
}

/// Takes a value into a running hash.
#[inline]
pub(super) fn mixed(hash: u32, value: u32) -> u32 {
    (hash ^ value).wrapping_mul(0x9E37_79B1).rotate_left(13)
}

/// A count in eleven steps.
#[inline]
pub(super) fn bucket(n: u32) -> u32 {
    match n {
        0..=4 => n,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=22 => 8,
        23..=40 => 9,
        _ => 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_and_values_are_told_apart() {
        let all = [
            feature(1, [2, 3, 4]),
            feature(1, [2, 4, 3]),
            feature(1, [3, 2, 4]),
            feature(2, [2, 3, 4]),
            feature(1, [2, 3, 5]),
        ];
        for (at, one) in all.iter().enumerate() {
            assert!(all[at + 1..].iter().all(|other| other != one), "{all:?}");
        }
    }
}
