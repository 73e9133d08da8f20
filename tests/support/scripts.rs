//! A repository of the real git with the scripts of `docs/ci` in it, and the program on its PATH.
#![allow(dead_code, reason = "each test file that uses it uses some of it")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::Ended;

pub struct Repository(TempDir);

impl Repository {
    pub fn new() -> Self {
        let repository = Self(tempfile::tempdir().unwrap());
        repository.write(
            "home/.gitconfig",
            "[user]\nname = Ana Diaz\nemail = ana@localhost\n[init]\ndefaultBranch = main\n",
        );
        repository.git("init -q");
        repository.write(".git/info/exclude", "/home\n/bin\n/ci\n");
        let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ci/scripts");
        for script in fs::read_dir(scripts).unwrap() {
            let path = script.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            repository.write(&format!("ci/servemap/{name}"), fs::read(&path).unwrap());
        }
        repository
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    #[expect(clippy::disallowed_methods, reason = "a folder of the test's own")]
    pub fn write(&self, name: &str, contents: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, contents).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_default()
    }

    /// A program of the test's own on the PATH.
    pub fn program(&self, name: &str, text: &str) {
        self.write(&format!("bin/{name}"), format!("#!/bin/sh\n{text}\n"));
        self.sh(&format!("chmod +x bin/{name}"));
    }

    /// A decision that holds.
    pub fn plan(&self, name: &str) {
        self.sh(&format!(
            "mkdir -p decisions && servemap plan --mode provisioned-throughput --region us-east-1 --model databricks-llama-4-maverick \
             --owner ml-platform --reason latency -o {name}"
        ));
    }

    /// Runs a line that must end well.
    pub fn sh(&self, line: &str) -> String {
        let ended = self.run(line);
        assert_eq!(ended.code, 0, "{line}\n{}{}", ended.output, ended.messages);
        ended.output
    }

    pub fn git(&self, line: &str) -> String {
        self.sh(&format!("git {line}"))
    }

    pub fn run(&self, line: &str) -> Ended {
        let program = Path::new(env!("CARGO_BIN_EXE_servemap")).parent().unwrap();
        self.run_with(line, &format!("{}:{}", self.path("bin").display(), program.display()))
    }

    pub fn run_without_program(&self, line: &str) -> Ended {
        self.run_with(line, &self.path("bin").display().to_string())
    }

    fn run_with(&self, line: &str, programs: &str) -> Ended {
        // The tester may have the program installed.
        let path = std::env::var_os("PATH").unwrap();
        let others = std::env::split_paths(&path).filter(|folder| !folder.join("servemap").exists());
        let path = std::env::join_paths(std::env::split_paths(programs).chain(others)).unwrap();
        let output = Command::new("sh")
            .args(["-c", line])
            .current_dir(self.0.path())
            .env_clear()
            .env("PATH", path)
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("HOME", self.path("home"))
            .output()
            .unwrap();
        Ended {
            output: String::from_utf8(output.stdout).unwrap(),
            messages: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap(),
        }
    }
}
