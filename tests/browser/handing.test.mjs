// An organisation hands out what it may in a month, and no more; a shop asks euros for what it was
// paid, and two organisers say yes and pay. With JavaScript and without it, on a telephone and on a
// screen, by day and by night.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openHouse, visitor } from './house.mjs';
import { DEMO, ask, elsewhere, enterDemo, isWell, member, press, signIn, tokenOf } from './steps.mjs';

const open = openHouse();

/** What the page says. */
const said = (page) => page.locator('main').innerText();

/** What a mutation did, of which nothing may be wrong. */
const done = async (house, token, what, answers) => {
  const [[name, it]] = Object.entries(await ask(house, `mutation { ${what} { ${answers} userErrors { field message } } }`, {}, token));
  assert.deepEqual(it.userErrors, [], name);
  return it;
};

/** Lets a member hand out for an organisation of theirs, which may hand out 10 a month. */
const budget = async (house, email, name, page) => {
  const mine = await tokenOf(house, email);
  const { viewer, community } = await ask(house, '{ viewer { id } community(slug: "oost") { id } }', {}, mine);
  await done(house, mine, `makeProfile(input: {kind: ORGANISATION, name: "${name}"})`, 'profile { id }');
  const organiser = await tokenOf(house, 'organisator@oost.example', DEMO);
  const who = `communityId: "${community.id}", memberId: "${viewer.id}"`;
  await done(house, organiser, `setPermissionSets(input: {${who}, permissionSets: [CURRENCY_ISSUER], reason: "Deelt uit aan wie helpt."})`, 'membership { role }');
  await page.goto(`${house.base}/beheer/munten/DAPPER/uitgeven`);
  await isWell(page, 'what is proposed in the demo');
  await page.locator('details', { has: page.locator('[value=budget]') }).locator('summary').click();
  await page.locator('#budget-aan').selectOption({ label: name });
  await page.locator('#budget-bedrag').fill('10');
  await page.locator('#budget-reden').fill('Voor wie komt helpen');
  await press(page, '[name=daad][value=budget]');
};

for (const [scripts, colorScheme, width, nth] of [[true, 'light', 390, 'een'], [true, 'dark', 1280, 'twee'], [false, 'light', 390, 'drie']]) {
  const how = `${scripts ? 'with' : 'without'} JavaScript, ${colorScheme}, ${width} px`;
  const options = { javaScriptEnabled: scripts, colorScheme, width };

  test(`an organisation hands out within its budget (${how})`, async () => {
    const { house } = open;
    const [giver, second] = [`gever.${nth}@voorbeeld.example`, `tweede.${nth}@voorbeeld.example`];
    const club = `Soepclub ${nth}`;
    member(house, giver, 'Gijs Gever', '--community', 'oost', '--role', 'member');
    member(house, second, 'Tweede Organisator', '--community', 'oost', '--role', 'organiser');
    const first = await visitor(open.browser, options);
    await enterDemo(first.page, house, 'organisator', '/beheer');
    await budget(house, giver, club, first.page);
    await first.page.context().close();
    const other = await visitor(open.browser, options);
    await signIn(other.page, house, second, { back: '/beheer/munten/DAPPER/uitgeven' });
    const proposal = other.page.locator('.coin-proposal', { hasText: club });
    await proposal.locator('[value=bevestig]').click();
    await other.page.waitForLoadState('load');
    await isWell(other.page, 'a budget was confirmed');
    await other.page.context().close();

    const { page, requests } = await visitor(open.browser, options);
    await signIn(page, house, giver);
    await page.locator('main a[href="/mijn/uitdelen"]').click();
    await page.waitForLoadState('load');
    assert.match(await said(page), /Nog D\s10,00 over van D\s10,00/);
    await isWell(page, 'what is left');
    const { viewer } = await ask(house, '{ viewer { handle } }', {}, await tokenOf(house, 'bewoner@oost.example', DEMO));
    const fill = async (amount) => {
      await page.locator('#aan').fill(viewer.handle);
      await page.locator('#bedrag').fill(amount);
      await page.locator('#waarvoor').fill('Soep geroerd');
      await press(page, '[name=daad][value=bekijk]');
    };
    // More than there is: it is said how much there is, and what was typed stays.
    await fill('12');
    assert.match(await page.locator('.coin-preview').innerText(), /Samira/);
    await isWell(page, 'who it goes to');
    await press(page, '[name=daad][value=geef]');
    assert.match(await said(page), /10,00/);
    assert.equal(await page.locator('#bedrag').inputValue(), '12');
    assert.equal(await page.locator('#waarvoor').inputValue(), 'Soep geroerd');
    await isWell(page, 'more than the month has');
    await fill('2,50');
    await press(page, '[name=daad][value=geef]');
    assert.match(await said(page), /Uitgedeeld\./);
    assert.match(await said(page), /Nog D\s7,50 over van D\s10,00/);
    assert.match(await page.locator('.coin-moves').innerText(), /Samira[^]*D\s2,50/);
    await isWell(page, 'handed out');
    assert.deepEqual(elsewhere(house, requests), []);
    await page.context().close();
  });
}

