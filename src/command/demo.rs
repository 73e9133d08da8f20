//! `servemap demo`: example decisions to look at. They are in memory: nothing is written, unless a folder for them is named.

use std::path::{Path, PathBuf};

use clap::{Args, FromArgMatches};

use super::Source;
use super::answer::Answer;
use super::help::help_text;
use super::list::{self, ListArgs};
use super::man::RELEASED;
use super::planner::{self, Looks};
use super::style::OutputStyle;
use crate::config::Config;
use crate::date::When;
use crate::error::{Error, Result};
use crate::host::{Expected, Host, Memory, clean_path, quoted};
use crate::tui::terminal;

/// The decisions of a team as they stand on the day of the release. One has lost its model since it was made.
const EXAMPLES: [(&str, &str); 6] = [
    ("claims-summaries.toml", include_str!("../../assets/demo/claims-summaries.toml")),
    ("contract-review.toml", include_str!("../../assets/demo/contract-review.toml")),
    ("faq-answers.toml", include_str!("../../assets/demo/faq-answers.toml")),
    ("image-captions.toml", include_str!("../../assets/demo/image-captions.toml")),
    ("product-tags.toml", include_str!("../../assets/demo/product-tags.toml")),
    ("support-answers.toml", include_str!("../../assets/demo/support-answers.toml")),
];

/// What their folder is called.
const FOLDER: &str = "decisions";

/// Who signs there, if nobody is named: git is not asked.
const REVIEWER: &str = "Demo user";

help_text! {
    HELP, LONG_HELP:
    more "\
The board opens over six decisions of an example team, as they stand on the day of the release. Enter opens a plan, q leaves, \
? lists all keys. What is saved, approved or exported is kept in memory until you leave: no file of yours is read or written.

--write FOLDER makes files of the examples, to try 'servemap check', 'servemap review' and 'servemap export' on.";
    "servemap demo",
    "servemap demo --list",
    "servemap demo --write examples",
}

/// `servemap demo`
#[derive(Debug, Args)]
#[command(after_help = HELP, after_long_help = LONG_HELP, args = super::unread_flags::settings())]
#[command(mut_arg("by", |arg| arg.help(format!("Who signs reviews and decisions [default: {REVIEWER}]"))))]
pub struct DemoArgs {
    /// Print the example decisions instead of opening the board
    #[arg(long, conflicts_with_all = ["theme", "ascii", "read_only", "by"])]
    pub list: bool,
    /// Write the example decisions into a new folder instead of opening the board
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["list", "theme", "ascii", "read_only", "by"])]
    pub write: Option<PathBuf>,
    #[command(flatten)]
    pub looks: Looks,
}

pub fn run(
    arguments: &DemoArgs,
    before: &Looks,
    source: &Source,
    host: &mut dyn Host,
    style: OutputStyle,
) -> Result<Answer> {
    if let Some(folder) = &arguments.write {
        return write(folder, host);
    }
    let mut memory = Memory::over(host);
    for (name, plan) in EXAMPLES {
        memory.add(&Path::new(FOLDER).join(name), plan);
    }
    // What is named on the command line is read, and nothing else of this machine.
    let looks = arguments.looks.clone().or(before.clone());
    let theme = looks.theme.as_ref().map(PathBuf::from).filter(|path| path.extension().is_some());
    for file in theme.iter().chain(&source.matrix) {
        memory.copy_of(file)?;
    }
    let mut source = source.clone();
    source.config.no_config = true;
    // Later they would all be overdue.
    source.as_of = source.as_of.or(When::read(RELEASED).ok());
    if arguments.list {
        return list::run(&list_arguments()?, &source, &memory, style);
    }
    terminal::check(&|name| memory.variable(name)).map_err(|error| {
        error.hint(
            "'servemap demo --list' prints the examples, 'servemap demo --write FOLDER' makes files of them",
        )
    })?;
    let decisions = planner::named(vec![FOLDER.into()]);
    let looks = Looks { by: looks.by.or_else(|| Some(REVIEWER.to_owned())), ..looks };
    planner::open(None, Some(decisions), looks, true, source, Config::default(), &mut memory)
}

/// Those of `servemap list decisions`.
fn list_arguments() -> Result<ListArgs> {
    let command = ListArgs::augment_args(clap::Command::new("list"));
    let read = command.try_get_matches_from(["list", FOLDER]);
    read.and_then(|read| ListArgs::from_arg_matches(&read)).map_err(|error| Error::new(error.to_string()))
}

/// Makes files of the examples, where nothing is yet.
fn write(folder: &Path, host: &mut dyn Host) -> Result<Answer> {
    if host.exists(folder) && !(host.is_folder(folder) && host.list(folder)?.is_empty()) {
        let what = if host.is_folder(folder) { "is not empty" } else { "is not a folder" };
        return Err(Error::new(format!("nothing was written: {} {what}", quoted(folder)))
            .hint("name a new folder: 'servemap demo --write examples'"));
    }
    host.make_folder(folder)?;
    for (name, plan) in EXAMPLES {
        host.save(&folder.join(name), plan, &Expected::Absent)?;
    }
    let name = clean_path(folder);
    let answer =
        Answer::default().message(format!("wrote {} decisions to {}", EXAMPLES.len(), quoted(folder)));
    Ok(answer.message(format!(
        "try: servemap check {name} --as-of {RELEASED}\n     servemap review {name} --as-of {RELEASED}\n     \
         servemap export {name}/support-answers.toml --kind note"
    )))
}
