//! Several processes at once: each that says that it wrote is found in the end, and each other one says that it did not.

use std::process::Child;

use super::run::{Proof, Round, Rounds, is_long};
use super::trace::{Call, Stop, Traced, is_allowed};
use super::world::{End, Ended, SERVEMAP, World, names, words};
use super::writes::{PLAN, ended, not_run, traced};

/// Two command lines that touch the same files, and what each leaves behind.
struct Pair {
    name: &'static str,
    lines: [&'static str; 2],
    prepare: fn(&World),
    /// Whether what the one of this number wrote is there.
    is_there: fn(&World, usize) -> bool,
}

const PAIRS: &[Pair] = &[
    Pair {
        name: "two approvals",
        lines: [
            "approve plan.toml --by Ana --as-of 2026-10-20",
            "approve plan.toml --by Bo --as-of 2026-10-20",
        ],
        prepare: |world| world.put("plan.toml", PLAN),
        is_there: |world, at| world.read("plan.toml").contains(&format!("by = \"{}\"", ["Ana", "Bo"][at])),
    },
    Pair {
        name: "two rows for a checklist that is not there",
        lines: [
            "export a.toml --kind row --append c.md --as-of 2026-10-20",
            "export b.toml --kind row --append c.md --as-of 2026-10-20",
        ],
        prepare: |world| {
            world.put("a.toml", PLAN);
            world.put("b.toml", PLAN.replace("us-east-1", "us-west-2"));
        },
        is_there: |world, at| world.read("c.md").contains(["| us-east-1 |", "| us-west-2 |"][at]),
    },
    Pair {
        name: "two updates",
        lines: [
            "plan --update -o plan.toml --owner AAA --as-of 2026-10-20",
            "plan --update -o plan.toml --sentence BBB --as-of 2026-10-20",
        ],
        prepare: |world| world.put("plan.toml", PLAN),
        is_there: |world, at| world.read("plan.toml").contains(["\"AAA\"", "\"BBB\""][at]),
    },
    Pair {
        name: "two plans of one name",
        lines: [
            "plan --mode pay-per-token --region us-east-1 --model databricks-gpt-oss-120b --owner AAA --reason r -o new.toml --as-of 2026-10-20",
            "plan --mode pay-per-token --region us-east-1 --model databricks-gpt-oss-120b --owner BBB --reason r -o new.toml --as-of 2026-10-20",
        ],
        prepare: |_| {},
        is_there: |world, at| world.read("new.toml").contains(["\"AAA\"", "\"BBB\""][at]),
    },
    #[cfg(feature = "import")]
    Pair {
        name: "two imports",
        lines: ["matrix import a.html", "matrix import b.html"],
        prepare: |world| {
            world.put("a.html", super::writes::page("2026-10-04", "Oct 4, 2026"));
            world.put("b.html", super::writes::page("2026-10-06", "Oct 6, 2026"));
        },
        is_there: |world, at| {
            let day = ["2026-10-04", "2026-10-06"][at];
            let listed = world.fine("matrix list --cloud aws");
            let in_use =
                std::fs::read_to_string(world.path("home/.local/share/servemap/matrix/aws/in-use.toml"));
            listed.contains(day) && in_use.unwrap_or_default().contains(day)
        },
    },
    #[cfg(feature = "import")]
    Pair {
        name: "two imports of one day",
        lines: ["matrix import a.html", "matrix import b.html"],
        prepare: |world| {
            let page = super::writes::page("2026-10-04", "Oct 4, 2026");
            world.put("a.html", page.replacen("GPT OSS 120B", "GPT OSS 121B", 3));
            world.put("b.html", page);
        },
        is_there: |world, _| {
            let listed = world.fine("matrix list --cloud aws");
            listed.contains("2026-10-04 ") && listed.contains("2026-10-04-2")
        },
    },
    #[cfg(feature = "import")]
    Pair {
        name: "an import and a choice",
        lines: ["matrix import b.html", "matrix use 2026-10-04"],
        prepare: two_pages,
        is_there: |world, at| is_stored_or_chosen(world, at == 0),
    },
    #[cfg(feature = "import")]
    Pair {
        name: "a choice and an import",
        lines: ["matrix use 2026-10-04", "matrix import b.html"],
        prepare: two_pages,
        is_there: |world, at| is_stored_or_chosen(world, at == 1),
    },
];

/// One of two pages is imported, and the other is at hand.
#[cfg(feature = "import")]
fn two_pages(world: &World) {
    world.put("a.html", super::writes::page("2026-10-04", "Oct 4, 2026"));
    world.put("b.html", super::writes::page("2026-10-06", "Oct 6, 2026"));
    world.fine("matrix import a.html");
}

/// What was imported is stored; what is in use is the matrix of whoever came last.
#[cfg(feature = "import")]
fn is_stored_or_chosen(world: &World, imported: bool) -> bool {
    let listed = world.fine("matrix list --cloud aws");
    let shown = world.fine("matrix show --cloud aws");
    let in_use = ["2026-10-04", "2026-10-06"].iter().any(|day| shown.contains(day));
    in_use && listed.contains(if imported { "2026-10-06" } else { "2026-10-04" })
}

/// The first process is stopped at a system call, the second runs; if it has to wait for the first, that one goes on.
/// Every place at which the one can come between the other is met.
#[test]
fn interleaved() {
    if !is_allowed() {
        return;
    }
    let rounds = Rounds { short: 8, long: PAIRS.len() as u64 };
    let proof = Proof { name: "processes interleaved", what: "places", rounds };
    proof.run(|round| {
        if is_long() {
            let pair = &PAIRS[usize::try_from(round.number).unwrap() % PAIRS.len()];
            // What comes before is the start of any program.
            let mut at = count(pair).saturating_sub(120);
            while interleave(pair, Some(at), round) {
                at += 1;
            }
        } else {
            // One place of the part that counts, for each round.
            let pair = &PAIRS[usize::try_from(round.number).unwrap() % 3];
            interleave(pair, None, round);
        }
    });
}

/// Many at once, as the machine lets them run.
#[test]
fn at_once() {
    let proof =
        Proof { name: "processes at_once", what: "processes", rounds: Rounds { short: 1, long: 100 } };
    proof.run(|round| {
        let names = ["Ana", "Bo", "Cleo", "Dan", "Eve", "Finn"];
        let names = if is_long() { &names[..] } else { &names[..3] };
        let world = World::new();
        world.put("plan.toml", PLAN);
        let start = |name: &&str| -> Child {
            round.input(format!("{} approvals at once", names.len()));
            let line = format!("approve plan.toml --by {name} --as-of 2026-10-20");
            world.command(SERVEMAP).args(words(&line)).spawn().unwrap()
        };
        let started: Vec<Child> = names.iter().map(start).collect();
        for (child, name) in started.into_iter().zip(names) {
            let output = child.wait_with_output().unwrap();
            let there = world.read("plan.toml").contains(&format!("by = \"{name}\""));
            let messages = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_said(End::of(output.status), &messages, there);
        }
        assert!(world.run(&words("check plan.toml --as-of 2026-10-20")).is_orderly());
        assert_nothing_left(&world);
    });
}

/// One that stands still while it holds its folder is waited for, but not for ever; it goes on where it stood.
#[test]
fn beside_one_that_stands_still() {
    if !is_allowed() {
        return;
    }
    if !is_long() {
        return not_run("it waits for twenty seconds; PROOF=long does");
    }
    let rounds = Rounds { short: 1, long: 1 };
    let proof = Proof { name: "processes beside_one_that_stands_still", what: "places", rounds };
    proof.run(|round| {
        round.tried += 1;
        let world = World::new();
        world.put("plan.toml", PLAN);
        let mut first = traced(&world, &words("approve plan.toml --by Ana --as-of 2026-10-20"), "first");
        while first.next_call().expect("it locks its folder").number != LOCK {}
        // Behind the call that locks the folder.
        first.next_call().unwrap();
        let second = world.run(&words("approve plan.toml --by Bo --as-of 2026-10-20"));
        assert_eq!(second.end, End::Code(2), "{second:?}");
        assert!(second.messages.contains("another process has locked the folder"), "{second:?}");
        let first_end = first.finish();
        assert!(wrote(&ended(&world, first_end, "first")));
        let plan = world.read("plan.toml");
        assert!(plan.contains("by = \"Ana\"") && !plan.contains("by = \"Bo\""), "{plan}");
        assert_nothing_left(&world);
    });
}

/// The call that locks a folder.
const LOCK: u64 = if cfg!(target_arch = "x86_64") { 73 } else { 32 };

/// Stops the first at its call of this number, or at one of its last fifty. False if it ended before.
fn interleave(pair: &Pair, at: Option<usize>, round: &mut Round) -> bool {
    let world = World::new();
    (pair.prepare)(&world);
    let at = at.unwrap_or_else(|| count(pair).saturating_sub(round.random.usize(1..50)));
    round.input(format!("{}, the first stopped at call {at}", pair.name));
    let mut first = traced(&world, &words(pair.lines[0]), "first");
    for _ in 0..=at {
        if first.next_call().is_err() {
            return false;
        }
    }
    // The tracer of a process is a thread: the second has one of its own.
    let (waits, waiting) = std::sync::mpsc::channel();
    let (first_end, second_end) = std::thread::scope(|scope| {
        let second = scope.spawn(|| {
            let mut second = traced(&world, &words(pair.lines[1]), "second");
            let mut told = false;
            let end = loop {
                match second.step() {
                    Stop::Entry(call) if !told && is_sleep(&call) => {
                        told = true;
                        let _ = waits.send(());
                    }
                    Stop::Ended(end) => break end,
                    _ => {}
                }
            };
            drop(waits);
            end
        });
        // It waits, or it has ended.
        let _ = waiting.recv();
        let first = first.finish();
        (first, second.join().unwrap())
    });
    let ended = [ended(&world, first_end, "first"), ended(&world, second_end, "second")];
    for (number, ended) in ended.iter().enumerate() {
        assert_said(ended.end, &ended.messages, (pair.is_there)(&world, number));
    }
    assert!(ended.iter().any(wrote), "nobody wrote: {ended:?}");
    assert_nothing_left(&world);
    true
}

fn wrote(ended: &Ended) -> bool {
    matches!(ended.end, End::Code(0 | 1))
}

fn count(pair: &Pair) -> usize {
    let world = World::new();
    (pair.prepare)(&world);
    let mut traced: Traced = traced(&world, &words(pair.lines[0]), "first");
    let mut count = 0;
    while traced.next_call().is_ok() {
        count += 1;
    }
    count
}

/// Whoever waits for the lock of a folder sleeps for a moment.
fn is_sleep(call: &Call) -> bool {
    const SLEEP: u64 = if cfg!(target_arch = "x86_64") { 230 } else { 115 };
    call.number == SLEEP
}

/// Whoever says that it wrote is found, and whoever is not found says why.
fn assert_said(end: End, messages: &str, is_there: bool) {
    match end {
        End::Code(0 | 1) => assert!(is_there, "it said that it wrote: {messages}"),
        End::Code(2) => {
            let conflict = ["changed on disk", "exists already"].iter().any(|words| messages.contains(words));
            assert!(conflict, "no conflict: {messages}");
            assert!(!is_there, "it is there: {messages}");
        }
        end => panic!("{end:?}: {messages}"),
    }
}

fn assert_nothing_left(world: &World) {
    let tree = world.tree();
    assert!(!tree.keys().any(|path| super::world::is_temporary(path)), "{:?}", names(&tree));
}
