// Today at the door, on a telephone, without JavaScript and with it: closed in one tap, other times
// that keep the lunch break, away for a while whatever was said before, open after all, and a
// holiday whose times are kept while one of them is missing.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openHouse, visitor } from './house.mjs';
import { isWell, press } from './steps.mjs';

const open = openHouse();

/** A new member with a shop that is closed at lunch. */
const keeper = async (page, base, email) => {
  await page.goto(`${base}/inloggen`);
  await page.locator('#email').fill(email);
  await press(page, '[formaction]');
  await page.locator('#code').fill(await open.house.code(email));
  await press(page, '[type=submit]');
  await page.locator('#naam').fill('Hanneke');
  await press(page, '[type=submit]');
  await page.goto(`${base}/plek-toevoegen`);
  await page.locator('#naam').fill(`Winkel van ${email.split('@')[0]}`);
  await page.locator('#categorie').selectOption('bicycle-repair');
  await press(page, '[value="2"]');
  await page.locator('#straat').fill('Dapperstraat');
  await page.locator('#nummer').fill('7');
  await page.locator('#postcode').fill('1093 AB');
  await page.locator('#plaats').fill('Amsterdam');
  await press(page, '[value="3"]');
  await page.locator('#tijden').fill('ma-za 9.00-12.30, 13.30-18.00');
  await press(page, '[value="4"]');
  await press(page, '[value=klaar]');
  if (await page.locator('[value=een-andere]').count()) await press(page, '[value=een-andere]');
  return page.url().split('?')[0];
};

const today = (page) => page.locator('main .kept-today').first().innerText();

for (const [javaScriptEnabled, language, colorScheme] of [
  [false, 'nl-NL', 'light'],
  [true, 'nl-NL', 'dark'],
]) {
  const how = javaScriptEnabled ? 'with JavaScript' : 'without JavaScript';

  test(`a shopkeeper in a hurry (${how})`, async () => {
    const { base } = open.house;
    const { context, page, problems } = await visitor(open.browser, {
      javaScriptEnabled, language, colorScheme,
    });
    const place = await keeper(page, base, `haast-${colorScheme}@voorbeeld.nl`);

    // Closed in one tap, from where one lands after signing in and without scrolling.
    await page.goto(`${base}/mijn`);
    await isWell(page, 'my page');
    const button = await page.locator('.kept [value=dicht]').boundingBox();
    assert.ok(button.y + button.height < page.viewportSize().height, 'in sight');
    await press(page, '.kept [value=dicht]');
    assert.equal(page.url(), `${base}/mijn?gedaan=dicht`);
    assert.equal(await today(page), 'Vandaag: dicht');
    await press(page, '.kept [value=toch-open]');
    assert.equal(await today(page), 'Vandaag: 9.00–12.30 uur, 13.30–18.00 uur');

    // Closing early keeps the lunch break.
    await press(page, '.kept-now a');
    const days = page.url();
    await isWell(page, 'days');
    await page.locator('.today > details > summary').first().click();
    assert.equal(await page.locator('#tussen-van').inputValue(), '12:30');
    await page.locator('#tot').fill('16:00');
    await press(page, '[value=vandaag]');
    assert.equal(await today(page), 'Vandaag: 9.00–12.30 uur, 13.30–16.00 uur');

    // Away goes before what was said of today.
    await page.locator('.today > details > summary').nth(1).click();
    await page.locator('#weer').fill('2026-12-05');
    await press(page, '[value=weer]');
    assert.equal(await today(page), 'Vandaag: dicht');
    await isWell(page, 'away');
    await page.goto(place);
    const status = /Nu dicht, zaterdag 5 december open vanaf 9\.00 uur/;
    assert.match(await page.locator('.place-head .status').innerText(), status);
    assert.match(await page.locator('.week').innerText(), /terug op 5 december/);
    const english = await visitor(open.browser, { javaScriptEnabled: false, language: 'en-GB' });
    await english.page.goto(place);
    assert.match(await english.page.locator('.week').innerText(), /back on 5 December/);
    await english.context.close();

    // Open after all is of today alone.
    await page.goto(`${base}/mijn`);
    await press(page, '.kept [value=toch-open]');
    assert.equal(await today(page), 'Vandaag: 9.00–12.30 uur, 13.30–18.00 uur');
    await page.goto(days);
    assert.equal(await page.locator('.day-row').count(), 2, 'today, and the time away');

    // Of a holiday, what was typed is kept and what is missing is named.
    const boxing = page.locator('.holiday-form').nth(1);
    await boxing.locator('summary').first().click();
    await boxing.locator('[name=hvan]').fill('11:15');
    await boxing.locator('[name=htot]').fill('');
    await boxing.locator('[value=feest-tijden]').click();
    await page.waitForLoadState('load');
    const again = page.locator('.holiday-form').nth(1);
    assert.equal(await again.locator('[name=hvan]').inputValue(), '11:15');
    assert.equal(await again.locator('[name=htot]').getAttribute('aria-invalid'), 'true');
    assert.ok(await again.locator('[name=htot]').isVisible(), 'its form is open');
    await isWell(page, 'a holiday, half');
    await again.locator('[name=htot]').fill('15:00');
    await again.locator('[value=feest-tijden]').click();
    await page.waitForLoadState('load');

    // A period says which days among it keep their own times.
    await page.locator('#eerste').fill('2026-12-20');
    await page.locator('#laatste').fill('2026-12-31');
    await press(page, '[value=periode]');
    assert.match(await page.locator('main .notice').innerText(), /26 december: 11\.15–12\.30 uur, 13\.30–15\.00 uur/);
    await isWell(page, 'a period');
    assert.deepEqual(problems.filter((it) => !it.includes('400')), []);
    await context.close();
  });
}
