//! Where ids come from: a file, or a text that is too long for a field. It is read in stretches,
//! so that whoever presses something meanwhile is answered.

use crate::ui::sleep::sleep;
use js_sys::{Array, ArrayBuffer, Date, JsString, Uint8Array};
use send_wrapper::SendWrapper;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

/// Bytes that are fetched at once.
const SLICE: u32 = 1 << 20;
/// Bytes that are taken between two looks at the clock.
const PIECE: usize = 16 << 10;
/// Milliseconds after which the browser has its turn.
const STRETCH: f64 = 12.0;

/// Why a source was not read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// Nobody wants it any more.
    Left,
    /// The browser does not give its bytes.
    Unreadable,
}

/// Bytes with a name. A handle.
#[derive(Clone)]
pub struct Source {
    /// None for what stands in the field.
    pub name: Option<String>,
    blob: SendWrapper<Blob>,
}

impl Source {
    /// Texts, one behind the other.
    pub fn of_texts(name: Option<String>, texts: &[JsString]) -> Option<Self> {
        let parts: Array = texts.iter().collect();
        let blob = Blob::new_with_str_sequence(&parts).ok()?;
        Some(Self {
            name,
            blob: SendWrapper::new(blob),
        })
    }

    pub fn of_file(file: File) -> Self {
        Self {
            name: Some(file.name()),
            blob: SendWrapper::new(file.into()),
        }
    }

    /// In bytes.
    pub fn size(&self) -> f64 {
        self.blob.size()
    }

    /// The bytes between two places.
    ///
    /// # Errors
    /// When the file is gone, was changed, or may not be read.
    pub async fn bytes(&self, from: f64, to: f64) -> Result<Vec<u8>, Broken> {
        let part = self.blob.slice_with_f64_and_f64(from, to);
        let part = part.map_err(|_| Broken::Unreadable)?;
        let buffer = JsFuture::from(part.array_buffer()).await;
        let buffer = buffer.map_err(|_| Broken::Unreadable)?;
        let buffer: ArrayBuffer = buffer.dyn_into().map_err(|_| Broken::Unreadable)?;
        Ok(Uint8Array::new(&buffer).to_vec())
    }

    /// Gives all bytes to `take`, piece by piece, and tells how many were given, now and then: the
    /// answer says whether to go on.
    ///
    /// # Errors
    /// When it is not to go on, or as [`Self::bytes`].
    pub async fn each(
        &self,
        mut take: impl FnMut(&[u8]),
        mut told: impl FnMut(f64) -> bool,
    ) -> Result<(), Broken> {
        let (size, mut from) = (self.size(), 0.0);
        let mut began = Date::now();
        while from < size {
            let bytes = self.bytes(from, from + f64::from(SLICE)).await?;
            let mut given = from;
            for piece in bytes.chunks(PIECE) {
                take(piece);
                #[expect(clippy::cast_precision_loss, reason = "a few thousand bytes")]
                {
                    given += piece.len() as f64;
                }
                if Date::now() - began > STRETCH {
                    if !told(given) {
                        return Err(Broken::Left);
                    }
                    sleep(Duration::ZERO).await;
                    began = Date::now();
                }
            }
            from += f64::from(SLICE);
        }
        if told(size) {
            Ok(())
        } else {
            Err(Broken::Left)
        }
    }
}
