//! The loader of models on any bytes, and the core with what it lets in.

#![no_main]

use libfuzzer_sys::fuzz_target;
use whosaid::{Extractor, Model, Options};

const TEXT: &str = "Mayor Ana Berg met John Weber. “It held,” she said, “as it must.”\n\n\
    “Never,” said the minister, who called it “a gift”. Weber's report: “No.”";

fuzz_target!(|bytes: &[u8]| {
    if let Ok(model) = Model::from_bytes(bytes) {
        assert_eq!(model.to_bytes(), bytes);
    }
    if let Some(model) = whole(bytes) {
        let extractor = Extractor::with_model(Options::default(), model);
        let found = extractor.extract(TEXT);
        assert_eq!(found.quotations.len(), 5);
        for quotation in &found.quotations {
            assert!(quotation.confidence <= 1000);
            assert!(quotation.attribution.is_none_or(|by| !by.speaker.of(TEXT).is_empty()));
        }
    }
});

/// The embedded model with some bytes put over it again and again, and a sum
/// that fits: what the sum would keep out.
fn whole(bytes: &[u8]) -> Option<Model> {
    let mut file = Model::embedded().to_bytes();
    let (&step, noise) = bytes.split_first()?;
    let body = file.len() - 8;
    for (at, &byte) in (usize::from(step)..body).step_by(usize::from(step) + 1).zip(noise.iter().cycle()) {
        file[at] = byte;
    }
    let sum = file[..body]
        .iter()
        .fold(0xCBF2_9CE4_8422_2325_u64, |sum, &byte| (sum ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3));
    file[body..].copy_from_slice(&sum.to_le_bytes());
    Model::from_bytes(&file).ok()
}
