//! Sorting by whole numbers without comparing: stable, and in a time that grows with the rows and
//! with the digits that their numbers need.

/// Bits of a digit: its counters stay in the processor's nearest memory.
const DIGIT: u32 = 11;

/// Sorts what stands in `order`, numbers below its length, by their values, which need so many
/// `bits`. `digits` writes, for each number from 0, the bits of its value from a shift on under a
/// mask. Equal values keep their order.
pub fn sort(order: &mut Vec<u32>, bits: u32, digits: &mut dyn FnMut(u32, u64, &mut Vec<u16>)) {
    let passes = bits.div_ceil(DIGIT);
    if passes == 0 {
        return;
    }
    let width = bits.div_ceil(passes);
    let mask = (1_u64 << width) - 1;
    let mut digit = Vec::with_capacity(order.len());
    let mut sorted = vec![0; order.len()];
    for pass in 0..passes {
        digit.clear();
        digits(pass * width, mask, &mut digit);
        let mut places = places(&digit, 1 << width);
        for &number in order.iter() {
            let digit = digit.get(number as usize).copied().unwrap_or_default();
            if let Some(place) = places.get_mut(usize::from(digit)) {
                if let Some(free) = sorted.get_mut(*place as usize) {
                    *free = number;
                }
                *place += 1;
            }
        }
        std::mem::swap(order, &mut sorted);
    }
}

/// Where the first number with each digit goes.
fn places(digits: &[u16], different: usize) -> Vec<u32> {
    let mut places = vec![0; different];
    for &digit in digits {
        if let Some(count) = places.get_mut(usize::from(digit)) {
            *count += 1;
        }
    }
    let mut next = 0;
    for place in &mut places {
        next += std::mem::replace(place, next);
    }
    places
}

/// How many bits a value needs.
pub const fn bits(value: u64) -> u32 {
    u64::BITS - value.leading_zeros()
}

/// The digit of a value at a shift.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a mask has at most 11 bits"
)]
pub const fn digit(value: u64, shift: u32, mask: u64) -> u16 {
    ((value >> shift) & mask) as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_sorts_and_keeps_what_is_equal(
            values in prop::collection::vec(prop_oneof![0_u64..4, 0_u64..5000, any::<u64>()], 0..200),
            shuffle in any::<u64>(),
        ) {
            let most = values.iter().copied().max().unwrap_or(0);
            let mut order: Vec<u32> = (0_u32..).take(values.len()).collect();
            order.sort_by_key(|number| u64::from(*number).wrapping_mul(shuffle | 1));
            let mut model = order.clone();
            model.sort_by_key(|number| values[*number as usize]);
            sort(&mut order, bits(most), &mut |shift, mask, out| {
                out.extend(values.iter().map(|value| digit(*value, shift, mask)));
            });
            prop_assert_eq!(order, model);
        }
    }
}
