//! Sandbox and console in one process: what a newcomer starts, and what tests drive.

mod connections;

use crate::app::router;
use crate::clock::Clock;
use crate::config::{Config, Limits, Operator, PasswordHash, Serving};
use crate::console::{Console, Folder};
use crate::sandbox::{self, Running};
use crate::serve::{Grace, Stop, listen, spawn};
use crate::state::{Gateway, StartError};
use crate::ticket::random_text;
use redrive_core::connection::Environment;
use redrive_core::secret::Secret;
use redrive_sandbox::Scale;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// The demo's only operator.
pub const OPERATOR: &str = "admin";

/// What a demo begins with.
#[derive(Debug, Clone)]
pub struct Options {
    pub listen: SocketAddr,
    pub sandbox_listen: SocketAddr,
    pub seed: u64,
    pub scale: Scale,
    /// A folder to serve instead of the console in the binary.
    pub console: Option<PathBuf>,
    /// The operator's password; made up when absent.
    pub password: Option<Secret>,
    pub clock: Clock,
}

impl Default for Options {
    /// Any free ports, as tests want them.
    fn default() -> Self {
        let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        Self {
            listen: any,
            sandbox_listen: any,
            seed: 1,
            scale: Scale::Small,
            console: None,
            password: None,
            clock: Clock::system(),
        }
    }
}

/// A running demo. It stops when it is dropped; [`Demo::shutdown`] waits for that.
pub struct Demo {
    pub console_addr: SocketAddr,
    pub sandbox_addr: SocketAddr,
    /// What [`OPERATOR`] signs in with.
    pub password: Secret,
    stop: Stop,
    server: JoinHandle<()>,
    sandbox: Option<Running>,
}

/// Starts both servers.
///
/// # Errors
/// When an address is taken, the folder holds no console, or the sandbox does not open.
pub async fn start(options: Options) -> Result<Demo, StartError> {
    let console = match options.console {
        Some(path) => Console::Folder(Folder::open(path)?),
        None => Console::BuiltIn,
    };
    let password = match options.password {
        Some(password) => password,
        None => made_up()?,
    };
    let (listener, console_addr) = listen("the console", options.listen).await?;
    let sandbox = sandbox::start(sandbox::Options {
        listen: options.sandbox_listen,
        seed: options.seed,
        scale: options.scale,
        file: None,
    })
    .await?;
    let sandbox_addr = sandbox.address;
    let gateway = Gateway::new(Config {
        environment: Environment::Sandbox,
        operators: vec![Operator {
            name: OPERATOR.to_owned(),
            hash: PasswordHash::of(&password)?,
        }],
        upstreams: connections::of(reachable(sandbox_addr))?,
        console,
        serving: Serving::plainly_at(console_addr.ip()),
        limits: Limits::default(),
        // The sandbox forgets as well.
        journal: None,
        clock: options.clock,
    })?;
    forget_with(sandbox.resets.clone(), gateway.clone());
    let stop = Stop::new();
    let server = spawn(listener, router(gateway), &stop, Grace::Short);
    Ok(Demo {
        console_addr,
        sandbox_addr,
        password,
        stop,
        server,
        sandbox: Some(sandbox),
    })
}

/// What was sent to a sandbox that begins anew was never sent.
fn forget_with(mut resets: watch::Receiver<u64>, gateway: Gateway) {
    tokio::spawn(async move {
        while resets.changed().await.is_ok() {
            gateway.confirmations.forget_all();
        }
    });
}

/// Eighty random bits in groups that can be read out and typed.
fn made_up() -> Result<Secret, getrandom::Error> {
    let digits = random_text(10)?;
    let mut text = String::with_capacity(24);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && index % 4 == 0 {
            text.push('-');
        }
        text.push(digit);
    }
    Ok(Secret::new(text))
}

/// Where a listener that listens everywhere is reached from here.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(Ipv4Addr::UNSPECIFIED) => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(Ipv6Addr::UNSPECIFIED) => IpAddr::V6(Ipv6Addr::LOCALHOST),
        other => other,
    };
    SocketAddr::new(ip, address.port())
}

impl Demo {
    /// Stops both servers and waits until they have.
    pub async fn shutdown(mut self) {
        self.stop.now();
        let _ = (&mut self.server).await;
        if let Some(sandbox) = self.sandbox.take() {
            sandbox.shutdown().await;
        }
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        self.stop.now();
    }
}
