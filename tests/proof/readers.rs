//! Everything that reads, given what nobody would write: no panic, an error that helps, and nothing lost on the way back.

#[path = "readers/change.rs"]
pub mod change;
#[path = "readers/commands.rs"]
mod commands;
#[path = "readers/documents.rs"]
mod documents;
#[path = "readers/fixtures.rs"]
pub mod fixtures;
#[path = "readers/hold.rs"]
mod hold;
#[path = "readers/list.rs"]
mod list;
#[path = "readers/pages.rs"]
mod pages;
#[path = "readers/plan.rs"]
pub mod plan;
#[path = "readers/query.rs"]
mod query;
#[path = "readers/store.rs"]
mod store;
#[path = "readers/structure.rs"]
mod structure;
#[cfg(unix)]
#[path = "readers/terminal.rs"]
mod terminal;
#[path = "readers/toml_files.rs"]
mod toml_files;
#[path = "readers/words.rs"]
mod words;
