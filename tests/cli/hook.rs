//! Decisions in commits and pull requests: the scripts that users copy, in a repository of the real git.

use std::process::Command;

use super::scripts::Repository;

const BROKEN: &str = "schema = \"servemap/plan/1\"\nmode = \"pay-per-tokn\"\n";

fn hooked() -> Repository {
    let repository = Repository::new();
    let hook = include_str!("../../docs/ci/pre-commit");
    repository.write(".git/hooks/pre-commit", hook);
    repository.sh("chmod +x .git/hooks/pre-commit");
    repository.write("servemap.toml", "schema = \"servemap/config/1\"\ndecisions = \"decisions\"\n");
    repository
}

#[test]
fn the_hook_lets_a_decision_pass_that_holds_and_refuses_one_that_does_not() {
    let repository = hooked();
    repository.plan("decisions/fine.toml");
    repository.git("add .");
    let fine = repository.run("git commit -qm fine");
    assert_eq!(fine.code, 0, "{}", fine.messages);

    repository.write("decisions/broken.toml", BROKEN);
    repository.git("add .");
    let refused = repository.run("git commit -qm broken");
    let said = refused.output + &refused.messages;
    assert_eq!(refused.code, 1, "{said}");
    assert!(said.contains("plan-broken  decisions/broken.toml:2") && said.contains("pay-per-tokn"), "{said}");
    assert!(!said.contains("decisions/fine.toml"), "what is not committed is not judged\n{said}");
    assert_eq!(repository.run("git log --oneline").output.lines().count(), 1);
    // The way past it, as with every hook.
    assert_eq!(repository.run("git commit -qnm broken").code, 0);
}

#[test]
fn the_hook_judges_what_is_staged_and_not_what_lies_in_the_folder() {
    let repository = hooked();
    repository.plan("decisions/chat.toml");
    let good = repository.read("decisions/chat.toml");
    repository.git("add .");
    repository.write("decisions/chat.toml", BROKEN);
    let fine = repository.run("git commit -qm fine");
    assert_eq!(fine.code, 0, "{}", fine.messages);

    repository.git("add .");
    repository.write("decisions/chat.toml", &good);
    assert_eq!(repository.run("git commit -qm broken").code, 1);
    // A plan that lost its first line is still one; one that is taken away is nobody's concern.
    repository.write("decisions/chat.toml", "mode = \"pay-per-tokn\"\n");
    assert_eq!(repository.run("git commit -qam broken").code, 1);
    repository.git("rm -qf decisions/chat.toml");
    assert_eq!(repository.run("git commit -qm gone").code, 0);
}

#[test]
fn the_hook_judges_by_the_matrix_that_is_committed() {
    let repository = hooked();
    repository.plan("decisions/chat.toml");
    repository.git("add .");
    repository.git("commit -qm fine");
    // A matrix in which the region is missing; only what is staged of it counts.
    let own = include_str!("../own.toml").replace("us-east-1", "us-east-2");
    let own = own.replacen("us-east-2 = { location = \"US East (Ohio)\", geo = \"Americas\" }\n", "", 1);
    repository.write("matrix/aws.toml", &own);
    let settings = repository.read("servemap.toml") + "[matrix]\naws = \"matrix/aws.toml\"\n";
    repository.write("servemap.toml", &settings);
    repository.git("add .");
    // Settings and matrices alone are no decision: whom they hit is a matter of the pull request.
    let renewed = repository.run("git commit -qm matrix");
    assert_eq!(renewed.code, 0, "{}{}", renewed.output, renewed.messages);
    let plan = repository.read("decisions/chat.toml").replace("ml-platform", "search");
    repository.write("decisions/chat.toml", &plan);
    let refused = repository.run("git commit -qam owner");
    assert_eq!(refused.code, 1, "{}{}", refused.output, refused.messages);
    assert!((refused.output + &refused.messages).contains("us-east-1"));
}

#[test]
fn a_commit_without_a_plan_asks_nothing_of_the_program() {
    let repository = hooked();
    repository.write("src/main.py", "print(1)\n");
    repository.write("pyproject.toml", "[project]\nname = \"x\"\n");
    repository.git("add src pyproject.toml");
    // Not even that it is there.
    let fine = repository.run_without_program("git commit -qm code");
    assert_eq!(fine.code, 0, "{}", fine.messages);
    repository.plan("decisions/chat.toml");
    repository.git("add .");
    let refused = repository.run_without_program("git commit -qm plan");
    assert_eq!(refused.code, 1);
    let said = "servemap is not on the PATH, and 1 changed decisions were not checked";
    assert!(refused.messages.contains(said), "{}", refused.messages);
}

