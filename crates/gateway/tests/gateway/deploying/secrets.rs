//! No text that the gateway makes of a configuration holds a secret, however broken it is.

use super::file::{MARKER, good, read};

/// A piece of the marker, as a fault may have cut it.
const PIECE: &str = "hunter2";

fn assert_silent(text: &str) {
    let said = match read(text) {
        Ok(deployment) => deployment.summary(deployment.listen),
        Err(faults) => format!("{faults} {faults:?}"),
    };
    assert!(!said.contains(PIECE), "{text}\n\n{said}");
}

/// Names are there to be told.
fn is_name(key: &str, value: &str) -> bool {
    match key {
        "name" => value.starts_with('"'),
        "id" => value.starts_with(&format!("\"{MARKER}\"")),
        _ => false,
    }
}

#[test]
fn a_secret_in_any_place_is_not_repeated() {
    let good = good();
    assert_silent(&good);
    let served = format!("{:?}", read(&good).unwrap());
    assert!(!served.contains(PIECE), "{served}");
    // Instead of the value of each key, as a text and bare.
    let lines: Vec<&str> = good.lines().collect();
    for (number, line) in lines.iter().enumerate() {
        let Some((key, _)) = line.split_once(" = ") else {
            continue;
        };
        for value in [
            format!("\"{MARKER}\""),
            format!("[\"{MARKER}\"]"),
            format!("{{ env = \"{MARKER}\" }}"),
            format!("{{ file = \"{MARKER}\" }}"),
            format!("{{ value = \"{MARKER}\" }}"),
            format!("{{ {MARKER} = 1 }}"),
            format!("\"https://me:{MARKER}@vendor.example\""),
            format!("\"https://vendor.example/?key={MARKER}\""),
            format!("\"$2b$12${MARKER}\""),
            format!("\"{MARKER}\"\n{MARKER} = 1"),
            format!("\"{MARKER}\"\n{key} = \"{MARKER}\""),
            MARKER.to_owned(),
            format!("\"{MARKER}"),
        ] {
            if is_name(key, &value) {
                continue;
            }
            let slipped = format!("{key} = {value}");
            let mut changed = lines.clone();
            *changed.get_mut(number).unwrap() = &slipped;
            assert_silent(&changed.join("\n"));
        }
    }
}

#[test]
fn a_slip_anywhere_in_a_file_with_secrets_repeats_none() {
    let tempting = format!(
        "environment = \"production\"\n[serving]\nlisten = \"127.0.0.1:0\"\nscheme = \"http\"\n\
         [[operators]]\nname = \"ann\"\npassword = \"{MARKER}\"\npassword_hash = \"{MARKER}\"\n\
         [[connections]]\nid = \"a\"\nvendor = \"kirim\"\ntoken = {{ env = \"{MARKER}\" }}\n\
         base_url = \"https://x:{MARKER}@y\"\n"
    );
    for (at, letter) in tempting.char_indices() {
        let (before, after) = tempting.split_at(at);
        for slip in ["", "\"", "\n", "=", "[", "}", "'", "#"] {
            assert_silent(&format!(
                "{before}{slip}{}",
                after.get(letter.len_utf8()..).unwrap()
            ));
        }
        assert_silent(before);
    }
}
