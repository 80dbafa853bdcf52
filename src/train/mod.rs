//! Annotated articles in, a [`Model`] out.
//!
//! What is learned: who speaks a quotation (a conditional log-linear ranker of
//! its candidates, "nobody" among them), whom a pronoun or description stands
//! for (the same), and how sure each of the two is, calibrated on articles
//! that the weights had not seen. The features are those of the extractor:
//! the same functions compute them here and there.
//!
//! `“It held,” said the mayor.` with the source `the mayor` is one example for
//! the first, and with the label "Ada Berg" one for the second.
//!
//! Training is deterministic: the same articles in the same order give the
//! same model to the byte on one platform.
//!
//! Known limit: a mention that the stages before did not find cannot be learned.

mod antecedents;
mod certainty;
mod labels;
mod learner;
mod reports;
mod speakers;

use std::collections::BTreeMap;

pub use labels::{LabelError, label};
pub use learner::Settings;
pub use reports::{IndirectReport, train_indirect};

use crate::attribute::feature;
use crate::model::Model;
use crate::resolve::antecedent;
use crate::score::Gold;
use certainty::Certainty;
use learner::Example;

/// How right the learned weights are on articles that they have not seen.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Quotations with a candidate that hits the gold source.
    pub reachable: usize,
    /// Quoted text without a gold speaker.
    pub nobody: usize,
    /// Quotations whose gold source no candidate hits: left out.
    pub missed: usize,
    /// For each publisher: quotations with a speaker, and how many were right
    /// with weights from the other publishers.
    pub publishers: BTreeMap<String, (usize, usize)>,
    /// Quoted text without a speaker, and how much of it was left to nobody.
    pub silent: (usize, usize),
    /// Pronouns and descriptions, and how many were right with weights from
    /// other articles.
    pub antecedents: (usize, usize),
}

/// Learns a model. Each article whose attributions have labels also teaches
/// whom pronouns and descriptions stand for.
pub fn train(articles: &[Gold], settings: &Settings) -> (Model, Report) {
    let mut report = Report::default();
    let mut groups: BTreeMap<String, Vec<Example>> = BTreeMap::new();
    for gold in articles {
        let group = groups.entry(gold.publisher().to_owned()).or_default();
        speakers::examples(gold, group, &mut report);
    }
    let mut model = Model::empty();
    let mut named = Certainty::default();
    let mut nobody = Certainty::default();
    for held in groups.keys() {
        let known: Vec<&Example> =
            groups.iter().filter(|(name, _)| *name != held).flat_map(|(_, examples)| examples).collect();
        let weights = learner::learn(&known, feature::TABLE, settings);
        let tally = report.publishers.entry(held.clone()).or_default();
        for example in &groups[held] {
            let answer = example.answer(&weights);
            tally.0 += usize::from(!example.is_last_right());
            tally.1 += usize::from(answer.is_right && !example.is_last_right());
            report.silent.0 += usize::from(example.is_last_right());
            report.silent.1 += usize::from(answer.is_right && example.is_last_right());
            if answer.is_last { nobody.add(answer) } else { named.add(answer) }
        }
    }
    let all: Vec<&Example> = groups.values().flatten().collect();
    model.speaker = learner::learn(&all, feature::TABLE, settings);
    model.sure_speaker = named.table();
    model.sure_nobody = nobody.table();
    train_antecedents(articles, settings, &mut model, &mut report);
    (model, report)
}

/// How many parts of the articles are held out in turn for antecedents.
const FOLDS: usize = 5;

fn train_antecedents(articles: &[Gold], settings: &Settings, model: &mut Model, report: &mut Report) {
    let mut folds: Vec<Vec<Example>> = (0..FOLDS).map(|_| Vec::new()).collect();
    let mut names = (0, 0);
    for (number, gold) in articles.iter().enumerate() {
        antecedents::examples(gold, &mut folds[number % FOLDS], &mut names);
    }
    let settings = Settings { least: 1, ..*settings };
    let mut certainty = Certainty::default();
    for held in 0..FOLDS {
        let known: Vec<&Example> =
            (0..FOLDS).filter(|&fold| fold != held).flat_map(|fold| &folds[fold]).collect();
        let weights = learner::learn(&known, antecedent::TABLE, &settings);
        for example in &folds[held] {
            let answer = example.answer(&weights);
            report.antecedents.0 += 1;
            report.antecedents.1 += usize::from(answer.is_right);
            certainty.add(answer);
        }
    }
    let all: Vec<&Example> = folds.iter().flatten().collect();
    model.antecedent = learner::learn(&all, antecedent::TABLE, &settings);
    model.sure_antecedent = certainty.table();
    // Names are right but for two people of one name; without labels, nothing is known.
    model.sure_name = (names.1 * 1000).checked_div(names.0).unwrap_or(1000) as u16;
}
