//! Words -> command -> exit code. The only place that prints and that ends the program.

use std::ffi::OsString;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::process::ExitCode;

use servemap::command::{self, Answer, Cli, Exit, OutputStyle};
use servemap::error::Error;
use servemap::host::{self, System};

fn main() -> ExitCode {
    // A shell asks what fits at a place of the command line: it is answered, and that is all.
    if std::env::var_os(command::COMPLETE_VARIABLE).is_some() {
        let words: Vec<OsString> = std::env::args_os().skip_while(|word| word != "--").skip(1).collect();
        return print(&command::complete_words(&words));
    }
    let words: Vec<OsString> = command::qualifiers_last(std::env::args_os());
    let json = command::asks_for_json(&words);
    let mut host = System::new();
    let stdout = OutputStyle::detect(io::stdout().is_terminal(), &host);
    let stderr = OutputStyle::detect(io::stderr().is_terminal(), &host);
    let cli = match Cli::read(&words) {
        Ok(cli) => cli,
        Err(error) => {
            let error = command::safe_error(error, &words);
            let style = if error.use_stderr() { stderr } else { stdout };
            return print(&command::usage_error_answer(&error, json, style));
        }
    };
    let answer = command::run(cli, &mut host, stdout);
    print(&answer.unwrap_or_else(|error| command::error_answer(&error, json, stderr)))
}

/// Writes an answer. A closed pipe is not a failure: the reader has seen enough.
fn print(answer: &Answer) -> ExitCode {
    let written = write(&mut io::stdout().lock(), &answer.output);
    // If stderr cannot be written either, there is nowhere left to report it.
    let _ = write(&mut io::stderr().lock(), &answer.messages);
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let error = Error::new(format!("the output cannot be written: {}", host::reason(&error)));
            let style = OutputStyle::detect(io::stderr().is_terminal(), &System::new());
            let _ = write(&mut io::stderr().lock(), &command::error_answer(&error, false, style).messages);
            ExitCode::from(Exit::Failure.code())
        }
        _ => ExitCode::from(answer.exit.code()),
    }
}

fn write(output: &mut dyn Write, text: &str) -> io::Result<()> {
    output.write_all(text.as_bytes())?;
    output.flush()
}
