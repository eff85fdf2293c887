//! Gzip, with a bound on what comes out.

use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use std::io::{self, Read as _, Write as _};

/// The same bytes for the same body, so that a repeat is the same request.
pub fn pack(body: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(body)?;
    encoder.finish()
}

/// Fails on broken data, and on more than `most` bytes.
pub fn unpack(body: &[u8], most: usize) -> io::Result<Vec<u8>> {
    let mut plain = Vec::new();
    let bound = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    MultiGzDecoder::new(body)
        .take(bound)
        .read_to_end(&mut plain)?;
    if plain.len() > most {
        return Err(io::Error::other("it is larger than the gateway takes"));
    }
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_out_and_a_bomb_does_not() {
        let body = vec![b'a'; 100_000];
        let packed = pack(&body).unwrap();
        assert!(packed.len() < 1000);
        assert_eq!(packed, pack(&body).unwrap());
        assert_eq!(unpack(&packed, 100_000).unwrap(), body);
        assert!(unpack(&packed, 99_999).is_err());
        assert!(
            unpack(&packed[..packed.len() - 4], 100_000).is_err(),
            "cut off"
        );
    }
}
