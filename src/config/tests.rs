//! What a file and the environment may say, what is wrong with either, and which comes first.

use super::*;
use crate::text::Words;
use rstest::rstest;

const HEAD: &str = "schema = \"servemap/config/1\"\n";

/// A table of keys with three actions, where x is no key.
fn rules() -> KeyRules {
    fn check(action: &str, key: &str) -> Result<()> {
        if key == "x" { Err(Error::new(format!("{action} {key}")).hint("y")) } else { Ok(()) }
    }
    KeyRules { actions: vec!["save", "open", "undo", "quit"], check }
}

fn with(lines: &str) -> Config {
    read("servemap.toml", &format!("{HEAD}{lines}"), &rules()).unwrap()
}

fn in_words(config: &Config) -> Vec<(&'static str, String, String)> {
    let stated = |setting: Setting| {
        let (value, origin) = config.stated(setting)?;
        Some((setting.id(), value, origin.to_string()))
    };
    Setting::ALL.into_iter().filter_map(stated).collect()
}

#[test]
fn every_setting_is_read_with_its_line() {
    let config = with(
        "cloud = \"Microsoft Azure\"\nregion = \"westeurope\"\nowner = \" ml-platform \"\nreviewer = \"Ana Diaz\"\ndecisions = \"decisions\"\n\
         templates = \"own\"\ntheme = \"dark\"\nascii = true\nhorizon = \"6 months\"\n\
         [posture]\nresidency = \"in geo\"\nrouting = \"off\"\npreview = \"deny\"\nuse = \"new\"\n\
         [keys]\nsave = \"ctrl-x\"\nquit = [\"Q\", \"f10\"]\n\
         [matrix]\ngcp = \"m/g.toml\"\naws = \"m/a.toml\"\nazure = \"z.toml\"\n",
    );
    let expected = [
        ("cloud", "azure", 2),
        ("region", "westeurope", 3),
        ("posture.residency", "in-geo", 12),
        ("posture.routing", "off", 13),
        ("posture.preview", "deny", 14),
        ("posture.use", "new", 15),
        ("owner", "ml-platform", 4),
        ("reviewer", "Ana Diaz", 5),
        ("decisions", "decisions", 6),
        ("templates", "own", 7),
        ("matrix.aws", "m/a.toml", 21),
        ("matrix.azure", "z.toml", 22),
        ("matrix.gcp", "m/g.toml", 20),
        ("theme", "dark", 8),
        ("ascii", "true", 9),
        ("horizon", "6m", 10),
    ]
    .map(|(id, value, line)| (id, value.to_owned(), format!("servemap.toml:{line}")));
    assert_eq!(in_words(&config), expected);
    let keys: Vec<String> = config
        .keys
        .iter()
        .map(|keys| format!("{} {} {}", keys.value.action, keys.value.keys.join("+"), keys.origin))
        .collect();
    assert_eq!(keys, ["save ctrl-x servemap.toml:17", "quit Q+f10 servemap.toml:18"]);
}

#[test]
fn every_setting_is_read_from_its_variable() {
    let set = |name: &str| {
        Some(
            match name {
                "SERVEMAP_CLOUD" => "GCP",
                "SERVEMAP_REGION" => "us-east1",
                "SERVEMAP_RESIDENCY" => "none",
                "SERVEMAP_ROUTING" => "on",
                "SERVEMAP_PREVIEW" => "allow",
                "SERVEMAP_USE" => "existing",
                "SERVEMAP_OWNER" => "ana",
                "SERVEMAP_REVIEWER" => "bob",
                "SERVEMAP_DECISIONS" => "d",
                "SERVEMAP_TEMPLATES" => "t",
                "SERVEMAP_MATRIX_AWS" => "a.toml",
                "SERVEMAP_MATRIX_AZURE" => "z.toml",
                "SERVEMAP_MATRIX_GCP" => "g.toml",
                "SERVEMAP_THEME" => "light",
                "SERVEMAP_ASCII" => "1",
                "SERVEMAP_HORIZON" => "12w",
                "SERVEMAP_REQUIRE_APPROVAL" => "2",
                _ => return None,
            }
            .to_owned(),
        )
    };
    let config = read_variables(&set).unwrap();
    let read = in_words(&config);
    assert_eq!(read.len(), Setting::ALL.len());
    for (setting, (id, _, origin)) in Setting::ALL.into_iter().zip(&read) {
        assert_eq!((setting.id(), &setting.variable()), (*id, origin));
    }
    assert_eq!(read[15].1, "84d");
    assert_eq!(read_variables(&|_| Some(" ".to_owned())).unwrap(), Config::default());
}

