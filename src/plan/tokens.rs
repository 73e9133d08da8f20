//! How many tokens the workload takes in and gives out in a month, where somebody has said so.

use crate::error::{Error, Result};
use crate::text::{clean_line, grouped, read_amount, short_amount};

/// Tokens in a month; none where nobody has said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tokens {
    pub input: Option<u64>,
    pub output: Option<u64>,
}

impl Tokens {
    /// The most that are taken for an estimate: a quadrillion a month. More is a slip of the finger.
    pub const MOST: u64 = 1_000_000_000_000_000;

    /// Reads one number of tokens.
    ///
    /// # Errors
    /// When it is no whole number, or too large to be meant.
    pub fn read_one(text: &str) -> Result<u64> {
        let hint = "expected a number such as 120M, 1.5B or 30_000_000";
        let wrong = || Error::new(format!("invalid number of tokens '{}'", clean_line(text))).hint(hint);
        read_amount(text).ok_or_else(wrong).and_then(Self::check)
    }

    /// The number, if it can be meant.
    ///
    /// # Errors
    /// When it is too large.
    pub fn check(count: u64) -> Result<u64> {
        if count <= Self::MOST {
            return Ok(count);
        }
        let message = format!("{} tokens a month are too many", grouped(count));
        Err(Error::new(message).hint(format!("the most is {}", grouped(Self::MOST))))
    }

    /// Reads what is typed: tokens in and tokens out, such as `120M 30M`; a blank line says nothing.
    ///
    /// # Errors
    /// When it is anything else.
    pub fn read(text: &str) -> Result<Self> {
        let numbers: Vec<&str> = text.split_whitespace().collect();
        match numbers.as_slice() {
            [] => Ok(Self::default()),
            [input, output] => {
                Ok(Self { input: Some(Self::read_one(input)?), output: Some(Self::read_one(output)?) })
            }
            [one] => {
                Self::read_one(one)?;
                let hint = format!("tokens in and tokens out, such as '{} 0'", clean_line(one));
                Err(Error::new("expected two numbers").hint(hint))
            }
            _ => Err(Error::new("expected two numbers").hint("tokens in and tokens out, such as 120M 30M")),
        }
    }

    /// Whether anything was said.
    pub fn is_stated(self) -> bool {
        self != Self::default()
    }

    /// What [`Tokens::read`] reads again; empty where something is open.
    pub fn typed(self) -> String {
        match (self.input, self.output) {
            (Some(input), Some(output)) => format!("{} {}", short_amount(input), short_amount(output)),
            _ => String::new(),
        }
    }

    /// In words: `120M tokens in, 30M out`.
    pub fn words(self) -> String {
        let part = |count: Option<u64>| count.map_or_else(|| "?".to_owned(), short_amount);
        format!("{} tokens in, {} out", part(self.input), part(self.output))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("120M 30M", Some((120_000_000, 30_000_000)))]
    #[case(" 1.5B  0 ", Some((1_500_000_000, 0)))]
    #[case::one_number("120M", None)]
    #[case::three("1 2 3", None)]
    #[case::words("many few", None)]
    #[case::too_many("9000000B 1", None)]
    fn two_numbers_are_read(#[case] text: &str, #[case] expected: Option<(u64, u64)>) {
        let read = Tokens::read(text).ok();
        let expected = expected.map(|(input, output)| Tokens { input: Some(input), output: Some(output) });
        assert_eq!(read, expected);
        if let Some(tokens) = expected {
            assert_eq!(Tokens::read(&tokens.typed()).unwrap(), tokens);
        }
    }

    #[test]
    fn a_blank_line_says_nothing() {
        assert_eq!(Tokens::read("  ").unwrap(), Tokens::default());
        assert!(!Tokens::default().is_stated());
    }
}
