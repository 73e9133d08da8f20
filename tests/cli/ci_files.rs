//! The workflows, hooks and scripts that users copy: the YAML is read, and every command line of this program that they and
//! the pages show is one that it takes.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use super::yaml::Yaml;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files below a folder of the repository, in order.
fn files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

fn is(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|own| own == extension)
}

fn yaml_files() -> Vec<(PathBuf, Yaml)> {
    let others = [".pre-commit-hooks.yaml", "action.yml"].map(|name| root().join(name));
    let found = files("docs/ci").into_iter().chain(files(".github"));
    let paths = found.filter(|path| is(path, "yml")).chain(others);
    paths
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let yaml = Yaml::read(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            (path, yaml)
        })
        .collect()
}

/// The commands of a shell text, each as its words; variables stand for something of their kind.
fn commands(text: &str) -> Vec<Vec<String>> {
    let mut all = vec![Vec::new()];
    let mut word: Option<String> = None;
    let mut letters = text.replace("\\\n", " ").chars().collect::<Vec<_>>().into_iter().peekable();
    let mut quote = None;
    while let Some(letter) = letters.next() {
        match (quote, letter) {
            (Some(open), letter) if letter == open => quote = None,
            (Some(_), letter) => word.get_or_insert_default().push(letter),
            (None, '"' | '\'') => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            (None, '#') if word.is_none() => while letters.next_if(|letter| *letter != '\n').is_some() {},
            (None, letter) => {
                let ends = letter.is_whitespace() || "|&;()<>".contains(letter);
                if !ends {
                    word.get_or_insert_default().push(letter);
                    continue;
                }
                // "2>" is one sign.
                let number =
                    word.as_ref().is_some_and(|word| word.chars().all(|letter| letter.is_ascii_digit()));
                if let Some(word) = word.take().filter(|_| !(number && "<>".contains(letter))) {
                    all.last_mut().unwrap().push(standing_in(&word));
                }
                if letter == '\n' || "|&;()<>".contains(letter) {
                    all.push(Vec::new());
                }
            }
        }
    }
    let last = word.map(|word| standing_in(&word));
    all.last_mut().unwrap().extend(last);
    all.retain(|command| !command.is_empty());
    all
}

fn standing_in(word: &str) -> String {
    let setting = if word == "$1" { "decisions" } else { word };
    setting.replace("$cloud", "aws").replace("$@", "page.html")
}

/// Whether the program takes the words; what it says against them.
fn refused(words: &[String]) -> Option<String> {
    let words = servemap::command::qualifiers_last(words.iter().map(OsString::from));
    servemap::command::declaration().try_get_matches_from(words).err().map(|error| error.to_string())
}

/// Every command line of this program in a shell text, after `$ ` too, that it does not take.
fn faults(place: &str, text: &str, count: &mut usize) -> Vec<String> {
    let calls = commands(text).into_iter().filter_map(|words| {
        let before = words.iter().take_while(|word| ["$", "if", "run"].contains(&word.as_str())).count();
        let words = words.get(before..)?;
        (words.first().is_some_and(|word| word == "servemap")).then(|| words.to_vec())
    });
    let calls: Vec<Vec<String>> = calls.collect();
    *count += calls.len();
    let fault = |words: Vec<String>| Some(format!("{place}: {}\n{}", words.join(" "), refused(&words)?));
    calls.into_iter().filter_map(fault).collect()
}

#[test]
fn every_command_line_of_workflows_hooks_and_pages_is_one_that_the_program_takes() {
    let (mut faulty, mut count) = (Vec::new(), 0);
    for (path, yaml) in yaml_files() {
        for text in yaml.below(&["run", "script", "before_script", "entry"]) {
            faulty.extend(faults(&path.display().to_string(), text, &mut count));
        }
    }
    let scripts = files("docs/ci").into_iter().filter(|path| is(path, "sh") || path.ends_with("pre-commit"));
    for path in scripts {
        faulty.extend(faults(&path.display().to_string(), &fs::read_to_string(&path).unwrap(), &mut count));
    }
    assert!(count > 10, "only {count} command lines were found in workflows and scripts");
    // Pages: what stands in blocks, and in the pages about pipelines also what stands in a line.
    let pages = files("docs").into_iter().filter(|path| is(path, "md")).chain([root().join("README.md")]);
    for path in pages {
        let (place, text) = (path.display().to_string(), fs::read_to_string(&path).unwrap());
        for (at, part) in text.split("```").enumerate() {
            match part.split_once('\n') {
                Some(("sh" | "console" | "yaml", block)) if at % 2 == 1 => {
                    let block = block.lines().filter(|line| !line.trim_start().starts_with('#'));
                    let block = block.collect::<Vec<_>>().join("\n");
                    faulty.extend(faults(&place, &block, &mut count));
                }
                _ if at % 2 == 0 && path.ends_with("ci.md") => {
                    for span in part.split('`').skip(1).step_by(2) {
                        faulty.extend(faults(&place, span, &mut count));
                    }
                }
                _ => {}
            }
        }
    }
    assert!(count > 30, "only {count} command lines were found");
    assert!(faulty.is_empty(), "{}", faulty.join("\n"));
}

