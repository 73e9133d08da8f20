//! The pictures of the documentation, held to the program: each file of `docs/pictures` is a screen of a session that is
//! played here, with the decisions of `servemap demo`, as of the day of the release.
//! `UPDATE_GOLDENS=1 cargo test --locked --test all pictures` writes them.
#![expect(clippy::unwrap_used, reason = "a picture that cannot be made is a failed test")]

#[path = "pictures/svg.rs"]
mod svg;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use servemap::command::RELEASED;
use servemap::tui::Start;
use servemap::tui::decisions::DecisionPlaces;
use servemap::tui::theme::Theme;
use servemap::tui::view::paint;

use crate::support::{Session, TestHost, play_on};
use svg::Words;

/// The command that makes them.
const COMMAND: &str = "UPDATE_GOLDENS=1 cargo test --locked --test all pictures";
/// The themes they are drawn in, as their files end.
const THEMES: [&str; 2] = ["dark", "light"];
/// More would be slow to show.
const LARGEST: usize = 60_000;

/// A screen, and how a user comes to it.
struct Picture {
    name: &'static str,
    words: Words<'static>,
    size: (u16, u16),
    /// The plan that is opened; else the board.
    plan: Option<&'static str>,
    keys: &'static str,
}

const PICTURES: &[Picture] = &[
    Picture {
        name: "model",
        words: Words {
            title: "Step Model: which Claude may answer EU customers from Frankfurt",
            command: "servemap decisions/support-answers.toml",
            description: "The planner at step 3. The filter 'claude' leaves 16 of 91 models with their prices. Eight are \
                available; the others are blocked, each with the gate that blocks it. The selected one, Claude Sonnet 5, \
                needs cross-geography routing in eu-central-1, and the plan keeps content in Geo Europe. Its five gates \
                stand beside the list.",
        },
        size: (110, 33),
        plan: Some("support-answers"),
        keys: "<a-3>/claude<esc>jjjjjjjjjjjjj",
    },
    Picture {
        name: "map",
        words: Words {
            title: "Matrix: the Claude models by region",
            command: "servemap decisions/support-answers.toml",
            description: "The Claude models by the 17 AWS regions of pay-per-token: a tick where content is processed in the \
                Geo, an arrow where it is routed to another one, a cross where the model has ended, a dot where it is not \
                listed, a question mark where it is unknown. Below stand the five gates of the selected cell, Claude \
                Sonnet 5 in eu-central-1.",
        },
        size: (110, 31),
        plan: Some("support-answers"),
        keys: "<a-3>m/claude<esc>jjjjjjjjj",
    },
    Picture {
        name: "timeline",
        words: Words {
            title: "Timeline: three days before Claude Sonnet 4 retires",
            command: "servemap decisions/contract-review.toml",
            description: "Ends and previews of models on a time axis. The as-of date is moved to 2026-10-06: Claude Sonnet 4 \
                retires in pay-per-token three days later, and the header says that the plan is conditional, with 3 days \
                left. Today it is blocked.",
        },
        size: (110, 28),
        plan: Some("contract-review"),
        keys: "<a-3>t[[<left><left><left>",
    },
    Picture {
        name: "board",
        words: Words {
            title: "Review: six decisions, the one that no longer holds first",
            command: "servemap review decisions",
            description: "The board of six decisions, what needs somebody first. contract-review was available when it was \
                decided and is blocked now: its model has retired. Beside the list stands its note, which says that it is \
                not cleared and names the recommended replacement.",
        },
        size: (116, 29),
        plan: None,
        keys: "",
    },
    Picture {
        name: "note",
        words: Words {
            title: "Step Export: the decision note before it is written",
            command: "servemap decisions/support-answers.toml",
            description: "The documents of a plan, with the decision note beside them: which model in which mode and region, \
                why, what takes its place, and the verdict with its five gates, each with its source.",
        },
        size: (110, 27),
        plan: Some("support-answers"),
        keys: "<a-7>j",
    },
];

