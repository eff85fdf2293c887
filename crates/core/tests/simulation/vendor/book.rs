//! What our calls really did at the vendor, item by item. Only the models write here.

/// The truth that a run's ledger is compared with.
#[derive(Debug, Clone, Default)]
pub struct Book {
    /// How often each item of the plan was applied by a call of ours.
    pub applied: Vec<u32>,
    /// Whether a call that holds the item was taken as a whole.
    pub taken: Vec<bool>,
    /// How many rows there were when somebody else last made the vendor send this item again.
    pub by_others: Vec<Option<usize>>,
    /// Whether what the vendor says leaves open what became of this item: its rows changed so that
    /// a count differs, or it did not name all that it should.
    pub untold: Vec<bool>,
    /// Setting a switch twice is no harm.
    pub harmless: bool,
    /// The first thing that must never happen.
    pub wrong: Option<String>,
}

impl Book {
    pub fn of(items: usize, harmless: bool) -> Self {
        Self {
            applied: vec![0; items],
            taken: vec![false; items],
            by_others: vec![None; items],
            untold: vec![false; items],
            harmless,
            ..Self::default()
        }
    }

    pub fn apply(&mut self, place: usize) {
        self.applied[place] += 1;
        self.taken[place] = true;
        if self.applied[place] > 1 && !self.harmless {
            self.breaks(format!(
                "item {place} was applied {} times",
                self.applied[place]
            ));
        }
    }

    pub fn breaks(&mut self, why: String) {
        self.wrong.get_or_insert(why);
    }
}

/// What receivers saw of one item since the baseline of its call.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Receiver {
    pub delivered: bool,
    /// A try is on its way or will be made.
    pub pending: bool,
    pub failed: bool,
}
