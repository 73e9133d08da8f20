//! From an event to a message; the bottom line and the help are drawn from the same table.

mod action;
mod bindings;
mod changes;
mod key;
mod listing;
mod when;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEventKind};

use super::context::Context;
use super::message::Message;
use crate::config::{ActionKeys, Stated};
use crate::error::Result;
use bindings::BINDINGS;
pub use bindings::scrolls_detail;
use changes::ChangedKeys;
pub use changes::rules;
use key::{Key, alt, control, key, letter};
use when::When;

/// The words in the bottom line for what is always there.
pub const COMMANDS: &str = "commands";
pub const HELP: &str = "help";
pub const QUIT: &str = "quit";
/// The word for what comes first where no model is open.
pub const WHAT_OPENS: &str = "what opens";

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
    /// Whether it holds only where there is a board behind the plan.
    of_board: bool,
}

impl Binding {
    /// Left out of the palette: moving about needs no search.
    const fn unlisted(mut self) -> Self {
        self.in_palette = false;
        self
    }

    /// Only where there is a board behind the plan.
    const fn of_board(mut self) -> Self {
        self.of_board = true;
        self
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

/// The keys as they are: the table, with what the settings change.
#[derive(Debug, Default)]
pub struct Keymap {
    changed: ChangedKeys,
    /// Whether there is a board behind the plan.
    pub has_board: bool,
}

impl Keymap {
    /// The keys with what `[keys]` says.
    ///
    /// # Errors
    /// What an action cannot have, and every pair of actions that would share a key.
    pub fn new(settings: &[Stated<ActionKeys>]) -> Result<Self> {
        Ok(Self { changed: changes::changed(settings)?, has_board: false })
    }

    /// The keys of a line of the table.
    fn keys(&self, place: usize) -> &[Key] {
        let changed = self.changed.iter().find(|(other, _)| *other == place);
        changed.map_or(BINDINGS[place].keys, |(_, keys)| keys)
    }

    /// What an event means here; none if nothing.
    pub fn message(&self, event: &Event, context: Context) -> Option<Message> {
        match event {
            Event::Key(key) => self.key_message(&without_alt_gr(*key), context),
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

    fn key_message(&self, event: &KeyEvent, context: Context) -> Option<Message> {
        let bound = self.bindings(context).find(|(_, keys)| keys.iter().any(|key| key.fits(event)));
        let bound = bound.map(|(binding, _)| binding.message.clone());
        bound.or_else(|| context.takes_text().then_some(Message::Text(*event)))
    }

    /// The key that asks for something in a context, as the settings have it; none where no key does.
    pub fn key_for(&self, wanted: fn(&Message) -> bool, context: Context) -> Option<String> {
        let mut found = self.bindings(context).filter(|(binding, _)| wanted(&binding.message));
        found.find_map(|(_, keys)| keys.first()).map(|key| key.name())
    }

    /// The lines that hold in a context, with their keys.
    fn bindings(&self, context: Context) -> impl Iterator<Item = (&'static Binding, &[Key])> {
        let all = BINDINGS
            .iter()
            .enumerate()
            .filter(move |(_, binding)| binding.when.holds(context) && (self.has_board || !binding.of_board));
        all.map(|(place, binding)| (binding, self.keys(place)))
    }

    /// The bindings of a context with the names of their keys. Where two fit a key, the first counts.
    fn named(&self, context: Context) -> Vec<(String, &'static Binding)> {
        let mut taken: Vec<Key> = Vec::new();
        let mut named = Vec::new();
        for (binding, keys) in self.bindings(context) {
            let free: Vec<Key> = keys.iter().copied().filter(|key| !taken.contains(key)).collect();
            let keys: Vec<String> = free.iter().map(|key| key.name()).collect();
            if !keys.is_empty() {
                named.push((keys.join(" "), binding));
            }
            taken.extend(free);
        }
        named
    }

    /// The keys of a context that the bottom line shows, the most useful first.
    pub fn hints(&self, context: Context) -> Vec<(String, &'static str)> {
        let own: &[(&str, &str)] = match context {
            Context::Filter(_) | Context::ExploreFilter(_) | Context::BoardFilter => {
                &[("↑↓", "move"), ("Enter", "confirm"), ("Esc", "back to list"), ("Tab", "complete")]
            }
            Context::Review => &[("Enter", "write"), ("Tab", "next field"), ("Esc", "cancel")],
            Context::Line => &[("Enter", "confirm"), ("Esc", "cancel")],
            Context::Row => &[
                ("Enter", "next"),
                ("↑↓", "move"),
                ("Esc", "restore, back"),
                ("Alt-1…7", "steps"),
                ("Ctrl-S", "save"),
                ("Alt-U", "undo"),
            ],
            Context::Lines => &[
                ("Enter", "next question"),
                ("Alt-Enter", "new line"),
                ("Esc", "restore, back"),
                ("Alt-1…7", "steps"),
                ("Ctrl-S", "save"),
                ("Alt-U", "undo"),
            ],
            Context::Picking => {
                &[("↑↓", "move"), ("Enter", "select"), ("Esc", "cancel"), ("Tab", "complete")]
            }
            Context::Help => &[("↑↓", "scroll"), ("Tab", "keys, glossary"), ("Esc", "close")],
            Context::Drafts => &[("↑↓", "move"), ("Enter", "resume"), ("Delete", "discard"), ("Esc", "back")],
            Context::Shortlist => &[
                ("↑↓", "move"),
                ("Enter", "select"),
                ("Space", "consider"),
                ("←→", "another task"),
                ("Esc", "back"),
            ],
            Context::Openings => &[("↑↓", "move"), ("Enter", "change the plan"), ("Esc", "back")],
            Context::Write => {
                &[("Enter", "write"), ("Space", "tick"), ("v", "view change"), ("Esc", "cancel")]
            }
            Context::Asking => &[("Esc", "back")],
            Context::TextView => &[("↑↓", "scroll"), ("Esc", "back")],
            Context::Document => {
                &[("↑↓", "scroll"), ("Tab", "next document"), ("y", "copy"), ("Esc", "back")]
            }
            Context::Step(_) | Context::ExploreView(_) | Context::Part(_) | Context::Board => &[],
        };
        if !own.is_empty() {
            let own = own.iter().filter_map(|(key, word)| Some((self.shown(key, context)?, *word)));
            return own.chain(self.always(context)).collect();
        }
        let shown = self.bindings(context).filter(|(binding, _)| !binding.hint.is_empty());
        let mut hints: Vec<(String, &'static str)> = Vec::new();
        for (binding, keys) in shown {
            let Some(name) = keys.first().map(|key| key.name()) else { continue };
            // Where two fit, the first counts.
            if !hints.iter().any(|(known, word)| *known == name || *word == binding.hint) {
                hints.push((name, binding.hint));
            }
        }
        hints
    }

    /// A key of a list of hints as it is here; none where the settings took it away.
    fn shown(&self, name: &str, context: Context) -> Option<String> {
        // Most have no settings for keys. Looking each key up is a tenth of what a first frame costs.
        if self.changed.is_empty() {
            return Some(name.to_owned());
        }
        if let Some(last) = name.strip_prefix("Alt-1…") {
            let last: usize = last.parse().unwrap_or_default();
            let same = (1..=last)
                .map(|step| format!("Alt-{step}"))
                .all(|key| self.shown(&key, context) == Some(key));
            return same.then(|| name.to_owned());
        }
        let has = |keys: &[Key]| keys.iter().any(|key| key.name() == name);
        let here = (0..BINDINGS.len()).filter(|place| BINDINGS[*place].when.holds(context));
        match here.into_iter().find(|place| has(BINDINGS[*place].keys)) {
            Some(place) if !has(self.keys(place)) => self.keys(place).first().map(|key| key.name()),
            _ => Some(name.to_owned()),
        }
    }
}
