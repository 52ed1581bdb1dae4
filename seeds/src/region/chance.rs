//! Chance that can be repeated: the same seed and number draw the same things, on any machine.

/// A row of draws (SplitMix64, Steele and others 2014: a counter, stirred).
#[derive(Clone, Debug)]
pub(super) struct Chance(u64);

impl Chance {
    /// The row of the `nth` thing under a seed, apart for each purpose.
    pub(super) fn new(seed: u64, nth: usize, purpose: u64) -> Self {
        let mut start = Self(seed ^ purpose.rotate_left(32));
        start.0 = start.draw().wrapping_add(nth as u64);
        start.0 = start.draw();
        start
    }

    /// A number below `count`, which is not zero.
    pub(super) fn below(&mut self, count: usize) -> usize {
        let scaled = (u128::from(self.draw()) * count as u128) >> 64;
        usize::try_from(scaled).unwrap_or(0)
    }

    /// True so many times in a hundred.
    pub(super) fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of several, each as likely.
    pub(super) fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// One of several, the first most likely, the `n`th about an `n`th of that (Zipf's law).
    pub(super) fn pick_early<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let spread = (of.len() as f64 + 1.0).powf(self.share()) - 1.0;
        // The share is below one, so the rank is below the length, but for rounding.
        let rank = of.iter().zip(1_u32..).take_while(|(_, end)| f64::from(*end) <= spread).count();
        &of[rank.min(of.len() - 1)]
    }

    /// A number from 0 up to and without 1.
    pub(super) fn share(&mut self) -> f64 {
        const STEPS: u64 = 1 << 53;
        (self.draw() % STEPS) as f64 / STEPS as f64
    }

    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

/// Things of which some are drawn more often than others.
#[derive(Clone, Debug)]
pub(super) struct Shares {
    /// The sum of the shares up to and with each.
    sums: Vec<u64>,
}

impl Shares {
    pub(super) fn new(shares: impl IntoIterator<Item = u64>) -> Self {
        let running = shares.into_iter().scan(0, |sum, share| {
            *sum += share;
            Some(*sum)
        });
        Self { sums: running.collect() }
    }

    /// The place of the drawn thing.
    pub(super) fn pick(&self, chance: &mut Chance) -> usize {
        let whole = self.sums.last().copied().unwrap_or(1);
        let drawn = chance.below(usize::try_from(whole).unwrap_or(1)) as u64;
        self.sums.partition_point(|sum| *sum <= drawn)
    }
}
