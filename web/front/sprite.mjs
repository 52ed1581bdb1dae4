// One SVG with the icons that pages use, each a symbol under its own name.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const resolve = createRequire(import.meta.url).resolve;

/** Reads `name` or `name = tabler-name` a line; `#` begins a comment. */
export async function sprite(listFile) {
  const lines = (await readFile(listFile, 'utf8')).split('\n').map((line) => line.replace(/#.*/, '').trim());
  const symbols = await Promise.all(lines.filter(Boolean).map(symbol));
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`;
}

async function symbol(line) {
  const [name, source = name] = line.split('=').map((part) => part.trim());
  const svg = await readFile(resolve(`@tabler/icons/outline/${source}.svg`), 'utf8');
  const paths = [...svg.matchAll(/<path[^>]*>/g)].map(([path]) => path).filter((path) => !path.includes('stroke="none"'));
  const body = paths.join('').replace(/\s+/g, ' ');
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${body}</symbol>`;
}
