//! A sixth gate for tests: everything that knows of gates has to know of it without being told.

use std::cell::Cell;
use std::fmt;

use super::case::Case;
use super::judgement::Outcome::{Block, Pass};
use super::judgement::{Gate, Judgement, Reason, Sources};
use super::{MODE, REGION, RETIREMENT, ROUTING, STATUS};

/// Its id is longer than those of the others, and of two words.
pub(crate) static QUOTA: Gate =
    Gate { id: "quota-granted", label: "Quota", title: "Quota granted by the vendor", judge };

static SIX: &[&Gate] = &[&MODE, &REGION, &ROUTING, &STATUS, &RETIREMENT, &QUOTA];

thread_local! {
    static IN_USE: Cell<bool> = const { Cell::new(false) };
}

/// The six gates, while a test uses them.
pub(super) fn in_use() -> Option<&'static [&'static Gate]> {
    IN_USE.get().then_some(SIX)
}

/// Runs the rest of a test, which has its own thread, with six gates.
pub(crate) fn with_six<T>(test: impl FnOnce() -> T) -> T {
    IN_USE.set(true);
    test()
}

enum QuotaReason {
    Granted,
    NotGranted,
}

fn judge<'a>(case: &Case<'a>) -> Judgement<'a> {
    let (outcome, reason) = match case.model.provider.as_deref() {
        Some("Anthropic") => (Block, QuotaReason::NotGranted),
        _ => (Pass, QuotaReason::Granted),
    };
    Judgement::new(outcome, reason, Sources::plan())
}

impl Reason for QuotaReason {
    fn code(&self) -> Option<&'static str> {
        Some(match self {
            Self::Granted => "granted",
            Self::NotGranted => "not-granted",
        })
    }
}

impl fmt::Display for QuotaReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Granted => "A quota is granted.",
            Self::NotGranted => "No quota is granted.",
        })
    }
}
