//! Word classes, and what a word of each is to the next.
//!
//! The [tagger](super::tag) gives each token its class; every later stage asks
//! only for that. `the` is a determiner, so that what follows it is rather a noun.

/// The word class of one token in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(crate) enum Tag {
    Noun,
    Nouns,
    /// A capitalised word that is (part of) a name.
    Proper,
    /// Base form or present: "say".
    Verb,
    /// "says"
    VerbS,
    /// "said"
    Past,
    /// "called" in "was called"
    Participle,
    /// "saying"
    Gerund,
    Adjective,
    Adverb,
    Preposition,
    /// The word "to".
    To,
    Determiner,
    /// "his", "their"
    Possessive,
    /// "he", "who"
    Pronoun,
    Modal,
    /// A form of "be" or "have".
    Auxiliary,
    Conjunction,
    Number,
    /// `'s` behind a noun.
    Genitive,
    /// Another clitic: "n't", "'ll".
    Clitic,
    /// A mark, told apart by its [`Kind`].
    Mark,
    /// A whole quotation.
    Quote,
}

impl Tag {
    /// Whether it is a form of a full verb.
    #[inline]
    pub(crate) fn is_verb(self) -> bool {
        matches!(self, Tag::Verb | Tag::VerbS | Tag::Past | Tag::Participle | Tag::Gerund)
    }

    /// Whether it is a small word, which is known by itself and names nothing.
    #[inline]
    pub(crate) fn is_function_word(self) -> bool {
        matches!(
            self,
            Tag::Preposition
                | Tag::To
                | Tag::Conjunction
                | Tag::Modal
                | Tag::Auxiliary
                | Tag::Clitic
                | Tag::Genitive
                | Tag::Pronoun
                | Tag::Possessive
                | Tag::Determiner
        )
    }

    /// Whether it can stand inside a noun phrase before the head.
    #[inline]
    pub(crate) fn is_nominal(self) -> bool {
        matches!(self, Tag::Noun | Tag::Nouns | Tag::Proper | Tag::Adjective | Tag::Number)
    }

    /// Whether a noun phrase can begin with it.
    #[inline]
    pub(crate) fn opens_phrase(self) -> bool {
        self.is_nominal() || matches!(self, Tag::Determiner | Tag::Possessive | Tag::Pronoun)
    }

    /// Whether it can be the head of a noun phrase.
    #[inline]
    pub(crate) fn is_head(self) -> bool {
        matches!(self, Tag::Noun | Tag::Nouns | Tag::Proper)
    }
}

/// What stands before the token, as far as it decides.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// The start of a sentence, or a mark.
    Nothing,
    Determiner,
    /// `'s` behind a noun.
    Genitive,
    Adjective,
    Noun,
    /// A plural noun.
    Nouns,
    Name,
    Pronoun,
    Auxiliary,
    /// A modal, "to", "n't": a base form comes.
    Base,
    Preposition,
    Adverb,
    Verb,
    Quote,
}

impl Before {
    pub const COUNT: usize = Before::Quote as usize + 1;

    /// What a token of the class `last`, with `before` before it, is to the next.
    pub fn of(last: Tag, before: Before) -> Self {
        // "also said", "has never said": what stands before the adverb decides.
        if last == Tag::Adverb {
            return if matches!(before, Before::Auxiliary | Before::Base) { before } else { Before::Adverb };
        }
        // Looked up, where a jump for each class would be foretold badly.
        BEHIND[last as usize]
    }
}

/// What a token of each class is to the next, whatever stands before it.
const BEHIND: [Before; Tag::Quote as usize + 1] = {
    let mut behind = [Before::Verb; Tag::Quote as usize + 1];
    behind[Tag::Determiner as usize] = Before::Determiner;
    behind[Tag::Possessive as usize] = Before::Determiner;
    behind[Tag::Genitive as usize] = Before::Genitive;
    behind[Tag::Adjective as usize] = Before::Adjective;
    behind[Tag::Number as usize] = Before::Adjective;
    behind[Tag::Noun as usize] = Before::Noun;
    behind[Tag::Nouns as usize] = Before::Nouns;
    behind[Tag::Proper as usize] = Before::Name;
    behind[Tag::Pronoun as usize] = Before::Pronoun;
    behind[Tag::Auxiliary as usize] = Before::Auxiliary;
    behind[Tag::Modal as usize] = Before::Base;
    behind[Tag::To as usize] = Before::Base;
    behind[Tag::Clitic as usize] = Before::Base;
    behind[Tag::Preposition as usize] = Before::Preposition;
    behind[Tag::Conjunction as usize] = Before::Preposition;
    behind[Tag::Quote as usize] = Before::Quote;
    behind[Tag::Mark as usize] = Before::Nothing;
    behind
};
