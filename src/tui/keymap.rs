//! From an event to a message; the bottom line and the help are drawn from the same table.

mod bindings;
mod when;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEventKind};

use super::context::Context;
use super::message::Message;
use super::popup::Command;
use bindings::BINDINGS;
pub use bindings::scrolls_detail;
use when::When;

/// The words in the bottom line for what is always there.
pub const COMMANDS: &str = "commands";
pub const HELP: &str = "help";
pub const QUIT: &str = "quit";

/// A key as it is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Key {
    code: KeyCode,
    control: bool,
    alt: bool,
}

const fn letter(letter: char) -> Key {
    key(KeyCode::Char(letter))
}

const fn control(letter: char) -> Key {
    Key { control: true, ..key(KeyCode::Char(letter)) }
}

const fn alt(code: KeyCode) -> Key {
    Key { alt: true, ..key(code) }
}

const fn key(code: KeyCode) -> Key {
    Key { code, control: false, alt: false }
}

impl Key {
    fn fits(self, event: &KeyEvent) -> bool {
        let control = event.modifiers.contains(KeyModifiers::CONTROL);
        let alt = event.modifiers.contains(KeyModifiers::ALT);
        let other = event.modifiers.contains(KeyModifiers::SUPER);
        self.code == event.code && self.control == control && self.alt == alt && !other
    }

    /// The key as people write it.
    fn name(self) -> String {
        let name = match self.code {
            KeyCode::Char(' ') => "Space",
            KeyCode::Char(letter) if self.control => return format!("Ctrl-{}", letter.to_ascii_uppercase()),
            KeyCode::Char(letter) if self.alt => return format!("Alt-{}", letter.to_ascii_uppercase()),
            KeyCode::F(number) => return format!("F{number}"),
            KeyCode::Char(letter) => return letter.to_string(),
            KeyCode::BackTab => "Shift-Tab",
            KeyCode::PageUp => "PgUp",
            KeyCode::PageDown => "PgDn",
            KeyCode::Up => "↑",
            KeyCode::Down => "↓",
            KeyCode::Left => "←",
            KeyCode::Right => "→",
            other => return format!("{other:?}"),
        };
        name.to_owned()
    }
}

/// What some keys do, and where.
struct Binding {
    when: When,
    /// The first is the one the bottom line shows.
    keys: &'static [Key],
    message: Message,
    /// The word in the bottom line; empty for none.
    hint: &'static str,
    /// The sentence in the help and in the palette.
    help: &'static str,
    in_palette: bool,
}

impl Binding {
    /// Left out of the palette: moving about needs no search.
    const fn unlisted(mut self) -> Self {
        self.in_palette = false;
        self
    }
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
    let bound = bindings(context).find(|binding| binding.keys.iter().any(|key| key.fits(event)));
    let bound = bound.map(|binding| binding.message.clone());
    bound.or_else(|| context.takes_text().then_some(Message::Text(*event)))
}

fn bindings(context: Context) -> impl Iterator<Item = &'static Binding> {
    BINDINGS.iter().filter(move |binding| binding.when.holds(context))
}

/// The bindings of a context with the names of their keys. Where two fit a key, the first counts.
fn named(context: Context) -> Vec<(String, &'static Binding)> {
    let mut taken: Vec<Key> = Vec::new();
    let mut named = Vec::new();
    for binding in bindings(context) {
        let free: Vec<Key> = binding.keys.iter().copied().filter(|key| !taken.contains(key)).collect();
        let keys: Vec<String> = free.iter().map(|key| key.name()).collect();
        if !keys.is_empty() {
            named.push((keys.join(" "), binding));
        }
        taken.extend(free);
    }
    named
}

