//! Names: the known ones nearest to a mistyped one, and file names made of titles.

use nucleo_matcher::chars::normalize;
use strsim::{damerau_levenshtein, jaro_winkler};

/// Nobody mistypes a name this long, and comparing costs the product of both lengths.
const LONGEST_NAME: usize = 100;

/// The longest slug, in bytes: room is left for an extension and for what a copy adds.
const LONGEST_SLUG: usize = 80;

/// The known names someone may have meant, best first, at most `most`. None if nothing comes near.
///
/// Case, accents and dashes are forgiven. A name is near if it holds what was typed, if few letters differ, or if every
/// word typed is nearly one of its words.
pub fn nearest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>, most: usize) -> Vec<&'a str> {
    if wanted.chars().nth(LONGEST_NAME).is_some() {
        return Vec::new();
    }
    let wanted = Words::of(wanted);
    let mut near: Vec<(f64, &str)> =
        known.into_iter().filter_map(|name| Some((nearness(&wanted, &Words::of(name))?, name))).collect();
    near.sort_by(|(left, a), (right, b)| right.total_cmp(left).then_with(|| a.cmp(b)));
    near.dedup_by_key(|(_, name)| *name);
    near.into_iter().map(|(_, name)| name).take(most).collect()
}

/// The hint that names the nearest known name, if one comes near: `did you mean 'us-east-1'?`.
pub fn did_you_mean<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(wanted, known, 1).first().map(|near| meant(near))
}

/// The hint that names what was probably meant.
pub fn meant(name: &str) -> String {
    format!("did you mean '{name}'?")
}

/// A name without case, accents, blanks, dashes and other marks: two that fold alike are one name.
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for letter in name.chars() {
        // Nearly all letters are of ASCII, and every name is folded where one is looked up.
        if letter.is_ascii_alphanumeric() {
            folded.push(letter.to_ascii_lowercase());
        } else if !letter.is_ascii() {
            folded.extend(fold_letter(letter));
        }
    }
    folded
}

/// What is left of one letter of a folded name.
pub fn fold_letter(letter: char) -> impl Iterator<Item = char> {
    normalize(letter).to_lowercase().map(normalize).filter(|c| c.is_alphanumeric())
}

/// A lower-case name that every file system takes: letters, digits and dashes of ASCII, never empty.
pub fn slug(text: &str) -> String {
    let words = Words::of(text);
    let mut slug = words.iter().collect::<Vec<_>>().join("-").replace(|c: char| !c.is_ascii(), "-");
    slug.truncate(LONGEST_SLUG);
    let slug = slug.split('-').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
    if slug.is_empty() {
        return "plan".to_owned();
    }
    if is_device(&slug) { format!("plan-{slug}") } else { slug }
}

/// The words of a name: letters and digits, lower case, without accents.
struct Words {
    /// All of them, one behind the other.
    letters: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Words {
    fn of(name: &str) -> Self {
        let mut words = Self { letters: String::with_capacity(name.len()), ends: Vec::with_capacity(8) };
        let is_accent = |c: char| ('\u{300}'..='\u{36F}').contains(&c);
        for c in name.chars().filter(|c| !is_accent(*c)) {
            if c.is_ascii() {
                words.push(c.to_ascii_lowercase());
                continue;
            }
            // An accent written apart from its letter is left out; lower case can take one apart.
            normalize(c).to_lowercase().filter(|c| !is_accent(*c)).for_each(|c| words.push(c));
        }
        words.end();
        words
    }

    fn push(&mut self, c: char) {
        if c.is_alphanumeric() { self.letters.push(c) } else { self.end() }
    }

    fn end(&mut self) {
        if self.letters.len() > self.ends.last().copied().unwrap_or(0) {
            self.ends.push(self.letters.len());
        }
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = [0].into_iter().chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.letters[start..*end])
    }
}

/// How near a name comes to the wanted one: a rank for the kind of likeness, and within it how alike they look.
fn nearness(wanted: &Words, name: &Words) -> Option<f64> {
    let (whole, known) = (wanted.letters.as_str(), name.letters.as_str());
    if whole.is_empty() || known.is_empty() {
        return None;
    }
    let rank = if whole == known {
        4.0
    } else if holds(known, whole) || (holds(whole, known) && known.len() * 2 >= whole.len()) {
        3.0
    } else if is_typo(whole, known) {
        2.0
    } else if wanted.iter().all(|word| name.iter().any(|other| word == other || is_typo(word, other))) {
        1.0
    } else {
        return None;
    };
    Some(rank + jaro_winkler(whole, known) / 2.0)
}

/// Whether the whole contains the part, and the part says enough: two letters do only at the start.
fn holds(whole: &str, part: &str) -> bool {
    match part.chars().count() {
        0 | 1 => false,
        2 => whole.starts_with(part),
        _ => whole.contains(part),
    }
}

/// Whether at most a third of the letters differ; so a word of one or two letters has to be right.
fn is_typo(wanted: &str, known: &str) -> bool {
    let letters = wanted.chars().count();
    letters.abs_diff(known.chars().count()) * 3 <= letters
        && least_difference(wanted, known) * 3 <= letters
        && damerau_levenshtein(wanted, known) * 3 <= letters
}

