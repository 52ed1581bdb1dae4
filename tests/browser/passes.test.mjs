// A card for who has no telephone: made, printed, read by a till, paid with by a PIN or a yes; no
// more than its day allows, and nothing once the organiser blocked it. Nothing that axe finds.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openHouse, visitor } from './house.mjs';
import { scanned } from './scan.mjs';
import { elsewhere, enterDemo, isWell, press } from './steps.mjs';

const open = openHouse();
const PIN = '4827';

/** The address of an account among somebody's own. */
const accountOf = async (page, base, label) => {
  await page.goto(`${base}/mijn/saldo?alle=ja`);
  return page.locator('.purse h2 a', { hasText: label }).first().getAttribute('href');
};

const balance = async (page, url) => {
  await page.goto(url);
  return page.locator('.wallet-balance').innerText();
};

test('a card at a till: a PIN, a limit, and a call to the organiser', { timeout: 180_000 }, async () => {
  const { house } = open;
  const { base } = house;
  const hers = await visitor(open.browser);
  await enterDemo(hers.page, house, 'bewoner', '/mijn');
  const mine = await accountOf(hers.page, base, 'Op de Lat');
  const had = await balance(hers.page, base + mine);
  await press(hers.page, '.account-links a[href$="/passen"]');
  await isWell(hers.page, 'no card yet');
  await hers.page.locator('#per-dag').fill('niets');
  await hers.page.locator('#pin').fill(PIN);
  await press(hers.page, '[value=maak]');
  assert.match(await hers.page.locator('#per-dag-mis').innerText(), /boven nul/);
  await isWell(hers.page, 'a limit that is none');
  await hers.page.locator('#per-dag').fill('20');
  await hers.page.locator('#pin').fill('1234');
  await press(hers.page, '[value=maak]');
  assert.match(await hers.page.locator('#pin-mis').innerText(), /niemand zo raadt/);
  assert.equal(await hers.page.locator('#pin').inputValue(), '', 'a PIN is never given back');
  assert.equal(await hers.page.locator('#per-dag').inputValue(), '20');
  await hers.page.locator('#pin').fill(PIN);
  // Two presses make one card, and its page stays.
  await hers.page.locator('main [value=maak]').dblclick();
  await hers.page.locator('.pass-card').waitFor();
  assert.match(await hers.page.locator('.pass-card').innerText(), /Samira[\s\S]*20,00 per dag[\s\S]*Gevonden/);
  assert.equal(await hers.page.locator('.pass-letter').count(), 0, 'who chose a PIN gets no letter');
  await isWell(hers.page, 'the card');
  const card = await scanned(hers.page);
  assert.match(card, new RegExp(`^${base}/pas/[0-9a-f]{64}$`));

  // Found on the street, it says what it is and no more.
  const stranger = await visitor(open.browser, { colorScheme: 'dark' });
  await stranger.page.goto(card);
  assert.doesNotMatch(await stranger.page.locator('main').innerText(), /Samira/);
  await isWell(stranger.page, 'a card, to a stranger');

  // The till reads it.
  const till = await visitor(open.browser, { hasTouch: true, isMobile: true });
  await enterDemo(till.page, house, 'winkel', '/mijn');
  const shop = await accountOf(till.page, base, 'Spaak & Zoon · Op de Lat');
  const shopHad = await balance(till.page, base + shop);
  await till.page.goto(card);
  assert.match(await till.page.locator('main').innerText(), /Samira[\s\S]*vandaag nog lat.20,00/);
  await isWell(till.page, 'a card, at a till');
  const spaak = till.page.locator('.face-choice', { hasText: 'Spaak & Zoon' });
  const show = async (amount) => {
    if (await spaak.count()) await spaak.locator('input').check();
    await till.page.locator('#bedrag').fill(amount);
    await till.page.locator('#waarvoor').fill('Binnenband');
    await press(till.page, 'form [type=submit]');
  };
  await show('7,50');
  assert.match(await till.page.locator('.pay-card').innerText(), /7,50[\s\S]*Binnenband[\s\S]*Samira[\s\S]*Spaak & Zoon/);
  await isWell(till.page, 'is the amount right');
  // A wrong PIN is counted, and nothing is lost by it.
  await till.page.locator('#pin').fill('9999');
  await press(till.page, '[value=betaal]');
  assert.match(await till.page.locator('#pin-mis').innerText(), /nog 2 keer/);
  assert.match(await till.page.locator('.pay-card').innerText(), /7,50[\s\S]*Binnenband/);
  await isWell(till.page, 'a wrong PIN');
  await till.page.locator('#pin').fill(PIN);
  await till.page.locator('main [value=betaal]').dblclick();
  await till.page.waitForURL(/\/kassa\//);
  await till.page.locator('#kassa-stand[data-state=paid]').waitFor();
  assert.match(await till.page.locator('#kassa-stand').innerText(), /7,50[\s\S]*Binnenband[\s\S]*Samira/);
  await isWell(till.page, 'paid by card');
  const sum = (text) => Math.round(Number(text.match(/[−]?\d[\d.]*,\d\d/)[0].replace('−', '-').replaceAll('.', '').replace(',', '.')) * 100);
  assert.equal(sum(await balance(hers.page, base + mine)), sum(had) - 750, 'once');
  assert.equal(sum(await balance(till.page, base + shop)), sum(shopHad) + 750);

  // More than its day allows is refused by name, and what was typed stays.
  await till.page.goto(card);
  assert.match(await till.page.locator('main').innerText(), /vandaag nog lat.12,50/);
  await show('15');
  await till.page.locator('#pin').fill(PIN);
  await press(till.page, '[value=betaal]');
  assert.match(await till.page.locator('#bedrag-mis').innerText(), /vandaag nog lat.12,50/);
  assert.equal(await till.page.locator('#bedrag').inputValue(), '15');
  assert.equal(await till.page.locator('#waarvoor').inputValue(), 'Binnenband');
  await isWell(till.page, 'more than a day allows');
  assert.equal(sum(await balance(till.page, base + shop)), sum(shopHad) + 750, 'nothing was paid');

  // Three wrong PINs, and it pays nothing until the organiser allows the PIN again.
  for (const told of [/nog 2 keer/, /nog één keer/, /geblokkeerd/]) {
    await till.page.goto(card);
    await show('1');
    await till.page.locator('#pin').fill('9999');
    await press(till.page, '[value=betaal]');
    assert.match(await till.page.locator('main').innerText(), told);
  }
  await isWell(till.page, 'a PIN that was wrong too often');

  // She calls: the organiser finds her account, and later blocks the card.
  const desk = await visitor(open.browser, { width: 1280 });
  await enterDemo(desk.page, house, 'organisator', '/beheer/munten/LAT/rekeningen?zoek=Samira');
  await press(desk.page, '.coin-account a');
  await press(desk.page, 'a[href$="/passen"]');
  assert.match(await desk.page.locator('h1').innerText(), /Samira/);
  assert.match(await desk.page.locator('.pass').first().innerText(), /Geblokkeerd[\s\S]*3 keer verkeerd/);
  await desk.page.locator('.pass summary').click();
  await isWell(desk.page, 'a PIN that was wrong too often, at the desk');
  await desk.page.locator('.pass [name=reden]').fill('Ze vergiste zich');
  await press(desk.page, '.pass [value=pincode]');
  assert.match(await desk.page.locator('main').innerText(), /opnieuw 3 keer[\s\S]*In gebruik/);
  await isWell(desk.page, 'the cards of somebody, at the desk');
  await desk.page.locator('.pass summary').click();
  await press(desk.page, '.pass [value=blokkeer]');
  assert.match(await desk.page.locator('main').innerText(), /kort op waarom/);
  await desk.page.locator('.pass summary').click();
  await desk.page.locator('.pass [name=reden]').fill('Kwijt op de markt, belde dinsdag');
  await press(desk.page, '.pass [value=blokkeer]');
  assert.match(await desk.page.locator('main').innerText(), /Geblokkeerd[\s\S]*Kwijt op de markt/);
  await isWell(desk.page, 'a blocked card, at the desk');
  await till.page.goto(card);
  assert.match(await till.page.locator('main').innerText(), /geblokkeerd[\s\S]*niets afgeschreven/);
  await isWell(till.page, 'a blocked card, at a till');
  // A month of hers, on paper, without what it was for.
  await press(desk.page, '[aria-labelledby=afschrift] a');
  assert.match(await desk.page.locator('.statement').innerText(), /Spaak & Zoon/);
  assert.doesNotMatch(await desk.page.locator('.statement').innerText(), /Binnenband/);
  await isWell(desk.page, 'a statement for who holds a card');

  for (const { requests, problems, context } of [hers, stranger, till, desk]) {
    assert.deepEqual(elsewhere(house, requests), []);
    assert.deepEqual(problems.filter((it) => !/status of (400|404|422)/.test(it)), []);
    await context.close();
  }
});

test('the organiser makes a card for who has no telephone, and a letter with its PIN', { timeout: 120_000 }, async () => {
  const { house } = open;
  const { base } = house;
  const desk = await visitor(open.browser, { javaScriptEnabled: false });
  const { page } = desk;
  await enterDemo(page, house, 'organisator', '/beheer/munten/LAT/rekeningen');
  await press(page, 'a[href$="/LAT/passen"]');
  await page.locator('#zoek').fill('Niemand die zo heet');
  await press(page, '[role=search] [type=submit]');
  assert.match(await page.locator('main').innerText(), /Niemand met die naam/);
  await page.locator('#zoek').fill('Koos');
  await press(page, '[role=search] [type=submit]');
  await press(page, '.desk-person a');
  await page.locator('#per-dag').fill('');
  await press(page, '.desk-form [type=submit]');
  assert.match(await page.locator('#per-dag-mis').innerText(), /boven nul/);
  await page.locator('#per-dag').fill('15');
  await press(page, '.desk-form [type=submit]');
  const letter = await page.locator('.pass-letter').innerText();
  assert.match(letter, /Koos/);
  const pin = (await page.locator('.pass-digits').innerText()).replaceAll(/\s/g, '');
  assert.match(pin, /^\d{4}$/);
  const card = await scanned(page);

  // He pays with it, whether he had an account or not.
  const till = await visitor(open.browser, { language: 'en-GB', colorScheme: 'dark' });
  await enterDemo(till.page, house, 'winkel', '/mijn?taal=en');
  await till.page.goto(card);
  await isWell(till.page, 'a card at a till, in English by night');
  await till.page.locator('#bedrag').fill('2.50');
  await press(till.page, 'form [type=submit]');
  await isWell(till.page, 'the amount, in English by night');
  await till.page.locator('#pin').fill(pin);
  await press(till.page, '[value=betaal]');
  assert.match(till.page.url(), /\/kassa\//, await till.page.locator('main').innerText());
  await till.page.locator('#kassa-stand[data-state=paid]').waitFor();
  await isWell(till.page, 'paid by card, in English by night');
  for (const { requests, context } of [desk, till]) {
    assert.deepEqual(elsewhere(house, requests), []);
    await context.close();
  }
});
