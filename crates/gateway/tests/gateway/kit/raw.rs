//! A vendor that breaks the rules of HTTP, and counts how often it was asked.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

/// What it does once a request has arrived.
#[derive(Debug, Clone, Copy)]
pub enum Manner {
    /// Ends the connection without a word.
    Close,
    /// Promises more than it sends.
    BreakOff,
    /// Says that it is gzip, which it is not.
    FalseGzip,
    /// Never answers.
    Silent,
    /// Answers in full, promises to keep the connection, and closes it all the same.
    CloseAfterAnswer,
    /// More than anybody takes.
    Flood,
}

pub struct RawVendor {
    pub url: String,
    asked: Arc<AtomicUsize>,
}

impl RawVendor {
    pub async fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let count = Arc::clone(&count);
                tokio::spawn(async move {
                    let mut buffer = [0; 16384];
                    if matches!(stream.read(&mut buffer).await, Ok(length) if length > 0) {
                        count.fetch_add(1, Ordering::SeqCst);
                        let text = match manner {
                            Manner::Close => return,
                            Manner::BreakOff => {
                                "HTTP/1.1 202 Accepted\r\ncontent-length: 99\r\n\r\n{"
                            }
                            Manner::FalseGzip => {
                                "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 5\r\n\r\nplain"
                            }
                            Manner::Silent => return std::future::pending().await,
                            Manner::CloseAfterAnswer => "HTTP/1.1 204 No Content\r\n\r\n",
                            Manner::Flood => "HTTP/1.1 200 OK\r\ncontent-length: 9000000\r\n\r\n",
                        };
                        let _ = stream.write_all(text.as_bytes()).await;
                        if matches!(manner, Manner::Flood) {
                            let _ = stream.write_all(&vec![b' '; 9_000_000]).await;
                        }
                    }
                });
            }
        });
        Self { url, asked }
    }

    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}
