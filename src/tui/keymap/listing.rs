//! The keys as they are listed: at the end of the bottom line, in the help, in the palette.

use super::bindings::BINDINGS;
use super::when::When;
use super::{Binding, COMMANDS, HELP, Keymap, QUIT};
use crate::tui::context::Context;
use crate::tui::message::Message;
use crate::tui::popup::{Command, KeyLine, program_commands};

/// The groups of the help, in its order.
const GROUPS: [&str; 3] = ["This screen", "Everywhere", "Moving"];

impl Binding {
    fn group(&self) -> &'static str {
        let moves = !self.in_palette && !matches!(self.message, Message::Palette);
        match self.when {
            _ if moves => GROUPS[2],
            When::In(_) | When::Any(_) => GROUPS[0],
            _ => GROUPS[1],
        }
    }
}

impl Keymap {
    /// How to find every command, get help and leave.
    pub(super) fn always(&self, context: Context) -> Vec<(String, &'static str)> {
        let mut hints: Vec<(String, &'static str)> = Vec::new();
        // Where the question is whether to quit, its answers say how.
        let asks = context == Context::Asking;
        for wanted in [COMMANDS, HELP, QUIT].into_iter().filter(|wanted| !(asks && *wanted == QUIT)) {
            let mut found = self.bindings(context).filter(|(binding, _)| binding.hint == wanted);
            let key = found.find_map(|(_, keys)| keys.first());
            hints.extend(key.map(|key| (key.name(), wanted)));
        }
        hints
    }

    /// Every key of a context with its sentence, for the help.
    pub fn help(&self, context: Context) -> Vec<KeyLine> {
        let mut lines: Vec<KeyLine> = Vec::new();
        for (names, binding) in self.named(context) {
            match lines.iter_mut().find(|line| line.sentence == binding.help) {
                Some(known) => known.keys = format!("{} {names}", known.keys),
                None => {
                    lines.push(KeyLine { group: binding.group(), keys: names, sentence: binding.help });
                }
            }
        }
        lines.sort_by_key(|line| GROUPS.iter().position(|group| *group == line.group));
        lines
    }

    /// Everything the program can do, for the palette: what the screen can, then what the others can, with how to come
    /// there. Where `context` is a text in the screen, the keys are those that are no text.
    pub fn commands(&self, context: Context, screen: Context) -> Vec<Command> {
        let mut commands = self.here(context, screen);
        commands.extend(program_commands());
        let known: Vec<String> = commands.iter().map(|command| command.help.clone()).collect();
        commands.extend(self.elsewhere(screen).into_iter().filter(|command| !known.contains(&command.help)));
        commands
    }

    fn here(&self, context: Context, screen: Context) -> Vec<Command> {
        let here = self.named(context);
        let keys = |binding: &Binding| {
            let bound = here.iter().find(|(_, other)| std::ptr::eq(*other, binding));
            bound.map(|(keys, _)| keys.clone()).unwrap_or_default()
        };
        let mut commands: Vec<Command> = Vec::new();
        // Going back is done by a key, not by a search.
        let listed = |binding: &&Binding| {
            binding.in_palette
                && !matches!(binding.message, Message::Back)
                && (self.has_board || !binding.of_board)
        };
        for binding in BINDINGS.iter().filter(listed) {
            if !(binding.when.holds(context) || binding.when.offers(screen)) {
                continue;
            }
            let keys = keys(binding);
            match commands.iter_mut().find(|command| command.help == binding.help) {
                Some(command) if command.keys.is_empty() => command.keys = keys,
                Some(command) if !keys.is_empty() => command.keys = format!("{} {keys}", command.keys),
                Some(_) => {}
                None => commands.push(Command {
                    keys,
                    help: binding.help.to_owned(),
                    place: if binding.group() == GROUPS[0] { "here" } else { "" },
                    messages: vec![binding.message.clone()],
                }),
            }
        }
        commands
    }

    /// What other screens can do whatever the cursor is on there.
    fn elsewhere(&self, screen: Context) -> Vec<Command> {
        let mut commands: Vec<Command> = Vec::new();
        for (place, binding) in BINDINGS.iter().enumerate() {
            if !binding.in_palette || binding.of_board || !needs_no_cursor(&binding.message) {
                continue;
            }
            let contexts = binding.when.contexts().into_iter();
            for context in contexts.filter(|context| *context != screen) {
                let (name, way) = match context {
                    Context::Step(step) => (step.name(), Message::Jump(step)),
                    Context::ExploreView(explore) => (explore.name(), Message::Show(explore)),
                    _ => continue,
                };
                if commands.iter().any(|command| command.help == binding.help && command.place == name) {
                    continue;
                }
                commands.push(Command {
                    keys: self.keys(place).first().map(|key| key.name()).unwrap_or_default(),
                    help: binding.help.to_owned(),
                    place: name,
                    messages: vec![way, binding.message.clone()],
                });
            }
        }
        commands
    }
}

fn needs_no_cursor(message: &Message) -> bool {
    !matches!(
        message,
        Message::Accept
            | Message::Back
            | Message::NextPart
            | Message::PreviousPart
            | Message::Toggle
            | Message::Clear
            | Message::Left
            | Message::Right
            | Message::Up
            | Message::Down
            | Message::Next
            | Message::Previous
            | Message::Reason
    )
}