#[test]
fn a_pull_request_is_judged_by_the_decisions_that_it_changes() {
    let repository = Repository::new();
    repository.write("servemap.toml", "schema = \"servemap/config/1\"\ndecisions = \"decisions\"\n");
    repository.plan("decisions/old.toml");
    repository.write("decisions/rotten.toml", BROKEN);
    repository.git("add .");
    repository.git("commit -qm base");
    let check = "sh ci/servemap/check-changed.sh HEAD^1 --format github";
    repository.write("readme.md", "x\n");
    repository.git("add .");
    repository.git("commit -qm words");
    let fine = repository.run(check);
    assert_eq!((fine.code, fine.output.as_str()), (0, ""), "{}", fine.messages);

    repository.write("decisions/new one.toml", BROKEN);
    repository.git("add .");
    repository.git("commit -qm decision");
    let broken = repository.run(check);
    assert_eq!(broken.code, 1, "{}", broken.messages);
    assert!(broken.output.contains("::error file=decisions/new one.toml,line=2"), "{}", broken.output);
    assert!(!broken.output.contains("rotten"), "{}", broken.output);

    // Settings may change how all of them are judged.
    repository.write(
        "servemap.toml",
        "schema = \"servemap/config/1\"\ndecisions = \"decisions\"\nhorizon = \"1y\"\n",
    );
    repository.git("add .");
    repository.git("commit -qm settings");
    let all = repository.run(check);
    assert_eq!(all.code, 1);
    assert!(all.output.contains("file=decisions/rotten.toml"), "{}", all.output);
    assert!(all.messages.contains("all decisions are checked"), "{}", all.messages);
    // A revision that is none is an error, and no decision was judged.
    let wrong = repository.run("sh ci/servemap/check-changed.sh no-such-branch");
    assert!(wrong.code > 1 && wrong.output.is_empty(), "{} {}", wrong.code, wrong.messages);
    assert_eq!(repository.run("sh ci/servemap/check-changed.sh").code, 2);
}

#[test]
fn the_comment_of_a_pull_request_is_written_once_and_then_renewed() {
    let repository = Repository::new();
    // What GitHub would be asked, one line a call; "list" answers with the comments that are there.
    repository.program(
        "gh",
        "echo \"$@\" >> \"$HOME/gh.log\"\ncase $* in\n*--paginate*) cat \"$HOME/comments\" 2>&1 || : ;;\n\
         *) for word in \"$@\"; do case $word in body=@*) cp \"${word#body=@}\" \"$HOME/body\" ;; esac; done ;;\nesac",
    );
    repository.write("home/comments", "");
    repository.write("change.md", "# One decision changes\n");
    repository.write("nothing.md", "");
    let comment = "GITHUB_REPOSITORY=ours/decisions PULL_REQUEST=7 sh ci/servemap/comment.sh";
    let log = || repository.read("home/gh.log");
    let fine = |line: &str| {
        let ended = repository.run(line);
        assert_eq!(ended.code, 0, "{}", ended.messages);
    };
    fine(&format!("{comment} nothing.md"));
    assert!(!log().contains("--method"), "{}", log());
    fine(&format!("{comment} change.md"));
    assert!(log().contains("--method POST repos/ours/decisions/issues/7/comments"), "{}", log());
    let body = repository.read("home/body");
    assert!(body.starts_with("<!-- servemap: ") && body.ends_with("\n# One decision changes\n"), "{body}");
    repository.write("home/comments", "4711\n4712\n");
    fine(&format!("{comment} change.md"));
    assert!(log().contains("--method PATCH repos/ours/decisions/issues/comments/4711"), "{}", log());
    fine(&format!("{comment} nothing.md"));
    assert!(repository.read("home/body").contains("No decision changes any more."));
    // A page that GitHub would refuse is cut where a line ends, and says so.
    repository.write("change.md", "a line of a very long page\n".repeat(4000));
    fine(&format!("{comment} change.md"));
    let body = repository.read("home/body");
    assert!(
        body.len() < 65_000 && body.ends_with("\nThe rest does not fit into a comment.\n"),
        "{}",
        body.len()
    );
}

#[test]
fn what_changes_is_compared_with_the_base() {
    let takes = Command::new(env!("CARGO_BIN_EXE_servemap")).args(["diff", "--help"]).output().unwrap();
    if !takes.status.success() {
        return;
    }
    let repository = Repository::new();
    repository.plan("decisions/chat.toml");
    repository.git("add .");
    repository.git("commit -qm base");
    let compare = "sh ci/servemap/compare.sh HEAD decisions";
    let none = repository.run(compare);
    assert_eq!((none.code, none.output.as_str()), (0, ""), "{}", none.messages);
    let plan = repository.read("decisions/chat.toml").replace("us-east-1", "us-west-2");
    repository.write("decisions/chat.toml", &plan);
    let one = repository.run(compare);
    assert_eq!(one.code, 0, "{}", one.messages);
    assert!(one.output.contains("us-west-2"), "{}", one.output);
    assert_eq!(repository.run("sh ci/servemap/compare.sh no-such-revision decisions").code, 2);
}
