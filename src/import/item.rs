//! One item of a list or a cell: a name, and the signs around it. What is no part of a name is a sign.

/// An item, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub struct Item {
    /// The name, without what can be no part of one.
    pub name: String,
    /// The signs behind it: marks of footnotes, images, brackets.
    pub signs: Vec<String>,
    /// Whether it is called a preview.
    pub preview: bool,
    /// Whether the name stands in the item as it is, without a sign before or inside it.
    pub clear: bool,
}

/// Whether a letter can be part of a model's name.
pub fn in_names(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, ' ' | '.' | '-' | '+' | '/' | '_' | '(' | ')')
}

/// Whether a character stands for something that is said elsewhere, in a footnote above all.
pub fn is_sign(c: char) -> bool {
    !in_names(c) && !matches!(c, ',' | ';') && !c.is_whitespace()
}

/// The longest item that is taken apart, in bytes.
const LONGEST: usize = 1024;

pub fn read(text: &str) -> Item {
    // Nothing that long is a name.
    let text = if text.len() > LONGEST { "" } else { text };
    let (mut rest, mut signs, mut preview) = (text, Vec::new(), false);
    loop {
        rest = rest.trim_end_matches([',', ';', ' ']);
        let Some(last) = rest.chars().next_back() else { break };
        let at = match last {
            ']' => rest.rfind('['),
            _ if is_sign(last) => Some(rest.trim_end_matches(last).len()),
            _ => None,
        };
        if let Some(at) = at {
            signs.push(rest[at..].to_owned());
            rest = &rest[..at];
        } else if let Some(name) = without_preview(rest) {
            preview = true;
            rest = name;
        } else {
            break;
        }
    }
    let rest = rest.trim();
    let clear = rest.chars().all(in_names);
    let name: String = rest.chars().filter(|c| in_names(*c)).collect();
    Item { name: name.split_whitespace().collect::<Vec<_>>().join(" "), signs, preview, clear }
}

fn without_preview(name: &str) -> Option<&str> {
    let at = name.rfind('(')?;
    let word = name[at..].to_lowercase();
    matches!(word.as_str(), "(preview)" | "(public preview)").then(|| &name[..at])
}

/// The sign a footnote begins with, and the words behind it. A sign that was lost leaves a mark of its own: `?`.
pub fn footnote(text: &str) -> Option<(&str, &str)> {
    let first = text.chars().next()?;
    let mark = matches!(first, '*' | '†' | '‡' | '§' | '¶')
        || (!first.is_ascii()
            && !first.is_alphanumeric()
            && !is_punctuation(first)
            && !is_placeholder(first));
    mark.then(|| text.split_at(text.len() - text.trim_start_matches(first).len()))
}

/// What editors write in place of a letter that they do not have.
fn is_placeholder(c: char) -> bool {
    matches!(c, '\u{FFFD}' | '\u{FFFC}' | '□' | '■' | '▯' | '▢')
}

/// Quotes, dashes, bullets and the signs of buttons.
fn is_punctuation(c: char) -> bool {
    matches!(
        c,
        '\u{2010}'
            ..='\u{201F}'
                | '•'
                | '…'
                | '·'
                | '◦'
                | '‣'
                | '«'
                | '»'
                | '¿'
                | '¡'
                | '←'
                | '→'
                | '✕'
                | '×'
                | '©'
                | '®'
                | '™'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::plain("databricks-a", "databricks-a", &[], false, true)]
    #[case::glued("databricks-a⥂", "databricks-a", &["⥂"], false, true)]
    #[case::several("A 7B ⥂†,", "A 7B", &["†", "⥂"], false, true)]
    #[case::repeated("A 7B**", "A 7B", &["**"], false, true)]
    #[case::both_orders("A⥂ (preview) ◇", "A", &["◇", "⥂"], true, true)]
    #[case::language("GTE v1.5 (English)⥂", "GTE v1.5 (English)", &["⥂"], false, true)]
    #[case::a_footnote_in_brackets("A 7B [1]", "A 7B", &["[1]"], false, true)]
    #[case::before("◇ A 7B", "A 7B", &[], false, false)]
    #[case::inside("databricks-a◇-b", "databricks-a-b", &[], false, false)]
    fn an_item_is_a_name_and_its_signs(
        #[case] text: &str,
        #[case] name: &str,
        #[case] signs: &[&str],
        #[case] preview: bool,
        #[case] clear: bool,
    ) {
        let signs = signs.iter().map(ToString::to_string).collect();
        assert_eq!(read(text), Item { name: name.to_owned(), signs, preview, clear });
    }

    #[test]
    fn a_footnote_begins_with_its_sign() {
        assert_eq!(footnote("** Model provider"), Some(("**", " Model provider")));
        assert_eq!(footnote("⥂ This model"), Some(("⥂", " This model")));
        for text in ["? This model", "\u{FFFD} This", "This model", "“This” model", "←✕", ""] {
            assert_eq!(footnote(text), None, "{text}");
        }
    }
}
