//! Which words are cues, counted over the annotated articles.
//!
//! Of the words of a gold cue ("has repeatedly said") the head is the one that
//! stands in cues most often for its number ("said").

use std::collections::HashMap;

use crate::Span;
use crate::attribute::Analysis;
use crate::extract::Scratch;
use crate::mention::Tag;
use crate::model::IndirectModel;
use crate::score::{Gold, GoldAttribution};

/// A word is tried as the head of a cue if it was one in at least one of so
/// many places: what is rarer costs time and finds nothing.
const RAREST: u32 = 60;

/// How often each word stands in a cue, and at all.
#[derive(Debug, Default)]
pub(super) struct Counts {
    words: HashMap<u64, (u32, u32)>,
    /// How often each is the head of one.
    heads: HashMap<u64, u32>,
}

impl Counts {
    pub fn of(articles: &[Gold]) -> Self {
        let mut counts = Self::default();
        for pass in 0..2 {
            for gold in articles {
                let mut scratch = Scratch::default();
                scratch.analyse(gold.text(), true);
                let analysis = scratch.analysis(gold.text());
                if pass == 0 { counts.words(gold, &analysis) } else { counts.count_heads(gold, &analysis) }
            }
        }
        counts
    }

    fn words(&mut self, gold: &Gold, analysis: &Analysis) {
        for token in &analysis.tokens.all {
            self.words.entry(token.hash).or_default().1 += 1;
        }
        for attribution in &gold.attributions {
            let Some([first, last]) = cue_tokens(gold, analysis, attribution) else { continue };
            for token in &analysis.tokens.all[first as usize..last as usize] {
                self.words.entry(token.hash).or_default().0 += 1;
            }
        }
    }

    fn count_heads(&mut self, gold: &Gold, analysis: &Analysis) {
        for attribution in &gold.attributions {
            if let Some(at) = self.head(gold, analysis, attribution) {
                *self.heads.entry(analysis.word(at)).or_default() += 1;
            }
        }
    }

    /// The token of a gold cue that reports: the word that stands in cues most
    /// often for its number.
    fn head(&self, gold: &Gold, analysis: &Analysis, attribution: &GoldAttribution) -> Option<u32> {
        let [first, last] = cue_tokens(gold, analysis, attribution)?;
        let worth = |at: &u32| {
            let tag = analysis.tags[*at as usize];
            let is_small = tag.is_function_word() || matches!(tag, Tag::Mark | Tag::Adverb);
            let (within, all) = self.words.get(&analysis.word(*at)).copied().unwrap_or_default();
            (!is_small, u64::from(within) * 10_000 / u64::from(all + 5))
        };
        let not_quoted = |at: &u32| analysis.tags[*at as usize] != Tag::Quote;
        (first..last).filter(not_quoted).max_by_key(worth)
    }

    /// The attributions of an article by the heads of their cues.
    pub fn attributions<'g>(&self, gold: &'g Gold, analysis: &Analysis) -> HashMap<u32, &'g GoldAttribution> {
        let mut heads = HashMap::new();
        for attribution in &gold.attributions {
            if let Some(head) = self.head(gold, analysis, attribution) {
                heads.entry(head).or_insert(attribution);
            }
        }
        heads
    }

    /// Lets the model try the words that were heads often enough.
    pub fn heads(&self, model: &mut IndirectModel) {
        for (&word, &count) in &self.heads {
            let all = self.words.get(&word).map_or(0, |words| words.1);
            if count * RAREST >= all {
                model.add_head(word);
            }
        }
    }
}

pub(super) fn cue_tokens(
    gold: &Gold,
    analysis: &Analysis,
    attribution: &GoldAttribution,
) -> Option<[u32; 2]> {
    let cue = attribution.cue.iter().map(|&stretch| gold.bytes(stretch)).next()?;
    tokens(analysis, cue)
}

/// The tokens that a span touches.
pub(super) fn tokens(analysis: &Analysis, span: Span) -> Option<[u32; 2]> {
    let all = &analysis.tokens.all;
    let first = all.partition_point(|token| token.span.end <= span.start);
    let last = all.partition_point(|token| token.span.start < span.end);
    (first < last).then_some([first as u32, last as u32])
}
