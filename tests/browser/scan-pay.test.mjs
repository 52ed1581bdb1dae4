// Codes read by a camera in the page: a shop's on a telephone, a card at a till. Only the house's own
// lead anywhere, and who has no camera hears how to go on. Nothing that axe finds.
import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHouse, startBrowser, visitor } from './house.mjs';
import { scanned } from './scan.mjs';
import { elsewhere, enterDemo, isWell, press } from './steps.mjs';

const [WIDTH, HEIGHT] = [640, 480];
const FRAMES = 3;
const folder = mkdtempSync(join(tmpdir(), 'koop-camera-'));
const film = join(folder, 'code.y4m');
const open = openHouse([
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-video-capture=${film}`,
]);
after(() => rmSync(folder, { recursive: true, force: true }));

/** Holds what is drawn on a page before the camera, at a little distance; it looks when it is started. */
const hold = async (page, selector = '.pay-code-drawn') => {
  const picture = (await page.locator(selector).first().screenshot()).toString('base64');
  const grey = await page.evaluate(async ([picture, width, height]) => {
    const image = new Image();
    image.src = `data:image/png;base64,${picture}`;
    await image.decode();
    const context = new OffscreenCanvas(width, height).getContext('2d');
    context.fillStyle = '#8a8a8a';
    context.fillRect(0, 0, width, height);
    const side = 0.8 * height;
    context.drawImage(image, (width - side) / 2, (height - side) / 2, side, side);
    const { data } = context.getImageData(0, 0, width, height);
    return Array.from({ length: width * height }, (_, at) => data[4 * at]);
  }, [picture, WIDTH, HEIGHT]);
  const colourless = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), Buffer.from(grey), colourless]);
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1\n`);
  writeFileSync(film, Buffer.concat([head, ...Array(FRAMES).fill(frame)]));
};

/** The address of an account among somebody's own. */
const accountOf = async (page, base, label) => {
  await page.goto(`${base}/mijn/saldo?alle=ja`);
  return page.locator('.purse h2 a', { hasText: label }).first().getAttribute('href');
};

const words = (page, text) => page.locator('dialog[open] [role=status]', { hasText: text }).waitFor();
const hears = (page, text) => page.locator('dialog[open] [role=status]').innerText().then((it) => assert.match(it, text));
const isOff = (page) => page.locator('.scan-view').evaluate((it) => !it.srcObject?.active);

test('a code on the counter is scanned in the page, and leads to who is paid', { timeout: 120_000 }, async () => {
  const { house } = open;
  const { base } = house;
  const shop = await visitor(open.browser, { width: 1280 });
  await enterDemo(shop.page, house, 'winkel', '/mijn');
  const account = await accountOf(shop.page, base, 'Spaak & Zoon · Op de Lat');
  await shop.page.goto(`${base}${account}/vragen`);
  await hold(shop.page);
  const code = await scanned(shop.page, '.pay-code-drawn');
  const hers = await visitor(open.browser, { hasTouch: true, isMobile: true });
  const { page, requests, problems } = hers;
  await enterDemo(page, house, 'bewoner', '/betalen');
  const opened = await page.request.get(`${base}/betalen`);
  assert.match(opened.headers()['permissions-policy'], /camera=\(self\)/);
  await isWell(page, 'paying, with a camera');
  const parts = () => requests.filter((url) => /\/(scan|qr)-\w+\.js$/.test(url)).length;
  assert.equal(parts(), 0, 'who does not scan fetches nothing for it');
  await page.getByRole('button', { name: 'Scannen' }).tap();
  await page.waitForURL(code);
  assert.match(await page.locator('main').innerText(), /Spaak & Zoon/);
  assert.equal(parts(), 2);
  // Back is the form again, without a camera that looks.
  await page.goBack();
  assert.equal(await page.locator('dialog[open]').count(), 0);

  // A browser that reads codes itself fetches nothing that does.
  const able = await visitor(open.browser);
  await able.page.addInitScript((text) => {
    globalThis.BarcodeDetector = class {
      static getSupportedFormats = async () => ['qr_code'];
      detect = async () => [{ rawValue: 'https://elders.example/betaal/K7P-2QX' }, { rawValue: text }];
    };
  }, code);
  await able.page.goto(`${base}/betaal`);
  await able.page.getByRole('button', { name: 'Scannen' }).press('Enter');
  await able.page.waitForURL(code);
  assert.deepEqual(able.requests.filter((url) => /\/qr-/.test(url)), []);
  for (const { context } of [shop, hers, able]) await context.close();
  assert.deepEqual(elsewhere(house, [...requests, ...able.requests]), []);
  assert.deepEqual([...problems, ...able.problems], []);
});

