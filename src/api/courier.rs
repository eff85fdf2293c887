//! Requests that are fetched in a thread of their own (`public/courier.js`), so that reading a list
//! to its end leaves the page free for whoever uses it: of what a part of a list costs, half is the
//! browser's own work on the request.
//!
//! Only for reads: where there is no such thread, or it breaks down, whoever asked asks by himself,
//! and what was under way is asked for a second time. Knows no route and no vendor.

use js_sys::{Array, Function, Map, Object, Promise, Uint8Array};
use redrive_core::http::Headers;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, MessageEvent, Worker};

/// The one script that the page lets run as a thread: see `public/start.js`.
const SCRIPT: &str = "/courier.js";

thread_local! {
    /// One for all who read lists to their ends.
    static OF_PAGE: RefCell<Weak<Courier>> = const { RefCell::new(Weak::new()) };
    /// One broke down: no other is tried.
    static BROKEN: Cell<bool> = const { Cell::new(false) };
}

/// What came back.
pub struct Fetched {
    pub status: u16,
    pub headers: Headers,
    pub body: Vec<u8>,
}

/// The speculative next request: this one, with the cursor copied out of the answer. `name` is the
/// member that holds it, `before` and `after` are the body around it. A guess that nobody asks for
/// costs a read, and nothing else.
pub struct Next {
    pub name: &'static str,
    pub before: String,
    pub after: String,
}

/// Why nothing came back.
pub enum Lost {
    /// There is no thread that could fetch it.
    NoCourier,
    /// The browser's words.
    NoAnswer(String),
}

/// The thread, and who waits for what. It ends with the last who holds it: it takes some 20 MB.
pub struct Courier {
    thread: Worker,
    /// By the number of the request: what takes its answer.
    takers: Map,
    last: Cell<u32>,
    _told: Closure<dyn Fn(MessageEvent)>,
    _broke: Closure<dyn Fn()>,
}

impl Courier {
    /// The one that is there, or a new one that asks in this manner (method and headers, as the
    /// browser takes them). `None` where the browser has none.
    pub fn share(manner: impl FnOnce() -> Object) -> Option<Rc<Self>> {
        if BROKEN.get() {
            return None;
        }
        OF_PAGE.with_borrow_mut(|kept| {
            let courier = match kept.upgrade() {
                Some(courier) => courier,
                None => Rc::new(Self::begin(&manner())?),
            };
            *kept = Rc::downgrade(&courier);
            Some(courier)
        })
    }

    fn begin(manner: &Object) -> Option<Self> {
        let (thread, takers) = (Worker::new(SCRIPT).ok()?, Map::new());
        thread.post_message(manner).ok()?;
        let waiting = takers.clone();
        let told = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let told = Array::from(&event.data());
            let number = told.get(0);
            take(&waiting.get(&number), &told);
            waiting.delete(&number);
        });
        thread.set_onmessage(Some(told.as_ref().unchecked_ref()));
        let waiting = takers.clone();
        let broke = Closure::<dyn Fn()>::new(move || {
            BROKEN.set(true);
            waiting.for_each(&mut |taker, _| take(&taker, &JsValue::UNDEFINED));
            waiting.clear();
        });
        thread.set_onerror(Some(broke.as_ref().unchecked_ref()));
        Some(Self {
            thread,
            takers,
            last: Cell::new(0),
            _told: told,
            _broke: broke,
        })
    }

    /// Has one request made, until the signal aborts it; and the one behind it, which whoever asks
    /// for it next finds on its way. Neither path nor body holds a line break.
    ///
    /// # Errors
    /// When nothing came back, and why.
    pub async fn fetch(
        &self,
        path: &str,
        body: &str,
        next: Option<Next>,
        abort: &AbortSignal,
    ) -> Result<Fetched, Lost> {
        if BROKEN.get() {
            return Err(Lost::NoCourier);
        }
        self.last.set(self.last.get().wrapping_add(1));
        let number = JsValue::from(self.last.get());
        let answer = Promise::new(&mut |taker, _| {
            self.takers.set(&number, &taker);
        });
        let mut asked = format!("{}\n{path}\n{body}", self.last.get());
        if let Some(next) = next {
            for line in [next.name, &next.before, &next.after] {
                asked.push('\n');
                asked.push_str(line);
            }
        }
        if self.thread.post_message(&asked.into()).is_err() {
            self.takers.delete(&number);
            return Err(Lost::NoCourier);
        }
        let thread = self.thread.clone();
        let call_back = Closure::<dyn Fn()>::new(move || {
            // What cannot be called back answers somebody who no longer listens.
            let _ = thread.post_message(&number);
        });
        let aborted: &Function = call_back.as_ref().unchecked_ref();
        let _ = abort.add_event_listener_with_callback("abort", aborted);
        let answer = JsFuture::from(answer).await;
        let _ = abort.remove_event_listener_with_callback("abort", aborted);
        read(&answer.unwrap_or_default())
    }
}

impl Drop for Courier {
    fn drop(&mut self) {
        self.thread.terminate();
    }
}

fn take(taker: &JsValue, answer: &JsValue) {
    if let Some(taker) = taker.dyn_ref::<Function>() {
        // It settles a promise, which throws nothing.
        let _ = taker.call1(&JsValue::UNDEFINED, answer);
    }
}

/// What the thread tells behind the number: status, lines of headers and bytes, or words.
fn read(answer: &JsValue) -> Result<Fetched, Lost> {
    let Some(told) = answer.dyn_ref::<Array>() else {
        return Err(Lost::NoCourier);
    };
    let text = |at| told.get(at).as_string().unwrap_or_default();
    let Ok(status) = text(1).parse() else {
        return Err(Lost::NoAnswer(text(1)));
    };
    let lines = text(2);
    Ok(Fetched {
        status,
        headers: lines
            .lines()
            .filter_map(|line| line.split_once(": "))
            .collect(),
        body: Uint8Array::new(&told.get(3)).to_vec(),
    })
}
