// A straatronde, and a resident's correction that reaches the owner: on a telephone, with and
// without JavaScript; no barrier axe can see, nothing beside the screen, targets for a thumb.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openHouse, visitor } from './house.mjs';
import { isWell, member, own, press, signIn } from './steps.mjs';

const STREET = '/straatronde?straat=Javastraat';

const open = openHouse();

for (const javaScriptEnabled of [false, true]) {
  const how = javaScriptEnabled ? 'with JavaScript' : 'without JavaScript';
  const tag = javaScriptEnabled ? 'met' : 'zonder';

  test(`${how}: a straatronde, one question at a time`, async () => {
    const email = `buur-${tag}@voorbeeld.nl`;
    member(open.house, email, 'Hanneke');
    const { context, page } = await visitor(open.browser, { javaScriptEnabled });
    await signIn(page, open.house, email);
    await page.goto(`${open.house.base}/straatronde`);
    await isWell(page, 'where to walk');
    await page.locator('#zoek').fill('1094 AB');
    await press(page, '[type=submit]');
    assert.match(await page.locator('main h2').first().innerText(), /1094/);
    await isWell(page, 'streets near a postcode');
    await page.goto(open.house.base + STREET);
    const question = page.locator('#vraag');
    const counted = async () => (await page.locator('#vordering').innerText()).match(/\d+/g).map(Number);
    const [before, total] = await counted();
    const first = await question.innerText();
    await isWell(page, 'a question');
    await press(page, '.round-answers [value=yes]');
    assert.deepEqual(await counted(), [before + 1, total]);
    assert.notEqual(await question.innerText(), first);
    assert.match(await page.locator('main .calm-line').innerText(), /is er nog/);
    const second = await question.innerText();
    await press(page, '.round-answers [value=skipped]');
    assert.deepEqual(await counted(), [before + 1, total], 'what is skipped is not done');
    const third = await question.innerText();
    await press(page, '.round-answers [value=no]');
    assert.deepEqual(await counted(), [before + 2, total]);
    await isWell(page, 'after an answer');
    await press(page, 'form[action$=terug] button');
    assert.equal(await question.innerText(), third, 'the last answer is taken back');
    assert.deepEqual(await counted(), [before + 1, total]);
    assert.notEqual(third, second);
    await page.goto(`${open.house.base}${STREET.replace('?', '/lijst?')}`);
    assert.equal(await page.locator('tbody tr').count(), total);
    await isWell(page, 'a list to print');
    await page.emulateMedia({ media: 'print' });
    assert.ok(!(await page.locator('.walk-how').isVisible()), 'paper has no hints for a screen');
    await page.emulateMedia({ media: 'screen' });
    await page.goto(`${open.house.base}${STREET.replace('?', '/posters?')}`);
    assert.equal(await page.locator('.poster').count(), total);
    await isWell(page, 'posters to print');
    await context.close();
  });

  test(`${how}: a resident's correction reaches the owner and is accepted`, async () => {
    const slug = javaScriptEnabled ? 'klei-kade' : 'antiek-de-gouden-kikker';
    const owner = `eigenaar-${tag}@voorbeeld.nl`;
    member(open.house, owner, 'Piet');
    const id = await own(open.house, slug, owner);
    const resident = await visitor(open.browser, { javaScriptEnabled });
    const { page } = resident;
    await page.goto(`${open.house.base}/plek/${slug}`);
    await press(page, '.mending-ways .button');
    await isWell(page, 'what is wrong');
    await press(page, '.mending-choices a[href$=hours]');
    await page.locator('#voorstel').fill('soms wel 25:99');
    await press(page, '[type=submit]');
    assert.equal(await page.locator('#voorstel').getAttribute('aria-invalid'), 'true');
    assert.equal(await page.locator('#voorstel').inputValue(), 'soms wel 25:99');
    await isWell(page, 'hours that cannot be read');
    await page.locator('#voorstel').fill('ma-za 10.00-18.00');
    await page.locator('#toelichting').fill('Staat zo op de deur.');
    await press(page, '[type=submit]');
    assert.match(await page.locator('main h1').innerText(), /Dank je wel/);
    await isWell(page, 'thanks');
    await resident.context.close();

    const letter = await open.house.letter(owner);
    const link = letter.match(/\/mijn\/plekken\/\S+\/meldingen/)[0];
    assert.equal(link, `/mijn/plekken/${id}/meldingen`);
    const theirs = await visitor(open.browser, { javaScriptEnabled });
    await signIn(theirs.page, open.house, owner);
    await theirs.page.goto(`${open.house.base}/plek/${slug}`);
    await isWell(theirs.page, 'the page of a place of mine');
    await theirs.page.goto(open.house.base + link);
    assert.match(await theirs.page.locator('.report-list').innerText(), /ma-za 10\.00-18\.00/);
    await isWell(theirs.page, 'reports');
    await press(theirs.page, '[value=nee]');
    assert.match(await theirs.page.locator('.form-error').innerText(), /waarom/i);
    await isWell(theirs.page, 'a refusal without a reason');
    await press(theirs.page, '[value=ja]');
    assert.match(await theirs.page.locator('main .calm-line').innerText(), /Aangepast/);
    await theirs.page.goto(`${open.house.base}/plek/${slug}/geschiedenis`);
    assert.match(await theirs.page.locator('.history > li').first().innerText(), /ma-za 10\.00-18\.00/);
    await isWell(theirs.page, 'the history');
    await press(theirs.page, '.history form button');
    assert.match(await theirs.page.locator('main .calm-line').innerText(), /zoals die was/);
    await theirs.page.goto(`${open.house.base}/plek/${slug}`);
    await press(theirs.page, '.keeper-tools [type=submit]');
    assert.match(await theirs.page.locator('main .calm-line').innerText(), /Bevestigd/);
    await theirs.page.goto(`${open.house.base}/plek/${slug}/poster`);
    await isWell(theirs.page, 'the poster');
    await theirs.page.emulateMedia({ media: 'print' });
    assert.ok(!(await theirs.page.locator('.site-header').isVisible()), 'only the poster comes on paper');
    await theirs.context.close();
  });
}

test('the desk sees what nobody owns, by keyboard', async () => {
  const sara = 'sara@voorbeeld.nl';
  member(open.house, sara, 'Sara', '--role', 'operator');
  const visit = await visitor(open.browser);
  await visit.page.goto(`${open.house.base}/plek/bakkerij-noor/klopt-niet?wat=gone`);
  await press(visit.page, '[type=submit]');
  await visit.context.close();
  const { context, page } = await visitor(open.browser);
  await signIn(page, open.house, sara);
  await page.goto(`${open.house.base}/beheer/meldingen?over=gone`);
  assert.match(await page.locator('.report-list').innerText(), /Bakkerij Noor/);
  await isWell(page, 'the desk');
  await page.locator('.report-reason summary').first().press('Enter');
  await page.locator('select[name=sjabloon]').first().selectOption({ index: 2 });
  await page.locator('[value=nee]').first().press('Enter');
  await page.waitForURL(/gedaan=nee/);
  await page.goto(`${open.house.base}/beheer/meldingen?toon=besloten`);
  assert.match(await page.locator('.report-list').innerText(), /de zaak is er nog/);
  await isWell(page, 'what was decided');
  await context.close();
});
