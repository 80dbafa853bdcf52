//! Every gold attribution, in marks or not.
//!
//! In: one article after the other. Out: a tally. `Ortiz said the levy was
//! dead.` is found if rows whose mention overlaps "Ortiz" share at least half
//! of their code points (F1) with "the levy was dead".

use super::judge::mentions_source;
use super::stretch::Stretch;
use super::tally::Tally;
use super::{Case, GoldAttribution, Row};

pub(super) fn add(tally: &mut Tally, case: &Case) {
    let rows: Vec<&Row> =
        case.rows.iter().filter(|row| !row.speaker.is_empty() || row.mention.is_some()).collect();
    let mut used = vec![false; rows.len()];
    tally.rows += rows.len();
    for gold in &case.gold.attributions {
        if gold.source.is_empty() || gold.content.is_empty() {
            continue;
        }
        tally.gold += 1;
        if let Some(finders) = finders(&rows, gold) {
            tally.right_gold += 1;
            finders.into_iter().for_each(|row| used[row] = true);
        }
    }
    tally.right_rows += used.into_iter().filter(|&used| used).count();
}

/// The rows that together find an attribution, if they do.
fn finders(rows: &[&Row], gold: &GoldAttribution) -> Option<Vec<usize>> {
    let content = || gold.content.iter().copied();
    let is_part = |row: &Row| row.quote.is_half_in(content()) && mentions_source(row, gold);
    let parts: Vec<usize> = (0..rows.len()).filter(|&n| is_part(rows[n])).collect();
    let shared: usize = parts.iter().map(|&n| rows[n].quote.overlap(content())).sum();
    let said: usize = parts.iter().map(|&n| rows[n].quote.len()).sum();
    let size: usize = content().map(Stretch::len).sum();
    (4 * shared >= size + said).then_some(parts)
}
