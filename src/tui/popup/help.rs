//! The help: every key of what has the keys, grouped, and behind Tab the glossary. Typing searches either.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{Answer, fit, middle_of, open_box};
use crate::glossary::{self, Entry};
use crate::text;
use crate::tui::areas::{self, below, right_of};
use crate::tui::message::Message;
use crate::tui::theme::Theme;
use crate::tui::widget::detail::{Detail, Scroll};
use crate::tui::widget::field::Field;
use crate::tui::widget::{line, pane};

/// The most columns it takes, and from how many inside it has two columns.
const WIDTH: u16 = 150;
const TWO_COLUMNS: u16 = 104;
/// The columns of the keys.
const KEYS: usize = 16;
/// The blanks between two columns.
const GAP: usize = 3;

/// Some keys and what they do.
#[derive(Debug, Clone)]
pub struct KeyLine {
    /// What the keys belong to: `This screen`.
    pub group: &'static str,
    pub keys: String,
    pub sentence: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    Keys,
    Glossary,
}

#[derive(Debug)]
pub struct Help {
    page: Page,
    /// Of the page of the keys.
    title: String,
    keys: Vec<KeyLine>,
    /// What the glossary calls the screen below.
    screen: &'static str,
    search: Field,
    scroll: Scroll,
}

impl Help {
    pub fn new(page: Page, title: String, keys: Vec<KeyLine>, screen: &'static str) -> Self {
        Self { page, title, keys, screen, search: Field::line(""), scroll: Scroll::with_keys() }
    }

    pub(super) fn update(&mut self, message: &Message, theme: &Theme, area: Rect) -> Answer {
        match message {
            Message::Back | Message::Accept => return Answer::Close,
            // As it was opened.
            _ if super::letter(message) == Some('?') && self.search.is_empty() => return Answer::Close,
            Message::NextPart | Message::PreviousPart => {
                self.page = if self.page == Page::Keys { Page::Glossary } else { Page::Keys };
                self.scroll.restart();
            }
            message if self.search.update(message) => self.scroll.restart(),
            message => {
                let detail = self.detail(theme, area);
                self.scroll.update(&detail, message);
            }
        }
        Answer::Stay
    }

    fn place(area: Rect) -> Rect {
        middle_of(WIDTH, area.height, area)
    }

    /// The lines below the search.
    fn detail(&self, theme: &Theme, area: Rect) -> Detail {
        let place = below(pane::inside_box(Self::place(area)), 2);
        let typed = self.search.value().to_lowercase();
        let words: Vec<&str> = typed.split_whitespace().collect();
        let lines = match self.page {
            Page::Keys => self.key_lines(&words, place.width, theme),
            Page::Glossary => self.glossary_lines(&words, place.width, theme),
        };
        let lines = if lines.is_empty() {
            let words = format!("'{}' is nowhere in here. Ctrl-U clears the search.", typed.trim());
            line::wrapped(&words, place.width, theme.warn)
        } else {
            lines
        };
        Detail { title: None, place, lines, choices: Vec::new() }
    }

    fn key_lines(&self, words: &[&str], width: u16, theme: &Theme) -> Vec<Line<'static>> {
        let fits = |key: &&KeyLine| {
            let keys = key.keys.to_lowercase();
            words
                .iter()
                .all(|word| keys.split(' ').any(|key| key == *word) || fit(word, key.sentence).is_some())
        };
        let found: Vec<&KeyLine> = self.keys.iter().filter(fits).collect();
        let mut groups: Vec<&'static str> = Vec::new();
        for key in &found {
            if !groups.contains(&key.group) {
                groups.push(key.group);
            }
        }
        let of = |group: &str| found.iter().filter(|key| key.group == group).copied().collect::<Vec<_>>();
        let width = usize::from(width);
        let mut lines = if width >= usize::from(TWO_COLUMNS) && groups.len() > 1 {
            let column = (width - GAP) / 2;
            let mut sides = [Vec::new(), Vec::new()];
            for group in groups {
                // Into the shorter one.
                let side = usize::from(sides[1].len() < sides[0].len());
                sides[side].extend(group_lines(group, &of(group), column, theme));
            }
            beside(sides, column)
        } else {
            groups.into_iter().flat_map(|group| group_lines(group, &of(group), width, theme)).collect()
        };
        if words.is_empty() {
            lines.extend(line::wrapped(&signs(theme), areas::length(width), theme.dim));
        }
        lines
    }

    fn glossary_lines(&self, words: &[&str], width: u16, theme: &Theme) -> Vec<Line<'static>> {
        let mut entries: Vec<(u32, &Entry)> =
            glossary::all().iter().filter_map(|entry| Some((rank(entry, words)?, entry))).collect();
        let mut lines = Vec::new();
        let heading = |words: &str| Line::styled(words.to_owned(), theme.focus);
        if words.is_empty() {
            entries.sort_by_key(|(_, entry)| (!entry.is_on(self.screen), entry.term.to_lowercase()));
        } else {
            entries.sort_by_key(|(rank, entry)| (*rank, !entry.is_on(self.screen)));
        }
        let mut here = None;
        for (_, entry) in entries {
            let is_here = entry.is_on(self.screen);
            if words.is_empty() && here != Some(is_here) {
                lines.push(heading(if is_here { "On this screen" } else { "All other words" }));
                here = Some(is_here);
            }
            lines.extend(entry_lines(entry, width, theme));
        }
        lines
    }

    pub(super) fn view(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let place = Self::place(area);
        let title = match self.page {
            Page::Keys => format!("{} (Tab: glossary)", self.title),
            Page::Glossary => "Glossary (Tab: keys)".to_owned(),
        };
        let inside = open_box(&title, place.width, place.height, theme, area, buffer);
        line::write(Line::styled("/ ", theme.key), inside, 0, buffer);
        let room = areas::top(right_of(inside, 2), 1);
        let caret = self.search.view(room, Style::new(), buffer);
        if self.search.is_empty() {
            let words = Line::styled("type to search", theme.dim);
            line::write(words, right_of(room, 1), 0, buffer);
        }
        self.detail(theme, area).view(&self.scroll, theme, buffer);
        caret
    }
}

