// What journeys share: looking whether a page is well, pressing, coming in, asking the API.
import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import { hasScripts } from './house.mjs';

export const PASSWORD = 'fiets lantaarn peper';
/** The password of the demo's people, which everybody knows. */
export const DEMO = 'dapper fietsbel pompoensoep';
/** A thumb finds 44 px; browsers may round half a pixel away. */
export const TARGET_PX = 43.5;
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What is pressed or filled in; links that stand in a sentence may be as high as their line. */
const TARGETS = 'main :is(button, input:not([type=hidden]), select, textarea, summary, .button, '
  + '.account-links a, .desk-nav a, .desk-wait a, .desk-to a, .area-community a, .launch-walked a, '
  + '.launch-way, .mending-link, .gallery a, .queue-kinds a), .acting-line a';

/** What axe finds on a page, a line a rule. */
export const barriers = async (page) => {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(' | ')}`);
};

/** Nothing that axe finds, nothing beside the screen, nothing too small to hit. Axe is a script:
 *  a page without scripts is as well as the same page with them. */
export const isWell = async (page, where) => {
  if (!hasScripts(page)) return;
  assert.deepEqual(await barriers(page), [], `axe, ${where}`);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(over <= 0, `${where} is ${over} px too wide`);
  const small = await page.evaluate(([targets, least]) =>
    [...document.querySelectorAll(targets)]
      .filter((e) => e.checkVisibility() && !e.closest('.sr-only, .skip-link'))
      .map((e) => ({ e: e.outerHTML.slice(0, 90), h: (e.closest('label') ?? e).getBoundingClientRect().height }))
      .filter(({ h }) => h > 0 && h < least)
      .map(({ e, h }) => `${h}px ${e}`),
  [TARGETS, TARGET_PX]);
  assert.deepEqual(small, [], where);
};

/** Presses the first of something in the page's own part, and waits for where it leads. */
export const press = async (page, button) => {
  await page.locator(`main ${button}`).first().click();
  await page.waitForLoadState('load');
};

/** Comes in by mail from the page to sign in on; who is new tells a `name`. `letters` is how many
 *  came to the address by then. */
export const enter = async (page, house, email, { name, letters = 1 } = {}) => {
  await page.locator('#email').fill(email);
  await press(page, '[formaction]');
  await page.locator('#code').fill(await house.code(email, letters));
  await press(page, '[type=submit]');
  if (name === undefined) return;
  await page.locator('#naam').fill(name);
  await press(page, '[type=submit]');
};

/** Signs in with a password, and is then at `back`. */
export const signIn = async (page, house, email, { back = '/mijn', password = PASSWORD } = {}) => {
  await page.goto(`${house.base}/inloggen?terug=${encodeURIComponent(back)}`);
  await givePassword(page, email, password);
  await page.waitForURL(house.base + back);
};

/** Signs in as one of the demo's people, on the way to `back`. */
export const enterDemo = async (page, house, who, back) => {
  await page.goto(`${house.base}/inloggen?terug=${encodeURIComponent(back)}`);
  await page.locator('#email').fill(`${who}@oost.example`);
  await page.locator('#wachtwoord').fill(DEMO);
  await press(page, '[type=submit]');
};

/** Fills in the page to sign in on, as somebody who was sent there. */
export const givePassword = async (page, email, password = PASSWORD) => {
  await page.locator('#email').fill(email);
  await page.locator('#wachtwoord').fill(password);
  await page.locator('#wachtwoord').press('Enter');
};

/** Enters a member at the command line. */
export const member = (house, email, name, ...more) =>
  house.run('member', 'add', '--email', email, '--name', name, '--password', PASSWORD, ...more);

/** What the API answers. */
export const ask = async (house, query, variables, token) => {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const body = JSON.stringify({ query, variables });
  const answer = await fetch(`${house.base}/graphql`, { method: 'POST', headers, body });
  const { data, errors } = await answer.json();
  assert.equal(errors, undefined, JSON.stringify(errors));
  return data;
};

/** An access token of somebody who has the password. */
export const tokenOf = async (house, email, password = PASSWORD) => {
  const signIn = 'mutation($email: String!, $password: String!) { signIn(input: {email: $email, password: $password}) { accessToken } }';
  return (await ask(house, signIn, { email, password })).signIn.accessToken;
};

/** Makes a member the owner of a place, by a code that arrives at the place's own domain. */
export const own = async (house, slug, email) => {
  const token = await tokenOf(house, email);
  const { listing } = await ask(house, 'query($slug: String!) { listing(slug: $slug) { id contact { website } } }', { slug });
  const said = await ask(
    house,
    'mutation($id: ID!) { claimListing(input: {listingId: $id, proof: DOMAIN_EMAIL, mailbox: "info"}) { claim { id } userErrors { code message } } }',
    { id: listing.id },
    token,
  );
  assert.deepEqual(said.claimListing.userErrors, []);
  const letter = await house.letter(`info@${new URL(listing.contact.website).hostname.replace(/^www\./, '')}`);
  const code = letter.match(/\b[A-Z2-9]{4}-[A-Z2-9]{4}\b/)[0];
  const shown = await ask(
    house,
    'mutation($claim: ID!, $code: String!) { confirmClaim(input: {claimId: $claim, code: $code}) { claim { state } } }',
    { claim: said.claimListing.claim.id, code },
    token,
  );
  assert.equal(shown.confirmClaim.claim.state, 'CONFIRMED');
  return listing.id;
};

/** The addresses that were asked for elsewhere, of which there must be none. */
export const elsewhere = (house, requests) =>
  requests.filter((url) => !url.startsWith(house.base) && !/^(data|blob):/.test(url));
