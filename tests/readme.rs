//! What the README says of columns, options and files is so.

mod program;
mod project;

use program::{Desk, Outcome};
use project::{at, read};
use whosaid::write::COLUMNS;

/// The cells of the rows of the tables whose head begins so.
fn table(head: &str) -> Vec<Vec<String>> {
    let readme = read("README.md");
    let lines = readme.lines().skip_while(|line| !line.starts_with(head)).skip(2);
    let lines = lines.take_while(|line| line.starts_with('|'));
    let cell = |cell: &str| cell.trim().trim_matches('`').to_owned();
    lines.map(|line| line.trim_matches('|').split('|').map(cell).collect()).collect()
}

/// Whether the row that the README shows has such a cell. The confidence moves
/// with the weights and may be any.
fn is_example(rows: &Outcome, column: &str, shown: &str) -> bool {
    let row = rows.column("quote").iter().position(|quote| quote == "This is not 1998,").unwrap();
    column == "confidence" || rows.column(column)[row] == shown
}

#[test]
fn the_columns_are_those_of_the_program_and_their_examples_a_row_that_it_writes() {
    let columns = table("| column | meaning");
    assert_eq!(
        columns.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(),
        COLUMNS.iter().map(|column| column.name).collect::<Vec<_>>()
    );
    let rows = Desk::new(&[]).run(&["extract", at("fixtures/articles").to_str().unwrap(), "-q"]);
    for row in &columns {
        assert!(is_example(&rows, &row[0], &row[2]), "{row:?}");
    }
    let heads = ["quote", "speaker", "speaker_role", "speaker_mention", "cue", "confidence"];
    let first = &table("| quote | speaker")[0];
    assert!(heads.iter().zip(first).all(|(column, shown)| is_example(&rows, column, shown)), "{first:?}");
}

#[test]
fn the_options_of_the_examples_are_those_of_the_program() {
    let readme = read("README.md");
    let mut commands = 0;
    for line in readme.lines().filter(|line| line.starts_with("whosaid ")) {
        let words: Vec<&str> = line.split_whitespace().collect();
        if words[1] == "help" {
            continue;
        }
        let help = Desk::new(&[]).run(&[words[1], "--help"]);
        assert_eq!(help.code, 0, "{line}");
        for option in words.iter().filter(|word| word.starts_with('-')) {
            assert!(help.out.contains(option), "{line}: no option {option}");
        }
        commands += 1;
    }
    assert!(commands >= 7, "{commands}");
}

#[test]
fn the_files_that_it_names_are_there() {
    let readme = read("README.md");
    let links = readme.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let links: Vec<&str> = links.filter(|link| !link.starts_with("http")).collect();
    assert!(links.len() > 5);
    assert_eq!(links.iter().find(|link| !at(link).exists()), None);
}
