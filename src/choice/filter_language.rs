//! The live filter's language. What its terms mean for a model or a region is asked in `choice::filter`, for a decision in
//! `review`.
//!
//! ```text
//! query      = terms parted by blanks, in any order; all of them must hold
//! term       = word | "some words" | [-]name:value       a leading - negates a qualifier
//! word       = matches fuzzily, best first; between quotes letter by letter
//! name       = provider, task, input, …                  Vocabulary: which there are, and what they take
//! value      = a known word, case and dashes forgiven; "in quotes" where it holds blanks; unknown
//! number     = [<|<=|>|>=|=] digits [k|m]                ctx:>=200k  output:>=8k  price:<0.5
//! deadline   = [<|<=|>|>=|=] day, today or span; none    retires:<2026-12-31, or ends:
//! span       = digits d|w|m|y                            retires:<90d, counted from the as-of date
//! unknown    = a fact nobody knows is neither name:value nor -name:value; name:unknown and name:? find it
//! mistake    = what is none of these; it is marked, and the other terms still filter
//! ```

mod complete;
mod explain;
mod read;
mod value;
mod vocabulary;
mod word;

use std::ops::Range;

use nucleo_matcher::{Config, Matcher};

pub use crate::text::Decimal;
pub use complete::Completions;
pub use explain::Explanation;
pub use value::{Comparison, Wanted};
pub use vocabulary::{BROKEN, DONE, INCOMPLETE, NOT_STATED, NamesInDecisions, OPEN, Qualifier, Vocabulary};
pub use word::Word;

/// What a person typed into a filter.
#[derive(Debug, Clone, Default)]
pub struct Query {
    terms: Vec<Term>,
    mistakes: Vec<Mistake>,
}

/// One word or qualifier that can be understood.
#[derive(Debug, Clone)]
pub struct Term {
    /// Its place in the text, in bytes.
    pub span: Range<usize>,
    /// What it asks.
    pub asks: Asks,
}

/// What a term asks of a row.
#[derive(Debug, Clone)]
pub enum Asks {
    /// That a text of the row matches.
    Word(Word),
    /// That a fact of the row is what is wanted.
    Fact(Question),
}

/// A qualifier with what stands behind it.
#[derive(Debug, Clone)]
pub struct Question {
    /// Which fact.
    pub qualifier: Qualifier,
    /// What is wanted of it.
    pub wanted: Wanted,
    /// Whether the fact is to be known as something else.
    pub negated: bool,
}

impl Question {
    /// Whether an answer lets a row through. What nobody knows is neither yes nor no.
    pub fn holds(&self, answer: Option<bool>) -> bool {
        answer == Some(!self.negated)
    }
}

/// A part of the text that is not a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Its place in the text, in bytes.
    pub span: Range<usize>,
    /// What is wrong: `invalid value 'imge' for 'input'`.
    pub message: String,
    /// What would be right.
    pub expected: String,
    /// The valid name or value that comes nearest.
    pub nearest: Option<String>,
}

impl Mistake {
    /// All of it in one line.
    pub fn sentence(&self) -> String {
        match &self.nearest {
            Some(near) => format!("{}; did you mean '{near}'? expected: {}", self.message, self.expected),
            None => format!("{}; expected: {}", self.message, self.expected),
        }
    }
}

/// How well a row fits, and the letters (graphemes, from 0) that matched in each of its fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Match {
    /// Higher is better.
    pub score: u32,
    /// For each field of the row, the places of the matched letters, in order.
    pub letters: Vec<Vec<u32>>,
}

