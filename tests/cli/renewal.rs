//! The renewal of a team's matrix: the script that the workflow calls, on made pages, and the pull request that comes of it.

use servemap::matrix::Cloud;

use super::Ended;
use super::page::Page;
use super::renewing::newer;
use super::scripts::Repository;

const MATRIX: &str = "matrix/aws.toml";
const TEXT: &str = "home/renewal.md";

/// The page of retirements, with an announcement that nobody knows yet.
const RETIRED: &str = "<html lang=en><head><title>Deprecated and retired models</title><meta name=ms.date content=2026-10-05></head><main>\
<h1>Generative AI models maintenance policy</h1><h2>Deprecated and retired models</h2><h3>Foundation Model APIs retirements</h3>\
<table><thead><tr><th>Open model<th>Retirement date<th>Recommended replacement model<tbody>\
<tr><td>Grok 4.7<td>Pay-per-token: March 3, 2027<td>Grok 4.6</table></main>";

/// A project with one decision and no matrix yet; `home/page.html` is its official page.
fn project() -> Repository {
    let repository = Repository::new();
    let settings =
        "schema = \"servemap/config/1\"\ndecisions = \"decisions\"\n[matrix]\naws = \"matrix/aws.toml\"\n";
    repository.write("home/page.html", Page::recorded(Cloud::Aws).html());
    repository.plan("decisions/maverick.toml");
    repository.write("servemap.toml", settings);
    repository
}

/// The step of the workflow, on a page that is a file.
fn renew(repository: &Repository, variables: &str) -> Ended {
    repository.run(&format!("SERVEMAP_PAGES_AWS=home/page.html {variables} sh ci/servemap/renew.sh {TEXT}"))
}

/// Renews what must go well, and gives what is said.
fn renewed(repository: &Repository, variables: &str) -> String {
    let ended = renew(repository, variables);
    assert_eq!(ended.code, 0, "{}{}", ended.output, ended.messages);
    ended.output
}

/// A project whose matrix is of the old page.
fn with_matrix() -> Repository {
    let repository = project();
    renewed(&repository, "");
    repository.git("add .");
    repository.git("commit -qm matrix");
    repository
}

#[test]
fn a_newer_page_renews_the_matrix_and_tells_whom_it_hits() {
    let repository = project();
    assert_eq!(renewed(&repository, ""), "aws: no matrix -> 2026-10-04\n");
    assert!(repository.sh("servemap matrix show").contains("AWS of 2026-10-04 (project matrix/aws.toml)"));
    assert!(repository.read(TEXT).starts_with("Renew the matrix: aws of 2026-10-04\n\n"));

    // The same page again: nothing is worth a pull request, and what an earlier run wrote is gone.
    let before = repository.read(MATRIX);
    assert_eq!(renewed(&repository, ""), "aws: nothing changed since 2026-10-04\n");
    assert_eq!((repository.read(MATRIX), repository.read(TEXT).as_str()), (before.clone(), ""));

    repository.write("home/page.html", newer());
    assert_eq!(renewed(&repository, ""), "aws: 2026-10-04 -> 2026-11-20\n");
    assert_ne!(repository.read(MATRIX), before);
    let text = repository.read(TEXT);
    assert!(text.starts_with("Renew the matrix: aws of 2026-11-20\n\n# "), "{text}");
    for part in ["databricks-zorg-9", "decisions/maverick.toml", "us-east-1"] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert_eq!(repository.run("servemap check").code, 1, "everybody is judged by it from now on");

    // A copy of the page that is older than what is known does not take it back.
    repository.write("home/page.html", Page::recorded(Cloud::Aws).html());
    let stays = renewed(&repository, "");
    assert_eq!(stays, "aws: the page of 2026-10-04 is older than the matrix of 2026-11-20, which stays\n");
    assert!(repository.read(TEXT).is_empty());
}

#[test]
fn a_newer_day_alone_renews_a_matrix_before_it_is_old() {
    let repository = with_matrix();
    let page = Page::recorded(Cloud::Aws).html();
    repository.write(
        "home/page.html",
        page.replace("2026-10-04", "2026-10-05").replace("Oct 4, 2026", "Oct 5, 2026"),
    );
    let before = repository.read(MATRIX);
    let said = renewed(&repository, "SERVEMAP_RENEW_AFTER=100000");
    assert_eq!(said, "aws: nothing changed since 2026-10-04\n");
    assert_eq!(repository.read(MATRIX), before);
    assert_eq!(renewed(&repository, "SERVEMAP_RENEW_AFTER=0"), "aws: 2026-10-04 -> 2026-10-05\n");
    assert!(repository.read(TEXT).starts_with("Renew the matrix: aws of 2026-10-05\n"));
}

