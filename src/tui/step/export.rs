//! Step 7: which documents, where to, in which format; a live preview; write, append, copy.

use std::path::{Path, PathBuf};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::export::{self, Export, Format, Templates};
use crate::host::typed_path;
use crate::matrix::{Mode, RegionId};
use crate::plan::Plan;
use crate::text;
use crate::tui::areas::{below, columns, right_of, top};
use crate::tui::effect::Effect;
use crate::tui::message::Message;
use crate::tui::order::Step;
use crate::tui::reply::Reply;
use crate::tui::screen::Screen;
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::detail::Detail;
use crate::tui::widget::field::Field;
use crate::tui::widget::{line, list, pane};

#[derive(Debug, Default)]
pub struct ExportStep {
    cursor: usize,
    /// The documents that are not to be written.
    unticked: Vec<Export>,
    format: Format,
    folder: String,
    /// The folder while the cursor is on its row.
    field: Option<Field>,
    /// The user's own where there are any.
    pub templates: Templates,
    /// The document under the cursor, made anew when the plan changes.
    preview: String,
    /// What the decision still lacks.
    lacking: Option<String>,
    open_guardrails: usize,
}

/// The rows: one for each document, then the folder.
const ROWS: usize = Export::ALL.len() + 1;

/// What a document's file is called: as the plan's own file, or as it would be, with the kind behind.
fn file_name(session: &Session, export: Export, format: Format) -> String {
    let own = session.path().and_then(Path::file_stem).map(|stem| stem.to_string_lossy().into_owned());
    let stem = own.unwrap_or_else(|| session.plan.file_name().trim_end_matches(".toml").to_owned());
    format!("{stem}{}", export.file_suffix(format))
}

/// The step that has what the decision still lacks.
fn lacking_step(session: &Session) -> Option<Step> {
    session.decide().err()?;
    let known = |id: &Option<RegionId>| match session.plan.mode {
        // Where a vendor's model runs may be called anything.
        Some(Mode::ExternalModels) => true,
        _ => id.as_ref().is_none_or(|id| session.matrix.region(id).is_some()),
    };
    Some(if session.plan.mode.is_none() {
        Step::Mode
    } else if session.plan.region.is_none() || !known(&session.plan.region) || !known(&session.plan.secondary)
    {
        Step::Region
    } else {
        Step::Model
    })
}

impl ExportStep {
    fn here(&self) -> Option<Export> {
        Export::ALL.get(self.cursor).copied()
    }

    fn go_to(&mut self, row: usize) {
        if row != self.cursor {
            self.cursor = row;
            self.field = self.here().is_none().then(|| Field::line(&self.folder));
        }
    }

    fn keep_folder(&mut self) {
        if let Some(field) = &mut self.field {
            field.value().trim().clone_into(&mut self.folder);
            field.keep();
        }
    }

    fn document(&self, session: &Session, kind: Export) -> crate::error::Result<String> {
        let decision = session.decide()?;
        export::document(kind, &decision, &self.templates, self.format)
    }

    /// The folder documents go to: the one that was named, else beside the plan.
    pub fn folder(&self, session: &Session) -> PathBuf {
        if !self.folder.is_empty() {
            return typed_path(&self.folder, session.home.as_deref());
        }
        let beside = session.path().and_then(Path::parent).filter(|folder| !folder.as_os_str().is_empty());
        beside.map_or_else(|| PathBuf::from("."), Path::to_path_buf)
    }

    /// The ticked documents with the files they go to.
    ///
    /// # Errors
    /// What the decision still lacks, or what is wrong with a template.
    pub fn files(&self, session: &Session) -> crate::error::Result<Vec<(PathBuf, String)>> {
        let decision = session.decide()?;
        let folder = self.folder(session);
        let ticked = Export::ALL.into_iter().filter(|kind| !self.unticked.contains(kind));
        ticked
            .map(|kind| {
                let text = export::file(kind, &decision, &self.templates, self.format)?;
                Ok((folder.join(file_name(session, kind, self.format)), text))
            })
            .collect()
    }

    fn row(&self, place: usize, words: String, width: u16, theme: &Theme) -> Line<'static> {
        let (here, base) = (place == self.cursor, Style::default());
        list::row(vec![list::lead(here, "", base, theme), Span::raw(words)], here, width, theme)
    }

    fn readiness_lines(&self, session: &Session, width: u16, theme: &Theme) -> Vec<Line<'static>> {
        if let Some(lacking) = &self.lacking {
            return line::wrapped(lacking, width, theme.warn);
        }
        let mut lines = Vec::new();
        if let Some((judged, model)) = session.judged().zip(session.model()) {
            let (symbol, style) = theme.verdict(judged.verdict);
            lines.push(Line::from(vec![
                Span::styled(format!("{symbol} {}", judged.verdict.id()), style),
                Span::styled(format!(" {} {}", theme.symbols.dot, model.label()), theme.text),
            ]));
        }
        if self.open_guardrails > 0 {
            let open = format!("{} guardrails open: {}", theme.symbols.warn, self.open_guardrails);
            lines.push(Line::styled(open, theme.warn));
        }
        lines
    }
}

