//! A straight line through the samples of a soak, and how sure its slope is.

/// The quantile of Student's distribution for 95 % and 38 degrees of freedom, those of a line through
/// forty points.
const T_OF_FORTY: f64 = 2.024;

/// How much a value has grown from the first sample to the last, by the line of least squares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trend {
    pub growth: f64,
    /// Within this and the next, the growth is by 95 %, if the samples are independent. Those of an
    /// allocator are not quite: it takes memory in steps.
    pub low: f64,
    pub high: f64,
}

/// The trend of forty samples.
pub fn trend(values: &[f64]) -> Trend {
    let count = number(values.len());
    let mean_x = (count - 1.0) / 2.0;
    let mean_y = values.iter().sum::<f64>() / count;
    let points = || values.iter().enumerate().map(|(x, y)| (number(x) - mean_x, y - mean_y));
    let spread: f64 = points().map(|(x, _)| x * x).sum();
    let slope = points().map(|(x, y)| x * y).sum::<f64>() / spread;
    let residuals: f64 = points().map(|(x, y)| (y - slope * x).powi(2)).sum();
    let error = (residuals / (count - 2.0) / spread).sqrt();
    let over_all = |slope: f64| slope * (count - 1.0);
    Trend {
        growth: over_all(slope),
        low: over_all(slope - T_OF_FORTY * error),
        high: over_all(slope + T_OF_FORTY * error),
    }
}

impl Trend {
    /// Whether nothing grows, as far as one can tell, or no more than by `bound`.
    pub fn is_flat(self, bound: f64) -> bool {
        self.low <= 0.0 || self.growth <= bound
    }
}

/// Exact up to four thousand millions.
fn number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Forty values on a line, with a noise that has no trend.
    fn values(slope: f64, noise: f64) -> Vec<f64> {
        let noises = [1.0, -1.0, -1.0, 1.0].into_iter().cycle();
        (0..40).zip(noises).map(|(x, sign)| slope * f64::from(x) + sign * noise).collect()
    }

    #[test]
    fn a_line_without_noise_is_known_exactly() {
        let found = trend(&values(2.0, 0.0));
        for value in [found.growth, found.low, found.high] {
            assert!((value - 78.0).abs() < 1e-9, "{found:?}");
        }
        assert!(!found.is_flat(77.0) && found.is_flat(79.0));
    }

    #[test]
    fn noise_is_no_growth_and_growth_in_noise_is_found() {
        let noise = trend(&values(0.0, 10.0));
        assert!(noise.low < 0.0 && noise.high > 0.0 && noise.is_flat(0.0), "{noise:?}");
        let grows = trend(&values(1.0, 10.0));
        assert!(grows.low > 0.0 && grows.high > 39.0 && !grows.is_flat(30.0), "{grows:?}");
        let shrinks = trend(&values(-1.0, 1.0));
        assert!(shrinks.high < 0.0 && shrinks.is_flat(0.0), "{shrinks:?}");
    }

    /// By hand: the slope is 0.5, and what is left of the four points is 0.5, -0.5, -0.5, 0.5 less
    /// the line.
    #[test]
    fn the_interval_is_that_of_the_least_squares() {
        let found = trend(&[1.0, 1.0, 1.0, 2.0]);
        let error = (0.30_f64 / 2.0 / 5.0).sqrt();
        assert!((found.growth - 0.9).abs() < 1e-9, "{found:?}");
        assert!((found.high - 3.0 * (0.3 + T_OF_FORTY * error)).abs() < 1e-9, "{found:?}");
    }
}
