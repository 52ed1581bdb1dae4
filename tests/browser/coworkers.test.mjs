// An owner asks somebody by mail, who becomes a member on the way and keeps the place along; and what
// they typed survives that they are signed out meanwhile. On a telephone, with and without JavaScript.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openHouse, visitor } from './house.mjs';
import { elsewhere, enter, isWell, member, own, press, signIn } from './steps.mjs';

const open = openHouse();

for (const [javaScriptEnabled, language, colorScheme] of [
  [true, 'nl-NL', 'light'],
  [false, 'nl-NL', 'dark'],
]) {
  const how = javaScriptEnabled ? 'with JavaScript' : 'without JavaScript';
  const tag = javaScriptEnabled ? 'met' : 'zonder';
  const options = { javaScriptEnabled, language, colorScheme };

  test(`somebody who is asked by mail keeps a place along (${how})`, async () => {
    const { house } = open;
    const owner = `eigenaar-${tag}@voorbeeld.nl`;
    const asked = `medewerker-${tag}@voorbeeld.nl`;
    const slug = javaScriptEnabled ? 'klei-kade' : 'antiek-de-gouden-kikker';
    member(house, owner, 'Piet');
    const id = await own(house, slug, owner);

    const theirs = await visitor(open.browser, options);
    await signIn(theirs.page, house, owner, { back: '/mijn/plekken' });
    await isWell(theirs.page, 'my places');
    await theirs.page.locator('.kept-links a[href$=medewerkers]').click();
    await theirs.page.waitForLoadState('load');
    await isWell(theirs.page, 'nobody yet');
    await theirs.page.locator('#email').fill('medewerker');
    await press(theirs.page, '[value=uitnodigen]');
    assert.equal(await theirs.page.locator('#email').getAttribute('aria-invalid'), 'true');
    await isWell(theirs.page, 'a wrong address');
    await theirs.page.locator('#email').fill(asked);
    await press(theirs.page, '[value=uitnodigen]');
    assert.match(theirs.page.url(), /gedaan=uitgenodigd/);
    assert.match(await theirs.page.locator('.crew-asked').innerText(), new RegExp(asked));
    await isWell(theirs.page, 'somebody is asked');

    const { context, page, requests } = await visitor(open.browser, options);
    const link = await house.link(asked);
    await page.goto(link);
    await isWell(page, 'an invitation');
    await press(page, '.button-main');
    await enter(page, house, asked, { name: 'Noor', letters: 2 });
    assert.equal(page.url(), link, 'back to the invitation');
    await isWell(page, 'one button');
    await press(page, 'form[action*=medewerker] [type=submit]');
    assert.match(page.url(), /\/mijn\/plekken\?gedaan=erbij/);
    assert.match(await page.locator('main .calm-line').innerText(), /nu mee bij/);
    await isWell(page, 'in');

    await page.goto(`${house.base}/mijn/plekken/${id}/wijzigen`);
    const words = `Klei, glazuur & geduld (${tag}).`;
    await page.locator('#omschrijving').fill(words);
    await context.clearCookies({ name: 'koop' });
    await press(page, '[value=bewaar]');
    assert.match(page.url(), /\/inloggen\?terug=/);
    assert.match(await page.locator('main .calm-line').innerText(), /is bewaard/);
    await isWell(page, 'what was typed waits');
    await enter(page, house, asked, { letters: 3 });
    assert.equal(page.url(), `${house.base}/mijn/plekken/${id}/wijzigen?verder=ja`);
    assert.equal(await page.locator('#omschrijving').inputValue(), words);
    await isWell(page, 'what was typed is back');
    await press(page, '[value=bewaar]');
    assert.match(page.url(), /gedaan=bewaard/);
    await page.goto(`${house.base}/plek/${slug}`);
    assert.ok((await page.locator('.place').innerText()).includes(words));

    await page.goto(`${house.base}/plek-toevoegen`);
    await page.locator('#naam').fill('Half af');
    await page.locator('#categorie').selectOption('bicycle-repair');
    await press(page, '[value="2"]');
    await page.goto(`${house.base}/plek-toevoegen`);
    assert.match(await page.locator('.draft-begun').innerText(), /Half af/);
    await isWell(page, 'left half way');
    await press(page, '.draft-begun a');
    assert.equal(await page.locator('[name=naam]').inputValue(), 'Half af');
    assert.deepEqual(elsewhere(house, requests), []);
    await theirs.context.close();
    await context.close();
  });
}
