// A keeper adds a photo by phone, tells what is to be seen, sees it on the public page and takes it
// away: with JavaScript and without it, by day and by night, and no barrier axe can see.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import { openHouse, visitor } from './house.mjs';

const PASSWORD = 'fiets lantaarn peper';
const TARGET_PX = 43.5;

const open = openHouse();

/** Nothing that axe finds, nothing beside the screen, nothing too small to hit. */
const isWell = async (page, where, javaScriptEnabled) => {
  // What looks for barriers is itself a script of the page.
  if (!javaScriptEnabled) return;
  const axe = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const found = axe.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(' | ')}`);
  assert.deepEqual(found, [], `axe, ${where}`);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(over <= 0, `${where} is ${over} px too wide`);
  const small = await page.evaluate((least) =>
    [...document.querySelectorAll('.photos :is(button, textarea, input:not([type=hidden]), .button), .gallery a')]
      .filter((e) => e.checkVisibility())
      .map((e) => ({ e: e.outerHTML.slice(0, 90), h: (e.closest('label') ?? e).getBoundingClientRect().height }))
      .filter(({ h }) => h > 0 && h < least)
      .map(({ e, h }) => `${h}px ${e}`),
  TARGET_PX);
  assert.deepEqual(small, [], where);
};

const press = async (page, button) => {
  await page.locator(`main ${button}`).first().click();
  await page.waitForLoadState('load');
};

const ask = async (base, query, variables, token) => {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  if (token) headers.authorization = `Bearer ${token}`;
  const answer = await fetch(`${base}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  return (await answer.json()).data;
};

/** A member with a place of their own; its id and its public address. */
const keeper = async (house, email, name) => {
  house.run('member', 'add', '--email', email, '--name', 'Hanneke', '--password', PASSWORD);
  const signIn = 'mutation In($e: String!, $p: String!) { signIn(input: {email: $e, password: $p}) { accessToken } }';
  const token = (await ask(house.base, signIn, { e: email, p: PASSWORD })).signIn.accessToken;
  const add = 'mutation Add($n: String!) { addListing(input: {name: $n, kind: MAKER, ignoreDuplicates: true}) { listing { id slug } } }';
  return (await ask(house.base, add, { n: name }, token)).addListing.listing;
};

for (const [javaScriptEnabled, language, colorScheme, width] of [
  [true, 'nl-NL', 'light', 390],
  [false, 'nl-NL', 'dark', 390],
  [true, 'en-GB', 'light', 320],
]) {
  const how = `${language}, ${colorScheme}, ${width} px, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`;

  test(`a keeper adds a photo, tells of it, sees it and takes it away (${how})`, async () => {
    const { context, page, requests } = await visitor(open.browser, {
      javaScriptEnabled, language, colorScheme, width,
    });
    const { house } = open;
    const email = `hanneke-${colorScheme}-${width}@voorbeeld.nl`;
    const { slug } = await keeper(house, email, `Werkplaats ${colorScheme} ${width}`);
    await page.goto(house.base);
    const photo = { name: 'gevel.jpg', mimeType: 'image/jpeg', buffer: await page.screenshot({ type: 'jpeg' }) };
    const script = { name: 'foto.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<script>alert(1)</script>') };
    await page.goto(`${house.base}/inloggen?terug=/plek/${slug}`);
    await page.locator('#email').fill(email);
    await page.locator('#wachtwoord').fill(PASSWORD);
    await page.locator('#wachtwoord').press('Enter');
    await page.waitForURL(`${house.base}/plek/${slug}`);
    await isWell(page, 'a place without photos', javaScriptEnabled);
    await press(page, '.gallery-keep a');
    await isWell(page, 'no photos yet', javaScriptEnabled);

    await page.locator('#foto').setInputFiles(script);
    await page.locator('#alt').fill('De gevel');
    await press(page, 'form[action="/media"] [type=submit]');
    assert.equal(await page.locator('#foto').getAttribute('aria-invalid'), 'true');
    assert.equal(await page.locator('#alt').inputValue(), 'De gevel', 'what was typed stays');
    await isWell(page, 'no photo', javaScriptEnabled);
    await page.locator('#alt').fill('');
    await page.locator('#foto').setInputFiles(photo);
    await press(page, 'form[action="/media"] [type=submit]');
    assert.equal(await page.locator('#alt').getAttribute('aria-invalid'), 'true');
    for (const alt of ['De gevel', 'De werkbank']) {
      await page.locator('#alt').fill(alt);
      await page.locator('#foto').setInputFiles(photo);
      await press(page, 'form[action="/media"] [type=submit]');
      assert.match(page.url(), /gedaan=erbij/);
    }
    await isWell(page, 'two photos', javaScriptEnabled);
    await page.locator('#alt-2').fill('De bank waar gewerkt wordt');
    await press(page, '#foto-2 .account-form button');
    assert.match(page.url(), /gedaan=tekst#foto-2/);
    await press(page, '#foto-2 [name=naar]');
    assert.match(page.url(), /gedaan=plaats#foto-1/);
    assert.equal(await page.locator('#alt-1').inputValue(), 'De bank waar gewerkt wordt');

    await press(page, '.account-links a');
    assert.equal(page.url(), `${house.base}/plek/${slug}`);
    const large = page.locator('.gallery-first img');
    assert.equal(await large.getAttribute('alt'), 'De bank waar gewerkt wordt');
    const picture = await context.request.get(house.base + (await large.getAttribute('src')));
    assert.equal(picture.headers()['content-type'], 'image/jpeg');
    assert.ok((await large.boundingBox()).height > 100, 'it has room to be seen');
    await isWell(page, 'the public page', javaScriptEnabled);

    await press(page, '.gallery-keep a');
    await press(page, '#foto-1 a.button');
    await isWell(page, 'asked once more', javaScriptEnabled);
    await press(page, 'form [type=submit]');
    assert.match(page.url(), /gedaan=weg/);
    await page.goto(`${house.base}/plek/${slug}`);
    assert.equal(await large.getAttribute('alt'), 'De gevel');
    assert.equal(await page.locator('.gallery-strip').count(), 0);
    assert.deepEqual(requests.filter((url) => !url.startsWith(house.base) && !url.startsWith('data:')), []);
    await context.close();
  });
}
