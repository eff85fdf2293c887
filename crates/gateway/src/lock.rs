//! Taking a lock that another thread may have left by unwinding: what our maps hold stays valid
//! between any two statements, so the content is used as it is.

use std::sync::{Mutex, MutexGuard, PoisonError};

pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
