//! Templates: the built-in ones and the user's own, filled in with everything escaped.

use std::borrow::Cow;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, ErrorKind, Output, State, UndefinedBehavior};

use super::context::Context;
use super::{Export, markdown, mistake};
use crate::error::Result;

/// How much work one export may be: a hundred times what the longest built-in template needs.
const FUEL: u64 = 500_000;

/// One template, and what errors call it.
#[derive(Debug, Clone)]
pub struct Template {
    name: String,
    text: String,
}

/// The templates in use, one per export.
#[derive(Debug, Clone)]
pub struct Templates {
    /// In the order of [`Export::ALL`].
    all: [Template; 5],
}

impl Default for Templates {
    fn default() -> Self {
        Self {
            all: Export::ALL.map(|export| Template {
                name: Self::file_name(export),
                text: Self::built_in(export).to_owned(),
            }),
        }
    }
}

impl Templates {
    /// The text of a built-in template: where a user's own starts.
    pub fn built_in(export: Export) -> &'static str {
        match export {
            Export::Full => include_str!("../../assets/templates/full.md"),
            Export::Note => include_str!("../../assets/templates/note.md"),
            Export::Row => include_str!("../../assets/templates/row.md"),
            Export::Runbook => include_str!("../../assets/templates/runbook.md"),
            Export::Record => include_str!("../../assets/templates/record.md"),
        }
    }

    /// The file name a user's own template of this kind has: `note.md`.
    pub fn file_name(export: Export) -> String {
        format!("{}.md", export.name())
    }

    /// Puts the user's own text in the place of a built-in one; errors will call it `name`. Its byte-order mark and its
    /// line ends are the file's, not the documents'.
    pub fn replace(&mut self, export: Export, name: impl Into<String>, text: impl AsRef<str>) {
        let text = crate::text::plain(text.as_ref()).into_owned();
        self.all[export as usize] = Template { name: name.into(), text };
    }

    pub(super) fn get(&self, export: Export) -> &Template {
        &self.all[export as usize]
    }
}

/// Fills a template in. The result ends with one line break.
pub fn render(template: &Template, context: &Context) -> Result<String> {
    let explain = |error| mistake::explain(&template.name, &template.text, context, &error);
    let environment = environment().map_err(explain)?;
    let rendered = environment
        .render_named_str(&template.name, &template.text, Value::from(Serde(context)))
        .map_err(explain)?;
    Ok(format!("{}\n", rendered.trim_matches(['\n', '\r'])))
}

fn environment() -> std::result::Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment.set_debug(true);
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
    environment.set_formatter(write);
    for name in ["escape", "e"] {
        environment.add_filter(name, |text: Cow<'_, str>| Value::from_safe_string(markdown::escape(&text)));
    }
    Ok(environment)
}

/// Writes a value: escaped unless the template calls it safe, and as a blank while it is open.
fn write(
    out: &mut Output<'_>,
    state: &mut State<'_, '_>,
    value: &Value,
) -> std::result::Result<(), minijinja::Error> {
    if value.is_undefined() {
        return Err(ErrorKind::UndefinedError.into());
    }
    if value.is_none() {
        out.write_str(markdown::BLANK)?;
    } else if value.is_safe() || matches!(state.auto_escape(), AutoEscape::None) {
        out.write_str(&value.to_string())?;
    } else {
        out.write_str(&markdown::escape(&value.to_string()))?;
    }
    Ok(())
}
