//! No string that becomes a style or markup: the policy blocks the one (`style-src`) and
//! the other is where hostile text would turn into elements.

use crate::{
    breach::{Breach, refuse_lines},
    repository::File,
};

/// Sets one property, mostly one of a sheet's own (`--wide`), through the object model, which the
/// policy lets through.
const ONE_PROPERTY: &str = "style=(\"";

const REFUSED: [(&str, &str); 4] = [
    ("style=", "a style written as a string"),
    ("inner_html", "text as markup"),
    ("set_outer_html", "text as markup"),
    ("insert_adjacent_html", "text as markup"),
];

pub fn breaches(file: &File) -> Vec<Breach> {
    let is_view = file.is_under("src") && file.is(&["rs"]);
    if !is_view && file.path != "index.html" {
        return Vec::new();
    }
    refuse_lines(file, |line| {
        let line = line.replace(ONE_PROPERTY, "");
        REFUSED
            .iter()
            .find(|(sign, _)| line.contains(sign))
            .map(|(_, why)| (*why).to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_string_and_inner_html_are_caught() {
        for bad in [
            "view! { <p style=\"top: 0\"></p> }",
            "<p style={height}>",
            "<p style=height>",
            "<p style=move || height.get()>",
            "<p style=(\"--wide\", wide) style=height>",
            "<div inner_html=body/>",
            "element.set_inner_html(&body);",
        ] {
            assert_eq!(
                breaches(&File::new("src/pages/a.rs", bad)).len(),
                1,
                "{bad}"
            );
        }
    }

    #[test]
    fn a_style_property_is_allowed_and_so_is_a_class() {
        for good in [
            "view! { <p style:top=top class=\"style\"></p> }",
            "<p style=(\"--wide\", move || wide.get())>",
        ] {
            assert!(breaches(&File::new("src/pages/a.rs", good)).is_empty());
        }
    }
}
