//! Settings: each source of them, which comes first, what is wrong with a file, and what they do.

use super::{Ended, MAVERICK, World, words};

const HEAD: &str = "schema = \"servemap/config/1\"\n";
const USER: &str = "home/.config/servemap/config.toml";

/// A world with settings of the user's and of a project.
fn world(user: &str, project: &str) -> World {
    let world = World::new();
    for (name, lines) in [(USER, user), ("servemap.toml", project)] {
        if !lines.is_empty() {
            world.write(name, format!("{HEAD}{lines}\n"));
        }
    }
    world
}

/// Runs a command line in an environment with more variables.
fn run_with(world: &World, variables: &[(&str, &str)], line: &str) -> Ended {
    let mut command = world.command();
    let output = command.envs(variables.iter().copied()).args(words(line)).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ended { output: text(output.stdout), messages: text(output.stderr), code: output.status.code().unwrap() }
}

/// The line of a setting in `config show`, its cells parted by one blank.
fn shown(ended: &Ended, setting: &str) -> String {
    let line = ended.output.lines().find(|line| line.split_whitespace().next() == Some(setting));
    let line = line.unwrap_or_else(|| panic!("{setting}: {}{}", ended.output, ended.messages));
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_flag_comes_before_a_variable_before_the_project_before_the_user() {
    let world =
        world("cloud = \"azure\"\nowner = \"user\"\n[keys]\nsave = \"ctrl-x\"", "owner = \"project\"");
    let variables = [("SERVEMAP_OWNER", "variable"), ("SERVEMAP_ASCII", "1"), ("SERVEMAP_THEME", "")];
    for (variables, flags, setting, expected) in [
        (&variables[..0], "", "cloud", "cloud azure ~/.config/servemap/config.toml:2"),
        (&variables[..0], "--cloud gcp", "cloud", "cloud gcp --cloud"),
        (&variables[..0], "", "owner", "owner project servemap.toml:2"),
        (&variables[..], "", "owner", "owner variable SERVEMAP_OWNER"),
        (&variables[..], "", "ascii", "ascii true SERVEMAP_ASCII"),
        (&variables[..], "", "horizon", "horizon 90d default"),
        (&variables[..], "--no-config", "owner", "owner not set default"),
        (&variables[..], "", "keys.save", "keys.save ctrl-x ~/.config/servemap/config.toml:5"),
    ] {
        let ended = run_with(&world, variables, &format!("config show {flags}"));
        assert_eq!(ended.code, 0, "{}", ended.messages);
        assert_eq!(shown(&ended, setting), expected, "{}", ended.output);
    }
}

#[test]
fn scripts_read_each_setting_with_where_it_comes_from() {
    let world = world("", "owner = \"ana\"");
    let object = run_with(&world, &[("SERVEMAP_HORIZON", "6m")], "config show --cloud gcp --json").json();
    assert_eq!(object["schema"], "servemap/settings/1");
    let setting = |name: &str| {
        let all = object["settings"].as_array().unwrap();
        all.iter().find(|setting| setting["setting"] == name).unwrap().clone()
    };
    assert_eq!(
        (setting("owner")["from"].as_str(), setting("owner")["line"].as_u64()),
        (Some("file"), Some(2))
    );
    assert_eq!(setting("horizon")["name"], "SERVEMAP_HORIZON");
    assert_eq!(setting("cloud")["name"], "--cloud");
    assert_eq!(
        (setting("region")["value"].is_null(), setting("region")["from"].as_str()),
        (true, Some("default"))
    );
    assert_eq!(object["files"][0]["path"], "servemap.toml");
    assert_eq!(object["files"][1]["found"], false);
}

#[test]
fn a_named_file_stands_in_place_of_the_users() {
    let world = world("owner = \"user\"\ntheme = \"light\"", "");
    world.write("mine.toml", format!("{HEAD}owner = \"mine\"\n"));
    world.write("other.toml", format!("{HEAD}owner = \"other\"\n"));
    let by_variable = [("SERVEMAP_CONFIG", "other.toml")];
    let ended = run_with(&world, &by_variable, "config show");
    assert_eq!(shown(&ended, "owner"), "owner other other.toml:2");
    assert_eq!(shown(&ended, "theme"), "theme terminal default");
    let ended = run_with(&world, &by_variable, "config show --config mine.toml");
    assert_eq!(shown(&ended, "owner"), "owner mine mine.toml:2");
    let ended = run_with(&world, &[("SERVEMAP_CONFIG", "/dev/null")], "config show");
    assert_eq!((ended.code, shown(&ended, "owner").as_str()), (0, "owner not set default"));
    for (variables, line) in
        [(&[][..], "models --config gone.toml"), (&[("SERVEMAP_CONFIG", "gone.toml")][..], "models")]
    {
        let ended = run_with(&world, variables, line);
        assert_eq!(ended.code, 2);
        assert!(ended.messages.contains("'gone.toml' does not exist"), "{}", ended.messages);
    }
    assert_eq!(world.run("models --config mine.toml --no-config").code, 2);
}

#[test]
fn the_projects_file_is_the_nearest_up_to_the_root_of_the_repository() {
    let world = World::new();
    let owner = |line: &str| shown(&world.run(line), "owner");
    world.write("outer/servemap.toml", format!("{HEAD}owner = \"outer\"\n"));
    world.write("outer/repo/.git/HEAD", "");
    world.write("outer/repo/decisions/eu/a.toml", "schema = \"servemap/plan/1\"\n");
    assert_eq!(owner("config show outer"), "owner outer outer/servemap.toml:2");
    assert_eq!(owner("config show outer/repo/decisions"), "owner not set default");
    world.write("outer/repo/servemap.toml", format!("{HEAD}owner = \"repo\"\n"));
    let repo = "owner repo outer/repo/servemap.toml:2";
    assert_eq!(owner("config show outer/repo/decisions/eu/a.toml"), repo);
    assert_eq!(owner("config show outer/repo/decisions/eu/new.toml"), repo);
    assert_eq!(owner("config show outer/repo/not/yet"), repo);
    // A plan may have that name.
    world.write("outer/repo/decisions/servemap.toml", "schema = \"servemap/plan/1\"\n");
    assert_eq!(owner("config show outer/repo/decisions"), repo);
    world.write("outer/repo/decisions/servemap.toml", "# nothing yet\n");
    assert_eq!(owner("config show outer/repo/decisions"), "owner not set default");
}

#[test]
fn every_problem_of_every_file_is_told_at_once() {
    let world = world("cluod = \"aws\"", "ascii = 1\n[posture]\nresidency = \"maybe\"");
    let ended = run_with(&world, &[("SERVEMAP_CLOUD", "asw")], "models");
    assert_eq!((ended.code, ended.output.as_str()), (2, ""));
    for part in [
        "SERVEMAP_CLOUD: unknown cloud 'asw'",
        "servemap.toml:2:9: 'ascii' must be true or false, not 1",
        "servemap.toml:4:13: unknown residency value 'maybe'",
        "~/.config/servemap/config.toml:2:1: unknown field 'cluod'",
        "did you mean 'cloud'?",
    ] {
        assert!(ended.messages.contains(part), "{part}: {}", ended.messages);
    }
    // What needs no settings does not read them.
    for line in ["completions bash", "man", "matrix validate --help"] {
        assert_eq!(world.run(line).code, 0, "{line}");
    }
    assert_eq!(world.run("models --no-config").code, 0);
}

#[test]
fn what_is_no_file_or_no_text_is_an_error_and_nothing_at_all_is_none() {
    let world = World::new();
    world.write("home/.config/servemap/config.toml/inside", "");
    let ended = world.run("models");
    assert!(ended.code == 2 && ended.messages.contains("is a folder, not a file"), "{}", ended.messages);
    let world = World::new();
    world.write("servemap.toml", b"schema = \"\xff\"");
    let ended = world.run("models");
    assert!(
        ended.code == 2 && ended.messages.contains("line 1 contains the byte 0xFF"),
        "{}",
        ended.messages
    );
    for text in ["", "\u{feff}", "\u{feff}schema = \"servemap/config/1\"\r\nowner = \"ana\"\r\n"] {
        let world = World::new();
        world.write("servemap.toml", text);
        let ended = world.run("config show");
        let owner = if text.contains("ana") { "owner ana servemap.toml:2" } else { "owner not set default" };
        assert_eq!((ended.code, shown(&ended, "owner").as_str()), (0, owner), "{}", ended.messages);
    }
}

#[test]
fn without_a_home_the_project_still_counts() {
    let world = world("", "owner = \"ana\"");
    // Not a folder below the current one.
    world.write(".config/servemap/config.toml", "nonsense");
    let ended = run_with(&world, &[("HOME", "")], "config show");
    assert_eq!(
        (ended.code, shown(&ended, "owner").as_str()),
        (0, "owner ana servemap.toml:2"),
        "{}",
        ended.messages
    );
}

#[test]
fn what_is_asked_is_judged_under_the_configured_posture_and_says_so() {
    let world = world("", "region = \"eu-west-1\"\n[posture]\nresidency = \"in-geo\"\nrouting = \"off\"");
    let why = "why claude-fable-5 --mode pay-per-token --as-of 2026-10-20";
    let from = "From the configuration: residency in-geo (servemap.toml:4), routing off (servemap.toml:5), region eu-west-1 (servemap.toml:2)\n";
    let ended = world.run(why);
    assert_eq!((ended.code, ended.messages.as_str()), (1, from), "{}", ended.output);
    assert!(
        ended.output.contains("Posture: residency in-geo, routing off, previews not stated"),
        "{}",
        ended.output
    );
    let json = world.run(&format!("{why} --json"));
    assert_eq!(json.messages, from);
    assert_eq!(
        (&json.json()["region"], &json.json()["posture"]["routing"]),
        (&"eu-west-1".into(), &"off".into())
    );
    // A flag comes first, also to say that nothing is stated.
    let ended = world.run(&format!("{why} --residency not-stated --routing unknown --region eu-west-1"));
    assert_eq!((ended.code, ended.messages.as_str()), (0, ""), "{}", ended.output);
    assert!(ended.output.contains("Posture: residency not stated, routing not known"), "{}", ended.output);
    let ended = world.run(&format!("{why} --no-config --region eu-west-1"));
    assert_eq!((ended.code, ended.messages.as_str()), (0, ""), "{}", ended.output);
    let ended = world.run("models --mode pay-per-token fable");
    assert!(ended.messages.contains(from) && ended.output.contains("x blocked"), "{}", ended.messages);
    let ended = world.run("models --mode pay-per-token fable region:us-east-1");
    assert!(ended.messages.ends_with("routing off (servemap.toml:5)\n"), "{}", ended.messages);
    // All regions are listed: the configured one is none to leave the others out for.
    let ended = world.run("regions --mode pay-per-token");
    assert!(ended.output.contains("us-east-1") && ended.messages.contains("routing off"), "{}", ended.output);
}

#[test]
fn a_configured_region_is_left_out_on_another_cloud() {
    let world = world("cloud = \"aws\"\nregion = \"us-east-1\"", "");
    let ended = world.run("models --mode pay-per-token claude --cloud gcp --json");
    assert_eq!((ended.code, &ended.json()[0]["region"]), (0, &serde_json::Value::Null));
    assert!(!ended.messages.contains("From the configuration"), "{}", ended.messages);
    let ended = world.run("config show --cloud gcp");
    assert!(ended.output.contains("us-east-1 (on aws only: not used)"), "{}", ended.output);
    world.write("servemap.toml", format!("{HEAD}region = \"us-est-1\"\n"));
    let ended = world.run("models");
    assert!(ended.code == 2 && ended.messages.contains("servemap.toml:2: "), "{}", ended.messages);
    assert!(ended.messages.contains("us-east-1"), "{}", ended.messages);
}

#[test]
fn a_new_plan_takes_what_is_configured_and_an_old_one_keeps_what_it_says() {
    let world = world("owner = \"ana\"", "[posture]\nresidency = \"none\"\npreview = \"allow\"");
    let line =
        "plan --mode provisioned-throughput --region us-east-1 --model llama-4-maverick --reason latency";
    let ended = world.run(&format!("{line} -o a.toml"));
    assert_eq!(ended.code, 0, "{}", ended.messages);
    assert!(
        ended
            .messages
            .contains("residency none (servemap.toml:3), previews allow (servemap.toml:4), owner ana (~/"),
        "{}",
        ended.messages
    );
    let plan = world.read("a.toml");
    for part in ["residency = \"none\"", "preview = \"allow\"", "routing = \"unknown\"", "owner = \"ana\""] {
        assert!(plan.contains(part), "{part}: {plan}");
    }
    world.write("servemap.toml", format!("{HEAD}[posture]\nresidency = \"in-geo\"\nrouting = \"off\"\n"));
    let ended = world.run("plan --update -o a.toml --reason 'p95 holds'");
    assert!(ended.code == 0 && !ended.messages.contains("configuration"), "{}", ended.messages);
    let plan = world.read("a.toml");
    assert!(plan.contains("residency = \"none\"") && plan.contains("routing = \"unknown\""), "{plan}");
}

#[test]
fn a_plan_is_checked_and_exported_as_it_stands() {
    let world = World::new();
    world.fine(&format!("{MAVERICK} -o decisions/a.toml").replace("decisions/", ""));
    let files = [
        "check a.toml --as-of 2026-10-20",
        "export a.toml --as-of 2026-10-20",
        "why llama-4-maverick --no-config",
    ];
    let before = files.map(|line| world.run(line).output);
    world.write(
        "servemap.toml",
        format!("{HEAD}cloud = \"gcp\"\nregion = \"us-east1\"\n[posture]\nresidency = \"in-geo\"\npreview = \"deny\"\n"),
    );
    assert_eq!(files.map(|line| world.run(line).output), before);
    // A plan in a folder beside it is judged, the settings are no plan.
    let ended = world.run("check . --as-of 2026-10-20 --json");
    let object = ended.json();
    assert_eq!((object["plans"].as_u64(), ended.code), (Some(1), 0), "{}", ended.output);
    assert_eq!(object["passed_over"][0]["reason"], "config");
    assert!(ended.messages.contains("Skipped: 1 settings file (./servemap.toml)"), "{}", ended.messages);
}

#[test]
fn a_check_takes_folder_horizon_and_templates_from_the_project() {
    let world = World::new();
    world.write("repo/.git/HEAD", "");
    world.write("repo/plans/x", "");
    world.fine(&format!("{MAVERICK} -o repo/plans/a.toml"));
    world.write(
        "repo/servemap.toml",
        format!("{HEAD}decisions = \"plans\"\nhorizon = \"1y\"\ntemplates = \"own\"\n"),
    );
    let ended = world.run("check repo/plans");
    assert!(
        ended.code == 2
            && ended.messages.contains("repo/servemap.toml:4: the folder 'repo/own' does not exist"),
        "{}",
        ended.messages
    );
    world.write("repo/own/note.md", "Owner {{ record.owner }}\n");
    let mut command = world.command();
    let output =
        command.current_dir(world.path("repo")).args(words("check --as-of 2026-10-20")).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("plans/a.toml"), "{said}");
    assert!(
        said.contains("From the configuration: decisions plans (servemap.toml:2), horizon 12m (servemap.toml:3), templates own (servemap.toml:4)"),
        "{said}"
    );
    assert_eq!(world.fine("export repo/plans/a.toml --kind note"), "Owner ml-platform\n");
    let json = world.run("check repo/plans --as-of 2026-10-20 --json").json();
    assert_eq!(json["within_days"], 365);
    let json = world.run("check repo/plans --as-of 2026-10-20 --within 30d --json").json();
    assert_eq!(json["within_days"], 30);
    let ended = world.run("check");
    assert!(ended.code == 2 && ended.messages.contains("no plans to check"), "{}", ended.messages);
}