test('a code that leads elsewhere is said to, and the camera looks on until it is stopped', { timeout: 120_000 }, async () => {
  const { house } = open;
  const { base } = house;
  const hers = await visitor(open.browser);
  const { page } = hers;
  await enterDemo(page, house, 'bewoner', '/mijn');
  const account = await accountOf(page, base, 'Op de Lat');
  await page.goto(`${base}${account}/vragen`);
  const own = await scanned(page, '.pay-code-drawn');
  await hold(page);

  // The same house under another name is another: nobody is led across.
  const other = base.replace('127.0.0.1', 'localhost');
  const guest = await visitor(open.browser, { colorScheme: 'dark' });
  await guest.page.goto(`${other}/betaal`);
  await guest.page.getByRole('button', { name: 'Scannen' }).click();
  await words(guest.page, 'Dit is geen betaalcode van Koop Lokaal.');
  await isWell(guest.page, 'a code of elsewhere, at night');
  assert.equal(await isOff(guest.page), false);
  assert.equal(guest.page.url(), `${other}/betaal`);
  await guest.page.keyboard.press('Escape');
  assert.equal(await guest.page.locator('dialog[open]').count(), 0);
  assert.equal(await isOff(guest.page), true, 'a camera that nobody needs is off');
  assert.equal(await guest.page.evaluate(() => document.activeElement.textContent), 'Scannen');
  await guest.page.getByRole('button', { name: 'Scannen' }).click();
  await words(guest.page, 'Dit is geen betaalcode');
  await guest.page.getByRole('button', { name: 'Stoppen' }).click();
  assert.equal(await isOff(guest.page), true);
  assert.equal(await guest.page.evaluate(() => document.activeElement.textContent), 'Scannen');
  assert.deepEqual(guest.requests.filter((url) => !url.startsWith(other) && !url.startsWith('data:')), []);

  // Texts that only look like an address of the house.
  const sly = [
    own.replace('/betaal/', '/kassa/koppelen/'),
    own.replace('/betaal/', '/betaal/../mijn/'),
    own.replace('/betaal/', '/betaal/x/'),
    `${base}/betaal/`,
    `${base}@elders.example/betaal/K7P-2QX`,
    `${base}.elders.example/betaal/K7P-2QX`,
    'javascript:alert(1)//betaal/K7P-2QX',
    '/betaal/K7P-2QX',
  ];
  for (const text of sly) {
    const one = await guest.context.newPage();
    await one.addInitScript((text) => {
      globalThis.BarcodeDetector = class {
        static getSupportedFormats = async () => ['qr_code'];
        detect = async () => [{ rawValue: text }];
      };
    }, text);
    await one.goto(`${base}/betaal`);
    await one.getByRole('button', { name: 'Scannen' }).click();
    await words(one, 'Dit is geen betaalcode');
    assert.equal(one.url(), `${base}/betaal`, text);
    await one.close();
  }
  for (const { context, problems } of [hers, guest]) {
    assert.deepEqual(problems, []);
    await context.close();
  }
});

