//! Hostile text in a few rows of every vendor: a client must show it as text.

use super::refusal::Refused;
use crate::world::World;
use crate::{kirim, selfcommunity, zuora};
use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};
use std::sync::{Arc, LazyLock};

/// The texts, one after another in the newest rows.
pub static HOSTILE: LazyLock<[String; 7]> = LazyLock::new(|| {
    [
        "<img src=x onerror=\"document.title='pwned'\">".to_owned(),
        "\"><script>document.title='pwned'</script>".to_owned(),
        "\u{202e}gpj.exe \u{2067}שלום\u{2069} \u{200f}مرحبا".to_owned(),
        "word".repeat(2_560),
        "before\0after".to_owned(),
        "🧨👩‍👩‍👧‍👦 Z̷̡a̷l̶g̸o̵ \u{feff}\u{200b}".to_owned(),
        "=HYPERLINK(\"https://hostile.example\")\r\n,;\t'--".to_owned(),
    ]
});

/// Rewrites the rows; gives how many.
pub async fn fill(world: &World) -> Result<u64, sqlx::Error> {
    let mut tx = world.db.begin().await?;
    let rows = kirim::hostile::fill(&mut tx).await?
        + selfcommunity::hostile::fill(&mut tx).await?
        + zuora::hostile::fill(&mut tx).await?;
    tx.commit().await?;
    Ok(rows)
}

/// Rewrites the rows on request.
pub async fn make(State(world): State<Arc<World>>) -> Result<Json<Value>, Refused> {
    Ok(Json(json!({"rows": fill(&world).await?})))
}
