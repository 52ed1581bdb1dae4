//! The commands for members and keys, and the secret behind them.

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::commands::{Server, program, run, stdout};
use crate::harness::PASSWORD;

const SIGN_IN: &str = include_str!("../../src/graphql/examples/sign-in.graphql");
const EMAIL: &str = "bea@voorbeeld.nl";
const ADD: [&str; 6] = ["member", "add", "--email", EMAIL, "--name", "Bea Brug"];

/// The one line on standard error of a command that failed.
fn told(folder: &Path, args: &[&str], settings: &[(&str, &str)]) -> String {
    let output = program(folder).args(args).envs(settings.iter().copied()).output().expect("runs");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let told = String::from_utf8(output.stderr).expect("text");
    assert_eq!(told.lines().count(), 1, "{told}");
    told
}

#[test]
fn an_added_member_signs_in_and_mail_goes_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = program(folder.path());
    command.args(ADD).args(["--role", "operator", "--password-stdin"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(format!("{PASSWORD}\n").as_bytes()).unwrap();
    let added = stdout(&child.wait_with_output().unwrap());
    assert!(added.starts_with("member mem_") && added.ends_with(" can sign in\n"), "{added}");

    let server = Server::start(folder.path());
    let signed = server.ask(SIGN_IN, &json!({ "email": EMAIL, "password": PASSWORD }));
    let token = signed["data"]["signIn"]["accessToken"].as_str().expect("a token").to_owned();
    let request =
        "mutation($e: String!) { requestCode(input: {email: $e}) { userErrors { code } } }";
    let began = Instant::now();
    server.ask(request, &json!({ "email": EMAIL, "e": EMAIL }));
    let mail = || std::fs::read_dir(folder.path().join("mail")).into_iter().flatten().flatten();
    let whole = |file: &std::fs::DirEntry| file.path().extension().is_some_and(|it| it == "eml");
    let file = loop {
        if let Some(file) = mail().find(whole) {
            break file;
        }
        assert!(began.elapsed() < Duration::from_secs(4), "it waits for the next round");
        server.get("/healthz");
    };
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    let text = std::fs::read_to_string(file.path()).unwrap();
    let subject = text.lines().find(|line| line.starts_with("Subject:")).unwrap();
    let code: String = subject.chars().filter(char::is_ascii_digit).collect();
    server.get("/inloggen/link/0123456789abcdef");
    let (well, log) = server.stop();
    assert!(well);
    for secret in [EMAIL, "bea@", PASSWORD, &code, &token, "0123456789abcdef"] {
        assert!(!log.contains(secret), "{secret}: {log}");
    }
}

#[test]
fn a_member_is_added_with_a_good_password_or_none() {
    let folder = tempfile::tempdir().unwrap();
    let add = |more: &[&str]| run(folder.path(), &[&ADD[..], more].concat());
    assert!(add(&[]).status.success());
    assert!(add(&["--password", PASSWORD]).status.success(), "again gives the password");
    let weak = told(folder.path(), &[&ADD[..], &["--password", "welkom01"]].concat(), &[]);
    assert!(weak.contains("password") && !weak.contains("welkom01"), "{weak}");
    let odd = ["member", "add", "--email", "bea", "--name", "Bea"];
    assert!(told(folder.path(), &odd, &[]).contains("email: unreadable"));
    let both = add(&["--password", PASSWORD, "--password-stdin"]);
    assert_eq!(both.status.code(), Some(2));
}

#[test]
fn a_role_is_given_in_the_community_that_there_is() {
    let folder = tempfile::tempdir().unwrap();
    let add = |more: &[&'static str]| [&ADD[..], &["--role", "steward"], more].concat();
    let none = told(folder.path(), &add(&[]), &[]);
    assert!(none.contains("--community") && none.contains("none yet"), "{none}");
    let seeded = run(folder.path(), &["seed", "demo"]);
    let sign_ins = String::from_utf8_lossy(&seeded.stderr).into_owned();
    assert!(sign_ins.contains("organisator@oost.example"), "{sign_ins}");
    let added = stdout(&run(folder.path(), &add(&[])));
    assert!(added.ends_with("is steward of Oost\n"), "{added}");
    let named = run(folder.path(), &add(&["--community", "oost"]));
    assert!(named.status.success(), "again is no fault");
    let unknown = told(folder.path(), &add(&["--community", "west"]), &[]);
    assert!(unknown.contains("west") && unknown.contains("oost"), "{unknown}");
    let unasked = told(folder.path(), &[&ADD[..], &["--password"]].concat(), &[]);
    assert!(unasked.contains("--password-stdin"), "{unasked}");
    assert!(run(folder.path(), &["demo", "remove"]).status.success());
    let gone = told(folder.path(), &add(&[]), &[]);
    assert!(gone.contains("none yet"), "{gone}");
}

#[test]
fn one_machine_makes_its_own_secret_and_keeps_it() {
    let folder = tempfile::tempdir().unwrap();
    let rotated = run(folder.path(), &["keys", "rotate"]);
    assert!(rotated.status.success() && stdout(&rotated).contains("signs from now on"));
    let file = folder.path().join("secret");
    let secret = std::fs::read_to_string(&file).expect("it was made");
    assert_eq!(secret.len(), 64);
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    assert!(run(folder.path(), &["keys", "rotate"]).status.success());
    assert_eq!(std::fs::read_to_string(&file).unwrap(), secret);
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().flatten().collect();
    let parts = left.iter().filter(|it| it.file_name().to_string_lossy().starts_with("secret."));
    assert_eq!(parts.count(), 0);
    // Another secret opens nothing; a new key does.
    let other = [("KOOP_SECRET", "another secret, as long as it must be")];
    let serve = ["--log", "error", "serve", "--listen", "127.0.0.1:0"];
    assert!(told(folder.path(), &serve, &other).contains("koop-lokaal keys rotate"));
}

#[test]
fn a_secret_must_be_long_and_nodes_share_one() {
    let folder = tempfile::tempdir().unwrap();
    let short = told(folder.path(), &["keys", "rotate"], &[("KOOP_SECRET", "hunter2")]);
    assert!(short.contains("at least 32 characters") && !short.contains("hunter2"), "{short}");
    let postgres = [("KOOP_DATABASE_URL", "postgres://nobody@127.0.0.1:1/none")];
    let told = told(folder.path(), &["serve"], &postgres);
    assert!(told.contains("KOOP_SECRET must be set"), "{told}");
    assert!(!folder.path().join("secret").exists());
}

#[test]
fn a_mail_server_needs_a_sender_and_an_address_that_can_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let secret = "s3cr3t";
    let url = format!("ftp://user:{secret}@mail.example");
    let alone = program(folder.path()).arg("serve").env("KOOP_SMTP_URL", &url).output().unwrap();
    assert_eq!(alone.status.code(), Some(2));
    assert!(!String::from_utf8_lossy(&alone.stderr).contains(secret));
    let from = ("KOOP_MAIL_FROM", "post@oost.example");
    let serve = ["--log", "error", "serve", "--listen", "127.0.0.1:0"];
    let told = told(folder.path(), &serve, &[("KOOP_SMTP_URL", &url), from]);
    assert!(told.contains("KOOP_SMTP_URL must be") && !told.contains(secret), "{told}");
}
