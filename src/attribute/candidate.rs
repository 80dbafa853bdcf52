//! Which mentions may be the speaker of a quotation.
//!
//! Nearly all speakers stand in the quotation's own paragraph; of the others
//! most end the paragraph before (`Weber was blunt:`), are the last speaker
//! (`He went on.`), or sign the next line (`— Ada Berg`).

use super::feature::History;
use super::{Analysis, Place};

/// Most candidates from one side of a quotation in its own paragraph.
const NEAR: usize = 14;
/// Most candidates from the paragraph before.
const BEFORE: usize = 6;
/// Most candidates from the paragraph behind.
const BEHIND: usize = 2;

/// Collects the numbers of the mentions that may speak, each once, in order of
/// their place. `history` is who spoke before.
pub(crate) fn collect(analysis: &Analysis, place: &Place, history: &History, out: &mut Vec<u32>) {
    out.clear();
    let chunks = analysis.chunks;
    let bounds = &chunks.paragraph_mentions;
    let of = |paragraph: u32| bounds[paragraph as usize] as usize..bounds[paragraph as usize + 1] as usize;
    let last = history.last;
    // Two who speak in turn.
    if let Some(other) = history.other {
        if chunks.mentions[other as usize].paragraph + 1 < place.paragraph {
            out.push(other);
        }
    }
    if let Some(last) = last {
        if chunks.mentions[last as usize].paragraph + 1 < place.paragraph {
            out.push(last);
        }
    }
    if place.paragraph > 0 {
        let before = of(place.paragraph - 1);
        let from = before.end.saturating_sub(BEFORE).max(before.start);
        // Its first mention is its subject more often than not.
        if from > before.start {
            out.push(before.start as u32);
        }
        if let Some(last) = last.filter(|&last| before.start < last as usize && (last as usize) < from) {
            out.push(last);
        }
        out.extend((from..before.end).map(|mention| mention as u32));
    }
    let here = of(place.paragraph);
    let split = here.start
        + chunks.mentions[here.clone()].partition_point(|mention| mention.unit < place.first);
    out.extend((split.saturating_sub(NEAR).max(here.start)..split).map(|mention| mention as u32));
    let behind = if place.last_paragraph == place.paragraph {
        split..here.end
    } else {
        let there = of(place.last_paragraph);
        let skip = chunks.mentions[there.clone()].partition_point(|mention| mention.unit < place.last);
        there.start + skip..there.end
    };
    out.extend((behind.start..behind.end.min(behind.start + NEAR)).map(|mention| mention as u32));
    if (place.last_paragraph as usize) + 2 < bounds.len() {
        let next = of(place.last_paragraph + 1);
        out.extend((next.start..next.end.min(next.start + BEHIND)).map(|mention| mention as u32));
    }
    let mut kept = 0;
    for at in 0..out.len() {
        if !out[..kept].contains(&out[at]) {
            out[kept] = out[at];
            kept += 1;
        }
    }
    out.truncate(kept);
}
