//! Sizes in prose, in tokens: "400K total token context window with 128K maximum output tokens".

use super::content::is_one_of;

/// How many words away a size may be from what it is the size of.
const NEAR: usize = 6;
/// Words that a size belongs to.
const CONTEXT: [&str; 3] = ["context", "window", "windows"];
const OUTPUT: [&str; 5] = ["output", "outputs", "generated", "generate", "generates"];
/// Words that part what is said of one size from what is said of another.
const PARTS: [&str; 5] = ["and", "with", "while", "but", "plus"];
/// Words before a size that make it no size, or only about one.
const ROUGH: &str = "about around roughly approximately half than least over nearly almost not exceeding";
/// The smallest number that is a size.
const SMALLEST: u64 = 100;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Sizes {
    pub contexts: Vec<u64>,
    /// Most output tokens.
    pub outputs: Vec<u64>,
    /// Words around a number of tokens of which it is not clear what it is, or how many.
    pub unclear: Vec<String>,
}

/// A word of prose, in lower case and without the marks around it.
struct Word {
    text: String,
    /// Whether a mark or a word parts it from the word before.
    parted: bool,
}

pub fn read(text: &str) -> Sizes {
    let words = words(text);
    let is_size = |word: &Word| number(&word.text).is_some() || word.text == "million";
    let mut sizes = Sizes::default();
    let mut at = 0;
    while at < words.len() {
        let start = at;
        at += 1;
        let word = words[start].text.as_str();
        let odd = is_odd(word);
        let Some(mut size) = number(word).or_else(|| (odd || word == "million").then_some(0.0)) else {
            continue;
        };
        let mut large = word.ends_with(['k', 'm']) || odd;
        if let Some(factor) = words.get(at).and_then(|next| factor(&next.text)) {
            size *= factor;
            large = true;
            at += 1;
        } else if word == "million" && start > 0 && matches!(words[start - 1].text.as_str(), "one" | "a") {
            size = 1_000_000.0;
        }
        // The size belongs to what follows it, up to the next size or the end of the clause; else to what stands before it.
        let after = words[at..].iter().take(NEAR).take_while(|word| !word.parted && !is_size(word));
        let after: Vec<&str> = after.map(|word| word.text.as_str()).collect();
        let mut before = Vec::new();
        for word in words[..=start].windows(2).rev().take(NEAR) {
            if word[1].parted || is_size(&word[0]) {
                break;
            }
            before.push(word[0].text.as_str());
        }
        let says = |words: &[&str], wanted: &[&str]| words.iter().position(|word| wanted.contains(word));
        let is = |words: &[&str]| match (says(words, &CONTEXT), says(words, &OUTPUT)) {
            (Some(context), Some(output)) => Some(context < output),
            (Some(_), None) => Some(true),
            (None, Some(_)) => Some(false),
            (None, None) => None,
        };
        let tokens = after.iter().any(|word| word.starts_with("token")) || before.contains(&"tokens");
        // "8,000 tokens per minute" is a rate, "7B" and "25%" are something else.
        if says(&after, &["per", "minute", "second", "hour", "parameters", "billion"])
            .is_some_and(|at| at < 3)
        {
            continue;
        }
        let rough = odd || word.starts_with('~') || before.iter().take(3).any(|word| is_one_of(ROUGH, word));
        let whole = whole(size).filter(|size| !rough && *size >= SMALLEST);
        match (is(&after).or_else(|| is(&before)), whole) {
            (Some(true), Some(size)) => sizes.contexts.push(size),
            (Some(false), Some(size)) if tokens || large || after.first() == Some(&"output") => {
                sizes.outputs.push(size);
            }
            (what, _)
                if (tokens && (rough || size == 0.0 || size >= 100.0))
                    || (large && (what.is_some() || speaks_of_sizes(&words))) =>
            {
                let from = start.saturating_sub(3);
                let near: Vec<&str> =
                    words[from..words.len().min(at + NEAR)].iter().map(|word| word.text.as_str()).collect();
                sizes.unclear.push(near.join(" "));
            }
            _ => {}
        }
    }
    sizes
}

fn speaks_of_sizes(words: &[Word]) -> bool {
    words.iter().any(|word| word.text == "context" || word.text.starts_with("token"))
}

/// A size that is none: "128Ki", "32k/8k", "128K–256K".
fn is_odd(word: &str) -> bool {
    let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    digits > 0
        && word[digits..].starts_with(['k', 'm'])
        && number(word).is_none()
        && !word.ends_with(['b', 's'])
}

