//! All mentions of an article in, entities out: who is "he", who is "the
//! secretary general", and what is the fullest name?
//!
//! `Gov. Ada Berg` … `Berg` … `the governor` … `she` are one entity, named
//! `Ada Berg`. Names are clustered over the whole article; descriptions and
//! pronouns are resolved only where they speak, in the order of the text, so
//! that each can lean on who spoke before.
//!
//! Known limit: a person who is named only inside quotations stays unknown.

mod address;
pub(crate) mod antecedent;
mod beside;
mod entity;
mod fuller;
mod name;
mod nominal;
mod phrase;
mod pronoun;
mod role;
mod thing;

pub(crate) use entity::{Entities, NONE};

use crate::Span;
use crate::attribute::Analysis;
use crate::extract::SpeakerType;
use crate::mention::{Form, Mention, Sort};
use crate::model::Model;
pub(crate) use antecedent::Query;
pub(crate) use beside::apposed_name;

/// A speaker under his fullest name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Speaker {
    pub name: Span,
    pub speaker_type: SpeakerType,
    pub role: Option<Span>,
    /// The entity, or [`NONE`] for one that is never named.
    pub entity: u32,
    /// How sure it is that this is who was mentioned, in thousandths.
    pub certainty: u16,
}

impl Speaker {
    /// The group of which he is one, under the names of all: those from the
    /// mention `first` to `last`.
    pub(crate) fn with_others(self, analysis: &Analysis, first: u32, last: u32) -> Self {
        let name = |number: u32| analysis.chunks.mentions[number as usize].name;
        Self {
            name: name(first).cover(name(last)),
            speaker_type: SpeakerType::Group,
            // "the owners, Silas and June Berg"
            role: role::plural_title(analysis, first)
                .or(self.role.filter(|_| self.speaker_type == SpeakerType::Group)),
            entity: NONE,
            ..self
        }
    }
}

/// Who spoke the quotations before.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Spoken {
    /// The last speaker.
    pub last: Option<Speaker>,
    /// The one before him, if another.
    pub other: Option<Speaker>,
    /// The mention of the last speaker.
    pub mention: u32,
}

impl Spoken {
    /// Takes note of a speaker, and of the mention that named him.
    pub(crate) fn add(&mut self, speaker: Speaker, mention: u32) {
        if self.last.is_some_and(|last| last.name != speaker.name) {
            self.other = self.last;
        }
        self.last = Some(speaker);
        self.mention = mention;
    }
}

/// What all mentions of an article are resolved with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Resolver<'a> {
    pub analysis: &'a Analysis<'a>,
    pub entities: &'a Entities,
    pub model: &'a Model,
}

impl Resolver<'_> {
    /// The mention that spoke last, if anybody did.
    fn said(&self, query: &Query) -> Option<u32> {
        query.spoken.last.map(|_| query.spoken.mention)
    }

    /// Says who the speaker mentioned in the query is.
    pub(crate) fn speaker(&self, query: &Query) -> Speaker {
        let entity = self.entities.of_mention[query.number as usize];
        match self.analysis.chunks.mentions[query.number as usize].form {
            _ if entity != NONE => {
                let entity = self.entities.namesake(self.analysis, entity, query).unwrap_or(entity);
                of_entity(self, entity, self.model.sure_name)
            }
            Form::Name => described(self.analysis, &self.analysis.chunks.mentions[query.number as usize]),
            Form::Pronoun => pronoun::resolve(self, query),
            Form::Nominal => nominal::resolve(self, query),
        }
    }
}

/// How sure a description is that stays one, in thousandths; what rules resolve
/// ("it", "the company") is less sure. Counted on the labelled articles.
const DESCRIBED: u16 = 900;
const BY_RULE: u16 = 700;

/// The speaker that an entity is.
fn of_entity(resolver: &Resolver, entity: u32, certainty: u16) -> Speaker {
    let found = &resolver.entities.all[entity as usize];
    let speaker_type = speaker_type(found.sort);
    let role = match speaker_type {
        SpeakerType::Person | SpeakerType::Organization => {
            *resolver.entities.role[entity as usize].get_or_init(|| role::of_entity(resolver, entity))
        }
        _ => None,
    };
    Speaker { name: found.name, speaker_type, role, entity, certainty }
}