#[test]
fn every_variable_that_is_wrong_is_told_at_once() {
    let set = |name: &str| match name {
        "SERVEMAP_CLOUD" => Some("asw".to_owned()),
        "SERVEMAP_HORIZON" => Some("soon".to_owned()),
        "SERVEMAP_ASCII" => Some("maybe".to_owned()),
        _ => None,
    };
    let error = read_variables(&set).unwrap_err().to_string();
    for part in [
        "SERVEMAP_CLOUD: unknown cloud 'asw'",
        "aws",
        "SERVEMAP_HORIZON: invalid span 'soon'",
        "12w",
        "SERVEMAP_ASCII: 'maybe' is neither true nor false",
    ] {
        assert!(error.contains(part), "{part}: {error}");
    }
}

/// What is wrong, with its place and what would be right.
#[rstest]
#[case::an_unknown_key("regoin = \"x\"", "a.toml:2:1: unknown field 'regoin'", "did you mean 'region'?")]
#[case::in_a_table("[posture]\nresidancy = \"none\"", "a.toml:3:1", "did you mean 'residency'?")]
#[case::a_cloud("cloud = \"asw\"", "a.toml:2:9: unknown cloud 'asw'", "there are: aws, azure, gcp")]
#[case::a_posture(
    "[posture]\nrouting = \"maybe\"",
    "a.toml:3:11: unknown routing value 'maybe'",
    "unknown, on, off"
)]
#[case::a_kind("ascii = \"yes\"", "'ascii' must be true or false, not a string", "a.toml:2:9")]
#[case::a_span("horizon = \"soon\"", "'horizon': invalid span 'soon'", "90d, 12w")]
#[case::a_span_without_unit("horizon = 90", "'horizon' must be a string, not 90", "a.toml:2:11")]
#[case::a_matrix_of_no_cloud(
    "[matrix]\nawz = \"a.toml\"",
    "a.toml:3:1: unknown field 'awz'",
    "did you mean 'aws'?"
)]
#[case::a_matrix_that_is_no_path("[matrix]\naws = 1", "a.toml:3:7", "'aws' must be a string, not 1")]
#[case::keys("[keys]\nsave = 1", "'save' must be a string or a list of strings, not 1", "a.toml:3:8")]
#[case::keys_in_a_list(
    "[keys]\nsave = [1]",
    "'save' must be a string or a list of strings, not 1",
    "a.toml:3:9"
)]
#[case::a_key("[keys]\nsave = [\"y\", \"x\"]", "a.toml:3:14: save x", "= y")]
#[case::an_action("[keys]\nsvae = \"x\"", "a.toml:3:1: unknown action 'svae'", "did you mean 'save'?")]
#[case::no_action("[keys]\nfrobnicate = \"x\"", "unknown action", "docs/keys.md")]
#[case::a_schema("schema = \"x\"", "'schema' is defined twice", "remove one of the two")]
#[case::no_toml("<<<<<<< HEAD", "a.toml:2:1", "a.toml")]
fn a_problem_has_its_place_and_what_would_be_right(
    #[case] lines: &str,
    #[case] what: &str,
    #[case] hint: &str,
) {
    let error = read("a.toml", &format!("{HEAD}{lines}\n"), &rules()).unwrap_err().to_string();
    assert!(error.contains(what) && error.contains(hint), "{error}");
}

