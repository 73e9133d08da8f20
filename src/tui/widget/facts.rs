//! A model's own facts in words. What no source says is `?`: never blank, and never nothing.

use crate::matrix::{Matrix, Model};

/// A number of tokens as people read it: `1,000,000`.
pub fn tokens(count: Option<u64>) -> String {
    let Some(count) = count else { return "?".to_owned() };
    let digits = count.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// What the model takes in.
pub fn inputs(model: &Model) -> String {
    if model.inputs.is_empty() { "?".to_owned() } else { model.inputs.join(", ") }
}

/// The list price with the day it was read; none where no page says one.
pub fn price(model: &Model, matrix: &Matrix) -> Option<String> {
    let price = model.price.as_ref()?;
    let part = |name: &str, value: Option<f64>| value.map(|value| format!("{name} {value}"));
    let parts: Vec<String> = [
        part("in", price.input),
        part("out", price.output),
        part("batch/h", price.batch_hour),
        part("reserved/h", price.provisioned_hour),
    ]
    .into_iter()
    .flatten()
    .collect();
    let read = matrix.source_of_price(price).read.map(|read| format!(" ({read})")).unwrap_or_default();
    (!parts.is_empty()).then(|| format!("DBU per 1M tokens or hour: {}{read}", parts.join(", ")))
}
