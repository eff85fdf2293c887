//! Views as a file: the same in the browser's storage and in what is handed to a colleague.
//! Whatever a file holds, it is read without harm: an entry that is no view is left out and said.

use super::saved::Views;
use super::view::View;
use crate::routes::Screen;
use crate::ui::foreign::cut;
use serde_json::{Value, json};

/// The version that is written, and the only one that is read.
const VERSION: u64 = 1;
const NAME: &str = "redrive_views";
/// Nobody has so many; a file that does is no file of views.
const MOST: usize = 500;
/// The longest text that is looked at.
pub const LONGEST: usize = 1_000_000;

/// The file's text.
pub fn write(views: &Views) -> String {
    let known = views.views.iter().map(|view| json!(view));
    let all: Vec<Value> = known.chain(views.unread.iter().cloned()).collect();
    let file = json!({ NAME: VERSION, "views": all });
    serde_json::to_string_pretty(&file).unwrap_or_default()
}

/// The views of a file, and why each other entry is none.
///
/// # Errors
/// The text is no file of views at all; why, as a sentence.
pub fn read(text: &str) -> Result<(Views, Vec<String>), String> {
    if text.len() > LONGEST {
        return Err("This is too long to be a file of views.".to_owned());
    }
    let file: Value = serde_json::from_str(text)
        .map_err(|_| "This is no file of views: it is no JSON.".to_owned())?;
    match file.get(NAME).map(Value::as_u64) {
        None => return Err("This is no file of views.".to_owned()),
        Some(Some(VERSION)) => {}
        Some(_) => {
            return Err(
                "This file is of a version that this console does not know. Open it with the console that wrote it.".to_owned(),
            );
        }
    }
    let entries = file.get("views").and_then(Value::as_array);
    let entries = entries.ok_or("This file holds no list of views.")?;
    if entries.len() > MOST {
        return Err(format!("This file holds more than {MOST} views."));
    }
    let (mut views, mut refused) = (Views::default(), Vec::new());
    for (place, entry) in (1..).zip(entries) {
        match one(entry) {
            Ok(view) if views.has(&view) => {
                refused.push(format!("View {place}: its name stands there twice."));
                views.unread.push(entry.clone());
            }
            Ok(view) => views.views.push(view),
            Err(why) => {
                let name = entry.get("name").and_then(Value::as_str).map(cut);
                let name = name.map(|name| format!(" “{name}”")).unwrap_or_default();
                refused.push(format!("View {place}{name}: {why}"));
                views.unread.push(entry.clone());
            }
        }
    }
    Ok((views, refused))
}

fn one(entry: &Value) -> Result<View, String> {
    let screen = entry.get("screen").and_then(Value::as_str);
    if screen.is_some_and(|word| Screen::of_word(word).is_none()) {
        return Err("It is of a screen that this console does not have.".to_owned());
    }
    let view: View =
        serde_json::from_value(entry.clone()).map_err(|_| "It is no view.".to_owned())?;
    view.check()?;
    Ok(view)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn views() -> Views {
        let query = vec![("last".to_owned(), "24h".to_owned())];
        Views {
            views: vec![View::new("Since yesterday", Screen::Deliveries, query).unwrap()],
            unread: Vec::new(),
        }
    }

    #[test]
    fn a_file_is_read_as_it_was_written() {
        assert_eq!(read(&write(&views())), Ok((views(), Vec::new())));
        assert!(write(&views()).contains("24h"), "relative stays relative");
    }

    #[test]
    fn what_is_no_file_of_views_is_refused_whole() {
        for text in [
            "",
            "not json",
            "[]",
            "{\"views\":[]}",
            "{\"redrive_views\":2,\"views\":[]}",
            "{\"redrive_views\":\"1\",\"views\":[]}",
            "{\"redrive_views\":1}",
            "{\"redrive_views\":1,\"views\":{}}",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
        assert!(read(&" ".repeat(LONGEST + 1)).is_err());
        let many = vec![json!({}); MOST + 1];
        assert!(read(&json!({NAME: 1, "views": many}).to_string()).is_err());
    }

    #[test]
    fn a_bad_entry_is_left_out_and_said_and_kept_for_whoever_can_read_it() {
        let text = json!({NAME: 1, "views": [
            {"name": "Good", "screen": "runs", "query": []},
            {"name": "Mail", "screen": "emails", "query": [["account", "pia@customer.example"]]},
            {"name": "Good", "screen": "runs", "query": [["connection", "billing"]]},
            {"name": "New", "screen": "emails", "query": [["v", "2"]]},
            {"name": "Far", "screen": "elsewhere", "query": []},
            7,
        ]});
        let (views, refused) = read(&text.to_string()).unwrap();
        assert_eq!((views.views.len(), refused.len()), (1, 5));
        assert!(refused[0].starts_with("View 2 “Mail”: An e-mail address"));
        assert!(refused[3].starts_with("View 5 “Far”: It is of a screen"));
        let (again, _) = read(&write(&views)).unwrap();
        assert_eq!(again, views, "nothing is lost");
    }
}