#[test]
fn the_example_is_written_once_and_can_be_read() {
    let world = World::new();
    let ended = world.run("config init");
    assert!(ended.code == 0 && ended.messages.contains("config.toml'"), "{}", ended.messages);
    assert_eq!(world.read(USER), world.fine("config init -"));
    let ended = world.run("config init");
    assert!(ended.code == 2 && ended.messages.contains("exists already"), "{}", ended.messages);
    world.fine("config init servemap.toml");
    let ended = world.run("config show");
    assert!(ended.code == 0 && ended.output.contains("project:  servemap.toml"), "{}", ended.output);
    assert_eq!(shown(&ended, "cloud"), "cloud aws default");
}

#[test]
fn keys_are_held_to_the_table_of_actions_and_to_each_other() {
    let world = world("[keys]\nopen = \"ctrl-x\"", "[keys]\nsvae = \"ctrl-x\"\nundo = \"f99\"\nsave = \"x\"");
    let ended = world.run("models");
    assert_eq!(ended.code, 2);
    for part in [
        "servemap.toml:3:1: unknown action 'svae'",
        "did you mean 'save'?",
        "servemap.toml:4:8: unknown key 'f99'",
        "servemap.toml:5:8: x types text, and 'save' works in text too",
    ] {
        assert!(ended.messages.contains(part), "{part}: {}", ended.messages);
    }
    world.write("servemap.toml", format!("{HEAD}[keys]\nsave = \"Ctrl-X\"\n"));
    let ended = world.run("config show");
    let both = "servemap.toml:3: 'save' and 'open' (~/.config/servemap/config.toml:3) are both on Ctrl-X";
    assert!(
        ended.code == 2 && (ended.messages.contains(both) || ended.messages.contains("'open' and 'save'")),
        "{}",
        ended.messages
    );
}

/// What stands there instead of a folder is a loop of links: whether there are settings cannot be found out.
#[cfg(unix)]
#[test]
fn files_of_the_users_that_cannot_be_looked_at_are_told_and_not_passed_over() {
    let world = World::new();
    world.write("home/none", "");
    for (link, file) in [
        ("home/.config", "config.toml"),
        ("home/.local", "in-use.toml"),
        ("home/.config/servemap", "config.toml"),
        ("home/.config/servemap/templates", "full.md"),
    ] {
        let link = world.path(link);
        std::fs::create_dir_all(link.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(&link, &link).unwrap();
        world.write("a.toml", super::reviewing::PLAN);
        let ended = world.run("export a.toml --as-of 2026-10-06");
        let told = ended.messages.contains(&format!("{file}' cannot be read: "));
        assert!(ended.code == 2 && told, "{}", ended.messages);
        std::fs::remove_file(link).unwrap();
    }
}
