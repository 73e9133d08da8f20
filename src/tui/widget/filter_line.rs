//! The line of a filter above a list: what is typed, what is read from it, its mistakes, and completion with Tab.

use crossterm::event::{KeyCode, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::field::Field;
use super::line;
use crate::choice::filter_language::{Completions, Mistake, Query, Vocabulary};
use crate::matrix::Matrix;
use crate::text;
use crate::tui::areas::{below, right_of};
use crate::tui::message::Message;
use crate::tui::theme::Theme;

/// What stands where nothing is typed.
const EMPTY: &str = "filter";
/// The most lines a mistake takes.
const MISTAKE_LINES: usize = 3;

#[derive(Debug, Default)]
pub struct FilterLine {
    /// While it is typed.
    field: Option<Field>,
    pub text: String,
    pub query: Query,
    vocabulary: Option<Vocabulary>,
    completion: Option<Completion>,
    /// Whether a row was to be taken although the query has a mistake; until the next change.
    refused: bool,
}

/// The choices that Tab goes through.
#[derive(Debug)]
struct Completion {
    completions: Completions,
    at: usize,
}

/// What a message did to the filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    Typed,
    /// It was emptied from outside of the field.
    Emptied,
    /// The field was opened or closed.
    None,
    /// The message is not for the filter.
    Unused,
}

impl FilterLine {
    pub fn open(&mut self) {
        self.field = Some(Field::line(&self.text));
    }

    /// Takes the keys away from the filter; what was typed still filters.
    pub fn close(&mut self) {
        self.field = None;
        self.completion = None;
        self.refused = false;
    }

    /// Refuses to take a row where the query has a mistake: the list is not the one that was meant. The filter gets the
    /// keys, with the caret behind the mistake. False where there is none.
    pub fn refuse(&mut self) -> bool {
        let Some(end) = self.mistake().map(|mistake| mistake.span.end) else { return false };
        self.completion = None;
        self.refused = true;
        self.field.get_or_insert_with(|| Field::line("")).write(&self.text, end);
        true
    }

    pub fn clear(&mut self) {
        self.close();
        self.text.clear();
        self.read();
    }

    /// Puts a term such as `realtime:yes` behind what is typed, in the place of another value of its qualifier; takes it
    /// out where it stands.
    pub fn toggle(&mut self, term: &str) {
        let name = term.split_once(':').map_or(term, |(name, _)| name);
        let is_about = |word: &&str| {
            let word = word.strip_prefix('-').unwrap_or(word);
            word.split_once(':').is_some_and(|(other, _)| other.eq_ignore_ascii_case(name))
        };
        let has_it = self.text.split(' ').any(|word| word.eq_ignore_ascii_case(term));
        let others: Vec<&str> = self.text.split(' ').filter(|word| !is_about(word)).collect();
        let kept = others.join(" ");
        let kept = kept.trim();
        self.text = match (has_it, kept) {
            (true, kept) => kept.to_owned(),
            (false, "") => term.to_owned(),
            (false, kept) => format!("{kept} {term}"),
        };
        self.close();
        self.read();
    }

    pub fn takes_text(&self) -> bool {
        self.field.is_some()
    }

    /// Learns which qualifiers the matrix has.
    pub fn learn(&mut self, matrix: &Matrix, vocabulary: fn(&Matrix) -> Vocabulary) {
        self.learn_words(vocabulary(matrix));
    }

    /// Learns which qualifiers there are of the rows.
    pub fn learn_words(&mut self, vocabulary: Vocabulary) {
        self.vocabulary = Some(vocabulary);
        self.completion = None;
        self.read();
    }

    fn read(&mut self) {
        self.query = match &self.vocabulary {
            Some(vocabulary) => Query::read(&self.text, vocabulary),
            None => Query::parse(&self.text),
        };
    }

    pub fn update(&mut self, message: &Message) -> Change {
        let changed = match (&mut self.field, message) {
            (_, Message::Filter) => {
                self.refused = false;
                self.open();
                return Change::None;
            }
            (Some(_), Message::Back) => {
                self.close();
                return Change::None;
            }
            (Some(_), Message::NextPart | Message::PreviousPart) => {
                self.refused = false;
                self.complete(matches!(message, Message::PreviousPart))
            }
            (Some(field), message) => {
                // All of it, wherever the caret is: a filter is typed anew, not repaired from its end.
                let typed = if is_clear(message) {
                    field.write("", 0);
                    true
                } else {
                    field.update(message)
                };
                if typed {
                    self.text = field.value();
                    self.completion = None;
                    self.refused = false;
                }
                typed
            }
            (None, Message::Back) if !self.text.is_empty() => {
                self.clear();
                return Change::Emptied;
            }
            (None, _) => false,
        };
        if !changed {
            return Change::Unused;
        }
        self.read();
        Change::Typed
    }

