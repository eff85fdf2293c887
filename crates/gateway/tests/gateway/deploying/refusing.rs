//! What is wrong with a configuration is said with its place, all of it at once.

use super::file::{BILLING, COMMUNITY, ENVIRONMENT, MESSAGING, SERVING, good, operators, read};

/// What is changed in a good file, into what, and what is said to it.
const FAULTS: &[(&str, &str, &str)] = &[
    // The whole.
    (
        "environment = \"production\"",
        "",
        "the file, environment: it is missing; expected is \"production\" or \"sandbox\"",
    ),
    (
        "\"production\"",
        "\"prod\"",
        "the file, environment: it is no environment",
    ),
    (
        "[serving]",
        "[server]",
        "the file, server: there is no such key; here may stand environment, journal, serving, operators, connections",
    ),
    (
        "[serving]",
        "journal = \"var/lib\"\n[serving]",
        "the file, journal: it is no folder; expected is a folder that is there",
    ),
    (
        "[serving]",
        "journal = \"/no/such/folder\"\n[serving]",
        "the file, journal: it is no folder",
    ),
    (
        "[serving]",
        "journal = true\n[serving]",
        "the file, journal: it is true or false; expected is a folder",
    ),
    // Serving.
    (
        "127.0.0.1:0",
        "localhost",
        "serving, listen: it is not an address",
    ),
    ("\"http\"", "\"tls\"", "serving, scheme: it is not a scheme"),
    ("scheme = \"http\"\n", "", "serving, scheme: it is missing"),
    (
        "\"http\"",
        "\"https\"",
        "serving, hosts: it is missing; behind https expected is a list of host names",
    ),
    (
        "\"http\"",
        "\"https\"\nhosts = []",
        "serving, hosts: it is missing",
    ),
    (
        "\"http\"",
        "\"https\"\nhosts = [\"https://a.example\"]",
        "serving, hosts: it is not a list of host names only",
    ),
    (
        "\"http\"",
        "\"https\"\nhosts = [\"a.example:8080\"]",
        "serving, hosts: it is not a list of host names only",
    ),
    (
        "\"http\"",
        "\"https\"\nhosts = \"a.example\"",
        "serving, hosts: it is a text; expected is a list",
    ),
    (
        "\"http\"",
        "\"http\"\nproxies = [\"my-proxy\"]",
        "serving, proxies: it is not a list of addresses only",
    ),
    (
        "127.0.0.1:0",
        "0.0.0.0:8080",
        "serving, scheme: it is http, and others can reach this address",
    ),
    (
        "127.0.0.1:0\"\nscheme = \"http\"",
        "0.0.0.0:8080\"\nscheme = \"https\"\nhosts = [\"a.example\"]",
        "serving, proxies: it is missing",
    ),
    (
        "\"http\"",
        "\"http\"\nport = 1",
        "serving, port: there is no such key; here may stand listen, scheme, hosts, proxies, allow_plain_http",
    ),
    // Operators.
    ("name = \"ann\"\n", "", "operator 1, name: it is missing"),
    (
        "\"ann\"",
        "\" ann\"",
        "operator 1, name: it begins or ends with a space",
    ),
    (
        "password_hash = \"$argon2id",
        "password_hash = \"$argon2i",
        "operator \"ann\", password_hash: it is a hash by argon2i, and only argon2id is checked",
    ),
    (
        "m=19456",
        "m=8192",
        "operator \"ann\", password_hash: it is not of the one cost that is checked",
    ),
    (
        "password_hash = \"",
        "password_hash = \"x",
        "operator \"ann\", password_hash: it is no hash of a password",
    ),
    (
        "name = \"ann\"",
        "name = \"ann\"\npassword = \"x\"",
        "operator \"ann\", password: a password does not stand in this file",
    ),
    // Connections.
    (
        "id = \"messaging\"",
        "id = \"Messaging\"",
        "connection 2, id: not a connection id: only lowercase letters, digits and - may stand in it",
    ),
    (
        "id = \"messaging\"",
        "id = 7",
        "connection 2, id: it is a number; expected is a short name",
    ),
    (
        "id = \"messaging\"",
        "id = \"billing\"",
        "the file, connections: two of them are named \"billing\"",
    ),
    (
        "label = \"Messaging\"",
        "label = \"\"",
        "connection \"messaging\", label: it is empty",
    ),
    (
        "\"kirim\"",
        "\"stripe\"",
        "connection \"messaging\", vendor: it is no vendor that is spoken here; expected is \"selfcommunity\", \"kirim\" or \"zuora\"",
    ),
    (
        "https://messaging.example",
        "http://messaging.example",
        "connection \"messaging\", base_url: it is plain http",
    ),
    (
        "https://messaging.example",
        "messaging.example",
        "connection \"messaging\", base_url: it is no address",
    ),
    (
        "label = \"Messaging\"",
        "label = \"Messaging\"\ntimeout = 5",
        "connection \"messaging\", timeout: there is no such key; here may stand id, label, environment, base_url, vendor, token",
    ),
    (
        "\"kirim\"",
        "\"kirim\"\ncap = 5",
        "connection \"messaging\", cap: there is no such key",
    ),
    (
        "\"selfcommunity\"",
        "\"selfcommunity\"\ncap = 0",
        "connection \"community\", cap: it is out of bounds; expected is a whole number from 1 to 1000",
    ),
    (
        "\"selfcommunity\"",
        "\"selfcommunity\"\nchecks_password = \"yes\"",
        "connection \"community\", checks_password: it is a text; expected is true or false",
    ),
    (
        "client_id = \"a-client\"\n",
        "",
        "connection \"billing\", client_id: it is missing",
    ),
    (
        "client_secret =",
        "token =",
        "connection \"billing\", client_secret: it is missing",
    ),
    (
        "\"zuora\"",
        "\"zuora\"\nfile_origins = [\"http://files.example\"]",
        "connection \"billing\", file_origins: it is plain http",
    ),
    (
        "\"zuora\"",
        "\"zuora\"\nfile_origins = [\"https://files.example/a\"]",
        "connection \"billing\", file_origins: one of them has a path",
    ),
    (
        "\"zuora\"",
        "\"zuora\"\norganisations = [\"a,b\"]",
        "connection \"billing\", organisations: not an organisation id",
    ),
    // Secrets.
    (
        "{ env = \"KIRIM_TOKEN\" }",
        "{ env = \"UNSET\" }",
        "connection \"messaging\", token: the environment variable UNSET is not set",
    ),
    (
        "{ env = \"KIRIM_TOKEN\" }",
        "{ env = \"EMPTY\" }",
        "connection \"messaging\", token: the environment variable EMPTY is empty",
    ),
    (
        "{ env = \"KIRIM_TOKEN\" }",
        "{ env = \"TWO_LINES\" }",
        "connection \"messaging\", token: what the environment variable TWO_LINES holds is no token",
    ),
    (
        "{ env = \"KIRIM_TOKEN\" }",
        "{ file = \"/nonexistent/token\" }",
        "connection \"messaging\", token: the file /nonexistent/token cannot be read",
    ),
    (
        "{ env = \"KIRIM_TOKEN\" }",
        "{ file = \"token\" }",
        "connection \"messaging\", token: what stands under file is not a path from the root on",
    ),
    (
        "{ env = \"KIRIM_TOKEN\" }",
        "{ env = \"A\", file = \"/b\" }",
        "connection \"messaging\", token: it names not just one place",
    ),
    (
        "{ env = \"KIRIM_TOKEN\" }",
        "{}",
        "connection \"messaging\", token: it names not just one place",
    ),
    (
        "{ env = \"KIRIM_TOKEN\" }",
        "\"x\"",
        "connection \"messaging\", token: a secret does not stand in this file, which is copied",
    ),
    (
        "{ env = \"KIRIM_TOKEN\" }",
        "7",
        "connection \"messaging\", token: it is a number",
    ),
];

