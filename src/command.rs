//! The command line: each command's flags, what it does, its table and JSON. An answer is a value: only `main` writes.

mod answer;
mod case_flags;
mod case_report;
mod check;
mod completions;
mod config;
mod decisions;
mod demo;
mod diff;
mod exit_code;
mod export;
mod external_flags;
mod filter;
mod format;
mod glossary;
mod help;
mod list;
mod man;
mod matrix;
mod models;
mod plan;
mod planner;
mod qualifiers;
mod regions;
mod repository;
mod review;
mod reviewing;
mod source;
mod style;
mod supersede;
mod table;
mod tokens_flags;
mod unread_flags;
mod value;
mod verify;
mod why;

use std::ffi::{OsStr, OsString};

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::error::Result;
use crate::host::Host;
use crate::plan::ReviewVerdict;
use crate::store::{find_plans, plan_files};

pub use answer::{Answer, error_answer, safe_error, usage_error_answer};
pub use completions::{COMPLETE_VARIABLE, complete_words};
pub use exit_code::Exit;
pub use format::{Format, FormatFlags};
pub use man::RELEASED;
pub use qualifiers::qualifiers_last;
pub use source::Source;
pub use style::OutputStyle;

help::help_text! {
    HELP, LONG_HELP:
    more "Exit codes: 0 fine, 1 findings (blocked or unknown, a check that fails), 2 usage or input error.";
    "servemap why 'Llama 4 Maverick' --mode pay-per-token --region us-east-1",
    "servemap models llama --mode pay-per-token --region eu-west-1",
    "servemap check decisions",
}

/// Decide which Databricks model to serve, in which mode and region, and why.
///
/// Without a command it opens the planner, with the plan if one is named.
#[derive(Debug, Default, Parser)]
#[command(name = "servemap", version, after_help = HELP, after_long_help = LONG_HELP, max_term_width = 100)]
pub struct Cli {
    /// What to do, if not plan.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// What the planner starts with.
    #[command(flatten)]
    pub planner: planner::Planner,
    /// What is known, and for which day.
    #[command(flatten)]
    pub source: Source,
}

impl Cli {
    /// Reads the words of a command line, the name of the program among them.
    ///
    /// # Errors
    /// What clap says of them: the help and the version are among it.
    pub fn read(words: &[OsString]) -> std::result::Result<Self, clap::Error> {
        // The name alone says nothing, and a path one thing only: the flags of all commands need not be made before the first
        // frame. They are a tenth of its instructions.
        match words {
            [_] => return Ok(Self::default()),
            [_, word] if can_only_be_a_path(word) => {
                let planner = planner::Planner { plan: Some(word.into()), ..Default::default() };
                return Ok(Self { planner, ..Self::default() });
            }
            _ => {}
        }
        let asks = |flag: &str| words.iter().any(|word| word == flag);
        let mut declaration = declaration();
        if asks("-h") || asks("--help") || asks("help") {
            declaration = help::by_topic(declaration, asks("-h"));
        }
        let mut matches = declaration.try_get_matches_from_mut(words)?;
        unread_flags::refuse(&mut declaration, &matches)?;
        Self::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut declaration))
    }
}

/// Whether a word is neither a command nor a flag.
fn can_only_be_a_path(word: &OsStr) -> bool {
    word.to_str()
        .is_some_and(|word| !word.starts_with('-') && word.contains(['.', '/', std::path::MAIN_SEPARATOR]))
}

/// The commands besides the planner.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Create a plan from flags and show its verdict
    Plan(Box<plan::PlanArgs>),
    /// Write documents of a plan, or pages of a folder of plans
    Export(export::ExportArgs),
    /// Look around in example decisions, without writing anything
    Demo(demo::DemoArgs),
    /// Explain the five gates for one model, and the ways out
    Why(why::WhyArgs),
    /// List models with their verdicts
    Models(models::ModelsArgs),
    /// List regions and what each offers
    Regions(regions::RegionsArgs),
    /// Explain the words on the screens, each with its source
    Glossary(glossary::GlossaryArgs),
    /// Check plans as of today: the deprecation tracker and CI gate
    Check(check::CheckArgs),
    /// Compare two versions of a plan, or of a folder of plans
    Diff(diff::DiffArgs),
    /// Compare a workspace's endpoints with the matrix or a plan
    Verify(verify::VerifyArgs),
    /// Open the board of decisions, to review them one by one
    Review(review::ReviewArgs),
    /// List decisions, what needs somebody first
    List(list::ListArgs),
    /// Approve decisions as they stand now
    #[command(after_help = reviewing::APPROVE_HELP, after_long_help = reviewing::LONG_APPROVE_HELP)]
    Approve(reviewing::ReviewArgs),
    /// Ask for changes to decisions
    #[command(after_help = reviewing::REQUEST_CHANGES_HELP, after_long_help = reviewing::LONG_REQUEST_CHANGES_HELP)]
    RequestChanges(reviewing::ReviewArgs),
    /// Comment on decisions, or set the day of their next review
    #[command(after_help = reviewing::COMMENT_HELP, after_long_help = reviewing::LONG_COMMENT_HELP)]
    #[command(mut_arg("comment", |arg| arg.required_unless_present("review_by")))]
    Comment(reviewing::ReviewArgs),
    /// Mark a decision as superseded by another, and link both
    Supersede(supersede::SupersedeArgs),
    /// Withdraw decisions that are no longer wanted
    #[command(after_help = reviewing::WITHDRAW_HELP, after_long_help = reviewing::LONG_WITHDRAW_HELP)]
    Withdraw(reviewing::ReviewFlags),
    /// Show, import, compare, list, validate and activate matrices
    #[command(subcommand)]
    Matrix(matrix::MatrixCommand),
    /// Show the settings in force, or write an example of them
    #[command(subcommand)]
    Config(config::ConfigCommand),
    /// Print shell completions
    Completions(completions::CompletionsArgs),
    /// Print a manual page, or write those of all commands
    Man(man::ManArgs),
}

