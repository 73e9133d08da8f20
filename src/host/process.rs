//! Another program, run to its end without a shell.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::io_error::reason;
use super::read::text_of;
use super::{LIMIT, ProgramOutput};
use crate::error::{Error, Result};

/// How long a program may take: a login may be answered in a browser, a listing takes seconds.
pub(super) const TIMEOUT: Duration = Duration::from_secs(120);

/// Runs a program that is on the PATH; none if it is not there.
pub(super) fn run(program: &str, arguments: &[&str], timeout: Duration) -> Result<Option<ProgramOutput>> {
    let failed = |error: io::Error| Error::new(format!("'{program}' cannot be run: {}", reason(&error)));
    // Files, not pipes: nobody has to read the one while the other fills.
    let output = tempfile::tempfile().map_err(failed)?;
    let messages = tempfile::tempfile().map_err(failed)?;
    let child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(output.try_clone().map_err(failed)?)
        .stderr(messages.try_clone().map_err(failed)?)
        .spawn();
    let mut child = match child {
        Ok(child) => child,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
    };
    let deadline = Instant::now() + timeout;
    let size = || {
        output.metadata().map_or(0, |output| output.len())
            + messages.metadata().map_or(0, |messages| messages.len())
    };
    let mut status = child.try_wait().map_err(failed)?;
    while status.is_none() && size() <= LIMIT as u64 && Instant::now() < deadline {
        thread::sleep(Duration::from_millis(5));
        status = child.try_wait().map_err(failed)?;
    }
    if status.is_none() {
        // It may have ended meanwhile.
        let _ = child.kill();
        let _ = child.wait();
    }
    if size() > LIMIT as u64 {
        return Err(Error::new(format!("'{program}' printed more than {} MiB", LIMIT / 1024 / 1024)));
    }
    let Some(status) = status else {
        return Err(Error::new(format!("'{program}' did not end within {} seconds", timeout.as_secs()))
            .hint("run it yourself to see what it waits for, then pass its output as a file"));
    };
    let output = text_of(&format!("the output of '{program}'"), contents(output).map_err(failed)?)?;
    // Its messages are only shown: a byte that is no text may be replaced.
    let messages = String::from_utf8_lossy(&contents(messages).map_err(failed)?).into_owned();
    Ok(Some(ProgramOutput { output, messages, success: status.success() }))
}

fn contents(mut file: File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.rewind()?;
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    fn shell(script: &str) -> ProgramOutput {
        run("sh", &["-c", script], TIMEOUT).unwrap().unwrap()
    }

    #[test]
    fn what_a_program_prints_and_how_it_ends_is_reported() {
        let ran = shell("echo out; echo err >&2; exit 3");
        assert_eq!((ran.output.as_str(), ran.messages.as_str(), ran.success), ("out\n", "err\n", false));
        assert!(shell("true").success);
    }

    #[test]
    fn arguments_are_not_read_by_a_shell() {
        let ran = run("echo", &["$(id)", "; ls", "*"], TIMEOUT).unwrap().unwrap();
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
        assert!(run("servemap-no-such-program", &[], TIMEOUT).unwrap().is_none());
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
        let error = run("yes", &[], TIMEOUT).unwrap_err();
        assert!(error.message().contains("printed more than 16 MiB"), "{error}");
    }
}
