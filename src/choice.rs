//! What helps to choose: the filter language, candidates counted, ways out, replacements, pairs of regions.

pub mod alternative;
pub mod candidates;
pub mod cell;
pub mod column;
pub mod end;
pub mod end_kind;
pub mod estimate;
pub mod filter;
pub mod filter_language;
pub mod opening;
pub mod pair;
pub mod plan_change;
pub mod replacement;
pub mod shortlist;
pub mod tally;
