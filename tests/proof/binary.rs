//! The real binary where things go wrong: killed, refused by the system, raced, attacked. On Linux, which lets a test stop
//! another process at its system calls, and gives it places of its own to mount in.

#[path = "disks.rs"]
mod disks;
#[cfg(target_arch = "x86_64")]
#[path = "faults.rs"]
mod faults;
#[path = "injection.rs"]
mod injection;
#[path = "kills.rs"]
mod kills;
#[path = "places.rs"]
mod places;
#[path = "processes.rs"]
mod processes;
#[allow(dead_code, reason = "the proofs use a part")]
#[path = "../support/pty.rs"]
mod pty;
#[allow(dead_code, reason = "the proofs use a part")]
#[path = "../support/start.rs"]
mod start;
#[path = "streams.rs"]
mod streams;
#[path = "terminal.rs"]
mod terminal;
#[path = "trace.rs"]
mod trace;
#[path = "world.rs"]
mod world;
#[path = "writes.rs"]
mod writes;

use super::run;
