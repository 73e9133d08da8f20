//! Where the links between plans lead: to other plans that are checked, or to files beside them, which are read once.

use std::collections::{HashMap, VecDeque};
use std::path::{Component, Path, PathBuf};

use crate::check::{self, BrokenLink, File, Links, LoadedPlan};
use crate::host::{Host, clean_path, is_input};
use crate::plan::{Plan, is_plan_name};
use crate::text;

/// The most names that are compared with those of files that are not there, for all links together.
const MOST_COMPARED: usize = 100_000;

/// Where the links of the plans lead; `paths` are the files of the plans, in the same order.
pub fn find(plans: &[LoadedPlan], paths: &[PathBuf], host: &dyn Host) -> Links {
    let mut links = Links::default();
    for plan in plans {
        links.add(plan);
    }
    let linked = plans.iter().zip(paths).filter(|(loaded, _)| loaded.is_linked());
    follow(&linked.map(|(loaded, path)| (path.as_path(), loaded)).collect::<Vec<_>>(), paths, links, host)
}

/// Where the links of the plans lead that have some, each with its file. `links` has what all plans say of themselves, the
/// files of which are `paths`.
pub fn follow(linked: &[(&Path, &LoadedPlan)], paths: &[PathBuf], links: Links, host: &dyn Host) -> Links {
    if linked.is_empty() {
        return links;
    }
    let known = paths.iter().map(|path| (host.real(path), clean_path(path))).collect();
    let mut search = Search { host, links, known, open: VecDeque::new(), compared: 0 };
    for (path, loaded) in linked {
        search
            .open
            .extend(loaded.plan().map(|plan| (loaded.name().to_owned(), path.to_path_buf(), plan.clone())));
    }
    while let Some((name, path, plan)) = search.open.pop_front() {
        search.follow(&name, &path, &plan);
    }
    search.links
}

fn links_of(plan: &Plan) -> impl Iterator<Item = &String> {
    plan.superseded_by.iter().chain(&plan.supersedes)
}

struct Search<'h> {
    host: &'h dyn Host,
    links: Links,
    /// The names of the plans that were met, by their real paths.
    known: HashMap<PathBuf, String>,
    /// The plans whose links are still to be followed.
    open: VecDeque<(String, PathBuf, Plan)>,
    /// How many names were compared with those of files that are not there.
    compared: usize,
}

impl Search<'_> {
    fn follow(&mut self, name: &str, path: &Path, plan: &Plan) {
        for link in links_of(plan) {
            let target = target_path(path, link).and_then(|path| self.target(&path));
            self.links.add_target(name, link, target);
        }
    }

    /// The name of the plan in a file; the file is read if it is none that was met.
    fn target(&mut self, path: &Path) -> Result<String, BrokenLink> {
        let real = self.host.real(path);
        if let Some(name) = self.known.get(&real) {
            return Ok(name.clone());
        }
        if !self.host.may_exist(path) {
            return Err(broken("does not exist", &self.nearest(path)));
        }
        if self.host.is_folder(path) {
            return Err(broken("is a folder", "name a plan in it"));
        }
        let text = self.host.read(path);
        if text.as_ref().is_ok_and(|text| check::is_blank(text) || check::is_foreign(text)) {
            return Err(broken("is not a plan", "name the plan's file"));
        }
        let name = shown(path);
        let loaded = check::read(File { name: name.clone(), text, documents: Vec::new() });
        let Some(plan) = loaded.plan() else {
            let hint = format!("'servemap check {}' says what is wrong with it", text::shell_word(&name));
            return Err(broken("cannot be read as a plan", &hint));
        };
        self.known.insert(real, name.clone());
        self.links.add(&loaded);
        if loaded.is_linked() {
            self.open.push_back((name.clone(), path.to_owned(), plan.clone()));
        }
        Ok(name)
    }

    /// The plan beside a file that is not there with the nearest name. Where all links of a large folder are wrong, only the
    /// first are told.
    fn nearest(&mut self, path: &Path) -> String {
        const OTHERWISE: &str = "name the plan's file, from the folder of this plan";
        self.compared += self.known.len();
        if self.compared > self.known.len() + MOST_COMPARED {
            return OTHERWISE.to_owned();
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = self.host.real(folder.unwrap_or(Path::new(".")));
        let beside = self.known.keys().filter(|known| known.parent() == Some(&folder));
        let names = beside.filter_map(|known| known.file_name()?.to_str());
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        text::did_you_mean(name, names).unwrap_or_else(|| OTHERWISE.to_owned())
    }
}

fn broken(why: &str, hint: &str) -> BrokenLink {
    BrokenLink { why: why.to_owned(), hint: hint.to_owned() }
}

/// The file that a link names, from the folder of its plan. Nothing else than plans is ever read for a link.
fn target_path(plan: &Path, link: &str) -> Result<PathBuf, BrokenLink> {
    let path = Path::new(link);
    if path.components().any(|part| matches!(part, Component::Prefix(_) | Component::RootDir)) {
        return Err(broken("is not a path relative to the folder of this plan", "write ../FOLDER/NAME.toml"));
    }
    if !is_plan_name(path) {
        return Err(broken("is not a plan name", "plans are called NAME.toml"));
    }
    let folder = plan.parent().filter(|_| !is_input(plan)).unwrap_or(Path::new(""));
    Ok(folder.join(path))
}

/// The file that a link of a plan names, if it names one.
pub fn linked_plan(plan: &Path, link: &str) -> Option<PathBuf> {
    target_path(plan, link).ok()
}

/// A path as people are shown it, without detours.
pub(super) fn shown(path: &Path) -> String {
    let mut shown = PathBuf::new();
    for part in path.components() {
        let is_named = matches!(shown.components().next_back(), Some(Component::Normal(_)));
        match part {
            Component::CurDir => {}
            Component::ParentDir if is_named => {
                shown.pop();
            }
            other => shown.push(other),
        }
    }
    clean_path(&shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("d/a.toml", "b.toml", Some("d/b.toml"))]
    #[case("a.toml", "../b.toml", Some("../b.toml"))]
    #[case("-", "b.toml", Some("b.toml"))]
    #[case("a.toml", "/etc/b.toml", None)]
    #[case("a.toml", "-", None)]
    #[case("a.toml", "/dev/stdin", None)]
    #[case("a.toml", "b.md", None)]
    fn a_link_is_a_path_from_the_folder_of_its_plan(
        #[case] plan: &str,
        #[case] link: &str,
        #[case] target: Option<&str>,
    ) {
        assert_eq!(target_path(Path::new(plan), link).ok(), target.map(PathBuf::from));
    }

    #[rstest]
    #[case("d/../e/b.toml", "e/b.toml")]
    #[case("../../b.toml", "../../b.toml")]
    #[case("./d/./b.toml", "d/b.toml")]
    fn a_path_is_shown_without_detours(#[case] path: &str, #[case] expected: &str) {
        assert_eq!(shown(Path::new(path)), expected);
    }
}
