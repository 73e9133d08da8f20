//! From text to terms and mistakes. Any text can be read.

use std::ops::Range;

use super::vocabulary::{Qualifier, Vocabulary};
use super::{Asks, Mistake, Query, Question, Term, value};
use crate::text::{self, Words};

/// The most terms of a filter. Nobody types so many, and each is matched with every row.
pub(super) const MOST_TERMS: usize = 200;

/// A run of letters without a blank outside quotes.
#[derive(Debug)]
pub(super) struct Token {
    /// Its place in the text.
    pub(super) span: Range<usize>,
    /// Whether a dash leads.
    pub(super) negated: bool,
    /// The place of the name, without dash and colon; none for a plain word.
    pub(super) name: Option<Range<usize>>,
    /// The place of what follows the colon; for a plain word, of all of it.
    pub(super) rest: Range<usize>,
}

impl Token {
    /// What follows, without quotes; and whether there were some.
    fn value(&self, text: &str) -> (String, bool) {
        let raw = &text[self.rest.clone()];
        (raw.replace('"', ""), raw.contains('"'))
    }
}

/// The runs of a text, and no more of them than tell that there are too many.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let (mut begin, mut quoted) = (None, false);
    for (at, letter) in text.char_indices() {
        if tokens.len() > MOST_TERMS {
            return tokens;
        }
        if letter.is_whitespace() && !quoted {
            tokens.extend(begin.take().map(|begin| token(text, begin..at)));
            continue;
        }
        begin = begin.or(Some(at));
        quoted ^= letter == '"';
    }
    tokens.extend(begin.map(|begin| token(text, begin..text.len())));
    tokens
}

fn token(text: &str, span: Range<usize>) -> Token {
    let negated = text[span.clone()].starts_with('-');
    let start = span.start + usize::from(negated);
    let word = &text[start..span.end];
    // A colon between quotes is a letter like others.
    let colon = word.find(':').filter(|colon| !word[..*colon].contains('"'));
    match colon {
        Some(colon) => {
            Token { negated, name: Some(start..start + colon), rest: start + colon + 1..span.end, span }
        }
        None => Token { negated, name: None, rest: start..span.end, span },
    }
}

pub(super) fn read(text: &str, vocabulary: &Vocabulary) -> Query {
    let mut query = Query::default();
    for (at, token) in tokens(text).into_iter().enumerate() {
        if at == MOST_TERMS {
            query.mistakes.push(Mistake {
                span: token.span.start..text.len(),
                message: format!("a filter has {MOST_TERMS} terms at most"),
                expected: "fewer terms".to_owned(),
                nearest: None,
            });
            break;
        }
        match term(text, &token, vocabulary) {
            Ok(Some(asks)) => query.terms.push(Term { span: token.span, asks }),
            Ok(None) => {}
            Err(mistake) => query.mistakes.push(mistake),
        }
    }
    query
}

/// What a token asks; nothing if it is two quotes.
fn term(text: &str, token: &Token, vocabulary: &Vocabulary) -> Result<Option<Asks>, Mistake> {
    let (value, quoted) = token.value(text);
    let Some(name) = token.name.clone() else {
        return match (token.negated, value.trim().is_empty()) {
            (true, _) => Err(no_word_is_negated(text, token, vocabulary)),
            (false, true) => Ok(None),
            (false, false) => Ok(Some(Asks::word(&value, quoted))),
        };
    };
    let written = &text[name.clone()];
    let Some((qualifier, takes)) = vocabulary.find(written) else {
        // A qualifier of another list is spelled right: nothing is near it.
        let elsewhere = Qualifier::read(written).is_some();
        let message = match text::clean_line(written) {
            name if elsewhere => format!("'{name}:' does not apply to {}", vocabulary.rows),
            name => format!("unknown qualifier '{name}'"),
        };
        return Err(Mistake {
            message,
            expected: names(vocabulary),
            nearest: near(written, vocabulary).filter(|_| !elsewhere),
            span: if name.is_empty() { token.span.clone() } else { name },
        });
    };
    match value::read(qualifier, takes, value.trim()) {
        Ok(wanted) => Ok(Some(Asks::Fact(Question { qualifier, wanted, negated: token.negated }))),
        Err(wrong) => Err(Mistake {
            span: if value.is_empty() { token.span.clone() } else { token.rest.clone() },
            message: wrong.message,
            expected: value::expected(qualifier, takes),
            nearest: wrong.nearest,
        }),
    }
}

/// A dash before a word: most likely a qualifier that is being typed.
fn no_word_is_negated(text: &str, token: &Token, vocabulary: &Vocabulary) -> Mistake {
    let word = &text[token.rest.clone()];
    Mistake {
        span: token.span.clone(),
        message: format!(
            "'{}' is a word, and only qualifiers can be negated",
            text::clean_line(&text[token.span.clone()])
        ),
        expected: "-name:value".to_owned(),
        nearest: near(word, vocabulary).map(|name| format!("-{name}:")),
    }
}

fn near(word: &str, vocabulary: &Vocabulary) -> Option<String> {
    let begins = vocabulary.names().find(|name| word.len() > 1 && name.starts_with(word));
    let near = || text::nearest(word, vocabulary.names(), 1).first().copied();
    begins.or_else(near).map(str::to_owned)
}

fn names(vocabulary: &Vocabulary) -> String {
    vocabulary.names().collect::<Vec<_>>().join(", ")
}
