//! Disks that are full or read-only and folders that may not be written, really mounted: in a namespace of the test's own,
//! where the machine allows one.

use std::fs;

use super::run::{Proof, Round, Rounds, is_long};
use super::world::{End, Ended, World, is_temporary, names};
use super::writes::{Done, WRITINGS, Writing, assert_whole, not_run};

const ALL: u64 = WRITINGS.len() as u64;

/// Mounts a small disk, copies the world there, does something to it, runs the program, and copies the world back.
const ON_A_DISK: &str = r#"
set -e
here=$PWD/..
mkdir "$here/disk" "$here/after"
mount -t tmpfs -o size=512k,nr_inodes=200 tmpfs "$here/disk"
cp -r "$here/work" "$here/home" "$here/disk"
cd "$here/disk/work"
export HOME="$here/disk/home"
PREPARE
code=0
"$0" "$@" || code=$?
cp -r "$here/disk/work" "$here/disk/home" "$here/after"
exit $code
"#;

#[test]
fn full() {
    let Some(namespace) = namespace() else { return };
    let rounds = Rounds { short: 2, long: 12 * ALL };
    let proof = Proof { name: "disks full", what: "runs", rounds };
    proof.run(|round| {
        let (writing, done) = writing(round);
        // In pages: some writes begin, and find no room on the way.
        let free = if is_long() { round.number / ALL % 12 } else { 0 };
        round.input(format!("{}, {free} pages of the disk are free", writing.name));
        let fill = format!(
            "dd if=/dev/zero of=../fill bs=4096 2>../noise || true; size=$(stat -c %s ../fill); \
             truncate -s $((size - {free} * 4096)) ../fill"
        );
        let (ended, world) = run(namespace, writing, &done, &fill);
        assert_refused(&done, &ended, &world, &["the disk is full"]);
    });
}

#[test]
fn without_inodes() {
    let Some(namespace) = namespace() else { return };
    let proof =
        Proof { name: "disks without_inodes", what: "runs", rounds: Rounds { short: 0, long: 3 * ALL } };
    proof.run(|round| {
        let (writing, done) = writing(round);
        let free = round.number / ALL % 3;
        round.input(format!("{}, {free} files more fit on the disk", writing.name));
        let fill = format!(
            "mkdir ../fill; n=0; while touch ../fill/$n 2>/dev/null; do n=$((n + 1)); done; \
             for at in $(seq {free}); do n=$((n - 1)); rm ../fill/$n; done"
        );
        let (ended, world) = run(namespace, writing, &done, &fill);
        assert_refused(&done, &ended, &world, &["the disk is full"]);
    });
}

#[test]
fn read_only() {
    let Some(namespace) = namespace() else { return };
    let proof = Proof { name: "disks read_only", what: "runs", rounds: Rounds { short: 2, long: ALL } };
    proof.run(|round| {
        let (writing, done) = writing(round);
        round.input(format!("{}, the disk is read-only", writing.name));
        let (ended, world) = run(namespace, writing, &done, "mount -o remount,ro tmpfs ..");
        assert_refused(&done, &ended, &world, &["the file system is read-only"]);
        assert_eq!(ended.end, End::Code(2), "{ended:?}");
    });
}

/// The folder of the file may not be written in, or not even be looked into.
#[test]
fn forbidden() {
    let Some(_) = namespace() else { return };
    let proof = Proof { name: "disks forbidden", what: "runs", rounds: Rounds { short: 1, long: 3 * ALL } };
    proof.run(|round| {
        let (writing, done) = writing(round);
        let mode = ["u-w", "u-x", "u-rwx"][usize::try_from(round.number / ALL % 3).unwrap()];
        round.input(format!("{}, every folder is {mode}", writing.name));
        let world = World::of(&done.before);
        let folders = "find ../work ../home -depth -type d";
        // Root writes everywhere but as nobody: a namespace in which it is not root.
        let script = format!(
            "{folders} -exec chmod {mode} {{}} +; code=0; unshare -U \"$0\" {} || code=$?; \
             chmod u+rwx ../work ../home; find ../work ../home -type d -exec chmod u+rwx {{}} +; exit $code",
            writing.line
        );
        let ended = world.script(&script);
        assert_refused(&done, &ended, &world, &["permission denied", "does not exist", "cannot be saved"]);
        assert_eq!(ended.end, End::Code(2), "{ended:?}");
    });
}

/// The program that gives a test a place of its own to mount in; none where the machine refuses it.
pub fn namespace() -> Option<&'static str> {
    let world = World::new();
    let probe = "unshare -Urm sh -c 'mount -t tmpfs -o size=64k tmpfs .' && unshare -U true";
    let ended = world.script(probe);
    if ended.end == End::Code(0) {
        return Some("unshare -Urm sh -c");
    }
    not_run(&format!("this machine gives no namespace to mount in ({})", ended.messages.trim()));
    None
}

fn writing(round: &Round) -> (&'static Writing, Done) {
    let writing = &WRITINGS[usize::try_from(round.number).unwrap() % WRITINGS.len()];
    (writing, writing.done())
}

fn run(namespace: &str, writing: &Writing, done: &Done, prepare: &str) -> (Ended, World) {
    let world = World::of(&done.before);
    world.put("script", ON_A_DISK.replace("PREPARE", prepare));
    let script = world.path("script");
    fs::rename(world.work().join("script"), &script).unwrap();
    let line = format!("{namespace} \"$(cat ../script)\" \"$0\" {}", writing.line);
    let ended = world.script(&line);
    // What stood on the disk.
    let after = world.path("after");
    assert!(after.join("work").is_dir(), "the disk was not prepared: {ended:?}");
    for folder in ["work", "home"] {
        fs::rename(world.path(folder), world.path(&format!("{folder}-before"))).unwrap();
        fs::rename(after.join(folder), world.path(folder)).unwrap();
    }
    (ended, world)
}

/// Every file as it was and why, or all of it written.
fn assert_refused(done: &Done, ended: &Ended, world: &World, why: &[&str]) {
    let now = world.tree();
    assert!(ended.is_orderly(), "{ended:?}");
    assert_whole(done, &now);
    assert!(!now.keys().any(|path| is_temporary(path)), "{ended:?} {:?}", names(&now));
    if ended.end == done.ended.end {
        assert_eq!(now, done.after, "{ended:?}");
    } else {
        assert_eq!(ended.end, End::Code(2), "{ended:?}");
        assert!(ended.output.is_empty(), "{ended:?}");
        assert!(ended.messages.starts_with("error: "), "{ended:?}");
        assert!(why.iter().any(|why| ended.messages.contains(why)), "{ended:?}");
    }
}
