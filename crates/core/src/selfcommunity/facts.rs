//! What a run has to know of `SelfCommunity`: it publishes no quota and honours no keys (contract
//! 1.0).

use crate::facts::Facts;

pub(crate) const FACTS: Facts = Facts {
    quota: |_, _| None,
    key_refusal: None,
};
