// Somebody without e-mail calls for help: the coordinator writes it down while she listens, asks a
// neighbour who offers such a thing, and chooses her. Once for somebody who is just named, whose
// number only the neighbour gets to see; once for a member without a mail address, for whom the
// coordinator acts. With JavaScript and without it, on a telephone.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openHouse, visitor } from './house.mjs';
import { elsewhere, enterDemo, isWell, press } from './steps.mjs';

const open = openHouse();
// A Thursday to come: the clock of the house stands on a Saturday.
const DAY = '2026-11-26';

/** Ticks or chooses something by its name and value. */
const tick = (page, name, value) => page.locator(`main [name=${name}][value="${value}"]`).check();

/** Comes from the front of the desk to a form in which nothing stands yet. */
const toForm = async (page) => {
  await page.locator('.desk-wait a[href*="/beheer/hulp"]').click();
  await page.waitForLoadState('load');
  await press(page, 'a.button-main');
};

/** Asks somebody who is suggested. */
const askOf = async (page, name) => {
  await page.locator('.need-suggestion', { hasText: name }).locator('input').check();
  await press(page, '[name=doe][value=vraag]');
  assert.match(page.url(), /gedaan=gevraagd/, await page.locator('main').innerText());
};

/** What a neighbour was asked, by its words, on their own page. */
const asked = (page, words) => page.locator('.need-asked', { hasText: words });

