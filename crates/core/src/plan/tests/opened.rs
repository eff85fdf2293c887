//! For which connection a plan file opens, and in which format: where it leads is part of the plan.

use super::*;

#[test]
fn a_plan_holds_only_for_where_it_leads() {
    let text = serde_json::to_string(&shaped(HALVING).to_file()).unwrap();
    let open = |connection: &Connection| PlanFile::parse(&text).unwrap().open(connection);
    assert_eq!(open(&community(3)), Ok(shaped(HALVING)));
    let moved = Connection {
        base_url: "https://elsewhere.example".to_owned(),
        ..community(3)
    };
    let live = Connection {
        environment: Environment::Production,
        ..community(3)
    };
    for other in [moved, live] {
        assert_ne!(other.target(), community(3).target());
        let differs = PlanError::OtherTarget {
            plan: community(3).target(),
            connection: other.target(),
        };
        assert_eq!(open(&other), Err(differs));
        // Nor is it enough to write the other target into the file.
        let mut file = PlanFile::parse(&text).unwrap();
        file.target = Some(other.target());
        assert_eq!(file.open(&other), Err(PlanError::DigestDiffers));
    }
    let renamed = Connection {
        label: "Another name for the same".to_owned(),
        ..community(3)
    };
    assert!(open(&renamed).is_ok());
}

#[test]
fn a_file_says_where_it_leads_in_its_own_format_and_in_no_other() {
    let file = shaped(HALVING).to_file();
    let mut older = file.clone();
    older.redrive_plan = 1;
    let mut silent = file.clone();
    silent.target = None;
    for file in [older, silent] {
        assert!(matches!(
            file.recall(&community(3)),
            Err(PlanError::Unreadable(_))
        ));
    }
    for found in [0, 3] {
        let mut other = file.clone();
        other.redrive_plan = found;
        let refused = PlanError::OtherFormat { found, newest: 2 };
        assert_eq!(other.open(&community(3)), Err(refused));
    }
}

#[test]
fn a_journal_of_the_first_format_is_read_and_not_confirmed() {
    let digest = "c3cac71e6107ad3c83ef0742634f70d27880961e36d4ca38986c7e232e77dce4";
    let text = format!(
        r#"{{"redrive_plan":1,"digest":"{digest}","connection":"c1","made_at":"2026-06-01T12:00:00Z","nonce":"0123456789abcdef0123456789abcdef","draft":{{"resend_events":{{"endpoint":4,"events":[1,2,3,4,5]}}}}}}"#
    );
    let file = PlanFile::parse(&text).unwrap();
    assert_eq!(
        file.clone().open(&community(3)),
        Err(PlanError::WithoutTarget)
    );
    let plan = file.clone().recall(&community(3)).unwrap();
    assert_eq!(plan.calls(), shaped(Shape::default()).calls());
    assert_eq!(plan.to_file(), file);
}
