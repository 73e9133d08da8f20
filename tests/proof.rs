//! Proofs by many random cases: everything that reads, sessions of the planner, and the real binary where things go wrong.
//!
//! `cargo test` plays a few rounds of each. `PROOF=long cargo test --release --locked --test proof -- --nocapture` plays
//! them all at length; `docs/proof.md` says what each one shows. How rounds and seeds are chosen: `proof/run.rs`.
#![allow(clippy::unwrap_used, reason = "a proof that cannot go on has failed, helpers included")]

#[cfg(target_os = "linux")]
#[path = "proof/binary.rs"]
mod binary;
#[cfg(target_os = "linux")]
#[path = "proof/growth.rs"]
mod growth;
#[cfg(feature = "import")]
#[path = "support/hurtful.rs"]
mod hurtful;
#[cfg(feature = "import")]
#[path = "support/page.rs"]
mod page;
#[path = "proof/readers.rs"]
mod readers;
#[path = "proof/run.rs"]
mod run;
#[path = "proof/sessions.rs"]
mod sessions;
#[path = "support/play.rs"]
mod support;
