//! The customers and their mail domains. Several mails go to each, so that one customer can have
//! several failed ones.

use crate::dice::Dice;
use crate::receivers::State;
use crate::story::words;

/// One customer.
pub struct Customer {
    pub account: String,
    pub contact: String,
    pub address: String,
    pub domain: &'static str,
    pub state: State,
}

/// Mail domains, and how each takes mail now.
pub const DOMAINS: [(&str, State); 6] = [
    ("mail.example", State::Up),
    ("post.example", State::Up),
    ("harbourside.example", State::Up),
    ("slowmail.example", State::Slow),
    ("oldpost.example", State::Refusing),
    ("greylist.example", State::Down),
];

/// This many customers, at least one.
pub fn all(count: u64, dice: &mut Dice) -> Vec<Customer> {
    (0..count.max(1))
        .map(|_| {
            let name = words::name(dice);
            let index = match dice.below(20) {
                0..=7 => 0,
                8..=12 => 1,
                13..=15 => 2,
                16 => 3,
                17..=18 => 4,
                _ => 5,
            };
            let (domain, state) = DOMAINS
                .get(index)
                .copied()
                .unwrap_or(("mail.example", State::Up));
            let mut account = dice.opaque("8ad08a");
            account.pop();
            Customer {
                account,
                contact: dice.opaque("8ad0d2"),
                address: format!("{}.{}@{domain}", words::mailbox(&name), dice.below(1000)),
                domain,
                state,
            }
        })
        .collect()
}
