//! The command line on the real binary: what it prints where, how it ends, and what it leaves on disk.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

#[path = "cli/asking.rs"]
mod asking;
#[path = "cli/checking.rs"]
mod checking;
#[cfg(unix)]
#[path = "cli/ci_files.rs"]
mod ci_files;
#[path = "cli/configuring.rs"]
mod configuring;
#[path = "cli/custody.rs"]
mod custody;
#[path = "cli/deciding.rs"]
mod deciding;
#[path = "cli/demo.rs"]
mod demo;
#[path = "cli/diffing.rs"]
mod diffing;
#[path = "cli/exporting.rs"]
mod exporting;
#[path = "cli/external.rs"]
mod external;
#[path = "cli/filtering.rs"]
mod filtering;
#[path = "cli/gate.rs"]
mod gate;
#[path = "cli/glossary.rs"]
mod glossary;
#[path = "cli/help.rs"]
mod help;
#[cfg(unix)]
#[path = "cli/hook.rs"]
mod hook;
#[path = "cli/hostile.rs"]
mod hostile;
#[cfg(feature = "import")]
#[path = "cli/importing.rs"]
mod importing;
#[path = "cli/json.rs"]
mod json;
#[path = "cli/linking.rs"]
mod linking;
#[path = "cli/listing.rs"]
mod listing;
#[path = "cli/looking.rs"]
mod looking;
#[path = "cli/merging.rs"]
mod merging;
#[path = "cli/naming.rs"]
mod naming;
#[path = "cli/one_line.rs"]
mod one_line;
#[path = "cli/pages.rs"]
mod pages;
#[path = "cli/picturing.rs"]
mod picturing;
#[path = "cli/pipes.rs"]
mod pipes;
#[path = "cli/planning.rs"]
mod planning;
#[path = "cli/quarter.rs"]
mod quarter;
#[path = "cli/reading_back.rs"]
mod reading_back;
#[cfg(unix)]
#[path = "cli/releasing.rs"]
mod releasing;
#[cfg(all(feature = "import", unix))]
#[path = "cli/renewal.rs"]
mod renewal;
#[cfg(feature = "import")]
#[path = "cli/renewing.rs"]
mod renewing;
#[path = "cli/reviewing.rs"]
mod reviewing;
#[path = "cli/rules.rs"]
mod rules;
#[path = "cli/shortlisting.rs"]
mod shortlisting;
#[path = "cli/streams.rs"]
mod streams;
#[path = "cli/superseding.rs"]
mod superseding;
#[path = "cli/team_matrix.rs"]
mod team_matrix;
#[path = "cli/verifying.rs"]
mod verifying;
#[path = "cli/versions.rs"]
mod versions;
#[path = "cli/waiving.rs"]
mod waiving;
#[path = "cli/wrong.rs"]
mod wrong;

#[cfg(unix)]
#[path = "support/scripts.rs"]
mod scripts;
#[cfg(unix)]
#[path = "support/yaml.rs"]
mod yaml;

use std::fs;
use std::path::PathBuf;

#[cfg(feature = "import")]
use crate::page;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// A folder to work in, with a home of its own: nothing of the tester's is seen or touched.
struct World(TempDir);

/// What came of a command.
struct Ended {
    output: String,
    messages: String,
    code: i32,
}

impl World {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The program, ready to be started in the folder.
    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_servemap"));
        command.env_clear().env("HOME", self.path("home")).env("GIT_CONFIG_NOSYSTEM", "1");
        command.current_dir(self.0.path());
        command
    }

    /// Runs a command line. Words with blanks stand in 'quotes'.
    fn run(&self, line: &str) -> Ended {
        let output = self.command().args(words(line)).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ended {
            output: text(output.stdout),
            messages: text(output.stderr),
            code: output.status.code().unwrap(),
        }
    }

    /// Runs a command line that must end well.
    fn fine(&self, line: &str) -> String {
        let ended = self.run(line);
        assert_eq!(ended.code, 0, "{line}\n{}{}", ended.output, ended.messages);
        ended.output
    }

    #[expect(clippy::disallowed_methods, reason = "a fresh folder holds nothing to overwrite")]
    fn write(&self, name: &str, contents: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, contents).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

impl Ended {
    fn json(&self) -> Value {
        serde_json::from_str(&self.output).unwrap_or_else(|error| panic!("{error}: {}", self.output))
    }
}

/// The words of a command line, as a shell would part them.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in line.split('\'').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// A plan of the template's own example, as `servemap plan` takes it.
const MAVERICK: &str = "plan --as-of 2026-10-06 --mode provisioned-throughput --region us-east-1 \
    --model databricks-llama-4-maverick --owner ml-platform --reason 'the SLA needs predictable latency'";
