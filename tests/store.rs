//! The store: imported matrices are kept, activated and loaded; the user's own files take the place of those that ship.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use std::path::Path;

use crate::support::TestHost;
use servemap::config::{Config, Origin, Stated};
use servemap::error::Result;
use servemap::host::Host;
use servemap::matrix::{Cloud, MatrixOrigin, bundled};
use servemap::review::{PageKind, PageSource};
use servemap::store::find_plans::Walk;
use servemap::store::{
    Added, DecisionOptions, Decisions, MatrixName, MatrixRequest, activate, activate_previous, add,
    configured_reviewer, in_use, link_to, list, load_matrix, load_templates, names, page_in, plan_links,
    reviewer,
};

fn matrix(day: &str, location: &str) -> String {
    format!(
        "schema = \"servemap/matrix/1\"\ncloud = \"aws\"\nas_of = {day}\nsource = \"page\"\n\
        [sources.page]\ntitle = \"A page\"\n[regions]\nus-east-1 = {{ location = \"{location}\" }}\n"
    )
}

fn host() -> TestHost {
    TestHost::new(servemap::date::parse("2026-11-22").unwrap())
}

/// Neither a flag nor a setting names a matrix.
fn none() -> MatrixRequest {
    MatrixRequest::default()
}

fn used(host: &dyn Host) -> String {
    in_use(host, Cloud::Aws).unwrap().to_string()
}

fn add_text(host: &mut TestHost, text: &str, report: &str) -> Result<Added> {
    add(host, &bundled::with_own("imported", text)?, text, report)
}

fn add_one(host: &mut TestHost, day: &str, location: &str) -> Added {
    add_text(host, &matrix(day, location), "3 cells could not be read").unwrap()
}

#[test]
fn a_stored_matrix_is_in_use_with_its_report_and_the_one_before_stays() {
    let mut host = host();
    let first = add_one(&mut host, "2026-11-01", "one");
    assert_eq!(
        host.contents(&first.report).as_deref(),
        Some("Stored on 2026-11-22.\n\n3 cells could not be read\n")
    );
    let second = add_one(&mut host, "2026-11-20", "two");
    assert_eq!((first.name.as_str(), second.name.as_str()), ("2026-11-01", "2026-11-20"));
    assert_eq!(used(&host), "2026-11-20");
    let loaded = load_matrix(&host, None, &none()).unwrap();
    assert_eq!(
        (loaded.origin.to_string(), loaded.as_of.to_string()),
        ("stored 2026-11-20".into(), "2026-11-20".into())
    );
    assert_eq!(names(&host, Cloud::Aws).unwrap(), ["2026-11-01", "2026-11-20"]);
}

#[test]
fn two_of_one_day_keep_both_and_the_same_again_is_one() {
    let mut host = host();
    add_one(&mut host, "2026-11-01", "one");
    assert_eq!(add_one(&mut host, "2026-11-01", "two").name, "2026-11-01-2");
    let again = add_one(&mut host, "2026-11-01", "one");
    assert_eq!((again.name.as_str(), again.already_stored), ("2026-11-01", true));
    assert_eq!((used(&host).as_str(), names(&host, Cloud::Aws).unwrap().len()), ("2026-11-01", 2));
}

#[test]
fn a_name_that_another_import_has_claimed_is_left_to_it() {
    let mut host = host().with_file("/data/matrix/aws/2026-11-01.report.txt", "theirs");
    assert_eq!(add_one(&mut host, "2026-11-01", "ours").name, "2026-11-01-2");
    assert_eq!(host.contents("/data/matrix/aws/2026-11-01.report.txt").as_deref(), Some("theirs"));
}

/// Killed between the report and the matrix: the same import again is not a second one of that day.
#[test]
fn an_import_that_was_cut_off_goes_on_under_its_name() {
    let mut host = host();
    let first = add_one(&mut host, "2026-11-01", "one");
    host.remove(&first.path);
    let again = add_one(&mut host, "2026-11-01", "one");
    assert_eq!((again.name.as_str(), again.already_stored), ("2026-11-01", false));
    assert_eq!(names(&host, Cloud::Aws).unwrap(), ["2026-11-01"]);
}

#[test]
fn what_cannot_be_written_leaves_the_one_in_use() {
    let mut host = host().with_unwritable("/data/matrix/aws/2026-11-20.toml");
    add_one(&mut host, "2026-11-01", "one");
    assert!(add_text(&mut host, &matrix("2026-11-20", "two"), "").is_err());
    assert_eq!(used(&host), "2026-11-01");
}

