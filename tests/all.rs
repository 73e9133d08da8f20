//! All tests but the proofs, as one program: it is linked once, and every core has work until the last test.

mod cli;
mod exports;
mod faulty;
mod gates;
mod host;
#[cfg(feature = "import")]
#[path = "support/hurtful.rs"]
mod hurtful;
mod import;
mod layers;
#[cfg(target_os = "linux")]
mod linking;
mod matrices;
mod names;
#[cfg(feature = "import")]
#[path = "support/page.rs"]
mod page;
mod pictures;
mod readme;
mod screens;
mod store;
mod supply_chain;
#[path = "support/play.rs"]
mod support;
mod terminal;
mod walks;
mod wiki;