/// The faults of the good file with one thing changed.
fn faults(from: &str, to: &str) -> String {
    let text = good();
    assert!(text.contains(from), "nothing to change: {from}");
    faults_of(&text.replacen(from, to, 1))
}

fn faults_of(text: &str) -> String {
    let Err(refused) = read(text) else {
        panic!("it is served: {text}");
    };
    let refused = refused.to_string();
    refused.split_once(":\n").unwrap().1.to_owned()
}

#[test]
fn a_good_file_is_served() {
    read(&good()).unwrap();
    let nobody = format!("{ENVIRONMENT}{SERVING}{}", operators());
    read(&nobody).unwrap();
}

#[test]
fn each_fault_is_told_with_its_place() {
    for (from, to, wanted) in FAULTS {
        let said = faults(from, to);
        assert!(said.contains(wanted), "{from} → {to}\n{said}");
    }
}

#[test]
fn a_file_without_operators_is_refused_whatever_else_it_has() {
    let nobody = format!("{ENVIRONMENT}{SERVING}{COMMUNITY}{BILLING}");
    assert!(faults_of(&nobody).contains("the file, operators: there is none"));
    let twice = format!("{ENVIRONMENT}{SERVING}{}{}", operators(), operators());
    assert!(faults_of(&twice).contains("the file, operators: two of them are named \"ann\""));
    // The one that is there is wrong: that is another fault.
    let said = faults("password_hash", "hash");
    assert!(!said.contains("there is none"), "{said}");
}