/// What the word behind a number multiplies it by.
fn factor(word: &str) -> Option<f64> {
    match word {
        "million" | "m" => Some(1_000_000.0),
        "k" | "thousand" => Some(1_000.0),
        _ => None,
    }
}

/// The words of a text; "1-million-token" is several.
fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut parted = false;
    for word in text.split(' ') {
        let lower = word.to_ascii_lowercase();
        parted |= lower.starts_with('(');
        let parts: Vec<&str> =
            if lower.starts_with(|c: char| c.is_ascii_digit() || c == '~') || lower.contains("-token") {
                lower.split('-').collect()
            } else {
                vec![lower.as_str()]
            };
        for part in parts {
            let bare = part.trim_matches(['.', ',', ';', '(', ')', ':', '*', '"']);
            if !bare.is_empty() {
                parted |= PARTS.contains(&bare);
                words.push(Word { text: bare.to_owned(), parted });
                parted = false;
            }
        }
        parted |= lower.ends_with(['.', ',', ';', ')']);
    }
    words
}

/// A number of tokens: `128,000`, `400k`, `1.05m`.
fn number(word: &str) -> Option<f64> {
    let word = word.strip_prefix('~').unwrap_or(word);
    let (digits, factor) = match word.as_bytes().last()? {
        b'k' => (&word[..word.len() - 1], 1_000.0),
        b'm' => (&word[..word.len() - 1], 1_000_000.0),
        _ => (word, 1.0),
    };
    if !digits.starts_with(|c: char| c.is_ascii_digit())
        || !digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
    {
        return None;
    }
    digits.replace(',', "").parse::<f64>().ok().map(|number| number * factor)
}

/// A size as a number of tokens, if it is one that can be.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "bounded, and whole, by the condition"
)]
fn whole(size: f64) -> Option<u64> {
    let near = size.round();
    ((near - size).abs() < 0.001 && (0.0..1e12).contains(&near)).then_some(near as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("400K total token context window with 128K maximum output tokens", &[400_000], &[128_000], false)]
    #[case("It has a 1-million-token context window.", &[1_000_000], &[], false)]
    #[case("with a context of 128,000 tokens", &[128_000], &[], false)]
    #[case("up to a 128K token context", &[128_000], &[], false)]
    #[case("a context window of 200,000 tokens and 64K output tokens", &[200_000], &[64_000], false)]
    #[case("Acme supports a 256K context window and up to 8,000 output tokens.", &[256_000], &[8_000], false)]
    #[case("can process up to 1 million tokens in a single context", &[1_000_000], &[], false)]
    #[case("one million tokens of context", &[1_000_000], &[], false)]
    #[case("with an embedding window of 8192 tokens", &[8_192], &[], false)]
    #[case("a 1.05M context window", &[1_050_000], &[], false)]
    #[case("a maximum output of 8,000 tokens", &[], &[8_000], false)]
    #[case("a context window of 200K tokens and a max output of 64K.", &[200_000], &[64_000], false)]
    #[case("Context: 128K; output: 8K.", &[128_000], &[8_000], false)]
    #[case("a 200K context window and can generate up to 64K tokens", &[200_000], &[64_000], false)]
    #[case("a 1 M token context window", &[1_000_000], &[], false)]
    #[case("a 200K-token context window (1M in beta)", &[200_000], &[], true)]
    #[case("a context window of 128Ki tokens", &[], &[], true)]
    #[case("32k/8k context/output tokens", &[], &[], true)]
    #[case("a context window of more than 200K tokens", &[], &[], true)]
    #[case("images of up to 10MB in its context", &[], &[], false)]
    #[case("accepts up to ~32K tokens", &[], &[], true)]
    #[case("reads up to 32K tokens", &[], &[], true)]
    #[case("a context window of about 200K tokens", &[], &[], true)]
    #[case("GPT OSS 120B has 120 billion parameters and is 25% faster", &[], &[], false)]
    #[case("200,000 tokens per minute", &[], &[], false)]
    #[case("kept for no more than 24 hours", &[], &[], false)]
    fn sizes_are_read_from_prose_or_told(
        #[case] text: &str,
        #[case] contexts: &[u64],
        #[case] outputs: &[u64],
        #[case] unclear: bool,
    ) {
        let read = read(text);
        assert_eq!((read.contexts.as_slice(), read.outputs.as_slice()), (contexts, outputs), "{read:?}");
        assert_eq!(!read.unclear.is_empty(), unclear, "{read:?}");
    }
}
