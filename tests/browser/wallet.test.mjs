// Paying: a till and a telephone, by a name and by a link; asking, declining, giving back; the
// statement, the currency, the card. With and without JavaScript; nothing that axe finds.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openHouse, visitor } from './house.mjs';
import { scanned } from './scan.mjs';
import { DEMO, elsewhere, enterDemo, isWell, press } from './steps.mjs';

const open = openHouse();

/** An amount in a text, in cents: `LAT −1.234,50` is -123450. */
const cents = (text) => {
  const [, sign, whole, rest] = text.replaceAll(' ', ' ').match(/([−+]?)(\d[\d.]*),(\d\d)/);
  return (sign === '−' ? -1 : 1) * Number(whole.replaceAll('.', '') + rest);
};

/** The account of a currency among somebody's own, of a place where it says so. */
const accountOf = async (page, base, label) => {
  await page.goto(`${base}/mijn/saldo?alle=ja`);
  return page.locator('.purse h2 a', { hasText: label }).first().getAttribute('href');
};

const balance = async (page, url) => {
  await page.goto(url);
  return cents(await page.locator('.wallet-balance').innerText());
};

test('a till and a telephone: scanned, paid, heard of', { timeout: 180_000 }, async () => {
  const { house } = open;
  const { base } = house;
  const counter = await visitor(open.browser, { width: 820, height: 1180 });
  await enterDemo(counter.page, house, 'winkel', '/mijn');
  assert.equal(await counter.page.locator('.mine-links a[href="/mijn/saldo"]').count(), 1);
  const shop = await accountOf(counter.page, base, 'Spaak & Zoon · Op de Lat');
  await isWell(counter.page, 'my accounts');
  const shopHad = await balance(counter.page, base + shop);
  await isWell(counter.page, 'the account of a shop');
  await press(counter.page, '.wallet-ways a[href^="/kassa/"]');
  await isWell(counter.page, 'the till');

  // Keys, and what is wrong with an amount.
  for (const key of ['1', '2', ',', '5', '0', '0', '⌫']) await counter.page.locator('.till-keys button', { hasText: key }).first().click();
  assert.equal(await counter.page.locator('#bedrag').inputValue(), '12,50');
  await counter.page.locator('#bedrag').fill('twaalf');
  await counter.page.locator('.till-form [type=submit]').click();
  await counter.page.locator('.form-error').waitFor();
  assert.equal(await counter.page.locator('#bedrag').inputValue(), 'twaalf');
  await isWell(counter.page, 'the till, with a word for an amount');
  await counter.page.locator('#bedrag').fill('12,50');
  await counter.page.locator('#waarvoor').fill('Voorband geplakt');
  await counter.page.locator('.till-form [type=submit]').click();
  await counter.page.locator('#kassa-stand[data-state=waits]').waitFor();
  await isWell(counter.page, 'the till, waiting');
  const code = await counter.page.locator('.till-code strong').innerText();
  assert.match(code, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  const drawn = await counter.page.locator('.pay-code-drawn').getAttribute('aria-label');
  const href = drawn.match(/http:\S+/)[0];
  assert.equal(href, `${base}/betaal/${code}`);

  // A telephone on which nobody is signed in.
  const phone = await visitor(open.browser, { hasTouch: true, isMobile: true });
  await phone.page.goto(href);
  assert.match(await phone.page.locator('.pay-card').innerText(), /Spaak & Zoon[\s\S]*Bevestigde zaak[\s\S]*12,50/);
  await isWell(phone.page, 'a code, for a visitor');
  await press(phone.page, '.account-ways a');
  await phone.page.locator('#email').fill('bewoner@oost.example');
  await phone.page.locator('#wachtwoord').fill(DEMO);
  await press(phone.page, '[type=submit]');
  assert.equal(phone.page.url(), href);
  assert.match(await phone.page.locator('.pay-card').innerText(), /Eerste van Swindenstraat[\s\S]*Voorband/);
  await isWell(phone.page, 'a code, the last look');
  const other = await phone.context.newPage();
  const mine = await accountOf(other, base, 'Op de Lat');
  const had = await balance(other, base + mine);
  await other.close();

  // Twice in one tap.
  await phone.page.locator('main [value=betaal]').dblclick();
  await phone.page.waitForURL(/\/betaling\/.*gedaan=betaald/);
  await isWell(phone.page, 'the receipt');
  assert.match(await phone.page.locator('.receipt').innerText(), /12,50[\s\S]*Voorband geplakt[\s\S]*Spaak & Zoon/);
  await counter.page.locator('#kassa-stand[data-state=paid]').waitFor({ timeout: 10_000 });
  assert.match(await counter.page.locator('.till-words').innerText(), /Betaald door Samira/);
  assert.match(await counter.page.locator('#kassa-dag').innerText(), /Samira[\s\S]*12,50/);
  await isWell(counter.page, 'the till, paid');
  const receipt = new URL(phone.page.url()).pathname;
  assert.equal(await balance(phone.page, base + mine), had - 1_250, 'once');
  assert.equal(await balance(counter.page, base + shop), shopHad + 1_250);

  // It goes back, with a reason; the one who got it back sees so without asking.
  await counter.page.goto(base + receipt);
  await counter.page.locator('#terug summary').click();
  await press(counter.page, '#terug button');
  await counter.page.locator('.form-error').waitFor();
  await isWell(counter.page, 'giving back without a reason');
  await counter.page.locator('#reden').fill('Toch niet lek');
  await press(counter.page, '#terug button');
  assert.match(counter.page.url(), /gedaan=terug/);
  await isWell(counter.page, 'given back');
  assert.equal(await balance(phone.page, base + mine), had);
  assert.equal(await balance(counter.page, base + shop), shopHad);

  // The card, and a month.
  const account = shop.split('/').pop();
  await counter.page.goto(`${base}/kassa/${account}/kaart`);
  assert.match(await counter.page.locator('.counter-card').innerText(), /Spaak & Zoon[\s\S]*[0-9A-Z]{3}-[0-9A-Z]{3}/);
  await isWell(counter.page, 'the card');
  await counter.page.goto(`${base}${shop}/afschrift/2026-11`);
  await isWell(counter.page, 'a statement');
  assert.match(await counter.page.locator('.statement').innerText(), /Toch niet lek/);
  const file = await counter.page.request.get(`${base}${shop}/afschrift/2026-11.csv`);
  const csv = await file.text();
  assert.match(csv, /^\ufeffdatum;nummer;.*;btw\r\n/);
  assert.match(csv, /Voorband geplakt/);
  for (const { requests, problems, context } of [counter, phone]) {
    assert.deepEqual(elsewhere(house, requests), []);
    assert.deepEqual(problems.filter((it) => !/status of (400|404|422)/.test(it)), []);
    await context.close();
  }
});

test('two telephones: one shows a code, the other pays, and both balances follow', { timeout: 120_000 }, async () => {
  const { house } = open;
  const { base } = house;
  const [hers, his] = [await visitor(open.browser, { hasTouch: true }), await visitor(open.browser, { hasTouch: true, colorScheme: 'dark' })];
  await enterDemo(hers.page, house, 'bewoner', '/mijn');
  await enterDemo(his.page, house, 'vrijwilliger', '/mijn');
  const [mine, theirs] = [await accountOf(hers.page, base, 'Op de Lat'), await accountOf(his.page, base, 'Op de Lat')];
  const [had, hadHe] = [await balance(hers.page, base + mine), await balance(his.page, base + theirs)];
  const shown = async (page) => cents(await page.locator('.wallet-balance').innerText());
  const loaded = (page) => page.evaluate(() => (window.isSame = true));
  await loaded(hers.page);
  await loaded(his.page);

  // She asks on another page of hers; her balance stays open.
  const asking = await hers.context.newPage();
  await asking.goto(`${base}${mine}/vragen`);
  await asking.locator('#bedrag').fill('6,25');
  await asking.locator('#waarvoor').fill('Kaneelbroodjes');
  await press(asking, '[type=submit]');
  await asking.evaluate(() => (window.isSame = true));
  await isWell(asking, 'a code to be scanned');
  const href = await scanned(asking, '.pay-code-drawn');
  assert.match(href, new RegExp(`^${base}/betaal/[0-9A-Z]{4}-[0-9A-Z]{4}$`));

  // He scans it, on another page of his.
  const paying = await his.context.newPage();
  await paying.goto(href);
  assert.match(await paying.locator('.pay-card').innerText(), /Samira[\s\S]*6,25[\s\S]*Kaneelbroodjes/);
  await press(paying, '[value=betaal]');
  assert.match(paying.url(), /gedaan=betaald/);

  await hers.page.locator('.pay-line', { hasText: 'Kaneelbroodjes' }).waitFor({ timeout: 20_000 });
  await his.page.locator('.pay-line', { hasText: 'Kaneelbroodjes' }).waitFor({ timeout: 20_000 });
  assert.equal(await shown(hers.page), had + 625);
  assert.equal(await shown(his.page), hadHe - 625);
  await asking.locator('.receipt-done').waitFor({ timeout: 20_000 });
  for (const page of [hers.page, his.page, asking]) {
    assert.equal(await page.evaluate(() => window.isSame), true, 'no page was loaded anew');
  }
  // It is said aloud, whichever of the two ways it came by.
  const aloud = await hers.page.locator('[role=status].sr-only').innerText();
  assert.match(aloud, /6,25/);
  await isWell(hers.page, 'a balance that followed');
  await isWell(his.page, 'a balance that followed, by night');
  await isWell(asking, 'what I asked is paid');
  for (const { requests, problems, context } of [hers, his]) {
    assert.deepEqual(elsewhere(house, requests), []);
    assert.deepEqual(problems, []);
    await context.close();
  }
});

test('who has no script pays by a name, asks, and is told why not', { timeout: 120_000 }, async () => {
  const { house } = open;
  const { base } = house;
  const hers = await visitor(open.browser, { javaScriptEnabled: false, colorScheme: 'dark' });
  const seen = await visitor(open.browser, { colorScheme: 'dark' });
  const { page } = hers;
  await page.goto(`${base}/betalen?to=${encodeURIComponent('spaak')}&amount=2,50&for=Ventiel`);
  assert.match(page.url(), /\/inloggen/);
  await page.locator('#email').fill('bewoner@oost.example');
  await page.locator('#wachtwoord').fill(DEMO);
  await press(page, '[type=submit]');
  assert.equal(await page.locator('#bedrag').inputValue(), '2,50', 'what the link said is there still');
  assert.equal(await page.locator('#waarvoor').inputValue(), 'Ventiel');
  const mine = await accountOf(page, base, 'Op de Lat');
  await page.goto(`${base}/betalen?to=spaak&from=${mine.split('/').pop()}`);

  for (const [amount, words] of [
    ['', /geen bedrag/],
    ['0', /meer dan nul/],
    ['2,505', /zeker kunnen lezen/],
    ['2,5055', /Zo fijn/],
    ['9000', /je kunt nog/],
  ]) {
    await page.locator('#bedrag').fill(amount);
    await press(page, '[value=verder]');
    assert.match(await page.locator('#bedrag-mis').innerText(), words);
    assert.equal(await page.locator('#bedrag').inputValue(), amount);
  }
  await page.locator('#bedrag').fill('2,50');
  await page.locator('#aan').fill('Niemand die zo heet');
  await press(page, '[value=verder]');
  assert.match(await page.locator('#aan-mis').innerText(), /kun je niet betalen/);
  await page.locator('#aan').fill('spaak');
  await page.locator('#waarvoor').fill('Ventiel');
  await press(page, '[value=verder]');
  assert.match(await page.locator('.pay-card').innerText(), /Spaak & Zoon[\s\S]*2,50/);
  await press(page, '[value=wijzig]');
  assert.equal(await page.locator('#aan').inputValue(), 'Spaak & Zoon');
  await press(page, '[value=verder]');
  const fields = await page.locator('main form input[type=hidden]').evaluateAll((all) => all.map((it) => [it.name, it.value]));
  await press(page, '[value=betaal]');
  assert.match(page.url(), /gedaan=betaald/, await page.locator('main').innerText());
  // The same form, sent once more: it is the same payment.
  const form = Object.fromEntries([...fields, ['doe', 'betaal']]);
  const again = await hers.context.request.post(`${base}/betalen`, { form });
  assert.equal(again.url(), page.url());
  // The same form with another amount is refused by name, and can be sent anew.
  const other = await hers.context.request.post(`${base}/betalen`, { form: { ...form, bedrag: '3,00' } });
  assert.equal(other.status(), 422);
  assert.match(await other.text(), /dan anders\. Begin opnieuw/);

  // Asking by a link, and taking it back.
  await page.goto(`${base}${mine}/vragen`);
  await page.locator('#bedrag').fill('7,50');
  await page.locator('#waarvoor').fill('Taart');
  await press(page, '[type=submit]');
  assert.match(page.url(), /vragen\/.*gedaan=gevraagd/);
  const link = await page.locator('#adres').inputValue();
  await seen.page.goto(link);
  assert.match(await seen.page.locator('.pay-card').innerText(), /Samira[\s\S]*7,50[\s\S]*Taart/);
  await isWell(seen.page, 'a request, for a visitor by night');
  await press(page, '.account-form button');
  assert.match(page.url(), /gedaan=ingetrokken/);
  await seen.page.goto(link);
  assert.match(await seen.page.locator('main').innerText(), /kennen we niet/);
  await isWell(seen.page, 'a code that is no more');

  // Searching what was paid, and the rules.
  await page.goto(`${base}${mine}?zoek=ventiel`);
  assert.equal(await page.locator('.pay-line').count() > 0, true);
  await page.goto(`${base}${mine}?zoek=ventiel&kant=bij`);
  assert.match(await page.locator('main').innerText(), /Hier past niets bij/);
  await seen.page.goto(`${base}/munt/LAT`);
  assert.match(await seen.page.locator('main').innerText(), /Samen is het altijd nul/);
  await isWell(seen.page, 'a currency');
  assert.equal((await seen.page.goto(`${base}/munt/NIETS`)).status(), 404);

  // In English, with scripts, by night: every page once.
  const his = await visitor(open.browser, { language: 'en-GB', colorScheme: 'dark' });
  await enterDemo(his.page, house, 'bewoner', '/mijn/saldo?alle=ja&taal=en');
  for (const path of ['/mijn/saldo?alle=ja', mine, '/betalen', '/betaal', `${mine}/vragen`, `${mine}/afschrift/2026-11`]) {
    await his.page.goto(`${base}${path}${path.includes('?') ? '&' : '?'}taal=en`);
    await isWell(his.page, path);
  }
  await his.page.goto(`${base}/betaal/ZZZZZZ`);
  await isWell(his.page, 'a wrong code');
  for (const { requests, context } of [hers, seen, his]) {
    assert.deepEqual(elsewhere(house, requests), []);
    await context.close();
  }
});
