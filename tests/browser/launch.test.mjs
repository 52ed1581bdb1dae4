// An organiser begins: a table with one fault, its columns mended, looked at, placed and undone;
// and the launch list, which shows its figures. A merchant sees private numbers. On a telephone,
// with JavaScript and without it; nothing axe finds, nothing beside the screen.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openHouse, visitor } from './house.mjs';
import { enterDemo, isWell, press } from './steps.mjs';

const open = openHouse();

const file = (name, text) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

for (const [javaScriptEnabled, colorScheme] of [
  [true, 'light'],
  [false, 'dark'],
]) {
  const how = `${javaScriptEnabled ? 'with' : 'without'} JavaScript, ${colorScheme}`;

  test(`an organiser brings in a table and takes it back (${how})`, async () => {
    const { base } = open.house;
    // Without JavaScript axe cannot run: the structure is looked at with it.
    const { context, page, requests } = await visitor(open.browser, { javaScriptEnabled, colorScheme });
    const [shop, slug] = javaScriptEnabled ? ['Proefbakker', 'proefbakker'] : ['Proefslager', 'proefslager'];
    await enterDemo(page, open.house, 'organisator', '/beheer/tabel');
    assert.equal(page.url(), `${base}/beheer/tabel`);
    await isWell(page, 'bringing in a table');
    await page.locator('#bron').fill(`Winkeliers ${shop}`);
    await press(page, '.table-new [type=submit]');
    assert.equal(await page.locator('#tabel').getAttribute('aria-invalid'), 'true');
    assert.equal(await page.locator('#bron').inputValue(), `Winkeliers ${shop}`, 'what was typed is kept');
    await isWell(page, 'no file');
    const rows = `Onderneming;Postcode;Wat\n${shop};1094 AB;Bakker\n;1094 AC;Slager\n`;
    await page.locator('#tabel').setInputFiles(file('winkels.csv', rows));
    await press(page, '.table-new [type=submit]');

    // Nobody said yet which column has the names.
    assert.match(page.url(), /\/beheer\/tabel\/tbl_\w+$/);
    await isWell(page, 'the columns');
    await press(page, '.account-ways [type=submit]');
    assert.match(await page.locator('.notice').innerText(), /naam/);
    await isWell(page, 'columns without a name');
    await page.getByLabel('Onderneming: Hierin staat').selectOption('name');
    await page.getByLabel('Wat: Hierin staat').selectOption('categories');
    await press(page, '.account-ways [type=submit]');
    assert.match(page.url(), /\/proef$/);
    assert.match(await page.locator('.table-faults').innerText(), /Regel 3/);
    assert.match(await page.locator('.desk-waits').innerText(), /1\s+nieuwe plek/);
    await isWell(page, 'what would happen');
    const faults = await page.request.get(await page.locator('a[download]').evaluate((it) => it.href));
    assert.match(await faults.text(), /"3","Onderneming"/);
    assert.equal((await page.request.get(`${base}/plek/${slug}`)).status(), 404, 'nothing is there yet');

    await press(page, '.table-publish [type=submit]');
    assert.match(await page.locator('[role=status]').textContent(), /1 nieuw/);
    await isWell(page, 'it was placed');
    await page.goto(`${base}/plek/${slug}`);
    assert.equal(await page.locator('h1').textContent(), shop);
    assert.match(await page.locator('.source').textContent(), new RegExp(`Winkeliers ${shop}`));

    await page.goto(`${base}/beheer/tabel`);
    await press(page, '.table-batches .button');
    assert.match(await page.locator('.desk-waits').innerText(), /1/, 'it is told what would go');
    await isWell(page, 'before it is undone');
    await press(page, 'form[action="/beheer/tabel/terug"] .button');
    assert.match(await page.locator('[role=status]').innerText(), /1 weer weg/);
    assert.match(await page.locator('.table-batches li').first().innerText(), /ongedaan gemaakt/);
    await isWell(page, 'it was undone');
    assert.equal((await page.goto(`${base}/plek/${slug}`)).status(), 404, 'it is out again');
    await page.goto(`${base}/beheer/logboek`);
    assert.match(await page.locator('.desk-lines').innerText(), /maakte het inlezen ongedaan/);
    await isWell(page, 'the log');
    assert.deepEqual(requests.filter((url) => !url.startsWith(base) && !url.startsWith('data:')), []);
    await context.close();
  });

  test(`the launch list says what to do next (${how})`, async () => {
    const { base } = open.house;
    const { context, page } = await visitor(open.browser, { javaScriptEnabled, colorScheme });
    await enterDemo(page, open.house, 'organisator', '/beheer');
    await isWell(page, 'the front of the desk');
    assert.match(await page.locator('.launch-card').innerText(), /Dag 1 van 30/);
    await press(page, '.launch-card .button');
    assert.match(page.url(), /\/beheer\/lancering/);
    await isWell(page, 'the launch list');
    const places = page.locator('.launch-steps li', { hasText: 'Lees de plekken in' });
    assert.match(await places.innerText(), /gedaan/);
    await page.locator('#posters').fill('veel');
    await press(page, 'form[action$=lancering] [type=submit]');
    assert.equal(await page.locator('#posters').getAttribute('aria-invalid'), 'true');
    assert.equal(await page.locator('#posters').inputValue(), 'veel');
    await isWell(page, 'a number that is none');
    await page.locator('#posters').fill('4');
    await press(page, 'form[action$=lancering] [type=submit]');
    const posters = page.locator('.launch-steps li', { hasText: 'Hang posters op' });
    assert.match(await posters.innerText(), /4 van 10/);

    // A street that is walked a little moves its figure.
    const street = page.locator('.launch-walked li').first();
    const before = await street.locator('.launch-figure').innerText();
    await street.locator('a').click();
    await page.waitForURL(/straatronde/);
    await press(page, 'button[value=ja], button[value=yes]');
    await page.goto(`${base}/beheer/lancering`);
    const all = await page.locator('.launch-walked').innerText();
    assert.notEqual(before, '', 'it has a figure');
    assert.match(all, /[1-9]\d* van \d+/, 'somebody stood before a door');
    await context.close();
  });

  test(`a merchant sees private numbers (${how})`, async () => {
    const { base } = open.house;
    const { context, page } = await visitor(open.browser, { javaScriptEnabled, colorScheme });
    await enterDemo(page, open.house, 'winkel', '/mijn/plekken');
    await press(page, '.kept-links a');
    assert.match(page.url(), /\/mijn\/plekken\/lst_\w+$/);
    assert.equal(await page.locator('.numbers tbody tr').count(), 8);
    await page.locator('summary').click();
    await isWell(page, 'private numbers');
    assert.match(await page.locator('details').innerText(), /Wie het was, weten we niet/);
    await context.close();
  });
}

test('Enter saves what a community is', async () => {
  const { base } = open.house;
  const { context, page } = await visitor(open.browser, {});
  await enterDemo(page, open.house, 'organisator', '/beheer/gemeenschap');
  await isWell(page, 'the settings');
  await page.locator('#naam').press('Enter');
  await page.waitForURL(/gedaan=bewaard/);
  await context.close();
});

test('a tapped number is told by a beacon, and the link stays a link', async () => {
  const { base } = open.house;
  const { context, page } = await visitor(open.browser, {});
  await page.goto(`${base}/plek/spaak-zoon`);
  const link = page.locator('.place-actions a[href^="tel:"]');
  assert.match(await link.getAttribute('href'), /^tel:/);
  const beacon = page.waitForRequest((request) => request.url() === `${base}/plek/spaak-zoon/geteld`);
  await page.evaluate(() => addEventListener('click', (event) => event.preventDefault()));
  await link.click();
  const request = await beacon;
  assert.equal(request.method(), 'POST');
  assert.equal(request.postData(), 'wat=gebeld');
  assert.equal((await request.response()).status(), 204);
  await context.close();
});
