//! Several parts of a list read in one go: while everything is wanted, asking anew after each part,
//! and all that follows from it, costs as much as reading it. Knows no vendor.

use crate::clock;
use crate::ui::rest::Unread;
use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use redrive_core::problem::Problem;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;

/// Parts that are read in one go at the most.
const MOST: usize = 10;
/// With a vendor who takes his time, there is nothing to be saved.
const LONGEST: TimeDelta = TimeDelta::milliseconds(250);

/// How a list is read in stretches. A handle.
pub struct Stretch<C: Send + Sync + 'static> {
    everything: RwSignal<bool>,
    /// Where the last stretch ended early, and why.
    broken: StoredValue<Option<(C, Problem)>>,
    now: fn() -> DateTime<Utc>,
}

impl<C: Send + Sync + 'static> Clone for Stretch<C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C: Send + Sync + 'static> Copy for Stretch<C> {}

impl<C: Clone + PartialEq + Send + Sync + 'static> Stretch<C> {
    /// Stretches of many parts as long as `everything` is wanted, of one part else.
    pub fn while_wanted(everything: RwSignal<bool>) -> Self {
        Self {
            everything,
            broken: StoredValue::new(None),
            now: clock::now,
        }
    }

    /// Reads from a place on; `next` says where the part behind one begins. Each part is laid in
    /// with `lay` as it comes, while the next one, which may be long in coming, is on its way. Gives
    /// the last part. Where one fails, that is the one before it, and the problem is given once that
    /// part's turn comes, without asking the vendor for it a second time; but for one
    /// that was left.
    ///
    /// # Errors
    /// Why the first part was not read.
    pub async fn read<P>(
        self,
        from: Option<C>,
        ask: impl AsyncFn(Option<C>) -> Result<P, Unread>,
        lay: impl Fn(&P),
        next: impl Fn(&P) -> Option<C>,
    ) -> Result<P, Unread> {
        let broken = self.broken.try_update_value(Option::take).flatten();
        if let Some((place, problem)) = broken
            && from.as_ref() == Some(&place)
        {
            return Err(Unread::Failed(problem));
        }
        let begun = (self.now)();
        let mut last = ask(from).await?;
        for _ in 1..MOST {
            let Some(from) = self.goes_on(begun).then(|| next(&last)).flatten() else {
                break;
            };
            let mut following = pin!(ask(Some(from.clone())));
            let at_once = begin(following.as_mut()).await;
            lay(&last);
            let following = match at_once {
                Some(answer) => answer,
                None => following.await,
            };
            match following {
                Ok(part) => last = part,
                // It is asked for again in its turn.
                Err(Unread::Left(_)) => return Ok(last),
                Err(Unread::Failed(problem)) => {
                    self.broken.try_set_value(Some((from, problem)));
                    return Ok(last);
                }
            }
        }
        lay(&last);
        Ok(last)
    }

    fn goes_on(self, begun: DateTime<Utc>) -> bool {
        self.everything.try_get_untracked() == Some(true) && (self.now)() - begun < LONGEST
    }
}

