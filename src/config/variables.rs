//! The environment: `SERVEMAP_CLOUD` and its sisters to a [`Config`]. An empty variable states nothing.

use std::path::PathBuf;

use super::{Config, MatrixFile, Origin, Region, Setting, Stated, all_errors};
use crate::date::Span;
use crate::error::{Error, Result};
use crate::matrix::Cloud;
use crate::text::{self, Words};

/// Reads the variables; `variable` gives the value of one.
///
/// # Errors
/// Every variable that is wrong, at once.
pub fn read_variables(variable: &dyn Fn(&str) -> Option<String>) -> Result<Config> {
    let mut read = Reader { variable, errors: Vec::new() };
    let cloud = read.word("cloud", Setting::Cloud);
    let beside = cloud.as_ref().map(|cloud| cloud.value);
    let matrices = Cloud::ALL.into_iter().filter_map(|cloud| {
        let path = read.line(Setting::matrix(cloud))?;
        Some(path.map(|path| MatrixFile { cloud, path: PathBuf::from(path), in_project: None }))
    });
    let matrices = matrices.collect();
    let config = Config {
        region: read.line(Setting::Region).map(|code| code.map(|code| Region { code, cloud: beside })),
        residency: read.word("residency rule", Setting::Residency),
        routing: read.word("routing state", Setting::Routing),
        preview: read.word("preview rule", Setting::Preview),
        usage: read.word("use", Setting::Use),
        owner: read.line(Setting::Owner),
        reviewer: read.line(Setting::Reviewer),
        decisions: read.line(Setting::Decisions).map(|path| path.map(PathBuf::from)),
        templates: read.line(Setting::Templates).map(|path| path.map(PathBuf::from)),
        theme: read.line(Setting::Theme),
        ascii: read.switch(Setting::Ascii),
        horizon: read.with(Setting::Horizon, Span::read),
        require_approval: read.with(Setting::RequireApproval, |value| {
            value.parse().map_err(|_| Error::new(format!("'{value}' is not a whole number from 0")))
        }),
        matrices,
        keys: Vec::new(),
        cloud,
    };
    all_errors(read.errors)?;
    Ok(config)
}

struct Reader<'a> {
    variable: &'a dyn Fn(&str) -> Option<String>,
    errors: Vec<Error>,
}

impl Reader<'_> {
    fn line(&self, setting: Setting) -> Option<Stated<String>> {
        let name = setting.variable();
        let value = text::entry_line(&(self.variable)(&name)?);
        (!value.is_empty()).then_some(Stated { value, origin: Origin::Variable(name) })
    }

    fn with<T>(&mut self, setting: Setting, read: impl Fn(&str) -> Result<T>) -> Option<Stated<T>> {
        let Stated { value, origin } = self.line(setting)?;
        match read(&value) {
            Ok(value) => Some(Stated { value, origin }),
            Err(error) => {
                self.errors.push(error.context(origin));
                None
            }
        }
    }

    fn word<T: Words>(&mut self, what: &str, setting: Setting) -> Option<Stated<T>> {
        self.with(setting, |value| {
            T::read(value).ok_or_else(|| {
                let ids = T::WORDS.iter().map(|word| word.id);
                let hint = text::did_you_mean(value, ids);
                Error::new(format!("unknown {what} '{value}'"))
                    .hint(hint.unwrap_or_else(|| format!("there are: {}", T::ids())))
            })
        })
    }

    fn switch(&mut self, setting: Setting) -> Option<Stated<bool>> {
        self.with(setting, |value| match value.to_lowercase().as_str() {
            "1" | "true" | "yes" | "on" => Ok(true),
            "0" | "false" | "no" | "off" => Ok(false),
            _ => Err(Error::new(format!("'{value}' is neither true nor false"))),
        })
    }
}

impl<T> Stated<T> {
    fn map<U>(self, make: impl FnOnce(T) -> U) -> Stated<U> {
        Stated { value: make(self.value), origin: self.origin }
    }
}
