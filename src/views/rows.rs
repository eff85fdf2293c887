//! One saved view in the menu: shown when pressed, and with what can be done with it.

use super::menu::Menu;
use super::view::View;
use crate::navigation::use_navigation;
use leptos::prelude::*;

#[component]
pub fn ViewRow(menu: Menu, view: View) -> impl IntoView {
    let renaming = RwSignal::new(false);
    move || {
        if renaming.get() {
            rename(menu, view.clone(), renaming).into_any()
        } else {
            shown(menu, view.clone(), renaming).into_any()
        }
    }
}

fn shown(menu: Menu, view: View, renaming: RwSignal<bool>) -> impl IntoView {
    let navigation = use_navigation();
    let (apply, delete, name) = (view.clone(), view.clone(), view.name.clone());
    let show = move |_| {
        let mut query = apply.query.clone();
        crate::filters::version::written(&mut query);
        menu.close.run(true);
        navigation.go(&navigation.route().get_untracked().with_query(query));
    };
    let delete = move |_| {
        let view = delete.clone();
        let done = menu.change(
            |views| {
                views.delete(&view);
                Ok(())
            },
            |()| format!("“{}” is deleted.", view.name),
        );
        menu.deleted.set(done.map(|()| view));
    };
    view! {
        <li class="view-row">
            <button type="button" class="panel-item" on:click=show>
                <bdi>{name.clone()}</bdi>
            </button>
            <button
                type="button"
                class="button quiet"
                aria-label=format!("Rename view {name}")
                on:click=move |_| renaming.set(true)
            >
                "Rename"
            </button>
            <button type="button" class="button quiet" aria-label=format!("Delete view {name}") on:click=delete>
                "Delete"
            </button>
        </li>
    }
}

fn rename(menu: Menu, view: View, renaming: RwSignal<bool>) -> impl IntoView {
    let name = RwSignal::new(view.name.clone());
    let label = format!("New name of {}", view.name);
    let input: NodeRef<leptos::html::Input> = NodeRef::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            request_animation_frame(move || {
                // It stands in the page, so this cannot fail.
                let _ = input.focus();
                input.select();
            });
        }
    });
    let apply = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let to = name.get_untracked();
        let done = menu.change(
            |views| views.rename(&view, &to),
            |renamed| format!("“{}” is now called “{}”.", view.name, renamed.name),
        );
        if done.is_some() {
            menu.deleted.set(None);
            renaming.try_set(false);
        }
    };
    view! {
        <li>
            <form class="views-save" on:submit=apply>
                <input
                    type="text"
                    node_ref=input
                    aria-label=label
                    autocomplete="off"
                    maxlength="80"
                    prop:value=name
                    on:input=move |event| name.set(event_target_value(&event))
                />
                <button type="submit" class="button">
                    "Rename"
                </button>
            </form>
        </li>
    }
}
