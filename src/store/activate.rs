//! Changing which matrix is in use: to a named one, or back to the one before.

use super::in_use::{self, InUse};
use super::paths::{self, folder};
use super::{MatrixName, load, names};
use crate::error::{Error, Result};
use crate::host::{Host, merge, quoted};
use crate::matrix::{Cloud, Matrix};
use crate::text;

/// Activates a matrix, if it can be used.
///
/// # Errors
/// When it does not exist or is broken, or `in-use.toml` cannot be written: the one in use stays in use.
pub fn activate(host: &mut dyn Host, cloud: Cloud, name: &MatrixName) -> Result<Matrix> {
    rewrite(host, cloud, |now| Ok(now.activate(name.clone())), load_known)
}

/// Activates the matrix that was in use before.
///
/// # Errors
/// When there was none, or it can no longer be used.
pub fn activate_previous(host: &mut dyn Host, cloud: Cloud) -> Result<Matrix> {
    let none = || {
        Error::new(format!("no {} matrix was in use before this one", cloud.name()))
            .hint("'servemap matrix list' lists the matrices, 'servemap matrix use NAME' activates one")
    };
    rewrite(host, cloud, |now| now.activate_previous().ok_or_else(none), load_known)
}

/// Activates a matrix that was just stored: it was read before, and is not read again.
pub(super) fn activate_added(host: &mut dyn Host, cloud: Cloud, name: &str) -> Result<()> {
    let name = MatrixName::Stored(name.to_owned());
    rewrite(host, cloud, |now| Ok(now.activate(name.clone())), |_, _, _| Ok(()))
}

/// Changes `in-use.toml`, if the matrix that it will name passes the check, whose result is returned. Starts again if
/// somebody else changed the file meanwhile.
fn rewrite<T>(
    host: &mut dyn Host,
    cloud: Cloud,
    change: impl Fn(InUse) -> Result<InUse>,
    check: impl Fn(&dyn Host, Cloud, &MatrixName) -> Result<T>,
) -> Result<T> {
    let folder = folder(host, cloud).ok_or_else(|| {
        Error::new("no matrix can be activated: there is no data directory").hint("set HOME or XDG_DATA_HOME")
    })?;
    host.make_folder(&folder)?;
    let path = folder.join(in_use::FILE);
    let mut active = None;
    merge(host, &path, |host, text| {
        // A broken file is replaced: there is no other way out of it.
        let now = InUse::parse(&path, text).or_else(|_| InUse::initial(host, cloud))?;
        let next = change(now)?;
        active = Some(check(host, cloud, &next.name)?);
        Ok(next.to_toml(cloud))
    })?;
    active.ok_or_else(|| Error::new(format!("{} cannot be changed", quoted(&path))))
}

fn load_known(host: &dyn Host, cloud: Cloud, name: &MatrixName) -> Result<Matrix> {
    if paths::path(host, cloud, name).is_none_or(|path| host.may_exist(&path)) {
        return load(host, cloud, name);
    }
    let names = [vec!["bundled".to_owned()], names(host, cloud)?].concat();
    let word = name.to_string();
    let hint = text::did_you_mean(&word, names.iter().map(String::as_str))
        .unwrap_or_else(|| format!("available: {}", names.join(", ")));
    Err(Error::new(format!("unknown {} matrix '{word}'", cloud.name())).hint(hint))
}
