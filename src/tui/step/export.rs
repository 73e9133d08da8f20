//! Step 7: which documents, where to, in which format; a live preview; write, append, copy.

use std::path::{Path, PathBuf};

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::export::{self, Export, Format, Templates};
use crate::host::typed_path;
use crate::plan::Plan;
use crate::text;
use crate::tui::areas::{below, right_of, top};
use crate::tui::effect::Effect;
use crate::tui::message::Message;
use crate::tui::reply::Reply;
use crate::tui::screen::Screen;
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::detail::Detail;
use crate::tui::widget::field::Field;
use crate::tui::widget::{line, list, pane};

/// The state of step 7.
#[derive(Debug)]
pub struct ExportStep {
    cursor: usize,
    /// The documents that are not to be written.
    unticked: Vec<Export>,
    format: Format,
    folder: String,
    editing: Option<Field>,
    templates: Templates,
    /// The document under the cursor, made anew when the plan changes.
    preview: String,
    /// How many required guardrails are open; or what the decision still lacks.
    readiness: Result<usize, String>,
}

impl Default for ExportStep {
    fn default() -> Self {
        Self {
            cursor: 0,
            unticked: Vec::new(),
            format: Format::default(),
            folder: String::new(),
            editing: None,
            templates: Templates::default(),
            preview: String::new(),
            readiness: Ok(0),
        }
    }
}

/// The rows: one for each document, then the folder.
const ROWS: usize = Export::ALL.len() + 1;

/// What a document's file is called: as the plan's own file, or as it would be, with the kind behind.
fn file_name(session: &Session, export: Export, format: Format) -> String {
    let own = session.path().and_then(Path::file_stem).map(|stem| stem.to_string_lossy().into_owned());
    let stem = own.unwrap_or_else(|| session.plan.file_name().trim_end_matches(".toml").to_owned());
    format!("{stem}{}", export.file_suffix(format))
}

impl ExportStep {
    /// Uses the user's own templates where there are any.
    pub fn use_templates(&mut self, templates: Templates) {
        self.templates = templates;
    }

    /// The templates in use.
    pub fn templates(&self) -> &Templates {
        &self.templates
    }

    fn here(&self) -> Option<Export> {
        Export::ALL.get(self.cursor).copied()
    }

    fn document(&self, session: &Session, kind: Export) -> crate::error::Result<String> {
        let decision = session.decide()?;
        export::document(kind, &decision, &self.templates, self.format)
    }

    /// The folder documents go to: the one that was named, else beside the plan.
    fn folder(&self, session: &Session) -> PathBuf {
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

    fn write(&self, session: &Session) -> Reply {
        match self.files(session) {
            Ok(files) => Reply::Do(Effect::Write { files, replace: false }),
            // Shown in the preview already, with its reason.
            Err(_) => Reply::Done,
        }
    }

    fn copy(&self, session: &Session, kind: Export) -> Reply {
        match self.document(session, kind) {
            Ok(text) => Reply::Do(Effect::Copy { what: kind.name().to_lowercase(), text }),
            Err(_) => Reply::Done,
        }
    }

    fn row(&self, place: usize, words: String, width: u16, theme: &Theme) -> Line<'static> {
        let (here, base) = (place == self.cursor, Style::default());
        list::row(vec![list::lead(here, "", base, theme), Span::raw(words)], here, width, theme)
    }

    fn view_folder(
        &self,
        session: &Session,
        theme: &Theme,
        inside: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let place = Export::ALL.len();
        let folder = text::clean_line(&self.folder(session).to_string_lossy()).into_owned();
        let row = self.row(place, format!("Folder {folder}"), inside.width, theme);
        line::write(row, inside, place + 1, buffer);
        let mut caret = None;
        if let Some(field) = &self.editing {
            let room = right_of(top(below(inside, place + 1), 1), 9);
            caret = field.view(room, theme.selected, buffer);
        }
        let lower = below(inside, 9);
        line::write_all(self.readiness_lines(session, lower.width, theme), lower, buffer);
        caret
    }

    fn readiness_lines(&self, session: &Session, width: u16, theme: &Theme) -> Vec<Line<'static>> {
        let open = match &self.readiness {
            Err(lacking) => return line::wrapped(lacking, width, theme.warn),
            Ok(open) => *open,
        };
        let mut lines = Vec::new();
        if let Some((judged, model)) = session.judged().zip(session.model()) {
            let (symbol, style) = theme.verdict(judged.verdict);
            lines.push(Line::from(vec![
                Span::styled(format!("{symbol} {}", judged.verdict.id()), style),
                Span::styled(format!(" {} {}", theme.symbols.dot, model.label()), theme.text),
            ]));
        }
        if open > 0 {
            lines.push(Line::styled(format!("{} {open} guardrails open", theme.symbols.warn), theme.warn));
        }
        lines
    }
}

impl Screen for ExportStep {
    fn takes_text(&self) -> bool {
        self.editing.is_some()
    }

    fn refresh(&mut self, session: &Session) {
        self.preview = match self.document(session, self.here().unwrap_or(Export::ALL[0])) {
            Ok(text) => text,
            Err(error) => error.to_string(),
        };
        self.readiness = match session.decide() {
            Ok(decision) => Ok(decision.guardrails.iter().filter(|check| check.is_open()).count()),
            Err(error) => Err(format!("{}: {}", error.message(), error.hints().join("; "))),
        };
    }

    fn update(&mut self, message: &Message, session: &Session, _plan: &mut Plan, _area: Rect) -> Reply {
        if let Some(field) = &mut self.editing {
            match message {
                Message::Accept => {
                    field.value().trim().clone_into(&mut self.folder);
                    self.editing = None;
                }
                Message::Back => self.editing = None,
                _ if field.update(message) => {}
                _ => return Reply::Unused,
            }
            return Reply::Done;
        }
        if let Some(cursor) = list::moved(self.cursor, ROWS, message) {
            self.cursor = cursor;
            self.refresh(session);
            return Reply::Done;
        }
        match (message, self.here()) {
            (Message::Accept | Message::Toggle, None) => self.editing = Some(Field::line(&self.folder)),
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
            (Message::Write | Message::Accept, _) => return self.write(session),
            (Message::Copy, kind) => return self.copy(session, kind.unwrap_or(Export::ALL[0])),
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
            self.cursor = place.min(ROWS - 1);
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
        self.view_folder(session, theme, inside, buffer)
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
    Layout::horizontal([Constraint::Length(34), Constraint::Fill(1)]).areas(area)
}
