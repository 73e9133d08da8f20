//! `servemap [PLAN]`: the planner on the screen, and the board where a folder of plans is meant.

use std::path::{Path, PathBuf};

use clap::Args;

use super::Source;
use super::answer::Answer;
use super::exit_code::Exit;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::host::{Host, is_input, quoted};
use crate::store::MatrixRequest;
use crate::text;
use crate::tui::decisions::DecisionPlaces;
use crate::tui::{self, Start};

/// What the planner starts with.
#[derive(Debug, Default, Args)]
pub struct Planner {
    /// The plan to open, or a folder of plans to review
    pub plan: Option<PathBuf>,
    #[command(flatten)]
    pub looks: Looks,
}

/// How the screen looks, and what may be done on it.
#[derive(Debug, Clone, Default, Args)]
pub struct Looks {
    /// The theme of the planner: a name, or a file
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
    /// Draw the planner with plain ASCII signs
    #[arg(long)]
    pub ascii: bool,
    /// Present without changing or writing anything
    #[arg(long)]
    pub read_only: bool,
    /// Who signs reviews and decisions [default: the configured reviewer, else git config user.name]
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
}

impl Looks {
    /// What is stated here, and else what is stated there.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            theme: self.theme.or(other.theme),
            ascii: self.ascii || other.ascii,
            read_only: self.read_only || other.read_only,
            by: self.by.or(other.by),
        }
    }
}

/// Opens the planner.
///
/// # Errors
/// When the plan that was named is not there, or the planner cannot start.
pub fn run(planner: Planner, source: Source, host: &mut dyn Host) -> Result<Answer> {
    if planner.plan.as_deref().is_some_and(is_input) {
        return Err(Error::new("the planner cannot open the standard input: there is no file to save to")
            .hint("'servemap plan --update -o -' and 'servemap check -' read it"));
    }
    if let Some(plan) = planner.plan.as_deref().filter(|plan| !host.exists(plan)) {
        return Err(no_such_plan(plan, host));
    }
    let config = source.config(planner.plan.as_deref(), host)?;
    let Planner { plan, looks } = planner;
    let decisions = match &plan {
        Some(folder) if host.is_folder(folder) => Some(named(vec![folder.clone()])),
        Some(_) => None,
        None => Some(DecisionPlaces { asked: false, ..unnamed(&config) }),
    };
    let plan = plan.filter(|_| decisions.is_none());
    open(plan, decisions, looks, false, source, config, host)
}

/// The plans and folders that are named.
pub fn named(paths: Vec<PathBuf>) -> DecisionPlaces {
    DecisionPlaces { paths, asked: true, ..DecisionPlaces::default() }
}

/// Where decisions are if nobody says so: in the folder that is configured, else in the current one itself.
pub fn unnamed(config: &Config) -> DecisionPlaces {
    let configured = config.decisions.as_ref().map(|folder| folder.value.clone());
    let shallow = configured.is_none();
    let folder = configured.unwrap_or_else(|| PathBuf::from("."));
    DecisionPlaces { paths: vec![folder], shallow, asked: true, ..DecisionPlaces::default() }
}

/// Opens the planner with a plan, or the board with decisions; in a demo nothing that is shown is on disk.
pub fn open(
    plan: Option<PathBuf>,
    decisions: Option<DecisionPlaces>,
    looks: Looks,
    demo: bool,
    source: Source,
    config: Config,
    host: &mut dyn Host,
) -> Result<Answer> {
    let as_of = source.as_of.map(|when| when.on(host.today()));
    let Source { cloud, matrix, .. } = source;
    let Looks { theme, ascii, read_only, by } = looks;
    let decisions = decisions.map(|places| {
        let matrices = MatrixRequest::new(matrix.as_deref(), &config);
        DecisionPlaces { matrices, config: config.clone(), ..places }
    });
    let start = Start { plan, matrix, cloud, as_of, theme, ascii, decisions, by, read_only, demo, config };
    let code = tui::run(&start, host)?;
    Ok(Answer { exit: Exit::Planner(code), ..Answer::default() })
}

/// A first word that is neither a command nor a file: either may have been meant.
fn no_such_plan(plan: &Path, host: &dyn Host) -> Error {
    // The host knows which part of the path is missing, and which file may have been meant.
    let error =
        host.read(plan).err().unwrap_or_else(|| Error::new(format!("{} does not exist", quoted(plan))));
    let declaration = super::declaration();
    let names: Vec<&str> = declaration.get_subcommands().map(clap::Command::get_name).collect();
    let word = plan.display().to_string();
    match text::nearest(&word, names.iter().copied(), 1).first() {
        Some(near) => error.hint(format!("did you mean the command '{near}'?")),
        None => error.hint("expected a command or a plan file; 'servemap --help' lists the commands"),
    }
}
