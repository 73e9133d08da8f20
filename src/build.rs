//! The build script: reads the matrices that ship as the program reads a user's own, and packs them.
//!
//! It lies here so that `mod` finds the very files of the library. A file with a fault fails the build.

#![allow(
    dead_code,
    unused_imports,
    clippy::unused_self,
    reason = "the library uses more of its modules than this"
)]

mod date;
mod error;
mod matrix;
mod text;
mod toml_file;

/// What this script makes, for the library: not there yet.
mod built {
    pub const MATRICES: [&[u8]; 3] = [&[]; 3];
}

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use matrix::{Cloud, bundled, packed};

#[expect(clippy::print_stderr, reason = "whoever builds reads it")]
fn main() -> ExitCode {
    // The files are part of this program: when one changes, it is compiled and run again.
    println!("cargo::rerun-if-changed=src/build.rs");
    if links_for_linux() {
        fix_addresses();
        order_functions();
    }
    for cloud in Cloud::ALL {
        let written = bundled::read(cloud)
            .map_err(|error| error.to_string())
            .and_then(|matrix| write(cloud, &packed::pack(&matrix)).map_err(|error| error.to_string()));
        if let Err(error) = written {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn links_for_linux() -> bool {
    variable("CARGO_CFG_TARGET_OS") == "linux" && variable("CARGO_CFG_TARGET_ENV") == "gnu"
}

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}

/// The program is linked to fixed addresses: 20,000 places to adjust at each start are a tenth of the time to the first frame.
fn fix_addresses() {
    println!("cargo::rustc-link-arg-bins=-no-pie");
}

/// What a start needs stands together: else it is spread over the whole program, whose pages come in pieces of 64 kB.
///
/// The order says nothing about what is linked: a name that is gone is passed over. A linker of the user's own is left alone, as
/// not every linker reads such a list.
fn order_functions() {
    println!("cargo::rerun-if-changed=src/start.ld");
    let own_linker =
        !variable("RUSTC_LINKER").is_empty() || variable("CARGO_ENCODED_RUSTFLAGS").contains("link");
    if variable("PROFILE") == "release" && !own_linker {
        println!("cargo::rustc-link-arg-bins=-T{}/src/start.ld", variable("CARGO_MANIFEST_DIR"));
    }
}

fn write(cloud: Cloud, packed: &[u8]) -> io::Result<()> {
    let folder = std::env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    File::create(Path::new(&folder).join(format!("{}.matrix", cloud.id())))?.write_all(packed)
}