for (const [scripts, colorScheme] of [[true, 'light'], [false, 'dark']]) {
  const how = scripts ? 'with JavaScript' : 'without JavaScript';
  const options = { javaScriptEnabled: scripts, colorScheme };

  test(`somebody calls, and a neighbour helps (${how})`, async () => {
    const { house } = open;
    const words = `De afstandsbediening ${scripts ? 'van de televisie' : 'van de radio'} doet niets meer.`;
    const desk = await visitor(open.browser, options);
    await enterDemo(desk.page, house, 'organisator', '/beheer');
    assert.match(await desk.page.locator('.desk-waits').innerText(), /hulpvra/);
    await desk.page.locator('.desk-wait a[href*="/beheer/hulp"]').click();
    await desk.page.waitForLoadState('load');
    await isWell(desk.page, 'the needs');
    assert.match(await desk.page.locator('#blijft-liggen + .need-list').innerText(), /Wacht al 4 dagen/);
    await press(desk.page, 'a.button-main');
    await isWell(desk.page, 'a new need');

    // What is missing is named, and what was typed stays.
    await tick(desk.page, 'voor', 'ander');
    await isWell(desk.page, 'a new need, of somebody else');
    await desk.page.locator('#voornaam').fill('Wil');
    await desk.page.locator('#telefoon').fill('020 555 01 79');
    await desk.page.locator('#waar').fill('Dapperbuurt');
    await desk.page.locator('#notitie').fill(words);
    await press(desk.page, '.account-form [type=submit]');
    assert.match(await desk.page.locator('[role=alert]').innerText(), /Kies wat er nodig is/);
    await isWell(desk.page, 'no topic');
    assert.equal(await desk.page.locator('#voornaam').inputValue(), 'Wil');
    await tick(desk.page, 'wat', 'tech');
    await tick(desk.page, 'wanneer', 'thursday.morning');
    await desk.page.locator('#notitie').fill('Bel haar op 06 12345678.');
    await press(desk.page, '.account-form [type=submit]');
    assert.match(await desk.page.locator('[role=alert]').innerText(), /telefoonnummer/);
    await isWell(desk.page, 'a number in the notes');
    await desk.page.locator('#notitie').fill(words);
    await press(desk.page, '.account-form [type=submit]');
    assert.match(desk.page.url(), /\/beheer\/hulp\/ned_/, await desk.page.locator('main').innerText());
    const need = new URL(desk.page.url()).pathname;
    await isWell(desk.page, 'a need, and who can');
    assert.doesNotMatch(await desk.page.locator('main').innerText(), /555 01 79/);
    const joke = desk.page.locator('.need-suggestion', { hasText: 'Joke' });
    assert.match(await joke.innerText(), /Precies dit/);
    await press(desk.page, '[name=doe][value=vraag]');
    assert.match(await desk.page.locator('[role=alert]').innerText(), /Vink eerst iemand aan/);
    await isWell(desk.page, 'nobody ticked');
    await askOf(desk.page, 'Joke');
    await isWell(desk.page, 'a need, asked');

    const hers = await visitor(open.browser, options);
    await enterDemo(hers.page, house, 'vrijwilliger', '/mijn');
    await isWell(hers.page, 'my page, asked');
    await hers.page.locator('.notice a[href="/mijn/hulpvragen"]').click();
    await hers.page.waitForLoadState('load');
    await isWell(hers.page, 'what the desk asks');
    assert.doesNotMatch(await asked(hers.page, words).innerText(), /Wil|555/);
    await asked(hers.page, words).locator('[value=ja]').click();
    await hers.page.waitForLoadState('load');
    assert.match(hers.page.url(), /gedaan=ja/);
    await isWell(hers.page, 'I can');
    assert.equal(await asked(hers.page, words).locator('[value=toon]').count(), 0, 'not before she is chosen');

    await desk.page.goto(house.base + need);
    await isWell(desk.page, 'she said yes');
    await press(desk.page, '[name=doe][value=kies]');
    assert.match(desk.page.url(), /gedaan=gekozen/);
    await isWell(desk.page, 'she goes');
    await press(desk.page, '[name=doe][value=toon]');
    assert.match(await desk.page.locator('.need-shown').innerText(), /Wil[^]*020 555 01 79/);
    await isWell(desk.page, 'whom to call, at the desk');

    await hers.page.goto(`${house.base}/mijn/meldingen`);
    assert.match(await hers.page.locator('.alert-row').first().innerText(), /Jij gaat iemand helpen/);
    await hers.page.goto(`${house.base}/mijn/hulpvragen`);
    await isWell(hers.page, 'it is I');
    await asked(hers.page, words).locator('[value=toon]').click();
    await hers.page.waitForLoadState('load');
    assert.equal(await asked(hers.page, words).locator('.need-shown a').getAttribute('href'), 'tel:0205550179');
    await isWell(hers.page, 'whom to call');
    await asked(hers.page, words).locator('[value=gelukt]').click();
    await hers.page.waitForLoadState('load');
    assert.match(hers.page.url(), /gedaan=gelukt/);
    await isWell(hers.page, 'it was done');

    await desk.page.goto(house.base + need);
    assert.match(await desk.page.locator('.deal-state').first().innerText(), /Gelukt/);
    await isWell(desk.page, 'a need, done');
    await desk.page.goto(`${house.base}/beheer/logboek`);
    const log = await desk.page.locator('.desk-lines').innerText();
    assert.match(log, /bekeek de naam of het nummer bij een hulpvraag/);
    assert.doesNotMatch(log, /Wil\b|555 01 79/);
    assert.deepEqual(elsewhere(house, [...desk.requests, ...hers.requests]), []);
    assert.deepEqual([...desk.problems, ...hers.problems].filter((it) => !/400/.test(it)), []);
    await desk.context.close();
    await hers.context.close();
  });

  test(`a member without e-mail is helped, and the coordinator acts for her (${how})`, async () => {
    const { house } = open;
    const words = `Een kast ${scripts ? 'van beneden naar boven' : 'naar de kringloop'} dragen.`;
    const desk = await visitor(open.browser, options);
    await enterDemo(desk.page, house, 'organisator', '/beheer');
    await toForm(desk.page);
    await desk.page.locator('#voor label', { hasText: 'Mevrouw De Wit' }).locator('input').check();
    if (scripts) assert.equal(await desk.page.locator('#telefoon').isVisible(), false, 'her number is known');
    await tick(desk.page, 'wat', 'groceries');
    await desk.page.locator('#waar').fill('Dapperbuurt');
    await desk.page.locator('#notitie').fill(words);
    await press(desk.page, '.account-form [type=submit]');
    const need = new URL(desk.page.url()).pathname;
    await askOf(desk.page, 'Samira');

    const hers = await visitor(open.browser, options);
    await enterDemo(hers.page, house, 'bewoner', '/mijn/hulpvragen');
    await asked(hers.page, words).locator('[value=ja]').click();
    await hers.page.waitForLoadState('load');
    await desk.page.goto(house.base + need);
    await press(desk.page, '[name=doe][value=kies]');
    assert.match(desk.page.url(), /gedaan=gekozen/, await desk.page.locator('main').innerText());
    await isWell(desk.page, 'a need of a member, with an agreement');

    // She and the coordinator, who acts for Mevrouw De Wit, agree as any two neighbours do.
    await press(desk.page, '[name=doe][value=afspraak]');
    assert.match(desk.page.url(), /\/mijn\/afspraken\/agr_/);
    assert.match(await desk.page.locator('.acting-line').innerText(), /Je handelt voor Mevrouw De Wit/);
    await isWell(desk.page, 'the agreement, for her');
    if (await desk.page.locator('#dag').count()) {
      await desk.page.locator('#dag').fill(DAY);
      await desk.page.locator('#van').fill('10:00');
      await desk.page.locator('#tot').fill('11:00');
      await press(desk.page, '[value=afspreken]');
    }
    await hers.page.goto(`${house.base}/mijn/hulpvragen`);
    await isWell(hers.page, 'it is I, with an agreement');
    await asked(hers.page, words).locator('a.button').click();
    await hers.page.waitForLoadState('load');
    assert.equal(new URL(hers.page.url()).pathname, new URL(desk.page.url()).pathname);
    await isWell(hers.page, 'the agreement, hers');
    await press(hers.page, '[value=gelukt]');
    await desk.page.reload();
    await press(desk.page, '[value=gelukt]');
    await desk.page.goto(house.base + need);
    assert.match(await desk.page.locator('.deal-state').first().innerText(), /Gelukt/);

    const neighbour = await visitor(open.browser, options);
    await enterDemo(neighbour.page, house, 'winkel', '/mijn');
    assert.equal((await neighbour.page.goto(house.base + need)).status(), 404, 'nobody else reads it');
    for (const each of [desk, hers, neighbour]) await each.context.close();
  });
}
