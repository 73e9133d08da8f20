//! An external model that no list names: typed with its provider, in a plan and in every command that reads one.

use super::World;

const TYPED: &str = "plan --as-of 2026-10-06 --mode external-models --region us-west-2 --provider azure-openai \
    --model legal-gpt-eu --task chat --owner legal-tech --reason 'one gateway logs every call'";

#[test]
fn a_plan_of_a_deployment_goes_through_every_command() {
    let world = World::new();
    let ended = world.run(&format!("{TYPED} -o legal.toml"));
    assert_eq!(ended.code, 0, "{}", ended.messages);
    assert!(ended.output.contains("Verdict: ! conditional"), "{}", ended.output);
    assert!(ended.output.contains("legal-gpt-eu: verify there."), "{}", ended.output);
    assert!(!ended.output.contains("Nothing is announced"), "{}", ended.output);
    let plan = world.read("legal.toml");
    assert!(plan.contains("model = \"external:azure-openai/legal-gpt-eu (chat)\"\n"), "{plan}");
    let note = world.fine("export legal.toml --kind note --as-of 2026-10-06");
    assert!(note.starts_with("We will use legal-gpt-eu on External model in us-west-2 because"), "{note}");
    let row = world.fine("export legal.toml --kind row --as-of 2026-10-06");
    assert!(
        row.contains("| legal-gpt-eu | Unknown: ask the provider | Unknown: ask the provider |"),
        "{row}"
    );
    let record = world.fine("export legal.toml --kind record --as-of 2026-10-06");
    assert!(record.contains("- Model family: Unknown: ask the provider\n"), "{record}");
    let check = world.run("check legal.toml --as-of 2026-10-06");
    assert!(check.output.contains("legal-gpt-eu") && check.output.contains("no errors"), "{}", check.output);
    assert!(!check.output.lines().any(|line| line.starts_with("active")), "{}", check.output);
    // Changed by flags it stays what it is.
    assert_eq!(world.run("plan --update -o legal.toml --owner other --as-of 2026-10-06").code, 0);
    assert!(world.read("legal.toml").contains("(chat)"));
}

#[test]
fn why_judges_it_and_says_what_is_not_known() {
    let world = World::new();
    let line = "--mode external-models --region us-west-2 --as-of 2026-10-06";
    let object = world.run(&format!("why my-gpt --provider 'Azure OpenAI' {line} --json")).json();
    assert_eq!(object["id"], "external:azure-openai/my-gpt");
    assert_eq!((&object["verdict"], &object["provider"]), (&"conditional".into(), &"Azure OpenAI".into()));
    assert_eq!(object["gates"][0]["code"], "vendor-on-list");
    for key in ["task", "inputs", "context", "max_output", "price", "ends"] {
        assert!(object[key].is_null(), "{key}: {object}");
    }
    // A provider on no list: nobody knows.
    let unknown = world.run(&format!("why my-gpt --provider azur-openai {line} --json"));
    assert_eq!((unknown.code, unknown.json()["verdict"].as_str()), (1, Some("unknown")));
    let reason = unknown.json()["gates"][0]["reason"].as_str().unwrap().to_owned();
    assert!(
        reason.contains("not on the list of providers") && reason.contains("the nearest there is "),
        "{reason}"
    );
    // A listed name is the listed model.
    let listed = world.run(&format!("why gpt-4o --provider openai {line} --json")).json();
    assert_eq!((&listed["id"], &listed["gates"][0]["code"]), (&"openai/gpt-4o".into(), &"offered".into()));
}

#[test]
fn what_is_wrong_is_said() {
    let world = World::new();
    for (line, message) in [
        ("why my-gpt --mode external-models", "--provider azure-openai"),
        ("why my-gpt --provider openai --mode pay-per-token", "--provider is for external models"),
        ("why my-gpt --provider openai", "add --mode external-models"),
        ("why '' --provider openai --mode external-models", "the model has no name"),
        ("why x --provider '' --mode external-models", "the provider has no name"),
        (
            "why gpt-4o --provider openai --task embedding --mode external-models",
            "is listed for chat, not embedding",
        ),
        ("why external:x --mode external-models", "expected a provider and a name"),
        ("why my-gpt --task chat --mode external-models", "--provider"),
    ] {
        let ended = world.run(line);
        assert_eq!(ended.code, 2, "{line}: {}", ended.output);
        assert!(ended.messages.contains(message), "{line}: {}", ended.messages);
    }
    let mut command = world.command();
    command.args(["why", "a\u{1b}[31mb", "--provider", "openai", "--mode", "external-models"]);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(!output.stderr.contains(&0x1b));
}

#[test]
fn verify_finds_the_endpoint_that_serves_it() {
    let world = World::new();
    world.run(&format!("{TYPED} -o legal.toml"));
    let list = |name: &str| {
        format!(
            r#"{{"endpoints": [{{"name": "legal", "state": {{"ready": "READY"}}, "config": {{"served_entities": [
            {{"external_model": {{"provider": "openai", "name": "{name}", "task": "llm/v1/chat",
            "openai_config": {{"openai_api_type": "azure"}}}}}}]}}}}]}}"#
        )
    };
    world.write("there.json", list("legal-gpt-eu"));
    world.write("other.json", list("other-gpt"));
    let there = world.run("verify there.json --plan legal.toml --as-of 2026-10-06");
    assert_eq!(there.code, 0, "{} {}", there.output, there.messages);
    let other = world.run("verify other.json --plan legal.toml --as-of 2026-10-06");
    assert_eq!(other.code, 1, "{} {}", other.output, other.messages);
}
