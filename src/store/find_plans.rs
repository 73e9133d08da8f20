//! The plans below some paths, what is passed over there, and the matrices the plans are judged by.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::path::{Path, PathBuf};

use super::plan_files::{self, documents};
use crate::check::{self, Finding, LoadedPlan, Rule, Severity, SkipReason, Skipped};
use crate::config;
use crate::error::{Error, Result};
use crate::host::{Host, PathKind, clean_path};
use crate::plan::is_plan_name;

/// What a walk met.
#[derive(Debug, Default)]
pub struct Walk {
    /// The files that should be plans, each once, in order.
    pub files: Vec<PathBuf>,
    /// The folders that could not be listed, and what may be one, each with why.
    pub unlisted: Vec<(PathBuf, Error)>,
    /// The folders that were named and hold no plan.
    pub empty: Vec<PathBuf>,
    /// The files that hold nothing, where a plan should be.
    pub blank: Vec<PathBuf>,
    /// What was passed over, with the reason.
    skipped: BTreeMap<SkipReason, BTreeSet<PathBuf>>,
    /// The real paths of the files and folders that were met.
    seen: HashSet<PathBuf>,
    /// The real paths of the plans.
    plans: Vec<PathBuf>,
    /// What the files hold that were looked into, to tell plans from other files.
    texts: HashMap<PathBuf, String>,
    /// What stands in the folders of these under a name of a document.
    pages: HashSet<PathBuf>,
    /// The links that are still to be followed, each with the place where it really is.
    links: VecDeque<(PathBuf, PathBuf)>,
    /// Where the links really are, and where they lead.
    followed: Vec<(PathBuf, PathBuf)>,
}

impl Walk {
    /// Everything below the paths. Links are followed last: a file is reported under its own name.
    ///
    /// # Errors
    /// When a path that was named is not there: a check of nothing must not pass.
    pub fn below(paths: &[PathBuf], host: &dyn Host) -> Result<Self> {
        let mut walk = Self::default();
        // Asked for once: where the system answers once and then no more, one folder would be two.
        let reals: Vec<PathBuf> = paths.iter().map(|path| host.real(path)).collect();
        for (path, real) in paths.iter().zip(&reals) {
            if !host.exists(path) {
                return Err(host.read(path).err().unwrap_or_else(|| Error::new("it does not exist")));
            }
            match host.kind(path)? {
                PathKind::Link => {
                    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
                    let folder = host.real(folder.unwrap_or(Path::new(".")));
                    walk.links.push_back((path.clone(), folder.join(path.file_name().unwrap_or_default())));
                }
                PathKind::Folder => walk.folder(path.clone(), real.clone(), host),
                PathKind::File => walk.file(path.clone(), real.clone()),
            }
        }
        walk.follow_links(paths, host);
        for (path, real) in paths.iter().zip(&reals) {
            if !host.leads_to_folder(path)? {
                continue;
            }
            let unlisted = walk.unlisted.iter().any(|(unlisted, _)| unlisted == path);
            if !unlisted && !walk.has_plan(real) && !walk.links_to_plan(real) {
                walk.empty.push(path.clone());
            }
        }
        walk.files.sort();
        walk.forget_documents();
        Ok(walk)
    }

    /// The files of some folders themselves, and the files that are named: what lies below a folder is left alone.
    ///
    /// # Errors
    /// When a path that was named is not there.
    pub fn within(paths: &[PathBuf], host: &dyn Host) -> Result<Self> {
        let mut walk = Self::default();
        for path in paths {
            if !host.leads_to_folder(path)? {
                host.read(path)?;
                walk.file(path.clone(), host.real(path));
                continue;
            }
            let listed = host.list(path)?;
            walk.pages.extend(listed.iter().filter(|path| is_page_name(path)).cloned());
            for file in listed {
                if host.leads_to_folder(&file)? {
                    continue;
                }
                let is_hidden = file.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
                if !is_hidden {
                    let real = host.real(&file);
                    walk.found(file, real, host);
                }
            }
        }
        walk.files.sort();
        walk.forget_documents();
        Ok(walk)
    }

    fn has_plan(&self, real: &Path) -> bool {
        self.plans.iter().any(|plan| plan.starts_with(real))
    }

    /// Whether a folder has a link to a plan that is reported elsewhere.
    fn links_to_plan(&self, real: &Path) -> bool {
        self.followed.iter().any(|(own, target)| own.starts_with(real) && self.has_plan(target))
    }

    /// Everything in a folder and below. Without recursion: a folder may lie deeper than a stack is.
    fn folder(&mut self, folder: PathBuf, real: PathBuf, host: &dyn Host) {
        let mut folders = vec![(folder, real)];
        while let Some((folder, real)) = folders.pop() {
            if !self.seen.insert(real.clone()) {
                continue;
            }
            let paths = match host.list(&folder) {
                Ok(paths) => paths,
                Err(error) => {
                    self.unlisted.push((folder, error));
                    continue;
                }
            };
            self.pages.extend(paths.iter().filter(|path| is_page_name(path)).cloned());
            for path in paths {
                let name = path.file_name().unwrap_or_default();
                // The system is asked only for links: each question costs as much as the path is long.
                let real = real.join(name);
                if name.to_string_lossy().starts_with('.') {
                    self.skip(SkipReason::Hidden, path);
                    continue;
                }
                match host.kind(&path) {
                    Ok(PathKind::Link) => self.links.push_back((path, real)),
                    Ok(PathKind::Folder) => folders.push((path, real)),
                    Ok(PathKind::File) => self.found(path, real, host),
                    Err(error) => self.unlisted.push((path, error)),
                }
            }
        }
    }

