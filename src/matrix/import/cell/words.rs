//! The words and signs of a cell around the names: lead-ins, marks, `(preview)`.

/// Every sign that stands for a footnote.
pub fn is_mark(c: char) -> bool {
    matches!(c, '⥂' | '†' | '‡' | '*' | '⌖' | '§' | '¶' | '⁺' | '¹' | '²' | '³')
}

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
        if let Some(mark) = bare.chars().next().filter(|c| is_mark(*c)) {
            length += blanks + mark.len_utf8();
        } else if let Some(end) = bare.strip_prefix('(').and_then(|inner| inner.find(')')) {
            length += blanks + end + 2;
        } else {
            return length;
        }
    }
}

/// A model's text without its signs, the marks among them, and whether it is called a preview.
pub fn split_signs(text: &str) -> (&str, Vec<char>, bool) {
    let (mut name, mut marks, mut preview) = (text.trim(), Vec::new(), false);
    loop {
        if let Some(mark) = name.chars().next_back().filter(|c| is_mark(*c)) {
            marks.push(mark);
            name = &name[..name.len() - mark.len_utf8()];
        } else if let Some(before) = strip_preview(name) {
            preview = true;
            name = before;
        } else {
            return (name, marks, preview);
        }
        name = name.trim_end();
    }
}

fn strip_preview(name: &str) -> Option<&str> {
    let at = name.rfind('(')?;
    let word = name[at..].to_lowercase();
    matches!(word.as_str(), "(preview)" | "(public preview)").then(|| &name[..at])
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
