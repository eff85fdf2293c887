//! `redrive demo`: the console before a sandbox.

use super::sandbox::Story;
use super::{OTHERS_CAN_READ, say};
use crate::clock::Clock;
use crate::demo::{self, Demo, OPERATOR};
use crate::serve::interrupted;
use crate::state::StartError;
use redrive_core::secret::Secret;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

/// Names the operator's password for the demo.
const PASSWORD: &str = "REDRIVE_DEMO_PASSWORD";

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where the console is served; port 0 takes any.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Where the sandbox is served; port 0 takes any.
    #[arg(long, default_value = "127.0.0.1:9000")]
    sandbox_listen: SocketAddr,
    #[command(flatten)]
    story: Story,
    /// Serve the console out of this folder instead of the one in the binary.
    #[arg(long, value_name = "DIR")]
    console: Option<PathBuf>,
}

pub async fn run(args: Args) -> Result<(), StartError> {
    let given = std::env::var(PASSWORD)
        .ok()
        .filter(|text| !text.is_empty())
        .map(Secret::new);
    let is_given = given.is_some();
    let demo = demo::start(demo::Options {
        listen: args.listen,
        sandbox_listen: args.sandbox_listen,
        seed: args.story.seed,
        scale: args.story.scale.into(),
        console: args.console,
        password: given,
        clock: Clock::system(),
    })
    .await?;
    let from = format!("from {PASSWORD}");
    let password = if is_given {
        &from
    } else {
        demo.password.expose()
    };
    let interrupted = interrupted()?;
    say(&greeting(&demo, password));
    interrupted.await;
    demo.shutdown().await;
    Ok(())
}

fn greeting(demo: &Demo, password: &str) -> String {
    format!(
        "console   http://{}\nsandbox   http://{}\noperator  {OPERATOR}\npassword  {password}\n{}",
        demo.console_addr,
        demo.sandbox_addr,
        warning(demo.console_addr.ip())
    )
}

fn warning(listening: IpAddr) -> String {
    if listening.is_loopback() {
        String::new()
    } else {
        format!("careful   {OTHERS_CAN_READ}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_listens_beyond_the_machine_is_told_what_that_means() {
        for (address, warned) in [
            ("127.0.0.1", false),
            ("::1", false),
            ("0.0.0.0", true),
            ("::", true),
            ("192.0.2.7", true),
        ] {
            assert_eq!(
                !warning(address.parse().unwrap()).is_empty(),
                warned,
                "{address}"
            );
        }
    }
}
