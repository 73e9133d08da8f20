//! Why nothing is left: which term emptied the list, and what each one alone would leave.

use super::Query;
use crate::text;

/// How many terms are shown with what each alone leaves.
const SHOWN: usize = 8;

/// What emptied a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Explanation {
    /// How many rows there are without a filter.
    all: usize,
    /// The place of the term that emptied the list, and how many rows those before it had left.
    emptied: Option<(std::ops::Range<usize>, usize)>,
    /// The places of the terms, with what each alone leaves.
    alone: Vec<(std::ops::Range<usize>, usize)>,
}

impl Explanation {
    /// Asks what parts of a query leave of `all` rows. `count` says how many rows match a query.
    pub fn of(query: &Query, all: usize, mut count: impl FnMut(&Query) -> usize) -> Self {
        let terms = query.terms();
        let mut left = all;
        let mut emptied = None;
        for (place, term) in terms.iter().enumerate() {
            let before = left;
            left = count(&query.with_terms(0..place + 1));
            if left == 0 {
                emptied = Some((term.span.clone(), before));
                break;
            }
        }
        let shown = terms.iter().enumerate().take(SHOWN);
        let alone = shown
            .map(|(place, term)| (term.span.clone(), count(&query.with_terms(place..place + 1))))
            .collect();
        Self { all, emptied, alone }
    }

    /// The explanation in lines. `rows` says what the rows are: `models`.
    pub fn lines(&self, text: &str, rows: &str) -> Vec<String> {
        let quoted = |span: &std::ops::Range<usize>| {
            format!("'{}'", text::clean_line(text.get(span.clone()).unwrap_or_default()))
        };
        let Some((emptied, before)) = &self.emptied else { return vec![format!("there are no {rows} here")] };
        let of = if *before == self.all {
            format!("none of the {} {rows}", self.all)
        } else {
            format!("none of the {before} {rows} that the terms before it left")
        };
        let mut lines = vec![format!("{} leaves {of}", quoted(emptied))];
        if self.alone.len() > 1 {
            let alone: Vec<String> =
                self.alone.iter().map(|(span, left)| format!("{} {left}", quoted(span))).collect();
            lines.push(format!("each alone would leave: {}", alone.join(", ")));
        }
        lines
    }
}
