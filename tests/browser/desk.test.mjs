// The desk: a claim is refused, appealed against and looked at by a second person; two listings of
// one place become one and two again; a source that says something new is believed. On a telephone,
// with and without JavaScript; nothing that axe finds.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { openHouse, visitor } from './house.mjs';

const PASSWORD = 'dapper fietsbel pompoensoep';
const OPERATOR = 'fiets lantaarn peper';
const TARGET_PX = 43.5;

const open = openHouse();

/** Nothing that axe finds, nothing beside the screen, nothing too small to hit. */
const isWell = async (page, where, hasScript) => {
  // Without scripts nothing looks into a page; it is the same page.
  if (!hasScript) return;
  const axe = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const found = axe.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(' | ')}`);
  assert.deepEqual(found, [], `axe, ${where}`);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(over <= 0, `${where} is ${over} px too wide`);
  const small = await page.evaluate((least) =>
    [...document.querySelectorAll('main :is(button, input:not([type=hidden]), textarea, select, summary, .button, .queue-kinds a, .desk-nav a)')]
      .filter((e) => e.checkVisibility() && !e.closest('.sr-only'))
      .map((e) => ({ e: e.outerHTML.slice(0, 90), h: (e.closest('label') ?? e).getBoundingClientRect().height }))
      .filter(({ h }) => h > 0 && h < least)
      .map(({ e, h }) => `${h}px ${e}`),
  TARGET_PX);
  assert.deepEqual(small, [], where);
};

const signIn = async (page, email, back, password = PASSWORD) => {
  page.setDefaultTimeout(30_000);
  await page.goto(`${open.house.base}/inloggen?terug=${encodeURIComponent(back)}`);
  await page.locator('#email').fill(email);
  await page.locator('#wachtwoord').fill(password);
  await page.locator('#wachtwoord').press('Enter');
  await page.waitForURL(new RegExp(back.replace(/[?]/g, '\\?')));
};

const press = async (page, button) => {
  await page.locator(button).first().click();
  await page.waitForLoadState('load');
};

const ask = async (query, variables, token) => {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const body = JSON.stringify({ query, variables });
  const answer = await fetch(`${open.house.base}/graphql`, { method: 'POST', headers, body });
  const { data, errors } = await answer.json();
  assert.equal(errors, undefined, JSON.stringify(errors));
  return data;
};

const token = async (email) => {
  const signed = await ask(
    'mutation($email: String!, $password: String!) { signIn(input: {email: $email, password: $password}) { accessToken } }',
    { email, password: PASSWORD },
  );
  return signed.signIn.accessToken;
};

const folder = mkdtempSync(join(tmpdir(), 'koop-desk-'));

/** Brings a table of two bakeries next door to one another in. */
const bring = (name, phone) => {
  const file = join(folder, `${name}.csv`);
  const row = (number, words) => `${name};Bakker;Javastraat ${number};1094 HG;Amsterdam;52,3637;4,9384;${words}\n`;
  writeFileSync(file, `Naam;Categorie;Adres;Postcode;Plaats;Breedtegraad;Lengtegraad;Telefoon\n${row('900', phone)}${row('902', '')}`);
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
    const resident = await token('bewoner@oost.example');
    const { listing } = await ask('query($slug: String!) { listing(slug: $slug) { id } }', { slug });
    const { claimListing } = await ask(
      'mutation($id: ID!) { claimListing(input: {listingId: $id, proof: COUNTER_CODE}) { claim { id } userErrors { message } } }',
      { id: listing.id },
      resident,
    );
    assert.deepEqual(claimListing.userErrors, []);
    const claim = claimListing.claim.id;

    const steward = await someone();
    await signIn(steward.page, 'vrijwilliger@oost.example', '/beheer/wachtrij');
    await isWell(steward.page, 'the queue', hasScript);
    await press(steward.page, '.queue-kinds a[href*="soort=claim"]');
    const item = `[id="${claim}"]`;
    assert.match(await steward.page.locator(item).innerText(), /Samira/, 'who decides knows who says so');
    await press(steward.page, `${item} [value=nee]`);
    assert.match(await steward.page.locator(`${item} .form-error`).innerText(), /reden/i);
    await isWell(steward.page, 'a reason is missing', hasScript);
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
    await signIn(asker.page, 'bewoner@oost.example', '/mijn/bezwaar');
    await press(asker.page, 'summary');
    await press(asker.page, 'form[action="/mijn/bezwaar"] [type=submit]');
    assert.equal(await asker.page.locator('textarea').first().getAttribute('aria-invalid'), 'true');
    await isWell(asker.page, 'an appeal without a reason', hasScript);
    await asker.page.locator('textarea').first().fill('Ik sta er elke dag.');
    await press(asker.page, 'form[action="/mijn/bezwaar"] [type=submit]');
    assert.match(asker.page.url(), /gedaan=ja/);
    await isWell(asker.page, 'my appeals', hasScript);

    const first = await someone();
    await signIn(first.page, 'vrijwilliger@oost.example', '/beheer/wachtrij?soort=appeal');
    assert.equal(await first.page.locator('.queue-case [name=besluit]').count(), 0, 'not who decided first');
    assert.equal(await first.page.locator('.queue-own').count(), 1);
    await first.context.close();

    const second = await someone();
    await signIn(second.page, 'organisator@oost.example', '/beheer/wachtrij?soort=appeal');
    await isWell(second.page, 'an appeal to decide', hasScript);
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
    open.house.run('member', 'add', '--email', email, '--name', 'Bea', '--password', OPERATOR, '--role', 'operator');
    const operator = await someone();
    await signIn(operator.page, email, '/beheer/samenvoegen', OPERATOR);
    await isWell(operator.page, 'merging', hasScript);
    await press(operator.page, '[value=zoek]');
    assert.match(operator.page.url(), /gedaan=gezocht/);
    await operator.context.close();

    const { context, page } = await someone();
    await signIn(page, 'organisator@oost.example', '/beheer/wachtrij?soort=duplicate');
    const item = page.locator('.queue-case', { hasText: name });
    await item.locator('a.button').click();
    await page.waitForURL(/samenvoegen/);
    await isWell(page, 'two side by side', hasScript);
    const lost = await page.locator('#gaat a').getAttribute('href');
    const stays = await page.locator('#blijft a').getAttribute('href');
    await press(page, '[value=samen]');
    assert.match(page.url(), /gedaan=samen/);
    await isWell(page, 'merged', hasScript);
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
    const steward = await token('vrijwilliger@oost.example');
    const { listing } = await ask('query($slug: String!) { listing(slug: $slug) { id } }', { slug });
    const { editListing } = await ask(
      'mutation($id: ID!) { editListing(input: {listingId: $id, phone: "020 555 02 02"}) { userErrors { message } } }',
      { id: listing.id },
      steward,
    );
    assert.deepEqual(editListing.userErrors, []);
    bring(name, '020 555 03 03');
    const { context, page } = await someone();
    await signIn(page, 'organisator@oost.example', '/beheer/wachtrij?soort=difference');
    const item = page.locator('.queue-case', { hasText: name });
    assert.match(await item.innerText(), /020 555 02 02[\s\S]*020 555 03 03/);
    await isWell(page, 'what a source says', hasScript);
    await item.locator('[value=ja]').click();
    await page.waitForURL(/gedaan=ja/);
    assert.equal(await page.locator('.queue-case', { hasText: name }).count(), 0);
    await page.goto(`${base}/plek/${slug}`);
    assert.match(await page.locator('main').innerText(), /020 555 03 03/);
    await context.close();
  });
}
