//! The planner on a terminal: one app, one message, one update, one view, and the loop that drives them.
//!
//! A module may use those to its left, never those to its right; `tests/layers.rs` holds it.
//!
//! LAYERS: colour surface terminal events theme order context areas session plan_verdict file_change decisions message effect reply widget screen step explore review popup keymap history app tabs update header view

pub mod app;
pub mod areas;
pub mod colour;
pub mod context;
pub mod decisions;
pub mod effect;
pub mod events;
pub mod explore;
pub mod file_change;
pub mod header;
pub mod history;
pub mod keymap;
pub mod message;
pub mod order;
pub mod plan_verdict;
pub mod popup;
pub mod reply;
pub mod review;
pub mod screen;
pub mod session;
pub mod step;
pub mod surface;
pub mod tabs;
pub mod terminal;
pub mod theme;
pub mod update;
pub mod view;
pub mod widget;

use std::collections::VecDeque;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use chrono::NaiveDate;

use crate::config::{Config, Setting};
use crate::error::{Error, Result};
use crate::host::{Folder, Host};
use crate::matrix::Cloud;
use crate::plan::{self, Plan};
use crate::store::{self, MatrixRequest};
use app::App;
use colour::{Background, ColourLevel};
use decisions::DecisionPlaces;
use effect::Effect;
use events::{Event, EventSource, Events};
use keymap::Keymap;
use message::{Message, Outcome};
use popup::{Drafts, Popup};
use review::Board;
use session::{PlanFile, Signer};
use surface::Surface;
use terminal::Screen;
use theme::Theme;

/// With what the planner opens.
#[derive(Debug, Clone, Default)]
pub struct Start {
    /// The plan to open.
    pub plan: Option<PathBuf>,
    /// A matrix of the user's own.
    pub matrix: Option<PathBuf>,
    /// The cloud; else the plan's, else AWS.
    pub cloud: Option<Cloud>,
    /// The day on which lifecycle is judged; else today.
    pub as_of: Option<NaiveDate>,
    /// A theme that ships, one of the user's own, or a file.
    pub theme: Option<String>,
    /// Symbols and lines of ASCII only.
    pub ascii: bool,
    /// The decisions to review; none for a single plan.
    pub decisions: Option<DecisionPlaces>,
    /// Who signs reviews, if that is said.
    pub by: Option<String>,
    /// Whether nothing may be changed or written.
    pub read_only: bool,
    /// Whether the files are examples in memory: what is saved is gone with the session, and says so.
    pub demo: bool,
    /// What is configured; what is named above comes first.
    pub config: Config,
}

/// How the loop ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The user left.
    Quit,
    /// Another process asked for the end, or the terminal is gone: exit with this code.
    Requested(i32),
}

/// What the first screen of a demo says.
const DEMO: &str = "Demo: try any key; what you save stays in memory. q leaves.";

/// Opens the planner and says with which code to exit.
///
/// # Errors
/// What could not be loaded or read before the first frame, or a terminal that cannot be taken.
pub fn run(start: &Start, host: &mut dyn Host) -> Result<u8> {
    let mut app = open(start, host)?;
    let variable = |name: &str| host.variable(name);
    terminal::check(&variable)?;
    let colours = colour::detect(&variable, std::io::stdout().is_terminal());
    let colourless = colours == ColourLevel::None;
    app.theme = Theme { colourless, ..app.theme }.on(app.background);
    let mut source = Events::start()?;
    let mut screen = Screen::enter(colours)?;
    match run_loop(&mut app, &mut screen, host, &mut source)? {
        // At once: the terminal may be gone, and whatever is dropped on the way out might write to it.
        End::Requested(code) => terminal::end(code),
        End::Quit => Ok(0),
    }
}