/// What type of speaker a sort of mention is.
fn speaker_type(sort: Sort) -> SpeakerType {
    match sort {
        Sort::Person | Sort::Unclear => SpeakerType::Person,
        Sort::People => SpeakerType::Group,
        Sort::Organization | Sort::Place => SpeakerType::Organization,
        Sort::Document | Sort::Speech | Sort::Thing => SpeakerType::Document,
    }
}

/// A speaker who stays a description: "a White House official".
fn described(analysis: &Analysis, mention: &Mention) -> Speaker {
    let speaker_type = match mention.sort {
        Sort::Person | Sort::Unclear => SpeakerType::Unnamed,
        other => speaker_type(other),
    };
    let role = match mention.sort {
        _ if mention.form == Form::Name => None,
        Sort::Person => Some(phrase::without_article(analysis, mention)),
        // "voters" alone says no more than the speaker's name does.
        Sort::People => Some(phrase::without_article(analysis, mention))
            .filter(|role| role.of(analysis.text).contains(' ') && !phrase::is_only_where(analysis, mention)),
        _ => None,
    };
    Speaker {
        name: phrase::with_tail(analysis, mention),
        speaker_type,
        role,
        entity: NONE,
        certainty: DESCRIBED,
    }
}

/// The only one there is, if there are not two.
fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    all.next().filter(|_| all.next().is_none())
}

#[cfg(test)]
mod tests {
    use crate::Extractor;

    /// Speaker and role of the first quotation.
    fn speaker(text: &str) -> (String, String) {
        let found = Extractor::default().extract(text);
        let who = found.quotations[0].attribution.expect("a speaker");
        (who.speaker.of(text).to_owned(), who.role.map_or(String::new(), |role| role.of(text).to_owned()))
    }

    #[test]
    fn a_role_is_found_wherever_it_stands() {
        for (text, role) in [
            ("“No,” said Ana Berg, the head of the clinic in Lindau.", "head of the clinic in Lindau"),
            ("“No,” said former secretary of state Ana Berg.", "former secretary of state"),
            ("The mayor, Ana Berg, said: “No.”", "mayor"),
            ("Ana Berg, who is a nurse in Rome, said: “No.”", "nurse in Rome"),
            ("His neighbour, Ana Berg, said: “No.”", "neighbour"),
            ("One of the rebels, Ana Berg, said: “No.”", "One of the rebels"),
            ("It was a girl of 11, Ana Berg, who said: “No.”", "girl of 11"),
            ("“No,” said Ana Berg of Lindau University, the study's first author.", "study's first author"),
            ("“No,” said Ana Berg, sarpanch of Dhobighat.", "sarpanch of Dhobighat"),
            ("Ana Berg, a fishmonger and mother of five, said: “No.”", "fishmonger and mother of five"),
            ("Ana Berg, prosecuting, said: “No.”", "prosecuting"),
            ("“No,” said Ana Berg (Team Kestrel).", "Team Kestrel"),
            ("“No,” Berg said. That ended Ana Berg's career as a customs officer.", "customs officer"),
            ("Haulier Ana Berg said: “No.”", "Haulier"),
            ("Family doctor Ana Berg said: “No.”", "Family doctor"),
            ("“No,” said Ana Berg, whose brother is a nurse.", ""),
            ("“No,” said Ana Berg. She left.", ""),
        ] {
            assert_eq!(speaker(text), ("Ana Berg".to_owned(), role.to_owned()), "{text}");
        }
    }

    #[test]
    fn the_fullest_name_is_taken_wherever_it_stands() {
        assert_eq!(
            speaker("“No,” Berg said.\n\nThe doctor Ana K. Berg left. Ana Berg came back.").0,
            "Ana K. Berg"
        );
        assert_eq!(speaker("Ana Berg hits back at critics\n\n“No,” Berg said.").0, "Ana Berg");
        // What a headline glues to a name is none of it.
        let headline = "Berg Says New Bridge Will Hold Through Winter\n\n“No,” Berg said.";
        assert_eq!(speaker(headline).0, "Berg");
    }

