// A till that is a device: paired by a link without signing in, a payment from a telephone, giving
// back, unpaired from afar and by itself. With and without JavaScript; nothing that axe finds.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openHouse, visitor } from './house.mjs';
import { elsewhere, enterDemo, isWell, press } from './steps.mjs';
import { scanned } from './scan.mjs';

const open = openHouse();
const TABLET = { width: 820, height: 1180 };

/** The address of the till of the demo's shop, as its owner finds it. */
const tillOf = async (page, base) => {
  await page.goto(`${base}/mijn/saldo?alle=ja`);
  const shop = await page.locator('.purse h2 a', { hasText: 'Spaak & Zoon' }).first().getAttribute('href');
  return `/kassa/${shop.split('/').pop()}`;
};

/** Offers a device; the link in the code, and what stands beside it. */
const offer = async (page, base, till, name) => {
  await page.goto(`${base}${till}/apparaten`);
  await page.locator('#apparaatnaam').fill(name);
  await press(page, '[value=koppel]');
  const code = (await page.locator('.till-code strong').innerText()).trim();
  return { code, link: await scanned(page, '.pay-code-drawn') };
};

/** Pays what a till asks, on a telephone. */
const pays = async (phone, base, code) => {
  await phone.page.goto(`${base}/betaal/${code}`);
  await phone.page.locator('main [value=betaal]').click();
  await phone.page.waitForURL(/\/betaling\//);
};

test('a tablet is paired, takes a payment, gives back and is unpaired', { timeout: 180_000 }, async () => {
  const { house } = open;
  const { base } = house;
  const owner = await visitor(open.browser, { width: 1280, height: 900 });
  await enterDemo(owner.page, house, 'winkel', '/mijn');
  const till = await tillOf(owner.page, base);
  await owner.page.goto(base + till);
  await press(owner.page, `a[href="${till}/apparaten"]`);
  await isWell(owner.page, 'no tills yet');
  await press(owner.page, '[value=koppel]');
  await owner.page.locator('.form-error').waitFor();
  await isWell(owner.page, 'a till without a name');
  const { code, link } = await offer(owner.page, base, till, 'Tablet bij de toonbank');
  await isWell(owner.page, 'what pairs a till');
  assert.match(code, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  assert.ok(link.startsWith(`${base}/kassa/koppelen/`), link);

  // Nobody is signed in on the tablet, and looking changes nothing.
  const tablet = await visitor(open.browser, { ...TABLET, hasTouch: true });
  await tablet.page.goto(`${base}/kassa`);
  assert.match(await tablet.page.locator('h1').innerText(), /geen kassa/);
  await isWell(tablet.page, 'a device that is no till');
  await tablet.page.goto(link);
  await tablet.page.goto(link);
  assert.match(await tablet.page.locator('h1').innerText(), /Spaak & Zoon/);
  await isWell(tablet.page, 'what a device would be');
  await press(tablet.page, '[value=koppel]');
  assert.equal(new URL(tablet.page.url()).pathname, '/kassa');
  assert.match(await tablet.page.locator('h1').innerText(), /Kassa van Spaak & Zoon/);
  assert.match(await tablet.page.locator('header').innerText(), /Tablet bij de toonbank[\s\S]*Loskoppelen/);
  assert.equal(await tablet.page.locator('header a[href^="/mijn"], header a[href^="/inloggen"], footer').count(), 0);
  await isWell(tablet.page, 'the till of a tablet');
  const [cookie] = (await tablet.context.cookies()).filter((it) => it.name.endsWith('koop-kassa'));
  assert.ok(cookie.httpOnly && cookie.sameSite === 'Lax' && cookie.expires > 0);
  for (const path of ['/mijn', '/mijn/saldo', till, `${till}/apparaten`, `${till}/kaart`]) {
    const answer = await tablet.page.request.get(base + path);
    assert.match(answer.url(), /\/inloggen/, `${path} asks a tablet to sign in`);
  }
  const gone = await visitor(open.browser);
  await gone.page.goto(link);
  assert.match(await gone.page.locator('main').innerText(), /of niet meer/, 'once is once');
  await gone.context.close();

  // A payment, heard and seen.
  await tablet.page.locator('#bedrag').fill('7,50');
  await tablet.page.locator('#waarvoor').fill('Ventiel');
  await tablet.page.locator('.till-form [type=submit]').click();
  await tablet.page.locator('#kassa-stand[data-state=waits]').waitFor();
  await isWell(tablet.page, 'a tablet, waiting');
  const phone = await visitor(open.browser, { hasTouch: true, isMobile: true });
  await enterDemo(phone.page, house, 'bewoner', '/mijn');
  await pays(phone, base, (await tablet.page.locator('.till-code strong').innerText()).trim());
  await tablet.page.locator('#kassa-stand[data-state=paid]').waitFor({ timeout: 10_000 });
  assert.match(await tablet.page.locator('.till-words').innerText(), /Betaald door Samira/);
  await tablet.page.locator('.till-total', { hasText: '7,50' }).waitFor();
  assert.match(await tablet.page.locator('#kassa-dag').innerText(), /Samira[\s\S]*7,50[\s\S]*Ventiel/);
  await isWell(tablet.page, 'a tablet, paid');

  // It gives back what its owner lets it.
  assert.equal(await tablet.page.locator('#kassa-dag .pay-line a').count(), 0);
  await owner.page.goto(`${base}${till}/apparaten`);
  assert.match(await owner.page.locator('.till-list').innerText(), /Tablet bij de toonbank[\s\S]*Laatst gebruikt/);
  await owner.page.locator('.till-list summary').first().click();
  await isWell(owner.page, 'the tills of a shop');
  await owner.page.locator('#grens-1').fill('10');
  await press(owner.page, '[value=wijzig]');
  assert.match(await owner.page.locator('.till-list').innerText(), /hoogstens \S+\s10,00 per dag/);
  await tablet.page.goto(`${base}/kassa`);
  await press(tablet.page, '#kassa-dag .pay-line a');
  await isWell(tablet.page, 'giving back at a till');
  await press(tablet.page, '[type=submit]');
  assert.match(await tablet.page.locator('main').innerText(), /teruggegeven/);
  assert.match(await tablet.page.locator('.till-total').innerText(), /0,00/);
  await isWell(tablet.page, 'given back at a till');

  // The owner sees it among their devices, and unpairs it: it is refused at once, also while it asks.
  await tablet.page.locator('#bedrag').fill('1');
  await tablet.page.locator('.till-form [type=submit]').click();
  await tablet.page.locator('#kassa-stand[data-state=waits]').waitFor();
  await owner.page.goto(`${base}/mijn/apparaten`);
  assert.match(await owner.page.locator('main').innerText(), /Tablet bij de toonbank/);
  await isWell(owner.page, 'my devices, with a till');
  await press(owner.page, '[value=los]');
  assert.match(await owner.page.locator('main').innerText(), /losgekoppeld/);
  await tablet.page.locator('h1', { hasText: 'geen kassa meer' }).waitFor({ timeout: 15_000 });
  await isWell(tablet.page, 'a tablet that was unpaired');
  const asked = await tablet.page.request.post(`${base}/kassa`, {
    form: { bedrag: '5', sleutel: '00000000-0000-4000-8000-000000000001' },
    headers: { origin: base },
  });
  assert.equal(asked.status(), 403);
  for (const { requests, problems, context } of [owner, tablet, phone]) {
    assert.deepEqual(elsewhere(house, requests), []);
    assert.deepEqual(problems.filter((it) => !/status of (400|403|404|422)/.test(it)), []);
    await context.close();
  }
});

test('a till without JavaScript: a typed code, a payment, and leaving', { timeout: 120_000 }, async () => {
  const { house } = open;
  const { base } = house;
  const owner = await visitor(open.browser, { javaScriptEnabled: false });
  await enterDemo(owner.page, house, 'winkel', '/mijn');
  const till = await tillOf(owner.page, base);
  await owner.page.goto(`${base}${till}/apparaten`);
  await owner.page.locator('#apparaatnaam').fill('Oude telefoon');
  await press(owner.page, '[value=koppel]');
  const code = (await owner.page.locator('.till-code strong').innerText()).trim();
  const device = await visitor(open.browser, { javaScriptEnabled: false });
  await device.page.goto(`${base}/kassa/koppelen`);
  await device.page.locator('#code').fill('AAAA-AAAA');
  await press(device.page, '[type=submit]');
  assert.match(await device.page.locator('main').innerText(), /niets gekoppeld/);
  await device.page.locator('#code').fill(code.toLowerCase());
  await press(device.page, '[type=submit]');
  assert.match(await device.page.locator('main').innerText(), /Oude telefoon/);
  await press(device.page, '[value=koppel]');
  await device.page.locator('#bedrag').fill('3');
  await press(device.page, '.till-form [type=submit]');
  const asked = (await device.page.locator('.till-code strong').innerText()).trim();
  const phone = await visitor(open.browser, { javaScriptEnabled: false });
  await enterDemo(phone.page, house, 'bewoner', '/mijn');
  await pays(phone, base, asked);
  await press(device.page, '.till-look a');
  assert.match(await device.page.locator('#kassa-stand').innerText(), /Betaald door Samira/);
  await device.page.locator('header a[href="/kassa/los"]').click();
  await press(device.page, '[type=submit]');
  assert.match(await device.page.locator('h1').innerText(), /geen kassa/);
  for (const { context } of [owner, device, phone]) await context.close();
});

test('every page of tills is well, in English, at night and on a telephone', { timeout: 120_000 }, async () => {
  const { house } = open;
  const { base } = house;
  const owner = await visitor(open.browser, { colorScheme: 'dark' });
  await enterDemo(owner.page, house, 'winkel', '/mijn');
  const till = await tillOf(owner.page, base);
  const { link } = await offer(owner.page, base, till, 'Telefoon van Kees');
  await isWell(owner.page, 'what pairs a till, at night');
  const device = await visitor(open.browser, { colorScheme: 'dark', locale: 'en-GB' });
  await device.page.goto(link);
  await isWell(device.page, 'what a device would be, in English');
  await press(device.page, '[value=koppel]');
  assert.match(await device.page.locator('h1').innerText(), /Till of Spaak & Zoon/);
  await isWell(device.page, 'a till, in English');
  await device.page.goto(`${base}/kassa/los`);
  await isWell(device.page, 'leaving, in English');
  for (const { context } of [owner, device]) await context.close();
});