/// Loads everything the first frame needs.
///
/// # Errors
/// A plan, matrix, theme or template that cannot be read, with every fault in it.
pub fn open(start: &Start, host: &mut dyn Host) -> Result<App> {
    let background = host.variable("COLORFGBG").and_then(|hint| Background::hinted(&hint));
    let theme = load_theme(start, host)?.on(background);
    let file = match &start.plan {
        Some(path) => Some((path, host.read(path)?)),
        None => None,
    };
    let mut plan = match &file {
        Some((path, text)) => plan::file::read(&path.to_string_lossy(), text)?,
        None => Plan::default(),
    };
    let own = if file.is_some() { Some(plan.cloud) } else { configured_cloud(start) };
    let cloud = start.cloud.or(own);
    let request = MatrixRequest::new(start.matrix.as_deref(), &start.config);
    let matrix = store::load_matrix(host, cloud, &request)?;
    plan.resolve(&matrix);
    if file.is_none() {
        start.config.begin(&mut plan);
        plan.region = start.config.region_in(&matrix)?;
    }
    let saved = plan.clone();
    plan.cloud = matrix.cloud;
    let today = host.today();
    let mut app = App::new(plan, Rc::new(matrix), start.as_of.unwrap_or(today), today, theme);
    app.keymap = Keymap::new(&start.config.keys)?;
    app.background = background;
    // The file of a flag is of this cloud alone.
    app.session.matrices = request.without_file();
    app.session.home = host.home();
    app.session.decisions =
        start.config.decisions.as_ref().map(|path| path.value.clone()).unwrap_or_default();
    let by = start.by.as_deref().map(crate::text::entry_line).filter(|by| !by.is_empty());
    if let Some(name) = by.or_else(|| store::configured_reviewer(&start.config)) {
        app.session.signer = Signer::Asked(Ok(name));
    }
    if file.is_none() {
        configure(&mut app, start);
    }
    app.steps.export.templates = store::load_templates(host, &start.config)?;
    if let Some((path, text)) = file {
        app.saved = saved;
        app.session.file = Some(PlanFile { path: path.clone(), text });
        app.begin_opened();
    }
    (app.read_only, app.demo) = (start.read_only, start.demo);
    if let Some(places) = &start.decisions {
        open_board(&mut app, places, host)?;
    }
    if app.demo && !app.read_only {
        app.notify(DEMO);
    }
    if !app.demo && !app.read_only {
        app.drafts = store::Drafts::new(host.folder(Folder::State).map(|state| state.join("drafts")));
        app.popup = Drafts::offer(app.drafts.orphans()).map(Popup::Drafts);
    }
    Ok(app)
}

/// Reads the decisions and shows the board of them.
fn open_board(app: &mut App, places: &DecisionPlaces, host: &dyn Host) -> Result<()> {
    let decisions = match places.read(app.session.as_of, host) {
        Ok(decisions) => decisions,
        Err(_) if !places.asked => return Ok(()),
        Err(error) => return Err(error),
    };
    // New plans go beside the others.
    app.session.decisions.clone_from(&decisions.folder);
    let fault = decisions.faults.first().map(|error| error.message().to_owned());
    app.board = Some(Board::new(places.clone(), decisions, app.steps.export.templates.clone()));
    (app.on_board, app.keymap.has_board) = (true, true);
    app.notice = None;
    if let Some(fault) = fault {
        app.notify_failure(fault);
    }
    Ok(())
}

/// Says what a new plan starts with, and keeps where that comes from.
fn configure(app: &mut App, start: &Start) {
    let cloud = start.cloud.is_none() && start.matrix.is_none();
    let region = app.session.plan.region.is_some();
    let own = [(Setting::Cloud, cloud), (Setting::Region, region)];
    let mut settings: Vec<Setting> =
        own.into_iter().filter_map(|(one, counts)| counts.then_some(one)).collect();
    settings.extend([Setting::Residency, Setting::Routing, Setting::Preview, Setting::Use, Setting::Owner]);
    if let Some(line) = start.config.describe(&settings) {
        app.notify(line);
    }
    app.session.configured = start.config.clone();
}

/// The cloud of a new plan. A matrix of the user's own says which cloud it is of.
fn configured_cloud(start: &Start) -> Option<Cloud> {
    start.config.cloud.as_ref().filter(|_| start.matrix.is_none()).map(|cloud| cloud.value)
}

