//! Another process, stopped at the entry and at the exit of each of its system calls.
//!
//! Only the thread that starts or seizes a process may go on with it; it is killed when that thread ends.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::process::Command;

use nix::errno::Errno;
use nix::sys::ptrace::{self, Event, Options};
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::Pid;

use super::run::note;
use super::world::End;

/// A script of the shell that waits to be traced, and is then the program `"$0"`.
pub const WAITS: &str = r#"kill -STOP $$; exec "$0" "$@""#;

/// A process under trace.
#[derive(Debug)]
pub struct Traced {
    process: Pid,
    /// The thread that is stopped, if any is.
    stopped: Option<Pid>,
    /// The threads that are in a system call.
    inside: BTreeSet<Pid>,
    end: Option<End>,
}

/// Where it stopped.
#[derive(Debug)]
pub enum Stop {
    /// A thread is about to make a system call.
    Entry(Call),
    /// It has come back from it.
    Exit(Pid),
    Ended(End),
}

/// A system call that is about to be made.
#[derive(Debug, Clone, Copy)]
pub struct Call {
    pub thread: Pid,
    pub number: u64,
    pub arguments: [u64; 6],
}

/// Whether this machine lets a process trace its children. A container may forbid it: then the proofs that need it say
/// that they were not run.
pub fn is_allowed() -> bool {
    let started = Traced::start(Command::new("sh").args(["-c", WAITS, "true"]));
    if let Err(error) = started {
        note(&format!("not run: this machine refuses to trace a process ({error})"));
        return false;
    }
    true
}

impl Traced {
    /// Starts `sh -c` [`WAITS`] with a program and its words, and stops at the first call of the program.
    ///
    /// # Errors
    /// When the machine refuses it.
    #[expect(clippy::zombie_processes, reason = "whoever traces a process waits for it")]
    pub fn start(command: &mut Command) -> Result<Self, Errno> {
        let child = command.spawn().unwrap();
        let process = Pid::from_raw(child.id().try_into().unwrap());
        Self::seize(process, || ()).inspect_err(|_| {
            let _ = kill(process, Signal::SIGKILL);
            let _ = waitpid(process, None);
        })
    }

    /// Traces a process, which need not be a child, from the program on that it becomes; `seized` is called before it
    /// goes on.
    ///
    /// # Errors
    /// When the machine refuses it.
    pub fn seize(process: Pid, seized: impl FnOnce()) -> Result<Self, Errno> {
        let options = Options::PTRACE_O_TRACESYSGOOD
            | Options::PTRACE_O_EXITKILL
            | Options::PTRACE_O_TRACECLONE
            | Options::PTRACE_O_TRACEEXEC;
        ptrace::seize(process, options)?;
        seized();
        let mut traced = Self { process, stopped: None, inside: BTreeSet::new(), end: None };
        // It may have stopped before it was seized, or stop now.
        loop {
            traced.go_on(None);
            match traced.wait() {
                WaitStatus::PtraceEvent(_, Signal::SIGSTOP, event)
                    if event == Event::PTRACE_EVENT_STOP as i32 =>
                {
                    kill(process, Signal::SIGCONT)?;
                }
                WaitStatus::PtraceEvent(_, _, event) if event == Event::PTRACE_EVENT_EXEC as i32 => {
                    // The exit of `execve` is still to come.
                    traced.inside.insert(process);
                    return Ok(traced);
                }
                WaitStatus::Exited(..) | WaitStatus::Signaled(..) => return Err(Errno::ESRCH),
                _ => {}
            }
        }
    }

    /// Goes on to the next entry or exit of a system call of any thread, or to the end.
    pub fn step(&mut self) -> Stop {
        let mut signal = None;
        loop {
            if let Some(end) = self.end {
                return Stop::Ended(end);
            }
            self.go_on(signal.take());
            match self.wait() {
                WaitStatus::PtraceSyscall(thread) if self.inside.remove(&thread) => {
                    return Stop::Exit(thread);
                }
                WaitStatus::PtraceSyscall(thread) => {
                    self.inside.insert(thread);
                    if let Some(call) = Call::of(thread) {
                        return Stop::Entry(call);
                    }
                }
                WaitStatus::Stopped(_, sent) => signal = Some(sent),
                WaitStatus::Exited(thread, code) if thread == self.process => {
                    self.end = Some(End::Code(code));
                }
                WaitStatus::Signaled(thread, signal, _) if thread == self.process => {
                    self.end = Some(End::Signal(signal as i32));
                }
                _ => {}
            }
        }
    }

