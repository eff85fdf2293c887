//! Packs the built console into the binary, so that one file is a deployment.
//!
//! It takes `dist/` as it is (or the folder that `REDRIVE_DIST` names) and asks nobody to build
//! it: without it the binary still builds, and says on its page that the console is not in it.

use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// A packed file must be at least this much smaller to be worth keeping.
const WORTH: f64 = 0.95;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-env-changed=REDRIVE_DIST");
    println!("cargo::rerun-if-changed=build.rs");
    let here = PathBuf::from(variable("CARGO_MANIFEST_DIR")?);
    let dist = env::var_os("REDRIVE_DIST").map_or_else(|| here.join("../../dist"), PathBuf::from);
    // A folder that does not exist is looked at again at every build: that is how its coming shows.
    println!("cargo::rerun-if-changed={}", dist.display());

    let mut files = Vec::new();
    if dist.join("index.html").is_file() {
        collect(&dist, "", &mut files)?;
    }
    files.sort();

    let out = PathBuf::from(variable("OUT_DIR")?);
    let mut table = String::from("const FILES: &[Embedded] = &[\n");
    for (number, (path, source)) in files.iter().enumerate() {
        let content = fs::read(source)?;
        let packed = pack(&content)?;
        let kept = out.join(format!("{number}.br"));
        fs::write(&kept, packed)?;
        let (source, kept) = (text(&source.canonicalize()?), text(&kept));
        writeln!(
            table,
            "    Embedded {{ path: {path:?}, etag: {:?}, plain: include_bytes!({source:?}), brotli: include_bytes!({kept:?}) }},",
            etag(&content),
        )
        .map_err(io::Error::other)?;
    }
    table.push_str("];\n");
    fs::write(out.join("console.rs"), table)
}

fn variable(name: &str) -> io::Result<String> {
    env::var(name).map_err(|_| io::Error::other(format!("{name} is not set")))
}

/// A path as Rust source can name it.
fn text(path: &Path) -> String {
    path.display().to_string()
}

fn collect(folder: &Path, prefix: &str, into: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry
            .file_name()
            .into_string()
            .map_err(|_| io::Error::other("odd file name"))?;
        if name.starts_with('.') {
            continue;
        }
        let path = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{path}/"), into)?;
        } else {
            into.push((path, entry.path()));
        }
    }
    Ok(())
}

/// As small as it gets in a release; a build that is thrown away need not wait for that.
fn pack(content: &[u8]) -> io::Result<Vec<u8>> {
    let is_release = variable("PROFILE")? == "release";
    let params = brotli::enc::BrotliEncoderParams {
        quality: if is_release { 11 } else { 4 },
        lgwin: 24,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut packed, &params)?;
    #[expect(clippy::cast_precision_loss, reason = "file sizes are small")]
    let share = packed.len() as f64 / content.len().max(1) as f64;
    if share > WORTH {
        packed.clear();
    }
    Ok(packed)
}

fn etag(content: &[u8]) -> String {
    Sha256::digest(content)
        .iter()
        .take(16)
        .fold(String::new(), |mut tag, byte| {
            let _ = write!(tag, "{byte:02x}");
            tag
        })
}