#[test]
fn every_problem_is_told_at_once() {
    let error = read("a.toml", "cluod = \"aws\"\ntheme = 1\n[posture]\nuse = \"x\"\n", &rules()).unwrap_err();
    assert_eq!(error.message(), "a.toml has 4 problems");
    let error = error.to_string();
    for part in ["'schema' is missing", "did you mean 'cloud'?", "'theme' must be a string", "a.toml:4:7"] {
        assert!(error.contains(part), "{part}: {error}");
    }
    let error = read("a.toml", "schema = \"servemap/plan/1\"\n", &rules()).unwrap_err().to_string();
    assert!(error.contains("there are: servemap/config/1"), "{error}");
}

#[rstest]
#[case("")]
#[case("\u{feff}")]
#[case("\u{feff}# nothing\r\n\r\n")]
#[case("schema = \"servemap/config/1\"\ncloud = \"\"\nhorizon = \" \"\n")]
fn a_file_may_state_nothing(#[case] text: &str) {
    assert_eq!(read("a.toml", text, &rules()).unwrap(), Config::default());
}

#[test]
fn a_mark_and_line_ends_of_another_system_are_read() {
    let config =
        read("a.toml", "\u{feff}schema = \"servemap/config/1\"\r\ncloud = \"gcp\"\r\n", &rules()).unwrap();
    assert_eq!(config.stated(Setting::Cloud).unwrap().1.to_string(), "a.toml:2");
}

#[test]
fn what_comes_first_counts_and_the_rest_is_filled_up() {
    let above = with("owner = \"a\"\n[posture]\nresidency = \"none\"\n[keys]\nsave = \"a\"\n");
    let lines = format!("{HEAD}owner = \"b\"\ntheme = \"dark\"\n[keys]\nsave = \"y\"\nopen = \"z\"\n");
    let below = read("config.toml", &lines, &rules());
    let both = above.or(below.unwrap());
    let owner = both.owner.as_ref().unwrap();
    assert_eq!((owner.value.as_str(), owner.origin.to_string()), ("a", "servemap.toml:2".to_owned()));
    assert_eq!(both.stated(Setting::Theme).unwrap().1.to_string(), "config.toml:3");
    let keys: Vec<&str> = both.keys.iter().map(|keys| keys.value.keys[0].as_str()).collect();
    assert_eq!(keys, ["a", "z"]);
}

/// A region belongs to the cloud that is stated with it or below it; on another cloud it says nothing.
#[rstest]
#[case::its_own("cloud = \"aws\"\nregion = \"us-east-1\"", "", Cloud::Aws, Some("us-east-1"))]
#[case::below("region = \"us-east-1\"", "cloud = \"aws\"", Cloud::Aws, Some("us-east-1"))]
#[case::another_below("region = \"us-east-1\"", "cloud = \"aws\"", Cloud::Gcp, None)]
#[case::another_above("cloud = \"gcp\"", "cloud = \"aws\"\nregion = \"us-east-1\"", Cloud::Gcp, None)]
#[case::without_a_cloud("region = \"westeurope\"", "", Cloud::Azure, Some("westeurope"))]
#[case::by_its_place("region = \"West Europe\"", "", Cloud::Azure, Some("westeurope"))]
fn a_region_counts_on_its_cloud(
    #[case] above: &str,
    #[case] below: &str,
    #[case] cloud: Cloud,
    #[case] region: Option<&str>,
) {
    let config = with(above).or(with(below));
    let matrix = crate::matrix::bundled::matrix(cloud).unwrap();
    let found = config.region_in(&matrix).unwrap();
    assert_eq!(found.as_ref().map(|id| id.0.as_str()), region);
}

#[test]
fn a_region_that_is_none_is_an_error_with_its_line() {
    let matrix = crate::matrix::bundled::matrix(Cloud::Aws).unwrap();
    let error = with("region = \"us-est-1\"").region_in(&matrix).unwrap_err().to_string();
    assert!(error.starts_with("servemap.toml:2: ") && error.contains("us-east-1"), "{error}");
}