    /// The next entry of the main thread, or the end.
    pub fn next_call(&mut self) -> Result<Call, End> {
        loop {
            match self.step() {
                Stop::Entry(call) if call.thread == self.process => return Ok(call),
                Stop::Ended(end) => return Err(end),
                _ => {}
            }
        }
    }

    /// Goes on to the end.
    pub fn finish(&mut self) -> End {
        loop {
            if let Stop::Ended(end) = self.step() {
                return end;
            }
        }
    }

    /// Kills it as it stands: the call that it is about to make is not made.
    pub fn kill(&mut self) -> End {
        if self.end.is_none() {
            let _ = kill(self.process, Signal::SIGKILL);
        }
        self.finish()
    }

    /// A text in its memory.
    pub fn text(&self, address: u64) -> String {
        let mut bytes = vec![0; 4096];
        let memory = File::open(format!("/proc/{}/mem", self.process)).unwrap();
        // The end of the page may be the end of what is there.
        let to_page = usize::try_from(4096 - address % 4096).unwrap();
        let read =
            memory.read_at(&mut bytes, address).or_else(|_| memory.read_at(&mut bytes[..to_page], address));
        bytes.truncate(read.unwrap_or(0));
        let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
        String::from_utf8_lossy(&bytes[..end]).into_owned()
    }

    fn go_on(&mut self, signal: Option<Signal>) {
        if let Some(thread) = self.stopped.take() {
            // A thread that is gone meanwhile is reported as such.
            let _ = ptrace::syscall(thread, signal);
        }
    }

    fn wait(&mut self) -> WaitStatus {
        // The threads of the process, and nothing that other threads of the tests started.
        let options = WaitPidFlag::__WALL | WaitPidFlag::__WNOTHREAD;
        let status = loop {
            match waitpid(None, Some(options)) {
                Err(Errno::EINTR) => {}
                status => break status.unwrap(),
            }
        };
        let is_stop = !matches!(status, WaitStatus::Exited(..) | WaitStatus::Signaled(..));
        self.stopped = status.pid().filter(|_| is_stop);
        status
    }
}

/// Kills a process when it is dropped: a proof that fails waits for nobody.
pub struct Killed(pub Pid);

impl Drop for Killed {
    fn drop(&mut self) {
        let _ = kill(self.0, Signal::SIGKILL);
    }
}

impl Drop for Traced {
    fn drop(&mut self) {
        self.kill();
    }
}

#[cfg(target_arch = "x86_64")]
impl Call {
    /// At its entry: it is not made.
    pub fn skip(&self) {
        let mut registers = ptrace::getregs(self.thread).unwrap();
        registers.orig_rax = u64::MAX;
        ptrace::setregs(self.thread, registers).unwrap();
    }

    /// At the entry of a reading or a writing: of so many bytes only.
    pub fn shorten(&self, bytes: u64) {
        let mut registers = ptrace::getregs(self.thread).unwrap();
        registers.rdx = registers.rdx.min(bytes);
        ptrace::setregs(self.thread, registers).unwrap();
    }
}

/// At an exit: what the call answers.
#[cfg(target_arch = "x86_64")]
pub fn answer(thread: Pid, error: Errno) {
    let mut registers = ptrace::getregs(thread).unwrap();
    registers.rax = i64::from(-(error as i32)).cast_unsigned();
    ptrace::setregs(thread, registers).unwrap();
}

/// At an exit: what the call answered.
#[cfg(target_arch = "x86_64")]
pub fn answered(thread: Pid) -> i64 {
    ptrace::getregs(thread).unwrap().rax.cast_signed()
}

impl Call {
    fn of(thread: Pid) -> Option<Self> {
        let text = fs::read_to_string(format!("/proc/{thread}/syscall")).ok()?;
        let mut words = text.split_whitespace();
        let number = words.next()?.parse().ok()?;
        let mut arguments = [0; 6];
        for argument in &mut arguments {
            *argument = u64::from_str_radix(words.next()?.trim_start_matches("0x"), 16).ok()?;
        }
        Some(Self { thread, number, arguments })
    }
}
