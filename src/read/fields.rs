//! Which fields of a record make an article.
//!
//! In: the names of the fields that hold id, title and text, and of those to
//! carry along. Out: for each name that a record may have, where its value
//! goes. With `--keep date,title`, the title of `{"title": "Storm hits coast",
//! "date": "2024-03-01", …}` goes to the article's title and to its second
//! kept column.
//!
//! Limit: names are compared letter by letter; `Text` is not `text`.

/// The place in an [`Article`](crate::Article) that a value goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    Id,
    Title,
    Text,
    Kept(usize),
}

/// The names of the fields that are wanted.
#[derive(Debug, Clone)]
pub struct Fields {
    /// The text's field is the first; every name stands once.
    wanted: Vec<Wanted>,
    kept: usize,
}

/// One field that is wanted, and all that it is wanted for.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    pub(super) name: String,
    pub(super) slots: Vec<Slot>,
    /// Whether the user named it, so that a table without it is an error.
    pub(super) is_named: bool,
}

impl Fields {
    /// The fields of these names, where `None` is `id`, `title` and `text`,
    /// and `kept` those to be carried along.
    pub fn new(id: Option<&str>, title: Option<&str>, text: Option<&str>, kept: &[String]) -> Self {
        let mut fields = Self { wanted: Vec::new(), kept: kept.len() };
        fields.want(text.unwrap_or("text"), Slot::Text, true);
        fields.want(id.unwrap_or("id"), Slot::Id, id.is_some());
        fields.want(title.unwrap_or("title"), Slot::Title, title.is_some());
        for (number, name) in kept.iter().enumerate() {
            fields.want(name, Slot::Kept(number), true);
        }
        fields
    }

    fn want(&mut self, name: &str, slot: Slot, is_named: bool) {
        match self.wanted.iter_mut().find(|field| field.name == name) {
            Some(field) => {
                field.slots.push(slot);
                field.is_named |= is_named;
            }
            None => self.wanted.push(Wanted { name: name.to_owned(), slots: vec![slot], is_named }),
        }
    }

    /// All fields that are wanted, the text's first.
    pub(super) fn wanted(&self) -> &[Wanted] {
        &self.wanted
    }

    /// How many columns are carried along.
    pub(crate) fn kept(&self) -> usize {
        self.kept
    }

    /// The name of the field that holds the text.
    pub(super) fn text(&self) -> &str {
        &self.wanted[0].name
    }
}

impl Default for Fields {
    fn default() -> Self {
        Self::new(None, None, None, &[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_field_may_serve_several_ends() {
        let fields = Fields::new(Some("url"), None, Some("body"), &["url".into(), "body".into()]);
        let slots: Vec<_> = fields.wanted().iter().map(|f| (f.name.as_str(), f.slots.clone())).collect();
        assert_eq!(
            slots,
            [
                ("body", vec![Slot::Text, Slot::Kept(1)]),
                ("url", vec![Slot::Id, Slot::Kept(0)]),
                ("title", vec![Slot::Title]),
            ]
        );
    }

    #[test]
    fn a_table_may_lack_the_title_unless_the_user_named_it() {
        assert!(!Fields::default().wanted()[2].is_named);
        assert!(Fields::new(None, Some("headline"), None, &[]).wanted()[2].is_named);
    }
}