#[test]
fn a_page_that_is_not_understood_fails_the_run_and_touches_nothing() {
    let repository = with_matrix();
    let before = repository.read(MATRIX);
    let newer = newer();
    for (page, said) in [
        (String::new(), "page.html"),
        ("<h1>Sign in</h1>".to_owned(), "holds none of the tables"),
        // One cell that nobody can read is enough.
        (newer.replacen("Not supported", "Ask your account team", 1), "Ask your account team"),
        (newer[..newer.find("<code>eu-").unwrap()].to_owned(), ""),
    ] {
        repository.write("home/page.html", &page);
        let ended = renew(&repository, "");
        assert_eq!(ended.code, 1, "{page:.60}\n{}{}", ended.output, ended.messages);
        assert!(ended.messages.contains(said), "{said}\n{}", ended.messages);
        let last = "renew.sh: a page of aws was not understood (home/page.html); no matrix was changed\n";
        assert!(ended.messages.ends_with(last), "{}", ended.messages);
        assert_eq!((repository.read(MATRIX), repository.read(TEXT).as_str()), (before.clone(), ""));
    }
}

#[test]
fn of_two_clouds_none_is_renewed_when_one_is_not_understood() {
    let repository = with_matrix();
    let before = repository.read(MATRIX);
    let settings = repository.read("servemap.toml") + "azure = \"matrix/azure.toml\"\n";
    repository.write("servemap.toml", settings);
    repository.write("home/page.html", newer());
    repository.write("home/azure.html", "<h1>Sign in</h1>");
    let ended = renew(&repository, "SERVEMAP_PAGES_AZURE=home/azure.html");
    assert_eq!(ended.code, 1, "{}", ended.messages);
    assert_eq!((repository.read(MATRIX), repository.read("matrix/azure.toml")), (before, String::new()));

    repository.write("home/azure.html", Page::recorded(Cloud::Azure).html());
    let both = renewed(&repository, "SERVEMAP_PAGES_AZURE=home/azure.html");
    assert_eq!(both, "aws: 2026-10-04 -> 2026-11-20\nazure: no matrix -> 2026-10-04\n");
    let text = repository.read(TEXT);
    assert!(text.starts_with("Renew the matrix: aws of 2026-11-20, azure of 2026-10-04\n"), "{text:.200}");
}

#[test]
fn the_official_pages_are_fetched_and_an_address_without_an_answer_is_an_error() {
    let repository = with_matrix();
    repository.write("home/retired.html", RETIRED);
    repository.program(
        "curl",
        "for word in \"$@\"; do\n  case $word in */*.html) file=$word ;; https://*) echo \"$word\" >> \"$HOME/fetched\" ;; esac\n\
         done\ncase $* in *retired-models*) cp \"$HOME/retired.html\" \"$file\" ;; *) cp \"$HOME/page.html\" \"$file\" ;; esac",
    );
    let said = repository.sh(&format!("sh ci/servemap/renew.sh {TEXT}"));
    assert_eq!(said, "aws: 2026-10-04 -> 2026-10-04\n");
    assert!(repository.read(TEXT).contains("deprecated, announced for 2027-03-03"), "both pages were read");
    let fetched = repository.read("home/fetched");
    let known =
        include_str!("../../assets/matrix/aws.toml").to_owned() + include_str!("../../assets/lifecycle.toml");
    assert!(fetched.lines().count() > 1, "{fetched}");
    for address in fetched.lines() {
        assert!(
            known.contains(&format!("url = \"{address}\"")),
            "{address} is not among the sources of what ships"
        );
    }
    repository.program("curl", "echo 'curl: (22) 404' >&2\nexit 22");
    let ended = repository.run(&format!("sh ci/servemap/renew.sh {TEXT}"));
    assert_eq!(ended.code, 2);
    assert!(
        ended.messages.contains("region-availability cannot be fetched; no matrix was changed"),
        "{}",
        ended.messages
    );
}

#[test]
fn settings_without_a_matrix_or_with_a_mistake_are_errors() {
    let repository = project();
    repository.write("servemap.toml", "schema = \"servemap/config/1\"\n");
    let none = renew(&repository, "");
    assert!(none.code == 2 && none.messages.contains("servemap.toml names no matrix"), "{}", none.messages);
    repository.write("servemap.toml", "schema = \"servemap/config/1\"\nmatirx = 1\n");
    let wrong = renew(&repository, "");
    assert!(wrong.code != 0 && wrong.messages.contains("servemap.toml:2"), "{}", wrong.messages);
}

