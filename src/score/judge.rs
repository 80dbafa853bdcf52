//! Whether each row names the right speaker, and each gold quote has one.
//!
//! In: one article with its rows, and what to judge by. Out: a verdict a row
//! and a verdict a gold quote, which the families of figures count. A row is
//! right if at least half of it lies in quotes whose speaker it names: one
//! row over `“It is dead,” Ortiz said. “We tried.”` is right for both pieces.

use super::gold::{GoldAttribution, GoldQuote};
use super::name::{is_same_name, words};
use super::{Case, Row};

/// What makes a row's speaker the right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// Any name that the article uses for him.
    Name,
    /// The fullest name that the article gives.
    FullName,
    /// Where the mention stands, whatever the name.
    Mention,
}

/// The verdicts on one article.
pub(super) struct Judgement {
    /// Every direct or mixed row that names a speaker, ignored text aside.
    pub rows: Vec<RowVerdict>,
    /// Every gold quote that has a speaker.
    pub quotes: Vec<QuoteVerdict>,
}

/// The verdict on a row.
pub(super) struct RowVerdict {
    /// Its index in [`Case::rows`].
    pub row: usize,
    /// The gold quotes that it touches.
    pub touched: Vec<usize>,
    /// Those of them whose speaker it names.
    pub named: Vec<usize>,
    /// Whether at least half of it lies in the latter.
    pub right: bool,
}

/// The verdict on a gold quote.
pub(super) struct QuoteVerdict {
    /// Its index in [`Gold::quotes`](super::Gold::quotes).
    pub quote: usize,
    /// The first right row that names its speaker, an index in [`Case::rows`].
    pub first: Option<usize>,
    /// Whether such rows cover at least half of it.
    pub right: bool,
}

pub(super) fn judge(case: &Case, by: By) -> Judgement {
    let rows: Vec<RowVerdict> = judged_rows(case).map(|row| judge_row(case, row, by)).collect();
    let gold = &case.gold;
    let quotes = gold.quotes.iter().enumerate().filter(|(_, quote)| has_speaker(case, quote, by));
    let quotes = quotes.map(|(n, quote)| {
        let good: Vec<usize> =
            rows.iter().filter(|v| v.right && v.named.contains(&n)).map(|v| v.row).collect();
        let right = quote.span.is_half_in(good.iter().map(|&row| case.rows[row].quote));
        QuoteVerdict { quote: n, first: good.first().copied(), right }
    });
    let quotes = quotes.collect();
    Judgement { rows, quotes }
}

/// Indices of the direct and mixed rows that name a speaker and are not
/// mostly text on which gold has no opinion.
fn judged_rows(case: &Case) -> impl Iterator<Item = usize> {
    let rows = case.rows.iter().enumerate();
    let rows = rows.filter(|(_, row)| row.is_quoted() && !row.speaker.is_empty());
    rows.filter(|(_, row)| !row.quote.is_half_in(case.gold.ignored.iter().copied())).map(|(n, _)| n)
}

fn judge_row(case: &Case, index: usize, by: By) -> RowVerdict {
    let row = &case.rows[index];
    let quotes = &case.gold.quotes;
    let touched: Vec<usize> =
        (0..quotes.len()).filter(|&n| row.quote.overlap([quotes[n].span]) > 0).collect();
    let named: Vec<usize> =
        touched.iter().copied().filter(|&n| names_speaker(case, row, &quotes[n], by)).collect();
    let right = row.quote.is_half_in(named.iter().map(|&n| quotes[n].span));
    RowVerdict { row: index, touched, named, right }
}

fn names_speaker(case: &Case, row: &Row, quote: &GoldQuote, by: By) -> bool {
    let attribution = case.gold.attribution(quote);
    let Some(label) = attribution.label.as_ref().filter(|_| by != By::Mention) else {
        return mentions_source(row, attribution);
    };
    let Some(name) = label.name() else { return false };
    if label.kind == "unnamed" {
        return mentions_source(row, attribution) || is_same_name(&row.speaker, name);
    }
    if by == By::FullName {
        let said = words(&row.speaker);
        return said == words(name) || label.full.iter().any(|full| said == words(full));
    }
    is_same_name(&row.speaker, name) || label.aliases.iter().any(|alias| is_same_name(&row.speaker, alias))
}

fn has_speaker(case: &Case, quote: &GoldQuote, by: By) -> bool {
    match case.gold.label(quote) {
        Some(label) if by != By::Mention => label.name().is_some(),
        _ => !case.gold.attribution(quote).source.is_empty(),
    }
}

/// Whether the row's mention shares half of the shorter of itself and the gold source.
pub(super) fn mentions_source(row: &Row, attribution: &GoldAttribution) -> bool {
    let Some(mention) = row.mention.filter(|_| !attribution.source.is_empty()) else { return false };
    let source = attribution.source.iter().copied();
    let size: usize = source.clone().map(|piece| piece.len()).sum();
    mention.overlap(source) * 2 >= mention.len().min(size)
}