#[test]
fn what_is_no_command_line_of_the_program_is_seen() {
    let mut count = 0;
    for text in [
        "servemap chekc decisions",
        "x=$(servemap check --formt github \"$@\")",
        "$ servemap check --format nothing",
        "run servemap matrix impot a > x",
    ] {
        assert_eq!(faults("here", text, &mut count).len(), 1, "{text}");
    }
    assert!(
        faults("here", "servemap check a > b 2> c || [ $? -eq 1 ] # servemap nothing", &mut count).is_empty()
    );
    assert_eq!(count, 5);
}

/// The steps of a job.
fn steps<'y>(yaml: &'y Yaml, job: &str) -> &'y [Yaml] {
    let steps = yaml.get("jobs").and_then(|jobs| jobs.get(job)?.get("steps"));
    let Some(Yaml::List(steps)) = steps else { panic!("no steps of {job}") };
    steps
}

#[test]
fn each_workflow_calls_scripts_that_are_there_and_asks_for_what_it_needs() {
    let script = |name: &str| root().join("docs/ci/scripts").join(name).exists();
    for (path, yaml) in yaml_files() {
        for text in yaml.below(&["run", "script", "before_script"]) {
            for name in text.split("ci/servemap/").skip(1) {
                let name = name.split_whitespace().next().unwrap();
                assert!(script(name), "{}: {name}", path.display());
            }
        }
    }
    let github = |name: &str| {
        Yaml::read(&fs::read_to_string(root().join("docs/ci/github").join(name)).unwrap()).unwrap()
    };
    for (name, job, rights) in
        [("servemap.yml", "decisions", "read"), ("servemap-renew.yml", "renew", "write")]
    {
        let yaml = github(name);
        let permissions = yaml.get("permissions").unwrap();
        assert_eq!(permissions.get("contents").and_then(Yaml::text), Some(rights), "{name}");
        assert_eq!(permissions.get("pull-requests").and_then(Yaml::text), Some("write"), "{name}");
        assert!(steps(&yaml, job).len() > 3, "{name}");
        // Nothing that a stranger writes becomes part of a script.
        assert!(yaml.below(&["run"]).iter().all(|run| !run.contains("${{")), "{name}");
    }
    // They are not run for this repository itself, and none of its own takes what a stranger writes into a script.
    let own = files(".github/workflows");
    assert!(own.iter().all(|path| path.ends_with("ci.yml") || path.ends_with("release.yml")), "{own:?}");
    for path in own.into_iter().chain([root().join("action.yml")]) {
        let yaml = Yaml::read(&fs::read_to_string(&path).unwrap()).unwrap();
        let runs = yaml.below(&["run"]);
        assert!(runs.len() > 2 && runs.iter().all(|run| !run.contains("${{")), "{}", path.display());
    }
}

#[test]
fn yaml_that_is_wrong_is_refused() {
    for wrong in [
        "a: 1\na: 2\n",
        "a:\n\tb: 1\n",
        "- a\nb: 1\n",
        "a: \"x\n",
        "a:\n   b: 1\n  c: 2\n",
        "a: [b\n",
        "words\n",
    ] {
        assert!(Yaml::read(wrong).is_err(), "{wrong:?}");
    }
    let read = Yaml::read("a:\n  - b: |\n      one\n        two\n    c: [x, \"y\"]\n  - d\n").unwrap();
    assert_eq!(read.below(&["b", "c"]), ["one\n  two\n", "x", "y"]);
}
