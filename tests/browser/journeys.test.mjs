// What residents come for, without JavaScript and with it.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openHouse, startHouse, visitor } from './house.mjs';

const open = openHouse();

for (const javaScriptEnabled of [false, true]) {
  const how = javaScriptEnabled ? 'with JavaScript' : 'without JavaScript';

  test(`a flat tyre: search, open now, place (${how})`, async () => {
    const { context, page, problems } = await visitor(open.browser, { javaScriptEnabled });
    await page.goto(open.house.base);
    await page.locator('input[name=q]').first().fill('lekke band');
    await page.locator('form:has(input[name=q]) button[type=submit]').first().click();
    await page.waitForURL(/\/zoeken/);
    assert.ok((await page.locator('.results .card').count()) > 0);
    const first = page.locator('.results .card a').first();
    await first.click();
    await page.waitForURL(/\/plek\//);
    assert.ok((await page.locator('.status').first().innerText()).length > 3);
    assert.ok((await page.locator('.week-row').count()) >= 7);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test(`nothing found still helps on (${how})`, async () => {
    const { context, page } = await visitor(open.browser, { javaScriptEnabled });
    await page.goto(`${open.house.base}/zoeken?q=xqzvwqq&open=nu`);
    assert.equal(await page.locator('.results .card').count(), 0);
    assert.ok((await page.locator('.empty a').count()) >= 1);
    await context.close();
  });

  test(`a broken address says what is wrong and keeps the rest (${how})`, async () => {
    const { context, page } = await visitor(open.browser, { javaScriptEnabled });
    await page.goto(`${open.house.base}/zoeken?q=brood&minuten=veel&plek=999,4.9`);
    assert.equal(await page.locator('input[name=q]').first().inputValue(), 'brood');
    assert.ok((await page.locator('.notice').count()) >= 1);
    await context.close();
  });

  test(`the language is a choice that stays (${how})`, async () => {
    const { context, page } = await visitor(open.browser, { javaScriptEnabled });
    await page.goto(`${open.house.base}/zoeken?q=brood`);
    await page.getByText('English', { exact: true }).first().click();
    await page.waitForFunction(() => true);
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    assert.match(page.url(), /q=brood/);
    await page.goto(open.house.base);
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await context.close();
  });
}

for (const javaScriptEnabled of [false, true]) {
  const how = javaScriptEnabled ? 'with JavaScript' : 'without JavaScript';

  test(`who shares no location names a postcode, then a neighbourhood (${how})`, async () => {
    const { context, page, requests, problems } = await visitor(open.browser, { javaScriptEnabled });
    await page.goto(open.house.base);
    await page.locator('input[name=q]').first().fill('fiets');
    await page.getByLabel('Waar?').fill('1094 AB');
    await page.locator('form:has(input[name=q]) button[type=submit]').first().click();
    await page.waitForURL(/waar=1094(&|$)/);
    assert.match(await page.locator('h1').innerText(), /bij 1094 Amsterdam/);
    assert.match(await page.locator('.results').innerText(), /ongeveer \d+ min/i);
    await page.goto(`${open.house.base}/zoeken?q=fiets&waar=daperbuurt`);
    assert.equal(await page.getByLabel('Waar?').inputValue(), 'daperbuurt');
    await page.locator('.notice a').first().click();
    await page.waitForURL(/waar=Dapperbuurt/);
    assert.match(await page.locator('h1').innerText(), /bij Dapperbuurt/);
    assert.ok(requests.every((url) => !url.includes('plek=')), 'no coordinates travel');
    assert.deepEqual(problems, []);
    await context.close();
  });

  test(`a neighbourhood: its street, what is open, all of it (${how})`, async () => {
    const { context, page, problems } = await visitor(open.browser, { javaScriptEnabled });
    await page.goto(`${open.house.base}/buurten`);
    await page.getByLabel('Zoek een buurt of postcode').fill('dapper');
    await page.getByRole('button', { name: 'Zoek' }).first().click();
    await page.waitForURL(/\/buurt\/dapperbuurt/);
    assert.ok((await page.locator('.street .house').count()) > 0);
    await page.locator('.categories .more a').click();
    await page.waitForURL(/\/zoeken\?buurt=dapperbuurt/);
    assert.match(await page.locator('h1').innerText(), /in de Dapperbuurt/);
    await page.locator('.results .card-name a').first().click();
    await page.waitForURL(/\/plek\//);
    assert.equal(await page.locator('.place-areas a').first().innerText(), 'Dapperbuurt');
    assert.deepEqual(problems, []);
    await context.close();
  });
}

test('the map asks again about what is shown, once it was moved', async () => {
  const { context, page } = await visitor(open.browser, { width: 1280, height: 900 });
  await page.goto(`${open.house.base}/zoeken?q=fiets`, { waitUntil: 'networkidle' });
  await page.locator('.leaflet-marker-icon').first().waitFor();
  const again = page.getByRole('button', { name: 'Zoek in dit gebied' });
  assert.equal(await again.count(), 0);
  await page.locator('.map-pan button').first().click();
  await again.click();
  await page.waitForURL(/kader=/);
  const { searchParams } = new URL(page.url());
  assert.equal(searchParams.get('q'), 'fiets');
  assert.ok(searchParams.get('kader').split(',').every((it) => /^-?\d+\.\d{3}$/.test(it)));
  assert.equal(await page.locator('.active-filters .chip').count(), 1);
  await context.close();
});

test('location only on request, rounded to three decimals', async () => {
  const { context, page, requests } = await visitor(open.browser, {
    geolocation: { latitude: 52.3612345, longitude: 4.9278912 },
    permissions: ['geolocation'],
  });
  await page.goto(`${open.house.base}/zoeken?q=brood`, { waitUntil: 'networkidle' });
  assert.doesNotMatch(page.url(), /plek=/);
  await page.locator('[data-locate] button').first().click();
  await page.waitForURL(/plek=/);
  const { searchParams } = new URL(page.url());
  assert.equal(searchParams.get('plek'), '52.361,4.928');
  assert.ok(requests.every((url) => !url.includes('52.3612')));
  assert.match(await page.locator('.results').innerText(), /ongeveer/i);
  await context.close();
});

test('the map shows the results, over no other origin', async () => {
  const { context, page, requests } = await visitor(open.browser, { width: 1280, height: 900 });
  await page.goto(`${open.house.base}/zoeken?q=fiets`, { waitUntil: 'networkidle' });
  await page.locator('.leaflet-marker-icon, .leaflet-interactive').first().waitFor();
  assert.ok(requests.every((url) => url.startsWith(open.house.base) || url.startsWith('data:')));
  await context.close();
});

test('the query behind the page runs in the explorer and finds the same', async () => {
  const { context, page } = await visitor(open.browser, { javaScriptEnabled: false, width: 1280 });
  await page.goto(`${open.house.base}/zoeken?q=kringloop`);
  const name = (await page.locator('.results .card h2, .results .card h3').first().innerText()).trim();
  await page.locator('footer a[href^="/graphql"]').first().click();
  await page.waitForURL(/\/graphql/);
  assert.ok((await page.content()).includes(name), `the explorer's answer has ${name}`);
  await context.close();
});

test('the house stops gracefully', async () => {
  const short = await startHouse({ demo: false });
  assert.equal(await short.stop(), 0);
});
