//! What no key of a screen does alone: one cloud, one theme, the posture, the as-of date, the glossary.

use super::Command;
use crate::matrix::Cloud;
use crate::tui::message::Message;
use crate::tui::order::ExploreView;
use crate::tui::theme::SHIPPED;

pub fn program_commands() -> Vec<Command> {
    let command =
        |help: String, message| Command { keys: String::new(), help, place: "", messages: vec![message] };
    let mut commands: Vec<Command> = Vec::new();
    for cloud in Cloud::ALL {
        commands.push(command(format!("Switch to {}", cloud.name()), Message::Cloud(cloud)));
    }
    for (name, _) in SHIPPED {
        commands.push(command(format!("Use the theme {name}"), Message::Theme(name)));
    }
    commands
        .push(command("Go to the posture: residency, routing, previews, use".to_owned(), Message::Posture));
    let date = "Change the as-of date in the timeline".to_owned();
    commands.push(command(date, Message::Show(ExploreView::Timeline)));
    commands.push(command("Show the glossary: what the words mean".to_owned(), Message::Glossary));
    commands
}
