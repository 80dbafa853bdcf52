//! Examples of who speaks a quotation, from gold sources.

use super::Report;
use super::learner::Example;
use crate::Span;
use crate::attribute::{self, Context, History, Scene};
use crate::extract::Scratch;
use crate::mention::Mention;
use crate::score::{Gold, GoldAttribution};

/// Appends one example for each quotation that the article judges.
pub(super) fn examples(gold: &Gold, out: &mut Vec<Example>, report: &mut Report) {
    let mut scratch = Scratch::default();
    scratch.analyse(gold.text(), false);
    let analysis = scratch.analysis(gold.text());
    let mut places = Vec::new();
    analysis.places(&mut places);
    let ignored: Vec<Span> = gold.ignored.iter().map(|&stretch| gold.bytes(stretch)).collect();
    let mut history = History::default();
    let mut scene = Scene::default();
    scene.set(&analysis, &places);
    for (number, place) in places.iter().enumerate() {
        let inner = analysis.quotes[number].inner;
        if shared(inner, &ignored) * 2 >= inner.len() {
            continue;
        }
        let attribution = attribution(gold, inner);
        let source: Vec<Span> = attribution.map(|found| spans(gold, found)).unwrap_or_default();
        let context = Context::new(&analysis, &scene, *place, number, history);
        // What follows from whose turn it is need not be learned.
        let is_learned = context.in_turn().is_none();
        let (candidates, features) = attribute::question(&context, &analysis, &scene);
        let mut example = Example { right: candidates.len(), ..Example::default() };
        let mut best = 0.0;
        for (at, &candidate) in candidates.iter().enumerate() {
            let mention = &analysis.chunks.mentions[candidate as usize];
            let fit = fit(mention, &source);
            if fit > best {
                best = fit;
                example.right = at;
            }
            example.as_good.push(fit > 0.0);
        }
        example.features = features;
        example.as_good.push(false);
        example.as_good[example.right] = false;
        let speaker = candidates.get(example.right).copied();
        history = history.after(&analysis, &context, speaker);
        match (attribution, speaker) {
            (None, _) => report.nobody += 1,
            (Some(_), Some(_)) => report.reachable += 1,
            (Some(_), None) => {
                report.missed += 1;
                continue;
            }
        }
        if is_learned {
            out.push(example);
        }
    }
}

/// The attribution of the gold quotation that shares most with `inner`, and at
/// least half of the shorter one.
fn attribution(gold: &Gold, inner: Span) -> Option<&GoldAttribution> {
    let (share, quote) = gold
        .quotes
        .iter()
        .map(|quote| (quote, gold.bytes(quote.span)))
        .filter(|(_, span)| shared(inner, &[*span]) * 2 >= inner.len().min(span.len()))
        .map(|(quote, span)| (shared(inner, &[span]), quote))
        .max_by_key(|(share, _)| *share)?;
    (share > 0).then(|| &gold.attributions[quote.attribution])
}

/// The source of an attribution, in bytes.
pub(super) fn spans(gold: &Gold, attribution: &GoldAttribution) -> Vec<Span> {
    attribution.source.iter().map(|&stretch| gold.bytes(stretch)).collect()
}

/// How many bytes a span shares with others.
fn shared(span: Span, others: &[Span]) -> usize {
    others
        .iter()
        .map(|other| span.end.min(other.end).saturating_sub(span.start.max(other.start)) as usize)
        .sum()
}

/// How well a mention names a source: 0 if it does not; more the more they
/// share, and if they start together.
pub(super) fn fit(mention: &Mention, source: &[Span]) -> f64 {
    let size: usize = source.iter().map(|span| span.len()).sum();
    let share = shared(mention.span, source);
    if size == 0 || share == 0 || share * 2 < mention.span.len().min(size) {
        return 0.0;
    }
    let starts = if source[0].start == mention.span.start { 0.5 } else { 0.0 };
    share as f64 / (mention.span.len() + size - share) as f64 + starts
}
