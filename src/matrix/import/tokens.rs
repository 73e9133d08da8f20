//! Sizes in prose, in tokens: "400K total token context window with 128K maximum output tokens".

/// How many words away a size may be from what it is the size of.
const NEAR: usize = 6;
/// The smallest number that is a size.
const SMALLEST: u64 = 100;

/// The sizes of a text.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Sizes {
    /// Context windows.
    pub contexts: Vec<u64>,
    /// Most output tokens.
    pub outputs: Vec<u64>,
    /// Words around a number of tokens of which it is not clear what it is, or how many.
    pub unclear: Vec<String>,
}

/// Reads the sizes of a text.
pub fn read(text: &str) -> Sizes {
    let words: Vec<String> = text.split(' ').flat_map(parts).collect();
    let is_size = |word: &String| number(word).is_some() || word == "million";
    let mut sizes = Sizes::default();
    let mut at = 0;
    while at < words.len() {
        let start = at;
        at += 1;
        let Some(mut size) = number(&words[start]).or_else(|| (words[start] == "million").then_some(0.0))
        else {
            continue;
        };
        let million = words.get(at).is_some_and(|next| next == "million");
        if million {
            size *= 1_000_000.0;
            at += 1;
        } else if words[start] == "million" && start > 0 && matches!(words[start - 1].as_str(), "one" | "a") {
            size = 1_000_000.0;
        }
        // The size belongs to what follows it, up to the next size; else to what stands before it.
        let after: Vec<&str> =
            words[at..].iter().take(NEAR).take_while(|word| !is_size(word)).map(String::as_str).collect();
        let before: Vec<&str> = words[..start].iter().rev().take(4).map(String::as_str).collect();
        let says = |words: &[&str], wanted: &[&str]| words.iter().position(|word| wanted.contains(word));
        let (context, output) = (["context", "window", "windows"], ["output", "outputs", "generated"]);
        let is = |words: &[&str]| match (says(words, &context), says(words, &output)) {
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
        let rough = words[start].starts_with('~')
            || before.first().is_some_and(|word| {
                matches!(*word, "about" | "around" | "roughly" | "approximately" | "half")
            });
        let whole = whole(size).filter(|size| !rough && *size >= SMALLEST);
        match (is(&after).or_else(|| is(&before)), whole) {
            (Some(true), Some(size)) => sizes.contexts.push(size),
            (Some(false), Some(size)) if tokens || after.first() == Some(&"output") => {
                sizes.outputs.push(size);
            }
            _ if tokens && (rough || size == 0.0 || size >= 100.0) => {
                let from = start.saturating_sub(3);
                sizes.unclear.push(words[from..words.len().min(at + NEAR)].join(" "));
            }
            _ => {}
        }
    }
    sizes
}

/// A word of prose, in lower case and without the marks around it; "1-million-token" is several.
fn parts(word: &str) -> Vec<String> {
    let lower = word.to_ascii_lowercase();
    let parts = if lower.starts_with(|c: char| c.is_ascii_digit() || c == '~') || lower.contains("-token") {
        lower.split('-').collect()
    } else {
        vec![lower.as_str()]
    };
    let bare =
        parts.into_iter().map(|part| part.trim_matches(['.', ',', ';', '(', ')', ':', '*', '"']).to_owned());
    bare.filter(|part| !part.is_empty()).collect()
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