/// How many letters differ at least: those of the one that the other does not have, in whatever order. Nearly every name
/// differs by more than a typo already so, and this costs a twentieth of comparing in order.
fn least_difference(one: &str, other: &str) -> usize {
    let mut counts = [0_i32; 64];
    for byte in one.bytes() {
        counts[usize::from(byte % 64)] += 1;
    }
    for byte in other.bytes() {
        counts[usize::from(byte % 64)] -= 1;
    }
    let more: i32 = counts.iter().filter(|count| **count > 0).sum();
    let fewer: i32 = counts.iter().filter(|count| **count < 0).sum();
    let bytes = more.max(-fewer).unsigned_abs() as usize;
    // A letter outside of ASCII has up to four bytes, which differ together.
    if one.is_ascii() && other.is_ascii() { bytes } else { bytes.div_ceil(4) }
}

/// Whether Windows keeps the name for a device, whatever its extension.
fn is_device(name: &str) -> bool {
    let port = name.strip_prefix("com").or_else(|| name.strip_prefix("lpt"));
    matches!(name, "con" | "prn" | "aux" | "nul")
        || port.is_some_and(|number| number.len() == 1 && number.as_bytes()[0].is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    const KNOWN: [&str; 9] = [
        "databricks-claude-sonnet-4",
        "databricks-claude-sonnet-4-5",
        "databricks-gte-large-en",
        "databricks-llama-4-maverick",
        "databricks-meta-llama-3-1-8b-instruct",
        "eu-west-1",
        "us-east-1",
        "us-east-2",
        "provisioned-throughput",
    ];

    #[rstest]
    #[case::case_and_dashes("Databricks_Llama 4 Maverick", &["databricks-llama-4-maverick"])]
    #[case::part("maverick", &["databricks-llama-4-maverick"])]
    #[case::typo("databricks-lama-4-mavrick", &["databricks-llama-4-maverick"])]
    #[case::typo_in_a_part("mavreick", &["databricks-llama-4-maverick"])]
    #[case::words("sonet claude", &["databricks-claude-sonnet-4", "databricks-claude-sonnet-4-5"])]
    #[case::best_first("claude-sonnet-4", &["databricks-claude-sonnet-4", "databricks-claude-sonnet-4-5"])]
    #[case::region("us-est-1", &["us-east-1", "us-east-2", "eu-west-1"])]
    #[case::start("eu", &["eu-west-1"])]
    #[case::mode("provisoned throughput", &["provisioned-throughput"])]
    #[case::accents("ëu-wést-1", &["eu-west-1"])]
    #[case::nonsense("xyzzy", &[])]
    #[case::one_letter("a", &[])]
    #[case::empty("", &[])]
    #[case::only_dashes("--", &[])]
    fn a_mistyped_name_is_recognised(#[case] wanted: &str, #[case] meant: &[&str]) {
        assert_eq!(nearest(wanted, KNOWN, 3), meant);
    }

    #[test]
    fn no_more_are_named_than_asked_for() {
        assert_eq!(nearest("us-east", KNOWN, 1), ["us-east-1"]);
        assert!(nearest("us-east", KNOWN, 0).is_empty());
        assert_eq!(nearest("us-east-1", ["us-east-1", "us-east-1"], 3), ["us-east-1"]);
    }

    #[test]
    fn a_novel_is_not_compared() {
        assert!(nearest(&"maverick ".repeat(1_000_000), KNOWN, 3).is_empty());
    }

    #[rstest]
    #[case("Maverick in us-east-1!", "maverick-in-us-east-1")]
    #[case("../../etc/passwd", "etc-passwd")]
    #[case(".hidden", "hidden")]
    #[case("Über Größe", "uber-grose")]
    #[case("e\u{301}te\u{301}", "ete")]
    #[case("日本", "plan")]
    #[case("", "plan")]
    #[case("NUL", "plan-nul")]
    #[case("com1", "plan-com1")]
    #[case("com1.md", "com1-md")]
    #[case("community", "community")]
    fn a_title_becomes_a_file_name(#[case] title: &str, #[case] name: &str) {
        assert_eq!(slug(title), name);
    }

    #[test]
    fn a_name_folds_as_its_letters_do() {
        let ascii: String = (0..128_u8).map(char::from).collect();
        for name in [ascii.as_str(), "Über Größe", "İstanbul", "日本", "e\u{301}"] {
            assert_eq!(fold(name), name.chars().flat_map(fold_letter).collect::<String>(), "{name}");
        }
    }

    proptest! {
        #[test]
        fn a_slug_is_safe_everywhere(title in any::<String>()) {
            let name = slug(&title);
            prop_assert!(!name.is_empty() && name.len() <= LONGEST_SLUG);
            prop_assert!(name.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '-')));
            prop_assert!(!name.starts_with('-') && !name.ends_with('-'));
            prop_assert_eq!(slug(&name), name);
        }

        #[test]
        fn no_fewer_letters_differ_than_counted(one in "[a-zä-ü ]{0,9}", other in "[a-zä-ü ]{0,9}") {
            prop_assert!(least_difference(&one, &other) <= damerau_levenshtein(&one, &other));
        }

        #[test]
        fn looking_for_names_never_fails(wanted in any::<String>()) {
            prop_assert!(nearest(&wanted, KNOWN, 3).len() <= 3);
        }
    }
}
