//! A model's own facts in words. What no source says is `?`: never blank, and never nothing.

use crate::matrix::{Matrix, Model};
use crate::text;

/// A number of tokens as people read it: `1,000,000`.
pub fn tokens(count: Option<u64>) -> String {
    count.map_or_else(|| "?".to_owned(), text::grouped)
}

/// What the model takes in.
pub fn inputs(model: &Model) -> String {
    if model.inputs.is_empty() { "?".to_owned() } else { model.inputs.join(", ") }
}

/// The list price with the day it was read and its conditions; none where no page says one.
pub fn price(model: &Model, matrix: &Matrix) -> Option<String> {
    let price = model.price.as_ref()?;
    let part = |name: &str, value: Option<f64>| value.map(|value| format!("{value} {name}"));
    let parts: Vec<String> = [
        part("per 1M tokens in", price.input),
        part("per 1M out", price.output),
        part("per hour in AI Functions", price.batch_hour),
        part("per hour of provisioned throughput", price.provisioned_hour),
    ]
    .into_iter()
    .flatten()
    .collect();
    let read =
        matrix.source_of_price(price).read.map(|read| format!(" (page of {read})")).unwrap_or_default();
    let note = price.note.as_ref().map(|note| format!("; {note}")).unwrap_or_default();
    (!parts.is_empty()).then(|| format!("List price in DBU: {}{note}{read}.", parts.join(", ")))
}
