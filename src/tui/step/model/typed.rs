//! The last row under External model: a model or deployment that no list names, by what is typed into the filter.

use ratatui::text::{Line, Span};

use crate::choice::filter_language::{Qualifier, Query};
use crate::matrix::{Mode, ModelId};
use crate::text;
use crate::tui::reply::Reply;
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::{line, list};

/// Whether the list ends with the row.
pub(super) fn is_offered(session: &Session) -> bool {
    session.plan.mode == Some(Mode::ExternalModels)
}

/// The place of the row, behind all candidates.
pub(super) fn place(session: &Session) -> Option<usize> {
    is_offered(session).then_some(session.candidates.list.len())
}

/// What the row is known by: no model is called so.
pub(super) fn key() -> ModelId {
    ModelId::default()
}

/// The words of the filter, as a name.
fn name(query: &Query) -> String {
    query.words().map(|word| word.text.trim()).collect::<Vec<_>>().join(" ")
}

/// Asks for what the filter does not say of it.
pub(super) fn ask(query: &Query) -> Reply {
    let provider = query.only(Qualifier::Provider).map(str::to_owned);
    Reply::NameExternal { name: name(query), provider }
}

pub(super) fn row(query: &Query, here: bool, width: u16, theme: &Theme) -> Line<'static> {
    let name = text::clean_line(&name(query)).into_owned();
    let words = if name.is_empty() {
        "another model or deployment: type its name …".to_owned()
    } else {
        format!("use '{name}' as a model of a provider …")
    };
    let mut spans = vec![list::lead(here, "+", theme.key, theme)];
    spans.extend(line::fitted(vec![Span::styled(words, theme.text)], usize::from(width).saturating_sub(3)));
    list::row(spans, here, width, theme)
}

/// What stands beside the list.
pub(super) fn detail(session: &Session, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let providers: Vec<&str> = session.matrix.providers().iter().map(|provider| provider.name).collect();
    let sentences = [
        "No list of external models is complete, and a deployment has the name that its owner gave it. Type the \
         name into the filter and press Enter: the provider and the task are asked for next."
            .to_owned(),
        format!("Providers on the list: {}.", providers.join(", ")),
        "Where it runs, whether it is a preview and when it ends is the provider's to say: it is unknown here, \
         and the verdict is conditional at best."
            .to_owned(),
    ];
    let mut lines = Vec::new();
    for sentence in sentences {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.extend(line::wrapped(&sentence, width, theme.text));
    }
    lines
}
