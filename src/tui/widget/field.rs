//! A field for text, of one line or of several. The only place that knows the text-area crate.

use std::borrow::Cow;
use std::ops::Range;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;
use tui_textarea::{CursorMove, TextArea, WrapMode};

use crate::text;
use crate::tui::message::Message;

/// The most a field takes, in bytes: larger pastes are cut, or every key would crawl.
const MAX_BYTES: usize = 20_000;

#[derive(Debug, Clone)]
pub struct Field {
    area: TextArea<'static>,
    lines: bool,
    /// The text before anything was typed.
    before: String,
}

impl Default for Field {
    fn default() -> Self {
        Self::line("")
    }
}

impl Field {
    pub fn line(value: &str) -> Self {
        Self::new(value, false)
    }

    pub fn text(value: &str) -> Self {
        Self::new(value, true)
    }

    fn new(value: &str, lines: bool) -> Self {
        let mut area = TextArea::new(value.split('\n').map(str::to_owned).collect());
        area.set_cursor_line_style(Style::default());
        area.set_cursor_style(Style::default());
        area.set_max_histories(500);
        area.set_wrap_mode(if lines { WrapMode::WordOrGlyph } else { WrapMode::None });
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        let mut field = Self { area, lines, before: String::new() };
        field.before = field.value();
        field
    }

    /// A line that is drawn on several rows where it is longer than one.
    #[must_use]
    pub fn wrapped(mut self) -> Self {
        self.area.set_wrap_mode(WrapMode::WordOrGlyph);
        self
    }

    /// Whether the text differs from what it was.
    pub fn is_changed(&self) -> bool {
        self.value() != self.before
    }

    /// Puts the text back that was there before anything was typed.
    pub fn restore(&mut self) {
        self.replace(&self.before.clone());
    }

    /// What was typed counts: it is what there is to put back from now on.
    pub fn keep(&mut self) {
        self.before = self.value();
    }

    /// Shows another value, unless something else is being typed.
    pub fn follow(&mut self, value: &str) {
        if !self.is_changed() && self.before != value {
            self.replace(value);
        }
    }

    /// Puts another text in the place of the one there is.
    fn replace(&mut self, value: &str) {
        let wrap = self.area.wrap_mode();
        *self = Self::new(value, self.lines);
        self.area.set_wrap_mode(wrap);
    }

    /// The text as it stands, made safe: what is saved is what is read again.
    pub fn value(&self) -> String {
        self.safe(&self.area.lines().join("\n")).into_owned()
    }

