// The desk: a claim is refused, appealed against and looked at by a second person; two listings of
// one place become one and two again; a source that says something new is believed. On a telephone,
// with and without JavaScript; nothing that axe finds.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHouse, visitor } from './house.mjs';
import { ask, enterDemo, isWell, member, press, signIn, tokenOf, DEMO } from './steps.mjs';

const open = openHouse();

const folder = mkdtempSync(join(tmpdir(), 'koop-desk-'));

/** Brings a table of two bakeries next door to one another in. */
const bring = (name, phone) => {
  const file = join(folder, `${name}.csv`);
  const row = (number, words) => `${name};Bakker;Javastraat ${number};1094 HG;Amsterdam;52,3637;4,9384;${words}\n`;
  // Both say it: which of the two gets the plain address is nobody's promise.
  writeFileSync(file, `Naam;Categorie;Adres;Postcode;Plaats;Breedtegraad;Lengtegraad;Telefoon\n${row('900', phone)}${row('902', phone)}`);
  open.house.run('import', 'csv', file, '--dataset', name, '--publisher', 'Winkeliers');
};

for (const [hasScript, colorScheme] of [
  [true, 'light'],
  [false, 'dark'],
]) {
  const mode = hasScript ? 'with' : 'without';
  const someone = (context = {}) => visitor(open.browser, { javaScriptEnabled: hasScript, colorScheme, ...context });
  const name = hasScript ? 'Bakker Zonnig' : 'Bakker Maneschijn';
  const slug = hasScript ? 'bakker-zonnig' : 'bakker-maneschijn';

  test(`a claim is refused, and a second person looks (${mode} JavaScript)`, async () => {
    const { base, letter } = open.house;
    bring(name, '020 555 01 01');
    const resident = await tokenOf(open.house, 'bewoner@oost.example', DEMO);
    const { listing } = await ask(open.house, 'query($slug: String!) { listing(slug: $slug) { id } }', { slug });
    const { claimListing } = await ask(
      open.house,
      'mutation($id: ID!) { claimListing(input: {listingId: $id, proof: COUNTER_CODE}) { claim { id } userErrors { message } } }',
      { id: listing.id },
      resident,
    );
    assert.deepEqual(claimListing.userErrors, []);
    const claim = claimListing.claim.id;

    const steward = await someone();
    await enterDemo(steward.page, open.house, 'vrijwilliger', '/beheer/wachtrij');
    await isWell(steward.page, 'the queue');
    await press(steward.page, '.queue-kinds a[href*="soort=claim"]');
    const item = `[id="${claim}"]`;
    assert.match(await steward.page.locator(item).innerText(), /Samira/, 'who decides knows who says so');
    await press(steward.page, `${item} [value=nee]`);
    assert.match(await steward.page.locator(`${item} .form-error`).innerText(), /reden/i);
    await isWell(steward.page, 'a reason is missing');
    const reason = steward.page.locator(`${item} select[name=sjabloon]`);
    await reason.selectOption({ index: 3 });
    if (!hasScript) await press(steward.page, `${item} [value=vul]`);
    const field = steward.page.locator(`${item} textarea`);
    assert.notEqual(await field.inputValue(), '', 'the reason stands in its field');
    await field.fill(`${await field.inputValue()} Kom gerust langs.`);
    await press(steward.page, `${item} [value=nee]`);
    assert.match(steward.page.url(), /gedaan=nee/);
    assert.equal(await steward.page.locator(item).count(), 0);
    if (hasScript) {
      await steward.page.goto(`${base}/beheer/wachtrij`);
      await steward.page.keyboard.press('j');
      const first = steward.page.locator('.queue-case h2 a').first();
      if (await first.count()) assert.ok(await first.evaluate((link) => link === document.activeElement));
    }
    await steward.context.close();

    const mail = await letter('bewoner@oost.example');
    assert.match(mail, /mijn\/bezwaar/);
    const asker = await someone();
    await enterDemo(asker.page, open.house, 'bewoner', '/mijn/bezwaar');
    await press(asker.page, 'summary');
    await press(asker.page, 'form[action="/mijn/bezwaar"] [type=submit]');
    assert.equal(await asker.page.locator('textarea').first().getAttribute('aria-invalid'), 'true');
    await isWell(asker.page, 'an appeal without a reason');
    await asker.page.locator('textarea').first().fill('Ik sta er elke dag.');
    await press(asker.page, 'form[action="/mijn/bezwaar"] [type=submit]');
    assert.match(asker.page.url(), /gedaan=ja/);
    await isWell(asker.page, 'my appeals');

    const first = await someone();
    await enterDemo(first.page, open.house, 'vrijwilliger', '/beheer/wachtrij?soort=appeal');
    assert.equal(await first.page.locator('.queue-case [name=besluit]').count(), 0, 'not who decided first');
    assert.equal(await first.page.locator('.queue-own').count(), 1);
    await first.context.close();

    const second = await someone();
    await enterDemo(second.page, open.house, 'organisator', '/beheer/wachtrij?soort=appeal');
    await isWell(second.page, 'an appeal to decide');
    await press(second.page, '.queue-case summary');
    await second.page.locator('.queue-case textarea').fill('Wij zagen je er ook.');
    await press(second.page, '.queue-case [value=ja]');
    assert.match(second.page.url(), /gedaan=ja/);
    await second.context.close();
    await asker.page.goto(`${base}/mijn/bezwaar`);
    assert.match(await asker.page.locator('.appeals').innerText(), /kreeg gelijk[\s\S]*Wij zagen je er ook/);
    await asker.context.close();
  });

  test(`two become one and two again (${mode} JavaScript)`, async () => {
    const { base } = open.house;
    const email = `operator-${mode}@voorbeeld.nl`;
    member(open.house, email, 'Bea', '--role', 'operator');
    const operator = await someone();
    await signIn(operator.page, open.house, email, { back: '/beheer/samenvoegen' });
    await isWell(operator.page, 'merging');
    await press(operator.page, '[value=zoek]');
    assert.match(operator.page.url(), /gedaan=gezocht/);
    await operator.context.close();

    const { context, page } = await someone();
    await enterDemo(page, open.house, 'organisator', '/beheer/wachtrij?soort=duplicate');
    const item = page.locator('.queue-case', { hasText: name });
    await item.locator('a.button').click();
    await page.waitForURL(/samenvoegen/);
    await isWell(page, 'two side by side');
    const lost = await page.locator('#gaat a').getAttribute('href');
    const stays = await page.locator('#blijft a').getAttribute('href');
    await press(page, '[value=samen]');
    assert.match(page.url(), /gedaan=samen/);
    await isWell(page, 'merged');
    const led = await fetch(`${base}${lost}`, { redirect: 'manual' });
    assert.equal(led.status, 301);
    assert.equal(led.headers.get('location'), stays);
    await press(page, '.merging-latest [value=terug]');
    assert.match(page.url(), /gedaan=terug/);
    assert.equal((await fetch(`${base}${lost}`, { redirect: 'manual' })).status, 200);
    await page.goto(`${base}/beheer/wachtrij?soort=duplicate`);
    await page.locator('.queue-case', { hasText: name }).locator('[value=nee]').click();
    await page.waitForURL(/gedaan=nee/);
    assert.equal(await page.locator('.queue-case', { hasText: name }).count(), 0);
    await context.close();
  });

  test(`a source that says something new is believed (${mode} JavaScript)`, async () => {
    const { base } = open.house;
    const steward = await tokenOf(open.house, 'vrijwilliger@oost.example', DEMO);
    const { listing } = await ask(open.house, 'query($slug: String!) { listing(slug: $slug) { id } }', { slug });
    const { editListing } = await ask(
      open.house,
      'mutation($id: ID!) { editListing(input: {listingId: $id, phone: "020 555 02 02"}) { userErrors { message } } }',
      { id: listing.id },
      steward,
    );
    assert.deepEqual(editListing.userErrors, []);
    bring(name, '020 555 03 03');
    const { context, page } = await someone();
    await enterDemo(page, open.house, 'organisator', '/beheer/wachtrij?soort=difference');
    const item = page.locator('.queue-case', { hasText: name });
    assert.match(await item.innerText(), /020 555 02 02[\s\S]*020 555 03 03/);
    await isWell(page, 'what a source says');
    await item.locator('[value=ja]').click();
    await page.waitForURL(/gedaan=ja/);
    assert.equal(await page.locator('.queue-case', { hasText: name }).count(), 0);
    await page.goto(`${base}/plek/${slug}`);
    assert.match(await page.locator('main').innerText(), /020 555 03 03/);
    await context.close();
  });
}
