//! Which matrix is in use is changed: to a named one, or back to the one before.

use super::in_use::{self, InUse};
use super::place::{self, folder};
use super::{MatrixName, load, names};
use crate::error::{Error, Result};
use crate::host::{Host, merge, quoted};
use crate::matrix::{Cloud, Matrix};
use crate::text;

/// Has a matrix be the one in use, if it can be used.
///
/// # Errors
/// When it is not there or is broken, or `in-use.toml` cannot be written: the one in use stays in use.
pub fn activate(host: &mut dyn Host, cloud: Cloud, name: &MatrixName) -> Result<Matrix> {
    rewrite(host, cloud, |now| Ok(now.activate(name.clone())), usable)
}

/// Has the matrix be the one in use that was in use before.
///
/// # Errors
/// When there was none, or it can no longer be used.
pub fn activate_previous(host: &mut dyn Host, cloud: Cloud) -> Result<Matrix> {
    let none = || {
        Error::new(format!("no other matrix of {} was in use before", cloud.name()))
            .hint("'servemap matrix list' names those that are there, 'servemap matrix use NAME' takes one")
    };
    rewrite(host, cloud, |now| now.activate_previous().ok_or_else(none), usable)
}

/// The same for a matrix that was just stored: it was read before, and is not read again.
pub(super) fn activate_added(host: &mut dyn Host, cloud: Cloud, name: &str) -> Result<()> {
    let name = MatrixName::Stored(name.to_owned());
    rewrite(host, cloud, |now| Ok(now.activate(name.clone())), |_, _, _| Ok(()))
}

/// Changes `in-use.toml`, if the matrix that it will name passes a check, and gives back what the check found. If somebody
/// else changed the file meanwhile, theirs is what it starts from.
fn rewrite<T>(
    host: &mut dyn Host,
    cloud: Cloud,
    change: impl Fn(InUse) -> Result<InUse>,
    check: impl Fn(&dyn Host, Cloud, &MatrixName) -> Result<T>,
) -> Result<T> {
    let folder = folder(host, cloud).ok_or_else(|| {
        Error::new("no matrix can be chosen: there is no data directory").hint("set HOME or XDG_DATA_HOME")
    })?;
    host.make_folder(&folder)?;
    let path = folder.join(in_use::FILE);
    let mut active = None;
    merge(host, &path, |host, text| {
        // A file that cannot be read is written anew: that is how one comes out of it.
        let now = InUse::parse(&path, text).unwrap_or_else(|_| InUse::at_first(host, cloud));
        let next = change(now)?;
        active = Some(check(host, cloud, &next.name)?);
        Ok(next.to_toml(cloud))
    })?;
    active.ok_or_else(|| Error::new(format!("{} cannot be changed", quoted(&path))))
}

fn usable(host: &dyn Host, cloud: Cloud, name: &MatrixName) -> Result<Matrix> {
    if place::path(host, cloud, name).is_none_or(|path| host.exists(&path)) {
        return load(host, cloud, name);
    }
    let known: Vec<String> = ["bundled".to_owned()].into_iter().chain(names(host, cloud)?).collect();
    let word = name.to_string();
    let near = text::did_you_mean(&word, known.iter().map(String::as_str));
    let hint = near.unwrap_or_else(|| format!("there are: {}", known.join(", ")));
    Err(Error::new(format!("no matrix of {} is stored as '{word}'", cloud.name())).hint(hint))
}
