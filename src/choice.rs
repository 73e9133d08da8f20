//! What helps to choose: the filter language, candidates counted, ways out, replacements, pairs of regions.

pub mod alternative;
pub mod by_cell;
pub mod candidates;
pub mod cell;
pub mod filter;
pub mod outlook;
pub mod pair;
pub mod query;
pub mod replacement;
pub mod tally;
