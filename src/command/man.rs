//! `servemap man`: manual pages, made from the declaration, so they cannot lag behind it.

use std::path::{Path, PathBuf};

use clap::Args;

use super::answer::Answer;
use super::help::help_text;
use crate::error::{Error, Result};
use crate::host::{self, Expected, Host, quoted};
use crate::text;

help_text! {
    HELP, LONG_HELP:
    "servemap man check > servemap-check.1",
    "servemap man --write man1",
}

/// `servemap man`
#[derive(Debug, Args)]
#[command(after_help = HELP, after_long_help = LONG_HELP, args = super::unread_flags::all())]
pub struct ManArgs {
    /// The page of one command, such as check or matrix import
    pub command: Vec<String>,
    /// Write the pages of all commands into a folder, as servemap.1, servemap-check.1 and so on
    #[arg(long, value_name = "FOLDER", conflicts_with = "command")]
    pub write: Option<PathBuf>,
}

/// The day of this version, which the pages carry: the same from every build of it.
pub const RELEASED: &str = "2026-11-25";

/// The longest line of a page's source, in bytes.
const LONGEST: usize = 80;

pub fn run(arguments: &ManArgs, host: &mut dyn Host) -> Result<Answer> {
    match &arguments.write {
        Some(folder) => write(folder, host),
        None => page_of(&arguments.command).map(Answer::of),
    }
}

/// The declaration with the global flags, which reach the commands when clap builds them.
fn built() -> clap::Command {
    let mut declaration = super::declaration();
    declaration.build();
    declaration
}

/// Writes the page of each command. What lies there already is replaced if it is such a page.
fn write(folder: &Path, host: &mut dyn Host) -> Result<Answer> {
    let mut pages = Vec::new();
    add_pages(&built(), &mut pages)?;
    for (name, _) in &pages {
        let path = folder.join(name);
        let before = host::text_before(host, &path)?;
        if host.may_exist(&path) && !before.is_some_and(|text| text.contains(".TH SERVEMAP")) {
            return Err(Error::new(format!(
                "nothing was written: {} is not a servemap man page",
                quoted(&path)
            ))
            .hint("name another folder"));
        }
    }
    host.make_folder(folder)?;
    for (name, page) in &pages {
        host.save(&folder.join(name), page, &Expected::Anything)?;
    }
    Ok(Answer::default().message(format!("wrote {} manual pages to {}", pages.len(), quoted(folder))))
}

/// The pages of a command and of those below it, each with the name of its file.
fn add_pages(command: &clap::Command, pages: &mut Vec<(String, String)>) -> Result<()> {
    let name = command.get_display_name().unwrap_or(command.get_name());
    pages.push((format!("{name}.1"), rendered(command.clone())?));
    let mut below = command.get_subcommands().filter(|below| below.get_name() != "help");
    below.try_for_each(|below| add_pages(below, pages))
}

/// The manual page of the program, or of one of its commands: `matrix import`, or `matrix-import` as pages call it.
fn page_of(wanted: &[String]) -> Result<String> {
    let mut page = built();
    let words = wanted.join("-").replace(' ', "-");
    let mut rest = words.strip_prefix("servemap-").unwrap_or(&words);
    rest = if rest == "servemap" { "" } else { rest };
    while !rest.is_empty() {
        // A command's own name may hold dashes: 'request-changes'.
        let fits = |command: &&clap::Command| {
            let behind = rest.strip_prefix(command.get_name());
            behind.is_some_and(|behind| behind.is_empty() || behind.starts_with('-'))
        };
        let Some(command) = page.get_subcommands().find(fits).cloned() else {
            let word =
                wanted.last().map_or(rest, |last| if rest.contains(last.as_str()) { last } else { rest });
            return Err(no_such_command(&wanted.join(" "), word, &page));
        };
        rest = rest[command.get_name().len()..].trim_start_matches('-');
        page = command;
    }
    rendered(page)
}

