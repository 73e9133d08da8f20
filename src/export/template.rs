//! Templates: the built-in ones and the user's own, filled in with everything escaped.

use std::borrow::Cow;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, ErrorKind, Output, State, UndefinedBehavior};

use super::{Export, markdown, template_error};
use crate::error::{Error, Result};

/// How much work one export may be: a hundred times what the longest built-in template needs.
const FUEL: u64 = 500_000;

/// The largest template that is compiled, in bytes: twice the longest built-in one. The template engine descends
/// once for every operator of a chain, and no bound of its own keeps a long one from overflowing the stack.
const LARGEST: usize = 8 * 1024;

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
        format!("{}.md", export.id())
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
pub fn render(template: &Template, facts: &serde_json::Value) -> Result<String> {
    if template.text.len() > LARGEST {
        let Template { name, text } = template;
        return Err(Error::new(format!(
            "{name}: the template has {} bytes, more than {LARGEST}",
            text.len()
        ))
        .hint("keep long text in the file that the document is put into, and only the plan's own here"));
    }
    let explain = |error| template_error::explain(&template.name, &template.text, facts, &error);
    let environment = environment().map_err(explain)?;
    let rendered = environment
        .render_named_str(&template.name, &template.text, Value::from(Serde(facts)))
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
    let link = |path: Cow<'_, str>| Value::from_safe_string(markdown::link(&path, &path));
    environment.add_filter("link", link);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{Cloud, Mode, ModelId, RegionId, bundled};
    use crate::plan::Plan;
    use rstest::rstest;

    const STACK: usize = 8 * 1024 * 1024;

    fn render(text: &str) -> Result<String> {
        let matrix = bundled::matrix(Cloud::Aws).unwrap();
        let plan = Plan {
            mode: Some(Mode::PayPerToken),
            region: Some(RegionId("us-east-1".into())),
            model: Some(ModelId("databricks-gpt-oss-120b".into())),
            ..Plan::default()
        };
        let decision = plan.decide(&matrix, matrix.as_of).unwrap();
        let template = Template { name: "own/note.md".into(), text: text.into() };
        super::render(&template, &crate::export::context::facts(&decision))
    }

    /// Each chain as long as a template may be, on the stack a program starts with. A build that is not optimised takes most of it.
    #[rstest]
    #[case::minus("{{ ", "-", "1 }}")]
    #[case::plus("{{ 1", "+1", " }}")]
    #[case::join("{{ 1", "~1", " }}")]
    #[case::not("{{ ", "not ", "1 }}")]
    #[case::and("{{ 1", " and 1", " }}")]
    #[case::power("{{ 1", "**1", " }}")]
    #[case::part("{{ row", ".b", " }}")]
    #[case::item("{{ row", "[1]", " }}")]
    #[case::call("{{ row", "()", " }}")]
    #[case::filter("{{ row", "|e", " }}")]
    #[case::question("{{ 1", " is odd", " }}")]
    #[case::choice("{{ 1", " if 1 else 1", " }}")]
    #[case::brackets("{{ ", "(", "1")]
    #[case::list("{{ ", "[", "1")]
    #[case::elif("{%if 0%}", "{%elif 0%}", "{%endif%}")]
    #[case::nested_if("", "{%if 1%}", "")]
    #[case::nested_for("", "{%for a in [1]%}", "")]
    #[case::set("", "{%set a=1%}", "")]
    #[case::text("", "a\n", "")]
    fn a_template_below_the_limit_never_overflows_the_stack(
        #[case] before: &str,
        #[case] link: &str,
        #[case] after: &str,
    ) {
        let links = (LARGEST - before.len() - after.len()) / link.len();
        let text = format!("{before}{}{after}", link.repeat(links));
        let rendered = std::thread::Builder::new().stack_size(STACK).spawn(move || render(&text).is_ok());
        // Whether it is right or wrong does not matter here, only that it comes to an end.
        rendered.unwrap().join().unwrap();
        let error = render(&format!("{}{}", " ".repeat(LARGEST), link)).unwrap_err();
        assert!(error.message().starts_with("own/note.md: the template has"), "{error}");
    }
}
