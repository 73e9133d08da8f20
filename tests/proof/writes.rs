//! Every kind of writing that the program does, from a command line: what stands there before, and what is done.

use std::fs::{self, File};

use super::run::note;
use super::trace::{Traced, WAITS};
use super::world::{End, Ended, SERVEMAP, Tree, World, names, words};

/// The plan that is changed, exported and reviewed.
pub const PLAN: &str = include_str!("../plans/maverick-us-east-1/plan.toml");

/// One kind of writing.
pub struct Writing {
    pub name: &'static str,
    /// The command line.
    pub line: &'static str,
    prepare: fn(&World),
}

/// The first few are played in every run of the tests.
pub const WRITINGS: &[Writing] = &[
    Writing {
        name: "a plan is updated",
        line: "plan --update -o plan.toml --owner somebody --as-of 2026-10-20",
        prepare: |world| world.put("plan.toml", PLAN),
    },
    Writing {
        name: "one plan takes the place of another",
        line: "supersede old.toml d/new.toml --by Ana --as-of 2026-10-20",
        prepare: |world| {
            world.put("old.toml", PLAN);
            world.put("d/new.toml", PLAN);
        },
    },
    Writing {
        name: "a row is appended",
        line: "export plan.toml --kind row --append c.md --as-of 2026-10-20",
        prepare: |world| {
            world.put("plan.toml", PLAN);
            world.put("c.md", checklist());
        },
    },
    Writing {
        name: "a review is written",
        line: "approve plan.toml --by Ana --comment agreed --as-of 2026-10-20",
        prepare: |world| world.put("plan.toml", PLAN),
    },
    Writing {
        name: "a plan is made",
        line: "plan --mode provisioned-throughput --region us-east-1 --model databricks-llama-4-maverick --owner ml \
               --reason latency -o new.toml --as-of 2026-10-20",
        prepare: |_| {},
    },
    Writing {
        name: "a document takes the place of another file",
        line: "export plan.toml --kind full -o full.md --force --as-of 2026-10-20",
        prepare: |world| {
            world.put("plan.toml", PLAN);
            world.put("full.md", "old\r\n".repeat(3000));
        },
    },
    Writing {
        name: "the checklist of a folder goes into a page",
        line: "export plans --kind checklist --append page.md --as-of 2026-10-20",
        prepare: |world| {
            plans(world);
            world.put("page.md", "# A page of ours\n\nwords\n");
        },
    },
    Writing {
        name: "the pages of a meeting are written",
        line: "export plans --kind pages -o pages --as-of 2026-10-20",
        prepare: |world| {
            plans(world);
            world.put("pages/tracker.md", "# Ours\n");
        },
    },
    Writing { name: "the settings are begun", line: "config init", prepare: |_| {} },
    #[cfg(feature = "import")]
    Writing {
        name: "a first matrix is imported",
        line: "matrix import page.html",
        prepare: |world| world.put("page.html", page("2026-10-04", "Oct 4, 2026")),
    },
    #[cfg(feature = "import")]
    Writing {
        name: "another matrix is imported",
        line: "matrix import page.html",
        prepare: |world| {
            stored(world);
            world.put("page.html", page("2026-10-09", "Oct 9, 2026"));
        },
    },
    #[cfg(feature = "import")]
    Writing { name: "the bundled matrix is activated", line: "matrix use bundled", prepare: stored },
];

/// A writing that was done once, undisturbed.
pub struct Done {
    pub before: Tree,
    pub after: Tree,
    pub ended: Ended,
}

impl Writing {
    pub fn words(&self) -> Vec<&'static str> {
        words(self.line)
    }

    /// Everything as it stands before.
    pub fn before(&self) -> Tree {
        let world = World::new();
        (self.prepare)(&world);
        world.tree()
    }

    /// Does it, and keeps what comes of it.
    pub fn done(&self) -> Done {
        let before = self.before();
        let world = World::of(&before);
        let ended = world.run(&self.words());
        assert!(matches!(ended.end, End::Code(0 | 1)), "{}: {ended:?}", self.name);
        let after = world.tree();
        assert_ne!(before, after, "{}: {ended:?}", self.name);
        Done { before, after, ended }
    }

    /// Begins it under trace; what it prints goes to files beside the folders.
    pub fn traced(&self, world: &World) -> Traced {
        traced(world, &self.words(), "run")
    }
}

/// servemap under trace, before its first system call. What it prints goes to files beside the folders.
pub fn traced(world: &World, words: &[&str], name: &str) -> Traced {
    let file = |what| File::create(world.path(&format!("{name}-{what}"))).unwrap();
    let mut command = world.command("sh");
    command.args(["-c", WAITS, SERVEMAP]).args(words).stdout(file("output")).stderr(file("messages"));
    Traced::start(&mut command).unwrap()
}

/// What came of a run under trace.
pub fn ended(world: &World, end: End, name: &str) -> Ended {
    let read = |what| {
        let bytes = fs::read(world.path(&format!("{name}-{what}"))).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    };
    Ended { end, output: read("output"), messages: read("messages") }
}

/// Every file holds its old text or its new one, whole, and none is lost. Says whether any is new.
pub fn assert_whole(done: &Done, now: &Tree) -> bool {
    let mut is_new = false;
    for (path, bytes) in now.iter().filter(|(path, _)| !super::world::is_temporary(path)) {
        let (old, new) = (done.before.get(path), done.after.get(path));
        assert!(old == Some(bytes) || new == Some(bytes), "{path} holds neither: {:?}", names(now));
        // A folder is made before what is written into it.
        is_new |= old != Some(bytes) && !path.ends_with('/');
    }
    for path in done.before.keys() {
        assert!(now.contains_key(path), "{path} is lost: {:?}", names(now));
    }
    is_new
}

/// A table of other rows with text around.
fn checklist() -> String {
    let row =
        "| us-west-AT | Pay-per-token | databricks-gpt-AT | No | Yes | Check release notes | team-AT |\n";
    let rows: String = (0..50).map(|at: usize| row.replace("AT", &at.to_string())).collect();
    format!(
        "# Ours\n\n| Region | Mode | Model | Preview? | Routing? | Retirement? | Owner |\n\
        |--------|------|-------|----------|----------|-------------|-------|\n{rows}\nlast words\n"
    )
}

/// A folder of plans.
pub fn plans(world: &World) {
    world.put("plans/a.toml", PLAN);
    world.put("plans/b/b.toml", include_str!("../plans/retiring/plan.toml"));
    world.put("plans/c.toml", include_str!("../plans/azure/plan.toml"));
}

/// A store with two matrices, the second in use.
#[cfg(feature = "import")]
fn stored(world: &World) {
    for (date, shown) in [("2026-10-04", "Oct 4, 2026"), ("2026-10-06", "Oct 6, 2026")] {
        world.put("page.html", page(date, shown));
        world.fine("matrix import page.html");
    }
}

/// The page of the docs as it would have stood on a day.
#[cfg(feature = "import")]
pub fn page(date: &str, shown: &str) -> String {
    let html = crate::page::Page::recorded(servemap::matrix::Cloud::Aws).html();
    html.replace("2026-10-04", date).replace("Oct 4, 2026", shown)
}

/// Says where the machine leaves the proofs that need it out.
pub fn not_run(why: &str) {
    note(&format!("not run: {why}"));
}