#[test]
fn a_pull_request_is_opened_once_and_then_brought_up_to_date() {
    let repository = with_matrix();
    repository.git("init -q --bare home/origin.git");
    repository.git("remote add origin home/origin.git");
    repository.git("push -q origin main");
    repository.program(
        "gh",
        "echo \"$@\" >> \"$HOME/gh.log\"\ncase $* in\n'pr list'*) cat \"$HOME/open\" ;;\n\
         *) while [ $# -gt 1 ]; do case $1 in --body-file) cp \"$2\" \"$HOME/body\" ;; esac; shift; done ;;\nesac",
    );
    repository.write("home/open", "");
    let propose = || repository.sh(&format!("sh ci/servemap/propose.sh {TEXT}"));
    renewed(&repository, "");
    assert_eq!(propose(), "nothing to propose\n");
    assert_eq!(repository.read("home/gh.log"), "");

    repository.write("home/page.html", newer());
    renewed(&repository, "");
    propose();
    let title = "Renew the matrix: aws of 2026-11-20";
    let log = repository.read("home/gh.log");
    assert!(log.contains(&format!("pr create --head servemap/matrix --base main --title {title} ")), "{log}");
    assert!(repository.read("home/body").starts_with("# "), "{}", repository.read("home/body"));
    let tip = || repository.git("--git-dir home/origin.git log -1 --format=%H%n%s servemap/matrix");
    let first = tip();
    assert!(first.ends_with(&format!("{title}\n")), "{first}");
    let changed = repository.git("--git-dir home/origin.git diff --name-only main servemap/matrix");
    assert_eq!(changed, "matrix/aws.toml\n");
    assert_eq!(repository.git("status --short"), "", "the run ends where it began");
    assert_eq!(repository.git("branch --show-current"), "main\n");

    // The next week, still open: the same says the same, another page moves the branch.
    repository.write("home/open", "12\n");
    renewed(&repository, "");
    assert_eq!(propose(), "servemap/matrix holds it already\n");
    assert_eq!(tip(), first);
    assert!(repository.read("home/gh.log").contains("pr edit 12 --title "));
    repository
        .write("home/page.html", newer().replace("2026-11-20", "2026-11-21").replace("Nov 20", "Nov 21"));
    renewed(&repository, "");
    propose();
    assert!(tip().ends_with("Renew the matrix: aws of 2026-11-21\n"), "{}", tip());
}

/// "From nothing" of the page, line by line, as a stranger pastes it.
#[test]
fn the_page_leads_from_nothing_to_a_decision_that_is_judged() {
    let repository = Repository::new();
    repository.write("home/page.html", newer());
    repository.write(".git/info/exclude", "/home\n/bin\n/ci\n/servemap\n/renewal.md\n");
    let hook = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/ci/pre-commit");
    repository.sh(&format!("mkdir -p servemap/docs/ci && cp {hook} servemap/docs/ci/"));
    let page = include_str!("../../docs/ci.md").split("## From nothing").nth(1).unwrap();
    let blocks: Vec<&str> = page.split("```").skip(1).step_by(2).take(2).collect();
    repository.sh(blocks[0].strip_prefix("sh\n").unwrap());
    let mut said = String::new();
    for line in blocks[1].strip_prefix("console\n").unwrap().lines() {
        match line.strip_prefix("$ ") {
            Some(command) => {
                said = repository.sh(&format!("export SERVEMAP_PAGES_AWS=home/page.html; {command}"));
            }
            None => assert!(said.contains(line), "{line}\n{said}"),
        }
    }
    assert_eq!(repository.git("ls-files"), "decisions/chat.toml\nmatrix/aws.toml\nservemap.toml\n");
    // The second decision is judged by the same page; one that it does not bear is refused.
    repository.sh(
        "servemap plan --mode pay-per-token --region us-east-1 --model databricks-gpt-5-4 --owner ana --reason cost \
         -o decisions/batch.toml",
    );
    repository.git("add .");
    repository.git("commit -qm second");
    let away = repository.read("decisions/batch.toml").replace("\"us-east-1\"", "\"mars-1\"");
    repository.write("decisions/batch.toml", away);
    assert_eq!(repository.run("git commit -qam away").code, 1);
}
