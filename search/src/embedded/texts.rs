//! The short texts of all listings in one block of memory: a name of twenty letters would cost
//! twice that in a box of its own.

use super::bytes::{Bytes, Out};

/// The texts of one listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Name,
    /// The folded name: orders, and tells whether it is what was asked for.
    NameKey,
    Slug,
    /// Empty when there is none.
    FirstTag,
}

/// How many texts a listing has.
const PARTS: usize = 4;
/// Below this many lost bytes it does not pay to tidy up.
const LOST_BYTES_MIN: usize = 1 << 16;

/// Where a listing's texts stand, one after the other.
#[derive(Clone, Copy, Debug, Default)]
struct Span {
    from: u32,
    lengths: [u16; PARTS],
}

/// All texts, by row.
#[derive(Default)]
pub(super) struct Texts {
    letters: String,
    spans: Vec<Span>,
    /// Bytes that no row needs any more.
    lost: usize,
}

impl Texts {
    /// One of a row's texts.
    pub(super) fn get(&self, row: u32, part: Part) -> &str {
        let Some(span) = self.spans.get(row as usize) else { return "" };
        let before = span.lengths.iter().take(part as usize).map(|length| usize::from(*length));
        let from = span.from as usize + before.sum::<usize>();
        let to = from + usize::from(span.lengths[part as usize]);
        self.letters.get(from..to).unwrap_or_default()
    }

    /// Writes a row's texts, in the order of [`Part`].
    pub(super) fn put(&mut self, row: u32, texts: [&str; PARTS]) {
        self.remove(row);
        if self.spans.len() <= row as usize {
            self.spans.resize(row as usize + 1, Span::default());
        }
        let from = u32::try_from(self.letters.len()).unwrap_or(u32::MAX);
        let lengths = texts.map(|text| {
            let text = cut(text);
            self.letters.push_str(text);
            u16::try_from(text.len()).unwrap_or(u16::MAX)
        });
        self.spans[row as usize] = Span { from, lengths };
    }

    /// Forgets a row's texts.
    pub(super) fn remove(&mut self, row: u32) {
        let Some(span) = self.spans.get_mut(row as usize) else { return };
        self.lost += length(&std::mem::take(span));
        if self.lost > LOST_BYTES_MIN.max(self.letters.len() / 2) {
            self.tidy();
        }
    }

    /// Writes the block anew without what is lost.
    fn tidy(&mut self) {
        let mut letters = String::with_capacity(self.letters.len() - self.lost);
        for span in &mut self.spans {
            let from = span.from as usize;
            let text = self.letters.get(from..from + length(span)).unwrap_or_default();
            span.from = u32::try_from(letters.len()).unwrap_or(u32::MAX);
            letters.push_str(text);
        }
        (self.letters, self.lost) = (letters, 0);
    }

    pub(super) fn write(&self, out: &mut Out) {
        out.put_block(self.letters.as_bytes());
        out.put_len(self.spans.len());
        for Span { from, lengths } in &self.spans {
            out.put_u32(*from);
            lengths.iter().for_each(|length| out.put_u16(*length));
        }
        out.put_u64(self.lost as u64);
    }

    pub(super) fn read(bytes: &mut Bytes<'_>) -> Option<Self> {
        let letters = std::str::from_utf8(bytes.block()?).ok()?.to_owned();
        let count = bytes.len()?;
        let spans = bytes.many(count, |bytes| {
            let from = bytes.u32()?;
            Some(Span { from, lengths: [bytes.u16()?, bytes.u16()?, bytes.u16()?, bytes.u16()?] })
        })?;
        let lost = usize::try_from(bytes.u64()?).ok().filter(|lost| *lost <= letters.len())?;
        Some(Self { letters, spans, lost })
    }
}

fn length(span: &Span) -> usize {
    span.lengths.iter().map(|length| usize::from(*length)).sum()
}

/// As much of a text as a length of two bytes can tell of.
fn cut(text: &str) -> &str {
    let mut end = text.len().min(usize::from(u16::MAX));
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Whatever is put, put again and removed: each row says what it was told last.
        #[test]
        fn every_row_keeps_its_texts(
            steps in prop::collection::vec((0..40_u32, "\\PC{0,9}", any::<bool>()), 1..200),
        ) {
            let mut texts = Texts::default();
            let mut told = std::collections::HashMap::new();
            for (row, text, removes) in steps {
                // Long enough that it is tidied up now and then.
                let name = text.repeat(400);
                if removes {
                    texts.remove(row);
                    told.remove(&row);
                } else {
                    texts.put(row, [&name, &text, "slug", ""]);
                    told.insert(row, (name, text));
                }
                for (row, (name, key)) in &told {
                    prop_assert_eq!(texts.get(*row, Part::Name), name);
                    prop_assert_eq!(texts.get(*row, Part::NameKey), key);
                    prop_assert_eq!(texts.get(*row, Part::Slug), "slug");
                    prop_assert_eq!(texts.get(*row, Part::FirstTag), "");
                }
            }
            let mut out = Out::default();
            texts.write(&mut out);
            let read = Texts::read(&mut Bytes::new(out.since(0))).unwrap();
            for (row, (name, _)) in &told {
                prop_assert_eq!(read.get(*row, Part::Name), name);
            }
        }
    }

    #[test]
    fn an_endless_name_is_cut_between_letters() {
        let mut texts = Texts::default();
        let name = "é".repeat(40_000);
        texts.put(0, [&name, "k", "s", "t"]);
        assert_eq!(texts.get(0, Part::Name).chars().count(), 32_767);
        assert_eq!(texts.get(0, Part::NameKey), "k");
    }
}
