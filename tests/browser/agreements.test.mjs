// Two neighbours on two telephones: one puts something on the board, the other replies, they agree
// on a moment, do it, and thank each other. What one does the other hears without loading anything;
// without JavaScript it is there when they look. Then what a steward sees of it when it goes wrong.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openHouse, visitor } from './house.mjs';
import { elsewhere, enterDemo, isWell, press } from './steps.mjs';

const open = openHouse();
// A Thursday to come: the clock of the house stands on a Saturday.
const DAY = '2026-11-26';

/** Waits for words on a page that is not loaded again; without scripts it is. */
const hears = async (page, selector, words, scripts) => {
  if (!scripts) await page.reload();
  await page.locator(selector).filter({ hasText: words }).first().waitFor({ timeout: 15_000 });
};

/** Looks until a card is in a list: the index follows a moment later. */
const found = async (page, url, words) => {
  const deadline = Date.now() + 15_000;
  for (;;) {
    await page.goto(url);
    if (await page.locator('.post-card', { hasText: words }).count()) return;
    if (Date.now() > deadline) throw new Error(`${words} was not found at ${url}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
};

/** How many alerts the head says are new. */
const bell = async (page) =>
  Number((await page.locator('.bell').innerText()).match(/\((\d+)\)/)?.[1] ?? 0);

/** Fills in a moment, and sends the form that it stands in. */
const agree = async (page, where) => {
  await page.locator('#dag').fill(DAY);
  await page.locator('#van').fill('10:00');
  await page.locator('#tot').fill('11:00');
  await page.locator('#waar').fill(where);
  await press(page, '[value=afspreken]');
};

/** Puts something on the board as Samira, and answers its address. */
const offer = async (page, house, title) => {
  await enterDemo(page, house, 'bewoner', '/prikbord/nieuw');
  await page.locator('.board-doors a').nth(1).click();
  await page.waitForLoadState('load');
  await page.locator('#titel').fill(title);
  await page.locator('#tekst').fill('Met boren erbij. Ophalen kan op donderdag.');
  await page.locator('#onderwerp').selectOption({ index: 1 });
  await page.locator('[name=op][value=gift]').check();
  await page.locator('#waar').fill('Dapperbuurt');
  await press(page, '.account-form [type=submit]');
  assert.match(page.url(), /\/prikbord\/[a-z0-9-]+/, await page.locator('main').innerText());
  return new URL(page.url()).pathname;
};

for (const [scripts, colorScheme] of [[true, 'light'], [false, 'dark']]) {
  const how = scripts ? 'with JavaScript' : 'without JavaScript';
  const options = { javaScriptEnabled: scripts, colorScheme };

  test(`two neighbours agree on something, do it and thank each other (${how})`, async () => {
    const { house } = open;
    const title = `Klopboormachine ${scripts ? 'op de stoep' : 'in de gang'}`;
    const hers = await visitor(open.browser, options);
    const post = await offer(hers.page, house, title);
    await hers.page.goto(`${house.base}/mijn`);
    const before = await bell(hers.page);

    const his = await visitor(open.browser, options);
    await enterDemo(his.page, house, 'winkel', '/delen');
    await found(his.page, `${house.base}/delen?q=${encodeURIComponent(title)}`, title);
    await his.page.locator('.post-card', { hasText: title }).getByRole('link', { name: title }).click();
    await his.page.waitForLoadState('load');
    assert.equal(new URL(his.page.url()).pathname, post);
    await his.page.locator('#bericht').fill('Mag ik hem donderdag ophalen?');
    await press(his.page, 'form:has(#bericht) [type=submit]');
    assert.match(his.page.url(), /\/mijn\/afspraken\/agr_/);
    const { pathname } = new URL(his.page.url());
    await isWell(his.page, 'a reply');

    // She sits on another page, and hears that somebody replied.
    await hears(hers.page, '.bell', `(${before + 1})`, scripts);
    await hers.page.locator('.bell').click();
    await hers.page.waitForLoadState('load');
    await isWell(hers.page, 'alerts');
    assert.match(await hers.page.locator('.alert-row').first().innerText(), /Milan reageert/);
    await hers.page.goto(`${house.base}/mijn/afspraken`);
    await isWell(hers.page, 'my agreements');
    await hers.page.locator('.deal-row a', { hasText: title }).click();
    await hers.page.waitForLoadState('load');
    assert.equal(new URL(hers.page.url()).pathname, pathname);
    assert.match(await hers.page.locator('#berichten').innerText(), /donderdag ophalen/);
    await isWell(hers.page, 'an agreement, proposed');
    await press(hers.page, '[value=afspreken]');
    assert.equal(await hers.page.locator('#dag').getAttribute('aria-invalid'), 'true');
    await isWell(hers.page, 'no day');
    await agree(hers.page, 'Op de stoep bij nummer 11');
    assert.match(hers.page.url(), /gedaan=afgesproken/);
    await isWell(hers.page, 'an agreement, agreed');

    // He has it open, and sees it change.
    await hears(his.page, '.deal-path .is-now', 'Afgesproken', scripts);
    await isWell(his.page, 'agreed, his');
    assert.match(await his.page.locator('main').innerText(), /Op de stoep bij nummer 11/);
    const file = await his.page.request.get(`${house.base}${pathname}/afspraak.ics`);
    const calendar = await file.text();
    assert.match(calendar, /DTSTART/);
    assert.doesNotMatch(calendar, /nummer 11/, 'where they meet stays here');

    await his.page.locator('#bericht').fill('Ik neem een tas mee.');
    await press(his.page, '[value=stuur]');
    await hears(hers.page, '#berichten', 'Ik neem een tas mee.', scripts);
    if (scripts) {
      await hers.page.locator('[role=status].sr-only', { hasText: 'Milan schreef' }).waitFor();
      // What one is typing stays while the other writes.
      await hers.page.locator('#bericht').fill('Wat ik nog wilde');
      await his.page.locator('#bericht').fill('Of twee.');
      await press(his.page, '[value=stuur]');
      await hears(hers.page, '#berichten', 'Of twee.', scripts);
      assert.equal(await hers.page.locator('#bericht').inputValue(), 'Wat ik nog wilde');
      await hers.page.locator('#bericht').fill('');
    }

    await press(hers.page, '[value=gelukt]');
    await hears(his.page, '.deal-say', 'zegt dat het gelukt is', scripts);
    await press(his.page, '[value=gelukt]');
    assert.match(await his.page.locator('.deal-path .is-now').innerText(), /Gelukt/);
    await isWell(his.page, 'done');
    await his.page.locator('#bedankje').fill('Hij boort nog als nieuw. Dank je!');
    await his.page.locator('[name=kwam][value=ja]').check();
    await his.page.locator('#stil').fill('Alles was prima.');
    await press(his.page, '[value=bedank]');
    assert.match(his.page.url(), /gedaan=bedankt/);
    await isWell(his.page, 'thanked');

    await hears(hers.page, '.deal-thanks', 'Hij boort nog als nieuw', scripts);
    assert.doesNotMatch(await hers.page.locator('main').innerText(), /Alles was prima/);
    await hers.page.locator('#antwoord').fill('Graag gedaan, Milan.');
    await press(hers.page, '[value=antwoord]');
    await hears(his.page, '.deal-thanks', 'Graag gedaan, Milan.', scripts);
    await isWell(hers.page, 'answered');

    await hers.page.goto(`${house.base}/mijn/meldingen`);
    await hers.page.locator('[name=mail][value=never]').check();
    await press(hers.page, '[value=mail]');
    assert.equal(await hers.page.locator('[name=mail][value=never]').isChecked(), true);
    await isWell(hers.page, 'no mail');
    assert.deepEqual(elsewhere(house, [...hers.requests, ...his.requests]), []);
    assert.deepEqual([...hers.problems, ...his.problems].filter((it) => !/400/.test(it)), []);
    await hers.context.close();
    await his.context.close();
  });
}

test('a steward reads what was reported and nothing else, and settles what two differ about', async () => {
  const { house } = open;
  const hers = await visitor(open.browser);
  const title = 'Boormachine waar het misgaat';
  const post = await offer(hers.page, house, title);
  const his = await visitor(open.browser);
  await enterDemo(his.page, house, 'winkel', post);
  await his.page.locator('#bericht').fill('Ik haal hem zo op.');
  await press(his.page, 'form:has(#bericht) [type=submit]');
  const { pathname } = new URL(his.page.url());
  await hers.page.goto(house.base + pathname);
  await agree(hers.page, 'In de hal');
  await hers.page.locator('summary', { hasText: 'Er gaat iets mis' }).click();
  await hers.page.locator('#mis').fill('Hij kwam niet en neemt niet op.');
  await press(hers.page, '[value=mis]');
  await isWell(hers.page, 'disputed');
  await hers.page.locator('summary', { hasText: 'Meld dit gesprek' }).click();
  await hers.page.locator('[name=reden][value=unsafe]').check();
  await press(hers.page, '[value=meld]');
  assert.match(hers.page.url(), /gedaan=gemeld/);

  const { page, context } = await visitor(open.browser);
  await enterDemo(page, house, 'vrijwilliger', '/beheer');
  await page.locator('.desk-wait a[href*="/beheer/prikbord"]').click();
  await page.waitForLoadState('load');
  await isWell(page, 'the board at the desk');
  const dispute = page.locator('.queue-case', { hasText: 'neemt niet op' });
  assert.match(await dispute.innerText(), new RegExp(title));
  assert.doesNotMatch(await page.locator('main').innerText(), /In de hal/);
  await dispute.locator('[value=ja]').click();
  await page.waitForLoadState('load');
  await isWell(page, 'without a reason');
  await dispute.locator('textarea').fill('Jullie spraken elkaar, de boor is terug.');
  await dispute.locator('[value=ja]').click();
  await page.waitForLoadState('load');
  assert.match(page.url(), /gedaan=besloten/);
  const report = page.locator('.queue-case', { hasText: 'Ik haal hem zo op.' });
  await report.locator('textarea').fill('Hier is niets onveiligs gezegd.');
  await report.locator('[value=nee]').click();
  await page.waitForLoadState('load');
  assert.match(page.url(), /gedaan=besloten/);
  await hers.page.goto(house.base + pathname);
  assert.match(await hers.page.locator('main').innerText(), /de boor is terug/);
  await hers.context.close();
  await his.context.close();
  await context.close();
});
