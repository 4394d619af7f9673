//! `docs/by-hand.md` runs as it stands: its `curl`s and its JavaScript, against a sandbox alone.

use end2end::{Result, Sandbox, block_on};
use std::{
    fs,
    io::{ErrorKind, Write as _},
    path::Path,
    process::{Command, Stdio},
};

/// The fenced block of this language.
fn block(language: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/by-hand.md");
    let document = fs::read_to_string(path).unwrap_or_default();
    let after = document.split_once(&format!("```{language}\n"));
    let block = after.and_then(|(_, rest)| rest.split_once("```")).map(|(block, _)| block);
    block.map(str::to_owned).unwrap_or_default()
}

/// Runs a program with this text as its standard input, and returns what it prints.
fn run(program: &[&str], input: &str, sandbox: &Sandbox) -> Result<String> {
    let missing = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => format!("docs/by-hand.md needs {}: install it", program[0]),
        _ => format!("{}: {error}", program[0]),
    };
    let mut process = Command::new(program[0])
        .args(&program[1..])
        .env("ZUORA", &sandbox.url)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(missing)?;
    process.stdin.take().ok_or("no standard input")?.write_all(input.as_bytes())?;
    let output = process.wait_with_output()?;
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let complaints = String::from_utf8_lossy(&output.stderr);
    match output.status.success() && complaints.is_empty() {
        true => Ok(printed),
        false => Err(format!("{program:?}: {}\n{complaints}\n{printed}", output.status).into()),
    }
}

/// Everything after the line that begins like this, up to the next step.
fn step<'a>(printed: &'a str, begins: &str) -> &'a str {
    let after = printed.split_once(begins).map(|(_, rest)| rest).unwrap_or_default();
    let from = after.split_once('\n').map(|(_, rest)| rest).unwrap_or_default();
    ["4. ", "5. ", "And "]
        .iter()
        .filter_map(|next| from.find(next))
        .min()
        .map_or(from, |at| &from[..at])
}

#[test]
fn the_five_curls_save_a_card_and_a_token_serves_once() -> Result {
    let sandbox = block_on(Sandbox::start("http://localhost:3000"));
    run(&["curl", "--version"], "", &sandbox)?;
    let printed = run(&["bash", "-e"], &block("bash"), &sandbox)?;
    let preflight = step(&printed, "3. ").to_lowercase();
    assert!(preflight.starts_with("http/1.1 200"), "{printed}");
    assert!(preflight.contains("access-control-allow-origin: http://localhost:3000"), "{printed}");
    assert!(step(&printed, "4. ").contains(r#""success":true"#), "{printed}");
    assert!(step(&printed, "5. ").contains("************1111"), "{printed}");
    let again = step(&printed, "And ");
    assert!(again.contains("90000011") && again.contains(r#""success":false"#), "{printed}");
    assert_eq!(block_on(sandbox.card_count("A00000001")), 1, "the second call saved nothing");
    Ok(())
}

#[test]
fn the_javascript_saves_a_card_and_a_token_serves_once() -> Result {
    let sandbox = block_on(Sandbox::start("http://localhost:3000"));
    let script = block("js");
    assert!(script.lines().count() <= 36, "it is to stay short");
    let printed = run(&["node", "--input-type=module"], &script, &sandbox)?;
    let line = |begins: &str| {
        let from = printed.find(begins).map(|at| &printed[at..]);
        from.unwrap_or_else(|| panic!("{begins} in {printed}"))
    };
    assert!(line("saved:").contains("success: true"), "{printed}");
    assert!(line("the token again:").contains(r#""code":90000011"#), "{printed}");
    assert!(line("in the account:").contains("************1111"), "{printed}");
    assert_eq!(block_on(sandbox.card_count("A00000001")), 1, "the second call saved nothing");
    Ok(())
}

/// A machine without one of the programs is told which one, and a script that fails is not passed over.
#[test]
fn a_missing_program_and_a_failing_script_are_reported() {
    let sandbox = block_on(Sandbox::start("http://localhost:3000"));
    let missing = run(&["no-such-curl"], "", &sandbox).map_err(|error| error.to_string());
    assert_eq!(missing.err().as_deref(), Some("docs/by-hand.md needs no-such-curl: install it"));
    let failing = block("bash").replace("ZUORA=${ZUORA:-", "ZUORA=${NOT_SET:-http://127.0.0.1:9/");
    assert!(run(&["bash", "-e"], &failing, &sandbox).is_err());
    assert_eq!(block_on(sandbox.card_count("A00000001")), 0);
}
