//! What speaks for and against an antecedent, as hashed features: one function
//! for training and for use.

use super::question::definiteness;
use super::{Candidate, Look, Question};
use crate::attribute::Analysis;
use crate::attribute::feature::is_named_in;
use crate::mention::{Form, Mention, Sort};
use crate::model::hashed;
use crate::resolve::entity::NONE;

/// Size of the weight table, a power of two.
pub(crate) const TABLE: usize = 1 << 15;

#[inline]
fn feature(template: u32, a: u32, b: u32, c: u32) -> u32 {
    (hashed(template, [a, b, c]) >> (64 - TABLE.trailing_zeros())) as u32
}

/// Gives the features of "none of them" to `out`.
pub(crate) fn none(question: &Question, mut out: impl FnMut(u32)) {
    let &Question { analysis, mention, definiteness, introduced, owned, .. } = question;
    let form = mention.form as u32;
    let kind = question.kind();
    let last_is_described = question.query.spoken.last.is_some_and(|last| last.entity == NONE);
    let mut add = |template, a, b, c| out(feature(template, a, b, c));
    add(1, form, 0, 0);
    add(2, form, kind, 0);
    add(3, form, definiteness, 0);
    add(4, form, (mention.last - mention.first).min(4), definiteness);
    add(5, form, u32::from(last_is_described), 0);
    add(6, analysis.word(mention.head) as u32, 0, 0);
    add(7, form, introduced, definiteness);
    add(8, form, owned, definiteness);
    add(9, kind, (mention.head - mention.first).min(4), definiteness);
}

/// Gives the features of one candidate to `out`.
pub(crate) fn features(question: &Question, candidate: &Candidate, mut out: impl FnMut(u32)) {
    let &Question { analysis, entities, query, mention, definiteness, introduced, opens, .. } = question;
    let other = &analysis.chunks.mentions[candidate.mention as usize];
    let look = Look::of(analysis, entities, candidate.mention);
    if candidate.entity == NONE {
        return described(question, candidate, &look, out);
    }
    let entity = &entities.all[candidate.entity as usize];
    let form = mention.form as u32;
    let before = candidate.mention < query.number;
    let paragraphs = mention.paragraph.abs_diff(other.paragraph).min(6) + if before { 0 } else { 8 };
    let sentences = if before && paragraphs < 2 { sentences(analysis, other, mention) } else { 7 };
    let subject = u32::from(look.subject);
    let is_chief = u32::from(entities.chief == candidate.entity);
    let count = entity.count.min(15).ilog2() + u32::from(entity.count >= 12);
    let rank = candidate.rank.min(6);
    let known = u32::from(entity.gender == question.gender) + 2 * u32::from(entity.sort == Sort::Unclear);
    let spoke = spoke(question, candidate.entity);
    let names_himself = u32::from(is_named_in(analysis, entity.name, query.quote));
    let mut add = |template, a, b, c| out(feature(template, a, b, c));
    add(20, form, paragraphs, 0);
    add(21, form, sentences, subject);
    add(22, form, rank, 0);
    add(23, form, rank, subject);
    add(24, form, count, 0);
    add(25, form, known, candidate.rivalled);
    add(26, spoke, form, 0);
    add(27, spoke, rank, 0);
    add(28, spoke, rank, opens);
    add(29, names_himself, form, 0);
    add(30, names_himself, spoke, 0);
    add(31, sentences, rank, opens);
    add(32, spoke, paragraphs, rank);
    add(33, other.form as u32, other.sort as u32, u32::from(look.presented));
    add(34, entity.sort as u32 + 8 * known, count, spoke.min(1));
    add(35, subject, rank, sentences.min(3));
    // Pronouns of the same word since: somebody is being talked about.
    let chained = if before { question.chained(candidate.mention) } else { 5 };
    add(36, chained, rank, subject);
    add(37, chained, spoke, sentences.min(3));
    let leads = u32::from(look.leads);
    add(38, leads, rank, paragraphs.min(3));
    add(39, leads, subject, sentences);
    // Whoever said or did something there, or was introduced there, is spoken of.
    let strength = u32::from(look.strength);
    add(47, strength, u32::from(look.how), rank);
    add(48, strength, sentences, rank);
    let is_new = u32::from(entity.mention == candidate.mention) + 2 * u32::from(look.presented / 2);
    add(49, is_new, rank, sentences);
    add(50, is_new, subject, paragraphs);
    let left = u32::from(look.left);
    add(51, left, rank.min(3), sentences.min(3));
    add(52, left, strength, is_new);
    add(53, is_chief, rank, paragraphs.min(3));
    add(54, is_chief, spoke, form);
    if form == Form::Nominal as u32 {
        let head = analysis.word(mention.head) as u32;
        add(55, head, is_chief, 0);
        add(56, head, subject, rank.min(3));
        add(57, definiteness, is_chief, introduced);
        add(58, definiteness, strength, sentences);
        let shared = candidate.shared;
        add(40, shared, 0, 0);
        add(41, shared, rank, 0);
        add(42, shared, spoke, definiteness);
        add(59, shared, question.owned, is_chief);
        add(43, shared, count, definiteness);
        add(44, introduced, rank, definiteness);
        add(45, introduced, spoke, opens);
        add(46, introduced, subject, sentences.min(3));
        let differs = candidate.differs;
        add(70, differs, shared, definiteness);
        add(71, differs, rank, sentences.min(3));
        add(72, differs, spoke, introduced);
        // "The police chief" is hardly a retired teacher.
        let kind = question.kind();
        let words = (mention.head - mention.first).min(4);
        let fits = differs + 2 * shared.min(1);
        add(73, fits, kind, is_chief);
        add(74, fits, kind * 8 + definiteness, rank.min(3));
        add(75, fits, words, kind);
        add(76, words, kind, count);
    }
}

