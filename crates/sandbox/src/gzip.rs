//! Packs and unpacks bodies, with a bound on what comes out.

use flate2::Compression;
use flate2::read::{GzDecoder, GzEncoder};
use std::io::Read;

/// The packed bytes.
pub fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    match GzEncoder::new(bytes, Compression::fast()).read_to_end(&mut packed) {
        Ok(_) => packed,
        Err(_) => bytes.to_vec(),
    }
}

/// The unpacked bytes; `None` when they are no gzip or more than `most`.
pub fn unpack(bytes: &[u8], most: usize) -> Option<Vec<u8>> {
    let mut unpacked = Vec::new();
    let limit = u64::try_from(most).ok()?.saturating_add(1);
    GzDecoder::new(bytes)
        .take(limit)
        .read_to_end(&mut unpacked)
        .ok()?;
    (unpacked.len() <= most).then_some(unpacked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_out_again_within_the_bound() {
        let packed = pack(&[7; 5000]);
        assert_eq!(unpack(&packed, 5000).map(|bytes| bytes.len()), Some(5000));
        assert_eq!(unpack(&packed, 4999), None);
        assert_eq!(unpack(b"plain", 100), None);
    }
}
