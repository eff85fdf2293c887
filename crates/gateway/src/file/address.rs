//! Addresses of vendors, and of the places where their files lie.
//!
//! One way to write each, because a plan is sealed for an address as it is written. No fault
//! repeats an address: a password or a token may stand in it.

use redrive_core::connection::Environment;
use reqwest::Url;
use std::net::IpAddr;

/// Scheme, host and prefix, without a slash at the end.
pub fn base(text: &str, environment: Environment) -> Result<String, &'static str> {
    let url = parsed(text, environment)?;
    let path = url.path().trim_end_matches('/');
    Ok(format!("{}{path}", url.origin().ascii_serialization()))
}

/// Scheme, host and port alone.
pub fn origin(text: &str, environment: Environment) -> Result<String, &'static str> {
    let url = parsed(text, environment)?;
    if url.path() != "/" {
        return Err("one of them has a path; expected are addresses without one");
    }
    Ok(url.origin().ascii_serialization())
}

fn parsed(text: &str, environment: Environment) -> Result<Url, &'static str> {
    let url = Url::parse(text.trim())
        .map_err(|_| "it is no address; expected is one as https://host or https://host/prefix")?;
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err("it begins with neither https:// nor http:// and a host");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("a name or a password stands in it; credentials have keys of their own");
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("a query or a fragment stands in it; expected is scheme, host and prefix");
    }
    if url.scheme() == "http" && environment == Environment::Production && !is_loopback(&url) {
        return Err(
            "it is plain http, so whoever is in between reads the credentials; in production \
             expected is https, or an address of this machine",
        );
    }
    Ok(url)
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address: Option<IpAddr> = host.trim_matches(['[', ']']).parse().ok();
    host == "localhost" || address.is_some_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;
    use Environment::{Production, Sandbox};

    #[test]
    fn an_address_has_one_form() {
        for (text, form) in [
            ("https://Vendor.example", "https://vendor.example"),
            ("https://vendor.example/", "https://vendor.example"),
            ("https://vendor.example:443/v/", "https://vendor.example/v"),
            ("http://127.0.0.1:9000/kirim", "http://127.0.0.1:9000/kirim"),
            ("http://[::1]:9000", "http://[::1]:9000"),
            ("http://localhost:9000", "http://localhost:9000"),
        ] {
            assert_eq!(base(text, Production).as_deref(), Ok(form), "{text}");
        }
        assert!(base("http://vendor.example", Sandbox).is_ok());
        assert_eq!(
            origin("https://Files.example/", Production).as_deref(),
            Ok("https://files.example")
        );
    }

    #[test]
    fn what_is_no_address_is_refused_and_not_repeated() {
        for text in [
            "",
            "hunter2",
            "hunter2:hunter2",
            "ftp://hunter2",
            "https://",
            "https://me:hunter2@vendor.example",
            "https://hunter2@vendor.example",
            "https://vendor.example?token=hunter2",
            "https://vendor.example/#hunter2",
            "http://hunter2.example",
            "http://localhost.hunter2.example",
            "http://192.168.1.1/hunter2",
        ] {
            let why = base(text, Production).unwrap_err();
            assert!(!why.contains("hunter2"), "{text}: {why}");
        }
        assert!(origin("https://files.example/folder", Production).is_err());
    }
}