#[test]
fn all_faults_are_told_at_once() {
    let said = faults_of(&format!(
        "environment = \"live\"\n[serving]\nlisten = \"x\"\n[[operators]]\nname = \"ann\"\n{MESSAGING}tiemout = 1\n{}",
        COMMUNITY.replace("COMMUNITY_TOKEN", "UNSET"),
    ));
    for place in [
        "the file, environment",
        "serving, listen",
        "serving, scheme",
        "operator \"ann\", password_hash",
        "connection \"messaging\", tiemout",
        "connection \"community\", token",
    ] {
        assert!(said.contains(&format!("  {place}: ")), "{place}\n{said}");
    }
    assert_eq!(said.lines().count(), 6, "{said}");
}

#[test]
fn what_is_no_toml_is_told_with_its_line() {
    let said = faults("label = \"Messaging\"", "label = Messaging");
    let line = 1 + good()
        .lines()
        .take_while(|line| *line != "label = \"Messaging\"")
        .count();
    assert!(
        said.contains(&format!(
            "the file: it is no TOML from line {line}, column 9 on"
        )),
        "{said}"
    );
    let nothing = redrive_gateway::file::read("/nonexistent/redrive.toml".as_ref(), &|_| None);
    let said = nothing.unwrap_err().to_string();
    assert!(
        said.starts_with("/nonexistent/redrive.toml cannot be served:"),
        "{said}"
    );
}

#[test]
fn a_sandbox_account_may_stand_in_production_but_no_production_in_a_sandbox() {
    let own = |environment: &str| format!("vendor = \"kirim\"\nenvironment = \"{environment}\"");
    let mixed = good().replace("vendor = \"kirim\"", &own("sandbox"));
    let mixed = read(&mixed.replace("https://messaging", "http://messaging")).unwrap();
    let summary = mixed.summary(mixed.listen);
    assert!(summary.contains("messaging: Kirim, sandbox, http://messaging.example"));
    assert!(summary.contains("billing: Zuora, production, "));
    let hidden = good().replacen("\"production\"", "\"sandbox\"", 1);
    let said = faults_of(&hidden.replace("vendor = \"kirim\"", &own("production")));
    assert!(
        said.contains("connection \"messaging\", environment: it is production"),
        "{said}"
    );
}

#[test]
fn plain_http_for_others_is_served_where_it_is_said_and_with_a_warning() {
    let said = SERVING.replace("127.0.0.1:0", "0.0.0.0:8080") + "allow_plain_http = true\n";
    let plain = read(&good().replace(SERVING, &said)).unwrap();
    assert!(
        plain
            .summary(plain.listen)
            .contains("careful      others can reach this address")
    );
}