fn group_lines(group: &str, keys: &[&KeyLine], width: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut lines = vec![Line::styled(group.to_owned(), theme.focus)];
    let room = areas::length(width.saturating_sub(KEYS));
    for key in keys {
        // Keys that take more than their column push nothing aside.
        let names = text::wrap(&key.keys, KEYS.saturating_sub(2));
        let words = line::wrapped(key.sentence, room.max(10), theme.text);
        for at in 0..names.len().max(words.len()) {
            let name = names.get(at).map(String::as_str).unwrap_or_default();
            let mut spans = vec![Span::styled(text::pad(name, KEYS), theme.key)];
            if let Some(line) = words.get(at) {
                let words: String = line.spans.iter().map(|span| span.content.as_ref()).collect();
                spans.push(Span::styled(words, theme.text));
            }
            lines.push(Line::from(spans));
        }
    }
    lines.push(Line::default());
    lines
}

/// Two columns beside each other.
fn beside([left, right]: [Vec<Line<'static>>; 2], column: usize) -> Vec<Line<'static>> {
    let count = left.len().max(right.len());
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    let styled = |line: Line<'static>| {
        let style = line.style;
        line.spans.into_iter().map(move |span| Span::styled(span.content, style.patch(span.style))).collect()
    };
    let row = |_| {
        let mut spans = line::fitted(left.next().map(styled).unwrap_or_default(), column);
        spans.push(Span::raw(" ".repeat(GAP)));
        spans.extend::<Vec<Span<'static>>>(right.next().map(styled).unwrap_or_default());
        Line::from(spans)
    };
    (0..count).map(row).collect()
}

fn signs(theme: &Theme) -> String {
    let symbols = theme.symbols;
    format!(
        "Signs: {} available or pass, {} conditional or warn, {} unknown, {} blocked, {} needs cross-geography routing \
        (⥂ in the docs). In a field every printable key is text; Esc leaves it.",
        symbols.pass, symbols.warn, symbols.unknown, symbols.block, symbols.routing
    )
}

fn entry_lines(entry: &Entry, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let mut term = vec![Span::styled(entry.term.clone(), theme.title)];
    if !entry.also.is_empty() {
        term.push(Span::styled(format!("  {}", entry.also.join(", ")), theme.dim));
    }
    let mut lines = vec![Line::from(line::fitted(term, usize::from(width)))];
    lines.extend(line::wrapped(&entry.text, width, theme.text));
    lines.extend(line::wrapped(&format!("Source: {}", entry.source.cite()), width, theme.dim));
    lines.push(Line::default());
    lines
}

/// Smaller is better: the term itself, another word for it, its beginning, then its text.
fn rank(entry: &Entry, words: &[&str]) -> Option<u32> {
    let typed = words.join(" ");
    let names: Vec<String> = entry.words().map(str::to_lowercase).collect();
    let all = format!("{} {}", names.join(" "), entry.text.to_lowercase());
    match () {
        () if words.is_empty() => Some(0),
        () if names[0] == typed => Some(0),
        () if names.contains(&typed) => Some(1),
        () if names.iter().any(|name| name.starts_with(&typed)) => Some(2),
        () if names.iter().any(|name| name.contains(&typed)) => Some(3),
        () if words.iter().all(|word| all.contains(word)) => Some(4),
        () => None,
    }
}
