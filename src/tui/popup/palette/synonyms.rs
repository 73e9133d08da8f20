//! What else people call the things that commands are about: one table, for the palette and the search of the help.

/// A word of the commands' sentences, and what is typed in its place.
pub const SYNONYMS: &[(&str, &[&str])] = &[
    ("quit", &["exit", "leave", "close", "bye", ":q", ":q!", ":x"]),
    ("keys", &["help", "shortcuts", "bindings", "manual"]),
    ("glossary", &["terms", "definition", "dictionary", "meaning", "explain"]),
    ("cloud", &["azure", "aws", "google"]),
    ("azure", &["cloud", "microsoft"]),
    ("aws", &["cloud", "amazon"]),
    ("google", &["cloud", "gcp"]),
    ("theme", &["colours", "colors", "dark", "light", "contrast", "appearance"]),
    ("best", &["shortlist", "recommend", "suggest", "top"]),
    ("dbu", &["cost", "price", "money", "budget"]),
    ("sort", &["order", "cheapest", "price", "cost"]),
    ("matrix", &["map", "grid"]),
    ("posture", &["residency", "routing", "gdpr", "rules"]),
    ("documents", &["note", "files", "markdown", "export"]),
    ("export", &["write", "files", "markdown", "documents", "note"]),
    ("save", &["write", "store", ":w"]),
    ("open", &["load", "file", ":e"]),
    ("undo", &["revert"]),
    ("redo", &["again", "repeat"]),
    ("clipboard", &["yank"]),
    ("as-of", &["date", "today", "day"]),
    ("timeline", &["retirement", "deprecation", "calendar", "ends"]),
    ("comparison", &["versus", "vs", "side"]),
    ("filter", &["search", "find"]),
];

/// The words of a sentence, in lower case.
pub fn words(sentence: &str) -> impl Iterator<Item = String> {
    sentence.split(|letter: char| !letter.is_alphanumeric() && letter != '-').map(str::to_lowercase)
}

/// What else the things of a sentence are called.
pub fn synonyms(sentence: &str) -> impl Iterator<Item = &'static str> {
    let words: Vec<String> = words(sentence).collect();
    let named = SYNONYMS.iter().filter(move |(word, _)| words.iter().any(|known| known == word));
    named.flat_map(|(_, others)| others.iter().copied())
}

/// How well a typed word fits a sentence: a word of it, the beginning of one, another word for one, or a part of it.
pub fn fit(typed: &str, sentence: &str) -> Option<u32> {
    const WORD: u32 = 500;
    const SYNONYM: u32 = 450;
    const BEGINNING: u32 = 400;
    const SYNONYM_BEGINNING: u32 = 300;
    const PART: u32 = 200;
    let typed = typed.to_lowercase();
    // Among equals the one that says it sooner.
    let scores = (0_u32..).zip(words(sentence)).filter_map(|(at, word)| {
        let is_part = || word.split('-').any(|part| part == typed);
        let score = match () {
            () if word == typed => WORD,
            () if is_part() => WORD - 30,
            () if word.starts_with(&typed) => BEGINNING,
            () => return None,
        };
        Some(score - at.min(20))
    });
    let others = synonyms(sentence).filter_map(|other| match () {
        () if other == typed => Some(SYNONYM),
        () if other.starts_with(&typed) => Some(SYNONYM_BEGINNING),
        () => None,
    });
    let part = sentence.to_lowercase().contains(&typed).then_some(PART);
    scores.chain(others).chain(part).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_counts_more_than_another_word_for_it_and_more_than_a_part() {
        let quit = "Quit (asks about unsaved changes)";
        assert!(fit("quit", quit) > fit("exit", quit));
        assert!(fit("exit", quit) > fit("qui", quit));
        assert!(fit("qui", quit) > fit("nsaved", quit));
        assert_eq!(fit("timeline", quit), None);
    }
}
