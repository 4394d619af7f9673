//! Medians, and how sure a ratio of two of them is.

/// How often the rounds are drawn anew.
const RESAMPLES: usize = 4000;
/// Any number will do; a fixed one gives the same interval for the same data.
const SEED: u64 = 0x5eed;

/// A ratio of medians, with the interval that contains it in 95 of 100 cases.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Ratio {
    pub median: f64,
    pub low: f64,
    pub high: f64,
}

/// The middle value; between the two middle ones when their number is even. NaN without values.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    match (sorted.len(), sorted.len() / 2) {
        (0, _) => f64::NAN,
        (length, middle) if length % 2 == 1 => sorted[middle],
        (_, middle) => f64::midpoint(sorted[middle - 1], sorted[middle]),
    }
}

/// The ratio of the medians of `above` and `below`, which have a value for each round. A percentile
/// bootstrap: whole rounds are drawn, because what disturbs a machine disturbs a whole round.
pub fn ratio(above: &[f64], below: &[f64]) -> Ratio {
    let rounds = above.len().min(below.len());
    let of_medians = |above: &[f64], below: &[f64]| median(above) / median(below);
    let mut random = SplitMix(SEED);
    let mut resampled: Vec<f64> = (0..RESAMPLES)
        .map(|_| {
            let drawn: Vec<usize> = (0..rounds).map(|_| random.below(rounds)).collect();
            let pick =
                |values: &[f64]| drawn.iter().map(|round| values[*round]).collect::<Vec<_>>();
            of_medians(&pick(above), &pick(below))
        })
        .collect();
    resampled.sort_by(f64::total_cmp);
    Ratio {
        median: of_medians(above, below),
        low: resampled[RESAMPLES / 40],
        high: resampled[RESAMPLES - 1 - RESAMPLES / 40],
    }
}

/// `SplitMix64`, the generator of Steele, Lea and Flood.
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`. Its bias is far below what a few rounds can show.
    fn below(&mut self, limit: usize) -> usize {
        let limit = limit as u64;
        usize::try_from(self.next() % limit.max(1)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::float_cmp)] // every value can be written exactly
    #[test]
    fn the_median_is_in_the_middle() {
        for (values, expected) in
            [(&[3.0][..], 3.0), (&[9.0, 1.0, 2.0], 2.0), (&[8.0, 1.0, 2.0, 4.0], 3.0)]
        {
            assert_eq!(median(values), expected, "{values:?}");
        }
        assert!(median(&[]).is_nan());
    }

    #[test]
    fn equal_rounds_leave_no_doubt() {
        let certain = Ratio { median: 0.5, low: 0.5, high: 0.5 };
        assert_eq!(ratio(&[100.0; 7], &[200.0; 7]), certain);
        assert_eq!(ratio(&[100.0], &[200.0]), certain);
    }

    /// A disturbance of whole rounds cancels out, because the rounds are drawn as pairs.
    #[test]
    fn a_slow_round_is_slow_for_both() {
        let (above, below) = ([10.0, 20.0, 40.0], [20.0, 40.0, 80.0]);
        assert_eq!(ratio(&above, &below), Ratio { median: 0.5, low: 0.5, high: 0.5 });
    }

    #[test]
    fn the_interval_contains_the_ratio_and_grows_with_the_spread() {
        let below = [100.0; 7];
        let narrow = ratio(&[99.0, 99.0, 100.0, 100.0, 100.0, 101.0, 101.0], &below);
        let wide = ratio(&[50.0, 60.0, 70.0, 100.0, 130.0, 140.0, 150.0], &below);
        for found in [narrow, wide] {
            assert!(found.low <= 1.0 && 1.0 <= found.high && found.low < found.high, "{found:?}");
        }
        assert!(wide.high - wide.low > 10.0 * (narrow.high - narrow.low), "{narrow:?} {wide:?}");
    }

    /// Of seven values the median of a resample is the smallest or the second smallest in fewer
    /// than one of forty cases, so the interval begins at one of those two or the third.
    #[test]
    fn the_interval_leaves_out_a_fortieth_at_either_end() {
        let values = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0];
        let found = ratio(&values, &[1.0; 7]);
        assert_eq!(found, Ratio { median: 4.0, low: 2.0, high: 6.0 });
    }
}