#[test]
fn a_new_plan_starts_with_what_is_stated_and_with_nothing_else() {
    let mut plan = Plan::default();
    with("").begin(&mut plan);
    assert_eq!(plan, Plan::default());
    with("owner = \"ana\"\n[posture]\nresidency = \"in-geo\"\nuse = \"new\"").begin(&mut plan);
    assert_eq!(plan.record.owner, "ana");
    assert_eq!((plan.posture.residency, plan.posture.usage), (Residency::InGeo, Use::New));
    assert_eq!((plan.posture.routing, plan.posture.preview), (Routing::Unknown, PreviewRule::NotStated));
}

#[test]
fn the_example_is_read_with_and_without_its_comments() {
    assert_eq!(read("config.toml", EXAMPLE, &rules()).unwrap(), Config::default());
    let whole: String = EXAMPLE.lines().map(|line| uncommented(line).to_owned() + "\n").collect();
    let config = read("config.toml", &whole, &rules()).unwrap();
    for setting in Setting::ALL {
        assert!(config.stated(setting).is_some(), "{} is not in the example\n{whole}", setting.id());
    }
    assert!(!config.keys.is_empty(), "{whole}");
}

/// A setting that is commented out stands behind `#` without a blank.
fn uncommented(line: &str) -> &str {
    line.strip_prefix('#')
        .filter(|rest| rest.starts_with(|c: char| c.is_alphabetic() || c == '['))
        .unwrap_or(line)
}

#[test]
fn the_default_words_are_those_of_the_sets() {
    assert_eq!(Setting::Cloud.default_words(), Cloud::default().id());
    assert_eq!(Setting::Residency.default_words(), Residency::default().name());
    assert_eq!(Setting::Routing.default_words(), Routing::default().name());
    assert_eq!(Setting::Preview.default_words(), PreviewRule::default().name());
    assert_eq!(Setting::Use.default_words(), Use::default().name());
    assert_eq!(Setting::read("residency"), Some(Setting::Residency));
}

/// What the pages show can be pasted.
#[test]
fn the_files_that_the_page_shows_are_read() {
    let page = include_str!("../../docs/config.md");
    let files: Vec<&str> =
        page.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(files.len() > 1);
    for text in files {
        let all = KeyRules { actions: vec!["save", "undo", "matrix", "quit"], check: |_, _| Ok(()) };
        assert_ne!(read("servemap.toml", text, &all).unwrap(), Config::default(), "{text}");
    }
    for setting in Setting::ALL {
        let row = format!("| `{}` | `{}` |", setting.id(), setting.variable());
        assert!(page.contains(&row), "{row} is not in docs/config.md");
    }
}

#[test]
fn the_matrix_of_a_project_stays_in_its_folder() {
    let project = |path: &str| with(&format!("[matrix]\naws = {path:?}")).of_project();
    for path in ["aws.toml", "matrix/aws.toml", "./a/../aws.toml"] {
        assert_eq!(project(path).unwrap().matrices[0].value.in_project.as_deref(), Some(path));
    }
    for path in ["/matrix/aws.toml", "../aws.toml", "a/../../aws.toml", "~/aws.toml", ".."] {
        let error = project(path).unwrap_err().to_string();
        let expected = format!("servemap.toml:3: the matrix '{path}' is outside the folder of this file");
        assert!(error.starts_with(&expected), "{error}");
    }
    let both = with("[matrix]\naws = \"/a\"\ngcp = \"../g\"").of_project().unwrap_err().to_string();
    assert!(both.contains("servemap.toml:3: ") && both.contains("servemap.toml:4: "), "{both}");
    let own = with("[matrix]\naws = \"/a\"");
    assert_eq!(own.matrices[0].value.in_project, None, "a user's own may be anywhere");
}

#[test]
fn a_matrix_is_named_for_each_cloud_by_itself() {
    let config = with("[matrix]\naws = \"a\"").or(with("[matrix]\naws = \"b\"\ngcp = \"g\""));
    let paths: Vec<_> = config.matrices.iter().map(|file| file.value.path.to_str().unwrap()).collect();
    assert_eq!(paths, ["a", "g"]);
}
