//! Foreign text made safe: what could steer a terminal, or hide in a name, is taken out.

use std::borrow::Cow;

const JOINERS: [char; 2] = ['\u{200C}', '\u{200D}'];

/// Makes foreign text safe for a terminal; lines stay lines, a tab becomes four spaces.
///
/// Control characters go, and so do the characters that cannot be seen but reorder or hide text. What writing needs
/// stays: combining marks, variation selectors, the joiners inside emoji and inside scripts that are not ASCII.
pub fn clean(text: &str) -> Cow<'_, str> {
    // Nearly all text is plain, and none of its bytes can do anything.
    if text.bytes().all(|byte| matches!(byte, b'\n' | b' '..=b'~'))
        || text.chars().all(|c| c == '\n' || !(is_dangerous(c) || JOINERS.contains(&c)))
    {
        return Cow::Borrowed(text);
    }
    let mut kept = text.char_indices().filter_map(|(at, c)| safe(text, at, c)).peekable();
    let mut cleaned = String::with_capacity(text.len());
    let mut before = '\n';
    while let Some(c) = kept.next() {
        if JOINERS.contains(&c) && !(joins(before) && kept.peek().copied().is_some_and(joins)) {
            continue;
        }
        if c == '\t' {
            cleaned.push_str("    ");
        } else {
            cleaned.push(c);
        }
        before = c;
    }
    Cow::Owned(cleaned)
}

/// Makes foreign text safe for a place that has one line: line breaks in a row become one space.
pub fn clean_line(text: &str) -> Cow<'_, str> {
    let cleaned = clean(text);
    if !cleaned.contains('\n') {
        return cleaned;
    }
    let mut line = String::with_capacity(cleaned.len());
    let mut broken = false;
    for c in cleaned.chars() {
        if c != '\n' {
            line.push(c);
        } else if !broken {
            line.push(' ');
        }
        broken = c == '\n';
    }
    Cow::Owned(line)
}

/// What somebody wrote into one line, as the program keeps it: safe, without line breaks, without blanks around it.
///
/// Fields, flags and files all keep text by this rule, so that what is saved is what is read again.
pub fn entry_line(text: &str) -> String {
    without_margins(&clean_line(text)).to_owned()
}

/// The same for text that may run over lines.
pub fn entry(text: &str) -> String {
    without_margins(&clean(text)).to_owned()
}

/// Without blanks at its ends. A joiner between two blanks would hide there.
fn without_margins(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || JOINERS.contains(&c))
}

/// Whether a character can be typed behind another as it is: [`clean`] keeps it there, if what follows allows it.
pub fn is_safe_after(before: Option<char>, c: char) -> bool {
    if JOINERS.contains(&c) { before.is_some_and(joins) } else { !is_dangerous(c) }
}

/// What is kept of a character: itself, or a line break for the other ways of writing one. A tab passes.
fn safe(text: &str, at: usize, c: char) -> Option<char> {
    match c {
        '\r' if text[at + 1..].starts_with('\n') => None,
        '\r' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\n' | '\t' => Some(c),
        _ if is_dangerous(c) => None,
        _ => Some(c),
    }
}

/// Whether a joiner has business beside this character. Between ASCII letters it could only hide.
fn joins(c: char) -> bool {
    !c.is_ascii() && !JOINERS.contains(&c)
}

fn is_dangerous(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' // draw nothing
            | '\u{2028}' | '\u{2029}' // break lines
            | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}' // reorder
            | '\u{FFF9}'..='\u{FFFB}' // annotate
            | '\u{E0000}'..='\u{E007F}' // tag, unseen
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case::plain("Llama 4\nMaverick", "Llama 4\nMaverick")]
    #[case::escape("\u{1b}[31mred\u{1b}]0;title\u{7}", "[31mred]0;title")]
    #[case::c1_and_delete("a\u{9b}2Jb\u{7f}c\u{0}", "a2Jbc")]
    #[case::tab("a\tb", "a    b")]
    #[case::line_breaks("a\r\nb\rc\u{2028}d\n\re", "a\nb\nc\nd\n\ne")]
    #[case::bidi("\u{202e}gpj\u{202c} \u{2066}x\u{2069}", "gpj x")]
    #[case::unseen("\u{feff}a\u{200b}b\u{ad}c\u{2060}d", "abcd")]
    #[case::tag("a\u{e0041}\u{e007f}b", "ab")]
    #[case::combining("e\u{301} ก็ é", "e\u{301} ก็ é")]
    #[case::emoji("👩\u{200d}💻 ❤\u{fe0f}", "👩\u{200d}💻 ❤\u{fe0f}")]
    #[case::joiner_in_persian("می\u{200c}خواهم", "می\u{200c}خواهم")]
    #[case::joiner_hidden_in_ascii("qw\u{200d}en", "qwen")]
    #[case::joiners_at_the_ends("\u{200d}é\u{200d}", "é")]
    #[case::joiners_in_a_row("é\u{200d}\u{200d}è", "é\u{200d}è")]
    fn foreign_text_is_made_safe(#[case] text: &str, #[case] safe: &str) {
        assert_eq!(clean(text), safe);
    }

    #[rstest]
    #[case("one line", "one line")]
    #[case("a\r\n\r\nb\nc", "a b c")]
    #[case("\n", " ")]
    fn a_line_has_no_breaks(#[case] text: &str, #[case] line: &str) {
        assert_eq!(clean_line(text), line);
    }

    #[test]
    fn safe_text_is_not_copied() {
        assert!(matches!(clean("München\n東京"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn nothing_dangerous_is_left(text in any::<String>()) {
            let cleaned = clean(&text);
            prop_assert!(cleaned.chars().all(|c| c == '\n' || !is_dangerous(c)));
            prop_assert!(clean_line(&text).chars().all(|c| !is_dangerous(c)));
        }

        #[test]
        fn cleaning_twice_changes_nothing(
            text in "[a é\u{a0}\u{200c}\u{200d}\u{200b}\r\n\t\u{1b}\u{202e}\u{2028}👩💻]{0,12}",
        ) {
            let once = clean(&text).into_owned();
            prop_assert_eq!(clean(&once).into_owned(), once);
            let once = entry(&text);
            prop_assert_eq!(entry(&once), once);
            let once = entry_line(&text);
            prop_assert_eq!(entry_line(&once), once);
        }
    }
}
