// Every page in every language: no barrier axe can see, no other origin, no sideways scrolling.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { openHouse, visitor } from './house.mjs';
import { TARGET_PX, barriers, elsewhere } from './steps.mjs';

const PAGES = [
  '/',
  '/?tijd=vanavond',
  '/zoeken?q=fietsenmaker',
  '/zoeken?q=brood&open=nu',
  '/zoeken?q=xqzvw',
  '/zoeken?waar=1094&minuten=10&met=fiets&open=nu',
  '/zoeken?q=brood&waar=daperbuurt',
  '/zoeken?buurt=dapperbuurt',
  '/plek/spaak-zoon',
  '/plek/spaak-zoon?waar=1094',
  '/buurten',
  '/buurten?zoek=daperbuurt',
  '/buurt/dapperbuurt',
  '/categorie/bicycle-repair',
  '/over-de-gegevens',
  '/hoe-wij-rangschikken',
  '/toegankelijkheid',
  '/privacy',
  '/inloggen',
  '/inloggen?gedaan=uit',
  '/aanmelden',
  '/wachtwoord-vergeten',
  '/tot-ziens',
  '/bestaat-niet',
  '/graphql',
];
const LANGUAGES = ['nl-NL', 'en-GB'];
const ENDLESS_WORD = `/zoeken?q=${'w'.repeat(200)}`;
const FIRST_VISIT_BYTES = 100_000;
const SCRIPT_BYTES = 15_000;

const open = openHouse();

for (const language of LANGUAGES) {
  for (const path of PAGES) {
    test(`${path} in ${language}`, async () => {
      for (const colorScheme of ['light', 'dark']) {
        const { context, page, requests, problems } = await visitor(open.browser, { language, colorScheme });
        await page.goto(open.house.base + path, { waitUntil: 'networkidle' });
        assert.equal(await page.locator('html').getAttribute('lang'), language.slice(0, 2));
        assert.deepEqual(await barriers(page), [], `axe, ${colorScheme}`);
        assert.deepEqual(elsewhere(open.house, requests), []);
        const expected = path === '/bestaat-niet' ? /404/ : /^$/;
        assert.deepEqual(problems.filter((p) => !expected.test(p) || !p.includes('404')), []);
        await context.close();
      }
    });
  }
}

test('whatever of others is served, its licence is served too', async () => {
  const at = (path) => new URL(`../../${path}`, import.meta.url).pathname;
  // As the sources name it, and not as the build says that it did.
  const names = new Set();
  for (const folder of ['web/front/ts', 'web/front/css']) {
    for (const file of readdirSync(at(folder), { recursive: true }).filter((it) => /\.(ts|css)$/.test(it))) {
      const source = readFileSync(at(`${folder}/${file}`), 'utf8').replace(/^import type .*$/gm, '');
      for (const [, name] of source.matchAll(/(?:from |import |url\()['"]((?:@[\w.-]+\/)?[\w][\w.-]*)(?=['"/])/g)) {
        if (!name.endsWith('.css')) names.add(name);
      }
    }
  }
  for (const name of ['leaflet', 'jsqr', '@tabler/icons', '@fontsource/atkinson-hyperlegible']) {
    assert.ok(names.has(name), `${name} is among ${[...names]}`);
  }
  const page = await (await fetch(`${open.house.base}/over-de-gegevens`)).text();
  const [, path] = /href="(\/assets\/licences-[^"]+\.txt)"/.exec(page) ?? [];
  assert.ok(path, 'the page about the data leads there');
  const answer = await fetch(open.house.base + path);
  assert.equal(answer.headers.get('content-type'), 'text/plain; charset=utf-8');
  const licences = await answer.text();
  for (const name of names) {
    const { version, license } = JSON.parse(readFileSync(at(`node_modules/${name}/package.json`), 'utf8'));
    assert.ok(licences.includes(`${name} ${version} (${license})`), `${name} is not named`);
    assert.ok(licences.includes(readFileSync(at(`node_modules/${name}/LICENSE`), 'utf8').trim()), `${name}: all of it`);
  }
});

test('no page scrolls sideways at 320 px, nor with text at 200 %', async () => {
  for (const [width, size] of [[320, null], [390, '200%']]) {
    const { context, page } = await visitor(open.browser, { width, bypassCSP: true });
    for (const path of [...PAGES, ENDLESS_WORD]) {
      await page.goto(open.house.base + path, { waitUntil: 'networkidle' });
      if (size) await page.addStyleTag({ content: `html { font-size: ${size} !important }` });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(over <= 0, `${path} at ${width} px (${size ?? '100%'}) is ${over} px too wide`);
    }
    await context.close();
  }
});

test('targets are at least 44 px high, but for links in running text', async () => {
  const { context, page } = await visitor(open.browser);
  for (const path of PAGES.filter((p) => p !== '/graphql')) {
    await page.goto(open.house.base + path, { waitUntil: 'networkidle' });
    const small = await page.evaluate((least) =>
      [...document.querySelectorAll('button, input:not([type=hidden]), select, nav a, .chip, .chips a, .pager a, .street-switch a')]
        .filter((e) => e.checkVisibility() && !e.closest('p, li p, .prose, .leaflet-container, .sr-only'))
        .map((e) => ({ e: e.outerHTML.slice(0, 90), h: (e.closest('label') ?? e).getBoundingClientRect().height }))
        .filter(({ h }) => h > 0 && h < least)
        .map(({ e, h }) => `${h}px ${e}`),
    TARGET_PX);
    assert.deepEqual(small, [], path);
  }
  await context.close();
});

test('a first visit weighs at most 100 kB over the wire, the script at most 15 kB', async () => {
  for (const path of ['/', '/plek/spaak-zoon']) {
    const { context, page } = await visitor(open.browser);
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    const urls = new Map();
    const bytes = new Map();
    session.on('Network.responseReceived', (e) => urls.set(e.requestId, e.response.url));
    session.on('Network.loadingFinished', (e) => bytes.set(e.requestId, e.encodedDataLength));
    await page.goto(open.house.base + path, { waitUntil: 'networkidle' });
    const weight = (filter) =>
      [...bytes].filter(([id]) => filter(urls.get(id) ?? '')).reduce((sum, [, n]) => sum + n, 0);
    const notMap = (url) => !/\/map[.-]/.test(url);
    assert.ok(weight(notMap) <= FIRST_VISIT_BYTES, `${path} weighs ${weight(notMap)} bytes`);
    assert.ok(weight((u) => /\/app[^/]*\.js/.test(u)) <= SCRIPT_BYTES);
    console.log(`${path}: ${weight(notMap)} bytes without the map, ${weight(() => true)} with it`);
    await context.close();
  }
});
