// A straatronde, and a resident's correction that reaches the owner: on a telephone, with and
// without JavaScript; no barrier axe can see, nothing beside the screen, targets for a thumb.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import { openHouse, visitor } from './house.mjs';

const PASSWORD = 'fiets lantaarn peper';
const TARGET_PX = 43.5;
const STREET = '/straatronde?straat=Javastraat';

const open = openHouse();

/** Nothing that axe finds, nothing beside the screen, nothing too small to hit. */
const isWell = async (page, where, hasScript) => {
  // Without scripts nothing looks into a page; it is the same page.
  if (!hasScript) return;
  const axe = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const found = axe.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(' | ')}`);
  assert.deepEqual(found, [], `axe, ${where}`);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(over <= 0, `${where} is ${over} px too wide`);
  const small = await page.evaluate((least) =>
    [...document.querySelectorAll('.mending :is(button, input:not([type=hidden]), textarea, select, summary, .button, .mending-link), .keeper-tools .button')]
      .filter((e) => e.checkVisibility())
      .map((e) => ({ e: e.outerHTML.slice(0, 90), h: (e.closest('label') ?? e).getBoundingClientRect().height }))
      .filter(({ h }) => h > 0 && h < least)
      .map(({ e, h }) => `${h}px ${e}`),
  TARGET_PX);
  assert.deepEqual(small, [], where);
};

const member = (email, name, ...more) =>
  open.house.run('member', 'add', '--email', email, '--name', name, '--password', PASSWORD, ...more);

const signIn = async (page, email) => {
  page.setDefaultTimeout(30_000);
  await page.goto(`${open.house.base}/inloggen`);
  await page.locator('#email').fill(email);
  await page.locator('#wachtwoord').fill(PASSWORD);
  await page.locator('#wachtwoord').press('Enter');
  await page.waitForURL(/\/mijn$/);
};

const press = async (page, button) => {
  page.setDefaultTimeout(30_000);
  await page.locator(button).first().click();
  await page.waitForLoadState('load');
};

const ask = async (query, variables, token) => {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const body = JSON.stringify({ query, variables });
  const answer = await fetch(`${open.house.base}/graphql`, { method: 'POST', headers, body });
  const { data, errors } = await answer.json();
  assert.equal(errors, undefined, JSON.stringify(errors));
  return data;
};

/** Makes a member the owner of a place, by a code that arrives at the place's own domain. */
const own = async (slug, email) => {
  const signed = await ask(
    'mutation($email: String!, $password: String!) { signIn(input: {email: $email, password: $password}) { accessToken } }',
    { email, password: PASSWORD },
  );
  const token = signed.signIn.accessToken;
  const { listing } = await ask('query($slug: String!) { listing(slug: $slug) { id contact { website } } }', { slug });
  const said = await ask(
    'mutation($id: ID!) { claimListing(input: {listingId: $id, proof: DOMAIN_EMAIL, mailbox: "info"}) { claim { id } userErrors { code message } } }',
    { id: listing.id },
    token,
  );
  assert.deepEqual(said.claimListing.userErrors, []);
  const letter = await open.house.letter(`info@${new URL(listing.contact.website).hostname.replace(/^www\./, '')}`);
  const code = letter.match(/\b[A-Z2-9]{4}-[A-Z2-9]{4}\b/)[0];
  const shown = await ask(
    'mutation($claim: ID!, $code: String!) { confirmClaim(input: {claimId: $claim, code: $code}) { claim { state } } }',
    { claim: said.claimListing.claim.id, code },
    token,
  );
  assert.equal(shown.confirmClaim.claim.state, 'CONFIRMED');
  return listing.id;
};

for (const javaScriptEnabled of [false, true]) {
  const how = javaScriptEnabled ? 'with JavaScript' : 'without JavaScript';
  const tag = javaScriptEnabled ? 'met' : 'zonder';

  test(`${how}: a straatronde, one question at a time`, async () => {
    const email = `buur-${tag}@voorbeeld.nl`;
    member(email, 'Hanneke');
    const { context, page } = await visitor(open.browser, { javaScriptEnabled });
    await signIn(page, email);
    await page.goto(`${open.house.base}/straatronde`);
    await isWell(page, 'where to walk', javaScriptEnabled);
    await page.locator('#zoek').fill('1094 AB');
    await press(page, 'main [type=submit]');
    assert.match(await page.locator('main h2').first().innerText(), /1094/);
    await isWell(page, 'streets near a postcode', javaScriptEnabled);
    await page.goto(open.house.base + STREET);
    const question = page.locator('#vraag');
    const counted = async () => (await page.locator('#vordering').innerText()).match(/\d+/g).map(Number);
    const [before, total] = await counted();
    const first = await question.innerText();
    await isWell(page, 'a question', javaScriptEnabled);
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
    await isWell(page, 'after an answer', javaScriptEnabled);
    await press(page, 'form[action$=terug] button');
    assert.equal(await question.innerText(), third, 'the last answer is taken back');
    assert.deepEqual(await counted(), [before + 1, total]);
    assert.notEqual(third, second);
    await page.goto(`${open.house.base}${STREET.replace('?', '/lijst?')}`);
    assert.equal(await page.locator('tbody tr').count(), total);
    await isWell(page, 'a list to print', javaScriptEnabled);
    await page.emulateMedia({ media: 'print' });
    assert.ok(!(await page.locator('.walk-how').isVisible()), 'paper has no hints for a screen');
    await context.close();
  });

  test(`${how}: a resident's correction reaches the owner and is accepted`, async () => {
    const slug = javaScriptEnabled ? 'klei-kade' : 'antiek-de-gouden-kikker';
    const owner = `eigenaar-${tag}@voorbeeld.nl`;
    member(owner, 'Piet');
    const id = await own(slug, owner);
    const resident = await visitor(open.browser, { javaScriptEnabled });
    const { page } = resident;
    await page.goto(`${open.house.base}/plek/${slug}`);
    await press(page, '.mending-ways .button');
    await isWell(page, 'what is wrong', javaScriptEnabled);
    await press(page, '.mending-choices a[href$=hours]');
    await page.locator('#voorstel').fill('soms wel 25:99');
    await press(page, 'main [type=submit]');
    assert.equal(await page.locator('#voorstel').getAttribute('aria-invalid'), 'true');
    assert.equal(await page.locator('#voorstel').inputValue(), 'soms wel 25:99');
    await isWell(page, 'hours that cannot be read', javaScriptEnabled);
    await page.locator('#voorstel').fill('ma-za 10.00-18.00');
    await page.locator('#toelichting').fill('Staat zo op de deur.');
    await press(page, 'main [type=submit]');
    assert.match(await page.locator('main h1').innerText(), /Dank je wel/);
    await isWell(page, 'thanks', javaScriptEnabled);
    await resident.context.close();

    const letter = await open.house.letter(owner);
    const link = letter.match(/\/mijn\/plekken\/\S+\/meldingen/)[0];
    assert.equal(link, `/mijn/plekken/${id}/meldingen`);
    const theirs = await visitor(open.browser, { javaScriptEnabled });
    await signIn(theirs.page, owner);
    await theirs.page.goto(`${open.house.base}/plek/${slug}`);
    await isWell(theirs.page, 'the page of a place of mine', javaScriptEnabled);
    await theirs.page.goto(open.house.base + link);
    assert.match(await theirs.page.locator('.report-list').innerText(), /ma-za 10\.00-18\.00/);
    await isWell(theirs.page, 'reports', javaScriptEnabled);
    await press(theirs.page, '[value=nee]');
    assert.match(await theirs.page.locator('.form-error').innerText(), /waarom/i);
    await isWell(theirs.page, 'a refusal without a reason', javaScriptEnabled);
    await press(theirs.page, '[value=ja]');
    assert.match(await theirs.page.locator('main .calm-line').innerText(), /Aangepast/);
    await theirs.page.goto(`${open.house.base}/plek/${slug}/geschiedenis`);
    assert.match(await theirs.page.locator('.history > li').first().innerText(), /ma-za 10\.00-18\.00/);
    await isWell(theirs.page, 'the history', javaScriptEnabled);
    await press(theirs.page, '.history form button');
    assert.match(await theirs.page.locator('main .calm-line').innerText(), /zoals die was/);
    await theirs.page.goto(`${open.house.base}/plek/${slug}`);
    await press(theirs.page, '.keeper-tools [type=submit]');
    assert.match(await theirs.page.locator('main .calm-line').innerText(), /Bevestigd/);
    await theirs.page.goto(`${open.house.base}/plek/${slug}/poster`);
    await isWell(theirs.page, 'the poster', javaScriptEnabled);
    await theirs.page.emulateMedia({ media: 'print' });
    assert.ok(!(await theirs.page.locator('.site-header').isVisible()), 'only the poster comes on paper');
    await theirs.context.close();
  });
}

test('the desk sees what nobody owns, by keyboard', async () => {
  const sara = 'sara@voorbeeld.nl';
  member(sara, 'Sara', '--role', 'operator');
  const visit = await visitor(open.browser);
  await visit.page.goto(`${open.house.base}/plek/bakkerij-noor/klopt-niet?wat=gone`);
  await press(visit.page, 'main [type=submit]');
  await visit.context.close();
  const { context, page } = await visitor(open.browser);
  await signIn(page, sara);
  await page.goto(`${open.house.base}/beheer/meldingen?over=gone`);
  assert.match(await page.locator('.report-list').innerText(), /Bakkerij Noor/);
  await isWell(page, 'the desk', true);
  await page.locator('.report-reason summary').first().press('Enter');
  await page.locator('select[name=sjabloon]').first().selectOption({ index: 2 });
  await page.locator('[value=nee]').first().press('Enter');
  await page.waitForURL(/gedaan=nee/);
  await page.goto(`${open.house.base}/beheer/meldingen?toon=besloten`);
  assert.match(await page.locator('.report-list').innerText(), /de zaak is er nog/);
  await isWell(page, 'what was decided', true);
  await context.close();
});