#[test]
fn going_back_walks_back_and_ends() {
    let mut host = host();
    add_one(&mut host, "2026-11-01", "one");
    add_one(&mut host, "2026-11-20", "two");
    for expected in ["2026-11-01", "bundled"] {
        assert!(activate_previous(&mut host, Cloud::Aws).unwrap().origin.to_string().ends_with(expected));
        assert_eq!(used(&host), expected);
    }
    let error = activate_previous(&mut host, Cloud::Aws).unwrap_err();
    assert!(error.message().contains("no AWS matrix was in use before this one"), "{error}");
    assert_eq!(names(&host, Cloud::Aws).unwrap().len(), 2);
}

#[test]
fn the_users_own_file_counts_until_something_is_chosen_and_can_be_chosen_again() {
    let mut host = host().with_file("/data/matrix/aws.toml", matrix("2026-10-30", "own"));
    assert_eq!(used(&host), "own");
    add_one(&mut host, "2026-11-20", "two");
    assert_eq!(used(&host), "2026-11-20");
    activate_previous(&mut host, Cloud::Aws).unwrap();
    assert_eq!(in_use(&host, Cloud::Aws).unwrap(), MatrixName::UserFile);
    let list = list(&host, Cloud::Aws, &none()).unwrap();
    let shown: Vec<(String, bool)> = list.iter().map(|e| (e.name.clone(), e.in_use)).collect();
    assert_eq!(shown, [("2026-11-20".into(), false), ("own".into(), true), ("bundled".into(), false)]);
    assert!(list[0].report.is_some() && list[1].report.is_none());
}

#[test]
fn a_stored_matrix_that_broke_is_an_error_with_ways_out_and_cannot_be_chosen() {
    let mut host = host();
    let stored = add_one(&mut host, "2026-11-20", "two");
    host.put(&stored.path, "schema = 1");
    let error = load_matrix(&host, None, &none()).unwrap_err();
    let hints = error.hints().join("\n");
    assert!(hints.contains("matrix use bundled") && hints.contains("matrix use --previous"), "{error}");
    assert!(activate(&mut host, Cloud::Aws, &MatrixName::Stored(stored.name)).is_err());
    assert!(
        list(&host, Cloud::Aws, &none()).unwrap().iter().any(|entry| entry.in_use && entry.matrix.is_err())
    );
    activate(&mut host, Cloud::Aws, &MatrixName::Bundled).unwrap();
    assert_eq!(load_matrix(&host, None, &none()).unwrap().origin, MatrixOrigin::Bundled);
}

#[test]
fn an_in_use_file_that_cannot_be_read_is_reported_and_replaced() {
    let mut host = host().with_file("/data/matrix/aws/in-use.toml", "name = \"../../etc\"\n");
    let error = in_use(&host, Cloud::Aws).unwrap_err();
    assert!(error.to_string().contains("invalid matrix name '../../etc'"), "{error}");
    assert!(error.hints().iter().any(|hint| hint.contains("matrix use bundled --cloud aws")), "{error}");
    activate(&mut host, Cloud::Aws, &MatrixName::Bundled).unwrap();
    assert_eq!(used(&host), "bundled");
}

#[test]
fn a_name_never_leads_out_of_the_folder() {
    for word in ["../x", "a/b", "", ".", "A", "in-use", "a\u{1b}b", "nul"] {
        assert!(MatrixName::parse(word).is_err(), "{word}");
    }
    assert_eq!(MatrixName::parse("2026-11-20-2").unwrap(), MatrixName::Stored("2026-11-20-2".into()));
}

const OWN: &str = "schema = \"servemap/matrix/1\"\ncloud = \"azure\"\nas_of = 2026-11-01\nsource = \"page\"\n\
    [sources.page]\ntitle = \"A page\"\n[regions]\nwesteurope = { location = \"West Europe\" }\n";

fn with_own() -> TestHost {
    host().with_file("/own.toml", OWN)
}

#[test]
fn without_a_word_the_bundled_matrix_of_aws_is_used() {
    let matrix = load_matrix(&with_own(), None, &none()).unwrap();
    assert_eq!((matrix.cloud, matrix.origin), (Cloud::Aws, MatrixOrigin::Bundled));
}

