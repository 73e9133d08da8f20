//! Themes inside the planner: the next one, one by its name, and what follows from the ground that the terminal says it has.

use crate::tui::app::App;
use crate::tui::colour::Background;
use crate::tui::theme::Theme;

pub(super) fn switch(app: &mut App, name: &str) {
    match Theme::shipped(name) {
        Ok(theme) => {
            let Theme { ascii, colourless, .. } = app.theme;
            app.theme = Theme { ascii, colourless, ..theme }.on(app.background);
            app.notify(format!("theme {name}; to keep it: theme = \"{name}\" in config.toml"));
        }
        Err(error) => app.notify_failure(error.message()),
    }
}

pub(super) fn set_background(app: &mut App, background: Background) {
    app.background = Some(background);
    app.theme = app.theme.on(app.background);
}
