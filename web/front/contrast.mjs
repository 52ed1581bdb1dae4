// Every pair of colours that carries words is readable by day and by night (WCAG 2.2 AA: 4.5 to
// 1), and every edge that must be seen is seen (3 to 1). A town that sets its own brick, paper and
// door is held to the same: the build says which pair fails.

const WORDS = 4.5;
const EDGES = 3;

const PAIRS = [
  ...['paper', 'card', 'wash'].flatMap((ground) => [
    ['ink', ground, WORDS],
    ['ink-soft', ground, WORDS],
    ['link', ground, WORDS],
    ['edge', ground, EDGES],
  ]),
  ['brick-ink', 'brick', WORDS],
  ['brick-ink', 'brick-hover', WORDS],
  ['door-ink', 'door', WORDS],
  ['lamp-ink', 'lamp', WORDS],
  ['paper', 'ink', WORDS],
  ['banner-ink', 'banner-ground', WORDS],
  ...['open', 'soon', 'quiet'].flatMap((state) => [
    [`${state}-ink`, `${state}-ground`, WORDS],
    [`${state}-dot`, `${state}-ground`, EDGES],
  ]),
];

/** Throws with every pair of tokens that is not readable. */
export function assertReadable(css) {
  const [day, night = ''] = css.split('@media (prefers-color-scheme: dark)');
  const light = tokens(day);
  const failures = [['day', light], ['night', { ...light, ...tokens(night.split('@media')[0]) }]].flatMap(
    ([name, palette]) => PAIRS.flatMap(([front, back, least]) => {
      const found = contrast(palette[front], palette[back]);
      return found < least ? [`${name}: ${front} on ${back} is ${found.toFixed(2)}, not ${least}`] : [];
    }),
  );
  if (failures.length > 0) throw new Error(`Not readable:\n${failures.join('\n')}`);
}

function tokens(css) {
  return Object.fromEntries([...css.matchAll(/--([\w-]+):\s*#([0-9a-f]{6});/gi)].map(([, name, hex]) => [name, hex]));
}

function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex) {
  const [red, green, blue] = hex.match(/../g).map((pair) => {
    const part = parseInt(pair, 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
