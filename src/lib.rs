//! servemap turns Databricks' model-serving matrix into a decision: which foundation model, in which serving
//! mode, in which region, why, and what to do when it goes away.
//!
//! A module may use those to its left, never those to its right. Left of `host`, nothing touches files, the
//! environment, the clock or the terminal. `tests/layers.rs` reads every `use` against this line.
//!
//! LAYERS: error text date toml_file glossary built matrix plan config gates choice decision import export check review verify host store tui command

mod built;
pub mod check;
pub mod choice;
pub mod command;
pub mod config;
pub mod date;
pub mod decision;
pub mod error;
pub mod export;
pub mod gates;
pub mod glossary;
pub mod host;
#[cfg(feature = "import")]
pub mod import;
pub mod matrix;
pub mod plan;
pub mod review;
pub mod store;
pub mod text;
pub mod toml_file;
pub mod tui;
pub mod verify;

#[cfg(test)]
extern crate self as servemap;
#[cfg(test)]
mod tests;