impl Match {
    /// The matched letters of one field.
    pub fn in_field(&self, field: usize) -> &[u32] {
        self.letters.get(field).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The matcher's working memory: made when the first word is looked for, used for every row. It takes 135 kB, and each list
/// of the planner has one.
#[derive(Debug, Default)]
pub struct Scratch {
    matcher: Option<Matcher>,
    buffer: Vec<char>,
}

impl Scratch {
    fn parts(&mut self) -> (&mut Matcher, &mut Vec<char>) {
        (self.matcher.get_or_insert_with(|| Matcher::new(Config::DEFAULT)), &mut self.buffer)
    }
}

impl Query {
    /// Reads a filter of plain words only, parted by blanks.
    pub fn parse(text: &str) -> Self {
        let mut end = 0;
        let term = |word: &str| {
            let start = end + text[end..].find(word).unwrap_or(0);
            end = start + word.len();
            Term { span: start..end, asks: Asks::word(word, false) }
        };
        Self { terms: text.split_whitespace().map(term).collect(), mistakes: Vec::new() }
    }

    /// Reads a filter. What cannot be understood is among the mistakes, never among the terms.
    pub fn read(text: &str, vocabulary: &Vocabulary) -> Self {
        read::read(text, vocabulary)
    }

    /// What the word at the cursor (in bytes) could become.
    pub fn complete(text: &str, cursor: usize, vocabulary: &Vocabulary) -> Completions {
        complete::complete(text, cursor, vocabulary)
    }

    /// The words and qualifiers, in the order of the text.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// What could not be understood, in the order of the text.
    pub fn mistakes(&self) -> &[Mistake] {
        &self.mistakes
    }

    /// Whether nothing filters.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The same query with only these of its terms.
    #[must_use]
    pub fn with_terms(&self, terms: Range<usize>) -> Self {
        Self { terms: self.terms.get(terms).unwrap_or_default().to_vec(), mistakes: Vec::new() }
    }

    /// The only value that is asked of a fact, if one is asked and not negated.
    pub fn only(&self, wanted: Qualifier) -> Option<&str> {
        let mut values = self.questions().filter_map(|question| match &question.wanted {
            Wanted::Member(value) if question.qualifier == wanted && !question.negated => {
                Some(value.as_str())
            }
            _ => None,
        });
        values.next().filter(|_| values.next().is_none())
    }

    pub fn words(&self) -> impl Iterator<Item = &Word> {
        self.terms.iter().filter_map(|term| match &term.asks {
            Asks::Word(word) => Some(word),
            Asks::Fact(_) => None,
        })
    }

    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.terms.iter().filter_map(|term| match &term.asks {
            Asks::Word(_) => None,
            Asks::Fact(question) => Some(question),
        })
    }

    /// Whether every word matches one of the fields, and how well. A word takes the field it fits best.
    pub fn matches(&self, fields: &[&str], scratch: &mut Scratch) -> Option<Match> {
        self.matches_or(fields, scratch, |_| false)
    }

    /// The same of a row that goes by other names besides: `is_named` says it of the words, counted from 0.
    pub fn matches_or(
        &self,
        fields: &[&str],
        scratch: &mut Scratch,
        is_named: impl Fn(usize) -> bool,
    ) -> Option<Match> {
        let mut found = Match { score: 0, letters: vec![Vec::new(); fields.len()] };
        for (at, word) in self.words().enumerate() {
            let mut best: Option<(u16, usize)> = None;
            for (place, field) in fields.iter().enumerate() {
                if let Some(score) = word.score(field, scratch)
                    && best.is_none_or(|(most, _)| score > most)
                {
                    best = Some((score, place));
                }
            }
            let Some((score, place)) = best else {
                if is_named(at) {
                    continue;
                }
                return None;
            };
            found.score = found.score.saturating_add(u32::from(score));
            // Finding the letters is dearer than the score, so it is done for one field only.
            word.indices(fields[place], scratch, &mut found.letters[place]);
        }
        for letters in &mut found.letters {
            letters.sort_unstable();
            letters.dedup();
        }
        Some(found)
    }
}

impl Asks {
    fn word(word: &str, exact: bool) -> Self {
        Self::Word(Word::new(word, exact))
    }
}

#[cfg(test)]
mod tests;
