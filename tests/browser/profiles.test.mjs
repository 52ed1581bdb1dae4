// Acting as a business, acting for a neighbour without e-mail, and an address confirmed by a
// letter: with JavaScript and without it, on a telephone. Nothing axe finds, nothing too wide,
// nothing too small to hit.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openHouse, visitor } from './house.mjs';
import { enterDemo, isWell, member, press, signIn } from './steps.mjs';

const TODAY = '2026-11-21';

const open = openHouse();

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
    const organiser = await visitor(open.browser, { javaScriptEnabled, colorScheme });
    const desk = organiser.page;
    await enterDemo(desk, open.house, 'organisator', '/beheer/machtigingen');
    await isWell(desk, 'the desk, before anybody is registered');
    await desk.locator('#naam').fill(wit);
    await desk.locator('#hoe').fill('Javastraat 7, 1094 HA');
    await desk.locator('#op').fill(TODAY);
    await press(desk, '[value=inschrijven]');
    assert.equal(await desk.locator('#hoe').getAttribute('aria-invalid'), 'true', 'no address');
    assert.equal(await desk.locator('#naam').inputValue(), wit, 'what was typed is kept');
    await isWell(desk, 'a note with an address');
    await desk.locator('#hoe').fill('Belt liever na tien uur');
    await press(desk, '[value=inschrijven]');
    await isWell(desk, 'somebody is registered');
    await desk.locator('#lid').selectOption({ label: (await desk.locator('#lid option').allInnerTexts()).find((it) => it.startsWith(wit)) });
    await desk.locator('#wie').fill('joke');
    await desk.locator('input[value=keep_places]').check();
    await desk.locator('#getekend').fill(TODAY);
    await press(desk, '[value=machtig]');
    assert.match(await desk.locator('.mandate').first().innerText(), new RegExp(`Joke voor ${wit}`));
    await isWell(desk, 'a mandate was written down');

    const volunteer = await visitor(open.browser, { javaScriptEnabled, colorScheme });
    const page = volunteer.page;
    await enterDemo(page, open.house, 'vrijwilliger', '/mijn/namens');
    await isWell(page, 'as whom one acts');
    await page.locator('.hat', { hasText: wit }).locator('button').click();
    await page.waitForLoadState('load');
    assert.match(await page.locator('.acting-line').innerText(), new RegExp(`Je handelt voor ${wit}`));
    await isWell(page, 'acting for somebody');
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
    await isWell(page, 'my mandates');
    await page.locator('.mandate', { hasText: wit }).locator('a.button').click();
    const said = await page.locator('.desk-lines').innerText();
    assert.match(said, new RegExp(`Joke voor ${wit}: voegde een plek toe:\\s+${place}`));
    assert.match(said, new RegExp(`Joke voor ${wit}: wijzigde\\s+${place}`));
    await isWell(page, 'what was done');
    await desk.goto(`${base}/beheer/logboek`);
    assert.match(await desk.locator('.desk-lines').innerText(), new RegExp(`Joke voor ${wit}`));

    // She has an address now, and comes in herself.
    await desk.goto(`${base}/beheer/machtigingen`);
    const person = desk.locator('.desk-person', { hasText: wit });
    await person.locator('summary').click();
    await person.locator('[value=code]').click();
    await desk.waitForLoadState('load');
    const letters = (await desk.locator('.entry-code .big-code').innerText()).trim();
    await isWell(desk, 'a code for her');
    const herself = await visitor(open.browser, { javaScriptEnabled, colorScheme });
    const email = `wit-${colorScheme}@voorbeeld.nl`;
    await herself.page.goto(`${base}/inloggen`);
    await herself.page.getByRole('link', { name: 'Ik heb een code van de balie' }).click();
    await herself.page.locator('#email').fill(email);
    await herself.page.locator('#code').fill('AAAA-AAAA');
    await press(herself.page, '[type=submit]');
    assert.equal(await herself.page.locator('#code').getAttribute('aria-invalid'), 'true');
    await isWell(herself.page, 'a wrong code from the desk');
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
    const { context, page, problems } = await visitor(open.browser, { javaScriptEnabled, colorScheme });
    await enterDemo(page, open.house, 'bewoner', '/mijn/namens');
    await press(page, 'form[action="/mijn/namens/nieuw"] [type=submit]');
    assert.ok(await page.locator('.notice').count(), 'a kind is needed');
    await isWell(page, 'no kind chosen');
    await page.locator('[name=soort][value=merchant]').check();
    await page.locator('#naam').fill(`Bakkerij ${colorScheme}`);
    await press(page, 'form[action="/mijn/namens/nieuw"] [type=submit]');
    await isWell(page, 'who belongs to it');
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
    await enterDemo(milan.page, open.house, 'winkel', '/mijn/plekken');
    assert.doesNotMatch(await milan.page.locator('main').innerText(), new RegExp(`Broodplank ${colorScheme}`), 'nobody belongs unasked');
    await milan.page.goto(`${base}/mijn/namens`);
    await isWell(milan.page, 'somebody is asked to belong');
    await press(milan.page, 'section[aria-labelledby=gevraagd] [value=ja]');
    await milan.page.goto(`${base}/mijn/plekken`);
    assert.match(await milan.page.locator('main').innerText(), new RegExp(`Broodplank ${colorScheme}`));
    assert.deepEqual(problems.filter((it) => !/status of 400/.test(it)), []);
    await context.close();
    await milan.context.close();
  });

  test(`an address is confirmed by a letter (${how})`, async () => {
    const { base } = open.house;
    const { context, page } = await visitor(open.browser, { javaScriptEnabled, colorScheme });
    const email = `brief-${colorScheme}@oost.example`;
    await member(open.house, email, `Tine Brief ${colorScheme}`);
    await signIn(page, open.house, email, { back: '/gemeenschap/oost' });
    await page.locator('#akkoord').check();
    await press(page, '[type=submit]');
    await page.goto(`${base}/mijn/vertrouwen`);
    await isWell(page, 'what is known');
    for (const [id, value] of [['straat', 'Javastraat'], ['nummer', '7'], ['postcode', '94'], ['plaats', 'Amsterdam']]) {
      await page.locator(`#${id}`).fill(value);
    }
    await press(page, '[value=brief]');
    assert.equal(await page.locator('#postcode').getAttribute('aria-invalid'), 'true');
    await isWell(page, 'a wrong postcode');
    await page.locator('#postcode').fill('1094ha');
    await press(page, '[value=brief]');
    assert.match(await page.locator('main').innerText(), /1094 HA/);
    await isWell(page, 'a letter was asked for');
    const organiser = await visitor(open.browser, { javaScriptEnabled, colorScheme });
    await enterDemo(organiser.page, open.house, 'organisator', '/beheer/leden');
    await isWell(organiser.page, 'the members, with what is known');
    await press(organiser.page, 'form[action="/beheer/brieven"] button');
    await isWell(organiser.page, 'the letters');
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
    await isWell(page, 'an address that is confirmed');
    await page.goto(`${base}/mijn`);
    assert.match(await page.locator('main').innerText(), /Adres klopt/);
    await isWell(page, 'my page');
    await context.close();
    await organiser.context.close();
  });
}