test('who looks at the demo as its volunteer hands out for the Buurtkamer', async () => {
  const { house } = open;
  const { page } = await visitor(open.browser, { width: 390 });
  await enterDemo(page, house, 'vrijwilliger', '/mijn');
  await page.locator('main a[href="/mijn/uitdelen"]').click();
  await page.waitForLoadState('load');
  assert.match(await said(page), /Buurtkamer De Ringdijk · Dappertje/);
  assert.match(await said(page), /Meegelezen op het telefoonspreekuur/);
  await isWell(page, 'what the demo has left');
  const { viewer } = await ask(house, '{ viewer { handle } }', {}, await tokenOf(house, 'bewoner@oost.example', DEMO));
  await page.locator('#aan').fill(viewer.handle);
  await page.locator('#bedrag').fill('1,50');
  await page.locator('#waarvoor').fill('Stoelen gesjouwd');
  await press(page, '[name=daad][value=bekijk]');
  await press(page, '[name=daad][value=geef]');
  assert.match(await said(page), /Uitgedeeld\./);
  assert.match(await page.locator('.coin-moves').innerText(), /Samira[^]*D\s1,50/);
  await page.context().close();
});

test('a shop hands in what it was paid, and is paid in euros', async () => {
  const { house } = open;
  const { page } = await visitor(open.browser, { width: 390 });
  await enterDemo(page, house, 'winkel', '/mijn/saldo?alle=ja');
  await page.locator('main a[href*="/mijn/saldo/acc_"]', { hasText: 'Dappertje' }).first().click();
  await page.waitForLoadState('load');
  await isWell(page, 'the account of a shop');
  await page.locator('main a[href$="/inleveren"]').click();
  await page.waitForLoadState('load');
  assert.match(await said(page), /Eén ervan is €\s2,50 waard/);
  await isWell(page, 'what was handed in before');
  await page.locator('#bedrag').fill('9999');
  await press(page, '[value=vraag]');
  assert.equal(await page.locator('#bedrag').inputValue(), '9999');
  await isWell(page, 'more than there is');
  await page.locator('#bedrag').fill('1');
  await press(page, '[value=vraag]');
  assert.match(await said(page), /Gevraagd\. Het bedrag is gereserveerd/);
  await isWell(page, 'asked');

  const desk = await visitor(open.browser, { width: 1280, colorScheme: 'dark' });
  await enterDemo(desk.page, house, 'organisator', '/beheer/munten/DAPPER/inleveren');
  await isWell(desk.page, 'what merchants hand in');
  await press(desk.page, '[name=daad][type=submit]');
  assert.match(await said(desk.page), /Goedgekeurd|Betaald/);
  await isWell(desk.page, 'decided');
  await desk.page.emulateMedia({ media: 'print' });
  assert.ok(await desk.page.locator('main').isVisible());
  await desk.page.context().close();
  await page.context().close();
});
