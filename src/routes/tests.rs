//! Every address leads back to its route, and nonsense to none.

use super::*;
use redrive_core::zuora::next_page_query;

#[test]
fn every_address_leads_back_to_its_route() {
    let connection: ConnectionId = "billing-eu".parse().unwrap();
    let query = vec![
        ("status".to_owned(), "dead".to_owned()),
        ("type".to_owned(), "a b&c=ü".to_owned()),
    ];
    let id: Nonce = "0123456789abcdef0123456789abcdef".parse().unwrap();
    for route in [
        Route::Overview,
        Route::Endpoints {
            connection: connection.clone(),
            query: Vec::new(),
        },
        Route::Events {
            connection: connection.clone(),
            endpoint: EndpointId::new(4),
            query: query.clone(),
        },
        Route::Deliveries {
            connection: connection.clone(),
            query: query.clone(),
        },
        Route::Subscriptions {
            connection: connection.clone(),
            query: query.clone(),
        },
        Route::ReplayForm {
            connection: connection.clone(),
            query: query.clone(),
        },
        Route::Notifications {
            connection: connection.clone(),
            channel: Channel::Callout,
            query,
        },
        Route::PasteDeliveries {
            connection: connection.clone(),
        },
        Route::PasteEvents {
            connection: connection.clone(),
            endpoint: EndpointId::new(4),
        },
        Route::PasteForm {
            connection,
            channel: Channel::Email,
        },
        Route::runs(),
        Route::run(id.clone()),
        Route::Run {
            id,
            query: vec![("outcome".to_owned(), "not attempted".to_owned())],
        },
        Route::NotFound {
            path: "/nowhere/at/all".to_owned(),
        },
    ] {
        let href = route.href();
        let path = href.split('?').next().unwrap();
        assert_eq!(Route::parse(path, next_page_query(&href)), route, "{href}");
        let bare = route.clone().with_query(Vec::new());
        assert_eq!(bare.query().is_some(), route.query().is_some());
        assert!(bare.query().is_none_or(Vec::is_empty) && bare.same_screen(&route));
    }
}

#[test]
fn nonsense_is_not_found() {
    for path in [
        "/runs/7",
        "/c/UPPER/deliveries",
        "/c/x/endpoints/abc",
        "/c/x",
        "/x",
    ] {
        assert!(
            matches!(Route::parse(path, Vec::new()), Route::NotFound { .. }),
            "{path}"
        );
    }
}

#[test]
fn a_row_stands_open_under_its_own_name_and_what_has_no_id_nowhere() {
    let connection: ConnectionId = "one".parse().unwrap();
    let opened = |listed: Listed, id: &str| {
        let to = listed.opened(connection.clone(), id);
        to.map(|to| to.href())
    };
    let delivery = "wbd_00000000000000000000000001";
    assert_eq!(
        opened(Listed::Deliveries, delivery),
        Some(format!("/c/one/deliveries?delivery={delivery}"))
    );
    assert_eq!(
        opened(Listed::Events(EndpointId::new(4)), "7").as_deref(),
        Some("/c/one/endpoints/4?event=7")
    );
    let callouts = Listed::Notifications(Channel::Callout);
    assert_eq!(
        opened(callouts, "2c92a0").as_deref(),
        Some("/c/one/callouts?notification=2c92a0")
    );
    assert_eq!(opened(callouts, "callout without id (3)"), None);
    assert_eq!(opened(Listed::Events(EndpointId::new(4)), "try 7"), None);
    assert_eq!(opened(Listed::Deliveries, "7"), None);
}

#[test]
fn a_place_takes_a_query_where_it_has_one_and_stays_as_it_is_elsewhere() {
    let query = vec![("status".to_owned(), "dead".to_owned())];
    let run = Route::run("0123456789abcdef0123456789abcdef".parse().unwrap());
    let told = run.with_query(query.clone());
    assert_eq!((told.query(), told.connection()), (Some(&query), None));
    let connection: ConnectionId = "one".parse().unwrap();
    let paste = Route::PasteDeliveries {
        connection: connection.clone(),
    };
    let told = paste.clone().with_query(query);
    assert_eq!((&told, told.query()), (&paste, None));
    assert_eq!(told.connection(), Some(&connection));
}
