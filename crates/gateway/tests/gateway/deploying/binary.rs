//! `redrive serve` and `redrive password` as somebody runs them, before sandboxes.

use super::file::{MARKER, PASSWORD, good, hash};
use crate::kit::binary::{Redrive, command, words};
use crate::kit::folder::Folder;
use crate::kit::{Page, asked_with, plan_file};
use redrive_core::connection::Connection;
use redrive_core::plan::Draft;
use redrive_core::{kirim, selfcommunity, zuora};
use redrive_gateway::sandbox::{self, Running};
use redrive_sandbox::{
    KIRIM_KEY, SELFCOMMUNITY_ADMIN, Scale, ZUORA_CLIENT_ID, ZUORA_CLIENT_SECRET,
};
use reqwest::Method;
use serde_json::{Value, json};
use std::io::Write as _;
use std::net::SocketAddr;
use std::process::{Output, Stdio};

const VARIABLES: [(&str, &str); 2] = [
    ("COMMUNITY_TOKEN", SELFCOMMUNITY_ADMIN),
    ("ZUORA_SECRET", ZUORA_CLIENT_SECRET),
];

/// A sandbox of its own for each vendor, and a configuration that names them.
struct Scene {
    folder: Folder,
    vendors: Vec<Running>,
}

impl Scene {
    async fn start() -> Self {
        let mut vendors = Vec::new();
        for seed in 1..=3 {
            let options = sandbox::Options {
                listen: SocketAddr::from(([127, 0, 0, 1], 0)),
                seed,
                scale: Scale::Small,
                file: None,
            };
            vendors.push(sandbox::start(options).await.unwrap());
        }
        let folder = Folder::new();
        Self { folder, vendors }
    }

    fn config(&self) -> String {
        let at = |number: usize, prefix: &str| {
            format!("http://{}/{prefix}/", self.vendors[number].address)
        };
        let key = self.folder.file("kirim", &format!("{KIRIM_KEY}\n"));
        let text = good()
            .replace("https://community.example", &at(0, "selfcommunity"))
            .replace("https://messaging.example", &at(1, "kirim"))
            .replace("https://billing.example", &at(2, "zuora"))
            .replace("a-client", ZUORA_CLIENT_ID)
            .replace("env = \"KIRIM_TOKEN\"", &format!("file = \"{key}\""));
        self.folder.file("redrive.toml", &text)
    }

    async fn oracle(&self, number: usize) -> Value {
        let vendor = Page::new(self.vendors[number].address);
        crate::kit::reply(vendor.bare(Method::GET, "/_sandbox/sends"))
            .await
            .json()
    }
}

fn read_of(vendor: &str) -> Value {
    match vendor {
        "community" => {
            json!({ "selfcommunity": selfcommunity::Read::Endpoints { limit: 10, offset: 0 } })
        }
        "messaging" => json!({ "kirim": kirim::Read::Deliveries {
            filter: kirim::DeliveryFilter {
                status: Some(kirim::contract::DeliveryStatus::Dead),
                ..Default::default()
            },
            limit: 3,
            cursor: None,
        } }),
        _ => json!({ "zuora": zuora::Read::SubmitPage {
            filter: zuora::NotificationFilter {
                channel: zuora::contract::Channel::Email,
                account: None,
                status: None,
                created_after: None,
                created_before: None,
            },
            limit: 10,
            cursor: None,
        } }),
    }
}

