//! The menu of saved views at the head of a list.

use super::rows::ViewRow;
use super::view::View;
use super::{file, saved::Imported, store};
use crate::navigation::use_navigation;
use crate::routes::{Route, Screen};
use crate::ui::download::{DownloadButton, Kind, Making, pieces};
use crate::ui::element::element_of;
use crate::ui::panel::Panel;
use crate::words::number::counted;
use js_sys::Promise;
use leptos::html::Button;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;

/// What the parts of the menu share. A handle.
#[derive(Clone, Copy)]
pub struct Menu {
    /// Those of this kind of screen, as they were read last.
    pub views: RwSignal<Vec<View>>,
    /// Whether any is kept, of whatever screen.
    any: RwSignal<bool>,
    /// What was done, or why it was not.
    pub said: RwSignal<String>,
    /// What was deleted last, to be brought back.
    pub deleted: RwSignal<Option<View>>,
    pub close: Callback<bool>,
    screen: Screen,
}

impl Menu {
    /// Reads what is kept.
    pub fn refresh(self) {
        match store::load() {
            Ok(views) => {
                self.any.set(!views.views.is_empty());
                self.views.set(views.of(self.screen));
            }
            Err(why) => {
                self.any.set(false);
                self.views.set(Vec::new());
                self.said.set(format!(
                    "The views that this browser keeps could not be read: {why} They are kept aside as they are."
                ));
            }
        }
    }

    /// Does it, says so, and shows what is kept then.
    pub fn change<T>(
        self,
        change: impl FnOnce(&mut super::saved::Views) -> Result<T, String>,
        said: impl FnOnce(&T) -> String,
    ) -> Option<T> {
        match store::change(change) {
            Ok(done) => {
                self.said.set(said(&done));
                self.refresh();
                Some(done)
            }
            Err(why) => {
                self.said.set(why);
                None
            }
        }
    }
}

/// The button, and the menu under it. Nothing where the screen has no views.
#[component]
pub fn ViewsMenu() -> impl IntoView {
    let route = use_navigation().route();
    let screen = route.with_untracked(Route::screen);
    let open = RwSignal::new(false);
    let button: NodeRef<Button> = NodeRef::new();
    let close = Callback::new(move |back: bool| {
        open.set(false);
        if let Some(button) = element_of(button).filter(|_| back) {
            // It stands in the page, so this cannot fail.
            let _ = button.focus();
        }
    });
    screen.map(|screen| {
        let panel = move || {
            let anchor = element_of(button).filter(|_| open.get())?;
            Some(view! {
                <Panel label="Saved views" anchor=(*anchor).clone() close>
                    {contents(screen, close)}
                </Panel>
            })
        };
        view! {
            <button
                type="button"
                class="button quiet"
                node_ref=button
                aria-haspopup="dialog"
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                "Views"
            </button>
            {panel}
        }
    })
}

fn contents(screen: Screen, close: Callback<bool>) -> impl IntoView {
    let menu = Menu {
        views: RwSignal::new(Vec::new()),
        any: RwSignal::new(false),
        said: RwSignal::new(String::new()),
        deleted: RwSignal::new(None),
        close,
        screen,
    };
    menu.refresh();
    let none = move || {
        menu.views.with(Vec::is_empty).then(|| {
            view! { <p class="muted panel-note">"No view of this screen is saved yet."</p> }
        })
    };
    let undo = move || {
        menu.deleted.get().map(|view| {
            let back = move |_| {
                let view = view.clone();
                menu.deleted.set(None);
                menu.change(
                    |views| {
                        views.put(view.clone());
                        Ok(())
                    },
                    |()| format!("“{}” is back.", view.name),
                );
            };
            view! { <button type="button" class="link" on:click=back>"Bring it back"</button> }
        })
    };
    // It stays in the page, for whoever is to be told: what comes with its words is not read out.
    let silent = move || menu.said.with(String::is_empty);
    view! {
        <div class="views">
            {none}
            <ul class="panel-list" aria-label="Views">
                <For each=move || menu.views.get() key=|view| (view.name.clone(), view.query.clone()) let:view>
                    <ViewRow menu view />
                </For>
            </ul>
            <Save menu screen />
            <footer>
                {move || menu.any.get().then(|| view! { <ExportButton /> })}
                <Import menu />
            </footer>
            <p class="said views-said" class:silent=silent role="status">
                {menu.said}
                " "
                {undo}
            </p>
        </div>
    }
}