#[test]
fn a_named_file_decides_the_cloud_and_contradicts_another() {
    let named = MatrixRequest::new(Some(Path::new("/own.toml")), &Config::default());
    assert_eq!(load_matrix(&with_own(), None, &named).unwrap().cloud, Cloud::Azure);
    let error = load_matrix(&with_own(), Some(Cloud::Gcp), &named).unwrap_err();
    assert_eq!(error.message(), "the matrix in '/own.toml' is for Azure, not for Google Cloud");
}

#[test]
fn a_template_of_the_users_own_takes_the_place_of_the_one_that_ships() {
    let host = host().with_file("/config/templates/row.md", "{{ row.owner }}");
    assert!(
        format!("{:?}", load_templates(&host, &Config::default()).unwrap())
            .contains("/config/templates/row.md")
    );
}

#[test]
fn the_users_own_matrix_replaces_the_bundled_one_of_its_cloud() {
    let own = host().with_file("/data/matrix/azure.toml", OWN);
    assert_eq!(
        load_matrix(&own, Some(Cloud::Azure), &none()).unwrap().origin.to_string(),
        "/data/matrix/azure.toml"
    );
    assert_eq!(load_matrix(&own, None, &none()).unwrap().origin, MatrixOrigin::Bundled);
    let broken = host().with_file("/data/matrix/aws.toml", "schema = 1");
    let error = load_matrix(&broken, None, &none()).unwrap_err();
    assert!(error.hints().iter().any(|hint| hint.contains("bundled")), "{error}");
}

/// Eight imports of one day at once, on real files: each matrix is kept under a name of its own, and one is in use.
#[test]
fn imports_at_once_lose_nothing() {
    let host = host();
    let matrix = |number: usize| {
        format!(
            "schema = \"servemap/matrix/1\"\ncloud = \"aws\"\nas_of = 2026-11-20\nsource = \"page\"\n\
            [sources.page]\ntitle = \"A page\"\n[regions]\nr{number} = {{ location = \"R\" }}\n"
        )
    };
    let at =
        |number: usize| add_text(&mut host.clone(), &matrix(number), &format!("report {number}")).unwrap();
    let stored: Vec<Added> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|number| scope.spawn(move || at(number))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    for (number, stored) in stored.iter().enumerate() {
        assert_eq!(host.read(&stored.path).unwrap(), matrix(number));
        assert!(host.read(&stored.report).unwrap().ends_with(&format!("report {number}\n")));
    }
    assert_eq!(names(&host, Cloud::Aws).unwrap().len(), 8);
    let used = in_use(&host, Cloud::Aws).unwrap().to_string();
    assert!(stored.iter().any(|stored| stored.name == used), "{used}");
}

#[test]
fn the_reviewer_is_named_by_flag_then_settings_then_git() {
    let stated = Stated { value: "Bob".to_owned(), origin: Origin::Flag("x") };
    let config = Config { reviewer: Some(stated), ..Config::default() };
    let bob = || configured_reviewer(&config);
    let mut host = host().with_git_name(" Ana\u{1b}[31m Diaz ");
    let plan = Path::new("d/a.toml");
    assert_eq!(reviewer(&mut host, Some(" Eve "), bob(), plan).unwrap(), "Eve");
    assert_eq!(reviewer(&mut host, None, bob(), plan).unwrap(), "Bob");
    assert_eq!(host.git_asked(), 0);
    assert_eq!(reviewer(&mut host, None, None, plan).unwrap(), "Ana[31m Diaz");
    assert_eq!(host.git_asked(), 1);
    assert!(reviewer(&mut host, Some(" "), bob(), plan).unwrap_err().message().contains("is empty"));
}

#[test]
fn where_nobody_is_named_the_three_ways_are_said() {
    let mut host = host();
    let error = reviewer(&mut host, None, None, Path::new("a.toml")).unwrap_err().to_string();
    for way in ["--by ", "reviewer = ", "SERVEMAP_REVIEWER", "git config --global user.name"] {
        assert!(error.contains(way), "{way}: {error}");
    }
}