/// Sets something going, which nobody waits for yet. Gives its result where it is there at once.
async fn begin<F: Future>(mut doing: Pin<&mut F>) -> Option<F::Output> {
    poll_fn(|context| {
        Poll::Ready(match doing.as_mut().poll(context) {
            Poll::Ready(result) => Some(result),
            Poll::Pending => None,
        })
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use redrive_core::problem::ProblemKind;
    use std::cell::{Cell, RefCell};
    use std::future::pending;
    use std::task::{Context, Waker};

    thread_local! {
        static MILLIS: Cell<i64> = const { Cell::new(0) };
    }

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp_millis(MILLIS.get()).unwrap()
    }

    /// A vendor of numbered parts, who notes what he was asked for.
    struct Vendor {
        parts: u32,
        takes_millis: i64,
        fails_at: Cell<Option<u32>>,
        fails_as: Cell<fn(Problem) -> Unread>,
        asked: RefCell<Vec<u32>>,
        laid: RefCell<Vec<u32>>,
    }

    impl Vendor {
        fn of(parts: u32) -> Self {
            Self {
                parts,
                takes_millis: 1,
                fails_at: Cell::new(None),
                fails_as: Cell::new(Unread::Failed),
                asked: RefCell::default(),
                laid: RefCell::default(),
            }
        }

        /// One stretch, at once: nothing here has to be waited for.
        fn give(&self, stretch: Stretch<u32>, from: Option<u32>) -> Result<u32, Unread> {
            let read = async |from: Option<u32>| {
                let part = from.unwrap_or_default();
                self.asked.borrow_mut().push(part);
                MILLIS.set(MILLIS.get() + self.takes_millis);
                if self.fails_at.get() == Some(part) {
                    let problem = Problem::ours(ProblemKind::RateLimited, "slowly");
                    return Err(self.fails_as.get()(problem));
                }
                Ok(part)
            };
            let next = |part: &u32| Some(part + 1).filter(|next| *next < self.parts);
            let lay = |part: &u32| self.laid.borrow_mut().push(*part);
            match pin!(stretch.read(from, read, lay, next))
                .poll(&mut Context::from_waker(Waker::noop()))
            {
                Poll::Ready(last) => last,
                Poll::Pending => unreachable!("nothing is waited for"),
            }
        }
    }

    fn stretch(everything: bool) -> Stretch<u32> {
        Stretch {
            now,
            ..Stretch::while_wanted(RwSignal::new(everything))
        }
    }

    #[test]
    fn one_part_at_a_time_until_everything_is_wanted() {
        Owner::new().with(|| {
            let vendor = Vendor::of(12);
            assert_eq!(vendor.give(stretch(false), None), Ok(0));
            let all = stretch(true);
            assert_eq!(vendor.give(all, Some(1)), Ok(10));
            assert_eq!(vendor.give(all, Some(11)), Ok(11));
            let each_once: Vec<u32> = (0..12).collect();
            assert_eq!(*vendor.laid.borrow(), each_once);
        });
    }

    #[test]
    fn a_slow_vendor_is_asked_for_few_at_a_time() {
        Owner::new().with(|| {
            let mut vendor = Vendor::of(12);
            vendor.takes_millis = 200;
            assert_eq!(vendor.give(stretch(true), None), Ok(1));
        });
    }

    #[test]
    fn a_part_that_fails_is_asked_for_once_and_told_in_its_turn() {
        Owner::new().with(|| {
            let (vendor, all) = (Vendor::of(12), stretch(true));
            vendor.fails_at.set(Some(3));
            assert_eq!(vendor.give(all, None), Ok(2));
            let told = vendor.give(all, Some(3));
            assert!(matches!(told, Err(Unread::Failed(_))));
            assert_eq!(*vendor.asked.borrow(), [0, 1, 2, 3]);
            assert_eq!(*vendor.laid.borrow(), [0, 1, 2]);
            // Tried again, it is asked for again; so is another list from its start.
            vendor.fails_at.set(None);
            assert_eq!(vendor.give(all, Some(3)), Ok(11));
            vendor.fails_at.set(Some(1));
            assert_eq!(vendor.give(all, None), Ok(0));
            assert_eq!(vendor.give(all, None), Ok(0));
        });
    }

    #[test]
    fn a_part_that_was_left_is_asked_for_again_in_its_turn() {
        Owner::new().with(|| {
            let (vendor, all) = (Vendor::of(6), stretch(true));
            vendor.fails_at.set(Some(3));
            vendor.fails_as.set(Unread::Left);
            assert_eq!(vendor.give(all, None), Ok(2));
            vendor.fails_at.set(None);
            assert_eq!(vendor.give(all, Some(3)), Ok(5));
        });
    }

    #[test]
    fn a_part_is_laid_in_while_the_next_one_is_on_its_way() {
        Owner::new().with(|| {
            let (asked, laid) = (Cell::new(0), Cell::new(0));
            let ask = async |from: Option<u32>| {
                asked.set(asked.get() + 1);
                // The second one never comes.
                if from.is_some() {
                    pending::<()>().await;
                }
                Ok(0_u32)
            };
            let lay = |_: &u32| laid.set(laid.get() + 1);
            let mut reading = pin!(stretch(true).read(None, ask, lay, |_| Some(1)));
            let mut context = Context::from_waker(Waker::noop());
            assert!(reading.as_mut().poll(&mut context).is_pending());
            assert_eq!((asked.get(), laid.get()), (2, 1));
        });
    }
}
