//! Writes small `.osm.pbf` files by hand, right or wrong as a test needs them.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// An extract in the making: objects, in the order they were added.
#[derive(Default)]
pub(crate) struct Extract {
    texts: Vec<Vec<u8>>,
    groups: Vec<u8>,
    features: Vec<&'static str>,
}

type Tags<'a> = &'a [(&'a str, &'a str)];

impl Extract {
    pub(crate) fn new() -> Self {
        // The first text of a table is never used: 0 ends the tags of a dense node.
        Self {
            texts: vec![vec![]],
            features: vec!["OsmSchema-V0.6", "DenseNodes"],
            ..Self::default()
        }
    }

    /// Asks its readers for something more.
    pub(crate) fn asking(mut self, feature: &'static str) -> Self {
        self.features.push(feature);
        self
    }

    /// A plain node; the position in 10⁻⁷ degrees.
    pub(crate) fn node(mut self, id: i64, at: (i64, i64), tags: Tags<'_>) -> Self {
        let mut node = Vec::new();
        number(&mut node, 1, zigzag(id));
        self.tags(&mut node, tags);
        number(&mut node, 8, zigzag(at.0));
        number(&mut node, 9, zigzag(at.1));
        self.group(1, &node)
    }

    /// Dense nodes.
    pub(crate) fn dense(mut self, nodes: &[(i64, (i64, i64), Tags<'_>)]) -> Self {
        let deltas = |values: Vec<i64>| {
            let mut last = 0;
            packed(values.into_iter().map(|value| {
                let delta = value.wrapping_sub(last);
                last = value;
                zigzag(delta)
            }))
        };
        let mut texts = Vec::new();
        for (_, _, tags) in nodes {
            for (key, value) in *tags {
                texts.extend([self.text(key.as_bytes()), self.text(value.as_bytes())]);
            }
            texts.push(0);
        }
        let mut dense = Vec::new();
        bytes(&mut dense, 1, &deltas(nodes.iter().map(|(id, ..)| *id).collect()));
        bytes(&mut dense, 8, &deltas(nodes.iter().map(|(_, at, _)| at.0).collect()));
        bytes(&mut dense, 9, &deltas(nodes.iter().map(|(_, at, _)| at.1).collect()));
        bytes(&mut dense, 10, &packed(texts));
        self.group(2, &dense)
    }

    /// A way.
    pub(crate) fn way(mut self, id: u64, nodes: &[i64], tags: Tags<'_>) -> Self {
        let mut way = Vec::new();
        number(&mut way, 1, id);
        self.tags(&mut way, tags);
        let mut last = 0;
        let deltas = nodes.iter().map(|node| zigzag(node - std::mem::replace(&mut last, *node)));
        bytes(&mut way, 8, &packed(deltas));
        self.group(3, &way)
    }

    /// A relation; members are role, id, and 0 for a node, 1 for a way.
    pub(crate) fn relation(
        mut self,
        id: u64,
        members: &[(&str, i64, u64)],
        tags: Tags<'_>,
    ) -> Self {
        let mut relation = Vec::new();
        number(&mut relation, 1, id);
        self.tags(&mut relation, tags);
        let roles: Vec<u64> = members.iter().map(|(role, ..)| self.text(role.as_bytes())).collect();
        bytes(&mut relation, 8, &packed(roles));
        let mut last = 0;
        let deltas =
            members.iter().map(|(_, id, _)| zigzag(id - std::mem::replace(&mut last, *id)));
        bytes(&mut relation, 9, &packed(deltas));
        bytes(&mut relation, 10, &packed(members.iter().map(|(.., kind)| *kind)));
        self.group(4, &relation)
    }

    /// The bytes of a text, whatever they are, as the name of a bakery.
    pub(crate) fn bakery_called(mut self, name: &[u8]) -> Self {
        let texts = [&b"shop"[..], b"bakery", b"name", name].map(|text| self.text(text));
        let mut node = Vec::new();
        number(&mut node, 1, zigzag(1));
        bytes(&mut node, 2, &packed([texts[0], texts[2]]));
        bytes(&mut node, 3, &packed([texts[1], texts[3]]));
        number(&mut node, 8, zigzag(523_600_000));
        number(&mut node, 9, zigzag(49_300_000));
        self.group(1, &node)
    }

    /// The file: a header and one block.
    pub(crate) fn file(&self) -> Vec<u8> {
        let mut file = self.header();
        file.extend(blob("OSMData", &self.block()));
        file
    }

    /// The file, with its blobs compressed.
    pub(crate) fn compressed_file(&self) -> Vec<u8> {
        let mut file = self.header();
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(&self.block()).unwrap();
        let mut content = Vec::new();
        number(&mut content, 2, self.block().len() as u64);
        bytes(&mut content, 3, &zlib.finish().unwrap());
        file.extend(frame("OSMData", &content));
        file
    }

    /// The first blob alone.
    pub(crate) fn header(&self) -> Vec<u8> {
        let mut header = Vec::new();
        for feature in &self.features {
            bytes(&mut header, 4, feature.as_bytes());
        }
        blob("OSMHeader", &header)
    }

    fn block(&self) -> Vec<u8> {
        let mut table = Vec::new();
        for text in &self.texts {
            bytes(&mut table, 1, text);
        }
        let mut block = Vec::new();
        bytes(&mut block, 1, &table);
        block.extend(&self.groups);
        block
    }

    fn group(mut self, field: u64, object: &[u8]) -> Self {
        let mut group = Vec::new();
        bytes(&mut group, field, object);
        bytes(&mut self.groups, 2, &group);
        self
    }

    fn tags(&mut self, object: &mut Vec<u8>, tags: Tags<'_>) {
        let keys: Vec<u64> = tags.iter().map(|(key, _)| self.text(key.as_bytes())).collect();
        let values: Vec<u64> = tags.iter().map(|(_, value)| self.text(value.as_bytes())).collect();
        bytes(object, 2, &packed(keys));
        bytes(object, 3, &packed(values));
    }

    fn text(&mut self, text: &[u8]) -> u64 {
        let at = self.texts.iter().skip(1).position(|known| known == text).map(|at| at + 1);
        let at = at.unwrap_or_else(|| {
            self.texts.push(text.to_vec());
            self.texts.len() - 1
        });
        at as u64
    }
}

/// A blob of a type, uncompressed.
pub(crate) fn blob(kind: &str, content: &[u8]) -> Vec<u8> {
    let mut blob = Vec::new();
    bytes(&mut blob, 1, content);
    frame(kind, &blob)
}

fn frame(kind: &str, blob: &[u8]) -> Vec<u8> {
    let mut header = Vec::new();
    bytes(&mut header, 1, kind.as_bytes());
    number(&mut header, 3, blob.len() as u64);
    let mut frame = u32::try_from(header.len()).unwrap().to_be_bytes().to_vec();
    frame.extend(header);
    frame.extend(blob);
    frame
}

fn zigzag(value: i64) -> u64 {
    (value.wrapping_shl(1) ^ (value >> 63)).cast_unsigned()
}

fn packed(values: impl IntoIterator<Item = u64>) -> Vec<u8> {
    let mut all = Vec::new();
    values.into_iter().for_each(|value| varint(&mut all, value));
    all
}

fn number(out: &mut Vec<u8>, field: u64, value: u64) {
    varint(out, field << 3);
    varint(out, value);
}

fn bytes(out: &mut Vec<u8>, field: u64, content: &[u8]) {
    varint(out, field << 3 | 2);
    varint(out, content.len() as u64);
    out.extend(content);
}

fn varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    out.push(value.to_le_bytes()[0]);
}
