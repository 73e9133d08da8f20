//! A page: its text, its fenced blocks, its headings.

use std::fs;
use std::path::{Path, PathBuf};

/// Stands in the place of lines of an output that a page leaves out.
const LEFT_OUT: &str = "...";

/// A Markdown page of the repository.
pub struct Page {
    /// From the root of the repository on.
    pub path: String,
    pub text: String,
}

/// A fenced block.
#[derive(Clone)]
pub struct Block {
    pub language: String,
    pub text: String,
    /// The line of its text in the page, from 1.
    pub line: usize,
    /// Whether nothing but blank lines stands between it and the block before.
    pub follows: bool,
}

impl Block {
    /// Whether lines of the output are left out: `...` stands in their place.
    pub fn is_shortened(&self) -> bool {
        self.text.lines().any(|line| line == LEFT_OUT)
    }

    /// Whether this is the output, or what is shown of it.
    pub fn is_of(&self, output: &str) -> bool {
        let lines: Vec<&str> = output.trim_end().lines().collect();
        let mut at = 0;
        let shown: Vec<&str> = self.text.trim_end().lines().collect();
        let parts: Vec<&[&str]> = shown.split(|line| *line == LEFT_OUT).collect();
        for (place, part) in parts.iter().enumerate() {
            let fits = |from: &usize| lines[*from..].starts_with(part);
            let last = place + 1 == parts.len();
            let found = match place {
                0 => Some(0).filter(fits),
                _ if last => lines.len().checked_sub(part.len()).filter(|from| *from >= at).filter(fits),
                _ => (at..=lines.len()).find(fits),
            };
            let Some(found) = found else { return false };
            at = found + part.len();
        }
        parts.len() > 1 || at == lines.len()
    }
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

impl Page {
    pub fn read(path: &str) -> Self {
        Self { path: path.to_owned(), text: fs::read_to_string(root().join(path)).unwrap() }
    }

    pub fn blocks(&self) -> Vec<Block> {
        let (mut blocks, mut open) = (Vec::<Block>::new(), None::<Block>);
        let mut nothing_between = false;
        for (at, line) in self.text.lines().enumerate() {
            match (&mut open, line.strip_prefix("```")) {
                (None, Some(language)) => {
                    let language = language.to_owned();
                    open =
                        Some(Block { language, text: String::new(), line: at + 2, follows: nothing_between });
                }
                (Some(_), Some("")) => {
                    blocks.extend(open.take());
                    nothing_between = true;
                }
                (Some(block), _) => block.text.extend([line, "\n"]),
                (None, None) => nothing_between &= line.trim().is_empty(),
            }
        }
        assert!(open.is_none(), "{}: a block has no end", self.path);
        blocks
    }

    /// The text without its blocks and without what stands between backticks.
    pub fn prose(&self) -> String {
        let outside = self.text.split("\n```").step_by(2).collect::<Vec<_>>().join("\n");
        outside.split('`').step_by(2).collect::<Vec<_>>().join("")
    }

    /// The anchors of its headings, as GitHub makes them.
    pub fn anchors(&self) -> Vec<String> {
        let mut anchors: Vec<String> = Vec::new();
        let outside = self.text.split("\n```").step_by(2);
        let lines = outside.flat_map(str::lines);
        let heading =
            |line: &str| line.starts_with('#').then(|| line.trim_start_matches('#').trim().to_owned());
        for heading in lines.filter_map(heading) {
            let kept = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
            let slug = heading.to_lowercase().chars().filter(kept).collect::<String>().replace(' ', "-");
            let same = anchors.iter().filter(|known| **known == slug).count();
            anchors.push(if same == 0 { slug } else { format!("{slug}-{same}") });
        }
        anchors
    }

    /// Puts other text into a block, when asked for by `UPDATE_GOLDENS=1`.
    #[expect(clippy::disallowed_methods, reason = "the repository's own file, written when asked")]
    pub fn write(&self, changes: &[(Block, String)]) {
        let mut lines: Vec<&str> = self.text.lines().collect();
        for (block, text) in changes.iter().rev() {
            let (from, to) = (block.line - 1, block.line - 1 + block.text.lines().count());
            lines.splice(from..to, text.trim_end().lines());
        }
        // Another test may have written it meanwhile.
        assert_eq!(Self::read(&self.path).text, self.text, "{}: update it again", self.path);
        fs::write(root().join(&self.path), lines.join("\n") + "\n").unwrap();
    }
}

/// Whether pages are brought up to date in place of being compared.
pub fn updates() -> bool {
    std::env::var_os("UPDATE_GOLDENS").is_some()
}

/// README and every page in `docs/`.
pub fn pages() -> Vec<Page> {
    let mut paths = vec!["README.md".to_owned()];
    for entry in fs::read_dir(root().join("docs")).unwrap() {
        let path = entry.unwrap().path();
        let is_page = path.extension().is_some_and(|extension| extension == "md");
        paths.extend(is_page.then(|| format!("docs/{}", path.file_name().unwrap().to_str().unwrap())));
    }
    paths.sort();
    paths.iter().map(|path| Page::read(path)).collect()
}
