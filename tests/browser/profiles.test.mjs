// Acting as a business, acting for a neighbour without e-mail, and an address confirmed by a
// letter: with JavaScript and without it, on a telephone. Nothing axe finds, nothing too wide,
// nothing too small to hit.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import { openHouse, visitor } from './house.mjs';

const PASSWORD = 'dapper fietsbel pompoensoep';
const TARGET_PX = 43.5;
const TODAY = '2026-11-21';

const open = openHouse();

const isWell = async (page, where) => {
  const axe = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const found = axe.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(' | ')}`);
  assert.deepEqual(found, [], `axe, ${where}`);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(over <= 0, `${where} is ${over} px too wide`);
  const small = await page.evaluate((least) =>
    [...document.querySelectorAll('main :is(button, input:not([type=hidden]), select, summary, .button, .account-links a), .acting-line a')]
      .filter((e) => e.checkVisibility() && !e.closest('.sr-only, .skip-link'))
      .map((e) => ({ e: e.outerHTML.slice(0, 90), h: (e.closest('label') ?? e).getBoundingClientRect().height }))
      .filter(({ h }) => h > 0 && h < least)
      .map(({ e, h }) => `${h}px ${e}`),
  TARGET_PX);
  assert.deepEqual(small, [], where);
};

const press = async (page, button) => {
  await page.locator(`main ${button}`).first().click();
  await page.waitForLoadState('load');
};

const signIn = async (page, base, who, back) => {
  await page.goto(`${base}/inloggen?terug=${encodeURIComponent(back)}`);
  await page.locator('#email').fill(`${who}@oost.example`);
  await page.locator('#wachtwoord').fill(PASSWORD);
  await press(page, '[type=submit]');
};

// Brings a place in, in its four steps.
const addPlace = async (page, base, name) => {
  await page.goto(`${base}/plek-toevoegen`);
  await page.locator('#naam').fill(name);
  await page.locator('#categorie').selectOption('bicycle-repair');
  await press(page, '[value="2"]');
  await page.locator('#straat').fill('Dapperstraat');
  await page.locator('#nummer').fill('7');
  await page.locator('#postcode').fill('1093 AB');
  await page.locator('#plaats').fill('Amsterdam');
  await press(page, '[value="3"]');
  await page.locator('#tijden').fill('ma-zo 9.00-23.00');
  await press(page, '[value="4"]');
  await press(page, '[value=klaar]');
  if (await page.locator('[value=een-andere]').count()) await press(page, '[value=een-andere]');
  assert.match(page.url(), /gedaan=toegevoegd/);
};

for (const [javaScriptEnabled, colorScheme] of [
  [true, 'light'],
  [false, 'dark'],
]) {
  const how = `${javaScriptEnabled ? 'with' : 'without'} JavaScript, ${colorScheme}`;
  const wit = `Mevrouw De Wit ${colorScheme}`;
  const place = `Naaikamer ${colorScheme}`;

  test(`a volunteer acts for a neighbour without e-mail (${how})`, async () => {
    const { base, code } = open.house;
    // Without JavaScript axe cannot run: the structure is looked at with it.
    const look = javaScriptEnabled ? isWell : async () => {};
    const organiser = await visitor(open.browser, { javaScriptEnabled, colorScheme });
    const desk = organiser.page;
    await signIn(desk, base, 'organisator', '/beheer/machtigingen');
    await look(desk, 'the desk, before anybody is registered');
    await desk.locator('#naam').fill(wit);
    await desk.locator('#hoe').fill('Javastraat 7, 1094 HA');
    await desk.locator('#op').fill(TODAY);
    await press(desk, '[value=inschrijven]');
    assert.equal(await desk.locator('#hoe').getAttribute('aria-invalid'), 'true', 'no address');
    assert.equal(await desk.locator('#naam').inputValue(), wit, 'what was typed is kept');
    await look(desk, 'a note with an address');
    await desk.locator('#hoe').fill('Belt liever na tien uur');
    await press(desk, '[value=inschrijven]');
    await look(desk, 'somebody is registered');
    await desk.locator('#lid').selectOption({ label: (await desk.locator('#lid option').allInnerTexts()).find((it) => it.startsWith(wit)) });
    await desk.locator('#wie').fill('joke');
    await desk.locator('input[value=keep_places]').check();
    await desk.locator('#getekend').fill(TODAY);
    await press(desk, '[value=machtig]');
    assert.match(await desk.locator('.mandate').first().innerText(), new RegExp(`Joke voor ${wit}`));
    await look(desk, 'a mandate was written down');

    const volunteer = await visitor(open.browser, { javaScriptEnabled, colorScheme });
    const page = volunteer.page;
    await signIn(page, base, 'vrijwilliger', '/mijn/namens');
    await look(page, 'as whom one acts');
    await page.locator('.hat', { hasText: wit }).locator('button').click();
    await page.waitForLoadState('load');
    assert.match(await page.locator('.acting-line').innerText(), new RegExp(`Je handelt voor ${wit}`));
    await look(page, 'acting for somebody');
    await addPlace(page, base, place);
    assert.match(await page.locator('.acting-line').innerText(), new RegExp(wit), 'on every page');
    await page.goto(`${base}/mijn/plekken`);
    assert.match(await page.locator('.kept').first().innerText(), new RegExp(place));
    await press(page, '.kept-now [value=dicht]');
    await page.goto(`${base}/mijn/namens`);
    await page.locator('.hat').first().locator('button').click();
    await page.waitForLoadState('load');
    assert.equal(await page.locator('.acting-line').count(), 0, 'as herself again');
    await page.goto(`${base}/mijn/plekken`);
    assert.doesNotMatch(await page.locator('main').innerText(), new RegExp(place), 'it is not hers');

    await page.goto(`${base}/mijn/machtigingen`);
    await look(page, 'my mandates');
    await page.locator('.mandate', { hasText: wit }).locator('a.button').click();
    const said = await page.locator('.desk-lines').innerText();
    assert.match(said, new RegExp(`Joke voor ${wit}: voegde een plek toe:\\s+${place}`));
    assert.match(said, new RegExp(`Joke voor ${wit}: wijzigde\\s+${place}`));
    await look(page, 'what was done');
    await desk.goto(`${base}/beheer/logboek`);
    assert.match(await desk.locator('.desk-lines').innerText(), new RegExp(`Joke voor ${wit}`));

    // She has an address now, and comes in herself.
    await desk.goto(`${base}/beheer/machtigingen`);
    const person = desk.locator('.desk-person', { hasText: wit });
    await person.locator('summary').click();
    await person.locator('[value=code]').click();
    await desk.waitForLoadState('load');
    const letters = (await desk.locator('.entry-code .big-code').innerText()).trim();
    await look(desk, 'a code for her');
    const herself = await visitor(open.browser, { javaScriptEnabled, colorScheme });
    const email = `wit-${colorScheme}@voorbeeld.nl`;
    await herself.page.goto(`${base}/inloggen`);
    await herself.page.getByRole('link', { name: 'Ik heb een code van de balie' }).click();
    await herself.page.locator('#email').fill(email);
    await herself.page.locator('#code').fill('AAAA-AAAA');
    await press(herself.page, '[type=submit]');
    assert.equal(await herself.page.locator('#code').getAttribute('aria-invalid'), 'true');
    await look(herself.page, 'a wrong code from the desk');
    await herself.page.locator('#code').fill(letters.toLowerCase());
    await press(herself.page, '[type=submit]');
    await herself.page.locator('#code').fill(await code(email));
    await press(herself.page, '[type=submit]');
    await herself.page.goto(`${base}/mijn/plekken`);
    assert.match(await herself.page.locator('.kept').first().innerText(), new RegExp(place));
    await herself.page.goto(`${base}/mijn/machtigingen`);
    await herself.page.locator('.mandate [value=stop]').click();
    await herself.page.waitForLoadState('load');
    assert.equal(await herself.page.locator('.mandate.is-over').count(), 1, 'she ended it');
    for (const { context } of [organiser, volunteer, herself]) await context.close();
  });

  test(`a business is kept together (${how})`, async () => {
    const { base } = open.house;
    const look = javaScriptEnabled ? isWell : async () => {};
    const { context, page, problems } = await visitor(open.browser, { javaScriptEnabled, colorScheme });
    await signIn(page, base, 'bewoner', '/mijn/namens');
    await press(page, 'form[action="/mijn/namens/nieuw"] [type=submit]');
    assert.ok(await page.locator('.notice').count(), 'a kind is needed');
    await look(page, 'no kind chosen');
    await page.locator('[name=soort][value=merchant]').check();
    await page.locator('#naam').fill(`Bakkerij ${colorScheme}`);
    await press(page, 'form[action="/mijn/namens/nieuw"] [type=submit]');
    await look(page, 'who belongs to it');
    await page.locator('#wie').fill('niemand-heet-zo');
    await press(page, '[value=binnen]');
    assert.equal(await page.locator('#wie').getAttribute('aria-invalid'), 'true');
    await page.locator('#wie').fill('milan');
    await press(page, '[value=binnen]');
    assert.match(await page.locator('main').innerText(), /@milan/);
    await page.goto(`${base}/mijn/namens`);
    await page.locator('.hat', { hasText: `Bakkerij ${colorScheme}` }).locator('button').click();
    await page.waitForLoadState('load');
    assert.match(await page.locator('.acting-line').innerText(), /Je handelt als Bakkerij/);
    await addPlace(page, base, `Broodplank ${colorScheme}`);
    const milan = await visitor(open.browser, { javaScriptEnabled, colorScheme });
    await signIn(milan.page, base, 'winkel', '/mijn/plekken');
    assert.match(await milan.page.locator('main').innerText(), new RegExp(`Broodplank ${colorScheme}`));
    assert.deepEqual(problems.filter((it) => !/status of 400/.test(it)), []);
    await context.close();
    await milan.context.close();
  });

  test(`an address is confirmed by a letter (${how})`, async () => {
    const { base } = open.house;
    const look = javaScriptEnabled ? isWell : async () => {};
    const { context, page } = await visitor(open.browser, { javaScriptEnabled, colorScheme });
    const who = javaScriptEnabled ? 'winkel' : 'bewoner';
    await signIn(page, base, who, '/mijn/vertrouwen');
    await look(page, 'what is known');
    for (const [id, value] of [['straat', 'Javastraat'], ['nummer', '7'], ['postcode', '94'], ['plaats', 'Amsterdam']]) {
      await page.locator(`#${id}`).fill(value);
    }
    await press(page, '[value=brief]');
    assert.equal(await page.locator('#postcode').getAttribute('aria-invalid'), 'true');
    await look(page, 'a wrong postcode');
    await page.locator('#postcode').fill('1094ha');
    await press(page, '[value=brief]');
    assert.match(await page.locator('main').innerText(), /1094 HA/);
    await look(page, 'a letter was asked for');
    const organiser = await visitor(open.browser, { javaScriptEnabled, colorScheme });
    await signIn(organiser.page, base, 'organisator', '/beheer/leden');
    await look(organiser.page, 'the members, with what is known');
    await press(organiser.page, 'form[action="/beheer/brieven"] button');
    await look(organiser.page, 'the letters');
    const sheet = organiser.page.locator('.letter', { hasText: 'Javastraat 7' });
    const letters = (await sheet.locator('.big-code').innerText()).trim();
    await page.reload();
    await page.locator('#code').fill('AAAA-AAAA');
    await press(page, '[value=code]');
    assert.equal(await page.locator('#code').getAttribute('aria-invalid'), 'true');
    await page.locator('#code').fill(letters.replace('-', ' '));
    await press(page, '[value=code]');
    const known = await page.locator('.trust-list').innerText();
    assert.match(known, /Adres klopt/);
    assert.doesNotMatch(await page.locator('main').innerText(), /Javastraat/, 'it is forgotten');
    await look(page, 'an address that is confirmed');
    await page.goto(`${base}/mijn`);
    assert.match(await page.locator('main').innerText(), /Adres klopt/);
    await look(page, 'my page');
    await context.close();
    await organiser.context.close();
  });
}
