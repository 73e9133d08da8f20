//! Another program, run to its end without a shell: what it wrote, and how it ended.

use std::io::{self, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use super::io_error::reason;
use super::read::text_of;
use super::{LIMIT, Ran};
use crate::error::{Error, Result};

/// How long a program may take: a login may be answered in a browser, a listing takes seconds.
pub(super) const PATIENCE: Duration = Duration::from_secs(120);

/// Runs a program that is on the PATH; none if it is not there.
pub(super) fn run(program: &str, arguments: &[&str], patience: Duration) -> Result<Option<Ran>> {
    let command = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = match command {
        Ok(child) => child,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(Error::new(format!("'{program}' cannot be started: {}", reason(&error))));
        }
    };
    let output = child.stdout.take().map(collect);
    let messages = child.stderr.take().map(collect);
    let ends = Instant::now() + patience;
    let (output, messages) = (wait(output, ends), wait(messages, ends));
    let (Some(output), Some(messages)) = (output, messages) else {
        stop(&mut child);
        return Err(not_ended(program, patience));
    };
    if output.len() > LIMIT {
        stop(&mut child);
        return Err(Error::new(format!("'{program}' printed more than {} MiB", LIMIT / 1024 / 1024)));
    }
    // Both its ends are closed: it is leaving, or goes on without them.
    let ended = wait_for(&mut child, ends)
        .map_err(|error| Error::new(format!("nobody knows how '{program}' ended: {}", reason(&error))))?;
    let Some(ended) = ended else {
        stop(&mut child);
        return Err(not_ended(program, patience));
    };
    let output = text_of(&format!("what '{program}' printed"), output)?;
    // Its complaints are only shown: a byte that is no text may be replaced.
    let messages = String::from_utf8_lossy(&messages).into_owned();
    Ok(Some(Ran { output, messages, fine: ended.success() }))
}

/// Reads a pipe to its end in a thread of its own: a program that fills the one while the other is read would stand still.
fn collect(pipe: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // What came until then is what there is.
        let _ = pipe.take(LIMIT as u64 + 1).read_to_end(&mut bytes);
        let _ = sender.send(bytes);
    });
    receiver
}

fn wait(pipe: Option<Receiver<Vec<u8>>>, ends: Instant) -> Option<Vec<u8>> {
    match pipe {
        None => Some(Vec::new()),
        Some(pipe) => pipe.recv_timeout(ends.saturating_duration_since(Instant::now())).ok(),
    }
}

/// How it ended; none if it is still there when the time is over.
fn wait_for(child: &mut Child, ends: Instant) -> io::Result<Option<ExitStatus>> {
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        let left = ends.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(None);
        }
        thread::sleep(pause.min(left));
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}

fn not_ended(program: &str, patience: Duration) -> Error {
    Error::new(format!("'{program}' did not end within {} seconds", patience.as_secs()))
        .hint("run it by hand and see what it waits for; then hand its output over as a file")
}

fn stop(child: &mut Child) {
    // It may have ended meanwhile.
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Ran {
        run("sh", &["-c", script], PATIENCE).unwrap().unwrap()
    }

    #[test]
    fn what_a_program_prints_and_how_it_ends_is_reported() {
        let ran = shell("echo out; echo err >&2; exit 3");
        assert_eq!((ran.output.as_str(), ran.messages.as_str(), ran.fine), ("out\n", "err\n", false));
        assert!(shell("true").fine);
    }

    #[test]
    fn arguments_are_not_read_by_a_shell() {
        let ran = run("echo", &["$(id)", "; ls", "*"], PATIENCE).unwrap().unwrap();
        assert_eq!(ran.output, "$(id) ; ls *\n");
    }

    #[test]
    fn both_pipes_may_be_filled() {
        let ran =
            shell("i=0; while [ $i -lt 9000 ]; do echo 0123456789012345 >&2; i=$((i+1)); done; echo end");
        assert_eq!((ran.output.as_str(), ran.messages.len()), ("end\n", 9000 * 17));
    }

    #[test]
    fn what_is_not_there_is_no_failure() {
        assert!(run("servemap-no-such-program", &[], PATIENCE).unwrap().is_none());
    }

    #[test]
    fn a_program_that_does_not_end_is_stopped() {
        let error = run("tail", &["-f", "/dev/null"], Duration::from_millis(20)).unwrap_err();
        assert!(error.message().contains("did not end within"), "{error}");
    }

    #[test]
    fn a_program_that_closes_its_outputs_and_stays_is_stopped() {
        let started = Instant::now();
        let error =
            run("sh", &["-c", "exec >&- 2>&-; exec sleep 200"], Duration::from_millis(50)).unwrap_err();
        assert!(error.message().contains("did not end within"), "{error}");
        assert!(started.elapsed() < Duration::from_secs(20));
    }

    #[test]
    fn a_program_that_does_not_stop_talking_is_stopped() {
        let error = run("yes", &[], PATIENCE).unwrap_err();
        assert!(error.message().contains("printed more than 16 MiB"), "{error}");
    }
}