    fn safe<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.lines { text::clean(text) } else { text::clean_line(text) }
    }

    pub fn takes_lines(&self) -> bool {
        self.lines
    }

    pub fn is_empty(&self) -> bool {
        self.area.is_empty()
    }

    /// Where the cursor is in a field of one line, in bytes.
    pub fn caret(&self) -> usize {
        let column = self.area.cursor().1;
        let line = self.area.lines().first().map_or("", String::as_str);
        let at = line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
        self.safe(&line[..at]).len()
    }

    /// Puts another line in the place of the one there is, with the cursor behind so many bytes.
    pub fn write(&mut self, line: &str, caret: usize) {
        *self = Self::line(line);
        let column = line.get(..caret).map_or(usize::MAX, |before| before.chars().count());
        self.area.move_cursor(CursorMove::Jump(0, u16::try_from(column).unwrap_or(u16::MAX)));
    }

    /// Takes what is typed or pasted; false if the message is neither.
    pub fn update(&mut self, message: &Message) -> bool {
        match message {
            Message::Text(key) => self.key(*key),
            Message::Paste(pasted) => self.paste(pasted),
            _ => return false,
        }
        true
    }

    /// Takes a key. The keys that leave the field never come here.
    pub fn key(&mut self, key: KeyEvent) {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            // One code for two keys: in one line neither may break it.
            KeyCode::Enter if !self.lines => {}
            KeyCode::Char('m' | 'j') if control && !self.lines => {}
            // The crate deletes to the start of the line.
            KeyCode::Char('j') if control => self.area.insert_newline(),
            // As in a shell; the crate has undo here.
            KeyCode::Char('u') if control => {
                self.area.delete_line_by_head();
            }
            KeyCode::Char('v' | 'y') if control => {}
            KeyCode::Char(_) if self.full() && !control => {}
            KeyCode::Char(letter) if !control && !text::is_safe_after(self.letter_before(), letter) => {
                let typed = letter.to_string();
                let safe = self.safe(&typed).into_owned();
                self.area.insert_str(safe);
            }
            _ => {
                self.area.input(key);
            }
        }
    }

    /// Takes pasted text: made safe, cut to the room there is.
    pub fn paste(&mut self, pasted: &str) {
        let safe = self.safe(pasted).into_owned();
        let room = MAX_BYTES.saturating_sub(self.value().len());
        let end = (0..=room.min(safe.len())).rev().find(|at| safe.is_char_boundary(*at)).unwrap_or(0);
        self.area.insert_str(&safe[..end]);
    }

    /// Takes a key up or down; false if the text ends there, so that the key is free to leave the field.
    pub fn moves_within(&mut self, key: KeyEvent) -> bool {
        let before = self.area.cursor();
        self.key(key);
        self.area.cursor() != before
    }

    fn letter_before(&self) -> Option<char> {
        let (row, column) = (self.area.cursor().0, self.area.cursor().1);
        self.area.lines().get(row)?.chars().nth(column.checked_sub(1)?)
    }

    fn full(&self) -> bool {
        self.area.lines().iter().map(String::len).sum::<usize>() >= MAX_BYTES
    }

    /// Draws the text; says where the terminal's own cursor belongs.
    pub fn view(&self, area: Rect, style: Style, buffer: &mut Buffer) -> Option<Position> {
        if area.is_empty() {
            return None;
        }
        buffer.set_style(area, style);
        (&self.area).render(area, buffer);
        let (cursor, offset) = (self.area.screen_cursor(), self.area.scroll_offset());
        let column = u16::try_from(cursor.col).unwrap_or(u16::MAX).saturating_sub(offset.1);
        let row = u16::try_from(cursor.row).unwrap_or(u16::MAX).saturating_sub(offset.0);
        // A caret behind an exactly full row stays on its last column.
        Some(Position {
            x: area.x + column.min(area.width.saturating_sub(1)),
            y: area.y + row.min(area.height.saturating_sub(1)),
        })
    }
}

impl Field {
    /// Changes the style of a part of a line that was drawn, by its place in bytes.
    pub fn mark(&self, part: Range<usize>, area: Rect, style: Style, buffer: &mut Buffer) {
        let value = self.value();
        let column = |at: usize| value.get(..at).map_or(0, text::width);
        let offset = usize::from(self.area.scroll_offset().1);
        let (from, to) = (column(part.start).saturating_sub(offset), column(part.end).saturating_sub(offset));
        for column in from..to.min(usize::from(area.width)) {
            let x = area.x.saturating_add(u16::try_from(column).unwrap_or(u16::MAX));
            buffer.set_style(Rect { x, width: 1, ..area }.intersection(area), style);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stays_a_line_whatever_is_pasted() {
        let mut field = Field::line("a");
        field.paste("b\r\nc\u{1b}[31m\td");
        field.key(KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE));
        field.key(KeyEvent::new(KeyCode::Char('m'), KeyModifiers::CONTROL));
        assert!(!field.value().contains(['\n', '\u{1b}']), "{:?}", field.value());
    }

    #[test]
    fn a_paste_without_end_is_cut() {
        let mut field = Field::text("");
        field.paste(&"ä".repeat(1_000_000));
        assert!(field.value().len() <= MAX_BYTES);
    }

    #[test]
    fn it_is_drawn_at_every_size() {
        let mut field = Field::text("One 👩‍👩‍👧 family,\nzwei Ümläute and 日本語 in a line that is too long");
        for _ in 0..3 {
            for width in 0..30 {
                for height in 0..5 {
                    let area = Rect::new(0, 0, width, height);
                    let mut buffer = Buffer::empty(area);
                    let caret = field.view(area, Style::default(), &mut buffer);
                    assert!(caret.is_none_or(|caret| area.contains(caret)));
                }
            }
            field.key(KeyEvent::new(KeyCode::Backspace, KeyModifiers::NONE));
        }
    }
}
