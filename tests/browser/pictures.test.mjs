// Photos on the board and in a conversation: put with a post once it is up, seen on its card and
// its page, and shown to the other one of an agreement. With and without JavaScript; nothing that
// axe finds.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openHouse, visitor } from './house.mjs';
import { elsewhere, enterDemo, isWell, press } from './steps.mjs';

const open = openHouse();
const script = {
  name: 'foto.jpg',
  mimeType: 'image/jpeg',
  buffer: Buffer.from('<script>alert(1)</script>'),
};

/** Looks until a card is in a list: the index follows a moment later. */
const found = async (page, url, words) => {
  const deadline = Date.now() + 15_000;
  for (;;) {
    await page.goto(url);
    if (await page.locator('.post-card', { hasText: words }).count()) return;
    if (Date.now() > deadline) throw new Error(`${words} was not found at ${url}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
};

/** Puts something up for everybody, and answers its address. */
const offer = async (page, house, title) => {
  await enterDemo(page, house, 'bewoner', '/prikbord/nieuw');
  await press(page, 'a[href*="richting=offer"][href$="soort=item"]');
  await page.locator('#titel').fill(title);
  await page.locator('#tekst').fill('Met boren erbij. Ophalen kan op donderdag.');
  await page.locator('#onderwerp').selectOption('tools');
  await page.locator('[name=op][value=gift]').check();
  await page.locator('#waar').fill('Dapperbuurt');
  await page.locator('[name=zichtbaar][value=public]').check();
  await press(page, '.account-form [type=submit]');
  assert.match(page.url(), /gedaan=geplaatst/, await page.locator('main').innerText());
  return new URL(page.url()).pathname;
};

for (const [hasScript, colorScheme, width] of [
  [true, 'light', 390],
  [false, 'dark', 320],
]) {
  const how = hasScript ? 'with JavaScript' : 'without JavaScript';
  const options = { javaScriptEnabled: hasScript, colorScheme, width };
  const title = hasScript ? 'Decoupeerzaag met zaagjes' : 'Ladder van zes treden';

  test(`a post has photos, and a message has one (${how})`, async () => {
    const { house } = open;
    const hers = await visitor(open.browser, options);
    await hers.page.goto(house.base);
    const buffer = await hers.page.screenshot({ type: 'jpeg' });
    const photo = { name: 'zaag.jpg', mimeType: 'image/jpeg', buffer };
    const post = await offer(hers.page, house, title);
    await isWell(hers.page, 'my post, without photos');
    await press(hers.page, '.gallery-keep a');
    assert.equal(new URL(hers.page.url()).pathname, `${post}/fotos`);
    await isWell(hers.page, 'no photos yet');
    await hers.page.locator('#foto').setInputFiles(script);
    await hers.page.locator('#alt').fill('De zaag');
    await press(hers.page, 'form[action="/media"] [type=submit]');
    assert.equal(await hers.page.locator('#foto').getAttribute('aria-invalid'), 'true');
    assert.equal(await hers.page.locator('#alt').inputValue(), 'De zaag', 'what was typed stays');
    await isWell(hers.page, 'no photo');
    for (const alt of ['De zaag', 'Het koffertje']) {
      await hers.page.locator('#alt').fill(alt);
      await hers.page.locator('#foto').setInputFiles(photo);
      await press(hers.page, 'form[action="/media"] [type=submit]');
      assert.match(hers.page.url(), /gedaan=erbij/);
    }
    await isWell(hers.page, 'two photos');
    await hers.page.locator('#alt-2').fill('Het koffertje met de zaagjes');
    await press(hers.page, '#foto-2 .account-form button');
    await press(hers.page, '#foto-2 [name=naar]');
    assert.match(hers.page.url(), /gedaan=plaats#foto-1/);
    assert.equal(await hers.page.locator('#alt-1').inputValue(), 'Het koffertje met de zaagjes');
    await press(hers.page, '.account-links a');
    await isWell(hers.page, 'my post, with photos');

    const stranger = await visitor(open.browser, options);
    await found(stranger.page, `${house.base}/delen?q=${encodeURIComponent(title)}`, title);
    const card = stranger.page.locator('.post-card', { hasText: title });
    const small = card.locator('.post-photo');
    assert.equal(await small.getAttribute('alt'), 'Het koffertje met de zaagjes');
    await small.scrollIntoViewIfNeeded();
    await stranger.page.waitForLoadState('networkidle');
    if (hasScript) assert.ok(await small.evaluate((it) => it.complete && it.naturalWidth > 0));
    await isWell(stranger.page, 'a list with a photo');
    await card.locator('a').first().click();
    await stranger.page.waitForURL(`**${post}`);
    const large = stranger.page.locator('.gallery-first img');
    const file = house.base + (await large.getAttribute('src'));
    assert.equal((await stranger.page.request.get(file)).status(), 200);
    const preview = await stranger.page.locator('meta[property="og:image"]').getAttribute('content');
    assert.match(preview, /\/media\/prikbord\//);
    await isWell(stranger.page, 'a post with photos');

    const his = await visitor(open.browser, options);
    await enterDemo(his.page, house, 'winkel', post);
    await his.page.locator('#bericht').fill('Mag ik hem lenen?');
    await press(his.page, 'form:has(#bericht) [type=submit]');
    const { pathname } = new URL(his.page.url());
    await his.page.locator('.talk-add summary').click();
    await his.page.locator('#bericht').fill('Is het zo’n blad?');
    await his.page.locator('#foto').setInputFiles(script);
    await his.page.locator('#alt').fill('Een zaagblad');
    await isWell(his.page, 'a photo with a message');
    await press(his.page, '[value=stuur]');
    assert.equal(await his.page.locator('#bericht').inputValue(), 'Is het zo’n blad?');
    assert.equal(await his.page.locator('#foto').getAttribute('aria-invalid'), 'true');
    await isWell(his.page, 'no photo with a message');
    await his.page.locator('#foto').setInputFiles(photo);
    await press(his.page, '[value=stuur]');
    assert.match(his.page.url(), /gedaan=verstuurd/);
    await isWell(his.page, 'a photo was sent');
    await hers.page.goto(house.base + pathname);
    const shown = hers.page.locator('.talk-photo img');
    assert.equal(await shown.getAttribute('alt'), 'Een zaagblad');
    await isWell(hers.page, 'a photo came');
    const between = house.base + (await shown.getAttribute('src'));
    assert.equal((await hers.page.request.get(between)).status(), 200);
    assert.equal((await his.page.request.get(between)).status(), 200);
    assert.equal((await stranger.page.request.get(between)).status(), 404, 'it is for the two');

    await hers.page.goto(`${house.base}${post}/fotos`);
    await press(hers.page, '#foto-1 a.button');
    await isWell(hers.page, 'asked once more');
    await press(hers.page, 'form [type=submit]');
    assert.match(hers.page.url(), /gedaan=weg/);
    assert.equal((await stranger.page.request.get(file)).status(), 404, 'at once');
    assert.deepEqual(elsewhere(house, [...hers.requests, ...his.requests]), []);
    for (const it of [hers, his, stranger]) await it.context.close();
  });
}