impl Screen for ExportStep {
    fn takes_text(&self) -> bool {
        self.field.is_some()
    }

    fn refresh(&mut self, session: &Session) {
        let kind = self.here().unwrap_or(Export::ALL[0]);
        self.preview = self.document(session, kind).unwrap_or_else(|error| error.to_string());
        (self.lacking, self.open_guardrails) = match session.decide() {
            Ok(decision) => (None, decision.guardrails.iter().filter(|check| check.is_open()).count()),
            Err(error) => {
                let leads = lacking_step(session)
                    .map(|step| format!(" Enter goes to step {}, {}.", step as usize + 1, step.name()));
                (Some(format!("{}.{}", text::capitalized(error.message()), leads.unwrap_or_default())), 0)
            }
        };
    }

    fn commit(&mut self, _session: &Session, _plan: &mut Plan) -> bool {
        self.keep_folder();
        true
    }

    fn update(&mut self, message: &Message, session: &Session, _plan: &mut Plan, _area: Rect) -> Reply {
        if let Some(field) = &mut self.field {
            let restores = matches!(message, Message::Back) && field.is_changed();
            if restores {
                field.restore();
            }
            if restores || field.update(message) {
                return Reply::Done;
            }
        }
        let leads_to = match message {
            Message::Accept if self.here().is_none() => Some(0),
            _ => list::moved(self.cursor, ROWS, message),
        };
        if let Some(cursor) = leads_to {
            self.keep_folder();
            self.go_to(cursor);
            self.refresh(session);
            return Reply::Done;
        }
        match (message, self.here()) {
            (Message::Toggle, Some(kind)) => match self.unticked.iter().position(|other| *other == kind) {
                Some(place) => {
                    self.unticked.remove(place);
                }
                None => self.unticked.push(kind),
            },
            (Message::Format, _) => {
                self.format = self.format.other();
                self.refresh(session);
            }
            (Message::Accept, _) => {
                return match lacking_step(session) {
                    Some(step) => Reply::GoTo(step),
                    None => Reply::ListFiles,
                };
            }
            (Message::Copy, kind) => {
                let kind = kind.unwrap_or(Export::ALL[0]);
                let copy = |text| Reply::Do(Effect::Copy { what: kind.name().to_lowercase(), text });
                return self.document(session, kind).map_or(Reply::Done, copy);
            }
            (Message::Append, _) => return Reply::NameChecklist,
            _ => return Reply::Unused,
        }
        Reply::Done
    }

    fn click(&mut self, _session: &Session, area: Rect, column: u16, row: u16) {
        let [left, _] = areas(area);
        let inside = pane::inside(left);
        if let Some(place) = list::row_at(inside, 0, ROWS + 1, column, row) {
            // A blank line parts the documents from the folder.
            self.go_to(place.min(ROWS - 1));
        }
    }

    fn view(&self, session: &Session, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let [left, _] = areas(area);
        let inside = pane::frame("Documents", true, theme, left, buffer);
        for (place, kind) in Export::ALL.into_iter().enumerate() {
            let tick = if self.unticked.contains(&kind) { "[ ]" } else { "[x]" };
            let row = self.row(place, format!("{tick} {}", kind.name()), inside.width, theme);
            line::write(row, inside, place, buffer);
        }
        let place = Export::ALL.len();
        let folder = text::clean_line(&self.folder(session).to_string_lossy()).into_owned();
        let row = self.row(place, format!("Folder {folder}"), inside.width, theme);
        line::write(row, inside, place + 1, buffer);
        let mut caret = None;
        if let Some(field) = &self.field {
            let room = right_of(top(below(inside, place + 1), 1), 9);
            caret = field.view(room, theme.selected, buffer);
        }
        let lower = below(inside, 9);
        line::write_all(self.readiness_lines(session, lower.width, theme), lower, buffer);
        caret
    }

    /// The document under the cursor as it would be written.
    fn detail(&self, session: &Session, theme: &Theme, area: Rect) -> Option<Detail> {
        let [_, place] = areas(area);
        let kind = self.here().unwrap_or(Export::ALL[0]);
        let title = format!("{} ({})", file_name(session, kind, self.format), self.format.name());
        let width = pane::inside(place).width;
        let lines = self.preview.lines().flat_map(|line| line::wrapped(line, width, theme.text));
        Some(Detail::framed(title, place, lines.collect()))
    }
}

fn areas(area: Rect) -> [Rect; 2] {
    columns(area, 34)
}
