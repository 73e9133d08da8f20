//! The store's own files: which matrix is in use, imported ones, drafts. Whatever they hold, nothing is lost or guessed.

use std::sync::LazyLock;

use servemap::matrix::Cloud;
use servemap::store::{self, MatrixName, MatrixRequest};
use servemap::tui::popup::Popup;
use servemap::tui::{self, Start};

use super::change::Source;
use super::{fixtures, hold, plan};
use crate::run::{Proof, Rounds};
use crate::support::host;

/// What names the matrix in use.
#[test]
fn in_use() {
    const SEEDS: [&str; 4] = [
        "schema = \"servemap/in-use/1\"\nname = \"2026-10-04\"\nprevious = [\"bundled\", \"file\"]\n",
        "schema = \"servemap/in-use/1\"\nname = \"bundled\"\nprevious = []\n",
        "schema = \"servemap/in-use/1\"\nname = \"file\"\nprevious = [\"2026-10-04\"]\n",
        "# comment\n",
    ];
    const PIECES: &[&str] = &[
        "name = \"../x\"\n",
        "\"bundled\"",
        "\"file\"",
        "\"2026-10-04\"",
        "\"/etc/passwd\"",
        "\"a/b\"",
        "previous = [1]\n",
        "[",
        "]",
        "\"",
        ",",
    ];
    static SOURCE: LazyLock<Source> = LazyLock::new(|| Source::new(SEEDS, PIECES));
    let proof =
        Proof { name: "readers store in_use", what: "files", rounds: Rounds { short: 60, long: 20_000 } };
    proof.run_on(
        |random| SOURCE.text(random),
        |text: &String| {
            let mut host = host()
                .with_file("/data/matrix/aws/in-use.toml", text)
                .with_file("/data/matrix/aws/2026-10-04.toml", include_str!("../../own.toml"));
            match store::in_use(&host, Cloud::Aws) {
                Ok(name) => assert_eq!(MatrixName::parse(&name.to_string()), Ok(name.clone()), "{name}"),
                Err(error) => hold::is_error(&error),
            }
            for result in [
                store::load_matrix(&host, Some(Cloud::Aws), &MatrixRequest::default()).map(drop),
                store::list(&host, Cloud::Aws, &MatrixRequest::default()).map(drop),
                store::names(&host, Cloud::Aws).map(drop),
                store::activate_previous(&mut host, Cloud::Aws).map(drop),
            ] {
                if let Err(error) = result {
                    hold::is_error(&error);
                }
            }
            assert_eq!(
                host.contents("/data/matrix/aws/2026-10-04.toml").as_deref(),
                Some(include_str!("../../own.toml"))
            );
        },
    );
}

#[test]
fn names() {
    const SEEDS: [&str; 5] = ["bundled", "file", "2026-10-04", "2026-10-04-2", "a.b"];
    const PIECES: &[&str] = &["-", ".", "..", "/", "\\", "~", "NUL", " "];
    static SOURCE: LazyLock<Source> = LazyLock::new(|| Source::new(SEEDS, PIECES));
    let proof =
        Proof { name: "readers store names", what: "names", rounds: Rounds { short: 1000, long: 1_000_000 } };
    proof.run_on(
        |random| SOURCE.text(random),
        |text: &String| match MatrixName::parse(text) {
            Ok(name) => {
                let shown = name.to_string();
                assert_eq!(MatrixName::parse(&shown), Ok(name));
                assert!(
                    !shown.contains(['/', '\\']) && !shown.starts_with('.'),
                    "it leads out of its folder: {shown:?}"
                );
            }
            Err(error) => hold::is_error(&error),
        },
    );
}

/// A draft of any kind is offered or passed over, and can be resumed or says why not; it stays on disk.
#[test]
fn drafts() {
    let proof =
        Proof { name: "readers store drafts", what: "drafts", rounds: Rounds { short: 15, long: 5000 } };
    proof.run_on(plan::any_text, |text: &String| {
        let mut host = host().with_draft("plan-a", text);
        let mut app = tui::open(&Start::default(), &mut host).unwrap();
        let offered = matches!(app.popup, Some(Popup::Drafts(_)));
        assert_eq!(offered, !text.trim().is_empty(), "a draft is not offered");
        assert_eq!(host.drafts(), usize::from(offered));
        tui::update::update(&mut app, tui::message::Message::Accept);
        if let Ok(draft) = servemap::plan::file::read("draft.toml", text)
            && draft.cloud == app.session.matrix.cloud
        {
            let mut draft = draft;
            draft.resolve(fixtures::aws());
            assert_eq!(app.session.plan, draft, "resumed as another plan");
        }
    });
}
