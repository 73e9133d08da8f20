//! The template's guardrails and what makes a plan need them; the list is data. Whether one does: `decision/guardrail.rs`.

use std::sync::LazyLock;

use crate::error::Result;
use crate::text::words;
use crate::toml_file;
use crate::toml_file::{Fields, Problems, one_of};

/// What makes a plan need a guardrail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trigger {
    /// Every plan.
    Always,
    /// The model is a preview, or may be.
    Preview,
    /// Routing is needed in a region, or may be.
    Routing,
    /// An end is announced, or may be.
    Retirement,
    /// The workload is bound by an SLA.
    Sla,
    /// Capacity is reserved.
    ProvisionedThroughput,
    /// A vendor serves the model.
    External,
}

words! { Trigger {
    Always = "always";
    Preview = "preview";
    Routing = "routing";
    Retirement = "retirement";
    Sla = "sla";
    ProvisionedThroughput = "provisioned-throughput";
    External = "external";
} }

/// One safeguard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guardrail {
    /// What plan files call it.
    pub id: String,
    /// The template's label.
    pub label: String,
    /// What makes a plan need it.
    pub triggers: Vec<Trigger>,
    /// Why it exists.
    pub why: String,
    /// What to do.
    pub how: String,
}

/// The guardrails that ship, in the template's order.
pub fn all() -> &'static [Guardrail] {
    static GUARDRAILS: LazyLock<Vec<Guardrail>> = LazyLock::new(|| {
        read("guardrails.toml", include_str!("../../assets/guardrails.toml")).unwrap_or_default()
    });
    &GUARDRAILS
}

/// Reads a file of guardrails.
///
/// # Errors
/// Every problem of the file at once.
pub fn read(name: &str, text: &str) -> Result<Vec<Guardrail>> {
    let problems = Problems::new(name, text);
    let table = toml_file::parse(text, &problems);
    let root = Fields::new(table.get_ref(), 0..0, &problems);
    root.line("schema");
    let mut guardrails = Vec::new();
    for fields in root.tables("guardrails") {
        let line = |key| {
            let found = fields.line(key).map(|placed| placed.value);
            if found.is_none() {
                fields.missing(key, "\"…\"");
            }
            found.unwrap_or_default()
        };
        let (id, label, why, how) = (line("id"), line("label"), line("why"), line("how"));
        let words = fields.lines("required_when").into_iter();
        let triggers = words.filter_map(|word| one_of(Some(word), "trigger", &problems)).collect();
        guardrails.push(Guardrail { id, label, triggers, why, how });
        fields.finish();
    }
    root.finish();
    problems.into_result()?;
    Ok(guardrails)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_guardrails_that_ship_are_the_templates_six() {
        let read = super::read("guardrails.toml", include_str!("../../assets/guardrails.toml")).unwrap();
        let labels: Vec<&str> = read.iter().map(|guardrail| guardrail.label.as_str()).collect();
        assert_eq!(
            labels,
            [
                "Feature flag for preview models",
                "Fallback model configured",
                "Internal deprecation tracker updated",
                "Unity Catalog permissions reviewed",
                "Cross-geography routing validated",
                "Load test completed in target region",
            ]
        );
    }
}