/// The keys of a context that the bottom line shows, the most useful first.
pub fn hints(context: Context) -> Vec<(String, &'static str)> {
    let own: &[(&str, &str)] = match context {
        Context::Filter(_) | Context::ExploreFilter(_) => {
            &[("↑↓", "move"), ("Enter", "confirm"), ("Esc", "back to list"), ("Tab", "complete")]
        }
        Context::Line => &[("Enter", "confirm"), ("Esc", "cancel")],
        Context::Row => &[
            ("Enter", "next"),
            ("↑↓", "move"),
            ("Esc", "restore, back"),
            ("Alt-1…7", "steps"),
            ("Ctrl-S", "save"),
            ("Alt-U", "undo"),
            ("Ctrl-P", COMMANDS),
            ("F1", HELP),
            ("Ctrl-C", QUIT),
        ],
        Context::Lines => &[
            ("Enter", "next question"),
            ("Alt-Enter", "new line"),
            ("Esc", "restore, back"),
            ("Alt-1…7", "steps"),
            ("Ctrl-S", "save"),
            ("Alt-U", "undo"),
            ("Ctrl-P", COMMANDS),
            ("F1", HELP),
            ("Ctrl-C", QUIT),
        ],
        Context::Picking => &[("↑↓", "move"), ("Enter", "select"), ("Esc", "cancel"), ("Tab", "complete")],
        Context::Drafts => &[("↑↓", "move"), ("Enter", "resume"), ("d", "discard"), ("Esc", "back")],
        Context::Shortlist => &[
            ("↑↓", "move"),
            ("Enter", "select"),
            ("Space", "consider"),
            ("←→", "another task"),
            ("Esc", "back"),
        ],
        Context::Openings => &[("↑↓", "move"), ("Enter", "change the plan"), ("Esc", "back")],
        Context::Asking => &[("Esc", "back")],
        Context::TextView => &[("↑↓", "scroll"), ("Esc", "back")],
        Context::Document => &[("↑↓", "scroll"), ("Tab", "next document"), ("y", "copy"), ("Esc", "back")],
        Context::Step(_) | Context::ExploreView(_) | Context::Part(_) => &[],
    };
    if !own.is_empty() {
        return own.iter().map(|(key, word)| ((*key).to_owned(), *word)).collect();
    }
    let shown = bindings(context).filter(|binding| !binding.hint.is_empty());
    let mut hints: Vec<(String, &'static str)> = Vec::new();
    for binding in shown {
        let name = binding.keys[0].name();
        // Where two fit, the first counts.
        if !hints.iter().any(|(known, word)| *known == name || *word == binding.hint) {
            hints.push((name, binding.hint));
        }
    }
    hints
}

/// Every key of a context with its sentence, for the help.
pub fn help(context: Context) -> Vec<(String, &'static str)> {
    let mut lines: Vec<(String, &'static str)> = Vec::new();
    for (names, binding) in named(context) {
        match lines.iter_mut().find(|(_, help)| *help == binding.help) {
            Some((known, _)) => *known = format!("{known} {names}"),
            None => lines.push((names, binding.help)),
        }
    }
    lines
}

/// Everything a screen can do by one key, for the palette. Where `context` is a text in it, the keys are those that are
/// no text.
pub fn commands(context: Context, screen: Context) -> Vec<Command> {
    let here = named(context);
    let keys = |binding: &Binding| {
        let bound = here.iter().find(|(_, other)| std::ptr::eq(*other, binding));
        bound.map(|(keys, _)| keys.clone()).unwrap_or_default()
    };
    let mut commands: Vec<Command> = Vec::new();
    for binding in BINDINGS.iter().filter(|binding| binding.in_palette) {
        if !(binding.when.holds(context) || binding.when.offers(screen)) {
            continue;
        }
        let keys = keys(binding);
        match commands.iter_mut().find(|command| command.help == binding.help) {
            Some(command) => command.keys = format!("{} {keys}", command.keys).trim().to_owned(),
            None => {
                commands.push(Command { keys, help: binding.help, message: binding.message.clone() });
            }
        }
    }
    commands
}
