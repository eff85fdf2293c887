//! What a key pressed anywhere on the page means. Pure: it knows no event and no element.

use crate::routes::Screen;
use redrive_core::zuora::contract::Channel;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    Palette,
    Help,
    /// The field that searches what the screen shows.
    Search,
    /// The first half of a way: a letter is to follow.
    Go,
    To(Screen),
    /// A key of the table: moves, chooses.
    Table(&'static str),
    /// What can be done with the row.
    Menu,
}

/// Where a letter behind `g` leads.
pub const LETTERS: [(&str, Screen); 7] = [
    ("o", Screen::Overview),
    ("r", Screen::Runs),
    ("p", Screen::Endpoints),
    ("d", Screen::Deliveries),
    ("s", Screen::Subscriptions),
    ("e", Screen::Notifications(Channel::Email)),
    ("c", Screen::Notifications(Channel::Callout)),
];

/// What is known when a key is pressed.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that may be so, whatever the others are"
)]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Situation {
    /// Control, or Command on a Mac.
    pub control: bool,
    pub alt: bool,
    /// In a field, whose keys are letters.
    pub typing: bool,
    /// A dialog is open: what lies behind must not be used.
    pub dialog: bool,
    /// Single keys are switched off.
    pub off: bool,
    /// `g` was pressed just before.
    pub going: bool,
}

/// `None` for every key that is left to what has the focus.
pub fn wish(key: &str, at: Situation) -> Option<Wish> {
    if at.dialog || at.alt {
        return None;
    }
    if at.control {
        return key.eq_ignore_ascii_case("k").then_some(Wish::Palette);
    }
    if at.typing || at.off {
        return None;
    }
    if at.going {
        let found = LETTERS.iter().find(|(letter, _)| *letter == key);
        return found.map(|(_, screen)| Wish::To(*screen));
    }
    Some(match key {
        "?" => Wish::Help,
        "/" => Wish::Search,
        "g" => Wish::Go,
        "." => Wish::Menu,
        "j" => Wish::Table("j"),
        "k" => Wish::Table("k"),
        "x" => Wish::Table("x"),
        "X" => Wish::Table("X"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL_KEYS: [&str; 9] = ["?", "/", "g", ".", "j", "k", "x", "X", "o"];

    #[test]
    fn no_single_key_does_anything_in_fields_in_dialogs_or_when_switched_off() {
        let plain = Situation::default();
        for at in [
            Situation {
                typing: true,
                ..plain
            },
            Situation {
                dialog: true,
                ..plain
            },
            Situation { off: true, ..plain },
            Situation {
                off: true,
                going: true,
                ..plain
            },
            Situation { alt: true, ..plain },
            Situation {
                control: true,
                ..plain
            },
        ] {
            for key in ALL_KEYS.iter().filter(|key| !(at.control && **key == "k")) {
                assert_eq!(wish(key, at), None, "{key} {at:?}");
            }
        }
    }

    #[test]
    fn the_palette_opens_from_a_field_too_but_not_over_a_dialog() {
        let held = Situation {
            control: true,
            ..Situation::default()
        };
        assert_eq!(
            wish(
                "k",
                Situation {
                    typing: true,
                    off: true,
                    ..held
                }
            ),
            Some(Wish::Palette)
        );
        assert_eq!(wish("K", held), Some(Wish::Palette));
        assert_eq!(
            wish(
                "k",
                Situation {
                    dialog: true,
                    ..held
                }
            ),
            None
        );
    }

    #[test]
    fn g_and_a_letter_lead_somewhere_and_each_letter_to_one_place() {
        let going = Situation {
            going: true,
            ..Situation::default()
        };
        for (letter, screen) in LETTERS {
            assert_eq!(wish(letter, going), Some(Wish::To(screen)));
        }
        assert_eq!(wish("z", going), None);
        assert_eq!(wish("j", going), None, "the letter was meant for the way");
    }
}