/// The source of a command's page.
fn rendered(page: clap::Command) -> Result<String> {
    let title = page.get_display_name().unwrap_or(page.get_name()).to_uppercase();
    let mut manual = Vec::new();
    clap_mangen::Man::new(page)
        .title(title)
        .date(RELEASED)
        .source(concat!("servemap ", env!("CARGO_PKG_VERSION")))
        .manual("servemap manual")
        .render(&mut manual)
        .map_err(|error| Error::new(format!("the manual page cannot be made: {error}")))?;
    Ok(tidy(&String::from_utf8_lossy(&manual)))
}

fn no_such_command(wanted: &str, word: &str, among: &clap::Command) -> Error {
    let names: Vec<&str> = among.get_subcommands().map(clap::Command::get_name).collect();
    let error = Error::new(format!("unknown command '{}'", text::clean_line(wanted)));
    match text::did_you_mean(word, names.iter().copied()) {
        Some(hint) => error.hint(hint),
        None if names.is_empty() => error.hint(format!("'{}' has no subcommands", among.get_name())),
        None => error.hint(format!("expected one of: {}", names.join(", "))),
    }
}

/// The source as 'mandoc -T lint' wants it: short lines, none of them blank, and no break beside a space.
fn tidy(page: &str) -> String {
    let mut tidied: Vec<String> = Vec::new();
    let mut gap = false;
    for line in page.lines().map(str::trim_end) {
        if line.is_empty() || line == ".br" && gap {
            gap = true;
            if tidied.last().is_some_and(|last| last == ".br") {
                tidied.pop();
            }
            continue;
        }
        let heads = [".SH", ".SS", ".TP", ".RE"].iter().any(|head| line.starts_with(head));
        if std::mem::take(&mut gap) && !heads && !tidied.last().is_some_and(|last| last.starts_with(".SH")) {
            tidied.push(".sp".to_owned());
        }
        if line.starts_with('.') { tidied.push(line.to_owned()) } else { tidied.extend(broken(line)) }
    }
    tidied.into_iter().map(|line| line + "\n").collect()
}

/// A line of text as several: where it is filled, a line break is a blank.
fn broken(line: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in line.split_inclusive(' ') {
        let starts = |c| word.starts_with(c);
        match lines.last_mut() {
            // What begins with a dot or a quote would be a request; what begins with a blank would break the line.
            Some(last)
                if last.len() + word.trim_end().len() <= LONGEST
                    || starts('.')
                    || starts('\'')
                    || starts(' ')
                    || !last.ends_with(' ')
                    || last.ends_with("  ")
                    || last.trim().is_empty() =>
            {
                last.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(command: &clap::Command, name: &str, found: &mut Vec<(String, String)>) {
        let words: Vec<String> = name.split_whitespace().map(str::to_owned).collect();
        let page = page_of(&words).unwrap();
        found.push((name.to_owned(), page));
        for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
            pages(below, &format!("{name} {}", below.get_name()), found);
        }
    }

    #[test]
    fn every_page_has_a_date_and_the_lines_that_a_checker_wants() {
        let mut found = Vec::new();
        pages(&crate::command::declaration(), "", &mut found);
        assert!(found.len() > 15);
        for (name, page) in found {
            let title = format!(".TH SERVEMAP{} 1 {RELEASED}", name.to_uppercase().replace(' ', "-"));
            assert!(page.contains(&title), "{title}\n{page}");
            let lines: Vec<&str> = page.lines().collect();
            for pair in lines.windows(2) {
                assert!(
                    !(pair[0] == ".br" && pair[1] == ".sp" || pair[0] == ".sp" && pair[1] == ".br"),
                    "{page}"
                );
            }
            for line in lines {
                let fits = line.starts_with('.') || line.len() <= LONGEST || !line.trim().contains(' ');
                assert!(fits && !line.is_empty() && line.trim_end() == line, "{name}: {line:?}");
            }
        }
    }

    #[test]
    fn long_lines_are_parted_at_blanks_only() {
        let line = "word ".repeat(40) + ".dot 'quote end";
        assert_eq!(broken(&line).join(" "), line);
        assert!(broken(&line).iter().all(|line| !line.starts_with(['.', '\''])));
    }
}
