//! From an event to a message; the bottom line and the help are drawn from the same table.

mod bindings;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEventKind};

use super::context::Context;
use super::message::Message;
use super::popup::Command;
pub use bindings::{BINDINGS, gives_detail_the_keys};

/// A key as it is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    code: KeyCode,
    control: bool,
}

pub(super) const fn letter(letter: char) -> Key {
    Key { code: KeyCode::Char(letter), control: false }
}

pub(super) const fn control(letter: char) -> Key {
    Key { code: KeyCode::Char(letter), control: true }
}

pub(super) const fn key(code: KeyCode) -> Key {
    Key { code, control: false }
}

impl Key {
    fn fits(self, event: &KeyEvent) -> bool {
        let control = event.modifiers.contains(KeyModifiers::CONTROL);
        let other = event.modifiers.intersects(KeyModifiers::ALT | KeyModifiers::SUPER);
        self.code == event.code && self.control == control && !other
    }

    /// The key as people write it.
    pub fn name(self) -> String {
        let name = match self.code {
            KeyCode::Char(' ') => "Space".to_owned(),
            KeyCode::Char(letter) if self.control => return format!("Ctrl-{}", letter.to_ascii_uppercase()),
            KeyCode::Char(letter) => letter.to_string(),
            KeyCode::BackTab => "Shift-Tab".to_owned(),
            KeyCode::PageUp => "PgUp".to_owned(),
            KeyCode::PageDown => "PgDn".to_owned(),
            other => format!("{other:?}"),
        };
        match name.as_str() {
            "Up" => "↑".to_owned(),
            "Down" => "↓".to_owned(),
            "Left" => "←".to_owned(),
            "Right" => "→".to_owned(),
            _ => name,
        }
    }
}

/// What some keys do, where, and how it is told.
pub struct Binding {
    /// The keys; the first is the one the bottom line shows.
    pub keys: &'static [Key],
    /// What they do.
    pub message: Message,
    /// The word in the bottom line; empty for none.
    pub hint: &'static str,
    /// The sentence in the help.
    pub help: &'static str,
    /// Where they do it.
    pub in_context: fn(Context) -> bool,
}

/// What an event means here; none if nothing.
pub fn message(event: &Event, context: Context) -> Option<Message> {
    match event {
        Event::Key(key) => key_message(&without_alt_gr(*key), context),
        Event::Paste(text) => Some(Message::Paste(text.clone())),
        Event::Resize(width, height) => Some(Message::Resized { width: *width, height: *height }),
        Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => {
                Some(Message::Click { column: mouse.column, row: mouse.row })
            }
            MouseEventKind::ScrollUp | MouseEventKind::ScrollDown => Some(Message::Wheel {
                column: mouse.column,
                row: mouse.row,
                down: mouse.kind == MouseEventKind::ScrollDown,
            }),
            _ => None,
        },
        Event::FocusGained | Event::FocusLost => None,
    }
}

/// The character that AltGr wrote. Windows and the kitty protocol report the key as Ctrl and Alt together; with a letter
/// of ASCII or a digit, which no layout has there, they are a shortcut.
fn without_alt_gr(mut event: KeyEvent) -> KeyEvent {
    const ALT_GR: KeyModifiers = KeyModifiers::CONTROL.union(KeyModifiers::ALT);
    let shortcut = |letter: char| letter.is_ascii_alphanumeric() || letter == ' ' || letter.is_control();
    if event.modifiers.contains(ALT_GR) && matches!(event.code, KeyCode::Char(letter) if !shortcut(letter)) {
        event.modifiers.remove(ALT_GR);
    }
    event
}

fn key_message(event: &KeyEvent, context: Context) -> Option<Message> {
    let bound = BINDINGS
        .iter()
        .find(|binding| (binding.in_context)(context) && binding.keys.iter().any(|key| key.fits(event)))
        .map(|binding| binding.message.clone());
    bound.or_else(|| context.takes_text().then_some(Message::Text(*event)))
}

/// The keys of a context that the bottom line shows, the most useful first.
pub fn hints(context: Context) -> Vec<(String, &'static str)> {
    let own: &[(&str, &str)] = match context {
        Context::Filter(_) | Context::ExploreFilter(_) => {
            &[("↑↓", "choose"), ("Enter", "take, go on"), ("Esc", "to the list"), ("Tab", "complete")]
        }
        Context::Line => &[("Enter", "take it"), ("Esc", "leave it")],
        Context::Lines => &[("Esc", "done"), ("Tab", "next question"), ("Enter", "new line")],
        Context::Picking => &[("↑↓", "choose"), ("Enter", "take it"), ("Esc", "back"), ("Tab", "complete")],
        Context::Drafts => {
            &[("↑↓", "choose"), ("Enter", "go on with it"), ("d", "forget it"), ("Esc", "back")]
        }
        Context::Asking => &[("Esc", "back")],
        Context::Reading => &[("↑↓", "scroll"), ("Esc", "back")],
        Context::Document => &[("↑↓", "scroll"), ("Tab", "next document"), ("y", "copy"), ("Esc", "back")],
        Context::Step(_) | Context::ExploreView(_) | Context::Part(_) => &[],
    };
    if !own.is_empty() {
        return own.iter().map(|(key, word)| ((*key).to_owned(), *word)).collect();
    }
    let mut hints: Vec<(String, &'static str)> = Vec::new();
    for binding in BINDINGS.iter().filter(|binding| (binding.in_context)(context)) {
        let name = binding.keys[0].name();
        // Where two fit, the first counts.
        if !binding.hint.is_empty() && !hints.iter().any(|(known, _)| *known == name) {
            hints.push((name, binding.hint));
        }
    }
    hints
}

/// Every key of a context with its sentence, for the help.
pub fn help(context: Context) -> Vec<(String, &'static str)> {
    let mut lines: Vec<(String, &'static str)> = Vec::new();
    let mut taken: Vec<Key> = Vec::new();
    for binding in BINDINGS.iter().filter(|binding| (binding.in_context)(context)) {
        // Where two fit a key, the first counts.
        let free: Vec<Key> = binding.keys.iter().copied().filter(|key| !taken.contains(key)).collect();
        taken.extend(&free);
        let names: Vec<String> = free.iter().map(|key| key.name()).collect();
        let names = names.join(" ");
        if names.is_empty() {
            continue;
        }
        if let Some(line) = lines.iter_mut().find(|(_, help)| *help == binding.help) {
            if !line.0.split(' ').any(|known| known == names) {
                line.0 = format!("{} {names}", line.0);
            }
        } else if !lines.iter().any(|(known, _)| *known == names) {
            lines.push((names, binding.help));
        }
    }
    lines
}

/// Everything a screen can do by one key, for the palette: all but moving about, which needs no search.
pub fn commands(context: Context) -> Vec<Command> {
    let moves = |message: &Message| {
        matches!(
            message,
            Message::Up
                | Message::Down
                | Message::Left
                | Message::Right
                | Message::PageUp
                | Message::PageDown
                | Message::First
                | Message::Last
                | Message::DetailUp
                | Message::DetailDown
                | Message::Palette
        )
    };
    let mut commands: Vec<Command> = Vec::new();
    for binding in BINDINGS.iter().filter(|binding| (binding.in_context)(context)) {
        let names: Vec<String> = binding.keys.iter().map(|key| key.name()).collect();
        // Where two fit a key, the first counts.
        if !moves(&binding.message) && !commands.iter().any(|known| known.keys == names.join(" ")) {
            commands.push(Command {
                keys: names.join(" "),
                help: binding.help,
                message: binding.message.clone(),
            });
        }
    }
    commands
}
