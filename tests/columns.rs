//! The docs tell the columns that the code writes.

use std::fs;
use std::path::Path;

#[test]
fn the_page_of_the_columns_is_that_of_the_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/columns.md");
    let page = whosaid::write::columns_page();
    if std::env::var_os("WHOSAID_BLESS").is_some() {
        fs::write(&path, &page).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap();
    assert!(written == page, "WHOSAID_BLESS=1 cargo test --test columns writes docs/columns.md anew");
}