/// The declaration as clap knows it, for completions and manual pages.
pub fn declaration() -> clap::Command {
    Cli::command()
}

/// Carries a command out, or opens the planner where none is named.
///
/// # Errors
/// When it cannot be carried out; findings are no error.
pub fn run(cli: Cli, host: &mut dyn Host, style: OutputStyle) -> Result<Answer> {
    let source = &cli.source;
    let Some(command) = &cli.command else { return planner::run(cli.planner, cli.source, host) };
    let review = |verdict, arguments: &reviewing::ReviewArgs, host: &mut dyn Host| {
        reviewing::run(verdict, &arguments.flags, arguments.review_by, source, host, style)
    };
    match command {
        Command::Plan(arguments) => plan::run(arguments, source, host, style),
        Command::Export(arguments) => export::run(arguments, source, host),
        Command::Models(arguments) => models::run(arguments, source, host, style),
        Command::Why(arguments) => why::run(arguments, source, host, style),
        Command::Regions(arguments) => regions::run(arguments, source, host, style),
        Command::List(arguments) => list::run(arguments, source, host, style),
        Command::Review(arguments) => review::run(arguments, &cli.planner.looks, source, host),
        Command::Demo(arguments) => demo::run(arguments, &cli.planner.looks, source, host, style),
        Command::Check(arguments) => check::run(arguments, source, host, style),
        Command::Diff(arguments) => diff::run(arguments, source, host, style),
        Command::Approve(arguments) => review(ReviewVerdict::Approve, arguments, host),
        Command::RequestChanges(arguments) => review(ReviewVerdict::RequestChanges, arguments, host),
        Command::Comment(arguments) => review(ReviewVerdict::Comment, arguments, host),
        Command::Supersede(arguments) => supersede::run(arguments, source, host, style),
        Command::Withdraw(flags) => reviewing::run(ReviewVerdict::Withdraw, flags, None, source, host, style),
        Command::Matrix(command) => matrix::run(command, source, host, style),
        Command::Verify(arguments) => verify::run(arguments, source, host, style),
        Command::Config(command) => config::run(command, &cli.planner, source, host, style),
        Command::Glossary(arguments) => glossary::run(arguments, style),
        Command::Completions(arguments) => Ok(completions::run(arguments)),
        Command::Man(arguments) => man::run(arguments, host),
    }
}

/// Whether a command line that could not be understood asks for JSON.
pub fn asks_for_json(words: &[OsString]) -> bool {
    let is = |word: &OsString, wanted: &str| word.to_str() == Some(wanted);
    words.iter().any(|word| is(word, "--format=json") || is(word, "--json"))
        || words.windows(2).any(|pair| is(&pair[0], "--format") && is(&pair[1], "json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_words_and_a_path_are_read_as_clap_reads_them() {
        for words in
            ["servemap", "servemap plan.toml", "servemap decisions/", "servemap .", "servemap ../a-b/ü.toml"]
        {
            let words: Vec<OsString> = words.split(' ').map(OsString::from).collect();
            let (read, parsed) = (Cli::read(&words).unwrap(), Cli::try_parse_from(&words).unwrap());
            assert_eq!(format!("{read:?}"), format!("{parsed:?}"));
        }
    }

    #[test]
    fn no_command_looks_like_a_path_and_no_flag() {
        let declaration = declaration();
        let names = declaration
            .get_subcommands()
            .flat_map(|command| std::iter::once(command.get_name()).chain(command.get_all_aliases()));
        for name in names.chain(["-", "--as-of=2026.1", "-h/", "decisions", ""]) {
            assert!(!can_only_be_a_path(OsStr::new(name)), "{name}");
        }
    }

    #[test]
    fn the_declaration_holds_together() {
        declaration().debug_assert();
    }

    #[test]
    fn every_command_has_an_example() {
        fn without(command: &clap::Command) -> Vec<String> {
            let own = command.get_after_help().is_none_or(|help| !help.to_string().contains("Example"));
            let own = (own && !command.has_subcommands()).then(|| command.get_name().to_owned());
            own.into_iter().chain(command.get_subcommands().flat_map(without)).collect()
        }
        assert_eq!(without(&declaration()), Vec::<String>::new());
    }
}