/// What a folder of plans costs grows with the number of plans and no faster: whether each is a link or a folder, and what
/// it holds. The documents beside it are known from the list of the folder.
#[test]
fn a_plan_is_asked_for_twice_however_many_there_are() {
    let plan = "schema = \"servemap/plan/1\"\nmode = \"pay-per-token\"\n";
    let asked = |plans: usize| {
        let mut host = host();
        for at in 0..plans {
            host.put(format!("decisions/team-{}/plan-{at}.toml", at % 2), plan);
        }
        let options = DecisionOptions {
            as_of: host.today(),
            matrices: &none(),
            config: &Config::default(),
            required_approvals: None,
        };
        let (before, paths) = (host.asked(), ["decisions".into()]);
        let walk = Walk::below(&paths, &host).unwrap();
        let decisions = Decisions::read(&paths, walk, &options, &host).unwrap();
        assert_eq!((decisions.plans().len(), decisions.summaries().len()), (plans, plans));
        host.asked() - before
    };
    let (few, more, many) = (asked(20), asked(40), asked(80));
    assert_eq!((more - few, many - more), (2 * 20, 2 * 40));
}

/// A path from one folder to another is wrong where links of the file system lie between: without an answer there is no page.
#[test]
fn a_page_or_a_plan_never_links_to_where_something_only_may_be() {
    let plan = "schema = \"servemap/plan/1\"\nmode = \"pay-per-token\"\n";
    let host = host().with_file("decisions/a.toml", plan).with_file("old/b.toml", plan);
    let options = DecisionOptions {
        as_of: host.today(),
        matrices: &none(),
        config: &Config::default(),
        required_approvals: None,
    };
    let paths = ["decisions".into()];
    let walk = Walk::below(&paths, &host).unwrap();
    let decisions = Decisions::read(&paths, walk, &options, &host).unwrap();
    let links = plan_links::find(decisions.plans(), decisions.paths(), &host);
    let templates = load_templates(&host, &Config::default()).unwrap();
    let pages =
        PageSource::new(decisions.plans(), decisions.unread(), &links, &decisions.options(), &templates);
    let tracker = |host: &TestHost| page_in(host, Path::new("pages"), PageKind::Tracker, &pages);
    assert!(tracker(&host).unwrap().contains("](../decisions/a.toml)"));
    let untold = host.clone().with_untold("decisions");
    assert_eq!(
        tracker(&untold).unwrap_err().to_string(),
        "'decisions' cannot be looked at: permission denied"
    );

    let link = |host: &TestHost| link_to(host, Path::new("decisions/a.toml"), Path::new("old/b.toml"));
    assert_eq!(link(&host).unwrap(), "../old/b.toml");
    let untold = host.with_untold("old/b.toml");
    assert_eq!(link(&untold).unwrap_err().to_string(), "'old/b.toml' cannot be looked at: permission denied");
}

/// A link is not said to lead to nothing because nobody may look there.
#[test]
fn a_linked_plan_that_cannot_be_looked_at_is_not_said_to_be_missing() {
    let plan = "schema = \"servemap/plan/1\"\nsuperseded_by = \"new/b.toml\"\n";
    let why = |host: &TestHost| {
        let paths = ["a.toml".into()];
        let loaded = Walk::below(&paths, host).unwrap().read_all(host);
        format!("{:?}", plan_links::find(&loaded, &paths, host))
    };
    let host = host().with_file("a.toml", plan);
    assert!(why(&host).contains("does not exist"));
    let untold = host.with_untold("new/b.toml");
    let told = why(&untold);
    assert!(told.contains("cannot be read as a plan") && !told.contains("does not exist"), "{told}");
}

/// Going back from an import would lead to a file that was never there.
#[test]
fn a_file_that_only_may_be_there_is_not_the_matrix_before() {
    let mut host = host().with_untold("/data/matrix/aws.toml");
    let refused = add_text(&mut host, &matrix("2026-11-01", "one"), "").unwrap_err().to_string();
    assert_eq!(refused, "'/data/matrix/aws.toml' cannot be looked at: permission denied");
    assert_eq!(host.contents("/data/matrix/aws/in-use.toml"), None);
}

/// Where the system does not say what something is, it may be a folder of plans: it is told, not passed over.
#[test]
fn what_may_be_a_folder_of_plans_is_not_passed_over() {
    let host = host()
        .with_file("decisions/a.toml", "")
        .with_file("decisions/b/c.toml", "")
        .with_untold("decisions/b");
    let walk = Walk::below(&["decisions".into()], &host).unwrap();
    let unlisted: Vec<String> = walk.unlisted.iter().map(|(_, error)| error.to_string()).collect();
    assert_eq!(unlisted, ["'decisions/b' cannot be looked at: permission denied"]);
    assert!(Walk::below(&["decisions/b".into()], &host).is_err());
    assert!(Walk::within(&["decisions".into()], &host).is_err());
}