    /// Folders first: a plan below one has a name of its own there.
    fn follow_links(&mut self, named: &[PathBuf], host: &dyn Host) {
        let mut files = Vec::new();
        while let Some((path, own)) = self.links.pop_front() {
            let real = host.real(&path);
            self.followed.push((own, real.clone()));
            match host.leads_to_folder(&path) {
                Err(error) => self.unlisted.push((path, error)),
                Ok(false) => files.push((path, real)),
                Ok(true) if self.seen.contains(&real) => self.skip(SkipReason::Link, path),
                Ok(true) => self.folder(path, real, host),
            }
        }
        for (path, real) in files {
            if self.seen.contains(&real) {
                self.skip(SkipReason::Link, path);
            } else if named.contains(&path) {
                self.file(path, real);
            } else {
                self.found(path, real, host);
            }
        }
    }

    /// A file that was not named: other files may be beside the plans. One that cannot be read is reported.
    fn found(&mut self, path: PathBuf, real: PathBuf, host: &dyn Host) {
        if !is_plan_name(&path) {
            return self.skip(SkipReason::OtherName, path);
        }
        match host.read(&path) {
            Ok(text) if config::is_config_file(&path, &text) => self.skip(SkipReason::Config, path),
            Ok(text) if check::is_blank(&text) => {
                self.blank.push(path.clone());
                self.skip(SkipReason::Empty, path);
            }
            Ok(text) if check::is_foreign(&text) => self.skip(SkipReason::OtherToml, path),
            Ok(text) => {
                self.texts.insert(path.clone(), text);
                self.file(path, real);
            }
            Err(_) => self.file(path, real),
        }
    }

    /// Reads the files one after the other, in their order. What the walk has read already is not asked for again.
    pub fn read<'w>(&'w mut self, host: &'w dyn Host) -> impl Iterator<Item = (&'w PathBuf, LoadedPlan)> {
        let Self { files, texts, pages, .. } = self;
        let (texts, pages) = (&mut *texts, &*pages);
        files.iter().map(move |path| {
            let loaded = match texts.remove(path) {
                Some(text) => plan_files::load(path, Ok(text), &|page| pages.contains(page), host),
                None => plan_files::read(path, host),
            };
            (path, loaded)
        })
    }

    /// All of them at once.
    pub fn read_all(&mut self, host: &dyn Host) -> Vec<LoadedPlan> {
        self.read(host).map(|(_, loaded)| loaded).collect()
    }

    fn file(&mut self, path: PathBuf, real: PathBuf) {
        if self.seen.insert(real.clone()) {
            self.plans.push(real);
            self.files.push(path);
        }
    }

    fn skip(&mut self, why: SkipReason, path: PathBuf) {
        self.skipped.entry(why).or_default().insert(path);
    }

    /// The documents of the plans are looked at with them.
    fn forget_documents(&mut self) {
        if let Some(others) = self.skipped.get_mut(&SkipReason::OtherName) {
            let documents: HashSet<PathBuf> = self.files.iter().flat_map(|plan| documents(plan)).collect();
            others.retain(|path| !documents.contains(path));
        }
        self.skipped.retain(|_, paths| !paths.is_empty());
    }

    /// Folders that could not be looked into, and folders and files that hold nothing.
    pub fn findings(&self) -> Vec<Finding> {
        let unlisted = self.unlisted.iter().map(|(path, error)| {
            let message = format!("The folder cannot be listed: {}.", error.message());
            let hint = "make it readable, or check other folders";
            Finding::new(&clean_path(path), Rule::PlanBroken, Severity::Error, message, hint)
        });
        let empty = self.empty.iter().map(|path| {
            let (message, hint) = ("The folder has no plans.", "name the folder where the plans are");
            Finding::new(&clean_path(path), Rule::NoPlan, Severity::Error, message, hint)
        });
        let blank = self.blank.iter().map(|path| {
            let hint = "restore the plan that was there, or remove the file";
            let (rule, severity) = (Rule::PlanIncomplete, Severity::Warning);
            Finding::new(&clean_path(path), rule, severity, "The file is empty.", hint)
        });
        unlisted.chain(empty).chain(blank).collect()
    }

    /// What was passed over, in order, with as many names as somebody reads.
    pub fn skipped(&self) -> Vec<Skipped> {
        const NAMED: usize = 20;
        let over = |(why, paths): (&SkipReason, &BTreeSet<PathBuf>)| {
            let files = paths.iter().take(NAMED).map(|path| clean_path(path)).collect();
            Skipped { reason: *why, count: paths.len(), files }
        };
        self.skipped.iter().map(over).collect()
    }
}

/// Whether a file may be a document beside a plan, by its name.
fn is_page_name(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "md")
}
