//! The rows of the posture form: what the organisation brings.

use crate::config::Setting;
use crate::plan::field;
use crate::plan::{PreviewRule, Residency, Routing, Use};
use crate::tui::session::Session;
use crate::tui::widget::form::FormRow;

pub(super) fn rows(session: &Session) -> [FormRow; 6] {
    let (plan, posture) = (&session.plan, &session.plan.posture);
    let used_before = plan
        .used_before()
        .map(|before| format!("{before} was stated for another model; nothing is stated for this one."));
    [
        FormRow::field(
            &field::RESIDENCY,
            match posture.residency {
                Residency::NotStated => posture.residency.name(),
                Residency::None => "no rule",
                Residency::InGeo => "in-Geo",
            },
        )
        .unstated_if(posture.residency == Residency::NotStated)
        .configured(session.configured(Setting::Residency)),
        FormRow::field(&field::RESIDENCY_WORDS, &posture.residency_words),
        FormRow::field(&field::ROUTING, posture.routing.name())
            .unstated_if(posture.routing == Routing::Unknown)
            .configured(session.configured(Setting::Routing)),
        FormRow::field(
            &field::PREVIEWS,
            match posture.preview {
                PreviewRule::NotStated => posture.preview.name(),
                PreviewRule::Allow => "allowed",
                PreviewRule::Deny => "denied",
            },
        )
        .unstated_if(posture.preview == PreviewRule::NotStated)
        .configured(session.configured(Setting::Preview)),
        FormRow::field(&field::USE, plan.usage().name())
            .hint_or(used_before)
            .unstated_if(plan.usage() == Use::Unknown)
            .configured(session.configured(Setting::Use)),
        FormRow::field(
            &field::NEEDED_UNTIL,
            posture.needed_until.map(|day| day.to_string()).unwrap_or_default(),
        )
        .bad_if(posture.needed_until.is_some_and(|day| day < session.as_of)),
    ]
}