    #[test]
    fn bodies_have_roles_and_whole_names() {
        for (text, name, role) in [
            ("The toymaker Pluckley said: “No.”", "Pluckley", "toymaker"),
            ("Acme Ferries, a unit of Berg Capital, said: “No.”", "Acme Ferries", "unit of Berg Capital"),
            ("“No,” said the coal mining giant Dunmore Energy.", "Dunmore Energy", "coal mining giant"),
            ("The Teachers Federation said: “No.”", "Teachers Federation", ""),
            ("Parchment Systems said: “No.”", "Parchment Systems", ""),
            ("The toymaker Pluckley left. “No,” the toymaker said.", "Pluckley", "toymaker"),
        ] {
            assert_eq!(speaker(text), (name.to_owned(), role.to_owned()), "{text}");
        }
    }

    #[test]
    fn bodies_are_no_people_with_titles() {
        for (text, name) in [
            ("The Justice Department said: “No.”", "Justice Department"),
            ("General Motors said: “No.”", "General Motors"),
            ("The Metropolitan Police said: “No.”", "Metropolitan Police"),
            ("Lindau Consumer Credit said: “No.”", "Lindau Consumer Credit"),
            ("“No,” said St. Mary's Hospital.", "St. Mary's Hospital"),
            ("“No,” McDonald's said.", "McDonald's"),
            ("“No,” said Weber & Berg.", "Weber & Berg"),
        ] {
            assert_eq!(speaker(text), (name.to_owned(), String::new()), "{text}");
        }
        assert_eq!(speaker("“No,” said Judge Church.").0, "Church");
        assert_eq!(speaker("The Health Minister, Ana Berg, said: “No.”").1, "Health Minister");
        assert_eq!(
            speaker("“No,” the Food and Supplies Minister, Ana Berg, said."),
            ("Ana Berg".to_owned(), "Food and Supplies Minister".to_owned())
        );
    }

    #[test]
    fn a_name_beside_a_description_is_the_speaker() {
        for (text, name) in [
            ("The book’s author, Perpetua Vane, said: “No.”", "Perpetua Vane"),
            ("Her publisher, Small Hours Press, said: “No.”", "Small Hours Press"),
            ("“No,” one caller, Doreen of Hythe, said.", "Doreen"),
            ("A passenger, who gave her name only as Ana, said: “No.”", "Ana"),
            ("“No,” said an officer identifying himself as Maj. Bo Berg.", "Bo Berg"),
            ("A woman named Ana Berg said: “No.”", "Ana Berg"),
            ("The owners, Silas and June Berg, said: “No.”", "Silas and June Berg"),
            ("An aide called Berg “a liar.”", "An aide"),
            ("Branded “a menace” by prosecutors, Bo Berg smiled.", "prosecutors"),
            ("At Lindau, a woman said: “No.”", "a woman"),
        ] {
            assert_eq!(speaker(text).0, name, "{text}");
        }
    }

    #[test]
    fn somebody_is_a_person_though_a_place_has_that_name() {
        let text = "One is Helena, a nurse. She was late. “No,” she said.";
        assert_eq!(speaker(text), ("Helena".to_owned(), "nurse".to_owned()));
        assert_eq!(speaker("Ana Berg left. Born in Rome, she came back. “No,” she said.").0, "Ana Berg");
        assert_eq!(speaker("The chairman, Rosamund Berg, left. “No,” she said.").0, "Rosamund Berg");
    }

    #[test]
    fn somebody_is_called_by_what_he_does() {
        let text = "Brothers Milan and Pavel Berg disagree. Milan bakes and Pavel brews. ";
        assert_eq!(speaker(&format!("{text}“No,” the brewer said.")).0, "Pavel Berg");
        assert_eq!(speaker(&format!("{text}“No,” the baker said.")).0, "Milan");
    }

