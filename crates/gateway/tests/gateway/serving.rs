//! Serving the console out of a folder. What is built in goes the same way.

use crate::kit::folder::Folder;
use crate::kit::{Kit, Page, Reply, config};
use redrive_gateway::console::{self, Console};
use reqwest::Method;

const HASHED: &str = "start-1f0c9a3b5d7e2468.js";

/// A built console.
struct Dist(Folder);

impl Dist {
    fn new() -> Self {
        let folder = Folder::new();
        std::fs::create_dir_all(folder.path().join("deep")).unwrap();
        for (file, content) in [
            ("index.html", "<!doctype html>"),
            (HASHED, "start()"),
            ("console-1f0c9a3b5d7e2468_bg.wasm", "\0asm"),
            ("deep/favicon.svg", "<svg/>"),
            (".secret", "no"),
        ] {
            folder.file(file, content);
        }
        Self(folder)
    }

    async fn page(&self) -> Page {
        let (mut config, hand) = config("http://127.0.0.1:1");
        config.console = Console::Folder(console::Folder::open(self.0.path().to_owned()).unwrap());
        Kit::with(config, hand).await.page()
    }
}

async fn get(page: &Page, path: &str) -> Reply {
    crate::kit::reply(page.bare(Method::GET, path)).await
}

#[tokio::test]
async fn files_have_their_types_and_lives() {
    let dist = Dist::new();
    let page = dist.page().await;
    let year = "public, max-age=31536000, immutable";
    for (path, content_type, kept) in [
        ("/", "text/html; charset=utf-8", "no-cache"),
        ("/index.html", "text/html; charset=utf-8", "no-cache"),
        (
            "/start-1f0c9a3b5d7e2468.js",
            "text/javascript; charset=utf-8",
            year,
        ),
        (
            "/console-1f0c9a3b5d7e2468_bg.wasm",
            "application/wasm",
            year,
        ),
        ("/deep/favicon.svg", "image/svg+xml", "no-cache"),
    ] {
        let reply = get(&page, path).await;
        assert_eq!(reply.status, 200, "{path}");
        assert_eq!(reply.header("content-type"), content_type, "{path}");
        assert_eq!(reply.header("cache-control"), kept, "{path}");
        assert!(reply.header("etag").len() > 10, "{path}");
    }
}

#[tokio::test]
async fn the_consoles_own_routes_are_its_document() {
    let dist = Dist::new();
    let page = dist.page().await;
    for path in [
        "/runs/1?filter=rejected",
        "/connections/billing",
        "/deep",
        "/deep/",
        "/apiary",
    ] {
        let reply = get(&page, path).await;
        assert_eq!(
            (reply.status, reply.body.as_slice()),
            (200, &b"<!doctype html>"[..]),
            "{path}"
        );
        assert_eq!(reply.header("cache-control"), "no-cache", "{path}");
    }
    for path in [
        "/no.js",
        "/.secret",
        "/deep/..%2f..%2fetc/passwd.txt",
        "/%2esecret.x",
    ] {
        assert_eq!(get(&page, path).await.status, 404, "{path}");
    }
    assert_eq!(
        crate::kit::reply(page.bare(Method::POST, "/")).await.status,
        405
    );
}

#[tokio::test]
async fn what_did_not_change_is_not_sent_again() {
    let dist = Dist::new();
    let page = dist.page().await;
    let path = format!("/{HASHED}");
    let tag = get(&page, &path).await.header("etag").to_owned();
    let ask = || page.bare(Method::GET, &path).header("if-none-match", &tag);
    let reply = crate::kit::reply(ask()).await;
    assert_eq!((reply.status, reply.body.len()), (304, 0));
    std::fs::write(dist.0.path().join(HASHED), "changed()").unwrap();
    assert_eq!(crate::kit::reply(ask()).await.body, b"changed()");
    let head = crate::kit::reply(page.bare(Method::HEAD, &path)).await;
    assert_eq!((head.status, head.body.len()), (200, 0));
}

#[tokio::test]
async fn a_packed_twin_is_sent_to_those_who_take_it() {
    let dist = Dist::new();
    let page = dist.page().await;
    let path = format!("/{HASHED}");
    let ask = || {
        page.bare(Method::GET, &path)
            .header("accept-encoding", "br")
    };
    let plain = crate::kit::reply(ask()).await;
    assert_eq!(
        (plain.header("content-encoding"), &plain.body[..]),
        ("", &b"start()"[..])
    );
    std::fs::write(dist.0.path().join(format!("{HASHED}.br")), "packed").unwrap();
    let packed = crate::kit::reply(ask()).await;
    assert_eq!(
        (packed.header("content-encoding"), &packed.body[..]),
        ("br", &b"packed"[..])
    );
    assert_eq!(
        packed.header("content-type"),
        "text/javascript; charset=utf-8"
    );
    assert_eq!(get(&page, &path).await.body, b"start()");
}

#[tokio::test]
async fn a_folder_without_a_document_is_no_console() {
    assert!(console::Folder::open(std::env::temp_dir().join("redrive-nothing-here")).is_err());
}

/// Whether or not a console was there when this test was built, somebody who opens the address
/// reads something.
#[tokio::test]
async fn the_binary_says_so_when_no_console_is_in_it() {
    let page = Kit::start("http://127.0.0.1:1").await.page();
    let reply = get(&page, "/").await;
    if reply.status == 200 {
        assert_eq!(reply.header("content-type"), "text/html; charset=utf-8");
    } else {
        assert_eq!(reply.status, 503);
        assert!(
            String::from_utf8(reply.body)
                .unwrap()
                .contains("not built into this binary")
        );
    }
}
