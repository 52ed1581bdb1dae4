// Keeping a place on a telephone, without JavaScript and with it: somebody brings one in, fills in
// its week and closes for the day; somebody shows by a letter that a place is theirs.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openHouse, visitor } from './house.mjs';
import { DEMO, ask, enter, givePassword, isWell, member, press, signIn, tokenOf } from './steps.mjs';

const open = openHouse();

for (const [javaScriptEnabled, language, colorScheme] of [
  [false, 'nl-NL', 'light'],
  [true, 'nl-NL', 'dark'],
]) {
  const how = javaScriptEnabled ? 'with JavaScript' : 'without JavaScript';

  test(`a neighbour brings a place in, and it is closed today (${how})`, async () => {
    const { context, page, problems } = await visitor(open.browser, {
      javaScriptEnabled, language, colorScheme,
    });
    const { base } = open.house;
    const name = `Fietsenmakerij Proef ${javaScriptEnabled ? 'Twee' : 'Een'}`;
    await page.goto(`${base}/plek-toevoegen`);
    await isWell(page, 'what');
    await press(page, '[value="2"]');
    assert.equal(await page.locator('#naam').getAttribute('aria-invalid'), 'true');
    await page.locator('#naam').fill(name);
    await page.locator('#categorie').selectOption('bicycle-repair');
    await press(page, '[value="2"]');
    assert.match(page.url(), /\/inloggen\?terug=/, 'who saves is a member');
    await enter(page, open.house, `proef-${colorScheme}@voorbeeld.nl`, { name: 'Hanneke' });
    assert.equal(await page.locator('[name=naam]').inputValue(), name, 'what was typed is kept');
    await isWell(page, 'where');
    await page.locator('#straat').fill('Dapperstraat');
    await page.locator('#nummer').fill('7');
    await page.locator('#postcode').fill('1093 AB');
    await page.locator('#plaats').fill('Amsterdam');
    await press(page, '[value="3"]');
    await isWell(page, 'how');
    await page.locator('#tijden').fill('ma-za 9.00-17.00');
    await page.locator('#telefoon').fill('020 555 0123');
    await press(page, '[value="4"]');
    assert.match(await page.locator('.preview').innerText(), new RegExp(name));
    await isWell(page, 'the look');
    await press(page, '[value=klaar]');
    if (await page.locator('[value=een-andere]').count()) {
      await isWell(page, 'what looks like it');
      await press(page, '[value=een-andere]');
    }
    assert.match(page.url(), /\/plek\/fietsenmakerij-proef.*gedaan=toegevoegd/);
    assert.match(await page.locator('.thanks').innerText(), new RegExp(name));
    await isWell(page, 'the thanks');
    const place = page.url().split('?')[0];

    await page.goto(`${base}/mijn/plekken`);
    await isWell(page, 'my places');
    await page.locator('.kept-links a[href$=openingstijden]').click();
    await page.waitForLoadState('load');
    await isWell(page, 'the week');
    assert.equal(await page.locator('#ma1v').inputValue(), '09:00');
    await page.locator('#ma1t').fill('18:00');
    await press(page, '[value=werkdagen]');
    assert.equal(await page.locator('#vr1t').inputValue(), '18:00', 'Friday is like Monday');
    assert.equal(await page.locator('#za1t').inputValue(), '17:00');
    await press(page, '[value=bekijk]:not(.sr-only)');
    const words = /maandag tot en met vrijdag\s+9\.00–18\.00 uur/i;
    assert.match(await page.locator('.look').innerText(), words);
    await isWell(page, 'the week, looked at');
    await press(page, '[value=bewaar]');
    assert.match(page.url(), /gedaan=bewaard/);

    await page.goto(`${base}/mijn/plekken`);
    await press(page, '.kept [value=dicht]');
    assert.match(page.url(), /\/mijn\/plekken\?gedaan=dicht/);
    assert.equal(await page.locator('.kept [value=toch-open]').count(), 1);
    await page.goto(place);
    assert.match(await page.locator('.place-head .status').innerText(), /dicht/);
    await isWell(page, 'closed today');

    await page.goto(`${base}/mijn/plekken`);
    await page.locator('.kept-now a').click();
    await page.waitForLoadState('load');
    await isWell(page, 'days');
    await press(page, '[value=feest-dicht]');
    assert.equal(await page.locator('.day-row').count(), 2, 'today, and the holiday');
    await press(page, '[value=toch-open]');
    await page.goto(place);
    assert.match(await page.locator('.place-head .status').innerText(), /Nu open tot 17\.00 uur/);
    // The mistake above is answered as such, which the console notes.
    assert.deepEqual(problems.filter((it) => !it.includes('400')), []);
    await context.close();
  });

  test(`a place is shown to be somebody's by a letter (${how})`, async () => {
    const { base } = open.house;
    const options = { javaScriptEnabled, language, colorScheme };
    const slug = javaScriptEnabled ? 'boekhandel-de-omslag' : 'antiek-de-gouden-kikker';
    const operator = `bureau-${colorScheme}@voorbeeld.nl`;
    member(open.house, operator, 'Bureau', '--role', 'operator');
    const one = await visitor(open.browser, options);
    const two = await visitor(open.browser, options);
    const claim = `${base}/plek/${slug}/dit-is-mijn-zaak`;
    await one.page.goto(`${base}/plek/${slug}`);
    await one.page.locator('.place-claim a').click();
    await one.page.waitForLoadState('load');
    assert.equal(one.page.url(), claim);
    await isWell(one.page, 'the proofs, to a visitor');
    await press(one.page, '.account-ways a');
    await enter(one.page, open.house, `spaak-${colorScheme}@voorbeeld.nl`, { name: 'Piet Spaak' });
    assert.equal(one.page.url(), claim);
    await isWell(one.page, 'the proofs');
    await press(one.page, '[value=brief]');
    await isWell(one.page, 'waiting');

    await two.page.goto(`${base}/beheer/claims`);
    await givePassword(two.page, operator);
    await two.page.waitForURL(`${base}/beheer/claims`);
    await isWell(two.page, 'the desk');
    await press(two.page, 'form[action$=brieven] [type=submit]');
    await isWell(two.page, 'letters');
    const code = await two.page.locator('.big-code').innerText();
    assert.match(code, /^\w{4}-\w{4}$/);
    const sheets = await two.page.pdf({ format: 'A4' });
    assert.equal(sheets.toString('latin1').match(/\/Type\s*\/Page\b/g).length, 1, 'one letter, one sheet');

    await one.page.locator('#code').fill('AAAA-AAAA');
    await press(one.page, '[value=code]');
    assert.equal(await one.page.locator('#code').getAttribute('aria-invalid'), 'true');
    await isWell(one.page, 'a wrong code');
    await one.page.locator('#code').fill(code.toLowerCase());
    await press(one.page, '[value=code]');
    assert.match(one.page.url(), /gedaan=bewezen/);
    await isWell(one.page, 'it is theirs');
    await one.page.goto(`${base}/mijn/plekken`);
    await one.page.locator('.kept-links a[href$=medewerkers]').click();
    await one.page.waitForLoadState('load');
    assert.match(one.page.url(), /\/medewerkers$/);
    await isWell(one.page, 'co-workers');
    await one.page.goto(`${base}/mijn/plekken`);
    await one.page.locator('.kept-links a[href$=wijzigen]').click();
    await one.page.waitForLoadState('load');
    await isWell(one.page, 'all facts');
    await one.page.locator('#omschrijving').fill('Wij maken alles met wielen.');
    await press(one.page, '[value=bekijk]');
    assert.match(await one.page.locator('.look').innerText(), /alles met wielen/);
    await isWell(one.page, 'all facts, looked at');
    await press(one.page, '[value=bewaar]');
    await one.page.goto(`${base}/plek/${slug}`);
    assert.match(await one.page.locator('.place').innerText(), /alles met wielen/);
    await one.context.close();
    await two.context.close();
  });

  test(`who coordinates help sees a code at a counter, and decides nothing (${how})`, async () => {
    const { house } = open;
    const slug = javaScriptEnabled ? 'klei-kade' : 'naaiatelier-yeter';
    const email = `helpt-${colorScheme}@voorbeeld.nl`;
    member(house, email, 'Joke Helpt');
    const { community, listing } = await ask(house, 'query($slug: String!) { community(slug: "oost") { id } listing(slug: $slug) { id } }', { slug });
    const helper = await tokenOf(house, email);
    const { viewer } = await ask(house, '{ viewer { id } }', {}, helper);
    const belong = 'mutation($of: ID!) { joinCommunity(input: {communityId: $of, acceptVersion: 1}) { userErrors { code } } }';
    await ask(house, belong, { of: community.id }, helper);
    const give = 'mutation($of: ID!, $who: ID!) { setPermissionSets(input: {communityId: $of, memberId: $who, permissionSets: [HELP_COORDINATOR], reason: "Zo."}) { userErrors { code } } }';
    await ask(house, give, { of: community.id, who: viewer.id }, await tokenOf(house, 'organisator@oost.example', DEMO));
    const say = 'mutation($id: ID!) { claimListing(input: {listingId: $id, proof: COUNTER_CODE}) { code } }';
    const { claimListing } = await ask(house, say, { id: listing.id }, await tokenOf(house, 'bewoner@oost.example', DEMO));
    const { context, page } = await visitor(open.browser, { javaScriptEnabled, language, colorScheme });
    await signIn(page, house, email, { back: '/beheer/claims?gemeenschap=oost' });
    assert.equal(await page.locator('[name=reden]').count(), 0, 'a code, and no decision');
    await isWell(page, 'the desk of a coordinator');
    await page.locator('[name=code]').fill('AAAA-AAAA');
    await press(page, '[value=code]');
    await isWell(page, 'a code that is not right');
    await page.locator('[name=code]').fill(claimListing.code);
    await press(page, '[value=code]');
    assert.match(page.url(), /gemeenschap=oost&gedaan=(besloten|gezien)/);
    await isWell(page, 'the code was right');
    await context.close();
  });
}
