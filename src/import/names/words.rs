//! The words of which names of models are made, and those that stand in none.

use super::{LONGEST_NAME, MOST_WORDS};
use crate::import::content::is_one_of;
use crate::import::date;
use crate::import::item::in_names;

/// Words in small letters that names of models hold.
const SMALL: &str =
    "mini nano micro pro lite flash instruct chat large small base medium turbo vision code thinking";
/// Words that names of models do not hold.
const PROSE: &str = "\
    all an any as ask at available beta check click coming contact custom deprecated fine for here \
    in learn legacy limited list model models more n/a new no none not note on only open other \
    others partner preview read region regions request required requires retired see support \
    supported table tbd the tuned unsupported x";

/// Whether a text holds a word that names of models do not.
pub fn is_prose(text: &str) -> bool {
    let mut words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '/'));
    words.any(|word| is_one_of(PROSE, &word.to_ascii_lowercase()))
}

/// Whether a text is made like a model's name: a few words that begin with a capital or a digit, no word of prose.
pub fn could_be_a_name(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let named = |word: &&str| {
        let bare = word.trim_matches(['(', ')']);
        bare.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit())
            || is_one_of(SMALL, bare)
            || bare.contains(|c: char| c.is_ascii_digit())
    };
    let is_word = |word: &&str| word.bytes().filter(u8::is_ascii_alphabetic).count() > 1 && !is_size(word);
    text.len() <= LONGEST_NAME
        && words.len() <= MOST_WORDS
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(in_names)
        && words.iter().all(named)
        && words.iter().any(is_word)
        && text.contains(|c: char| c.is_ascii_uppercase())
        && !is_prose(text)
        && !text.ends_with(['.', '/', '-'])
        && date::find(text).is_none()
}

/// "405B", "8x7B", "A10B": how large a model is.
pub fn is_size(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit()) && word.ends_with(['B', 'M', 'K'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Acme Base 7B", true)]
    #[case("Acme Large", true)]
    #[case("OpenAI GPT-9 mini", true)]
    #[case("Acme Text v1.5 (English)", true)]
    #[case("Meta Llama 3 (70B)", true)]
    #[case("DBRX", true)]
    #[case("405B", false)]
    #[case("N/A", false)]
    #[case("Coming soon", false)]
    #[case("Contact Sales", false)]
    #[case("See Pricing", false)]
    #[case("All Models Above", false)]
    #[case("Fine-tuned variants of Llama 3", false)]
    #[case("Up to 4 replicas", false)]
    #[case("March 3, 2027", false)]
    #[case("Zebra 9.", false)]
    #[case("谷歌 Gemma 3 12B", false)]
    fn a_new_model_has_a_name(#[case] text: &str, #[case] named: bool) {
        assert_eq!(could_be_a_name(text), named);
    }
}
