//! The right speaker, under any of his names, under his full name, by the
//! right mention, and with his role.
//!
//! In: one article after the other. Out: tallies. `“No,” said Ana.`, with Ana
//! "Ana Ruiz, the mayor" earlier on: "Ana" is the right speaker but not his
//! full name; "mayor" is the right role.
//!
//! The role is asked only of gold quotes whose speaker is right and labelled.

use super::judge::{By, Judgement, judge};
use super::name::is_same_role;
use super::tally::Tally;
use super::{Case, Label, Row};

/// Counts, still growing.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct SpeakerTally {
    pub speaker: Tally,
    pub full_name: Tally,
    pub mention: Tally,
    pub role: Tally,
}

impl SpeakerTally {
    pub fn add(&mut self, case: &Case) {
        let by_name = judge(case, By::Name);
        add_judgement(&mut self.speaker, &by_name);
        add_judgement(&mut self.full_name, &judge(case, By::FullName));
        add_judgement(&mut self.mention, &judge(case, By::Mention));
        for (row, label) in labelled(case, &by_name) {
            add_role(&mut self.role, row, label);
        }
    }
}

fn add_judgement(tally: &mut Tally, judgement: &Judgement) {
    tally.rows += judgement.rows.len();
    tally.right_rows += judgement.rows.iter().filter(|v| v.right).count();
    tally.gold += judgement.quotes.len();
    tally.right_gold += judgement.quotes.iter().filter(|v| v.right).count();
}

/// For each labelled gold quote whose speaker is right: its first right row, and its label.
pub(super) fn labelled<'c>(
    case: &'c Case,
    judgement: &Judgement,
) -> impl Iterator<Item = (&'c Row, &'c Label)> {
    judgement.quotes.iter().filter(|v| v.right).filter_map(|v| {
        let label = case.gold.label(&case.gold.quotes[v.quote])?;
        Some((&case.rows[v.first?], label))
    })
}

fn add_role(role: &mut Tally, row: &Row, label: &Label) {
    let right = !row.role.is_empty() && label.roles.iter().any(|gold| is_same_role(&row.role, gold));
    role.rows += usize::from(!row.role.is_empty());
    role.gold += usize::from(!label.roles.is_empty());
    role.right_rows += usize::from(right);
    role.right_gold += usize::from(right);
}
