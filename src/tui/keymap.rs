//! Every key, in one table: dispatch, the bottom line and the help are drawn from it.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEventKind};

use super::message::Message;
use super::step::Step;

/// What has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    /// A step's lists and forms.
    Step(Step),
    /// The filter above a list of a step: letters are text, arrows move in the list.
    Filter(Step),
    /// A field of one line.
    Line,
    /// A field of several lines.
    Lines,
    /// Text that is read.
    Reading,
    /// A document that is read.
    Document,
    /// A list of candidates with a filter, or a name to type.
    Picking,
    /// A question: letters are answers.
    Asking,
}

impl Context {
    /// Whether printable keys are text.
    fn takes_text(self) -> bool {
        !matches!(self, Self::Step(_) | Self::Reading | Self::Document)
    }

    fn is_step(self) -> bool {
        matches!(self, Self::Step(_))
    }
}

/// A key as it is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    code: KeyCode,
    control: bool,
}

const fn letter(letter: char) -> Key {
    Key { code: KeyCode::Char(letter), control: false }
}

const fn control(letter: char) -> Key {
    Key { code: KeyCode::Char(letter), control: true }
}

const fn key(code: KeyCode) -> Key {
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

fn everywhere(_: Context) -> bool {
    true
}

fn in_steps(context: Context) -> bool {
    context.is_step()
}

fn in_lists(context: Context) -> bool {
    matches!(context, Context::Filter(_) | Context::Picking | Context::Reading | Context::Document)
        || context.is_step()
}

fn outside_text(context: Context) -> bool {
    !context.takes_text()
}

fn in_documents(context: Context) -> bool {
    matches!(context, Context::Document)
}

fn in_filtered(context: Context) -> bool {
    matches!(context, Context::Step(Step::Region | Step::Model))
}

fn in_choices(context: Context) -> bool {
    matches!(context, Context::Step(Step::Region | Step::Record))
}

fn in_ticks(context: Context) -> bool {
    matches!(context, Context::Step(Step::Guardrails | Step::Export))
}

fn in_models(context: Context) -> bool {
    context == Context::Step(Step::Model)
}

fn in_regions(context: Context) -> bool {
    context == Context::Step(Step::Region)
}

fn in_export(context: Context) -> bool {
    context == Context::Step(Step::Export)
}

fn in_export_or_document(context: Context) -> bool {
    in_export(context) || in_documents(context)
}

fn in_parts(context: Context) -> bool {
    matches!(context, Context::Step(Step::Mode | Step::Region))
}

fn in_other_toggles(context: Context) -> bool {
    matches!(
        context,
        Context::Step(Step::Mode | Step::Record | Step::Runbook) | Context::Reading | Context::Document
    )
}

/// The table. Where two fit, the first counts.
pub const BINDINGS: &[Binding] = &[
    Binding {
        keys: &[key(KeyCode::Enter)],
        message: Message::Accept,
        hint: "take, go on",
        help: "Accept and go on",
        in_context: everywhere,
    },
    Binding {
        keys: &[letter('/')],
        message: Message::Filter,
        hint: "filter",
        help: "Filter: plain words, best match first",
        in_context: in_filtered,
    },
    Binding {
        keys: &[letter('w')],
        message: Message::Write,
        hint: "write",
        help: "Write the ticked documents",
        in_context: in_export,
    },
    Binding {
        keys: &[letter('a')],
        message: Message::Append,
        hint: "append row",
        help: "Append the checklist row to a Markdown file",
        in_context: in_export,
    },
    Binding {
        keys: &[letter('y')],
        message: Message::Copy,
        hint: "copy",
        help: "Copy the document to the clipboard",
        in_context: in_export_or_document,
    },
    Binding {
        keys: &[letter('f')],
        message: Message::Format,
        hint: "format",
        help: "Markdown or JSON",
        in_context: in_export,
    },
    Binding {
        keys: &[letter(' ')],
        message: Message::Toggle,
        hint: "tick",
        help: "Tick, or take the tick away",
        in_context: in_ticks,
    },
    Binding {
        keys: &[letter(' ')],
        message: Message::Toggle,
        hint: "considered",
        help: "Mark the model as considered: the note names it",
        in_context: in_models,
    },
    Binding {
        keys: &[letter(' ')],
        message: Message::Toggle,
        hint: "secondary",
        help: "The region to fail over to; in the posture: the next value",
        in_context: in_regions,
    },
    Binding {
        keys: &[letter(' ')],
        message: Message::Toggle,
        hint: "",
        help: "Choose without going on",
        in_context: in_other_toggles,
    },
    Binding {
        keys: &[key(KeyCode::Tab)],
        message: Message::NextPart,
        hint: "part",
        help: "The next part of the screen",
        in_context: in_parts,
    },
    Binding {
        keys: &[key(KeyCode::Tab)],
        message: Message::NextPart,
        hint: "next document",
        help: "The next document",
        in_context: in_documents,
    },
    Binding {
        keys: &[key(KeyCode::Tab)],
        message: Message::NextPart,
        hint: "",
        help: "The next part of the screen",
        in_context: everywhere,
    },
    Binding {
        keys: &[key(KeyCode::BackTab)],
        message: Message::PreviousPart,
        hint: "",
        help: "The part before",
        in_context: everywhere,
    },
    Binding {
        keys: &[key(KeyCode::Left), letter('h')],
        message: Message::Left,
        hint: "",
        help: "The value before",
        in_context: in_steps,
    },
    Binding {
        keys: &[key(KeyCode::Right), letter('l')],
        message: Message::Right,
        hint: "turn",
        help: "The next value",
        in_context: in_choices,
    },
    Binding {
        keys: &[key(KeyCode::Right), letter('l')],
        message: Message::Right,
        hint: "",
        help: "The next value",
        in_context: in_steps,
    },
    Binding {
        keys: &[letter('x'), key(KeyCode::Delete)],
        message: Message::Clear,
        hint: "",
        help: "Take the choice away",
        in_context: in_steps,
    },
    Binding {
        keys: &[key(KeyCode::Up)],
        message: Message::Up,
        hint: "",
        help: "One row up",
        in_context: in_lists,
    },
    Binding {
        keys: &[key(KeyCode::Down)],
        message: Message::Down,
        hint: "",
        help: "One row down",
        in_context: in_lists,
    },
    Binding {
        keys: &[letter('k')],
        message: Message::Up,
        hint: "",
        help: "One row up",
        in_context: outside_text,
    },
    Binding {
        keys: &[letter('j')],
        message: Message::Down,
        hint: "",
        help: "One row down",
        in_context: outside_text,
    },
    Binding {
        keys: &[key(KeyCode::PageUp)],
        message: Message::PageUp,
        hint: "",
        help: "Ten rows up",
        in_context: in_lists,
    },
    Binding {
        keys: &[key(KeyCode::PageDown)],
        message: Message::PageDown,
        hint: "",
        help: "Ten rows down",
        in_context: in_lists,
    },
    Binding {
        keys: &[letter('g'), key(KeyCode::Home)],
        message: Message::First,
        hint: "",
        help: "The first row",
        in_context: outside_text,
    },
    Binding {
        keys: &[letter('G'), key(KeyCode::End)],
        message: Message::Last,
        hint: "",
        help: "The last row",
        in_context: outside_text,
    },
    Binding {
        keys: &[letter('p')],
        message: Message::Preview,
        hint: "preview",
        help: "Show the documents as they would be written",
        in_context: outside_text,
    },
    Binding {
        keys: &[letter('e')],
        message: Message::Jump(Step::Export),
        hint: "",
        help: "To the export",
        in_context: in_steps,
    },
    Binding {
        keys: &[letter('u')],
        message: Message::Undo,
        hint: "undo",
        help: "Take the last change back",
        in_context: in_steps,
    },
    Binding {
        keys: &[control('r')],
        message: Message::Redo,
        hint: "",
        help: "Make the change again",
        in_context: in_steps,
    },
    Binding {
        keys: &[control('s')],
        message: Message::Save,
        hint: "save",
        help: "Save the plan",
        in_context: everywhere,
    },
    Binding {
        keys: &[letter('S')],
        message: Message::SaveAs,
        hint: "",
        help: "Save the plan under another name",
        in_context: in_steps,
    },
    Binding {
        keys: &[control('o')],
        message: Message::Open,
        hint: "",
        help: "Open another plan",
        in_context: in_steps,
    },
    Binding {
        keys: &[letter('C')],
        message: Message::NextCloud,
        hint: "",
        help: "The next cloud: AWS, Azure, Google Cloud",
        in_context: in_steps,
    },
    Binding {
        keys: &[letter('1')],
        message: Message::Jump(Step::Mode),
        hint: "",
        help: "To step 1, Mode",
        in_context: in_steps,
    },
    Binding {
        keys: &[letter('2')],
        message: Message::Jump(Step::Region),
        hint: "",
        help: "To step 2, Region",
        in_context: in_steps,
    },
    Binding {
        keys: &[letter('3')],
        message: Message::Jump(Step::Model),
        hint: "",
        help: "To step 3, Model",
        in_context: in_steps,
    },
    Binding {
        keys: &[letter('4')],
        message: Message::Jump(Step::Record),
        hint: "",
        help: "To step 4, Record",
        in_context: in_steps,
    },
    Binding {
        keys: &[letter('5')],
        message: Message::Jump(Step::Guardrails),
        hint: "",
        help: "To step 5, Guardrails",
        in_context: in_steps,
    },
    Binding {
        keys: &[letter('6')],
        message: Message::Jump(Step::Runbook),
        hint: "",
        help: "To step 6, Runbook",
        in_context: in_steps,
    },
    Binding {
        keys: &[letter('7')],
        message: Message::Jump(Step::Export),
        hint: "",
        help: "To step 7, Export",
        in_context: in_steps,
    },
    Binding {
        keys: &[key(KeyCode::Esc)],
        message: Message::Back,
        hint: "back",
        help: "Back, or out of a field",
        in_context: everywhere,
    },
    Binding {
        keys: &[letter('?')],
        message: Message::Help,
        hint: "help",
        help: "These keys",
        in_context: outside_text,
    },
    Binding {
        keys: &[letter('q')],
        message: Message::Quit,
        hint: "quit",
        help: "Leave; asks when something would be lost",
        in_context: outside_text,
    },
    Binding {
        keys: &[control('c')],
        message: Message::Quit,
        hint: "",
        help: "Leave, from a field too",
        in_context: everywhere,
    },
    Binding {
        keys: &[control('z')],
        message: Message::Suspend,
        hint: "",
        help: "Back to the shell until fg",
        in_context: everywhere,
    },
];

/// What an event means here; none if nothing.
pub fn message(event: &Event, context: Context) -> Option<Message> {
    match event {
        Event::Key(key) => key_message(key, context),
        Event::Paste(text) => Some(Message::Paste(text.clone())),
        Event::Resize(width, height) => Some(Message::Resized { width: *width, height: *height }),
        Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => {
                Some(Message::Click { column: mouse.column, row: mouse.row })
            }
            MouseEventKind::ScrollUp => Some(Message::Up),
            MouseEventKind::ScrollDown => Some(Message::Down),
            _ => None,
        },
        Event::FocusGained | Event::FocusLost => None,
    }
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
        Context::Filter(_) => &[("↑↓", "choose"), ("Enter", "take, go on"), ("Esc", "to the list")],
        Context::Line => &[("Enter", "take it"), ("Esc", "leave it")],
        Context::Lines => &[("Esc", "done"), ("Tab", "next question"), ("Enter", "new line")],
        Context::Picking => &[("↑↓", "choose"), ("Enter", "take it"), ("Esc", "back")],
        Context::Asking => &[("Esc", "back")],
        Context::Reading => &[("↑↓", "scroll"), ("Esc", "back")],
        Context::Document => &[("↑↓", "scroll"), ("Tab", "next document"), ("y", "copy"), ("Esc", "back")],
        Context::Step(_) => &[],
    };
    if !own.is_empty() {
        return own.iter().map(|(key, word)| ((*key).to_owned(), *word)).collect();
    }
    BINDINGS
        .iter()
        .filter(|binding| (binding.in_context)(context) && !binding.hint.is_empty())
        .map(|binding| (binding.keys[0].name(), binding.hint))
        .collect()
}

/// Every key of a context with its sentence, for the help.
pub fn help(context: Context) -> Vec<(String, &'static str)> {
    let mut lines: Vec<(String, &'static str)> = Vec::new();
    for binding in BINDINGS.iter().filter(|binding| (binding.in_context)(context)) {
        let names: Vec<String> = binding.keys.iter().map(|key| key.name()).collect();
        let names = names.join(" ");
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