fn load_theme(start: &Start, host: &dyn Host) -> Result<Theme> {
    let configured = start.config.theme.as_ref().map(|theme| theme.value.as_str());
    let name = start.theme.as_deref().or(configured).unwrap_or(theme::SHIPPED[0].0);
    let own = host.folder(Folder::Config).map(|folder| folder.join("themes").join(format!("{name}.toml")));
    let path = if Path::new(name).extension().is_some_and(|extension| extension == "toml") {
        Some(PathBuf::from(name))
    } else {
        own.filter(|path| crate::text::slug(name) == name && host.may_exist(path))
    };
    let theme = match path {
        Some(path) => Theme::read(&path.to_string_lossy(), &host.read(&path)?)?,
        None => Theme::shipped(name)?,
    };
    let ascii = start.ascii || start.config.ascii.as_ref().is_some_and(|ascii| ascii.value);
    Ok(Theme { ascii, ..theme })
}

/// The loop: event, message, update, effect, view. It blocks until something happens, and draws once for a burst.
///
/// # Errors
/// When the screen can no longer be drawn on.
pub fn run_loop(
    app: &mut App,
    surface: &mut dyn Surface,
    host: &mut dyn Host,
    source: &mut dyn EventSource,
) -> Result<End> {
    loop {
        surface.draw(&mut |frame| {
            app.size = (frame.area().width, frame.area().height);
            view::view(app, frame);
        })?;
        if app.draft_due {
            // After the frame, so that no key waits for the disk.
            let (effects, draft_failed) = (update::save_draft(app), app.draft_failed);
            carry_out(app, effects, surface, host)?;
            if app.draft_failed != draft_failed {
                // Said while it can still be read: the next key takes the words away.
                continue;
            }
        }
        let Some(mut event) = source.next() else { return Ok(End::Quit) };
        loop {
            if let Some(end) = handle(app, &event, surface, host)? {
                return Ok(end);
            }
            match source.ready() {
                Some(next) => event = next,
                None => break,
            }
        }
    }
}

fn handle(
    app: &mut App,
    event: &Event,
    surface: &mut dyn Surface,
    host: &mut dyn Host,
) -> Result<Option<End>> {
    let input = match event {
        Event::Input(input) => input,
        Event::Suspend => return surface.suspend().map(|()| None),
        Event::Resumed => return surface.resume().map(|()| None),
        Event::Background(None) => return Ok(None),
        Event::Background(Some(background)) => {
            update::update(app, Message::Background(*background));
            return Ok(None);
        }
        Event::End(code) => {
            keep_unsaved(app, host);
            return Ok(Some(End::Requested(*code)));
        }
    };
    if let crossterm::event::Event::Resize(..) = input {
        // A size that is back before it was drawn would lose cells otherwise.
        surface.repaint()?;
    }
    let Some(message) = app.keymap.message(input, app.context()) else { return Ok(None) };
    let effects = update::update(app, message);
    carry_out(app, effects, surface, host)
}

/// A change that came in the same burst as the end is not lost, nor what was being typed.
fn keep_unsaved(app: &mut App, host: &mut dyn Host) {
    let before = app.session.plan.clone();
    update::accept_typed(app);
    if app.draft_due || app.session.plan != before {
        for effect in update::save_draft(app) {
            // There is nobody left to tell.
            let _ = effect::perform(effect, host, &mut app.drafts);
        }
    }
}

/// Carries effects out, and lets the app answer what came of them.
fn carry_out(
    app: &mut App,
    effects: Vec<Effect>,
    surface: &mut dyn Surface,
    host: &mut dyn Host,
) -> Result<Option<End>> {
    let mut waiting = VecDeque::from(effects);
    while let Some(effect) = waiting.pop_front() {
        match effect {
            Effect::Suspend => surface.suspend()?,
            Effect::Quit => return Ok(Some(End::Quit)),
            effect if app.read_only && effect.writes() => {
                let refused = Outcome::Failed(Error::new(update::READ_ONLY));
                waiting.extend(update::update(app, Message::Outcome(refused)));
            }
            other => {
                let writes = other.writes();
                let outcome = effect::perform(other, host, &mut app.drafts).map(Message::Outcome);
                waiting.extend(outcome.into_iter().flat_map(|outcome| update::update(app, outcome)));
                if app.demo && writes {
                    app.notice_in_memory();
                }
            }
        }
    }
    Ok(None)
}
