// Kept questions: who finds nothing keeps what they asked, signing in for it where they have to,
// and is told once a neighbour puts it up. With and without JavaScript; nothing that axe finds.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openHouse, visitor } from './house.mjs';
import { DEMO, elsewhere, enterDemo, isWell, press } from './steps.mjs';

const open = openHouse();
const WORDS = 'notenkraker';

/** Looks until somebody is told: the house looks once a minute. */
const told = async (page, url, words) => {
  const deadline = Date.now() + 150_000;
  for (;;) {
    await page.goto(url);
    const row = page.locator('.alert-row', { hasText: words });
    if (await row.count()) return row.first();
    if (Date.now() > deadline) throw new Error(`nobody was told of ${words}`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
};

test('who keeps a question is told once somebody answers it', { timeout: 240_000 }, async () => {
  const { house } = open;
  const { base } = house;
  const list = `${base}/delen?q=${WORDS}`;

  // A member, on a list in which there is nothing.
  const hers = await visitor(open.browser, { colorScheme: 'light' });
  await enterDemo(hers.page, house, 'bewoner', `/delen?q=${WORDS}`);
  assert.equal(await hers.page.locator('.post-card').count(), 0);
  assert.match(await hers.page.locator('.board-keep').innerText(), /We laten het je weten/);
  await isWell(hers.page, 'a list with nothing in it');
  await press(hers.page, '.board-keep button');
  assert.match(hers.page.url(), /\/mijn\/zoekvragen\?gedaan=bewaard$/);
  assert.match(await hers.page.locator('.saved-list').innerText(), /notenkraker/i);
  await isWell(hers.page, 'my saved searches');
  await hers.page.locator('.saved-name summary').click();
  await hers.page.locator('.saved-name [name=naam]').fill('Noten kraken');
  await press(hers.page, '[value=naam]');
  assert.match(await hers.page.locator('.saved-list h2').innerText(), /Noten kraken/);
  await hers.page.goto(list);
  await press(hers.page, '.board-keep button');
  assert.match(hers.page.url(), /gedaan=had-je-al$/, 'the same question is kept once');
  assert.equal(await hers.page.locator('.saved-list > li').count(), 1);

  // A visitor without JavaScript, who signs in for it and comes back to the question.
  const his = await visitor(open.browser, { javaScriptEnabled: false, colorScheme: 'dark' });
  await his.page.goto(list);
  await isWell(his.page, 'a list with nothing in it, for a visitor');
  await press(his.page, '.board-keep button');
  assert.match(his.page.url(), /\/inloggen\?terug=/);
  await his.page.locator('#email').fill('winkel@oost.example');
  await his.page.locator('#wachtwoord').fill(DEMO);
  await press(his.page, '[type=submit]');
  assert.match(his.page.url(), /\/mijn\/zoekvragen\/nieuw\?.*q=notenkraker/);
  await isWell(his.page, 'giving it a name');
  await his.page.locator('#naam').fill('');
  await press(his.page, '[value=bewaar]');
  assert.equal(await his.page.locator('#naam').getAttribute('aria-invalid'), 'true');
  await isWell(his.page, 'without a name');
  await his.page.locator('#naam').fill('Kraker');
  await press(his.page, '[value=bewaar]');
  assert.match(his.page.url(), /gedaan=bewaard$/);

  // A neighbour puts it up.
  const theirs = await visitor(open.browser);
  await enterDemo(theirs.page, house, 'vrijwilliger', '/prikbord/nieuw?richting=offer&soort=item');
  await theirs.page.locator('#titel').fill('Notenkraker van gietijzer');
  await theirs.page.locator('#onderwerp').selectOption('household');
  await theirs.page.locator('[name=op][value=gift]').check();
  await theirs.page.locator('#waar').fill('Dapperbuurt');
  await press(theirs.page, '.account-form [type=submit]');
  assert.match(theirs.page.url(), /gedaan=geplaatst/, await theirs.page.locator('main').innerText());
  const { pathname } = new URL(theirs.page.url());

  for (const [{ page }, name] of [[hers, 'Noten kraken'], [his, 'Kraker']]) {
    const row = await told(page, `${base}/mijn/meldingen`, name);
    await isWell(page, `told of ${name}`);
    assert.match(await row.innerText(), new RegExp(`zoekvraag “${name}”`));
    await row.locator('a').click();
    await page.waitForLoadState('load');
    assert.equal(new URL(page.url()).pathname, pathname, 'the one post that it is');
    await page.goto(`${base}/mijn/zoekvragen`);
    assert.match(await page.locator('.saved-list').innerText(), /Laatste melding/);
    await page.locator('.saved-list h2 a').click();
    await page.waitForLoadState('load');
    assert.match(page.url(), /\/delen\?q=notenkraker/);
    assert.match(await page.locator('.post-cards').innerText(), /gietijzer/);
  }

  await his.page.goto(`${base}/mijn/zoekvragen`);
  await press(his.page, '[value=rust]');
  assert.match(await his.page.locator('.saved-list').innerText(), /Staat stil/);
  await isWell(his.page, 'it rests');
  await press(his.page, '[value=verder]');
  await press(his.page, '[value=weg]');
  assert.equal(await his.page.locator('.saved-list').count(), 0);
  await isWell(his.page, 'nothing kept');
  for (const { requests, context } of [hers, his, theirs]) {
    assert.deepEqual(elsewhere(house, requests), []);
    await context.close();
  }
});