#[tokio::test]
async fn three_accounts_are_served_read_and_sent_to() {
    let scene = Scene::start().await;
    let config = scene.config();
    let mut redrive = Redrive::start(&["serve", "--config", &config], &VARIABLES);
    let lines = redrive.lines(13, 8);
    assert_eq!(
        words(&lines),
        [
            "environment",
            "listening",
            "console",
            "operator",
            "connection",
            "connection",
            "connection",
            "journal"
        ]
    );
    let mut page = Page::new(lines[1].1.parse().unwrap());
    assert_eq!(
        page.sign_in("ann", "another").await.kind(),
        "wrong_credentials"
    );
    let session = page.sign_in("ann", PASSWORD).await.json();
    assert_eq!(session["environment"], "production");
    let connections: Vec<Connection> =
        serde_json::from_slice(&page.get("/api/connections").await.body).unwrap();
    let ids: Vec<&str> = connections.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["community", "messaging", "billing"], "as in the file");
    for id in ids {
        let answer = page.read(id, &read_of(id)).await;
        assert_eq!(answer.vendor_status(), "200", "{id}: {}", answer.json());
    }

    let dead = page.read("messaging", &read_of("messaging")).await.json();
    let deliveries: Vec<kirim::contract::DeliveryId> = dead["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|delivery| serde_json::from_value(delivery["id"].clone()).unwrap())
        .collect();
    let draft = Draft::ReplayDeliveries {
        deliveries: deliveries.clone(),
    };
    let plan = plan_file(&connections[1], draft);
    let wrong = page
        .post("/api/confirmations", &asked_with(&plan, "another"))
        .await;
    assert_eq!(wrong.kind(), "wrong_password");
    let asked = asked_with(&plan, PASSWORD);
    let confirmed = page.post("/api/confirmations", &asked).await.json();
    assert_eq!(confirmed["operator"], "ann");
    let id = confirmed["confirmation"].as_str().unwrap();
    for number in 0..deliveries.len() {
        let status = page.sends(id, number).await;
        assert!(status.starts_with('2'), "{status}");
    }
    let sent = scene.oracle(1).await["kirim"].clone();
    assert_eq!(sent.as_object().unwrap().len(), deliveries.len());
    for delivery in deliveries {
        assert_eq!(sent[delivery.as_str()], 1);
    }

    let (code, log) = redrive.stop("-TERM");
    assert_eq!(code, Some(0), "{log}");
    assert!(log.contains("operator=\"ann\""), "{log}");
    for secret in [
        SELFCOMMUNITY_ADMIN,
        KIRIM_KEY,
        ZUORA_CLIENT_SECRET,
        PASSWORD,
        hash(),
    ] {
        assert!(!log.contains(secret), "{secret}: {log}");
    }
}

fn run(arguments: &[&str], variables: &[(&str, &str)]) -> (Option<i32>, String, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = command(arguments, variables).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}

#[test]
fn a_check_says_what_would_be_served_and_where_secrets_come_from() {
    let folder = Folder::new();
    let config = folder.file("redrive.toml", &good());
    let check = ["serve", "--config", &config, "--check"];
    let variables = ["COMMUNITY_TOKEN", "KIRIM_TOKEN", "ZUORA_SECRET"].map(|name| (name, MARKER));
    let (code, said, wrong) = run(&check, &variables);
    assert_eq!((code, wrong.as_str()), (Some(0), ""));
    for line in [
        "environment  production",
        "listening    127.0.0.1:0",
        "operator     ann",
        "connection   community: SelfCommunity, production, https://community.example, \
         credentials from the environment variable COMMUNITY_TOKEN",
        "connection   billing: Zuora, production, https://billing.example, \
         credentials from the environment variable ZUORA_SECRET",
    ] {
        assert!(said.lines().any(|one| one == line), "{line}\n{said}");
    }
    assert!(!said.contains(MARKER) && !said.contains(hash()), "{said}");

    let (code, said, wrong) = run(&check, &[("COMMUNITY_TOKEN", MARKER)]);
    assert_eq!((code, said.as_str()), (Some(1), ""));
    for name in ["KIRIM_TOKEN", "ZUORA_SECRET"] {
        assert!(
            wrong.contains(&format!("the environment variable {name} is not set")),
            "{wrong}"
        );
    }
    assert!(!wrong.contains(MARKER), "{wrong}");
    let (code, _, wrong) = run(&["serve", "--config", &config], &[]);
    assert_eq!((code, wrong.lines().count()), (Some(1), 4), "{wrong}");
}

#[test]
fn a_password_that_is_piped_in_becomes_its_hash() {
    let hash_of = |input: &str| {
        let mut redrive = command(&["password"], &[])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        redrive
            .stdin
            .take()
            .unwrap()
            .write_all(input.as_bytes())
            .unwrap();
        let Output {
            status,
            stdout,
            stderr,
        } = redrive.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (status.code(), text(stdout), text(stderr))
    };
    let (code, said, wrong) = hash_of(&format!("{PASSWORD}\n"));
    assert_eq!((code, wrong.as_str()), (Some(0), ""));
    assert!(
        said.starts_with("$argon2id$v=19$m=19456,t=2,p=1$") && said.ends_with('\n'),
        "{said}"
    );
    assert!(said.trim_end() != hash(), "another salt");
    redrive_gateway::config::PasswordHash::parse(said.trim_end()).unwrap();
    for input in ["", "\n", "short\n", "hunter2-line\nhunter2-line\n"] {
        let (code, said, wrong) = hash_of(input);
        assert_eq!((code, said.as_str()), (Some(1), ""), "{input:?}");
        assert!(
            wrong.contains("no hash was made") && !wrong.contains("hunter2"),
            "{wrong}"
        );
    }
}
