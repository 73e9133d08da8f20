//! The words of a cell around the names: lead-ins, bullets, and how far signs reach.

use crate::import::item::is_sign;

/// What the list under a lead-in is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// The list that counts.
    Live,
    /// The list that is optimized for batch inference.
    Batch,
    /// A list under words that were not understood.
    Unclear,
}

/// How long the signs at the start of a text are: marks and `(preview)`, blanks between them.
pub fn signs(text: &str) -> usize {
    let mut length = 0;
    loop {
        let rest = &text[length..];
        let bare = rest.trim_start();
        let blanks = rest.len() - bare.len();
        if let Some(mark) = bare.chars().next().filter(|c| is_sign(*c)) {
            length += blanks + mark.len_utf8();
        } else if let Some(end) = bare.strip_prefix('(').and_then(|inner| inner.find(')')) {
            length += blanks + end + 2;
        } else {
            return length;
        }
    }
}

/// The start of the words before a list, in every wording.
const OPENING: &str = "the following model";

/// The group that a text opens, and the length of the words that do.
pub fn lead_in(text: &str) -> Option<(Group, usize)> {
    let head = text.get(..OPENING.len())?;
    if !head.eq_ignore_ascii_case(OPENING) {
        return None;
    }
    let length = text.find(':').map_or(text.len(), |colon| colon + 1);
    let words = text[..length].trim_end_matches(':').to_lowercase();
    let words = words.split_once(" supported").map(|(who, how)| (who.to_owned(), how.trim().to_owned()));
    let group = match words {
        Some((who, how)) if WHO.contains(&who.as_str()) => match how.as_str() {
            "" | "for real-time inference" => Group::Live,
            "and optimized for batch inference" | "for batch inference" => Group::Batch,
            _ => Group::Unclear,
        },
        _ => Group::Unclear,
    };
    Some((group, length))
}

/// Of whom a lead-in speaks. "are not" is none of them.
const WHO: [&str; 5] = [
    "the following models are",
    "the following model families are",
    "the following models and model families are",
    "the following model is",
    "the following model family is",
];

/// Where the next lead-in begins in a text that begins with none.
pub fn next_lead_in(text: &str) -> Option<usize> {
    text.to_ascii_lowercase().find(OPENING).filter(|at| *at > 0)
}

/// What converters put before each item of a list that they write on one line.
const BULLETS: [char; 14] = ['*', '+', '-', '–', '—', '•', '◦', '·', '‣', '⁃', '∙', '▪', '●', '○'];

/// The text behind a bullet that it begins with.
pub fn after_bullet(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(BULLETS)?;
    (rest.is_empty() || rest.starts_with(' ')).then(|| rest.trim_start())
}

/// The text before a bullet that it ends with.
pub fn before_bullet(text: &str) -> &str {
    text.trim_end_matches(|c| c == ' ' || BULLETS.contains(&c))
}

/// The items of a list on one line, behind its first bullet. Two bullets in a row are a sign and a bullet.
pub fn bulleted(text: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut words = text.split(' ').peekable();
    while let Some(word) = words.next() {
        let is_bullet = |word: &str| {
            word.len() == word.chars().next().map_or(0, char::len_utf8) && word.starts_with(BULLETS)
        };
        let ends = words.peek().is_none_or(|next| is_bullet(next));
        match items.last_mut() {
            Some(item) if is_bullet(word) && !ends && !item.is_empty() => items.push(String::new()),
            Some(item) => {
                if !item.is_empty() {
                    item.push(' ');
                }
                item.push_str(word);
            }
            None => {}
        }
    }
    items.retain(|item| !item.is_empty());
    items
}