/// Saves what the address says, under a name. A name that is taken is replaced when it is pressed
/// once more.
#[component]
fn Save(menu: Menu, screen: Screen) -> impl IntoView {
    let route = use_navigation().route();
    let name = RwSignal::new(String::new());
    let sure = RwSignal::new(false);
    let save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let query = route.with_untracked(|route| route.query().cloned().unwrap_or_default());
        let view = match View::new(&name.get_untracked(), screen, query) {
            Ok(view) => view,
            Err(why) => return menu.said.set(why),
        };
        let taken = store::load().is_ok_and(|views| views.has(&view));
        if taken && !sure.get_untracked() {
            sure.set(true);
            menu.said
                .set(format!("There is a view “{}” already.", view.name));
            return;
        }
        menu.deleted.set(None);
        let done = menu.change(
            |views| {
                views.put(view.clone());
                Ok(())
            },
            |()| format!("“{}” is saved.", view.name),
        );
        if done.is_some() {
            name.set(String::new());
            sure.set(false);
        }
    };
    view! {
        <form class="views-save" on:submit=save>
            <label class="field">
                <span>"Save what is shown as"</span>
                <input
                    type="text"
                    name="view"
                    autocomplete="off"
                    maxlength="80"
                    prop:value=name
                    on:input=move |event| {
                        name.set(event_target_value(&event));
                        sure.set(false);
                    }
                />
            </label>
            <button type="submit" class="button">
                {move || if sure.get() { "Replace it" } else { "Save" }}
            </button>
        </form>
    }
}

/// All views of this browser, of every screen.
#[component]
fn ExportButton() -> impl IntoView {
    let content = Callback::new(move |()| -> Making {
        let text = store::load().map(|views| file::write(&views));
        Box::pin(pieces(std::iter::once(text.unwrap_or_default())))
    });
    view! { <DownloadButton label="Export all" file="redrive-views.json".to_owned() kind=Kind::Json content /> }
}

#[component]
fn Import(menu: Menu) -> impl IntoView {
    let import = move |text: Result<String, &'static str>| {
        let read = text.map_err(ToOwned::to_owned);
        match read.and_then(|text| file::read(&text)) {
            Err(why) => menu.said.set(format!("{why} Nothing was changed.")),
            Ok((views, refused)) => {
                menu.deleted.set(None);
                menu.change(|kept| Ok(kept.import(views.views, refused)), imported_words);
            }
        }
    };
    let chosen = move |event: web_sys::Event| {
        let target = event.target();
        let Some(input) = target.and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
        else {
            return;
        };
        let Some(file) = input.files().and_then(|files| files.get(0)) else {
            return;
        };
        #[expect(clippy::cast_precision_loss, reason = "a million is exact")]
        if file.size() > file::LONGEST as f64 {
            input.set_value("");
            return import(Err("This is too long to be a file of views."));
        }
        spawn_local(async move {
            let text: Promise = file.text();
            let text = JsFuture::from(text).await.ok();
            // The same file can be chosen again.
            input.set_value("");
            let text = text.and_then(|text| text.as_string());
            import(text.ok_or("This file could not be read."));
        });
    };
    view! {
        <label class="file-field">
            <span class="button quiet">"Import…"</span>
            <input type="file" accept="application/json,.json" class="visually-hidden" on:change=chosen />
        </label>
    }
}

/// What came of an import, in whole sentences.
fn imported_words(imported: &Imported) -> String {
    let mut said = vec![format!(
        "{} imported.",
        counted(imported.added, "view is", "views are")
    )];
    if imported.same > 0 {
        let were = counted(imported.same, "was", "were");
        said.push(format!("{were} here already."));
    }
    if !imported.renamed.is_empty() {
        let names = imported.renamed.join("”, “");
        said.push(format!(
            "Renamed, because another view has the name: “{names}”."
        ));
    }
    if !imported.refused.is_empty() {
        said.push("Left out:".to_owned());
        said.extend(imported.refused.iter().take(5).cloned());
        let more = imported.refused.len().saturating_sub(5);
        if more > 0 {
            said.push(format!("And {more} more."));
        }
    }
    said.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_says_all_that_came_of_it() {
        let imported = Imported {
            added: 2,
            same: 1,
            renamed: vec!["Dead (2)".to_owned()],
            refused: vec!["View 4: It is no view.".to_owned()],
        };
        assert_eq!(
            imported_words(&imported),
            "2 views are imported. 1 was here already. Renamed, because another view has the name: \
             “Dead (2)”. Left out: View 4: It is no view."
        );
    }
}
