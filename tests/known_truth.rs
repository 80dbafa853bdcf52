//! Articles that are made up by chance from speakers, roles, cues, layouts and
//! marks, so that the truth about them is known: the program must get back what
//! was put in. `cargo test --test known_truth -- --nocapture` prints the share
//! of each layout and what is missed.

mod made;

use std::collections::BTreeMap;

use made::{HARD, MARKS, PLAIN, Plan, SINGLE, Truth, make, plans};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use whosaid::{Extractor, Quotation};

/// What is wrong with the row of a quotation, if anything is.
fn fault(text: &str, plan: &Plan, truth: &Truth, row: Option<&Quotation>) -> Option<String> {
    let Some(row) = row else { return Some("no row".to_owned()) };
    if row.quote.range() != truth.quote {
        return Some(format!("quotes {:?}", row.quote.of(text)));
    }
    let Some(by) = row.attribution else { return Some("nobody".to_owned()) };
    let mention = by.mention.range();
    let meets = mention.start < truth.place.end && truth.place.start < mention.end;
    if by.speaker.of(text) != plan.people[truth.person].full() || !meets {
        return Some(format!("{:?}, by {:?}", by.speaker.of(text), by.mention.of(text)));
    }
    None
}

/// Shares of right quotations.
#[derive(Debug, Default)]
struct Tally {
    right: usize,
    all: usize,
}

/// Makes so many articles and looks for what was put in; by layout, and the
/// share of right roles.
fn run(strategy: impl Strategy<Value = Plan>, articles: usize) -> (BTreeMap<&'static str, Tally>, Tally) {
    // Always the same chance.
    let mut runner = TestRunner::deterministic();
    let (mut tallies, mut roles) = (BTreeMap::<&str, Tally>::new(), Tally::default());
    for _ in 0..articles {
        let plan = strategy.new_tree(&mut runner).unwrap().current();
        let (text, truths) = make(&plan);
        let found = Extractor::default().extract(&text);
        assert!(found.quotations.len() <= truths.len(), "{text}");
        for truth in &truths {
            let row = found.quotations.iter().find(|row| row.quote.start as usize == truth.quote.start);
            let tally = tallies.entry(truth.layout).or_default();
            tally.all += 1;
            match fault(&text, &plan, truth, row) {
                Some(fault) => println!(
                    "{:?}: {fault}, for {:?} in:\n{text}",
                    truth.layout,
                    plan.people[truth.person].full()
                ),
                None => {
                    tally.right += 1;
                    let by = row.and_then(|row| row.attribution).unwrap();
                    roles.all += 1;
                    let (role, wanted) =
                        (by.role.map_or("", |role| role.of(&text)), plan.people[truth.person].role(&text));
                    roles.right += usize::from(role == wanted);
                    if role != wanted {
                        println!("{:?}: role {role:?}, for {wanted:?} in:\n{text}", truth.layout);
                    }
                }
            }
        }
    }
    (tallies, roles)
}

fn share<'a>(tallies: impl IntoIterator<Item = &'a Tally>) -> f64 {
    let (right, all) =
        tallies.into_iter().fold((0, 0), |(right, all), tally| (right + tally.right, all + tally.all));
    100.0 * right as f64 / all as f64
}

/// Makes articles and asserts the shares that must come back right, in percent.
fn hold(strategy: impl Strategy<Value = Plan>, articles: usize, said: f64, of_roles: f64) {
    let (tallies, roles) = run(strategy, articles);
    for (layout, tally) in &tallies {
        println!("{:6.2} % of {}: {layout:?}", share([tally]), tally.all);
    }
    let (found, found_roles) = (share(tallies.values()), share([&roles]));
    println!("{found:.2} % of all, roles {found_roles:.2} %");
    assert!(found >= said, "{found:.2} %, which must not fall below {said}");
    assert!(found_roles >= of_roles, "roles: {found_roles:.2} %, which must not fall below {of_roles}");
}

#[test]
fn what_was_put_into_a_plain_layout_comes_back() {
    hold(plans(&PLAIN, &MARKS, 1), 1000, 99.5, 99.5);
}

#[test]
fn so_it_does_from_single_marks_in_an_article_that_speaks_in_them() {
    hold(plans(&PLAIN, &SINGLE, 6), 300, 99.5, 99.5);
}

#[test]
fn what_was_put_into_a_hard_layout_mostly_comes_back() {
    hold(plans(&HARD, &MARKS, 1), 500, 90.0, 99.5);
}
