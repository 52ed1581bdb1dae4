//! Numbers and blocks as bytes, for the file beside the index: little-endian, without gaps.
//! Reading never trusts a length: what is not there is none.

/// Bytes that are being written.
#[derive(Default)]
pub(super) struct Out(Vec<u8>);

impl Out {
    pub(super) fn put_u8(&mut self, number: u8) {
        self.0.push(number);
    }

    pub(super) fn put_u16(&mut self, number: u16) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    pub(super) fn put_u32(&mut self, number: u32) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    pub(super) fn put_u64(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    pub(super) fn put_u128(&mut self, number: u128) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    /// How many follow.
    pub(super) fn put_len(&mut self, length: usize) {
        self.put_u64(length as u64);
    }

    /// Bytes, and before them how many.
    pub(super) fn put_block(&mut self, block: &[u8]) {
        self.put_len(block.len());
        self.0.extend_from_slice(block);
    }

    /// Leaves a number out, and says where.
    pub(super) fn leave_u32(&mut self) -> usize {
        self.put_u32(0);
        self.0.len() - size_of::<u32>()
    }

    /// Fills in a number that was left out.
    pub(super) fn fill_u32(&mut self, at: usize, number: u32) {
        self.0[at..at + size_of::<u32>()].copy_from_slice(&number.to_le_bytes());
    }

    /// Begins a block whose length is not known yet, and says where it begins.
    pub(super) fn begin_block(&mut self) -> usize {
        self.put_len(0);
        self.0.len()
    }

    /// Fills in the length of the block that ends here.
    pub(super) fn end_block(&mut self, begin: usize) {
        let length = ((self.0.len() - begin) as u64).to_le_bytes();
        self.0[begin - length.len()..begin].copy_from_slice(&length);
    }

    /// What was written since.
    pub(super) fn since(&self, begin: usize) -> &[u8] {
        &self.0[begin..]
    }

    pub(super) fn into_vec(self) -> Vec<u8> {
        self.0
    }
}

/// Bytes that are being read.
pub(super) struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        self.array().map(u8::from_le_bytes)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    pub(super) fn u64(&mut self) -> Option<u64> {
        self.array().map(u64::from_le_bytes)
    }

    pub(super) fn u128(&mut self) -> Option<u128> {
        self.array().map(u128::from_le_bytes)
    }

    /// How many follow; each takes at least a byte, so more than are left is a lie.
    pub(super) fn len(&mut self) -> Option<usize> {
        usize::try_from(self.u64()?).ok().filter(|length| *length <= self.0.len())
    }

    pub(super) fn block(&mut self) -> Option<&'a [u8]> {
        let length = self.len()?;
        let (block, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(block)
    }

    /// So many values, one after the other.
    pub(super) fn many<T>(
        &mut self,
        count: usize,
        mut one: impl FnMut(&mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        let mut all = Vec::with_capacity(count.min(self.0.len()));
        for _ in 0..count {
            all.push(one(self)?);
        }
        Some(all)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (array, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*array)
    }
}