fn released() -> NaiveDate {
    servemap::date::parse(RELEASED).unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder `decisions` with those of the demo.
fn world() -> TestHost {
    let plans = fs::read_dir(root().join("assets/demo")).unwrap();
    plans.fold(TestHost::new(released()), |host, plan| {
        let path = plan.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        host.with_file(format!("decisions/{name}"), fs::read(&path).unwrap())
    })
}

impl Picture {
    fn play(&self) -> Session {
        let plan = self.plan.map(|name| format!("decisions/{name}.toml").into());
        let decisions = plan.is_none().then(|| DecisionPlaces {
            paths: vec!["decisions".into()],
            asked: true,
            ..DecisionPlaces::default()
        });
        let by = Some("Ana Diaz".to_owned());
        play_on(world(), &Start { plan, decisions, by, ..Start::default() }, self.size, self.keys)
    }

    /// The same screen in each theme.
    fn draw(&self) -> [String; 2] {
        let mut session = self.play();
        THEMES.map(|theme| {
            session.app.theme = Theme::shipped(theme).unwrap();
            let area = Rect::new(0, 0, self.size.0, self.size.1);
            let mut buffer = Buffer::empty(area);
            paint(&session.app, area, &mut buffer);
            svg::draw(&buffer, &session.app.theme, &self.words)
        })
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the repository's own files, written when asked")]
fn the_pictures_are_the_program() {
    let (folder, update) = (root().join("docs/pictures"), std::env::var_os("UPDATE_GOLDENS").is_some());
    let mut files = BTreeSet::new();
    for picture in PICTURES {
        for (theme, drawn) in THEMES.into_iter().zip(picture.draw()) {
            let name = format!("{}-{theme}.svg", picture.name);
            assert!(drawn.len() < LARGEST, "{name} has {} bytes", drawn.len());
            let path = folder.join(&name);
            if update {
                fs::write(&path, &drawn).unwrap();
            }
            let shown = fs::read_to_string(&path).unwrap_or_default();
            assert!(shown == drawn, "docs/pictures/{name} is not what the program shows: {COMMAND}");
            files.insert(name);
        }
    }
    let found = fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    assert_eq!(found.collect::<BTreeSet<_>>(), files, "a picture that nothing makes");
}

/// A reader in the dark is not dazzled, and one who does not see the picture is told what it shows.
#[test]
fn every_page_shows_a_picture_in_both_themes_and_in_words() {
    let docs = fs::read_dir(root().join("docs")).unwrap().map(|file| file.unwrap().path());
    let pages = docs.chain([root().join("README.md")]);
    let mut shown = BTreeSet::new();
    for page in pages.filter(|page| page.extension().is_some_and(|extension| extension == "md")) {
        let text = fs::read_to_string(&page).unwrap();
        let folder = if page.ends_with("README.md") && page.parent() == Some(root()) { "docs/" } else { "" };
        for place in text.split("<picture>").skip(1) {
            let place = place.split_once("</picture>").unwrap().0;
            let (dark, light) = place.split_once("<img src=\"").unwrap();
            let (light, words) = light.split_once('"').unwrap();
            let name = light.strip_prefix(folder).and_then(|path| path.strip_prefix("pictures/"));
            let name = name.and_then(|name| name.strip_suffix("-light.svg")).unwrap();
            let dark_one = format!("srcset=\"{folder}pictures/{name}-dark.svg\"");
            assert!(
                dark.contains(&dark_one) && dark.contains("prefers-color-scheme: dark"),
                "{page:?}: {dark}"
            );
            assert!(words.contains("alt=\"") && !words.contains("alt=\"\""), "{page:?}: {name}");
            shown.insert(name.to_owned());
        }
    }
    let made: BTreeSet<_> = PICTURES.iter().map(|picture| picture.name.to_owned()).collect();
    assert_eq!(shown, made, "a picture that no page shows, or that nothing makes");
}
