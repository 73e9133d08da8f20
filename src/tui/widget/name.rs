//! A model's name in a column: a narrow one leaves out the provider in front of it, of all names alike.

use ratatui::style::Style;
use ratatui::text::Span;
use unicode_segmentation::UnicodeSegmentation;

use super::line;
use crate::matrix::Model;

/// The columns from which on the provider is written in front.
const WIDE: usize = 28;

/// The name in this width, with the matched letters (graphemes of the whole name) standing out.
pub fn spans(model: &Model, letters: &[u32], width: usize, style: Style, mark: Style) -> Vec<Span<'static>> {
    let short = match model.short_name() {
        Some(short) if width < WIDE && !short.is_empty() => short,
        _ => &model.name,
    };
    let gone = model.name[..model.name.len() - short.len()].graphemes(true).count();
    let gone = u32::try_from(gone).unwrap_or(0);
    let letters: Vec<u32> = letters.iter().filter_map(|letter| letter.checked_sub(gone)).collect();
    line::fitted(line::marked(short, &letters, style, mark), width)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{Cloud, ModelId, bundled};

    #[test]
    fn the_provider_goes_before_the_name_is_cut() {
        let matrix = bundled::matrix(Cloud::Aws).unwrap();
        let model = matrix.model(&ModelId("databricks-claude-opus-4-8".into())).unwrap();
        let written = |width, letters: &[u32]| {
            let spans = spans(model, letters, width, Style::new(), Style::new().bold());
            spans.into_iter().map(|span| span.content.into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(written(30, &[]).concat(), "Anthropic Claude Opus 4.8     ");
        assert_eq!(written(16, &[0, 10]), ["C", "laude Opus 4.8", " "]);
        assert_eq!(written(8, &[]).concat(), "Claude …");
    }
}
