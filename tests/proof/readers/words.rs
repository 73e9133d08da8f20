//! What people type in one line: dates, spans, amounts, tokens, paths, names of files, models and regions.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use servemap::date::{self, Span, When};
use servemap::host::{clean_path, typed_path};
use servemap::matrix::{Mode, Task};
use servemap::plan::{Tokens, better_name, check_name, is_plan_name};
use servemap::review::{linked_file, path_from, slashes};
use servemap::text::{self, Decimal, Words};
use unicode_segmentation::UnicodeSegmentation;

use super::change::{HOSTILE, Source, pick};
use super::{fixtures, hold};
use crate::run::{Proof, Rounds};

#[test]
fn dates() {
    const SEEDS: [&str; 12] = [
        "2026-10-20",
        "2026_10_20",
        "0001-01-01",
        "9999-12-31",
        "2024-02-29",
        "today",
        "+90d",
        "90 days",
        "12w",
        "3 months",
        "1y",
        "+4294967295y",
    ];
    const PIECES: &[&str] = &[
        "-",
        "_",
        " ",
        "+",
        "d",
        "w",
        "m",
        "y",
        "days",
        "0",
        "9",
        "13",
        "31",
        "٣",
        "２",
        "99999999999",
        "−",
    ];
    static SOURCE: LazyLock<Source> = LazyLock::new(|| Source::new(SEEDS, PIECES));
    let proof =
        Proof { name: "readers words dates", what: "inputs", rounds: Rounds { short: 600, long: 600_000 } };
    proof.run_on(
        |random| SOURCE.text(random),
        |text: &String| {
            match date::parse(text) {
                Ok(day) => {
                    assert_eq!(date::parse(&day.to_string()), Ok(day));
                    assert_eq!(When::read(text).map(|when| when.on(fixtures::day())), Ok(day));
                }
                Err(error) => has_a_hint(&error),
            }
            match Span::read(text) {
                Ok(span) => {
                    assert_eq!(Span::read(&span.to_string()), Ok(span));
                    assert!(span.after(fixtures::day()) >= fixtures::day());
                    assert!(When::read(&format!("+{span}")).is_ok());
                }
                Err(error) => has_a_hint(&error),
            }
            match When::read(text) {
                Ok(when) => assert!(
                    date::parse(&when.on(fixtures::day()).to_string()).is_ok(),
                    "a day of four digits"
                ),
                Err(error) => has_a_hint(&error),
            }
        },
    );
}

#[test]
fn amounts() {
    const SEEDS: [&str; 12] = [
        "0",
        "200k",
        "120M",
        "1.5B",
        "30_000_000",
        "30,000,000",
        "0.000001",
        ".5",
        "120M 30M",
        "120M / 30M",
        "18446744073709551615",
        "9223372036854775807",
    ];
    const PIECES: &[&str] = &[
        "k",
        "K",
        "M",
        "B",
        ".",
        ",",
        "_",
        "/",
        " ",
        "-",
        "+",
        "0",
        "000",
        "e3",
        "٣",
        "２",
        "99999999999999999999",
        "in",
        "out",
    ];
    static SOURCE: LazyLock<Source> = LazyLock::new(|| Source::new(SEEDS, PIECES));
    let proof =
        Proof { name: "readers words amounts", what: "inputs", rounds: Rounds { short: 600, long: 600_000 } };
    proof.run_on(
        |random| SOURCE.text(random),
        |text: &String| {
            if let Some(amount) = text::read_amount(text) {
                assert_eq!(text::read_amount(&text::short_amount(amount)), Some(amount));
                assert_eq!(text::read_amount(&text::grouped(amount)), Some(amount));
                assert_eq!(Decimal::read(text), Some(Decimal::whole(amount)));
            }
            match Tokens::read(text) {
                Ok(tokens) => {
                    assert_eq!(Tokens::read(&tokens.typed()), Ok(tokens), "{}", tokens.typed());
                    hold::is_safe_line("tokens", &tokens.words());
                }
                Err(error) => has_a_hint(&error),
            }
            if let Err(error) = Tokens::read_one(text) {
                has_a_hint(&error);
            }
        },
    );
}

