// The brand's mark as a PNG. It is made of rectangles, so no drawing library is needed: each is
// filled on a grid of pixels, on paper, with air around it as a phone's home screen wants.

import zlib from 'node:zlib';

const PAPER = [0xfb, 0xf7, 0xf0];
const UNITS = 32;

/** Draws the `<rect>`s of an SVG with a view box of 32 by 32 into a square PNG. */
export function drawIcon(svg, size) {
  const air = size > 64 ? 0.14 : 0;
  const scale = (size * (1 - 2 * air)) / UNITS;
  const pixels = Buffer.alloc(size * size * 3);
  for (let at = 0; at < pixels.length; at += 3) pixels.set(PAPER, at);
  for (const [tag] of svg.matchAll(/<rect[^>]*>/g)) {
    const number = (name) => Number(tag.match(new RegExp(` ${name}="([\\d.]+)"`))[1]) * scale;
    const colour = tag.match(/fill="#(\w{6})"/)[1].match(/../g).map((pair) => parseInt(pair, 16));
    const edge = (value) => Math.round(value + size * air);
    for (let y = edge(number('y')); y < edge(number('y') + number('height')); y++) {
      for (let x = edge(number('x')); x < edge(number('x') + number('width')); x++) {
        pixels.set(colour, (y * size + x) * 3);
      }
    }
  }
  return png(pixels, size);
}

function png(pixels, size) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = [];
  for (let y = 0; y < size; y++) rows.push(Buffer.from([0]), pixels.subarray(y * size * 3, (y + 1) * size * 3));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = zlib.deflateSync(Buffer.concat(rows), { level: 9 });
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  out.set(body, 4);
  out.writeUInt32BE(crc(body), body.length + 4);
  return out;
}

// zlib.crc32 came with Node 20.15; Node 20 is what we ask for.
function crc(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}
