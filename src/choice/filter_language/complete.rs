//! What the word at the cursor could become: a qualifier's name, or one of its values.

use std::ops::Range;

use super::read::tokens;
use super::value;
use super::vocabulary::Vocabulary;
use crate::text;

/// The most choices that come near where none begins so.
const NEAREST: usize = 5;

/// The choices for a place of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Completions {
    /// The place, in bytes, that a choice takes.
    pub span: Range<usize>,
    /// What could stand there, best first. Empty if there is nothing to complete.
    pub choices: Vec<String>,
}

pub(super) fn complete(text: &str, cursor: usize, vocabulary: &Vocabulary) -> Completions {
    let at_cursor = |span: &Range<usize>| span.start < cursor && cursor <= span.end;
    let token = tokens(text).into_iter().find(|token| at_cursor(&token.span));
    let Some(token) = token.filter(|_| text.is_char_boundary(cursor)) else { return Completions::default() };
    let behind = token.rest.start.min(cursor)..cursor;
    let typed = text[behind].replace('"', "");
    match &token.name {
        // The cursor stands in the value.
        Some(name) if cursor >= token.rest.start => {
            let Some((qualifier, takes)) = vocabulary.find(&text[name.clone()]) else {
                return Completions::default();
            };
            let choices = fitting(&typed, &value::choices(qualifier, takes));
            Completions { span: token.rest, choices }
        }
        Some(name) => {
            let typed = &text[name.start.min(cursor)..cursor];
            let choices = fitting(typed, &vocabulary.names().map(str::to_owned).collect::<Vec<_>>());
            Completions { span: name.clone(), choices }
        }
        // A plain word is completed only where it begins a name: everything else stays a word.
        None => {
            let names = vocabulary.names().filter(|name| name.starts_with(&typed.to_lowercase()));
            let choices = names.map(|name| format!("{name}:")).collect();
            Completions { span: token.rest, choices }
        }
    }
}

/// Those that begin so; else those that come near.
fn fitting(typed: &str, choices: &[String]) -> Vec<String> {
    let lower = typed.to_lowercase();
    let begin: Vec<String> = choices.iter().filter(|word| word.starts_with(&lower)).cloned().collect();
    if !begin.is_empty() {
        return begin;
    }
    let near = text::nearest(typed, choices.iter().map(String::as_str), NEAREST);
    near.into_iter().map(str::to_owned).collect()
}
