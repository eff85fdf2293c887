//! Locks that go on after a panic elsewhere: the sandbox's state is never half written.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// The guard, poisoned or not.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
