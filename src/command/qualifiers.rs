//! Qualifiers that are turned around, `-task:chat`, look like flags: they go behind `--`, where they are words.

use std::ffi::{OsStr, OsString};

/// The commands whose words are a filter.
const FILTERING: [&str; 3] = ["models", "regions", "list"];

/// The same command line with such qualifiers at its end. The order of a filter does not matter.
pub fn qualifiers_last(words: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let words: Vec<OsString> = words.into_iter().collect();
    let end = words.iter().position(|word| word == "--").unwrap_or(words.len());
    if !words[..end].iter().any(|word| FILTERING.iter().any(|command| word == command)) {
        return words;
    }
    let (terms, mut rest): (Vec<OsString>, Vec<OsString>) =
        words[..end].iter().cloned().partition(|word| is_term(word));
    if !terms.is_empty() || end < words.len() {
        rest.push("--".into());
    }
    rest.extend(terms);
    rest.extend(words.into_iter().skip(end + 1));
    rest
}

/// Whether a word is a dash, a name of at least two letters, and a colon: no flag looks so.
fn is_term(word: &OsStr) -> bool {
    let name = word.to_str().and_then(|word| word.strip_prefix('-')?.split_once(':')).map(|(name, _)| name);
    name.is_some_and(|name| {
        name.len() > 1
            && !name.starts_with('-')
            && name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("models -task:chat --mode x", "models --mode x -- -task:chat")]
    #[case("models a -task:chat -- b", "models a -- -task:chat b")]
    #[case("models a --mode x", "models a --mode x")]
    #[case("export -ofile:x", "export -ofile:x")]
    fn only_a_filter_has_terms(#[case] line: &str, #[case] sorted: &str) {
        let words = qualifiers_last(line.split(' ').map(OsString::from));
        assert_eq!(words.join(OsStr::new(" ")), OsString::from(sorted));
    }
}
