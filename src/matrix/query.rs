//! The live filter: plain words that match fuzzily, best first, with the letters that matched.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// What a person typed into a filter.
#[derive(Debug, Clone, Default)]
pub struct Query {
    words: Vec<Pattern>,
}

/// How well a row fits, and the letters (graphemes, from 0) that matched in each of its fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Match {
    /// Higher is better.
    pub score: u32,
    /// For each field of the row, the places of the matched letters, in order.
    pub letters: Vec<Vec<u32>>,
}

/// The matcher's working memory: made once, used for every row.
#[derive(Debug)]
pub struct Scratch {
    matcher: Matcher,
    buffer: Vec<char>,
}

impl Default for Scratch {
    fn default() -> Self {
        Self { matcher: Matcher::new(Config::DEFAULT), buffer: Vec::new() }
    }
}

impl Query {
    /// Reads a filter: words parted by blanks, each of which must match.
    pub fn parse(text: &str) -> Self {
        let word =
            |word: &str| Pattern::new(word, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
        Self { words: text.split_whitespace().map(word).collect() }
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether every word matches one of the fields, and how well. A word takes the field it fits best.
    pub fn matches(&self, fields: &[&str], scratch: &mut Scratch) -> Option<Match> {
        let mut found = Match { score: 0, letters: vec![Vec::new(); fields.len()] };
        for word in &self.words {
            let mut best: Option<(u32, usize, Vec<u32>)> = None;
            for (place, field) in fields.iter().enumerate() {
                let mut letters = Vec::new();
                let text = Utf32Str::new(field, &mut scratch.buffer);
                if let Some(score) = word.indices(text, &mut scratch.matcher, &mut letters)
                    && best.as_ref().is_none_or(|(most, ..)| score > *most)
                {
                    best = Some((score, place, letters));
                }
            }
            let (score, place, letters) = best?;
            found.score += score;
            found.letters[place].extend(letters);
        }
        for letters in &mut found.letters {
            letters.sort_unstable();
            letters.dedup();
        }
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_must_match_somewhere_and_its_letters_are_told() {
        let mut scratch = Scratch::default();
        let fields = ["Meta Llama 4 Maverick", "databricks-llama-4-maverick"];
        let found = Query::parse("meta mav").matches(&fields, &mut scratch).unwrap();
        assert_eq!(found.letters[0], vec![0, 1, 2, 3, 13, 14, 15]);
        assert!(Query::parse("meta qwen").matches(&fields, &mut scratch).is_none());
        assert!(Query::parse("").matches(&fields, &mut scratch).is_some());
    }
}
