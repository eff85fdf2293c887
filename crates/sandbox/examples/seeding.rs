//! Prints how long each size takes to seed in memory:
//! `cargo run --release -p redrive-sandbox --example seeding`. A measurement, and so no test: these
//! times say more about the machine than about the code.

use redrive_sandbox::{Options, Sandbox, SandboxError, Scale};
use std::time::Instant;

#[tokio::main]
async fn main() -> Result<(), SandboxError> {
    for scale in [Scale::Small, Scale::Medium, Scale::Large] {
        let start = Instant::now();
        let sandbox = Sandbox::open(Options {
            scale,
            ..Options::default()
        })
        .await?;
        println!("{}: {:?}", scale.as_str(), start.elapsed());
        drop(sandbox);
    }
    Ok(())
}
