//! Chance that hangs on a name: the same draw for the same business, whatever stands around it.

/// A draw from 0 to 99 for a subject, apart for each thing that is drawn.
pub(super) fn percent(subject: &str, thing: &str) -> u64 {
    draw(subject, thing) % 100
}

/// A draw for a subject: FNV-1a over the words, then stirred, for FNV's low bits run alike.
pub(super) fn draw(subject: &str, thing: &str) -> u64 {
    let bytes = thing.bytes().chain([0]).chain(subject.bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let stirred = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    stirred ^ (stirred >> 33)
}
