//! A word of a filter: fuzzily, letter by letter between quotes, or as a name whose dashes are written otherwise.

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Matcher, Utf32Str};
use unicode_segmentation::UnicodeSegmentation;

use crate::text;

/// What a letter that matches without a gap is worth: about what the fuzzy matcher gives.
const LETTER: usize = 20;

/// One word.
#[derive(Debug, Clone)]
pub struct Word {
    /// As it was written, without quotes.
    pub(super) text: String,
    /// None between quotes.
    fuzzy: Option<Atom>,
    /// Its letters in lower case.
    letters: Vec<char>,
    folded: Vec<char>,
}

impl Word {
    pub(super) fn new(word: &str, exact: bool) -> Self {
        let atom = || Atom::new(word, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy, false);
        Self {
            text: word.to_owned(),
            fuzzy: (!exact).then(atom),
            letters: word.chars().flat_map(char::to_lowercase).collect(),
            folded: text::fold(word).chars().collect(),
        }
    }

    /// How well a field matches; none if it does not.
    pub(super) fn score(&self, field: &str, matcher: &mut Matcher, buffer: &mut Vec<char>) -> Option<u16> {
        let plain = |found: Vec<u32>| u16::try_from(found.len() * LETTER).unwrap_or(u16::MAX);
        match &self.fuzzy {
            None => self.exactly(field).map(plain),
            Some(atom) => {
                let fuzzily = atom.score(Utf32Str::new(field, buffer), matcher);
                fuzzily.or_else(|| self.as_name(field).map(plain))
            }
        }
    }

    /// The letters of a field that match, as places of graphemes.
    pub(super) fn indices(
        &self,
        field: &str,
        matcher: &mut Matcher,
        buffer: &mut Vec<char>,
        letters: &mut Vec<u32>,
    ) {
        let found = match &self.fuzzy {
            None => self.exactly(field),
            Some(atom) if atom.indices(Utf32Str::new(field, buffer), matcher, letters).is_some() => None,
            Some(_) => self.as_name(field),
        };
        letters.extend(found.unwrap_or_default());
    }

    /// Letter by letter, anywhere, case forgiven.
    fn exactly(&self, field: &str) -> Option<Vec<u32>> {
        find(field, &self.letters, |letter, spread| spread.extend(letter.to_lowercase()))
    }

    /// As a part of a name, whatever stands between its words.
    fn as_name(&self, field: &str) -> Option<Vec<u32>> {
        find(field, &self.folded, |letter, spread| spread.extend(text::fold_letter(letter)))
    }
}

/// The graphemes of a field in which the letters stand one after the other.
fn find(field: &str, wanted: &[char], spread: impl Fn(char, &mut Vec<char>)) -> Option<Vec<u32>> {
    if wanted.is_empty() {
        return None;
    }
    let (mut letters, mut places) = (Vec::new(), Vec::new());
    for (place, grapheme) in (0_u32..).zip(field.graphemes(true)) {
        grapheme.chars().for_each(|letter| spread(letter, &mut letters));
        places.resize(letters.len(), place);
    }
    let start = letters.windows(wanted.len()).position(|window| window == wanted)?;
    let mut found = places[start..start + wanted.len()].to_vec();
    found.dedup();
    Some(found)
}
