// Builds web/dist: everything a browser fetches, under names with a hash of the content, each
// beside its Brotli and gzip form, the licences of what of it others made, and manifest.json, which
// web/build.rs turns into a table.
// The manifest is written last: a build that broke has none.

import { build } from 'esbuild';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';
import { assertReadable } from './contrast.mjs';
import { drawIcon } from './icon-png.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const dist = join(here, '../dist');
const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);
const alreadyPacked = new Set(['.woff2', '.png']);

const manifest = {};
/** The folders of the packages out of which something is served. */
const packages = new Set();

assertReadable(await readFile(join(here, 'css/tokens.css'), 'utf8'));

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });

await bundle({ app: 'css/app.css', map: 'css/map.css' }, {});
await bundle({ map: 'ts/map.ts' }, {});
await bundle({ qr: 'ts/qr.ts' }, {});
await bundle({ scan: 'ts/scan.ts' }, { QR_SCRIPT: JSON.stringify(address('qr.js')) });
await bundle({ app: 'ts/app.ts' }, {
  MAP_SCRIPT: JSON.stringify(address('map.js')),
  MAP_STYLE: JSON.stringify(address('map.css')),
  SCAN_SCRIPT: JSON.stringify(address('scan.js')),
});
const mark = await readFile(join(here, 'brand/mark.svg'), 'utf8');
await emit('icon.svg', mark);
for (const size of [32, 180, 192, 512]) await emit(`icon-${size}.png`, drawIcon(mark, size));
await emit('licences.txt', await licences());
await writeFile(join(dist, 'manifest.json'), JSON.stringify(manifest, null, 2) + '\n');
report();

/** Bundles entry points, and registers what came out, fonts included. */
async function bundle(entryPoints, define) {
  const sources = Object.entries(entryPoints).map(([out, file]) => ({ in: join(here, file), out }));
  const result = await build({
    entryPoints: sources,
    define,
    bundle: true,
    minify: true,
    write: false,
    outdir: dist,
    publicPath: '/assets',
    // What is fetched only when it is needed is a bundle of its own.
    external: ['/assets/*'],
    format: 'esm',
    target: ['chrome111', 'firefox113', 'safari16.4'],
    entryNames: '[name]',
    assetNames: '[name]',
    loader: { '.woff2': 'file', '.svg': 'dataurl', '.png': 'empty' },
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
  });
  for (const source of Object.keys(result.metafile.inputs)) {
    const [, found] = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(source) ?? [];
    if (found) packages.add(found);
  }
  // Style sheets last: they name fonts and pictures by the address those get.
  const isStyle = (file) => Number(file.path.endsWith('.css'));
  const files = result.outputFiles.sort((a, b) => isStyle(a) - isStyle(b));
  for (const file of files) {
    const name = basename(file.path);
    if (manifest[name]) continue;
    const content = name.endsWith('.css') ? withAddresses(file.text) : file.contents;
    await emit(name, content);
  }
}

/**
 * What the packages ask to be passed on with them: who made each, and on what terms, in the words of
 * the files that they bring. A package without any does not build.
 */
async function licences() {
  const parts = [];
  for (const folder of [...packages].sort()) {
    const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const files = (await readdir(folder)).filter((it) => /^(licen[cs]e|notice|copying)/i.test(it)).sort();
    if (files.length === 0) throw new Error(`${name} says nothing of its licence`);
    const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
    const title = `${name} ${version} (${license})`;
    parts.push([title, '='.repeat(title.length), ...texts.map((text) => text.trim())].join('\n\n'));
  }
  return parts.join('\n\n\n') + '\n';
}

/** Gives every file that a style sheet names the address with the hash. */
function withAddresses(css) {
  return css.replace(/\/assets\/([\w.-]+)/g, (_, name) => address(name));
}

/** Writes a file under a name with its hash, and its packed forms where they are smaller. */
async function emit(name, content) {
  const bytes = Buffer.from(content);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8).toUpperCase();
  const file = `${name.slice(0, -extname(name).length)}-${hash}${extname(name)}`;
  manifest[name] = file;
  await writeFile(join(dist, file), bytes);
  if (alreadyPacked.has(extname(name))) return;
  const params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 };
  const packed = { br: await brotli(bytes, { params }), gz: await gzip(bytes, { level: 9 }) };
  for (const [suffix, small] of Object.entries(packed)) {
    if (small.length < bytes.length) await writeFile(join(dist, `${file}.${suffix}`), small);
  }
}

function address(name) {
  if (!manifest[name]) throw new Error(`${name} is not built yet`);
  return `/assets/${manifest[name]}`;
}

function report() {
  console.log(`web/dist: ${Object.keys(manifest).length} files`);
}
