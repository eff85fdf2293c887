//! The binary as somebody starts it: what it prints, what it logs, how it stops.

use crate::kit::binary::{Redrive, words};
use crate::kit::{Page, asked_with, events, plan_file};
use std::process::Command;

const PASSWORD: &str = "a-password-nobody-may-see";

const DEMO: [&str; 5] = [
    "demo",
    "--listen",
    "127.0.0.1:0",
    "--sandbox-listen",
    "127.0.0.1:0",
];

#[test]
fn a_demo_says_where_it_is_and_how_to_sign_in() {
    let mut demo = Redrive::start(&DEMO, &[]);
    let lines = demo.lines(10, 4);
    assert_eq!(
        words(&lines),
        ["console", "sandbox", "operator", "password"]
    );
    assert!(lines[0].1.starts_with("http://127.0.0.1:") && !lines[0].1.ends_with(":0"));
    assert!(lines[1].1.starts_with("http://127.0.0.1:"));
    assert_eq!(lines[2].1, "admin");
    assert_eq!(lines[3].1.len(), 24);
    let (code, log) = demo.stop("-TERM");
    assert_eq!(code, Some(0), "{log}");
    assert!(!log.contains(&lines[3].1));
}

#[test]
fn a_given_password_is_not_printed() {
    let mut demo = Redrive::start(&DEMO, &[("REDRIVE_DEMO_PASSWORD", PASSWORD)]);
    assert_eq!(demo.lines(10, 4)[3].1, "from REDRIVE_DEMO_PASSWORD");
    let (code, log) = demo.stop("-INT");
    assert_eq!(code, Some(0));
    assert!(!log.contains(PASSWORD));
}

#[test]
fn a_sandbox_starts_alone() {
    let mut sandbox = Redrive::start(&["sandbox", "--listen", "127.0.0.1:0", "--seed", "7"], &[]);
    let lines = sandbox.lines(10, 1);
    assert_eq!(words(&lines), ["sandbox"]);
    assert_eq!(sandbox.stop("-TERM").0, Some(0));
}

#[test]
fn what_cannot_start_says_why() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let at = taken.local_addr().unwrap().to_string();
    for (arguments, why) in [
        (vec!["demo", "--listen", &at], "the console cannot listen"),
        (
            vec!["sandbox", "--listen", &at],
            "the sandbox cannot listen",
        ),
        (
            vec!["demo", "--console", "/nonexistent"],
            "no folder with an index.html",
        ),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_redrive"))
            .args(arguments)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1));
        let log = String::from_utf8(output.stderr).unwrap();
        assert!(log.contains(why), "{log}");
    }
}

#[tokio::test]
async fn the_log_says_who_sent_what_and_why_but_no_secret() {
    let mut demo = Redrive::start(&DEMO, &[("REDRIVE_DEMO_PASSWORD", PASSWORD)]);
    let address = demo.lines(10, 4)[0]
        .1
        .trim_start_matches("http://")
        .parse()
        .unwrap();
    let mut page = Page::new(address);
    page.sign_in("admin", "a-wrong-password").await;
    page.sign_in("name-or-password", "x").await;
    page.sign_in("admin", PASSWORD).await;
    let connections: Vec<redrive_core::connection::Connection> =
        serde_json::from_slice(&page.get("/api/connections").await.body).unwrap();
    let plan = plan_file(&connections[0], events(513..515));
    let mut asked = asked_with(&plan, PASSWORD);
    asked["reason"] = "an outage\n2026 INFO forged".into();
    let confirmed = page.post("/api/confirmations", &asked).await.json();
    let id = confirmed["confirmation"].as_str().unwrap();
    page.send(id, 0).await;
    let (_, log) = demo.stop("-TERM");
    let digest = plan["digest"].as_str().unwrap();
    for said in [
        "signed in",
        "sign-in refused",
        "operator=\"admin\"",
        digest,
        "call=0",
        "status=204",
    ] {
        assert!(log.contains(said), "{said}: {log}");
    }
    assert!(
        log.contains(r#"reason="an outage\n2026 INFO forged""#),
        "{log}"
    );
    let cookie = page
        .cookie
        .as_deref()
        .unwrap()
        .trim_start_matches("redrive=");
    for secret in [
        PASSWORD,
        "a-wrong-password",
        "name-or-password",
        cookie,
        id,
        redrive_sandbox::SELFCOMMUNITY_ADMIN,
        "[513",
    ] {
        assert!(!log.contains(secret), "{secret}: {log}");
    }
}
