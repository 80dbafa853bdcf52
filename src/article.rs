//! One article, as a reader hands it over.

/// One article. It owns its text; all that is found in it points into
/// [`Article::text`] with [`Span`](crate::Span)s.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Article {
    /// From the input's id field, else the path of the file relative to the
    /// input folder.
    pub id: String,
    /// The headline, where the input has one apart from the text.
    pub title: Option<String>,
    /// The text as given: no white space or mark is changed, so that offsets
    /// hold in the source.
    pub text: String,
    /// Values of the input's columns that the user asked to carry along, in
    /// the order in which they were asked for; empty where a record has none.
    pub kept: Vec<String>,
}
