//! `servemap config show`: every setting in force with its origin, and the files that were looked for.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use crate::command::answer::Answer;
use crate::command::help::help_text;
use crate::command::planner::Planner;
use crate::command::style::OutputStyle;
use crate::command::table::{self, Cell};
use crate::command::unread_flags;
use crate::command::{Format, FormatFlags, Source};
use crate::config::{Config, Origin, Setting, Stated};
use crate::error::Result;
use crate::host::{Host, clean_path};
use crate::store::{ConfigFile, ConfigFileKind, LoadedConfig};
use crate::tui::keymap::Keymap;

help_text! {
    HELP, LONG_HELP:
    more "\
The first that states a setting counts: a flag, a variable such as SERVEMAP_CLOUD, the nearest servemap.toml between the \
plan (or the current folder) and the root of its repository, your own config.toml.";
    "servemap config show",
    "servemap config show decisions --json",
}

/// `servemap config show`
#[derive(Debug, Args)]
#[command(mut_arg("format", Format::only(&[Format::Table, Format::Json])))]
#[command(after_help = HELP, after_long_help = LONG_HELP, args = unread_flags::matrix_and_day())]
pub struct ShowArgs {
    /// The plan or folder whose settings are asked for [default: the current folder]
    pub path: Option<PathBuf>,
    #[command(flatten)]
    pub format_flags: FormatFlags,
}

pub fn run(
    arguments: &ShowArgs,
    planner: &Planner,
    source: &Source,
    host: &dyn Host,
    style: OutputStyle,
) -> Result<Answer> {
    let LoadedConfig { config, files } = source.loaded_config(arguments.path.as_deref(), host)?;
    let config = with_flags(config, planner, source);
    // Two actions on one key are found where all files are known.
    Keymap::new(&config.keys)?;
    if arguments.format_flags.is_json() {
        return Ok(Answer::json(&json(&config, &files)));
    }
    let mut rows: Vec<[Cell; 3]> = Vec::new();
    for setting in Setting::ALL {
        let (value, from) = match config.stated(setting) {
            Some((value, origin)) => (value + &note(setting, &config), origin.to_string()),
            None => (setting.default_words().to_owned(), "default".to_owned()),
        };
        rows.push([setting.id().into(), value.into(), from.into()]);
    }
    for keys in &config.keys {
        let name = format!("keys.{}", keys.value.action);
        rows.push([name.into(), keys.value.keys.join(", ").into(), keys.origin.to_string().into()]);
    }
    let mut output = table::render(&["Setting", "Value", "From"], &rows, style);
    let files = if files.is_empty() { vec!["Files: none, --no-config".to_owned()] } else { lines(&files) };
    output.extend(["\n".to_owned()].into_iter().chain(files.into_iter().map(|line| line + "\n")));
    Ok(Answer::of(output))
}

/// The settings below the flags that state some of them.
pub(super) fn with_flags(config: Config, planner: &Planner, source: &Source) -> Config {
    fn stated<T>(value: T, flag: &'static str) -> Stated<T> {
        Stated { value, origin: Origin::Flag(flag) }
    }
    let flags = Config {
        cloud: source.cloud.map(|cloud| stated(cloud, "--cloud")),
        theme: planner.looks.theme.clone().map(|theme| stated(theme, "--theme")),
        ascii: planner.looks.ascii.then(|| stated(true, "--ascii")),
        ..Config::default()
    };
    flags.or(config)
}

/// A region says nothing on another cloud than its own.
fn note(setting: Setting, config: &Config) -> String {
    let cloud = config.cloud.as_ref().map(|cloud| cloud.value).unwrap_or_default();
    let own = config.region.as_ref().and_then(|region| region.value.cloud);
    match own.filter(|own| setting == Setting::Region && *own != cloud) {
        Some(own) => format!(" (on {} only: not used)", own.id()),
        None => String::new(),
    }
}

fn whose(kind: ConfigFileKind) -> &'static str {
    match kind {
        ConfigFileKind::Project => "project",
        ConfigFileKind::User => "user",
        ConfigFileKind::Named(by) => by,
    }
}

/// The files, those that were read and those that are not there.
fn lines(files: &[ConfigFile]) -> Vec<String> {
    let line = |file: &ConfigFile| {
        let state = match (&file.path, file.found) {
            (Some(path), true) => clean_path(path),
            (Some(path), false) => format!("{} (not found)", clean_path(path)),
            (None, _) if file.kind == ConfigFileKind::Project => {
                "no servemap.toml here or in a folder above, up to the root of the repository".to_owned()
            }
            (None, _) => "no home folder".to_owned(),
        };
        format!("{:<9} {state}", format!("{}:", whose(file.kind)))
    };
    std::iter::once("Files, the first comes first:".to_owned()).chain(files.iter().map(line)).collect()
}

/// `servemap/settings/1`.
fn json(config: &Config, files: &[ConfigFile]) -> Value {
    let settings: Vec<Value> = Setting::ALL
        .into_iter()
        .map(|setting| {
            let stated = config.stated(setting);
            let value = stated.as_ref().map(|(value, _)| value);
            let mut object = json!({ "setting": setting.id(), "value": value });
            from(&mut object, stated.as_ref().map(|(_, origin)| *origin));
            object
        })
        .collect();
    let keys: Vec<Value> = config
        .keys
        .iter()
        .map(|keys| {
            let mut object = json!({ "action": keys.value.action, "keys": keys.value.keys });
            from(&mut object, Some(&keys.origin));
            object
        })
        .collect();
    let files: Vec<Value> = files
        .iter()
        .map(|file| {
            let path = file.path.as_deref().map(clean_path);
            json!({ "kind": whose(file.kind), "path": path, "found": file.found })
        })
        .collect();
    json!({ "schema": "servemap/settings/1", "settings": settings, "keys": keys, "files": files })
}

/// Where a value comes from: the kind of place, and the place.
fn from(object: &mut Value, origin: Option<&Origin>) {
    object["from"] = match origin {
        None => json!("default"),
        Some(Origin::Flag(_)) => json!("flag"),
        Some(Origin::Variable(_)) => json!("variable"),
        Some(Origin::File { .. }) => json!("file"),
    };
    match origin {
        None => {}
        Some(Origin::Flag(name)) => object["name"] = json!(name),
        Some(Origin::Variable(name)) => object["name"] = json!(name),
        Some(Origin::File { name, line }) => {
            object["name"] = json!(name);
            object["line"] = json!(line);
        }
    }
}
