//! A table of short words that is asked without allocating.
//!
//! In: a word as it stands in the text ("Sen"). Out: what the list says of it.
//! Known limit: a word of more than [`LONGEST`] bytes is never found, and only
//! ASCII letters are folded.

/// The longest word that a table can hold, in bytes.
const LONGEST: usize = 15;

/// Words to values: open addressing over words packed into one integer, since
/// it is asked at every full stop of the text.
#[derive(Debug)]
pub(crate) struct Words<T> {
    slots: Box<[Option<(u128, T)>]>,
    /// One bit for each slot: whether a word stands in it. Most words that are asked for are in no
    /// list, which these few bytes tell where the slots would be fetched from far away.
    taken: Box<[u64]>,
}

impl<T: Copy> Words<T> {
    /// A table of `entries`. An entry in lower case is found in any case, one
    /// with an initial capital only where the text has one, and then it goes
    /// before the former.
    pub(crate) fn new(entries: &[(&str, T)]) -> Self {
        // A quarter full, so that a miss, the usual answer, ends at once.
        let size = (entries.len() * 8).next_power_of_two();
        let slots = vec![None; size].into_boxed_slice();
        let mut table = Self { slots, taken: vec![0; size.div_ceil(64)].into_boxed_slice() };
        let (capitals, lower): (Vec<_>, Vec<_>) =
            entries.iter().partition(|(word, _)| word.starts_with(|c: char| c.is_ascii_uppercase()));
        for &(word, value) in &capitals {
            table.insert(pack(word, true), value);
        }
        for &(word, value) in &lower {
            table.insert(pack(word, true), value);
            table.insert(pack(word, false), value);
        }
        table
    }

    /// What the table says of `word`.
    #[inline]
    pub(crate) fn find(&self, word: &str) -> Option<T> {
        let key = pack(word, word.starts_with(|c: char| c.is_ascii_uppercase()))?;
        let first = self.first(key);
        if self.taken[first / 64] & 1 << (first % 64) == 0 {
            return None;
        }
        self.slots[self.place(key)].map(|(_, value)| value)
    }

    /// Keeps the first value that a word was given.
    fn insert(&mut self, key: Option<u128>, value: T) {
        let key = key.expect("a word of the lexicon is too long for its table");
        let place = self.place(key);
        self.slots[place].get_or_insert((key, value));
        self.taken[place / 64] |= 1 << (place % 64);
    }

    /// The slot where the search for `key` begins.
    #[inline]
    fn first(&self, key: u128) -> usize {
        let mixed = ((key ^ (key >> 64)) as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (mixed >> 32) as usize & (self.slots.len() - 1)
    }

    /// The slot that holds `key`, or the empty one where it would stand.
    #[inline]
    fn place(&self, key: u128) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = self.first(key);
        while self.slots[at].is_some_and(|(other, _)| other != key) {
            at = (at + 1) & mask;
        }
        at
    }
}

/// The word in lower case, its length, and whether it had a capital, in one integer.
#[inline]
fn pack(word: &str, capital: bool) -> Option<u128> {
    let bytes = word.as_bytes();
    if bytes.len() > LONGEST {
        return None;
    }
    let mut packed = [0; 16];
    for (to, from) in packed.iter_mut().zip(bytes) {
        *to = from.to_ascii_lowercase();
    }
    packed[LONGEST] = (bytes.len() as u8) << 1 | u8::from(capital);
    Some(u128::from_le_bytes(packed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lower_case_entry_is_found_in_any_case_and_a_capital_one_only_with_a_capital() {
        let words = Words::new(&[("no", 1), ("Sun", 2), ("sec", 3), ("Sec", 4)]);
        assert_eq!((words.find("no"), words.find("No"), words.find("NO")), (Some(1), Some(1), Some(1)));
        assert_eq!((words.find("sun"), words.find("Sun"), words.find("SUN")), (None, Some(2), Some(2)));
        assert_eq!((words.find("sec"), words.find("Sec")), (Some(3), Some(4)));
    }

    #[test]
    fn a_word_that_no_entry_can_hold_is_not_found() {
        let words = Words::new(&[("no", ())]);
        assert_eq!(words.find(""), None);
        assert_eq!(words.find("n"), None);
        assert_eq!(words.find("nooooooooooooooooooo"), None);
    }
}
