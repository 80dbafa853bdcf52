//! The native half of the Python package: the library's verbs for Python.
//!
//! In: `str`s, or tables over Arrow's C data interface. Out: quotations, or a
//! table of them. There is no second implementation of anything here: what is
//! found comes from [`whosaid::Extractor`], what a row says from
//! [`whosaid::write::rows`], and the words of an error from
//! [`whosaid::read::ReadError`]. What users see, with its documentation, is
//! `whosaid/__init__.py`, which calls the functions of this module.
//!
//! | room | its question |
//! | --- | --- |
//! | `settings` | what is looked for, and what is one article's outcome? |
//! | `fault` | why has an article no rows? |
//! | `tally` | what did it come to? |
//! | `work` | how is it spread over threads, with the interpreter's lock released? |
//! | `quotation` | what is one quotation, or sentence, to Python? |
//! | `texts` | one text, or many |
//! | `column` | which bytes does a column of a table hold? |
//! | `quotes` | how do rows become columns? |
//! | `table` | tables in, tables out |
//!
//! Limit: an article is worked on whole; Ctrl-C waits for its end.

mod column;
mod fault;
mod quotation;
mod quotes;
mod settings;
mod table;
mod tally;
mod texts;
mod work;

use pyo3::prelude::*;

/// The native half of whosaid; use the package `whosaid`.
#[pymodule]
mod _native {
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::fault::Fault;
    #[pymodule_export]
    use crate::quotation::{Quotation, Sentence};
    #[pymodule_export]
    use crate::settings::{Model, Settings};
    #[pymodule_export]
    use crate::table::{Quotations, columns, extract_arrow};
    #[pymodule_export]
    use crate::tally::Tally;
    #[pymodule_export]
    use crate::texts::{extract, extract_batch, sentences};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("VERSION", env!("CARGO_PKG_VERSION"))?;
        module.add("MAX_ARTICLE_BYTES", whosaid::read::ReadOptions::MAX_ARTICLE_BYTES)
    }
}
