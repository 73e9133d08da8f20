//! Choosing: a matrix is taken into use, or the one before it again.

use super::record::{self, Record};
use super::{Choice, folder, load, names, place, unchosen};
use crate::error::{Error, Result};
use crate::host::{Host, merge, quoted};
use crate::matrix::{Cloud, Matrix};
use crate::text;

/// Takes a matrix into use, if it can be.
///
/// # Errors
/// When it is not there or is broken, or the note cannot be written: the one in use stays in use.
pub fn choose(host: &mut dyn Host, cloud: Cloud, choice: &Choice) -> Result<Matrix> {
    rewrite(host, cloud, |now| Ok(now.followed_by(choice.clone()))).map(|(_, matrix)| matrix)
}

/// Takes the matrix into use again that was in use before.
///
/// # Errors
/// When there was none, or it can no longer be used.
pub fn go_back(host: &mut dyn Host, cloud: Cloud) -> Result<(Choice, Matrix)> {
    let none = || {
        Error::new(format!("no other matrix of {} was in use before", cloud.name()))
            .hint("'servemap matrix list' names those that are there, 'servemap matrix use NAME' takes one")
    };
    rewrite(host, cloud, |now| now.gone_back().ok_or_else(none))
}

fn usable(host: &dyn Host, cloud: Cloud, choice: &Choice) -> Result<Matrix> {
    let there = place(host, cloud, choice).is_none_or(|path| host.exists(&path));
    if there {
        return load(host, cloud, choice);
    }
    let names = names(host, cloud)?;
    let known = ["bundled".to_owned()].into_iter().chain(names).collect::<Vec<_>>();
    let word = choice.to_string();
    let near = text::nearest(&word, known.iter().map(String::as_str), 1);
    let hint = near.first().map(|near| format!("did you mean '{near}'?"));
    let hint = hint.unwrap_or_else(|| format!("there are: {}", known.join(", ")));
    Err(Error::new(format!("no matrix of {} is stored as '{word}'", cloud.name())).hint(hint))
}

/// Changes the note of what is in use. If somebody else changed it meanwhile, theirs is what it starts from.
fn rewrite(
    host: &mut dyn Host,
    cloud: Cloud,
    change: impl Fn(Record) -> Result<Record>,
) -> Result<(Choice, Matrix)> {
    let folder = folder(host, cloud).ok_or_else(|| {
        Error::new("no matrix can be chosen: there is no data directory").hint("set HOME or XDG_DATA_HOME")
    })?;
    host.make_folder(&folder)?;
    let path = folder.join(record::FILE);
    let mut chosen = None;
    merge(host, &path, |host, text| {
        // A note that nobody can read is written anew: that is how one comes out of it.
        let now = record::parse(&path, text).unwrap_or_else(|_| Record::of(unchosen(host, cloud)));
        let next = change(now)?;
        let matrix = usable(host, cloud, &next.choice)?;
        let text = next.text(cloud);
        chosen = Some((next.choice, matrix));
        Ok(text)
    })?;
    chosen.ok_or_else(|| Error::new(format!("{} cannot be changed", quoted(&path))))
}
