//! The closed table of everything that the three vendors serve here. Router, faults, oracle and the
//! `OpenAPI` document are all built from it, so that none can name an operation another lacks.

use axum::http::Method;
use redrive_core::kirim::contract::paths as kirim;
use redrive_core::selfcommunity::contract::paths as selfcommunity;
use redrive_core::zuora::contract::paths as zuora;
use serde::{Deserialize, Serialize};

/// One of the three APIs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Vendor {
    SelfCommunity,
    Kirim,
    Zuora,
}

impl Vendor {
    /// All three.
    pub const ALL: [Self; 3] = [Self::SelfCommunity, Self::Kirim, Self::Zuora];

    /// The word in paths, faults and the oracle.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SelfCommunity => "selfcommunity",
            Self::Kirim => "kirim",
            Self::Zuora => "zuora",
        }
    }
}

/// What the table says of one operation.
#[derive(Debug, Clone)]
pub struct Spec {
    pub vendor: Vendor,
    pub method: Method,
    /// The vendor's own path, without the sandbox's prefix.
    pub path: &'static str,
    pub summary: &'static str,
}

macro_rules! operations {
    ($($variant:ident $name:literal $vendor:ident $method:ident $path:expr => $summary:literal;)+) => {
        /// One operation of one vendor.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Operation { $(#[serde(rename = $name)] $variant,)+ }

        impl Operation {
            /// Every operation, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The name in faults and in the oracle.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Its row of the table.
            pub fn spec(self) -> Spec {
                match self {
                    $(Self::$variant => Spec {
                        vendor: Vendor::$vendor,
                        method: Method::$method,
                        path: $path,
                        summary: $summary,
                    },)+
                }
            }
        }
    };
}

operations! {
    ScEndpoints "selfcommunity.list_endpoints" SelfCommunity GET selfcommunity::ENDPOINTS => "List endpoints";
    ScSearch "selfcommunity.search_endpoints" SelfCommunity GET selfcommunity::SEARCH => "Search endpoints by target";
    ScEventTypes "selfcommunity.event_types" SelfCommunity GET selfcommunity::EVENT_TYPES => "List event types";
    ScCreate "selfcommunity.create_endpoint" SelfCommunity POST selfcommunity::ENDPOINTS => "Create an endpoint";
    ScEndpoint "selfcommunity.read_endpoint" SelfCommunity GET selfcommunity::ENDPOINT => "Read one endpoint";
    ScReplace "selfcommunity.replace_endpoint" SelfCommunity PUT selfcommunity::ENDPOINT => "Replace an endpoint";
    ScPatch "selfcommunity.patch_endpoint" SelfCommunity PATCH selfcommunity::ENDPOINT => "Change fields of an endpoint";
    ScDelete "selfcommunity.delete_endpoint" SelfCommunity DELETE selfcommunity::ENDPOINT => "Delete an endpoint";
    ScAttempts "selfcommunity.list_attempts" SelfCommunity GET selfcommunity::ATTEMPTS => "List attempts of an endpoint";
    ScExpireSecret "selfcommunity.expire_secret" SelfCommunity POST selfcommunity::SECRET_EXPIRE => "Rotate the signing secret";
    ScRevealSecret "selfcommunity.reveal_secret" SelfCommunity POST selfcommunity::SECRET_REVEAL => "Reveal the signing secret";
    ScResend "selfcommunity.resend" SelfCommunity POST selfcommunity::RESEND => "Resend one event";
    ScBulkResend "selfcommunity.bulk_resend" SelfCommunity POST selfcommunity::BULK_RESEND => "Resend many events";
    KirimDeliveries "kirim.list_deliveries" Kirim GET kirim::DELIVERIES => "List deliveries";
    KirimDelivery "kirim.read_delivery" Kirim GET kirim::DELIVERY => "Read one delivery";
    KirimReplay "kirim.replay" Kirim POST kirim::REPLAY => "Replay one delivery";
    KirimBulkReplay "kirim.bulk_replay" Kirim POST kirim::BULK_REPLAY => "Replay deliveries by filter";
    KirimSubscriptions "kirim.list_subscriptions" Kirim GET kirim::SUBSCRIPTIONS => "List subscriptions";
    KirimSubscription "kirim.read_subscription" Kirim GET kirim::SUBSCRIPTION => "Read one subscription";
    KirimCreate "kirim.create_subscription" Kirim POST kirim::SUBSCRIPTIONS => "Create a subscription";
    KirimPatch "kirim.patch_subscription" Kirim PATCH kirim::SUBSCRIPTION => "Change fields of a subscription";
    KirimDelete "kirim.delete_subscription" Kirim DELETE kirim::SUBSCRIPTION => "Delete a subscription";
    KirimSecret "kirim.add_secret" Kirim POST kirim::SECRETS => "Add a signing secret";
    ZuoraToken "zuora.token" Zuora POST zuora::TOKEN => "Get a token";
    ZuoraEmails "zuora.list_emails" Zuora GET zuora::EMAIL_HISTORY => "List e-mail histories";
    ZuoraCallouts "zuora.list_callouts" Zuora GET zuora::CALLOUT_HISTORY => "List callout histories";
    ZuoraResendEmails "zuora.resend_emails" Zuora POST zuora::RESEND_EMAILS => "Resend e-mails";
    ZuoraResendCallouts "zuora.resend_callouts" Zuora POST zuora::RESEND_CALLOUTS => "Resend callouts";
    ZuoraSubmitQuery "zuora.submit_query" Zuora POST zuora::QUERY_JOBS => "Submit a data query";
    ZuoraQueries "zuora.list_queries" Zuora GET zuora::QUERY_JOBS => "List data queries";
    ZuoraQuery "zuora.read_query" Zuora GET zuora::QUERY_JOB => "Poll a data query";
    ZuoraCancelQuery "zuora.cancel_query" Zuora DELETE zuora::QUERY_JOB => "Cancel a data query";
}

impl Operation {
    /// Whether it sends something again, so that the oracle logs every call of it.
    pub const fn sends(self) -> bool {
        matches!(
            self,
            Self::ScResend
                | Self::ScBulkResend
                | Self::KirimReplay
                | Self::KirimBulkReplay
                | Self::ZuoraResendEmails
                | Self::ZuoraResendCallouts
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_are_unique_and_begin_with_the_vendor() {
        let names: BTreeSet<_> = Operation::ALL.iter().map(|one| one.name()).collect();
        assert_eq!(names.len(), Operation::ALL.len());
        for operation in Operation::ALL {
            let vendor = operation.spec().vendor.as_str();
            assert!(operation.name().starts_with(&format!("{vendor}.")));
        }
    }
}
