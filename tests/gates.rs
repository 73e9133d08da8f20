//! The gates as tables of cases: each row stands with the sentence it comes from.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

#[path = "gates/asked.rs"]
mod asked;
#[path = "gates/codes.rs"]
mod codes;
#[path = "gates/must_show.rs"]
mod must_show;
#[path = "gates/rules.rs"]
mod rules;
#[path = "gates/sources_disagree.rs"]
mod sources_disagree;
#[path = "gates/ways_out.rs"]
mod ways_out;
#[path = "gates/whole_matrix.rs"]
mod whole_matrix;
