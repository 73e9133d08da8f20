//! The file: TOML to a [`Config`], every problem at once.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{ActionKeys, Config, KeyRules, MatrixFile, Origin, Region, Setting, Stated};
use crate::date::Span;
use crate::error::Result;
use crate::matrix::Cloud;
use crate::text::{self, Words};
use crate::toml_file::{self, Fields, KeyLines, Placed, Problems, one_of, shown};

/// The `schema` of the files.
pub const SCHEMA: &str = "servemap/config/1";

/// The name of a project's own file.
pub const FILE_NAME: &str = "servemap.toml";

/// Where the actions stand.
const ACTIONS: &str = "docs/keys.md lists the actions";

/// Whether a file holds settings: one called [`FILE_NAME`], unless it is a plan; and one that says so.
pub fn is_config_file(path: &Path, text: &str) -> bool {
    let named = path.file_name().is_some_and(|name| name == FILE_NAME);
    !text.contains("servemap/plan/") && (named || text.contains("\"servemap/config/"))
}

/// Reads a file. One that holds nothing but comments states nothing.
///
/// # Errors
/// Every problem of the file at once, each with line, column and excerpt.
pub fn read(name: &str, text: &str, rules: &KeyRules) -> Result<Config> {
    let problems = Problems::new(name, text);
    let table = toml_file::parse(text, &problems);
    let root = Fields::new(table.get_ref(), 0..0, &problems);
    if table.get_ref().is_empty() && problems.is_empty() {
        return Ok(Config::default());
    }
    root.schema(&[SCHEMA]);
    let lines = KeyLines::new(table.get_ref(), text);
    let at = |key: &str| Origin::File {
        name: text::clean_line(name).into_owned(),
        line: lines.line(key).unwrap_or_default(),
    };
    let cloud = one_of(root.filled("cloud"), "cloud", &problems);
    let mut config = Config {
        cloud: cloud.map(|value| Stated { value, origin: at("cloud") }),
        region: stated(root.filled("region"), at("region"), |code| Region { code, cloud }),
        owner: stated(root.filled("owner"), at("owner"), |owner| owner),
        reviewer: stated(root.filled("reviewer"), at("reviewer"), |reviewer| reviewer),
        decisions: stated(root.filled("decisions"), at("decisions"), PathBuf::from),
        templates: stated(root.filled("templates"), at("templates"), PathBuf::from),
        theme: stated(root.filled("theme"), at("theme"), |theme| theme),
        ascii: stated(root.switch("ascii"), at("ascii"), |ascii| ascii),
        horizon: horizon(&root).map(|value| Stated { value, origin: at("horizon") }),
        require_approval: root.count("require_approval").map(|count| Stated {
            value: usize::try_from(count).unwrap_or(usize::MAX),
            origin: at("require_approval"),
        }),
        ..Config::default()
    };
    if let Some(posture) = root.table("posture") {
        config.residency = word(&posture, "residency", at("posture.residency"));
        config.routing = word(&posture, "routing", at("posture.routing"));
        config.preview = word(&posture, "preview", at("posture.preview"));
        config.usage = word(&posture, "use", at("posture.use"));
        posture.finish();
    }
    if let Some(files) = root.table("matrix") {
        for cloud in Cloud::ALL {
            let file = |path| MatrixFile { cloud, path: PathBuf::from(path), in_project: None };
            config.matrices.extend(stated(files.filled(cloud.id()), at(Setting::matrix(cloud).id()), file));
        }
        files.finish();
    }
    let keys = root.table("keys").map(|keys| keys.each_lines()).unwrap_or_default();
    check_keys(&keys, rules, &problems);
    for (action, keys) in keys {
        let entry = ActionKeys {
            action: action.value.to_owned(),
            keys: keys.into_iter().map(|key| key.value).collect(),
        };
        config.keys.push(Stated { value: entry, origin: at(&format!("keys.{}", action.value)) });
    }
    root.finish();
    problems.into_result()?;
    Ok(config)
}

/// What a file says of keys: actions, each with its keys.
type Keys<'t> = [(Placed<&'t str>, Vec<Placed<String>>)];

fn check_keys(keys: &Keys<'_>, rules: &KeyRules, problems: &Problems<'_>) {
    let known: Arc<[String]> = rules.actions.iter().map(|action| (*action).to_owned()).collect();
    for (action, keys) in keys {
        if !rules.actions.contains(&action.value) {
            let message = format!("unknown action '{}'", shown(action.value));
            problems.report_name(&action.span, message, action.value, &known, ACTIONS);
            continue;
        }
        for key in keys {
            if let Err(error) = (rules.check)(action.value, &key.value) {
                problems.report(&key.span, error.message(), Some(error.hints().join("; ")));
            }
        }
    }
}

fn stated<T, U>(placed: Option<Placed<T>>, origin: Origin, make: impl Fn(T) -> U) -> Option<Stated<U>> {
    placed.map(|placed| Stated { value: make(placed.value), origin })
}

fn word<T: Words>(fields: &Fields<'_, '_>, key: &'static str, origin: Origin) -> Option<Stated<T>> {
    let value = one_of(fields.filled(key), format_args!("{key} value"), fields.problems())?;
    Some(Stated { value, origin })
}

fn horizon(root: &Fields<'_, '_>) -> Option<Span> {
    let placed = root.filled("horizon")?;
    match Span::read(&placed.value) {
        Ok(span) => Some(span),
        Err(error) => {
            let hint = Some(error.hints().join("; "));
            root.problems().report(&placed.span, format!("'horizon': {}", error.message()), hint);
            None
        }
    }
}
