//! The rows of the posture form: what the organisation brings.

use crate::config::Setting;
use crate::plan::{PreviewRule, Residency, Routing, Use};
use crate::text::Words;
use crate::tui::session::Session;
use crate::tui::widget::form::{Edit, FormRow};

pub(super) fn rows(session: &Session) -> [FormRow; 6] {
    let (plan, posture) = (&session.plan, &session.plan.posture);
    let used_before = plan
        .used_before()
        .map(|before| format!("{before} was stated for another model; nothing is stated for this one."));
    [
        FormRow::new(
            "Residency",
            match posture.residency {
                Residency::NotStated => posture.residency.name(),
                Residency::None => "no rule",
                Residency::InGeo => "in-Geo",
            },
            Edit::Cycle(|plan, back| plan.posture.residency = plan.posture.residency.cycle(back)),
            "Whether content may be processed outside the region's Geo. In the Geo blocks every model that needs routing.",
        )
        .open_if(posture.residency == Residency::NotStated)
        .configured(session.configured(Setting::Residency)),
        FormRow::new(
            "Constraint",
            &posture.residency_words,
            Edit::Text(|plan, text| plan.posture.residency_words = text),
            "The residency constraint as your organisation words it, for the documents.",
        ),
        FormRow::new(
            "Routing",
            posture.routing.id(),
            Edit::Cycle(|plan, back| plan.posture.routing = plan.posture.routing.cycle(back)),
            "Cross-geography routing of the workspace. On by default outside US and EU Geos without a compliance profile, off elsewhere: account console > Workspaces > Security and compliance.",
        )
        .open_if(posture.routing == Routing::Unknown)
        .configured(session.configured(Setting::Routing)),
        FormRow::new(
            "Previews",
            match posture.preview {
                PreviewRule::NotStated => posture.preview.name(),
                PreviewRule::Allow => "allowed",
                PreviewRule::Deny => "denied",
            },
            Edit::Cycle(|plan, back| plan.posture.preview = plan.posture.preview.cycle(back)),
            "Allowed previews need a feature flag.",
        )
        .open_if(posture.preview == PreviewRule::NotStated)
        .configured(session.configured(Setting::Preview)),
        FormRow::new(
            "Use",
            plan.usage().id(),
            Edit::Cycle(|plan, back| plan.posture.set_usage(plan.usage().cycle(back))),
            used_before.as_deref().unwrap_or("Whether this workspace already uses the model: only then does it keep one that is legacy or deprecated."),
        )
        .open_if(plan.usage() == Use::Unknown)
        .configured(session.configured(Setting::Use)),
        FormRow::new(
            "Needed until",
            posture.needed_until.map(|day| day.to_string()).unwrap_or_default(),
            Edit::Day(|plan, day| plan.posture.needed_until = day),
            "The day until which the model is needed, such as 2027-06-30 or +1y. A model that retires before needs a replacement.",
        )
        .bad_if(posture.needed_until.is_some_and(|day| day < session.as_of)),
    ]
}
