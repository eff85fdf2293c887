//! The closed list of what may be read from a vendor. A relay that takes these values can be
//! steered nowhere else.

use crate::connection::Vendor;
use crate::http::Request;
use crate::{kirim, selfcommunity, zuora};
use serde::{Deserialize, Serialize};

/// One read, for whichever vendor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Read {
    /// For connections to it alone.
    Selfcommunity(selfcommunity::Read),
    /// The same.
    Kirim(kirim::Read),
    /// The same; a data query is a read too.
    Zuora(zuora::Read),
}

impl Read {
    /// Which vendor it is for.
    pub const fn vendor(&self) -> Vendor {
        match self {
            Self::Selfcommunity(_) => Vendor::Selfcommunity,
            Self::Kirim(_) => Vendor::Kirim,
            Self::Zuora(_) => Vendor::Zuora,
        }
    }

    /// The request, without host and credentials. `None` for the one read that must first ask a
    /// job where its file lies: [`zuora::Read::QueryRows`].
    pub fn request(&self) -> Option<Request> {
        match self {
            Self::Selfcommunity(read) => Some(read.request()),
            Self::Kirim(read) => Some(read.request()),
            Self::Zuora(read) => read.request(),
        }
    }
}
