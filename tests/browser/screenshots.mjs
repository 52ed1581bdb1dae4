// Pictures of the pages that matter: two widths, two lights. docs/pictures gets those of README;
// any other folder gets all pages, in both languages.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startBrowser, startHouse, visitor } from './house.mjs';
import { DEMO, signIn } from './steps.mjs';

const folder = process.argv[2];
const forReadme = folder === 'docs/pictures';
mkdirSync(folder, { recursive: true });

const PAGES = forReadme
  ? { home: '/', area: '/buurt/dapperbuurt', community: '/gemeenschap/oost' }
  : {
      home: '/',
      tonight: '/?tijd=vanavond',
      results: '/zoeken?q=fiets',
      open: '/zoeken?q=brood&open=nu&plek=52.362,4.934',
      empty: '/zoeken?q=xqzvw',
      place: '/plek/spaak-zoon',
      delivery: '/plek/roti-op-wielen',
      near: '/zoeken?q=fiets&waar=1094&open=nu',
      areas: '/buurten',
      area: '/buurt/dapperbuurt',
      category: '/categorie/bicycle-repair',
      data: '/over-de-gegevens',
      ranking: '/hoe-wij-rangschikken',
      accessibility: '/toegankelijkheid',
      signIn: '/inloggen',
      signUp: '/aanmelden',
      missing: '/bestaat-niet',
      explorer: '/graphql',
    };
/** What only somebody who is signed in sees: the pages of the demo's people. */
const OWN = {
  places: ['winkel', '/mijn/plekken'],
  coworkers: ['winkel', '/mijn/plekken', '.kept-links a[href$=medewerkers]'],
  week: ['winkel', '/mijn/plekken', '.kept-links a[href$=openingstijden]'],
  desk: ['organisator', '/beheer'],
};
const OF_README = ['places'];
const WIDTHS = { 1280: 900, 390: 844 };
const LIGHTS = ['light', 'dark'];
const LANGUAGES = forReadme ? ['nl-NL'] : ['nl-NL', 'en-GB'];

const house = await startHouse();
const browser = await startBrowser();
for (const language of LANGUAGES) {
  for (const [width, height] of Object.entries(WIDTHS)) {
    for (const colorScheme of LIGHTS) {
      if (language === 'en-GB' && colorScheme === 'dark') continue;
      const { context, page } = await visitor(browser, {
        language,
        width: Number(width),
        height,
        colorScheme,
        deviceScaleFactor: 1,
      });
      const take = async (shown, name) => {
        const file = `${name}-${width}-${colorScheme}${language === 'en-GB' ? '-en' : ''}.png`;
        await shown.screenshot({ path: join(folder, file), fullPage: !forReadme });
      };
      for (const [name, path] of Object.entries(PAGES)) {
        await page.goto(house.base + path, { waitUntil: 'networkidle' });
        await take(page, name);
      }
      for (const [name, [who, path, link]] of Object.entries(OWN)) {
        if (forReadme && !OF_README.includes(name)) continue;
        await context.clearCookies();
        await signIn(page, house, `${who}@oost.example`, { back: path, password: DEMO });
        if (link) await page.goto(house.base + (await page.locator(link).first().getAttribute('href')));
        await take(page, name);
      }
      await context.close();
    }
  }
}
await browser.close();
await house.stop();
