//! Examples of whom a pronoun or a description stands for, from labels.

use super::learner::Example;
use super::speakers::{fit, spans};
use crate::Span;
use crate::attribute::Analysis;
use crate::extract::Scratch;
use crate::mention::{Form, Sort};
use crate::model::Model;
use crate::resolve::antecedent::{self, Candidate, Question};
use crate::resolve::{Entities, NONE, Query, Resolver, Spoken, apposed_name};
use crate::score::{Gold, GoldAttribution, Label};

/// Appends one example for each labelled pronoun or description that speaks:
/// to `out` for what is quoted, to `reported` for what is only reported.
/// `names` counts names that speak, and those that got the right entity.
pub(super) fn examples(
    gold: &Gold,
    out: &mut Vec<Example>,
    reported: &mut Vec<Example>,
    names: &mut (usize, usize),
) {
    if gold.attributions.iter().all(|attribution| attribution.label.is_none()) {
        return;
    }
    let mut scratch = Scratch::default();
    scratch.analyse(gold.text(), false);
    let analysis = scratch.analysis(gold.text());
    let mut entities = Entities::default();
    entities.collect(&analysis);
    let model = Model::empty();
    let resolver = Resolver { analysis: &analysis, entities: &entities, model: &model };
    let mut spoken = Spoken::default();
    let mut done = usize::MAX;
    let mut quotes: Vec<(Span, usize)> =
        gold.quotes.iter().map(|quote| (gold.bytes(quote.span), quote.attribution)).collect();
    let quoted: Vec<usize> = quotes.iter().map(|&(_, attribution)| attribution).collect();
    for (number, attribution) in gold.attributions.iter().enumerate() {
        if let Some(&content) = attribution.content.first().filter(|_| !quoted.contains(&number)) {
            quotes.push((gold.bytes(content), number));
        }
    }
    quotes.sort_by_key(|(span, _)| span.start);
    for (quote, attribution) in quotes {
        let Some((number, label)) = labelled(&analysis, gold, &gold.attributions[attribution]) else {
            continue;
        };
        let judge = Judge { analysis: &analysis, entities: &entities, label };
        let query = Query { number, quote, spoken: &spoken };
        let form = analysis.chunks.mentions[number as usize].form;
        if !quoted.contains(&attribution) {
            if asks(&analysis, number) {
                reported.push(judge.example(&query));
            }
            continue;
        }
        let mut speaker = resolver.speaker(&query);
        // Each act of speaking teaches once, however many pieces it has.
        if done != attribution {
            if form == Form::Name {
                names.0 += 1;
                names.1 += usize::from(judge.is_entity(speaker.entity));
            } else if asks(&analysis, number) {
                out.push(judge.example(&query));
            }
        }
        done = attribution;
        // Who spoke, as the labels have it.
        let known = (0..entities.all.len() as u32).find(|&entity| judge.is_entity(entity));
        speaker.entity = known.unwrap_or(NONE);
        if let Some(entity) = known {
            speaker.name = entities.all[entity as usize].name;
        }
        spoken.add(speaker, number);
    }
}

/// The mention that names an attribution's source best, and its label.
fn labelled<'g>(
    analysis: &Analysis,
    gold: &Gold,
    attribution: &'g GoldAttribution,
) -> Option<(u32, &'g Label)> {
    let label = attribution.label.as_ref()?;
    label.name()?;
    let source = spans(gold, attribution);
    let fits =
        analysis.chunks.mentions.iter().enumerate().map(|(number, mention)| (fit(mention, &source), number));
    let (best, number) = fits.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best > 0.0).then_some((number as u32, label))
}

/// Whether a mention is one that the antecedent's weights decide on.
fn asks(analysis: &Analysis, number: u32) -> bool {
    let mention = &analysis.chunks.mentions[number as usize];
    match mention.form {
        Form::Name => false,
        Form::Pronoun => antecedent::is_personal(mention.span.of(analysis.text)),
        Form::Nominal => mention.sort == Sort::Person && apposed_name(analysis, mention).is_none(),
    }
}

/// Knows who the label says it is.
struct Judge<'a> {
    analysis: &'a Analysis<'a>,
    entities: &'a Entities,
    label: &'a Label,
}

impl Judge<'_> {
    fn is_entity(&self, entity: u32) -> bool {
        entity != NONE && self.label.is_named(self.entities.all[entity as usize].name.of(self.analysis.text))
    }

    fn is_right(&self, candidate: &Candidate) -> bool {
        match candidate.entity {
            NONE => {
                let words =
                    self.analysis.chunks.mentions[candidate.mention as usize].span.of(self.analysis.text);
                self.label.is_named(words)
            }
            entity => self.is_entity(entity),
        }
    }

    fn example(&self, query: &Query) -> Example {
        let mut candidates = Vec::new();
        let question = Question::new(self.analysis, self.entities, query);
        antecedent::candidates(&question, &mut candidates);
        let mut example = Example { right: candidates.len(), ..Example::default() };
        for (at, candidate) in candidates.iter().enumerate() {
            let is_right = self.is_right(candidate);
            if is_right && example.right == candidates.len() {
                example.right = at;
            }
            example.as_good.push(is_right);
            let mut features = Vec::new();
            antecedent::features(&question, candidate, |feature| features.push(feature));
            example.features.push(features);
        }
        let mut features = Vec::new();
        antecedent::none(&question, |feature| features.push(feature));
        example.features.push(features);
        example.as_good.push(false);
        example.as_good[example.right] = false;
        example
    }
}
