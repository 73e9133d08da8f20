//! Where settings come from: the environment, a project's own `servemap.toml`, the user's `config.toml`. The first that
//! states one counts.

use std::path::{Path, PathBuf};

use super::paths;
use crate::config::{self, Config, FILE_NAME, KeyRules, all_errors};
use crate::error::{Error, Result};
use crate::host::{Host, clean_path, is_input, typed_path};

/// The variable that names a file in place of the user's.
const FILE_VARIABLE: &str = "SERVEMAP_CONFIG";

/// Which settings are wanted.
#[derive(Debug, Clone, Default)]
pub struct ConfigRequest {
    /// A file in place of the user's: `--config`.
    pub file: Option<PathBuf>,
    /// Neither files nor variables.
    pub none: bool,
    /// The plan or folder that is worked on; else the current folder. The project's file is looked for from there on.
    pub at: Option<PathBuf>,
}

/// The settings that are stated, and the files that were looked for.
#[derive(Debug, Clone, Default)]
pub struct LoadedConfig {
    pub config: Config,
    /// The first comes first.
    pub files: Vec<ConfigFile>,
}

/// A file that was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigFile {
    pub kind: ConfigFileKind,
    /// Where it is, or would be; none where there is no such place.
    pub path: Option<PathBuf>,
    pub found: bool,
}

/// Whose file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConfigFileKind {
    Project,
    User,
    /// In place of the user's, named by this flag or variable.
    Named(&'static str),
}

/// The settings of the environment and of the files.
///
/// # Errors
/// Every problem of all of them; a named file that is not there, and one that cannot be read.
pub fn load_config(host: &dyn Host, request: &ConfigRequest, rules: &KeyRules) -> Result<LoadedConfig> {
    if request.none {
        return Ok(LoadedConfig::default());
    }
    let mut errors = Vec::new();
    let mut take = |read: Result<Config>| read.map_err(|error| errors.push(error)).unwrap_or_default();
    let variables = take(config::read_variables(&|name| host.variable(name)));
    let variables = placed(variables, Path::new(""), host);
    let (project, text) = match project_file(host, request.at.as_deref()) {
        Ok(Some((path, text))) => (Some(path), text),
        Ok(None) => (None, String::new()),
        Err(error) => {
            take(Err(error));
            (None, String::new())
        }
    };
    let project_settings = match &project {
        Some(path) => take(read(path, &text, rules, host, Config::of_project)),
        None => Config::default(),
    };
    let user = user_file(host, request);
    let user_settings = match &user.path {
        Some(path) if user.found => take(host.read(path).and_then(|text| read(path, &text, rules, host, Ok))),
        _ => Config::default(),
    };
    all_errors(errors)?;
    let project = ConfigFile { kind: ConfigFileKind::Project, found: project.is_some(), path: project };
    Ok(LoadedConfig { config: variables.or(project_settings).or(user_settings), files: vec![project, user] })
}

fn read(
    path: &Path,
    text: &str,
    rules: &KeyRules,
    host: &dyn Host,
    check: fn(Config) -> Result<Config>,
) -> Result<Config> {
    let config = config::read(&from_home(path, host), text, rules).and_then(check)?;
    Ok(placed(config, path.parent().unwrap_or(Path::new("")), host))
}

/// The path as people write it: the home folder is `~`.
fn from_home(path: &Path, host: &dyn Host) -> String {
    let home = host.home();
    match home.as_deref().and_then(|home| path.strip_prefix(home).ok()) {
        Some(below) => clean_path(&Path::new("~").join(below)),
        None => clean_path(path),
    }
}

/// Relative paths start in the folder of the file that states them, `~` is the home folder.
fn placed(mut config: Config, folder: &Path, host: &dyn Host) -> Config {
    let home = host.home();
    config.place_paths(|path| folder.join(typed_path(path, home.as_deref())));
    config
}

/// The file in place of the user's, else the user's own `config.toml`.
fn user_file(host: &dyn Host, request: &ConfigRequest) -> ConfigFile {
    let named = request.file.clone().map(|path| ("--config", path)).or_else(|| {
        let path = host.variable(FILE_VARIABLE).filter(|path| !path.is_empty())?;
        Some((FILE_VARIABLE, PathBuf::from(path)))
    });
    if let Some((by, path)) = named {
        // The usual way to say that there is none.
        let none = path == Path::new("/dev/null");
        return ConfigFile { kind: ConfigFileKind::Named(by), path: Some(path), found: !none };
    }
    let path = paths::user_config(host);
    let found = path.as_deref().is_some_and(|path| host.may_exist(path));
    ConfigFile { kind: ConfigFileKind::User, path, found }
}

/// The project's file with its text: the nearest above the plan, as far as the root of the repository. A plan that has this
/// name is none.
fn project_file(host: &dyn Host, at: Option<&Path>) -> Result<Option<(PathBuf, String)>> {
    let here = host.real(Path::new("."));
    let start = match at.filter(|path| !is_input(path)) {
        Some(path) => folder_of(path, host),
        None => Path::new("."),
    };
    for folder in host.real(start).ancestors() {
        let path = folder.join(FILE_NAME);
        if host.may_exist(&path) && !host.is_folder(&path) {
            // As people would write it.
            let shown = path.strip_prefix(&here).map_or_else(|_| path.clone(), Path::to_path_buf);
            let text = host.read(&shown)?;
            if config::is_config_file(&path, &text) {
                return Ok(Some((shown, text)));
            }
        }
        if host.exists(&folder.join(".git")) {
            break;
        }
    }
    Ok(None)
}

/// The nearest folder that is there: a path may be about to be made.
pub(super) fn folder_of<'a>(path: &'a Path, host: &dyn Host) -> &'a Path {
    let above = path.ancestors().find(|folder| !folder.as_os_str().is_empty() && host.is_folder(folder));
    above.unwrap_or(Path::new("."))
}

/// The folder of templates that a setting names must be there: the documents would silently be those that ship.
pub(super) fn template_folder(host: &dyn Host, config: &Config) -> Result<Option<PathBuf>> {
    let Some(folder) = &config.templates else { return Ok(paths::user_templates(host)) };
    if host.is_folder(&folder.value) {
        return Ok(Some(folder.value.clone()));
    }
    let message = format!("{}: the folder '{}' does not exist", folder.origin, clean_path(&folder.value));
    Err(Error::new(message).hint("templates = \"FOLDER\" names the folder of your note.md, row.md and so on"))
}
