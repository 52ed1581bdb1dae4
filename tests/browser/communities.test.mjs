// Beginning an empty house, joining a community, and running it: without JavaScript and with it,
// on a telephone. Nothing axe finds, nothing beside the screen, nothing too small to hit.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openHouse, startHouse, visitor } from './house.mjs';
import { DEMO, elsewhere, enter, isWell, press, signIn } from './steps.mjs';

const open = openHouse();

for (const [javaScriptEnabled, language, colorScheme, byMail, map] of [
  [true, 'nl-NL', 'light', true, true],
  [false, 'en-GB', 'dark', false, false],
]) {
  test(`an empty house is begun (${javaScriptEnabled ? 'with' : 'without'} JavaScript, ${language}, ${colorScheme})`, async () => {
    const house = await startHouse({ demo: false, map });
    try {
      const { base } = house;
      const { context, page, requests } = await visitor(open.browser, { javaScriptEnabled, language, colorScheme });
      await page.goto(`${base}/`);
      assert.equal(page.url(), `${base}/begin`);
      await isWell(page, 'the code');
      await page.locator('#begincode').fill('AAAA-BBBB-CCCC');
      await press(page, '[type=submit]');
      assert.equal(await page.locator('#begincode').getAttribute('aria-invalid'), 'true');
      await isWell(page, 'a wrong code');
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
      await isWell(page, 'a place without a name');
      await page.locator('#naam').fill('Betondorp');
      await press(page, '[type=submit]');
      assert.equal(page.url(), `${base}/begin/kleuren`);
      await page.locator('[name=eigen]').check();
      await page.locator('#baksteen').fill('#ffcccc');
      await press(page, '[value=bekijk]');
      assert.equal(await page.locator('.colour-ratio.is-low').count(), 1);
      await isWell(page, 'colours to look at');
      await press(page, '.account-ways [type=submit]');
      assert.equal(await page.locator('#baksteen').getAttribute('aria-invalid'), 'true');
      await page.locator('#baksteen').fill('#7a2a5f');
      await press(page, '.account-ways [type=submit]');
      assert.equal(page.url(), `${base}/begin/organisator`);
      await isWell(page, 'the organiser');
      await page.locator('#naam').fill('Hanneke');
      await page.locator('#email').fill('hanneke@voorbeeld.nl');
      if (byMail) {
        await press(page, '[value=mail]');
        assert.equal(page.url(), `${base}/begin/code`);
        await isWell(page, 'the mailed code');
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
      await isWell(page, 'it has begun');
      await page.goto(`${base}/begin`);
      assert.equal(page.url(), `${base}/`, 'nobody begins it again');
      await page.goto(`${base}/beheer`);
      assert.match(await page.locator('h1').innerText(), /Betondorp/);
      await isWell(page, 'the desk');
      await page.goto(`${base}/gemeenschap/betondorp`);
      await isWell(page, 'the community in its own colours');
      assert.deepEqual(elsewhere(house, requests), []);
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
    const { base } = open.house;
    const email = `buur-${colorScheme}@voorbeeld.nl`;
    await page.goto(`${base}/gemeenschap/oost`);
    await isWell(page, 'a community, to a visitor');
    await press(page, '.button-main');
    await enter(page, open.house, email, { name: 'Buur' });
    assert.equal(page.url(), `${base}/gemeenschap/oost`);
    await press(page, '[type=submit]');
    assert.equal(await page.locator('#akkoord').getAttribute('aria-invalid'), 'true');
    await isWell(page, 'not accepted yet');
    await page.locator('#akkoord').check();
    await press(page, '[type=submit]');
    assert.equal(page.url(), `${base}/gemeenschap/oost?gedaan=lid`);
    await page.goto(`${base}/mijn/gemeenschappen`);
    assert.match(await page.locator('.account-list').innerText(), /Oost/);
    await isWell(page, 'my communities');
    assert.equal((await page.goto(`${base}/beheer`)).status(), 403, 'a member has no desk');
    await context.close();
  });
}

test('an organiser invites, sets a role, publishes and looks back', async () => {
  const { context, page } = await visitor(open.browser, {});
  const { base, link } = open.house;
  await signIn(page, open.house, 'organisator@oost.example', { back: '/beheer', password: DEMO });
  await isWell(page, 'the desk');
  await page.goto(`${base}/beheer/leden`);
  await isWell(page, 'the members');
  await page.locator('#email').fill('nieuw@voorbeeld.nl');
  await press(page, 'form[action$=uitnodigen] [type=submit]');
  assert.match(page.url(), /gedaan=uitgenodigd/);
  assert.match(await page.locator('.account-list').innerText(), /nieuw@voorbeeld.nl/);
  await page.locator('.desk-person', { hasText: 'Samira' }).locator('.desk-to a:first-child').click();
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
  await enter(guest.page, open.house, 'nieuw@voorbeeld.nl', { name: 'Nieuw', letters: 2 });
  await guest.page.locator('#akkoord').check();
  await press(guest.page, '[type=submit]');
  assert.equal(guest.page.url(), `${base}/gemeenschap/oost?gedaan=lid`);

  await page.goto(`${base}/beheer/gemeenschap`);
  await isWell(page, 'the settings');
  await page.locator('#tekst_nl').fill('Nieuwe afspraak.\n\nWe groeten elkaar.');
  await press(page, 'form[action$=afspraken] [type=submit]');
  assert.match(page.url(), /gedaan=afspraken/);
  await guest.page.goto(`${base}/mijn/gemeenschappen/akkoord?terug=/buurten`);
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
