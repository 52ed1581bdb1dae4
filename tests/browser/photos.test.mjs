// A keeper adds a photo by phone, tells what is to be seen, sees it on the public page and takes it
// away: with JavaScript and without it, by day and by night, and no barrier axe can see.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openHouse, visitor } from './house.mjs';
import { ask, elsewhere, isWell, member, press, signIn, tokenOf } from './steps.mjs';

const open = openHouse();

/** A member with a place of their own; its id and its public address. */
const keeper = async (house, email, name) => {
  member(house, email, 'Hanneke');
  const add = 'mutation Add($n: String!) { addListing(input: {name: $n, kind: MAKER, ignoreDuplicates: true}) { listing { id slug } } }';
  return (await ask(house, add, { n: name }, await tokenOf(house, email))).addListing.listing;
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
    await signIn(page, house, email, { back: `/plek/${slug}` });
    await isWell(page, 'a place without photos');
    await press(page, '.gallery-keep a');
    await isWell(page, 'no photos yet');

    await page.locator('#foto').setInputFiles(script);
    await page.locator('#alt').fill('De gevel');
    await press(page, 'form[action="/media"] [type=submit]');
    assert.equal(await page.locator('#foto').getAttribute('aria-invalid'), 'true');
    assert.equal(await page.locator('#alt').inputValue(), 'De gevel', 'what was typed stays');
    await isWell(page, 'no photo');
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
    await isWell(page, 'two photos');
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
    await isWell(page, 'the public page');

    await press(page, '.gallery-keep a');
    await press(page, '#foto-1 a.button');
    await isWell(page, 'asked once more');
    await press(page, 'form [type=submit]');
    assert.match(page.url(), /gedaan=weg/);
    await page.goto(`${house.base}/plek/${slug}`);
    assert.equal(await large.getAttribute('alt'), 'De gevel');
    assert.equal(await page.locator('.gallery-strip').count(), 0);
    assert.deepEqual(elsewhere(house, requests), []);
    await context.close();
  });
}
