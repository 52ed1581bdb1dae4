// Finding a community, being decided about in it, and leaving it: without JavaScript and with it,
// on a telephone. Nothing axe finds, nothing beside the screen, nothing too small to hit.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openHouse, visitor } from './house.mjs';
import { enterDemo, isWell, press } from './steps.mjs';

const open = openHouse();

for (const [javaScriptEnabled, colorScheme, who, name] of [
  [true, 'light', 'bewoner', 'Samira'],
  [false, 'dark', 'winkel', 'Milan'],
]) {
  const how = `${javaScriptEnabled ? 'with' : 'without'} JavaScript, ${colorScheme}`;
  test(`somebody is kept out, reads why, leaves and comes back (${how})`, async () => {
    const { base, letter } = open.house;
    const settings = { javaScriptEnabled, colorScheme };
    const theirs = await visitor(open.browser, settings);
    const ours = await visitor(open.browser, settings);
    const [page, desk] = [theirs.page, ours.page];

    // Anybody finds it: from the foot of every page, and from the area that it looks after.
    await page.goto(`${base}/`);
    await page.locator('.site-footer a[href="/gemeenschappen"]').click();
    await isWell(page, 'all communities');
    await press(page, '.community-list h2 a');
    assert.equal(page.url(), `${base}/gemeenschap/oost`);
    assert.doesNotMatch(await page.locator('main').innerText(), /Hanneke/, 'names are for who belongs');
    await press(page, '.community-facts a');
    await isWell(page, 'the area');
    await press(page, '.area-community a');
    assert.equal(page.url(), `${base}/gemeenschap/oost`);

    // An organiser says why, or nothing happens.
    await enterDemo(desk, open.house, 'organisator', '/beheer/leden');
    await isWell(desk, 'the members');
    await desk.locator('.desk-person', { hasText: name }).locator('.desk-to a:first-child').click();
    await isWell(desk, 'somebody');
    await press(desk, '[value=vastzetten]');
    assert.equal(await desk.locator('#waarom-vastzetten').getAttribute('aria-invalid'), 'true');
    assert.equal(await desk.locator('[aria-invalid=true]').count(), 1, 'and at no other deed');
    await isWell(desk, 'no reason');
    await desk.locator('#waarom-vastzetten').fill(`Reclame in de buurtapp, ${name}.`);
    await press(desk, '[value=vastzetten]');
    assert.match(desk.url(), /gedaan=vastgezet/);
    await isWell(desk, 'kept out');

    // They read why, where they are and by mail, and whom to ask.
    await enterDemo(page, open.house, who, '/mijn/gemeenschappen');
    assert.match(await page.locator('.community-why').innerText(), new RegExp(`buurtapp, ${name}`));
    await isWell(page, 'my communities, kept out');
    assert.match(await letter(`${who}@oost.example`), new RegExp(`buurtapp, ${name}`));
    await page.goto(`${base}/gemeenschap/oost`);
    assert.match(await page.locator('.community-head').innerText(), /Hanneke/);
    await isWell(page, 'a community, kept out');

    // Leaving asks once more, and does not wash anything off.
    await press(page, '.community-leave button');
    assert.equal(await page.locator('#zeker').getAttribute('aria-invalid'), 'true');
    await isWell(page, 'not sure');
    await page.locator('#zeker').check();
    await press(page, '.community-leave button');
    assert.match(page.url(), /gedaan=weg/);
    await isWell(page, 'gone');
    await page.locator('#akkoord').check();
    await press(page, '[type=submit]');
    assert.match(page.url(), /gedaan=stil/);
    await desk.goto(`${base}/beheer/leden?zoek=${name}`);
    assert.match(await desk.locator('.desk-person').innerText(), /staat stil/);
    await desk.locator('.desk-to a:first-child').click();
    await desk.locator('#waarom-losmaken').fill('We hebben het besproken.');
    await press(desk, '[value=losmaken]');
    await page.goto(`${base}/gemeenschap/oost`);
    assert.match(await page.locator('.community-why').innerText(), /besproken/);
    assert.match(await page.locator('.account-here').innerText(), /lid van de buurt/);
    await theirs.context.close();
    await ours.context.close();
  });
}

for (const [javaScriptEnabled, colorScheme, version] of [[true, 'dark', 'twee'], [false, 'light', 'drie']]) {
  const how = `${javaScriptEnabled ? 'with' : 'without'} JavaScript, ${colorScheme}`;
  test(`a moderator is asked before her desk, and comes back to it (${how})`, async () => {
    const { base } = open.house;
    const settings = { javaScriptEnabled, colorScheme };
    const theirs = await visitor(open.browser, settings);
    const ours = await visitor(open.browser, settings);
    const page = theirs.page;
    await enterDemo(page, open.house, 'vrijwilliger', '/mijn');
    await press(page, '.account-links a[href="/beheer"]');
    assert.equal(page.url(), `${base}/beheer`);
    await isWell(page, 'a moderator’s desk');
    await enterDemo(ours.page, open.house, 'organisator', '/beheer/gemeenschap');
    await ours.page.locator('#tekst_nl').fill(`Afspraak ${version}.`);
    await press(ours.page, 'form[action$=afspraken] [type=submit]');
    assert.match(ours.page.url(), /gedaan=afspraken/);

    await page.goto(`${base}/beheer/claims?gemeenschap=oost`);
    assert.match(page.url(), /\/mijn\/gemeenschappen\/akkoord\?terug=/, 'not a closed door');
    await isWell(page, 'new terms');
    // Who puts it off is not asked in a circle.
    await press(page, '.account-links a');
    assert.equal(page.url(), `${base}/mijn/gemeenschappen`);
    await page.goto(`${base}/beheer`);
    // Who disagrees can leave from here; a role does not go by one press.
    await press(page, '.community-leave button');
    assert.equal(page.url(), `${base}/gemeenschap/oost/weg`);
    assert.equal(await page.locator('#zeker').getAttribute('aria-invalid'), 'true');
    await page.goto(`${base}/beheer`);
    await page.locator('#akkoord').check();
    await press(page, '[type=submit]');
    assert.equal(page.url(), `${base}/beheer`);
    assert.equal((await page.goto(`${base}/beheer/gemeenschap`)).status(), 403, 'what is not hers stays so');
    await theirs.context.close();
    await ours.context.close();
  });
}
