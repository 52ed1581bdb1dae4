// What two agreed on at a price, in the demo: set apart, paid, and kept as it is while they differ;
// what a currency is worth at a place, told by who keeps it; what a post asks; and words beside a
// payment that one of the two would rather not read.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openHouse, visitor } from './house.mjs';
import { elsewhere, enterDemo, isWell, press } from './steps.mjs';

const open = openHouse();

/** What the page says. */
const said = (page) => page.locator('main').innerText();

/** Opens the agreement about something, in a list of mine. */
const agreement = async (page, house, title) => {
  await page.goto(`${house.base}/mijn/afspraken?welke=alle`);
  await page.locator('main a', { hasText: title }).first().click();
  await page.waitForLoadState('load');
};

for (const [scripts, colorScheme, width] of [[true, 'light', 390], [true, 'dark', 1280], [false, 'light', 390]]) {
  const how = `${scripts ? 'with' : 'without'} JavaScript, ${colorScheme}, ${width} px`;
  const options = { javaScriptEnabled: scripts, colorScheme, width };

  test(`an agreement says what is set apart and what was paid (${how})`, async () => {
    const { house } = open;
    const { page, requests } = await visitor(open.browser, options);
    await enterDemo(page, house, 'bewoner', '/mijn');
    await agreement(page, house, 'Kinderfiets 20 inch');
    assert.match(await said(page), /3,00\sDAPPER, gereserveerd/);
    await isWell(page, 'a price that is set apart');
    // Time is told and typed in hours, never in minutes alone.
    await page.goto(`${house.base}/mijn/afspraken?welke=alle`);
    await page.locator('.deal-row', { hasText: 'Muriel' }).filter({ hasText: 'Boodschappen' }).locator('a').click();
    await page.waitForLoadState('load');
    assert.match(await said(page), /1\s+uur\s+30\s+min, gereserveerd/);
    assert.doesNotMatch(await said(page), /90\sUUR/);
    await isWell(page, 'a price in time');
    const his = await visitor(open.browser, options);
    await enterDemo(his.page, house, 'winkel', '/mijn/plekken');
    await his.page.goto(`${house.base}/plek/spaak-zoon`);
    await his.page.locator('.keeper-ways a[href$="/munten"]').click();
    await his.page.waitForLoadState('load');
    assert.match(await his.page.locator('main').innerHTML(), /band plakken: 1 Dappertje/);
    await isWell(his.page, 'what a currency is worth at a place');
    await his.page.context().close();
    const steward = await visitor(open.browser, options);
    await enterDemo(steward.page, house, 'vrijwilliger', '/beheer/prikbord');
    assert.match(await said(steward.page), /Van de borg/);
    await isWell(steward.page, 'a deposit about which two differ');
    await steward.page.context().close();
    assert.deepEqual(elsewhere(house, requests), []);
    await page.context().close();
  });
}

test('words beside a payment are hidden, shown again and reported, and a moderator takes them away', async () => {
  const { house } = open;
  const { page } = await visitor(open.browser, { width: 390 });
  await enterDemo(page, house, 'winkel', '/mijn/saldo?alle=ja');
  await page.locator('main a[href*="/mijn/saldo/acc_"]', { hasText: 'Dappertje' }).first().click();
  await page.waitForLoadState('load');
  await page.locator('main a[href*="/betaling/"]').first().click();
  await page.waitForLoadState('load');
  const receipt = page.url();
  const words = (await page.locator('.pay-for').innerText()).trim();
  await page.locator('#woorden summary').click();
  await isWell(page, 'what can be done about the words');
  await press(page, '[name=doe][value=verberg]');
  assert.ok(!(await said(page)).includes(words));
  await isWell(page, 'hidden');
  await page.locator('#woorden summary').click();
  await press(page, '[name=doe][value=toon]');
  assert.ok((await said(page)).includes(words));
  await page.locator('#woorden summary').click();
  await press(page, '[name=doe][value=meld]');
  assert.match(await said(page), /Kies wat ermee is/);
  await isWell(page, 'no reason');
  await page.locator('[name=waarom][value=hurtful]').check();
  await press(page, '[name=doe][value=meld]');
  assert.match(await said(page), /Een buurtmoderator kijkt ernaar/);

  const desk = await visitor(open.browser, { width: 1280, colorScheme: 'dark' });
  await enterDemo(desk.page, house, 'organisator', '/beheer/prikbord');
  const it = desk.page.locator('.queue-case', { hasText: 'Wat er bij een betaling staat' });
  assert.ok((await it.innerText()).includes(words));
  await isWell(desk.page, 'words beside a payment at the desk');
  await it.locator('textarea').fill('Dit hoort er niet bij te staan.');
  await it.locator('[value=ja]').click();
  await desk.page.waitForLoadState('load');
  await desk.page.context().close();
  await page.goto(receipt);
  assert.ok(!(await said(page)).includes(words));
  assert.equal(await page.locator('#woorden').count(), 0, 'there is nothing left to hide');
  await page.context().close();
});
