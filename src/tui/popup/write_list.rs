//! Before anything is written: each file with what happens to it. Enter writes the ticked ones.

use std::path::{Path, PathBuf};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::{Answer, Subject, TextView, height_of, middle_of, open_box};
use crate::host::clean_path;
use crate::text::{self, DiffLine, LineDiff};
use crate::tui::areas::{below, length, top};
use crate::tui::file_change::{Contents, FileChange, reason};
use crate::tui::message::Message;
use crate::tui::theme::Theme;
use crate::tui::widget::{line, list, pane};

/// The columns of the words before a file's name.
const WORDS: usize = 14;

/// The columns before a name: the cursor, the tick and the words.
const BEFORE_NAME: usize = 6 + WORDS;

/// The columns of the cursor, the tick, the gaps and the frame.
const BESIDE: usize = 14;

/// How wide the popup is at most.
const WIDEST: u16 = 110;

const KEYS: &str = "Enter write · Space tick · v view the change · Esc cancel";

#[derive(Debug)]
pub struct WriteList {
    /// Where most of the files go.
    folder: PathBuf,
    /// What stands above the files: that the documents will not read as cleared.
    warning: Option<String>,
    files: Vec<Entry>,
    cursor: usize,
    /// What changes in a file, while it is read.
    viewing: Option<TextView>,
    /// Why a key did nothing.
    error: Option<&'static str>,
}

#[derive(Debug)]
struct Entry {
    file: FileChange,
    ticked: bool,
}

impl WriteList {
    /// The list of some files. Ticked are those that nothing speaks against; the plan only with `save`.
    pub fn new(folder: PathBuf, warning: Option<String>, files: Vec<FileChange>, save: bool) -> Self {
        let entry = |file: FileChange| {
            let wanted = save || !matches!(file.request.contents, Contents::Plan { .. });
            Entry { ticked: wanted && file.is_open() && file.note.is_none(), file }
        };
        let files = files.into_iter().map(entry).collect();
        Self { folder, warning, files, cursor: 0, viewing: None, error: None }
    }

    /// Whether a change is being read.
    pub fn is_viewing(&self) -> bool {
        self.viewing.is_some()
    }

    pub(super) fn update(&mut self, message: &Message, theme: &Theme, area: Rect) -> Answer {
        if let Some(viewing) = &mut self.viewing {
            if matches!(viewing.update(message, theme, area), Answer::Close) {
                self.viewing = None;
            }
            return Answer::Stay;
        }
        self.error = None;
        match message {
            Message::Accept => return self.write(),
            Message::Back => return Answer::Close,
            Message::Toggle => self.toggle(),
            Message::ViewChange => self.view_change(),
            Message::Click { column, row } => self.click(*column, *row, theme, area),
            _ => self.cursor = list::moved(self.cursor, self.files.len(), message).unwrap_or(self.cursor),
        }
        Answer::Stay
    }

    /// The ticked files; none of them where there is nothing left to do.
    fn write(&mut self) -> Answer {
        let ticked: Vec<FileChange> =
            self.files.iter().filter(|entry| entry.ticked).map(|entry| entry.file.clone()).collect();
        let is_done = |entry: &Entry| !entry.file.is_open() && entry.file.change.is_ok();
        if ticked.is_empty() && !self.files.iter().all(is_done) {
            self.error = Some("nothing to write: no file is ticked (Space ticks one)");
            return Answer::Stay;
        }
        Answer::Write(ticked)
    }

    fn toggle(&mut self) {
        let Some(entry) = self.files.get_mut(self.cursor) else { return };
        if entry.file.is_open() {
            entry.ticked = !entry.ticked;
        } else if entry.file.change.is_ok() {
            self.error = Some("nothing to tick: the file is as it would be");
        } else {
            self.error = Some("it cannot be written");
        }
    }

    fn view_change(&mut self) {
        let Some(entry) = self.files.get(self.cursor) else { return };
        match entry.file.diff() {
            Some(diff) => {
                let title = format!("{} {}", self.name(entry), diff.counts());
                self.viewing = Some(TextView::new(Subject::Change, title, in_words(&diff)));
            }
            None => self.error = Some("no change to view"),
        }
    }

    fn click(&mut self, column: u16, row: u16, theme: &Theme, area: Rect) {
        let (width, height) = self.size(theme, area);
        let inside = pane::inside_box(middle_of(width, height, area));
        let (rows, cursor) = self.rows(inside.width, theme);
        let upper = below(inside, self.above(inside.width, theme).len());
        let (rows_area, _) = list::split(upper, self.lower(inside.width, theme));
        let at = list::row_at(rows_area, cursor, rows.len(), column, row).and_then(|at| rows.get(at));
        if let Some((place, _)) = at {
            self.cursor = *place;
            if column < inside.x + 6 {
                self.toggle();
            }
        }
    }

    fn name(&self, entry: &Entry) -> String {
        let path = entry.file.path();
        let parent = path.parent().unwrap_or(Path::new(""));
        match path.file_name() {
            Some(name) if parent == self.folder => clean_path(Path::new(name)),
            _ => clean_path(path),
        }
    }

    fn title(&self) -> String {
        let ticked = self.files.iter().filter(|entry| entry.ticked).count();
        format!("Write {} to {}", text::count(ticked, "file"), folder_words(&self.folder))
    }