    /// Puts the next choice in the place of the word at the cursor; false if there is none.
    fn complete(&mut self, back: bool) -> bool {
        let (Some(field), Some(vocabulary)) = (&mut self.field, &self.vocabulary) else { return false };
        if let Some(Completion { completions, at }) = &mut self.completion {
            let count = completions.choices.len();
            *at = (*at + if back { count - 1 } else { 1 }) % count;
        } else {
            let completions = Query::complete(&self.text, field.caret(), vocabulary);
            let written = self.text.get(completions.span.clone());
            match completions.choices.as_slice() {
                [] => return false,
                [only] if written == Some(only) => return false,
                choices => {
                    let at = if back { choices.len() - 1 } else { 0 };
                    self.completion = Some(Completion { completions, at });
                }
            }
        }
        let Some(Completion { completions, at }) = &mut self.completion else { return false };
        let choice = &completions.choices[*at];
        self.text.replace_range(completions.span.clone(), choice);
        completions.span.end = completions.span.start + choice.len();
        field.write(&self.text, completions.span.end);
        if completions.choices.len() == 1 {
            // Nothing to go through: the next Tab completes what comes then.
            self.completion = None;
        }
        true
    }

    /// What of a pane lies below the filter, and below the choices or the mistake.
    pub fn below(&self, inside: Rect) -> Rect {
        let more = if self.completion.is_some() { 1 } else { self.mistake_lines(inside.width).len() };
        below(inside, 1 + more)
    }

    /// What of the filter's line is free while nobody types.
    pub fn beside(&self, inside: Rect) -> Rect {
        let typed = if self.text.is_empty() { EMPTY } else { &self.text };
        Rect { height: inside.height.min(1), ..right_of(inside, text::width(typed) + 4) }
    }

    /// Draws the filter, and below it the choices or the mistake, if there are some; says where the terminal's cursor
    /// belongs.
    pub fn view(&self, theme: &Theme, inside: Rect, buffer: &mut Buffer) -> Option<Position> {
        if let Some(completion) = &self.completion {
            line::write(completion.line(inside.width, theme), inside, 1, buffer);
        } else {
            for (at, words) in self.mistake_lines(inside.width).into_iter().enumerate() {
                line::write(Line::styled(words, theme.warn), inside, 1 + at, buffer);
            }
        }
        let sign = if self.field.is_some() { theme.focus } else { theme.dim };
        line::write(Line::styled("/ ", sign), inside, 0, buffer);
        let room = Rect { height: inside.height.min(1), ..right_of(inside, 2) };
        let Some(field) = &self.field else {
            let empty = Line::styled(EMPTY, theme.dim);
            line::write(if self.text.is_empty() { empty } else { self.marked(theme) }, room, 0, buffer);
            return None;
        };
        let caret = field.view(room, theme.text, buffer);
        for mistake in self.query.mistakes() {
            field.mark(mistake.span.clone(), room, wrong(theme), buffer);
        }
        caret
    }

    /// The text with its mistakes marked.
    fn marked(&self, theme: &Theme) -> Line<'static> {
        let (mut spans, mut end) = (Vec::new(), 0);
        for Mistake { span, .. } in self.query.mistakes() {
            let parts = (self.text.get(end..span.start), self.text.get(span.clone()));
            let (Some(right), Some(other)) = parts else { continue };
            spans.push(Span::styled(right.to_owned(), theme.letters));
            spans.push(Span::styled(other.to_owned(), wrong(theme)));
            end = span.end;
        }
        spans.push(Span::styled(self.text.get(end..).unwrap_or_default().to_owned(), theme.letters));
        Line::from(spans)
    }

    /// The sentence about a mistake, in a few lines: the list needs the room.
    fn mistake_lines(&self, width: u16) -> Vec<String> {
        let Some(mistake) = self.mistake() else { return Vec::new() };
        let sentence = mistake.sentence();
        if !self.refused {
            return text::wrap_within(&format!("! {sentence}"), usize::from(width), MISTAKE_LINES);
        }
        // What happened comes first, then what is wrong: it may be cut, and stood there before.
        let sentence = format!("! Nothing chosen. Correct the filter, or clear it with Ctrl-U: {sentence}");
        text::wrap_within(&sentence, usize::from(width), MISTAKE_LINES + 1)
    }

    /// The mistake at the caret, else the first.
    fn mistake(&self) -> Option<&Mistake> {
        let caret = self.field.as_ref().map(Field::caret);
        let mistakes = self.query.mistakes();
        let at_caret = mistakes.iter().find(|mistake| {
            caret.is_some_and(|caret| mistake.span.start <= caret && caret <= mistake.span.end)
        });
        at_caret.or(mistakes.first())
    }
}

fn is_clear(message: &Message) -> bool {
    matches!(message, Message::Text(key)
        if key.code == KeyCode::Char('u') && key.modifiers == KeyModifiers::CONTROL)
}

fn wrong(theme: &Theme) -> Style {
    theme.warn.add_modifier(Modifier::UNDERLINED)
}

impl Completion {
    /// The choices in one line; the one that stands in the filter is visible and stands out.
    fn line(&self, width: u16, theme: &Theme) -> Line<'static> {
        let choices = &self.completions.choices;
        let room = usize::from(width);
        let (mut first, mut used) = (self.at, text::width(&choices[self.at]));
        while first > 0 && used + text::width(&choices[first - 1]) + 2 <= room / 2 {
            first -= 1;
            used += text::width(&choices[first]) + 2;
        }
        let mut spans = Vec::new();
        for (place, choice) in choices.iter().enumerate().skip(first) {
            let style = if place == self.at { theme.chosen } else { theme.dim };
            spans.push(Span::styled(choice.clone(), style));
            spans.push(Span::raw("  "));
        }
        Line::from(line::fitted(spans, room))
    }
}
