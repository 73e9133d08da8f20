//! A word of a filter: fuzzily, letter by letter between quotes, or as a name whose dashes are written otherwise.

use nucleo_matcher::Utf32Str;
use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use unicode_segmentation::UnicodeSegmentation;

use super::Scratch;
use crate::text;

/// What a letter that matches without a gap is worth: about what the fuzzy matcher gives.
const LETTER: usize = 20;

/// One word.
#[derive(Debug, Clone)]
pub struct Word {
    /// As it was written, without quotes.
    pub text: String,
    /// None between quotes.
    fuzzy: Option<Atom>,
    /// Its letters in lower case between quotes, else those of a name.
    letters: String,
}

impl Word {
    pub(super) fn new(word: &str, exact: bool) -> Self {
        let atom = || Atom::new(word, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy, false);
        Self {
            text: word.to_owned(),
            fuzzy: (!exact).then(atom),
            letters: if exact { lower(word) } else { text::fold(word) },
        }
    }

    /// How well a field matches; none if it does not.
    pub(super) fn score(&self, field: &str, scratch: &mut Scratch) -> Option<u16> {
        let (matcher, buffer) = scratch.parts();
        let spelled = match &self.fuzzy {
            None => lower(field),
            Some(atom) => match atom.score(Utf32Str::new(field, buffer), matcher) {
                Some(score) => return Some(score),
                None => text::fold(field),
            },
        };
        let found = !self.letters.is_empty() && spelled.contains(&self.letters);
        found.then(|| u16::try_from(self.letters.chars().count() * LETTER).unwrap_or(u16::MAX))
    }

    /// The letters of a field that match, as places of graphemes.
    pub(super) fn indices(&self, field: &str, scratch: &mut Scratch, letters: &mut Vec<u32>) {
        let (matcher, buffer) = scratch.parts();
        let found = match &self.fuzzy {
            None => find(field, &self.letters, |letter, spelled| spelled.extend(letter.to_lowercase())),
            Some(atom) if atom.indices(Utf32Str::new(field, buffer), matcher, letters).is_some() => None,
            // As a part of a name, whatever stands between its words.
            Some(_) => {
                find(field, &self.letters, |letter, spelled| spelled.extend(text::fold_letter(letter)))
            }
        };
        letters.extend(found.unwrap_or_default());
    }
}

fn lower(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// The graphemes of a field in which the letters stand one after the other.
fn find(field: &str, wanted: &str, spell: impl Fn(char, &mut String)) -> Option<Vec<u32>> {
    // The place of the grapheme that each byte of the spelling comes from.
    let (mut spelled, mut places) = (String::new(), Vec::new());
    for (place, grapheme) in (0_u32..).zip(field.graphemes(true)) {
        grapheme.chars().for_each(|letter| spell(letter, &mut spelled));
        places.resize(spelled.len(), place);
    }
    let start = spelled.find(wanted)?;
    let mut found = places[start..start + wanted.len()].to_vec();
    found.dedup();
    Some(found)
}