#[test]
fn paths() {
    const SEEDS: [&str; 14] = [
        "plan.toml",
        "decisions/plan.toml",
        "../plan.toml",
        "~/plans/a b.toml",
        "~",
        "~user/x",
        "/abs/olute.toml",
        "./a/../b.toml",
        "-",
        ".toml",
        "a.TOML",
        "note.md",
        "C:\\x\\y.toml",
        "plan.tar.toml",
    ];
    const PIECES: &[&str] = &[
        "/", "//", ".", "..", "../", "~", "~/", "\\", " ", ".toml", ".md", "-", "NUL", "con.toml", "\u{202e}",
    ];
    static SOURCE: LazyLock<Source> = LazyLock::new(|| Source::new(SEEDS, PIECES));
    let proof =
        Proof { name: "readers words paths", what: "inputs", rounds: Rounds { short: 300, long: 400_000 } };
    proof.run_on(
        |random| SOURCE.text(random),
        |text: &String| {
            let path = Path::new(text);
            hold::is_safe_line("a path as it is shown", &clean_path(path));
            hold::is_safe_line("a word for the shell", &text::shell_word(&clean_path(path)));
            let plain = text::plain_path(path);
            assert_eq!(text::plain_path(&plain), plain, "made plain twice");
            for home in [None, Some(Path::new("/home/ana"))] {
                let typed = typed_path(text, home);
                assert!(typed == path || home.is_some(), "{typed:?}");
            }
            match (check_name(path), better_name(path)) {
                // Whoever saves says what is wrong with a folder.
                (Ok(()), better) => assert!(
                    is_plan_name(path)
                        || path.file_name().is_none()
                        || better.is_some() && text.ends_with('/'),
                    "it is no name of a plan"
                ),
                (Err(error), better) => {
                    hold::is_error(&error);
                    assert!(
                        better.as_deref().is_none_or(is_plan_name),
                        "the better name is none: {better:?}"
                    );
                }
            }
            for folder in ["", "decisions", "a/b", "/abs", ".."] {
                let way = path_from(Path::new(folder), path);
                hold::is_safe("a way with slashes", &text::clean(&slashes(&way)));
                if let Some(way) = text::path_from(Path::new(folder), path) {
                    let there: PathBuf = text::plain_path(&Path::new(folder).join(&way));
                    assert_eq!(there, plain, "{way:?} from {folder:?}");
                }
            }
            let _ = linked_file("decisions/a.toml", text);
        },
    );
}

