// The board: something is put up on a telephone, asked about where a number stands in it, found by
// a neighbour and by a visitor, answered with a tapped sentence, renewed and taken down. With and
// without JavaScript; nothing that axe finds.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openHouse, visitor } from './house.mjs';
import { elsewhere, enterDemo, isWell, press } from './steps.mjs';

const open = openHouse();

/** Looks until something is in a list: the index follows a moment later. */
const found = async (page, url, words) => {
  const deadline = Date.now() + 15_000;
  for (;;) {
    await page.goto(url);
    if (await page.locator('.post-card', { hasText: words }).count()) return;
    if (Date.now() > deadline) throw new Error(`${words} was not found at ${url}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
};

for (const [hasScript, colorScheme] of [
  [true, 'light'],
  [false, 'dark'],
]) {
  const mode = hasScript ? 'with' : 'without';
  const title = hasScript ? 'Hogedrukspuit voor stoeptegels' : 'Behangtafel met schragen';
  const someone = (context = {}) => visitor(open.browser, { javaScriptEnabled: hasScript, colorScheme, ...context });

  test(`a neighbour puts something up, and another finds and answers it (${mode} JavaScript)`, async () => {
    const { base } = open.house;
    const author = await someone();
    await enterDemo(author.page, open.house, 'bewoner', '/prikbord/nieuw');
    await isWell(author.page, 'what it is');
    await press(author.page, 'a[href*="richting=offer"][href$="soort=item"]');
    await isWell(author.page, 'the form');
    await press(author.page, '[type=submit]');
    assert.equal(await author.page.locator('[aria-invalid=true]').count() + await author.page.locator('.is-wrong').count() > 0, true);
    await isWell(author.page, 'the form, with nothing in it');
    await author.page.locator('#titel').fill(title);
    await author.page.locator('#tekst').fill('Bel gerust op 06 1234 5678.');
    await author.page.locator('#onderwerp').selectOption('tools');
    await author.page.locator('[name=op][value=loan]').check();
    await author.page.locator('[name=op][value=gift]').uncheck();
    await author.page.locator('#leendagen').fill('3');
    await author.page.locator('#waar').fill('Dapperbuurt');
    await author.page.locator('[name=zichtbaar][value=public]').check();
    await press(author.page, '[type=submit]');
    assert.match(await author.page.locator('.board-masked').innerText(), /weghalen/);
    await isWell(author.page, 'a number in public words');
    await author.page.locator('[name=maskeer]').check();
    await press(author.page, '[type=submit]');
    await author.page.waitForURL(/gedaan=geplaatst/);
    await isWell(author.page, 'my post');
    const path = new URL(author.page.url()).pathname;
    assert.doesNotMatch(await author.page.locator('article').innerText(), /1234/);

    const stranger = await someone();
    await found(stranger.page, `${base}/delen?q=${encodeURIComponent(title)}`, title);
    await isWell(stranger.page, 'found by a visitor');
    await stranger.page.goto(base + path);
    await isWell(stranger.page, 'a post for a visitor');
    assert.equal(await stranger.page.locator('.post-by').count(), 0, 'nobody is told whose it is');
    assert.equal(await stranger.page.locator('[name=bericht]').count(), 0);
    assert.deepEqual(elsewhere(open.house, stranger.requests), []);
    await stranger.context.close();

    const neighbour = await someone();
    await enterDemo(neighbour.page, open.house, 'vrijwilliger', path);
    await isWell(neighbour.page, 'a post for a neighbour');
    await neighbour.page.locator('summary', { hasText: 'Tik op een zin' }).click();
    await neighbour.page.locator('[name=zin]').first().click();
    await neighbour.page.waitForLoadState('load');
    assert.match(await neighbour.page.locator('#bericht').inputValue(), /Is dit er nog/);
    await isWell(neighbour.page, 'a sentence was tapped');
    await press(neighbour.page, 'form:has([name=bericht]) [type=submit]');
    await neighbour.page.waitForURL(/mijn\/afspraken\/agr_/);
    await neighbour.context.close();

    await author.page.goto(base + path);
    assert.equal(await author.page.locator('.post-replies li').count(), 1);
    await press(author.page, '[value=verleng]');
    assert.match(author.page.url(), /gedaan=verlengd/);
    await author.page.goto(`${base}/mijn/prikbord`);
    await isWell(author.page, 'my board');
    await author.page.goto(`${base}${path}/wijzigen`);
    assert.equal(await author.page.locator('#titel').inputValue(), title);
    await isWell(author.page, 'changing it');
    await author.page.goto(base + path);
    await author.page.locator('#sluiten summary').click();
    await author.page.locator('[name=uitkomst][value=found]').check();
    await press(author.page, '[value=sluit]');
    assert.match(author.page.url(), /gedaan=afgesloten/);
    assert.deepEqual(author.problems.filter((it) => !/status of 4/.test(it)), []);
    await author.context.close();
  });

  test(`the lists, the agenda and the sheet are well (${mode} JavaScript)`, async () => {
    const { base } = open.house;
    const { context, page, requests } = await someone();
    for (const path of ['/burenhulp', '/delen', '/agenda', '/buurtblad/dapperbuurt', '/delen?q=zzzzzzz', '/prikbord/nieuw?richting=offer&soort=meal', '/prikbord/nieuw?richting=offer&soort=event', '/prikbord/nieuw?richting=request&soort=help']) {
      await page.goto(base + path);
      await isWell(page, path);
    }
    await page.goto(`${base}/burenhulp`);
    await press(page, '.board-tabs a >> nth=2');
    assert.match(page.url(), /richting=request/);
    assert.equal(await page.locator('.board-tabs [aria-current]').innerText(), 'Vraag');
    await page.locator('#waar').fill('1094');
    await press(page, '.search-box [type=submit]');
    assert.match(page.url(), /waar=1094/);
    await isWell(page, 'near a postcode');
    assert.deepEqual(elsewhere(open.house, requests), []);
    await context.close();
  });
}