    #[test]
    fn what_stands_before_and_behind_a_name_is_none_of_it() {
        for text in [
            "Ex-Rep. Ana Berg said: “No.”",
            "Vice-Minister Ana Berg said: “No.”",
            "Nine-year-old Ana Berg said: “No.”",
            "Vice-Adm. Ana Berg said: “No.”",
            "Major Ana Berg said: “No.”",
            "Hajia Ana Berg said: “No.”",
            "“No,” said Ana Berg KC.",
        ] {
            assert_eq!(speaker(text).0, "Ana Berg", "{text}");
        }
        assert_eq!(speaker("Mayor Ana Barragán Luna left. “No,” Barragán said.").0, "Ana Barragán Luna");
        assert_eq!(speaker("“No,” said Mr Goh. Goh Teck Huat left.").0, "Goh Teck Huat");
        assert_eq!(speaker("“No,” said Wong Wing-kei.").0, "Wong Wing-kei");
    }

    #[test]
    fn an_age_a_party_or_a_relation_tells_who_it_is() {
        let ages = "Ana Berg, 29, met Lee Croft, 41. ";
        assert_eq!(speaker(&format!("{ages}“No,” the 29-year-old said.")).0, "Ana Berg");
        assert_eq!(speaker(&format!("{ages}“No,” the 41-year-old said.")).0, "Lee Croft");
        let senator = "Senator Ana Berg did not laugh. “No,” the Dakota Republican said.";
        assert_eq!(speaker(senator).0, "Ana Berg");
        let chairman =
            "Nana Kwame Osei sacked John Weber. The chairman, Nana Osei, remembers none. “No,” he said.";
        assert_eq!(speaker(chairman).0, "Nana Kwame Osei");
        assert_eq!(speaker("Fr. John Weber came. “No,” the priest said.").0, "John Weber");
    }

    #[test]
    fn a_namesake_who_comes_later_is_not_the_one_with_the_office() {
        let rest = "“No,” Berg said.\n\nHe and the first lady, Clara Berg, left.";
        assert_eq!(speaker(&format!("President Berg spoke. {rest}")).0, "Berg");
        assert_eq!(speaker("“No,” Berg said.\n\nPresident Clara Berg left.").0, "Clara Berg");
    }

    #[test]
    fn nobody_speaks_of_himself_by_his_given_name() {
        let before = "Alan Berg spoke. His mother, Alma Berg, rose. ";
        assert_eq!(speaker(&format!("{before}“Alan never did,” Berg said.")).0, "Alma Berg");
        assert_eq!(speaker(&format!("{before}“Alma never did,” Berg said.")).0, "Alan Berg");
    }

    #[test]
    fn relatives_and_reflexives_go_to_whom_they_stand_beside() {
        for text in [
            "Ana Berg of Lindau University, who said it was “off”, left.",
            "Ana Berg, a judge at the High Court, who said it was “off”, left.",
            "Ana Berg, who counsels rural vets and who once said it was “off”, left.",
            "Ana Berg herself said it was “off”.",
        ] {
            assert_eq!(speaker(text).0, "Ana Berg", "{text}");
        }
    }

    #[test]
    fn it_is_a_body_or_what_is_written() {
        for (text, name) in [
            ("Acme Ferries raised its fares. In a statement it said this was “fair”.", "Acme Ferries"),
            ("Acme Ferries sent a letter. It reads: “No.”", "a letter"),
            ("“No,” the complaint states.", "the complaint"),
            ("Acme Ferries objects. The policy, it said, was “off”.", "Acme Ferries"),
        ] {
            assert_eq!(speaker(text).0, name, "{text}");
        }
    }

    #[test]
    fn the_first_person_is_whose_turn_it_is_or_who_the_article_is_by() {
        assert_eq!(speaker("BERG: I met her. “No,” I told her.").0, "BERG");
        assert_eq!(speaker("Rain\n\nBy Ana Berg\n\nIt rained.\n\n“No,” I said.").0, "Ana Berg");
    }

    #[test]
    fn a_pronoun_goes_to_a_person_of_its_gender() {
        assert_eq!(speaker("Maria Rossi met John Weber in Rome. “No,” she said.").0, "Maria Rossi");
        assert_eq!(speaker("John Weber met Maria Rossi in Rome. “No,” he said.").0, "John Weber");
    }

    #[test]
    fn a_description_goes_to_whom_the_article_gives_that_title() {
        let text = "League Secretary General Ana Berg spoke. He left.\n\n“No,” the secretary general said.";
        assert_eq!(speaker(text).0, "Ana Berg");
        assert_eq!(speaker("“No,” a neighbour said. He left.").0, "a neighbour");
    }
}