test('a till scans a card, be it a page of the shop or a device', { timeout: 120_000 }, async () => {
  const { house } = open;
  const { base } = house;
  const hers = await visitor(open.browser);
  await enterDemo(hers.page, house, 'bewoner', '/mijn');
  const mine = await accountOf(hers.page, base, 'Op de Lat');
  await hers.page.goto(`${base}${mine}/passen`);
  await hers.page.locator('#per-dag').fill('20');
  await hers.page.locator('#pin').fill('4827');
  await press(hers.page, '[value=maak]');
  const card = await scanned(hers.page);
  const shop = await visitor(open.browser, { width: 820, height: 1180 });
  await enterDemo(shop.page, house, 'winkel', '/mijn');
  const account = await accountOf(shop.page, base, 'Spaak & Zoon · Op de Lat');
  const till = `${base}${account.replace('/mijn/saldo/', '/kassa/')}`;

  // A code to pay with is no card.
  await shop.page.goto(`${base}${account}/vragen`);
  await hold(shop.page);
  await shop.page.goto(till);
  await shop.page.getByRole('button', { name: 'Buurtpas scannen' }).click();
  await words(shop.page, 'Dit is geen buurtpas van Koop Lokaal.');
  await isWell(shop.page, 'a till that scans');
  await shop.page.keyboard.press('Escape');
  // The button stays where a till shows itself anew.
  await shop.page.locator('#bedrag').fill('twaalf');
  await shop.page.locator('.till-form [type=submit]').click();
  await shop.page.locator('.form-error').waitFor();
  await hold(hers.page, '.pass-card .pay-code-drawn');
  await shop.page.getByRole('button', { name: 'Buurtpas scannen' }).click();
  await shop.page.waitForURL(card);
  assert.match(await shop.page.locator('main').innerText(), /Samira[\s\S]*vandaag nog/);

  await shop.page.goto(`${till}/apparaten`);
  await shop.page.locator('#apparaatnaam').fill('Tablet');
  await press(shop.page, '[value=koppel]');
  const link = await scanned(shop.page, '.pay-code-drawn');
  const device = await visitor(open.browser, { width: 820, height: 1180 });
  await device.page.goto(link);
  await press(device.page, '[value=koppel]');
  await isWell(device.page, 'a device that scans');
  await device.page.getByRole('button', { name: 'Buurtpas scannen' }).click();
  await device.page.waitForURL(card);
  assert.match(await device.page.locator('main').innerText(), /Samira[\s\S]*vandaag nog/);
  for (const { context, requests, problems } of [hers, shop, device]) {
    assert.deepEqual(elsewhere(house, requests), []);
    assert.deepEqual(problems.filter((it) => !/status of 422/.test(it)), []);
    await context.close();
  }
});

test('who has no camera, or does not give it, hears how to go on', { timeout: 120_000 }, async () => {
  const { house } = open;
  const address = `${house.base}/betaal`;
  for (const [flags, said] of [
    [['--use-fake-ui-for-media-stream=deny', '--use-fake-device-for-media-stream'], /mag hier niet aan[\s\S]*Typ anders de code/],
    [['--use-fake-ui-for-media-stream'], /heeft geen camera[\s\S]*Typ anders de code/],
  ]) {
    const browser = await startBrowser(flags);
    const { page, problems } = await visitor(browser);
    await page.goto(address);
    await page.getByRole('button', { name: 'Scannen' }).click();
    await words(page, 'Typ anders');
    await hears(page, said);
    await isWell(page, `no camera: ${said}`);
    await page.getByRole('button', { name: 'Stoppen' }).click();
    await page.locator('#code').fill('zzzzzz');
    assert.deepEqual(problems, []);
    await browser.close();
  }
  const busy = await visitor(open.browser, { language: 'en-GB' });
  await busy.page.addInitScript(() => {
    MediaDevices.prototype.getUserMedia = () => Promise.reject(new DOMException('taken', 'NotReadableError'));
  });
  await busy.page.goto(`${address}?taal=en`);
  await busy.page.getByRole('button', { name: 'Scan' }).click();
  await words(busy.page, 'type the code');
  await hears(busy.page, /camera is busy/);
  await isWell(busy.page, 'a busy camera, in English');

  // Without a script, and where no browser gives a camera, there is nothing to press.
  const plain = await visitor(open.browser, { javaScriptEnabled: false });
  const bare = await visitor(open.browser);
  await bare.page.addInitScript(() => delete Navigator.prototype.mediaDevices);
  for (const { page, context } of [plain, bare]) {
    await page.goto(address);
    assert.equal(await page.locator('#code').isVisible(), true);
    assert.equal(await page.locator('.scan-go').isVisible(), false);
    await context.close();
  }
  await busy.context.close();
});
