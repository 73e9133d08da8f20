//! What a month of the workload costs at list price, in DBU; or why nobody can say.

use std::fmt;

use crate::gates::Case;
use crate::matrix::{Mode, Task};
use crate::plan::Tokens;
use crate::text::grouped;

/// Why there is no estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoEstimate {
    /// Nobody has said how many tokens.
    NoTokens,
    NoMode,
    /// The mode is paid by the hour, and nobody knows how many hours.
    ByHour(Mode),
    ByProvider,
    /// No price page that was read has the model.
    NoPrice,
    NoInputPrice,
    NoOutputPrice,
}

impl fmt::Display for NoEstimate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoTokens => f.write_str("the tokens per month are not stated"),
            Self::NoMode => f.write_str("no mode is chosen"),
            Self::ByHour(mode) => write!(f, "{} is paid by the hour, not by the token", mode.name()),
            Self::ByProvider => f.write_str("the provider sets the price"),
            Self::NoPrice => f.write_str("no price page that was read lists the model"),
            Self::NoInputPrice => f.write_str("the price of input tokens is not known"),
            Self::NoOutputPrice => f.write_str("the price of output tokens is not known"),
        }
    }
}

impl Case<'_> {
    /// DBU for a month of so many tokens at list price. Only where the mode is paid by the token and every price that
    /// counts is known.
    ///
    /// # Errors
    /// Why it is unknown.
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    pub fn monthly_dbu(&self, tokens: Tokens) -> Result<f64, NoEstimate> {
        match self.criteria.mode {
            None => return Err(NoEstimate::NoMode),
            Some(Mode::ExternalModels) => return Err(NoEstimate::ByProvider),
            Some(mode @ (Mode::AiFunctions | Mode::ProvisionedThroughput)) => {
                return Err(NoEstimate::ByHour(mode));
            }
            Some(Mode::PayPerToken) => {}
        }
        let price = self.model.price.as_ref().ok_or(NoEstimate::NoPrice)?;
        let millions = |count: u64| count as f64 / 1_000_000.0;
        let input = tokens.input.ok_or(NoEstimate::NoTokens)?;
        let paid = millions(input) * price.input.ok_or(NoEstimate::NoInputPrice)?;
        // Embeddings give no tokens out.
        if self.model.task == Some(Task::Embedding) && price.output.is_none() {
            return Ok(paid);
        }
        let output = tokens.output.ok_or(NoEstimate::NoTokens)?;
        Ok(paid + millions(output) * price.output.ok_or(NoEstimate::NoOutputPrice)?)
    }

    /// The estimate in words, with the day of the price page; or that it is unknown, and why.
    pub fn monthly_words(&self, tokens: Tokens) -> String {
        match self.monthly_dbu(tokens) {
            Ok(dbu) => {
                let price = self.model.price.as_ref();
                let read = price.and_then(|price| self.criteria.matrix.source_of_price(price).read);
                let read = read.map(|read| format!(" (page of {read})")).unwrap_or_default();
                format!("about {} DBU a month at list price{read}", dbu_words(dbu))
            }
            Err(why) => format!("DBU per month unknown: {why}"),
        }
    }
}

/// An amount of DBU as exact as it is large.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "never negative, and capped")]
pub fn dbu_words(dbu: f64) -> String {
    match dbu {
        small if small < 10.0 => format!("{small:.2}"),
        middle if middle < 100.0 => format!("{middle:.1}"),
        large => grouped(large.round() as u64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{Cloud, Matrix, ModelId, bundled};
    use crate::plan::Plan;
    use rstest::rstest;

    fn estimate(matrix: &Matrix, mode: Option<Mode>, model: &str, tokens: Tokens) -> Result<f64, NoEstimate> {
        let plan = Plan { mode, ..Plan::default() };
        let criteria = plan.criteria(matrix, crate::date::parse("2026-10-20").unwrap());
        criteria.case(matrix.model(&ModelId(model.into())).unwrap()).monthly_dbu(tokens)
    }

    const PPT: Option<Mode> = Some(Mode::PayPerToken);
    const BOTH: Tokens = Tokens { input: Some(120_000_000), output: Some(30_000_000) };
    const IN: Tokens = Tokens { input: Some(120_000_000), output: None };

    #[rstest]
    #[case::both_prices(PPT, "databricks-gpt-oss-120b", BOTH, Ok(514.29))]
    #[case::no_tokens_out(PPT, "databricks-gpt-oss-120b", IN, Err(NoEstimate::NoTokens))]
    #[case::no_tokens(PPT, "databricks-gpt-oss-120b", Tokens::default(), Err(NoEstimate::NoTokens))]
    #[case::embeddings_give_none_out(PPT, "databricks-gte-large-en", IN, Ok(222.84))]
    #[case::no_price(PPT, "databricks-gpt-6-1-sol", BOTH, Err(NoEstimate::NoPrice))]
    #[case::by_the_hour(
        Some(Mode::ProvisionedThroughput),
        "databricks-gpt-oss-120b",
        BOTH,
        Err(NoEstimate::ByHour(Mode::ProvisionedThroughput))
    )]
    #[case::by_the_provider(
        Some(Mode::ExternalModels),
        "databricks-gpt-oss-120b",
        BOTH,
        Err(NoEstimate::ByProvider)
    )]
    #[case::no_mode(None, "databricks-gpt-oss-120b", BOTH, Err(NoEstimate::NoMode))]
    fn an_estimate_needs_every_number(
        #[case] mode: Option<Mode>,
        #[case] model: &str,
        #[case] tokens: Tokens,
        #[case] expected: Result<f64, NoEstimate>,
    ) {
        let matrix = bundled::matrix(Cloud::Aws).unwrap();
        match (estimate(&matrix, mode, model, tokens), expected) {
            (Ok(dbu), Ok(expected)) => assert!((dbu - expected).abs() < 1.0, "{dbu} {expected}"),
            (one, other) => assert_eq!(one, other),
        }
    }

    #[rstest]
    #[case(0.432, "0.43")]
    #[case(43.21, "43.2")]
    #[case(432.1, "432")]
    #[case(43_210.0, "43,210")]
    fn an_amount_is_as_exact_as_it_is_large(#[case] dbu: f64, #[case] words: &str) {
        assert_eq!(dbu_words(dbu), words);
    }
}
