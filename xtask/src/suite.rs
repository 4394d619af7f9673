//! `cargo xtask test`: every check, and one summary.

use crate::{
    Result, deploy_files, grade, licences, production, python,
    run::{self, command},
    schemas, sdk, setup, shapes, size, supply_chain,
    test_output::{Failure, Tests},
};
use std::time::{Duration, Instant};

struct Finished {
    name: &'static str,
    outcome: Result,
    took: Duration,
    /// Why it was skipped, if it was.
    skipped: Option<&'static str>,
}

#[derive(Default)]
struct Suite {
    steps: Vec<Finished>,
    tests: Tests,
    /// Failures of tests that have passed when they were run again.
    flaky: Vec<Failure>,
}

/// More failures than this are no accident.
const RUN_AGAIN: usize = 2;

/// Installs what is missing and runs every step. After a failed one the others still run.
pub fn test() -> Result {
    let mut suite = Suite::default();
    suite.step("set-up", setup::for_testing);
    if suite.failed() {
        return suite.summary();
    }
    suite.step("formatting", || command("cargo fmt --all --check").run());
    suite.step("lints, server", || {
        command("cargo clippy --locked --workspace --all-targets -- --deny warnings").run()
    });
    suite.step("lints, server without sandbox", || {
        command("cargo clippy --locked --no-default-features --all-targets -- --deny warnings")
            .run()
    });
    suite.step("lints, browser", || {
        command("cargo clippy --locked --lib --target wasm32-unknown-unknown --target-dir target/front -- --deny warnings").run()
    });
    suite.tests("unit and router tests", "cargo test --locked --workspace --exclude end2end", &[]);
    suite.step("smallest shape, lints and tests", shapes::smallest);
    suite.step("page, for release", size::build);
    suite.step("size", size::report);
    suite.step("supply chain", supply_chain::check);
    suite.step("licences", licences::check);
    match supply_chain::advisories_skip_reason() {
        Some(why) => suite.skip("advisories", why),
        None => suite.step("advisories", supply_chain::advisories),
    }
    suite.step("production build", production::check);
    suite.tests(
        "production, its own tests",
        "cargo test --locked --no-default-features --lib settings",
        &[],
    );
    suite.step("server", size::server);
    suite.step("headers, graded", grade::grade);
    suite.step("production, the search", production::check_the_search);
    let server = run::server("debug");
    match python::skip_reason() {
        Some(why) => {
            for name in ["official SDK", "Kubernetes manifests", "schemas"] {
                suite.skip(name, why);
            }
        }
        None => {
            suite.step("official SDK", || sdk::check(&server));
            suite.step("Kubernetes manifests", deploy_files::manifests);
            suite.step("schemas", schemas::check);
        }
    }
    match deploy_files::unit_skip_reason() {
        Some(why) => suite.skip("systemd unit", why),
        None => suite.step("systemd unit", deploy_files::unit),
    }
    let [root, server] = size::under_test(&server);
    // The message of a failed test says where. Behind a hundred frames, nobody finds it.
    let no_frames = ("RUST_BACKTRACE", "0".to_owned());
    let variables = [root, server, no_frames];
    let tests = "cargo test --locked --no-fail-fast --package end2end --lib --bins --test suite --test vitals";
    suite.browser_tests("browser tests", tests, &variables);
    let [root, server] = production::under_test();
    let tests = "cargo test --locked --package end2end --test own_login";
    let shop = [variables.as_slice(), &[root, server]].concat();
    suite.browser_tests("browser tests, a shop's login", tests, &shop);
    for (engine, why) in setup::missing_engines() {
        suite.skip(engine, why);
    }
    // One browser of each engine.
    let tests = "cargo test --locked --package end2end --test engines -- --test-threads 3";
    suite.tests("browser tests, three engines", tests, &variables);
    suite.summary()
}

impl Suite {
    fn step(&mut self, name: &'static str, step: impl FnOnce() -> Result) {
        println!("\n== {name}");
        let start = Instant::now();
        let outcome = step();
        self.finish(name, outcome, start);
    }

    fn skip(&mut self, name: &'static str, why: &'static str) {
        println!("\n== {name}\n{why}");
        self.finish(name, Ok(()), Instant::now());
        if let Some(step) = self.steps.last_mut() {
            step.skipped = Some(why);
        }
    }

    fn tests(&mut self, name: &'static str, words: &str, variables: &[(&str, String)]) {
        println!("\n== {name}");
        let start = Instant::now();
        let (outcome, tests) = command(words).envs(variables).run_tests();
        self.finish_tests(name, outcome, tests, start);
    }

    /// A browser test can also fail because the machine was busy for some seconds. One or two that
    /// fail are run a second time by themselves, and the summary shows the first failure.
    fn browser_tests(&mut self, name: &'static str, words: &str, variables: &[(&str, String)]) {
        println!("\n== {name}");
        let start = Instant::now();
        let (mut outcome, mut tests) = command(words).envs(variables).run_tests();
        if (1..=RUN_AGAIN).contains(&tests.failed) && tests.failures.len() == tests.failed {
            let names = tests.failures.iter().map(|failure| failure.test.as_str());
            let again = command(words).envs(variables).args(["--", "--exact"]).args(names);
            let (second_outcome, second) = again.run_tests();
            // What was not run again has not passed.
            if second.passed + second.failed == tests.failed {
                outcome = second_outcome;
                let failed =
                    |first: &Failure| second.failures.iter().any(|it| it.test == first.test);
                let failures = std::mem::take(&mut tests.failures);
                self.flaky.extend(failures.into_iter().filter(|first| !failed(first)));
                tests.failed = 0;
                tests.add(second);
            }
        }
        self.finish_tests(name, outcome, tests, start);
    }

    fn finish_tests(&mut self, name: &'static str, outcome: Result, tests: Tests, start: Instant) {
        // A run without a test proves nothing.
        let outcome = match tests.passed {
            0 => outcome.and(Err("no test ran".into())),
            _ => outcome,
        };
        self.tests.add(tests);
        self.finish(name, outcome, start);
    }

    fn finish(&mut self, name: &'static str, outcome: Result, start: Instant) {
        if let Err(message) = &outcome {
            eprintln!("{message}");
        }
        self.steps.push(Finished { name, outcome, took: start.elapsed(), skipped: None });
    }

    fn failed(&self) -> bool {
        self.steps.iter().any(|step| step.outcome.is_err())
    }

    fn summary(self) -> Result {
        println!("\n== summary");
        for Finished { name, outcome, took, skipped } in &self.steps {
            let verdict = skipped.unwrap_or(outcome.as_ref().map_or("FAILED", |()| "ok"));
            println!("{name:<32}{verdict:<8}{:>6} s", took.as_secs());
        }
        for failure in &self.tests.failures {
            print!("\nfailed: {failure}");
        }
        for failure in &self.flaky {
            print!("\nfailed once, and passed when it was run again: {failure}");
        }
        let verdict = if self.failed() { "FAILED" } else { "ok" };
        let Tests { passed, failed, ignored, .. } = self.tests;
        println!("\ntest result: {verdict}. {passed} passed; {failed} failed; {ignored} ignored");
        let failed: Vec<_> =
            self.steps.iter().filter(|step| step.outcome.is_err()).map(|step| step.name).collect();
        match failed.as_slice() {
            [] => Ok(()),
            names => Err(format!("failed: {}", names.join(", "))),
        }
    }
}
