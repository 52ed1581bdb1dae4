// Beginning an empty house, joining a community, and running it: without JavaScript and with it,
// on a telephone. Nothing axe finds, nothing beside the screen, nothing too small to hit.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import { openHouse, startHouse, visitor } from './house.mjs';

const PASSWORD = 'dapper fietsbel pompoensoep';
const TARGET_PX = 43.5;

const open = openHouse();

const isWell = async (page, where) => {
  const axe = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const found = axe.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(' | ')}`);
  assert.deepEqual(found, [], `axe, ${where}`);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(over <= 0, `${where} is ${over} px too wide`);
  const small = await page.evaluate((least) =>
    [...document.querySelectorAll('main :is(button, input:not([type=hidden]), select, textarea, summary, .button, .account-links a, .desk-nav a, .desk-wait a)')]
      .filter((e) => e.checkVisibility() && !e.closest('.sr-only, .skip-link'))
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

const signIn = async (page, base, who, back) => {
  await page.goto(`${base}/inloggen?terug=${encodeURIComponent(back)}`);
  await page.locator('#email').fill(`${who}@oost.example`);
  await page.locator('#wachtwoord').fill(PASSWORD);
  await press(page, '[type=submit]');
};

for (const [javaScriptEnabled, language, colorScheme, byMail, map] of [
  [true, 'nl-NL', 'light', true, true],
  [false, 'en-GB', 'dark', false, false],
]) {
  test(`an empty house is begun (${javaScriptEnabled ? 'with' : 'without'} JavaScript, ${language}, ${colorScheme})`, async () => {
    const house = await startHouse({ demo: false, map });
    try {
      const { base } = house;
      // Without JavaScript axe cannot run: the structure is looked at with it.
      const { context, page, requests } = await visitor(open.browser, { javaScriptEnabled, language, colorScheme });
      const look = javaScriptEnabled ? isWell : async () => {};
      await page.goto(`${base}/`);
      assert.equal(page.url(), `${base}/begin`);
      await look(page, 'the code');
      await page.locator('#begincode').fill('AAAA-BBBB-CCCC');
      await press(page, '[type=submit]');
      assert.equal(await page.locator('#begincode').getAttribute('aria-invalid'), 'true');
      await look(page, 'a wrong code');
      await page.locator('#begincode').fill(house.begin().toLowerCase());
      await press(page, '[type=submit]');
      assert.equal(page.url(), `${base}/begin/plaats`);
      if (map) {
        // What was typed beside the map goes along with it.
        await page.locator('#naam').fill('Ons dorp');
        await page.locator('.begin-map a').first().press('Enter');
        await page.waitForURL(/gebied=/);
        assert.equal(await page.locator('#naam').inputValue(), 'Ons dorp');
        assert.notEqual(await page.locator('#gebied').inputValue(), '');
      }
      await page.locator('#naam').fill(' ');
      await press(page, '[type=submit]');
      assert.equal(await page.locator('#naam').getAttribute('aria-invalid'), 'true');
      await look(page, 'a place without a name');
      await page.locator('#naam').fill('Betondorp');
      await press(page, '[type=submit]');
      assert.equal(page.url(), `${base}/begin/kleuren`);
      await page.locator('[name=eigen]').check();
      await page.locator('#baksteen').fill('#ffcccc');
      await press(page, '[value=bekijk]');
      assert.equal(await page.locator('.colour-ratio.is-low').count(), 1);
      await look(page, 'colours to look at');
      await press(page, '.account-ways [type=submit]');
      assert.equal(await page.locator('#baksteen').getAttribute('aria-invalid'), 'true');
      await page.locator('#baksteen').fill('#7a2a5f');
      await press(page, '.account-ways [type=submit]');
      assert.equal(page.url(), `${base}/begin/organisator`);
      await look(page, 'the organiser');
      await page.locator('#naam').fill('Hanneke');
      await page.locator('#email').fill('hanneke@voorbeeld.nl');
      if (byMail) {
        await press(page, '[value=mail]');
        assert.equal(page.url(), `${base}/begin/code`);
        await look(page, 'the mailed code');
        await page.locator('#code').fill(await house.code('hanneke@voorbeeld.nl'));
        await press(page, '[type=submit]');
      } else {
        await page.locator('#nieuw').fill('welkom01');
        await press(page, '[value=wachtwoord]');
        assert.equal(await page.locator('#nieuw').getAttribute('aria-invalid'), 'true');
        await page.locator('#nieuw').fill('fiets lantaarn peper');
        await press(page, '[value=wachtwoord]');
      }
      assert.equal(page.url(), `${base}/begin/klaar`);
      assert.match(await page.locator('h1').innerText(), /Betondorp/);
      await look(page, 'it has begun');
      await page.goto(`${base}/begin`);
      assert.equal(page.url(), `${base}/`, 'nobody begins it again');
      await page.goto(`${base}/beheer`);
      assert.match(await page.locator('h1').innerText(), /Betondorp/);
      await look(page, 'the desk');
      await page.goto(`${base}/gemeenschap/betondorp`);
      await look(page, 'the community in its own colours');
      assert.deepEqual(requests.filter((url) => !url.startsWith(base) && !url.startsWith('data:')), []);
      await context.close();
    } finally {
      await house.stop();
    }
  });
}

for (const [javaScriptEnabled, language, colorScheme] of [
  [true, 'nl-NL', 'light'],
  [false, 'nl-NL', 'dark'],
]) {
  test(`a neighbour joins and accepts (${javaScriptEnabled ? 'with' : 'without'} JavaScript, ${colorScheme})`, async () => {
    const { context, page } = await visitor(open.browser, { javaScriptEnabled, language, colorScheme });
    const { base, code } = open.house;
    const look = javaScriptEnabled ? isWell : async () => {};
    const email = `buur-${colorScheme}@voorbeeld.nl`;
    await page.goto(`${base}/gemeenschap/oost`);
    await look(page, 'a community, to a visitor');
    await press(page, '.button-main');
    await page.locator('#email').fill(email);
    await press(page, '[formaction]');
    await page.locator('#code').fill(await code(email));
    await press(page, '[type=submit]');
    await page.locator('#naam').fill('Buur');
    await press(page, '[type=submit]');
    assert.equal(page.url(), `${base}/gemeenschap/oost`);
    await press(page, '[type=submit]');
    assert.equal(await page.locator('#akkoord').getAttribute('aria-invalid'), 'true');
    await look(page, 'not accepted yet');
    await page.locator('#akkoord').check();
    await press(page, '[type=submit]');
    assert.equal(page.url(), `${base}/gemeenschap/oost?gedaan=lid`);
    await page.goto(`${base}/mijn/gemeenschappen`);
    assert.match(await page.locator('.account-list').innerText(), /Oost/);
    await look(page, 'my communities');
    assert.equal((await page.goto(`${base}/beheer`)).status(), 403, 'a member has no desk');
    await context.close();
  });
}

test('an organiser invites, sets a role, publishes and looks back', async () => {
  const { context, page } = await visitor(open.browser, {});
  const { base, link } = open.house;
  await signIn(page, base, 'organisator', '/beheer');
  assert.equal(page.url(), `${base}/beheer`);
  await isWell(page, 'the desk');
  await page.goto(`${base}/beheer/leden`);
  await isWell(page, 'the members');
  await page.locator('#email').fill('nieuw@voorbeeld.nl');
  await press(page, 'form[action$=uitnodigen] [type=submit]');
  assert.match(page.url(), /gedaan=uitgenodigd/);
  assert.match(await page.locator('.account-list').innerText(), /nieuw@voorbeeld.nl/);
  await page.locator('.desk-person', { hasText: 'Samira' }).locator('.desk-to a').click();
  await isWell(page, 'somebody to change');
  await page.getByLabel('buurtmoderator').check();
  await page.locator('#waarom-rol').fill('Samira kent de hele straat.');
  await page.locator('[value=rol][name=daad]').click();
  await page.waitForURL(/gedaan=rol/);
  assert.match(await page.locator('.desk-chips').first().innerText(), /buurtmoderator/);

  // Who is invited opens the letter, and does nothing by that.
  const guest = await visitor(open.browser, {});
  await guest.page.goto(await link('nieuw@voorbeeld.nl'));
  await isWell(guest.page, 'an invitation');
  await press(guest.page, '.button-main');
  await guest.page.locator('#email').fill('nieuw@voorbeeld.nl');
  await press(guest.page, '[formaction]');
  await guest.page.locator('#code').fill(await open.house.code('nieuw@voorbeeld.nl', 2));
  await press(guest.page, '[type=submit]');
  await guest.page.locator('#naam').fill('Nieuw');
  await press(guest.page, '[type=submit]');
  await guest.page.locator('#akkoord').check();
  await press(guest.page, '[type=submit]');
  assert.equal(guest.page.url(), `${base}/gemeenschap/oost?gedaan=lid`);

  await page.goto(`${base}/beheer/gemeenschap`);
  await isWell(page, 'the settings');
  await page.locator('#tekst_nl').fill('Nieuwe afspraak.\n\nWe groeten elkaar.');
  await press(page, 'form[action$=afspraken] [type=submit]');
  assert.match(page.url(), /gedaan=afspraken/);
  await guest.page.goto(`${base}/mijn/afspraken?terug=/buurten`);
  await isWell(guest.page, 'new terms');
  await guest.page.locator('#akkoord').check();
  await press(guest.page, '[type=submit]');
  assert.equal(guest.page.url(), `${base}/buurten`);

  await page.goto(`${base}/beheer/logboek?zoek=Samira`);
  assert.match(await page.locator('.desk-lines').innerText(), /wijzigde een rol: Samira/);
  await isWell(page, 'the log');
  const csv = await page.request.get(`${base}/beheer/logboek.csv`);
  assert.match(await csv.text(), /role_set/);
  await guest.context.close();
  await context.close();
});
