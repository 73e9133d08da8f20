//! Targets that are no ordinary files, homes that are none, folders that are gone, limits, and odd surroundings.

use std::fs;
use std::os::unix::fs::symlink;

use super::run::{Proof, Rounds, is_long};
use super::world::{End, Ended, Tree, World, names, words};
use super::writes::PLAN;

/// Where a file is to be written, and whether that can be done.
const TARGETS: [(&str, bool); 20] = [
    ("pipe", false),
    ("dangling.toml", false),
    ("loop.toml", false),
    ("link.toml", true),
    ("linked/plan.toml", true),
    ("nofolder/x.toml", false),
    ("plan.toml/x.toml", false),
    ("folder", false),
    ("folder/", false),
    (".", false),
    ("..", false),
    ("/", false),
    ("", false),
    ("read-only.toml", false),
    ("/proc/self/environ", false),
    ("/sys/x.toml", false),
    ("LONG", false),
    ("DEEP", false),
    ("a\nb\u{1b}[31m.toml", false),
    ("--", false),
];

/// What writes there.
const WRITERS: [&str; 4] = [
    "export plan.toml --kind note --as-of 2026-10-20 --force -o",
    "export plan.toml --kind row --as-of 2026-10-20 --append",
    "plan --update --owner somebody --as-of 2026-10-20 -o",
    "plan --mode pay-per-token --region us-east-1 --model databricks-gpt-oss-120b --owner o --reason r \
     --as-of 2026-10-20 -o",
];

#[test]
fn targets() {
    let rounds = Rounds { short: 6, long: (TARGETS.len() * WRITERS.len()) as u64 };
    let proof = Proof { name: "places targets", what: "runs", rounds };
    proof.run(|round| {
        let number = usize::try_from(round.number).unwrap();
        // In short some of each.
        let number = if is_long() { number } else { number * 13 + round.random.usize(0..13) };
        let ((target, may), line) =
            (TARGETS[number % TARGETS.len()], WRITERS[number / TARGETS.len() % WRITERS.len()]);
        round.input(format!("{line} {target:?}"));
        let world = with_targets();
        let before = world.tree();
        let (long, deep) = ("x".repeat(300), "y/".repeat(3000));
        let target = target.replace("LONG", &long).replace("DEEP", &deep);
        let ended = world.run(&[&words(line)[..], &[&target]].concat());
        assert!(ended.is_orderly(), "{ended:?}");
        let now = world.tree();
        // Only what changes a plan, or is told to overwrite, writes where something stands.
        if may && ended.end != End::Code(2) {
            let changed: Vec<&String> =
                now.keys().filter(|path| now.get(*path) != before.get(*path)).collect();
            assert_eq!(changed.len(), 1, "{changed:?} {ended:?}");
            assert!(changed[0] == "work/real.toml" || changed[0] == "work/folder/plan.toml", "{changed:?}");
        } else if target.contains('\n') && ended.end != End::Code(2) {
            assert_eq!(now.len(), before.len() + 1, "{:?} {ended:?}", names(&now));
        } else {
            assert_eq!(ended.end, End::Code(2), "{ended:?}");
            assert!(ended.messages.starts_with("error: ") && ended.output.is_empty(), "{ended:?}");
            assert_eq!(names(&now), names(&before));
            assert_eq!(now, before);
        }
        assert_no_control(&ended);
    });
}

fn with_targets() -> World {
    let world = World::new();
    let path = |name: &str| world.work().join(name);
    for name in ["plan.toml", "real.toml", "folder/plan.toml", "read-only.toml"] {
        world.put(name, PLAN);
    }
    for (target, link) in [
        ("real.toml", "link.toml"),
        ("none.toml", "dangling.toml"),
        ("loop.toml", "loop.toml"),
        ("folder", "linked"),
    ] {
        symlink(target, path(link)).unwrap();
    }
    let mut permissions = fs::metadata(path("read-only.toml")).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(path("read-only.toml"), permissions).unwrap();
    assert_eq!(world.script("mkfifo pipe").end, End::Code(0));
    world
}

/// Homes, as an assignment of the shell; `$PWD` is the working folder.
const HOMES: [&str; 14] = [
    "unset HOME",
    "HOME=",
    "HOME=rel",
    "HOME=$PWD/plan.toml",
    "HOME=/nowhere",
    "HOME=/proc",
    "HOME=/dev/null",
    "HOME=$(printf './a\\nb\\033[31m')",
    "HOME=$(printf './\\377\\376')",
    "export XDG_CONFIG_HOME=rel XDG_DATA_HOME=rel XDG_STATE_HOME=rel",
    "export XDG_CONFIG_HOME= XDG_DATA_HOME= XDG_STATE_HOME=",
    "export XDG_CONFIG_HOME=$PWD/plan.toml XDG_DATA_HOME=$PWD/plan.toml XDG_STATE_HOME=$PWD/plan.toml",
    "export XDG_CONFIG_HOME=/dev/null XDG_DATA_HOME=/dev/null XDG_STATE_HOME=/dev/null",
    "export XDG_CONFIG_HOME=/proc XDG_DATA_HOME=/proc XDG_STATE_HOME=/proc",
];

