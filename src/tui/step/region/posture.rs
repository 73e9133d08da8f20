//! The rows of the posture form: what the organisation brings.

use chrono::NaiveDate;

use crate::date;
use crate::error::Result;
use crate::plan::{Plan, Posture, PreviewRule, Residency, Routing, Use};
use crate::text::Words;
use crate::tui::widget::form::{Kind, Row, State};

/// The rows in their order; [`turn`] and [`write`] go by the same places.
pub(super) fn rows(plan: &Plan, as_of: NaiveDate) -> Vec<Row> {
    let posture = &plan.posture;
    let choice = |label, value: &str, state, help: &str| Row {
        label,
        value: value.to_owned(),
        kind: Kind::Choice,
        state,
        help: help.to_owned(),
    };
    let known = |open| if open { State::Open } else { State::Good };
    let until = posture.needed_until;
    let used_before =
        plan.used_before().map(|before| format!("{before} was stated; of the model chosen now nothing was."));
    vec![
        choice(
            "Residency",
            match posture.residency {
                Residency::NotStated => posture.residency.name(),
                Residency::None => "no rule",
                Residency::InGeo => "in-Geo",
            },
            known(posture.residency == Residency::NotStated),
            "Whether content may be processed outside the region's Geo. In the Geo blocks every model that needs routing.",
        ),
        Row {
            label: "Constraint",
            value: posture.residency_words.clone(),
            kind: Kind::Text,
            state: State::Good,
            help: "The residency constraint as your organisation words it, for the documents.".to_owned(),
        },
        choice(
            "Routing",
            match posture.routing {
                Routing::Unknown => "unknown",
                Routing::On => "on",
                Routing::Off => "off",
            },
            known(posture.routing == Routing::Unknown),
            "Cross-geography routing of the workspace. On by default outside US and EU Geos without a compliance profile, off elsewhere: account console > Workspaces > Security and compliance.",
        ),
        choice(
            "Previews",
            match posture.preview {
                PreviewRule::NotStated => posture.preview.name(),
                PreviewRule::Allow => "allowed",
                PreviewRule::Deny => "denied",
            },
            known(posture.preview == PreviewRule::NotStated),
            "Allowed previews need a feature flag.",
        ),
        choice(
            "Use",
            match plan.usage() {
                Use::Unknown => "unknown",
                Use::New => "new",
                Use::Existing => "existing",
            },
            known(plan.usage() == Use::Unknown),
            &used_before.unwrap_or_else(|| "Whether this workspace already uses the model: only then does it keep one that is legacy or deprecated.".to_owned()),
        ),
        Row {
            label: "Needed until",
            value: until.map(|date| date.to_string()).unwrap_or_default(),
            kind: Kind::Text,
            state: if until.is_some_and(|until| until < as_of) { State::Bad } else { State::Good },
            help: "The day until which the model is needed, such as 2027-06-30 or +1y. A model that retires before needs a replacement.".to_owned(),
        },
    ]
}

pub(super) fn turn(place: usize, back: bool, plan: &mut Plan) {
    let usage = plan.usage();
    let posture = &mut plan.posture;
    match place {
        0 => posture.residency = posture.residency.cycle(back),
        2 => posture.routing = posture.routing.cycle(back),
        3 => posture.preview = posture.preview.cycle(back),
        4 => posture.set_usage(usage.cycle(back)),
        _ => {}
    }
}

pub(super) fn write(place: usize, text: &str, posture: &mut Posture, as_of: NaiveDate) -> Result<()> {
    match place {
        1 => text.clone_into(&mut posture.residency_words),
        5 if text.is_empty() => posture.needed_until = None,
        5 => posture.needed_until = Some(date::When::read(text)?.on(as_of)),
        _ => {}
    }
    Ok(())
}
