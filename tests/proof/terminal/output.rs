//! What the planner may write to a terminal: its own sequences and text. All else could only have come from data.

/// The modes that are set and reset.
const MODES: [&str; 9] = ["25", "1049", "1000", "1002", "1003", "1006", "1015", "2004", "2026"];

/// The question for the ground, and for what the terminal is.
const QUESTIONS: [&str; 2] = ["\x1b]11;?\x1b\\", "\x1b[c"];

/// Finds nothing foreign in all that was written.
pub fn assert_own(bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).unwrap_or_else(|error| {
        let at = error.valid_up_to();
        panic!(
            "no text: {:?}",
            String::from_utf8_lossy(&bytes[at.saturating_sub(40)..bytes.len().min(at + 40)])
        )
    });
    let mut rest = text;
    let mut is_ours = false;
    while let Some(letter) = rest.chars().next() {
        let around = || rest.chars().take(60).collect::<String>();
        if letter == '\x1b' {
            let length = sequence(rest).unwrap_or_else(|| panic!("a foreign sequence: {:?}", around()));
            if rest.starts_with("\x1b[?1049") {
                is_ours = rest.starts_with("\x1b[?1049h");
            }
            rest = &rest[length..];
            continue;
        }
        // What the shell writes has lines.
        assert!(!(letter.is_control() && is_ours), "a control character: {:?}", around());
        assert!(!is_hidden(letter), "a hidden character: {:?}", around());
        rest = &rest[letter.len_utf8()..];
    }
}

fn is_hidden(letter: char) -> bool {
    matches!(letter,
        '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{200b}'
        | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The length of a sequence of the planner's own.
fn sequence(text: &str) -> Option<usize> {
    if let Some(question) = QUESTIONS.iter().find(|question| text.starts_with(**question)) {
        return Some(question.len());
    }
    if let Some(copied) = text.strip_prefix("\x1b]52;c;") {
        let end = copied.find("\x1b\\")?;
        let is_plain =
            copied[..end].bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte));
        return is_plain.then_some("\x1b]52;c;".len() + end + 2);
    }
    let parameters = text.strip_prefix("\x1b[")?;
    let end = parameters.find(|c: char| c.is_ascii_alphabetic())?;
    let (parameters, last) = (&parameters[..end], parameters.as_bytes()[end]);
    let numbers = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == ';' || c == ':');
    let is_own = match (parameters.chars().next(), last) {
        (Some('?'), b'h' | b'l') => MODES.contains(&&parameters[1..]),
        (Some('>' | '<'), b'u') => numbers(&parameters[1..]),
        (_, b'm' | b'H' | b'A'..=b'G' | b'J' | b'K') => numbers(parameters),
        _ => false,
    };
    is_own.then_some("\x1b[".len() + end + 1)
}