/// Limits and other surroundings that a command has to live with.
const SURROUNDINGS: [&str; 21] = [
    "mkdir ../gone; cp plan.toml ../gone; cd ../gone; rm -r ../gone",
    "umask 777",
    "umask 0",
    "ulimit -n 4",
    "ulimit -n 5",
    "ulimit -n 8",
    "ulimit -s 256",
    "trap '' XFSZ; ulimit -f 0",
    "trap '' XFSZ; ulimit -f 1",
    "trap '' HUP INT TERM PIPE CHLD",
    "export TZ=garbage",
    "export TZ=../../../etc/passwd",
    "export TZ=$(printf '\\033[31m')",
    "export TZ=EST5EDT,M13.9.9,M1.1.1",
    "export LANG=C LC_ALL=C",
    "export LANG=xx_YY.KOI8-R LC_ALL=$(printf '\\377\\033[31m')",
    "export COLUMNS=0 LINES=-5 TERM=",
    "export COLUMNS=99999999999 CLICOLOR_FORCE=1 NO_COLOR=1",
    "export SERVEMAP_THEME=$(printf 'a\\nb\\033[31m')",
    "export TMPDIR=/nowhere",
    "unset PATH",
];

/// What is asked there, and whether it writes.
const QUESTIONS: [(&str, bool); 6] = [
    ("check plan.toml --as-of 2026-10-20", false),
    ("export plan.toml --kind row --as-of 2026-10-20", false),
    ("matrix list --as-of 2026-10-20", false),
    ("plan --update -o plan.toml --owner somebody --as-of 2026-10-20", true),
    ("export plan.toml --kind row --append c.md --as-of 2026-10-20", true),
    ("matrix use bundled", true),
];

#[test]
fn homes_and_surroundings() {
    let all: Vec<&str> = HOMES.into_iter().chain(SURROUNDINGS).collect();
    let rounds = Rounds { short: 8, long: (all.len() * QUESTIONS.len()) as u64 };
    let proof = Proof { name: "places homes_and_surroundings", what: "runs", rounds };
    proof.run(|round| {
        let number = usize::try_from(round.number).unwrap();
        let number = if is_long() { number } else { round.random.usize(0..all.len() * QUESTIONS.len()) };
        let (setup, (line, writes)) =
            (all[number % all.len()], QUESTIONS[number / all.len() % QUESTIONS.len()]);
        round.input(format!("{setup}; servemap {line}"));
        let world = World::new();
        world.put("plan.toml", PLAN);
        world.put("c.md", "# ours\n");
        let before = world.tree();
        let ended = world.script(&format!("{setup}\nexec \"$0\" {line}"));
        assert!(ended.is_orderly(), "{ended:?}");
        assert_no_control(&ended);
        let now = world.tree();
        assert_own(&before, &now, writes, &ended);
        let may_fail =
            writes || setup.contains("gone") || setup.contains("ulimit") || setup.contains("THEME");
        assert!(may_fail || ended.end != End::Code(2), "{ended:?}");
        if ended.end == End::Code(2) {
            let told = ended.messages.starts_with("error: ") || ended.messages.contains("\nerror: ");
            assert!(told, "{ended:?}");
        }
    });
}

/// Only what was asked for is written, whole, and no folder appears in the working folder.
fn assert_own(before: &Tree, now: &Tree, writes: bool, ended: &Ended) {
    for (path, bytes) in now {
        let old = before.get(path);
        let is_named = path == "work/plan.toml" || path == "work/c.md";
        let in_home = path.starts_with("home/.local/");
        assert!(
            old == Some(bytes) || writes && (is_named && ended.end != End::Code(2) || in_home),
            "{path}: {ended:?}"
        );
    }
    for path in before.keys() {
        assert!(now.contains_key(path), "{path} is lost: {ended:?}");
    }
    let plan = String::from_utf8_lossy(&now["work/plan.toml"]);
    assert!(plan.ends_with(&PLAN[PLAN.len() - 20..]) || plan.contains("somebody"), "{plan}");
    assert!(now["work/c.md"].starts_with(b"# ours\n"));
}

/// Days at the ends of what a day can be.
#[test]
fn days() {
    const DAYS: [&str; 14] = [
        "0001-01-01",
        "9999-12-31",
        "0000-01-01",
        "-0001-01-01",
        "10000-01-01",
        "+262142-12-31",
        "-262143-01-01",
        "2026-02-29",
        "2024-02-29",
        "1582-10-10",
        "1970-01-01",
        "+99999999d",
        "-99999999y",
        "",
    ];
    const QUESTIONS: [&str; 5] = [
        "check plan.toml --within 99999y",
        "models retires:<99999999m --mode pay-per-token --region us-east-1",
        "export plan.toml --kind full",
        "matrix list",
        "list . --json",
    ];
    let rounds = Rounds { short: 3, long: (DAYS.len() * QUESTIONS.len()) as u64 };
    let proof = Proof { name: "places days", what: "runs", rounds };
    proof.run(|round| {
        let number = usize::try_from(round.number).unwrap();
        let number = if is_long() { number } else { round.random.usize(0..DAYS.len() * QUESTIONS.len()) };
        let (day, line) = (DAYS[number % DAYS.len()], QUESTIONS[number / DAYS.len() % QUESTIONS.len()]);
        round.input(format!("{line} --as-of={day}"));
        let world = World::new();
        world.put("plan.toml", PLAN);
        let flag = format!("--as-of={day}");
        let ended = world.run(&[&words(line)[..], &[&flag]].concat());
        assert!(ended.is_orderly(), "{ended:?}");
    });
}

/// Nothing that steers a terminal, where no colour was asked for.
fn assert_no_control(ended: &Ended) {
    for text in [&ended.output, &ended.messages] {
        assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
    }
}
