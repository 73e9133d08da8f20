//! Walks through the planner, key by key through the real wheel: what a user does, and what comes of it.
#![expect(clippy::unwrap_used, reason = "a walk that cannot go on has failed, helpers included")]

#[path = "walks/changes.rs"]
mod changes;
#[path = "walks/choosing.rs"]
mod choosing;
#[path = "walks/comparing.rs"]
mod comparing;
#[path = "walks/configured.rs"]
mod configured;
#[path = "walks/demo.rs"]
mod demo;
#[path = "walks/discovering.rs"]
mod discovering;
#[path = "walks/documents.rs"]
mod documents;
#[path = "walks/drafts.rs"]
mod drafts;
#[path = "walks/example.rs"]
mod example;
#[path = "walks/external.rs"]
mod external;
#[path = "walks/fields.rs"]
mod fields;
#[path = "walks/filtering.rs"]
mod filtering;
#[path = "walks/leaving.rs"]
mod leaving;
#[path = "walks/looks.rs"]
mod looks;
#[path = "walks/map.rs"]
mod map;
#[path = "walks/opening.rs"]
mod opening;
#[path = "walks/palette.rs"]
mod palette;
#[path = "walks/presenting.rs"]
mod presenting;
#[path = "walks/reviewing.rs"]
mod reviewing;
#[path = "walks/saving.rs"]
mod saving;
#[path = "walks/scrolling.rs"]
mod scrolling;
#[path = "walks/shortlist.rs"]
mod shortlist;
#[path = "walks/signing.rs"]
mod signing;
#[path = "walks/timeline.rs"]
mod timeline;
#[path = "walks/trying.rs"]
mod trying;
#[path = "walks/typing.rs"]
mod typing;
#[path = "walks/verdict.rs"]
mod verdict;
#[path = "walks/writing.rs"]
mod writing;
#[path = "walks/wrong_keys.rs"]
mod wrong_keys;

use crate::support::{self, Session, host, play_at_once, play_on};
use servemap::tui::Start;

/// The template's own example as far as the chosen model.
const TO_RECORD: &str = "<tab><tab>jj<enter>/us-east-1<enter><a-3>/maverick<enter>";

/// What the example still needs from step 4. The cursor is then in the date of the test.
const RECORD: &str =
    "ml-platform<enter><right><enter>tickets are answered within two seconds<enter><enter>oss-120b<enter>";

/// The name proposed for the example's file.
const FILE: &str = "llama-4-maverick-provisioned-throughput-us-east-1.toml";

/// A plan as somebody wrote it by hand.
const PLAN: &str = r#"# ticket 4711
schema = "servemap/plan/1"
cloud = "aws"
mode = "provisioned-throughput"
region = "us-east-1"
model = "databricks-llama-4-maverick"

[record]
owner = "ml-platform" # asked Ana
"#;

/// The example, chosen and recorded, not yet saved. The guardrails have the keys: no letter is text there.
fn example() -> Session {
    play_at_once(host(), &Start::default(), (120, 40), &format!("{TO_RECORD}{RECORD}<a-5>"))
}

/// The planner, opened with the plan of [`PLAN`]. The guardrails have the keys.
fn opened(keys: &str) -> Session {
    let start = Start { plan: Some("plan.toml".into()), ..Start::default() };
    play_on(host().with_file("plan.toml", PLAN), &start, (120, 40), &format!("<a-5>{keys}"))
}

/// Presses Backspace until a proposed name is gone.
fn erased() -> String {
    "<c-u>".to_owned()
}
