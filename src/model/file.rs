//! The file that a model is stored in.
//!
//! A line that names format and version, then little-endian integers: the
//! sizes of the two weight tables, the tables, the certainties, and a sum of
//! all bytes before it, which a damaged file does not match.

use super::{MARGINS, Model};

/// Format, and version of the features that the weights are for.
const MAGIC: &[u8] = b"whosaid model 2\n";

/// Why a model cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// It does not begin as a model of this version does.
    #[error("not a model of this version: train it again with `whosaid train`")]
    Version,
    /// It ends too early, goes on too long, or does not match its sum.
    #[error("a damaged model: its bytes do not match its sum")]
    Damaged,
}

impl Model {
    /// The model as a file holds it.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        for table in [&self.speaker, &self.antecedent] {
            bytes.extend((table.len() as u32).to_le_bytes());
            bytes.extend(table.iter().flat_map(|weight| weight.to_le_bytes()));
        }
        for table in [&self.sure_speaker, &self.sure_nobody, &self.sure_antecedent] {
            bytes.extend(table.iter().flat_map(|share| share.to_le_bytes()));
        }
        bytes.extend(self.sure_name.to_le_bytes());
        bytes.extend(self.sure_row.iter().flat_map(|share| share.to_le_bytes()));
        bytes.extend(sum(&bytes).to_le_bytes());
        bytes
    }

    /// A number that tells weights from others, made eight bytes at a time.
    pub(crate) fn print(&self) -> u64 {
        let tables = [&self.speaker, &self.antecedent];
        let eights = tables.into_iter().flat_map(|table| table.as_chunks::<4>().0);
        let weights = eights.map(|four| four.iter().fold(0, |all, &one| all << 16 | u64::from(one as u16)));
        let sure = [&self.sure_speaker, &self.sure_nobody, &self.sure_antecedent].into_iter().flatten();
        let sure = sure.chain([&self.sure_name]).map(|&share| u64::from(share));
        weights.chain(sure).fold(START, |print, eight| (print ^ eight).wrapping_mul(PRIME).rotate_left(29))
    }

    /// Reads a model.
    ///
    /// # Errors
    ///
    /// [`ModelError::Version`] if it is none or one of another version,
    /// [`ModelError::Damaged`] if it is not whole.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        if bytes.starts_with(MAGIC) {
            let (body, last) = bytes.split_last_chunk().ok_or(ModelError::Damaged)?;
            if *last != sum(body).to_le_bytes() {
                return Err(ModelError::Damaged);
            }
        }
        Self::from_whole(bytes)
    }

    /// Reads a model whose sum is known to be right: that of the embedded one
    /// is seen to by a test, and adding it up would take half of the time in
    /// which the program starts.
    pub(super) fn from_whole(bytes: &[u8]) -> Result<Self, ModelError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(ModelError::Version)?;
        let (mut body, _) = rest.split_last_chunk::<8>().ok_or(ModelError::Damaged)?;
        let mut model = Model::empty();
        for table in [&mut model.speaker, &mut model.antecedent] {
            let size = u32::from_le_bytes(take(&mut body)?) as usize;
            if size != table.len() {
                return Err(ModelError::Version);
            }
            for weight in table.iter_mut() {
                *weight = i16::from_le_bytes(take(&mut body)?);
            }
        }
        for table in [&mut model.sure_speaker, &mut model.sure_nobody, &mut model.sure_antecedent] {
            for share in table.iter_mut().take(MARGINS) {
                *share = u16::from_le_bytes(take(&mut body)?).min(1000);
            }
        }
        model.sure_name = u16::from_le_bytes(take(&mut body)?).min(1000);
        for share in &mut model.sure_row {
            *share = u16::from_le_bytes(take(&mut body)?).min(1000);
        }
        if body.is_empty() { Ok(model) } else { Err(ModelError::Damaged) }
    }
}

/// The next bytes.
pub(super) fn take<const N: usize>(bytes: &mut &[u8]) -> Result<[u8; N], ModelError> {
    let (first, rest) = bytes.split_first_chunk().ok_or(ModelError::Damaged)?;
    *bytes = rest;
    Ok(*first)
}

/// FNV-1a (Fowler, Noll and Vo): tells damage, not malice.
pub(super) fn sum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(START, |sum, &byte| (sum ^ u64::from(byte)).wrapping_mul(PRIME))
}

const START: u64 = 0xCBF2_9CE4_8422_2325;
const PRIME: u64 = 0x100_0000_01B3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_comes_back_as_it_was() {
        let mut model = Model::empty();
        model.speaker[7] = -12;
        model.sure_name = 987;
        assert_eq!(Model::from_bytes(&model.to_bytes()), Ok(model));
    }

    #[test]
    fn a_damaged_file_is_refused() {
        let good = Model::empty().to_bytes();
        assert_eq!(Model::from_bytes(b"{}"), Err(ModelError::Version));
        assert_eq!(Model::from_bytes(&good[..good.len() - 3]), Err(ModelError::Damaged));
        let mut bad = good.clone();
        bad[100] ^= 1;
        assert_eq!(Model::from_bytes(&bad), Err(ModelError::Damaged));
        assert_eq!(Model::from_bytes(b"whosaid model 2\n"), Err(ModelError::Damaged));
    }
}
