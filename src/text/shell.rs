//! Words of a command line that is to be pasted into a shell.

/// A word that every shell takes as it stands: between single quotes if anything in it could mean something else.
pub fn shell_word(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+:@,=".contains(c);
    // What begins with a dash would be taken for a flag, and with an equals sign for a command of zsh.
    let word = if word.starts_with('-') && word.len() > 1 { format!("./{word}") } else { word.to_owned() };
    if !word.is_empty() && !word.starts_with('=') && word.chars().all(plain) {
        return word;
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("decisions/a-1_b.toml", "decisions/a-1_b.toml")]
    #[case("München.toml", "München.toml")]
    #[case("a b.toml", "'a b.toml'")]
    #[case("t/$(id).toml", "'t/$(id).toml'")]
    #[case("`id`", "'`id`'")]
    #[case("it's.toml", r"'it'\''s.toml'")]
    #[case("a!b", "'a!b'")]
    #[case("~/a", "'~/a'")]
    #[case("a*[b]?", "'a*[b]?'")]
    #[case("a\\b", "'a\\b'")]
    #[case("-rf.toml", "./-rf.toml")]
    #[case("-", "-")]
    #[case("", "''")]
    fn nothing_in_a_word_is_read_by_the_shell(#[case] word: &str, #[case] expected: &str) {
        assert_eq!(shell_word(word), expected);
    }

    #[cfg(unix)]
    #[test]
    fn a_shell_gives_the_word_back() {
        for word in
            ["a b", "$(echo x)", "`echo x`", "it's", "a\"b", "!x", "~", "*", "a\\", "{a,b}", "#x", "&;|<>"]
        {
            let script = format!("printf %s {}", shell_word(word));
            let output = std::process::Command::new("sh").args(["-c", &script]).output().unwrap();
            assert_eq!(String::from_utf8_lossy(&output.stdout), word);
        }
    }
}
