//! The bars as a table, for whoever does not see the picture or wants its numbers. Drawn when it is
//! opened, and not before.

use super::state::OverTime;
use super::words::edge;
use crate::table::frame::{Column, Head};
use crate::ui::unfolded::is_unfolded;
use crate::words::number::grouped;
use leptos::prelude::*;
use redrive_table::Bar;

const COLUMNS: &[Column] = &[
    Column::Text("From"),
    Column::Text("Until before"),
    Column::Number("Records"),
    Column::Number("Failed"),
];

pub fn listed(over: OverTime) -> AnyView {
    let open = RwSignal::new(false);
    let rows = move || over.bars.get().iter().map(row).collect_view();
    let table = move || {
        view! {
            <div class="table-scroll" role="region" aria-label="Bars, scrolls" tabindex="0">
                <table>
                    <caption class="visually-hidden">
                        {format!("Loaded {} over time; failed is {}", over.spec.many, over.narrowing.failed)}
                    </caption>
                    <Head columns=COLUMNS />
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    };
    view! {
        <details on:toggle=move |event| open.set(is_unfolded(&event))>
            <summary>"Bars as a table"</summary>
            {move || open.get().then(table)}
        </details>
    }
    .into_any()
}

fn row(bar: &Bar) -> AnyView {
    view! {
        <tr>
            <th scope="row">{edge(bar.from)}</th>
            <td>{edge(bar.before)}</td>
            <td class="num">{grouped(bar.rows.all)}</td>
            <td class="num">{grouped(bar.rows.marked)}</td>
        </tr>
    }
    .into_any()
}
