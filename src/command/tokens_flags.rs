//! How many tokens a month, as flags: what an estimate rests on.

use clap::Args;

use super::value;
use crate::plan::Tokens;

/// How many tokens a month. What is not given stays as it was.
#[derive(Debug, Clone, Copy, Args)]
#[command(next_help_heading = "Estimate")]
pub struct TokensFlags {
    /// Tokens in per month, such as 120M
    #[arg(long, value_name = "COUNT", value_parser = value::tokens, hide_short_help = true)]
    pub tokens_in: Option<u64>,
    /// Tokens out per month, such as 30M
    #[arg(long, value_name = "COUNT", value_parser = value::tokens, hide_short_help = true)]
    pub tokens_out: Option<u64>,
}

impl TokensFlags {
    /// The numbers of the flags, else those that were stated before.
    pub fn over(self, before: Tokens) -> Tokens {
        Tokens { input: self.tokens_in.or(before.input), output: self.tokens_out.or(before.output) }
    }
}
