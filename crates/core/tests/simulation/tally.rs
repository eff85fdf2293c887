//! What happened in all schedules together, so that nobody wonders whether the faults were real.

use std::collections::BTreeMap;
use std::fmt;

/// How often each thing happened, by group and name.
#[derive(Debug, Clone, Default)]
pub struct Tally(BTreeMap<(&'static str, &'static str), u64>);

impl Tally {
    pub fn count(&mut self, group: &'static str, name: &'static str) {
        self.add(group, name, 1);
    }

    pub fn add(&mut self, group: &'static str, name: &'static str, times: u64) {
        *self.0.entry((group, name)).or_default() += times;
    }

    pub fn take_in(&mut self, other: Self) {
        for ((group, name), times) in other.0 {
            self.add(group, name, times);
        }
    }

    pub fn of_group(&self, group: &'static str) -> u64 {
        let own = self.0.iter().filter(|((known, _), _)| *known == group);
        own.map(|(_, times)| times).sum()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut last = "";
        for ((group, name), times) in &self.0 {
            if *group != last {
                let total = self.of_group(group);
                write!(f, "\n  {group} ({total}):")?;
                last = group;
            }
            write!(f, " {name} {times},")?;
        }
        Ok(())
    }
}