/// The features of a candidate who is only described.
fn described(question: &Question, candidate: &Candidate, look: &Look, mut out: impl FnMut(u32)) {
    let &Question { analysis, query, mention, .. } = question;
    let other = &analysis.chunks.mentions[candidate.mention as usize];
    let sentences = sentences(analysis, other, mention);
    let subject = u32::from(look.subject & 1);
    let kind = definiteness(analysis, other);
    let rank = candidate.rank.min(6);
    let paragraphs = (mention.paragraph - other.paragraph).min(3);
    let spoke = u32::from(query.spoken.last.is_some() && query.spoken.mention == candidate.mention);
    let mut add = |template, a, b, c| out(feature(template, a, b, c));
    add(60, kind, 0, 0);
    add(61, kind, subject, sentences);
    add(62, rank, subject, 0);
    add(63, spoke, kind, 0);
    add(64, rank, kind, sentences.min(2));
    add(65, paragraphs, subject, kind);
    let (strength, leads) = (u32::from(look.strength), u32::from(look.leads));
    add(66, strength, u32::from(look.how), sentences);
    add(67, leads, subject, sentences);
    add(68, strength, kind, rank);
    add(69, leads, kind, paragraphs * 8 + sentences);
    add(80, leads, kind, rank);
    add(81, leads + 4 * spoke, kind * 4 + subject, paragraphs);
}

/// Sentence starts between two mentions, at most 6.
fn sentences(analysis: &Analysis, from: &Mention, to: &Mention) -> u32 {
    let units = &analysis.chunks.units;
    let limit = to.unit.min(from.unit + 120);
    let mut count = 0;
    for unit in &units[from.unit as usize + 1..=limit as usize] {
        count += u32::from(unit.starts_sentence);
    }
    if from.unit == to.unit { 0 } else { count.min(6) }
}

/// How lately the entity spoke: 0 never of late, else by paragraphs since.
fn spoke(question: &Question, entity: u32) -> u32 {
    let &Question { analysis, mention, .. } = question;
    let spoken = question.query.spoken;
    if spoken.last.is_some_and(|last| last.entity == entity) {
        let last = &analysis.chunks.mentions[spoken.mention as usize];
        return 1 + mention.paragraph.abs_diff(last.paragraph).min(4);
    }
    if spoken.other.is_some_and(|other| other.entity == entity) { 7 } else { 0 }
}
