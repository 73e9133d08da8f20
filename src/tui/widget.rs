//! The pieces that more than one screen is made of.

pub mod change;
pub mod detail;
pub mod facts;
pub mod field;
mod filter_line;
pub mod filtered;
pub mod form;
pub mod gates;
pub mod line;
pub mod list;
pub mod markdown;
pub mod name;
pub mod pane;