    fn above(&self, width: u16, theme: &Theme) -> Vec<Line<'static>> {
        let Some(warning) = &self.warning else { return Vec::new() };
        let mut lines = line::wrapped(&format!("{} {warning}", theme.symbols.block), width, theme.block);
        lines.push(Line::default());
        lines
    }

    fn foot(&self, width: u16, theme: &Theme) -> Vec<Line<'static>> {
        match self.error {
            Some(error) => line::wrapped(&format!("{} {error}", theme.symbols.block), width, theme.error),
            None => line::wrapped(KEYS, width, theme.dim),
        }
    }

    /// The lines below the files: a blank one, and the keys.
    fn lower(&self, width: u16, theme: &Theme) -> u16 {
        length(self.foot(width, theme).len() + 1)
    }

    /// The lines of the files, each with the place of its file; and the line the cursor is on.
    fn rows(&self, width: u16, theme: &Theme) -> (Vec<(usize, Line<'static>)>, usize) {
        // What a file's change amounts to is shown whole; the name has what is left.
        let amounts = self.widest(|_, entry| entry.file.amount());
        let names = self.widest(Self::name).min(usize::from(width).saturating_sub(BEFORE_NAME + 2 + amounts));
        let (mut rows, mut cursor, mut said) = (Vec::new(), 0, String::new());
        for (place, entry) in self.files.iter().enumerate() {
            let here = place == self.cursor;
            if here {
                cursor = rows.len();
            }
            rows.push((place, self.row(entry, names, here, width, theme)));
            let (words, style) = match (&entry.file.change, &entry.file.note) {
                (Err(error), _) => (reason(entry.file.path(), error), theme.error),
                (Ok(_), Some(note)) => (note.clone(), theme.warn),
                (Ok(_), None) => continue,
            };
            // A folder that takes nothing is named once.
            if words == said {
                continue;
            }
            said.clone_from(&words);
            let indent = " ".repeat(6);
            for below in line::wrapped(&words, width.saturating_sub(6), style) {
                let spans = std::iter::once(Span::raw(indent.clone())).chain(below.spans);
                rows.push((place, Line::from(spans.collect::<Vec<_>>()).style(style)));
            }
        }
        (rows, cursor)
    }

    fn row(&self, entry: &Entry, names: usize, here: bool, width: u16, theme: &Theme) -> Line<'static> {
        let tick = match (entry.file.change.is_ok(), entry.file.is_open(), entry.ticked) {
            (false, ..) => format!(" {} ", theme.symbols.block),
            (true, false, _) => "   ".to_owned(),
            (true, true, true) => "[x]".to_owned(),
            (true, true, false) => "[ ]".to_owned(),
        };
        let style = match (entry.file.change.is_ok(), entry.ticked) {
            (false, _) => theme.error,
            (true, true) => theme.text,
            (true, false) => theme.dim,
        };
        let spans = vec![
            list::lead(here, "", theme.text, theme),
            Span::styled(format!("{tick} {}", text::pad(entry.file.word(), WORDS)), style),
            Span::styled(
                format!("{}  ", text::pad(&text::fit_middle(&self.name(entry), names), names)),
                style,
            ),
            Span::styled(entry.file.amount(), theme.dim),
        ];
        list::row(spans, here, width, theme)
    }

    /// The columns that the longest of something takes.
    fn widest(&self, of: fn(&Self, &Entry) -> String) -> usize {
        self.files.iter().map(|entry| text::width(&of(self, entry))).max().unwrap_or(0)
    }

    /// How wide and how high its box is.
    fn size(&self, theme: &Theme, area: Rect) -> (u16, u16) {
        let files = self.widest(Self::name) + self.widest(|_, entry| entry.file.amount());
        let width = length(files + WORDS + BESIDE).clamp(66, WIDEST);
        let inside = pane::inside_box(middle_of(width, area.height, area)).width;
        let lines = self.above(inside, theme).len()
            + self.rows(inside, theme).0.len()
            + usize::from(self.lower(inside, theme));
        (width, height_of(lines))
    }

    pub(super) fn view(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        if let Some(viewing) = &self.viewing {
            return viewing.view(theme, area, buffer);
        }
        let (width, height) = self.size(theme, area);
        let inside = open_box(&self.title(), width, height, theme, area, buffer);
        let above = self.above(inside.width, theme);
        let (upper, rest) = (top(inside, above.len()), below(inside, above.len()));
        line::write_all(above, upper, buffer);
        let (rows_area, lower) = list::split(rest, self.lower(inside.width, theme));
        let (rows, cursor) = self.rows(inside.width, theme);
        let first = list::first_row(cursor, rows.len(), usize::from(rows_area.height));
        line::write_from(first, rows.into_iter().map(|(_, line)| line).collect(), rows_area, buffer);
        line::write_all(self.foot(inside.width, theme), below(lower, 1), buffer);
        None
    }
}

/// A folder as people say it.
pub fn folder_words(folder: &Path) -> String {
    let here = folder.as_os_str().is_empty() || folder == Path::new(".");
    if here { "the current folder".to_owned() } else { clean_path(folder) }
}

/// A change as people read it in git, safe to show.
fn in_words(diff: &LineDiff) -> String {
    let lines = diff.lines.iter().map(|line| match line {
        DiffLine::Skip(line) => format!("@@ line {line} @@"),
        DiffLine::Same(line) => format!("  {}", text::clean_line(line)),
        DiffLine::Removed(line) => format!("- {}", text::clean_line(line)),
        DiffLine::Added(line) => format!("+ {}", text::clean_line(line)),
    });
    lines.collect::<Vec<_>>().join("\n")
}
