//! The design tokens' contrast, in both themes: text on every ground that it may stand on, and
//! marks and edges on the surfaces, as WCAG 2.2 AA counts it.
//!
//! Why: a colour is changed in one line and seen on thirty screens. Knows the names of the tokens,
//! and nothing of where they are used.

use crate::{breach::Breach, repository::File};
use std::collections::BTreeMap;

/// Where the tokens are.
pub const TOKENS: &str = "style/tokens.css";
const THEMES: [&str; 2] = ["light", "dark"];
/// Of text (WCAG 2.2, 1.4.3), and of edges and marks that carry meaning (1.4.11).
const TEXT: f64 = 4.5;
const MARK: f64 = 3.0;

/// What a page, a card and a dialog are made of.
const GROUNDS: [&str; 4] = ["ground", "surface", "raised", "sunken"];
/// Laid over a ground under the pointer.
const VEILS: [&str; 2] = ["hover", "press"];
const INKS: [&str; 3] = ["ink", "ink-2", "accent"];
const TONES: [&str; 6] = ["good", "bad", "warn", "unsure", "idle", "accent"];

/// Every pair: what is drawn, on what, and how clear it must be.
fn pairs() -> Vec<(String, Vec<String>, f64)> {
    let mut pairs = Vec::new();
    let mut pair = |front: &str, grounds: &[&str], least: f64| {
        let grounds = grounds.iter().map(|ground| (*ground).to_owned()).collect();
        pairs.push((front.to_owned(), grounds, least));
    };
    for ground in GROUNDS {
        for ink in INKS.into_iter().chain(["ink-3"]).chain(TONES) {
            pair(ink, &[ground], TEXT);
        }
        for ink in INKS {
            for veil in VEILS {
                pair(ink, &[ground, veil], TEXT);
            }
        }
    }
    for ground in ["ground", "surface", "raised"] {
        pair("line-field", &[ground], MARK);
    }
    for tone in TONES {
        pair(tone, &[&format!("{tone}-soft")], TEXT);
        for ink in ["ink", "ink-2"] {
            pair(ink, &[&format!("{tone}-soft")], TEXT);
        }
    }
    for ground in ["accent", "accent-strong"] {
        pair("accent-ink", &[ground], TEXT);
    }
    pairs
}

/// Pairs that are not clear enough, and tokens that a pair needs and that are no colours.
pub fn breaches(file: &File) -> Vec<Breach> {
    if file.path != TOKENS {
        return Vec::new();
    }
    let colours = colours(&file.text);
    let mut breaches = Vec::new();
    for (index, theme) in THEMES.into_iter().enumerate() {
        let of = |name: &String| colours.get(name).and_then(|themes| themes.get(index));
        for (front, grounds, least) in pairs() {
            let behind = grounds
                .iter()
                .map(of)
                .collect::<Option<Vec<_>>>()
                .map(|layers| layers.into_iter().fold(Colour::WHITE, Colour::under));
            let what = match (of(&front), behind) {
                (Some(ink), Some(behind)) => {
                    let clear = behind.under(ink).contrast(behind);
                    if clear >= least {
                        continue;
                    }
                    format!("{clear:.2} of {least}")
                }
                _ => "one of them is no colour of both themes".to_owned(),
            };
            breaches.push(Breach {
                path: file.path.clone(),
                line: 0,
                what: format!(
                    "--{front} on --{}, {theme}: {what}",
                    grounds.join(" and --")
                ),
            });
        }
    }
    breaches
}

/// Red, green, blue and how much of them, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Colour([f64; 4]);

impl Colour {
    const WHITE: Self = Self([1.0; 4]);

    /// `#rrggbb` or `#rrggbbaa`.
    fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('#')?;
        let part = |from: usize| {
            let pair = digits.get(from..from + 2)?;
            u8::from_str_radix(pair, 16)
                .ok()
                .map(|part| f64::from(part) / 255.0)
        };
        let opacity = match digits.len() {
            6 => 1.0,
            8 => part(6)?,
            _ => return None,
        };
        Some(Self([part(0)?, part(2)?, part(4)?, opacity]))
    }

    /// What is seen when the other lies over it.
    fn under(self, over: &Self) -> Self {
        let ([r, g, b, _], [red, green, blue, opacity]) = (self.0, over.0);
        let mixed = |under: f64, over: f64| over.mul_add(opacity, under * (1.0 - opacity));
        Self([mixed(r, red), mixed(g, green), mixed(b, blue), 1.0])
    }

    /// WCAG's relative luminance.
    fn luminance(self) -> f64 {
        let [red, green, blue, _] = self.0.map(|part| {
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }
}

/// Tokens with a colour for either theme.
fn colours(sheet: &str) -> BTreeMap<String, [Colour; 2]> {
    let token = |line: &str| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(':')?;
        let both = value
            .trim()
            .strip_prefix("light-dark(")?
            .strip_suffix(");")?;
        let (light, dark) = both.split_once(',')?;
        let colours = [Colour::parse(light)?, Colour::parse(dark)?];
        Some((name.to_owned(), colours))
    };
    sheet.lines().filter_map(token).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).expect("a colour")
    }

    #[test]
    fn contrast_is_counted_as_wcag_does() {
        let (black, white) = (colour("#000000"), colour("#ffffff"));
        assert!((black.contrast(white) - 21.0).abs() < 1e-9);
        assert!((white.contrast(colour("#777777")) - 4.478).abs() < 1e-3);
        assert_eq!(white.under(&colour("#00000000")), white);
        assert_eq!(white.under(&colour("#000000ff")), black);
        assert_eq!(Colour::parse("#fff"), None);
    }

    #[test]
    fn a_pale_ink_a_veil_too_dark_and_a_missing_token_are_caught() {
        let said = |sheet: &str| -> Vec<String> {
            let breaches = breaches(&File::new(TOKENS, sheet));
            breaches.into_iter().map(|breach| breach.what).collect()
        };
        let pale =
            "--ink-3: light-dark(#999999, #eeeeee);\n--surface: light-dark(#ffffff, #000000);";
        let said_of_pale = said(pale);
        assert!(said_of_pale.contains(&"--ink-3 on --surface, light: 2.85 of 4.5".to_owned()));
        assert!(
            !said_of_pale
                .iter()
                .any(|what| what.starts_with("--ink-3 on --surface, dark"))
        );
        assert!(said_of_pale.contains(
            &"--ink on --surface, light: one of them is no colour of both themes".to_owned()
        ));
        let veiled = "--ink: light-dark(#505050, #ffffff);\n--hover: light-dark(#00000080, #00000000);\n--surface: light-dark(#ffffff, #000000);";
        assert!(
            said(veiled)
                .iter()
                .any(|what| what.starts_with("--ink on --surface and --hover, light: "))
        );
        assert!(breaches(&File::new("style/table.css", pale)).is_empty());
    }
}
