//! The link from one plan to another: a path from the plan's own folder, with forward slashes on every system. Where links
//! lead is read in `plan_links`.

use std::path::Path;

use crate::error::{Error, Result};
use crate::host::{Host, quoted};
use crate::text;

/// The link from one plan to another. Both are taken where they really are: a plan that is reached by a link of the file
/// system is read from other folders too.
///
/// # Errors
/// When there is no such path, a plan cannot hold it, or the system does not say where a plan really is.
pub fn link_to(host: &dyn Host, from: &Path, to: &Path) -> Result<String> {
    let place = |path: &Path| {
        let real = host.resolve(path)?.unwrap_or_else(|| path.to_owned());
        Ok::<_, Error>(text::plain_path(&real))
    };
    let (from, to) = (place(from)?, place(to)?);
    let folder = from.parent().unwrap_or(Path::new(""));
    let link = text::path_from(folder, &to).ok_or_else(|| {
        Error::new(format!("no relative path leads from {} to {}", quoted(&from), quoted(&to)))
    })?;
    let parts: Option<Vec<&str>> = link.components().map(|part| part.as_os_str().to_str()).collect();
    let link = parts.map(|parts| parts.join("/")).filter(|link| text::entry_line(link) == *link);
    link.ok_or_else(|| {
        Error::new(format!("a plan cannot hold the path {}", quoted(&to)))
            .hint("rename the file: letters, digits, '-' and '_' can be read everywhere")
    })
}

/// Whether two paths are one file.
pub fn is_same_plan(host: &dyn Host, one: &Path, other: &Path) -> bool {
    let place = |path| text::plain_path(&host.real(path));
    place(one) == place(other)
}
