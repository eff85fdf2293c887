//! HMAC-SHA256 as RFC 2104 states it, for the signature headers of what is sent.

use crate::hex::hex;
use sha2::{Digest, Sha256};

const BLOCK: usize = 64;

/// The tag in lower-case hexadecimal.
pub fn sha256_hex(key: &str, message: &str) -> String {
    let mut block = [0_u8; BLOCK];
    let hashed = Sha256::digest(key);
    let key = if key.len() > BLOCK {
        hashed.as_slice()
    } else {
        key.as_bytes()
    };
    for (slot, byte) in block.iter_mut().zip(key) {
        *slot = *byte;
    }
    let inner = Sha256::new()
        .chain_update(block.map(|byte| byte ^ 0x36))
        .chain_update(message)
        .finalize();
    let outer = Sha256::new()
        .chain_update(block.map(|byte| byte ^ 0x5c))
        .chain_update(inner)
        .finalize();
    hex(outer)
}

#[cfg(test)]
mod tests {
    use super::sha256_hex;

    #[test]
    fn the_tag_is_that_of_the_rfc() {
        assert_eq!(
            sha256_hex("Jefe", "what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }
}
