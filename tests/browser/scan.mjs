// Reads a code as it is drawn on a page, as a camera would read it from paper (ISO/IEC 18004): the
// address that it leads to. Nothing is torn off a drawing, so nothing is corrected.

/** By version, of level Q: blocks of data as `[how many, how long]`, and where its small squares are. */
const VERSIONS = {
  2: { blocks: [[1, 22]], squares: [6, 18] },
  3: { blocks: [[2, 17]], squares: [6, 22] },
  4: { blocks: [[2, 24]], squares: [6, 26] },
  5: { blocks: [[2, 15], [2, 16]], squares: [6, 30] },
  6: { blocks: [[4, 19]], squares: [6, 34] },
  7: { blocks: [[2, 14], [4, 15]], squares: [6, 22, 38] },
  8: { blocks: [[4, 18], [2, 19]], squares: [6, 24, 42] },
  9: { blocks: [[4, 16], [4, 17]], squares: [6, 26, 46] },
};

const MASKS = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

const QUIET = 4;

/** Whether something stands there that is no data. */
const isFrame = (size, version, x, y) => {
  const corner = (x < 9 && y < 9) || (x >= size - 8 && y < 9) || (x < 9 && y >= size - 8);
  if (corner || x === 6 || y === 6) return true;
  if (version >= 7 && ((x >= size - 11 && y < 6) || (y >= size - 11 && x < 6))) return true;
  const { squares } = VERSIONS[version];
  const last = squares.at(-1);
  const isSquare = (a, b) => !((a === 6 && b === 6) || (a === 6 && b === last) || (a === last && b === 6));
  return squares.some((a) => squares.some((b) => isSquare(a, b) && Math.abs(x - a) <= 2 && Math.abs(y - b) <= 2));
};

/** The bytes of a drawing, in the order in which they lie there. */
const lying = (dark, size, version) => {
  const mask = MASKS[((dark(2, 8) ^ 1) << 2) | (dark(3, 8) << 1) | (dark(4, 8) ^ 1)];
  const bits = [];
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      for (const x of [right, right - 1]) {
        const y = ((right + 1) & 2) === 0 ? size - 1 - step : step;
        if (!isFrame(size, version, x, y)) bits.push(dark(x, y) ^ (mask(x, y) ? 1 : 0));
      }
    }
  }
  const bytes = [];
  for (let at = 0; at + 8 <= bits.length; at += 8) bytes.push(Number.parseInt(bits.slice(at, at + 8).join(''), 2));
  return bytes;
};

/** What stands in the first code that `selector` finds on a page. */
export const scanned = async (page, selector = '.pass-card .pay-code-drawn') => {
  const [whole, path] = await page.locator(selector).first()
    .evaluate((it) => [it.viewBox.baseVal.width, it.querySelector('path').getAttribute('d')]);
  const size = whole - 2 * QUIET;
  const version = (size - 17) / 4;
  const cells = new Set([...path.matchAll(/M(\d+) (\d+)h/g)].map(([, x, y]) => `${x - QUIET} ${y - QUIET}`));
  const bytes = lying((x, y) => (cells.has(`${x} ${y}`) ? 1 : 0), size, version);
  const lengths = VERSIONS[version].blocks.flatMap(([count, length]) => Array(count).fill(length));
  const blocks = lengths.map(() => []);
  let at = 0;
  for (let nth = 0; nth < Math.max(...lengths); nth += 1) {
    lengths.forEach((length, block) => length > nth && blocks[block].push(bytes[at++]));
  }
  const bits = blocks.flat().map((it) => it.toString(2).padStart(8, '0')).join('');
  const number = (from, length) => Number.parseInt(bits.slice(from, from + length), 2);
  if (number(0, 4) !== 4) throw new Error(`the code is no text of bytes but of kind ${number(0, 4)}`);
  const text = Array.from({ length: number(4, 8) }, (_, nth) => number(12 + 8 * nth, 8));
  return new TextDecoder().decode(new Uint8Array(text));
};
