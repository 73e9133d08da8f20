//! Help: the commands by topic, and what stands below the help of each.

use std::fmt::Write;

use clap::Command;

/// The commands by topic, as the help of the program lists them; their order is that of the declaration.
const TOPICS: [(&str, &[&str]); 6] = [
    ("Plan", &["plan", "export", "demo"]),
    ("Look up", &["why", "models", "regions", "glossary"]),
    ("Keep decisions true", &["check", "diff", "verify"]),
    ("Review", &["review", "list", "approve", "request-changes", "comment", "supersede", "withdraw"]),
    ("Matrix", &["matrix"]),
    ("Setup", &["config", "completions", "man", OF_CLAP]),
];

/// The command that clap adds.
const OF_CLAP: &str = "help";

/// The last line of the short help.
const MORE: &str = "\n\n'servemap COMMAND -h' shows a command's flags, 'servemap --help' the planner's.";

/// The words below the help of a command: with `-h` its first example, with `--help` all there is to say.
macro_rules! help_text {
    ($short:ident, $long:ident: $(more $text:literal;)? $example:literal $(,)?) => {
        pub const $short: &str = concat!("Example:\n  ", $example);
        pub const $long: &str = concat!($($text, "\n\n",)? "Example:\n  ", $example);
    };
    ($short:ident, $long:ident: $(more $text:literal;)? $first:literal, $($more:literal),+ $(,)?) => {
        pub const $short: &str = concat!("Example:\n  ", $first);
        pub const $long: &str =
            concat!($($text, "\n\n",)? "Examples:\n  ", $first, $("\n  ", $more),+);
    };
}

pub(super) use help_text;

/// The declaration with a help that lists the commands by topic: with `-h` on one screen, with `--help` with all flags.
pub fn by_topic(command: Command, short: bool) -> Command {
    let (head, name_style) = (*command.get_styles().get_header(), *command.get_styles().get_literal());
    let mut topics = String::new();
    for (topic, names) in TOPICS {
        let _ = writeln!(topics, "{head}{topic}:{head:#}");
        for name in names {
            let about = command.find_subcommand(name).and_then(Command::get_about);
            let about = about.map_or_else(|| "Print the help of a command".to_owned(), ToString::to_string);
            let _ = writeln!(topics, "  {name_style}{name:<15}{name_style:#}  {about}");
        }
        if !short {
            topics.push('\n');
        }
    }
    let start = "{about-with-newline}\n{usage-heading} {usage}\n\n";
    let flags = format!("{head}Arguments:{head:#}\n{{positionals}}\n\n{head}Options:{head:#}\n{{options}}");
    let (flags, end) = if short { ("", MORE) } else { (flags.as_str(), "") };
    let topics = if short { topics.trim_end() } else { &topics };
    command.help_template(format!("{start}{topics}{flags}{{after-help}}{end}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_topic_and_they_stand_in_the_order_of_the_declaration() {
        let declaration = crate::command::declaration();
        let declared: Vec<&str> = declaration.get_subcommands().map(Command::get_name).collect();
        let listed = TOPICS.iter().flat_map(|(_, names)| names.iter().copied());
        assert_eq!(listed.filter(|name| *name != OF_CLAP).collect::<Vec<_>>(), declared);
    }
}
