//! The files that `build.rs` packed into this binary.

use super::respond::File;
use std::borrow::Cow;

struct Embedded {
    path: &'static str,
    etag: &'static str,
    plain: &'static [u8],
    brotli: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/console.rs"));

pub fn find(path: &str) -> Option<File> {
    let at = FILES.binary_search_by_key(&path, |file| file.path).ok()?;
    let file = FILES.get(at)?;
    Some(File {
        etag: Cow::Borrowed(file.etag),
        plain: file.plain.into(),
        // Where packing saves nothing, the plain file is all there is.
        brotli: (!file.brotli.is_empty()).then(|| file.brotli.into()),
    })
}
