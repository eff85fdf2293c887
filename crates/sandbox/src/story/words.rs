//! Names, addresses and sentences of people and firms that do not exist. Hosts are `.example`.

use crate::dice::Dice;

const FIRST: [&str; 20] = [
    "Amara", "Bence", "Chiara", "Dewi", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jonas",
    "Kemala", "Luca", "Mirela", "Nadia", "Oskar", "Putri", "Rafael", "Sanna", "Tomas", "Yuki",
];
const LAST: [&str; 20] = [
    "Andersen",
    "Bianchi",
    "Costa",
    "Dvorak",
    "Eriksen",
    "Ferrari",
    "Gunawan",
    "Horvath",
    "Ivanova",
    "Jansen",
    "Kovacs",
    "Lindqvist",
    "Moretti",
    "Novak",
    "Okafor",
    "Pratama",
    "Quiroga",
    "Rossi",
    "Santoso",
    "Weber",
];
const SENTENCES: [&str; 10] = [
    "Where is my parcel?",
    "Thank you, that solved it.",
    "Could you send the invoice again?",
    "The new colours look great!",
    "I cannot sign in since this morning.",
    "See you at the harbour at six.",
    "Please change my delivery address.",
    "How do I cancel the trial?",
    "Two of the three boxes arrived.",
    "Has anybody tried the autumn recipe?",
];

/// A first and a last name.
pub fn name(dice: &mut Dice) -> String {
    format!("{} {}", dice.pick(&FIRST), dice.pick(&LAST))
}

/// The part of an address before the `@`.
pub fn mailbox(name: &str) -> String {
    name.to_lowercase().replace(' ', ".")
}

/// Something that somebody wrote.
pub fn sentence(dice: &mut Dice) -> &'static str {
    dice.pick(&SENTENCES)
}

/// A telephone number of no network.
pub fn phone(dice: &mut Dice) -> String {
    format!("+00 555 {:07}", dice.below(10_000_000))
}
