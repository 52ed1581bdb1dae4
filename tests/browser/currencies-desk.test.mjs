// A community makes a currency at its desk: she reads the rules before anybody does, switches it
// on, and what comes into the world of it is proposed by one organiser and confirmed by another.
// With JavaScript and without it, on a telephone and on a screen.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openHouse, visitor } from './house.mjs';
import { elsewhere, enterDemo, isWell, member, press, signIn } from './steps.mjs';

const open = openHouse();

/** What the page says. */
const said = (page) => page.locator('main').innerText();

const fill = async (page, fields) => {
  for (const [id, value] of Object.entries(fields)) await page.locator(`#${id}`).fill(value);
};

/** Makes an issued currency, and switches it on. */
const made = async (page, code) => {
  await page.locator('.desk-nav a[href*="/beheer/munten"]').first().click();
  await page.waitForLoadState('load');
  await isWell(page, 'the list');
  await page.locator('main a.button-main').click();
  await page.waitForLoadState('load');
  await isWell(page, 'the form');
  await fill(page, { naam_nl: `Stuiver ${code}`, naam_en: `Stiver ${code}`, code, symbool: 'S' });
  await page.locator('[name=soort][value=issued]').check();
  await fill(page, { stap: '0,50', schuld: '0', bezit: '200', euro: '10', reden: 'Zo spraken we het af.' });
  await press(page, '[name=daad][value=bekijk]');
  assert.match(await page.locator('.coin-preview').innerText(), /kleinste bedrag is S\s0,50/);
  await isWell(page, 'the preview');
  await press(page, '[name=daad][value=maak]');
  assert.match(await said(page), /staat nog uit/);
  assert.match(await said(page), /alle saldo’s samen zijn 0/);
  await isWell(page, 'a new currency');
  await press(page, '[name=daad][value=aan]');
  assert.match(await said(page), /kan mee betaald worden/);
};

for (const [scripts, colorScheme, width, code] of [[true, 'light', 390, 'STUIVER'], [true, 'dark', 1280, 'DUIT'], [false, 'light', 390, 'CENT']]) {
  const how = `${scripts ? 'with' : 'without'} JavaScript, ${colorScheme}, ${width} px`;
  const options = { javaScriptEnabled: scripts, colorScheme, width };

  test(`a currency is made, and issued by two (${how})`, async () => {
    const { house } = open;
    const second = `tweede.${code.toLowerCase()}@voorbeeld.example`;
    member(house, second, 'Tweede Organisator', '--community', 'oost', '--role', 'organiser');
    const { page, requests } = await visitor(open.browser, options);
    await enterDemo(page, house, 'organisator', '/beheer');
    await made(page, code);

    // What is missing is named beside its field, and what was typed stays.
    await page.goto(`${house.base}/beheer/munten/${code}/regels`);
    await isWell(page, 'the rules');
    await fill(page, { vanaf: '2026-12-01', bezit: 'veel' });
    await press(page, '[name=daad][value=besluit]');
    assert.ok(await page.locator('#bezit-mis').isVisible(), await said(page));
    await isWell(page, 'a wrong rule');
    await fill(page, { bezit: '300', reden: 'Wie veel helpt, mag meer bewaren.' });
    // Everybody knows two weeks beforehand that others will see what they have.
    await page.locator('[name=openbaar]').check();
    await fill(page, { vanaf: '2026-12-02' });
    await press(page, '[name=daad][value=besluit]');
    assert.match(await page.locator('#vanaf-mis').innerText(), /twee weken van tevoren/);
    assert.ok(await page.locator('[name=openbaar]').isChecked(), 'what was ticked stays ticked');
    await isWell(page, 'balances are seen too soon');
    await page.locator('[name=openbaar]').uncheck();
    await fill(page, { vanaf: '2026-12-01' });
    await press(page, '[name=daad][value=besluit]');
    assert.match(await page.locator('.coin-versions').innerText(), /Vanaf dinsdag 1 december 2026|Vanaf 1 december/);
    await isWell(page, 'rules to come');

    await page.goto(`${house.base}/beheer/munten/${code}/uitgeven`);
    await isWell(page, 'nothing is proposed');
    await page.locator('summary', { hasText: 'Uitgeven' }).first().click();
    await fill(page, { 'uitgeven-bedrag': '100', 'uitgeven-reden': 'Voor het eerste jaar' });
    await press(page, '[name=daad][value=issue]');
    assert.match(await said(page), /Een andere organisator bevestigt het/);
    assert.equal(await page.locator('[value=bevestig]').count(), 0, 'not by who proposed it');
    await isWell(page, 'a proposal');

    const other = await visitor(open.browser, options);
    await signIn(other.page, house, second, { back: `/beheer/munten/${code}/uitgeven` });
    await press(other.page, '[value=bevestig]');
    assert.match(await said(other.page), /bevestigd door Tweede Organisator/);
    await isWell(other.page, 'confirmed');
    await other.page.goto(`${house.base}/beheer/munten/${code}/rekeningen?zoek=&welke=`);
    assert.match(await said(other.page), /Buurtpot[^]*S\s100,00/);
    await isWell(other.page, 'the accounts');
    await other.page.locator('.coin-account a').first().click();
    await other.page.waitForLoadState('load');
    await isWell(other.page, 'the fund');
    for (const path of ['grenzen', 'inleveren', 'aanpassen']) {
      await other.page.goto(`${house.base}/beheer/munten/${code}/${path}`);
      await isWell(other.page, path);
    }
    assert.deepEqual(elsewhere(house, requests), []);
    await other.page.context().close();
    await page.context().close();
  });
}
