//! Randomness that is none: the same seed gives the same story and the same ids on every machine.
//!
//! Not for secrets.

const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const OPAQUE: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// A `SplitMix64` generator.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// A generator for one purpose of one seed; purposes do not disturb each other.
    pub fn new(seed: u64, purpose: &str) -> Self {
        let folded = purpose
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
                (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
            });
        let mut dice = Self(seed ^ folded);
        dice.roll();
        dice
    }

    /// The next 64 bits.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number below `bound`; zero when the bound is zero.
    pub fn below(&mut self, bound: u64) -> u64 {
        if bound == 0 { 0 } else { self.roll() % bound }
    }

    /// A signed number from zero to below `bound`, for times.
    pub fn span(&mut self, bound: i64) -> i64 {
        u64::try_from(bound)
            .ok()
            .and_then(|bound| i64::try_from(self.below(bound)).ok())
            .unwrap_or_default()
    }

    /// True in so many of a hundred cases.
    pub fn percent(&mut self, share: u64) -> bool {
        self.below(100) < share
    }

    /// One of the words; empty when there is none.
    pub fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        let index = usize::try_from(self.below(words.len() as u64)).unwrap_or_default();
        words.get(index).copied().unwrap_or_default()
    }

    /// A prefix and 26 characters of Crockford's base 32.
    pub fn crockford(&mut self, prefix: &str) -> String {
        let mut id = String::with_capacity(prefix.len() + 26);
        id.push_str(prefix);
        id.push_str("01K");
        self.letters(CROCKFORD, 23, &mut id);
        id
    }

    /// 33 characters with letters beyond `f`, as Zuora's samples have.
    pub fn opaque(&mut self, prefix: &str) -> String {
        let mut id = String::with_capacity(33);
        id.push_str(prefix);
        self.letters(OPAQUE, 33_usize.saturating_sub(prefix.len()), &mut id);
        id
    }

    /// A random UUID's text.
    pub fn uuid(&mut self) -> String {
        let (high, low) = (self.roll(), self.roll());
        format!(
            "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
            high >> 32,
            (high >> 16) & 0xffff,
            high & 0x0fff,
            0x8000 | (low >> 48 & 0x3fff),
            low & 0xffff_ffff_ffff
        )
    }

    fn letters(&mut self, alphabet: &[u8], count: usize, into: &mut String) {
        for _ in 0..count {
            let index = usize::try_from(self.below(alphabet.len() as u64)).unwrap_or_default();
            into.push(char::from(alphabet.get(index).copied().unwrap_or(b'0')));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_tells_one_story() {
        let ids = |seed| {
            let mut dice = Dice::new(seed, "deliveries");
            (dice.crockford("wbd_"), dice.opaque("8ad0e1"), dice.uuid())
        };
        assert_eq!(ids(1), ids(1));
        assert_ne!(ids(1), ids(2));
        let (delivery, notification, request) = ids(1);
        assert_eq!(
            (delivery.len(), notification.len(), request.len()),
            (30, 33, 36)
        );
    }
}
