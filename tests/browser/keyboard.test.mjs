// Five journeys by keyboard alone, with what a screen reader would say at each stop.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openHouse, visitor } from './house.mjs';

const open = openHouse();

/** What has the focus, as the accessibility tree gives it to a screen reader. */
const spoken = async (page) => {
  const session = await page.context().newCDPSession(page);
  const { result } = await session.send('Runtime.evaluate', { expression: 'document.activeElement' });
  const { nodes } = await session.send('Accessibility.getPartialAXTree', {
    objectId: result.objectId,
    fetchRelatives: false,
  });
  await session.detach();
  const [node] = nodes;
  return `${node.role?.value ?? ''} "${(node.name?.value ?? '').replace(/\s+/g, ' ').trim()}"`;
};

/** Tabs until what is spoken matches; fails when the page has been gone round. */
const tabTo = async (page, wanted, { most = 80 } = {}) => {
  const heard = [];
  for (let stop = 0; stop < most; stop += 1) {
    await page.keyboard.press('Tab');
    const said = await spoken(page);
    heard.push(said);
    assert.ok(!/^\w* ""$/.test(said) || /RootWebArea|generic/.test(said), `a stop without a name: ${said}`);
    if (wanted.test(said)) return said;
  }
  throw new Error(`${wanted} was not reached; heard: ${heard.join(' · ')}`);
};

const begin = async (options) => {
  const visit = await visitor(open.browser, { width: 1280, height: 900, ...options });
  await visit.page.goto(open.house.base, { waitUntil: 'networkidle' });
  return visit;
};

test('a resident skips to the content, searches, and reads the first place', async () => {
  const { context, page } = await begin();
  await page.keyboard.press('Tab');
  assert.match(await spoken(page), /link "(Naar|Ga naar|Direct naar)/);
  await tabTo(page, /(combobox|searchbox|textbox) "/);
  await page.keyboard.type('lek band');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/zoeken\?.*q=lek/);
  await tabTo(page, /link "[^"]*Spaak & Zoon/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/plek\//);
  assert.match(await page.locator('h1').textContent(), /Spaak & Zoon/);
  await context.close();
});

test('typing suggests, arrows choose, Escape closes', async () => {
  const { context, page } = await begin();
  await tabTo(page, /combobox "/);
  await page.keyboard.type('fiet', { delay: 20 });
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('ArrowDown');
  const chosen = await page.evaluate(() => {
    const id = document.activeElement.getAttribute('aria-activedescendant');
    return document.getElementById(id)?.textContent.trim();
  });
  assert.ok(chosen, 'an option is active');
  await page.keyboard.press('Escape');
  assert.equal(await page.getByRole('option').count(), 0);
  assert.match(await spoken(page), /combobox/);
  await context.close();
});

test('a filter is set and taken away again', async () => {
  const { context, page } = await begin();
  await page.goto(`${open.house.base}/zoeken?q=fiets`);
  const before = await page.locator('.results .card').count();
  assert.ok(before > 0);
  await page.goto(`${open.house.base}/zoeken?q=fiets&open=nu`);
  await tabTo(page, /link "[^"]*(Nu open|nu open).*(weg|verwijder)/i);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.searchParams.has('open'));
  await context.close();
});

test('the street is switched to tonight', async () => {
  const { context, page } = await begin();
  await tabTo(page, /link "Vanavond/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/tijd=vanavond/);
  assert.match(await page.locator('.street-switch [aria-current]').innerText(), /Vanavond/);
  await context.close();
});

test('somebody changes to English and stays on the page', async () => {
  const { context, page } = await begin();
  await page.goto(`${open.house.base}/plek/spaak-zoon`);
  await tabTo(page, /(link|button) "English/, { most: 150 });
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.documentElement.lang === 'en');
  assert.match(page.url(), /\/plek\/spaak-zoon/);
  await context.close();
});