/// A name is read or refused with the nearest; and each reading of it is the same.
#[test]
fn names() {
    const PIECES: &[&str] = &[
        "-",
        "_",
        " ",
        ".",
        "/",
        "databricks-",
        "system.ai.",
        "external:",
        "azure-openai/",
        " (chat)",
        "v3_3",
        "(Europe) ",
        "us-",
        "1",
        "É",
    ];
    static SOURCE: LazyLock<Source> = LazyLock::new(|| {
        let models =
            fixtures::aws().models().iter().flat_map(|model| [model.id.0.clone(), model.name.clone()]);
        let regions = fixtures::aws()
            .regions()
            .iter()
            .flat_map(|region| [region.id.0.clone(), region.location.clone()]);
        let typed = [
            "external:azure-openai/our deployment (chat)",
            "external:mine/x",
            "westeurope",
            "East US 2",
            "system.ai.llama_v3_3_70b_instruct",
        ]
        .map(str::to_owned);
        Source::new(models.chain(regions).chain(typed), PIECES)
    });
    let proof =
        Proof { name: "readers words names", what: "inputs", rounds: Rounds { short: 30, long: 20_000 } };
    let matrix = fixtures::aws();
    proof.run_on(
        |random| SOURCE.text(random),
        |text: &String| {
            for mode in [None, Some(Mode::PayPerToken), Some(Mode::ExternalModels)] {
                match matrix.find_model(text, mode) {
                    Ok(model) => {
                        assert_eq!(
                            matrix.find_model(&model.id.0, mode).map(|again| &again.id),
                            Ok(&model.id),
                            "by its id"
                        );
                        hold::is_safe_line("a model's id", &model.id.0);
                        hold::is_safe_line("a model's label", model.label());
                    }
                    Err(error) => has_a_hint_or_names_nothing(&error),
                }
            }
            match matrix.find_region(text) {
                Ok(region) => assert_eq!(matrix.find_region(&region.id.0), Ok(region), "by its code"),
                Err(error) => has_a_hint(&error),
            }
            let (provider, name) = text.split_once('/').unwrap_or(("azure-openai", text));
            for task in [None, Some(Task::ALL[0])] {
                match matrix.external(provider, name, task) {
                    Ok(model) => {
                        let id = model.id.0.clone();
                        assert_eq!(
                            matrix.find_model(&id, Some(Mode::ExternalModels)).map(|again| &again.id),
                            Ok(&model.id),
                            "{id}"
                        );
                    }
                    Err(error) => hold::is_error(&error),
                }
            }
            if let Some(word) = text::did_you_mean(text, Mode::WORDS.iter().map(|word| word.id)) {
                hold::is_safe_line("what was meant", &word);
            }
            let slug = text::slug(text);
            assert!(
                slug.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte)),
                "{slug:?}"
            );
            assert_eq!(text::slug(&slug), slug, "made a slug twice");
            assert_eq!(text::fold(&text::fold(text)), text::fold(text), "folded twice");
        },
    );
}

/// Text is made safe, cut, measured and wrapped by every screen.
#[test]
fn text_of_any_kind() {
    let proof = Proof {
        name: "readers words text_of_any_kind",
        what: "inputs",
        rounds: Rounds { short: 600, long: 400_000 },
    };
    proof.run(|round| {
        let random = &mut round.random;
        let piece = |random: &mut fastrand::Rng| match random.u8(..3) {
            0 => random.char(..).to_string(),
            1 => pick(random, HOSTILE).to_owned(),
            _ => pick(random, &["a", "word ", "long-word", "東", " ", "👩\u{200d}💻", "🇩🇪"]).to_owned(),
        };
        let text: String = (0..random.usize(..20)).map(|_| piece(random)).collect();
        let width = pick(random, &[0, 1, 2, 3, 7, 20, 80]);
        round.input(format!("{text:?} in {width}"));
        let safe = text::clean(&text).into_owned();
        hold::is_safe("cleaned text", &safe);
        hold::is_safe_line("a cleaned line", &text::clean_line(&text));
        assert_eq!(text::entry(&text::entry(&text)), text::entry(&text));
        let line = text::clean_line(&text);
        let fitted = text::fit(&line, width);
        assert!(text::width(&fitted) <= width, "{fitted:?} is {} wide", text::width(&fitted));
        assert!(text::width(text::start(&line, width)) <= width);
        assert_eq!(text::width(&text::pad(&line, width)).max(width), text::width(&text::pad(&line, width)));
        for wrapped in text::wrap(&safe, width) {
            // A letter with a mark that takes a column of its own is not broken: it stands alone.
            let fits = text::width(&wrapped) <= width.max(2) || wrapped.graphemes(true).count() == 1;
            assert!(!wrapped.contains('\n') && fits, "{wrapped:?}");
        }
        let diff = text::LineDiff::of(&safe, &text);
        hold::is_safe_line("the counts of a diff", &diff.counts());
    });
}

fn has_a_hint(error: &servemap::error::Error) {
    hold::is_error(error);
    assert!(!error.hints().is_empty(), "no hint: {error}");
}

fn has_a_hint_or_names_nothing(error: &servemap::error::Error) {
    hold::is_error(error);
    assert!(!error.hints().is_empty() || error.message().ends_with("names no model"), "no hint: {error}");
}
