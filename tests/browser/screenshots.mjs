// Pictures of the pages that matter: two widths, two lights. docs/pictures gets the home page
// for README; any other folder gets all pages, in both languages.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startBrowser, startHouse, visitor } from './house.mjs';

const folder = process.argv[2];
const forReadme = folder === 'docs/pictures';
mkdirSync(folder, { recursive: true });

const PAGES = forReadme
  ? { home: '/', area: '/buurt/dapperbuurt' }
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
      for (const [name, path] of Object.entries(PAGES)) {
        await page.goto(house.base + path, { waitUntil: 'networkidle' });
        const file = `${name}-${width}-${colorScheme}${language === 'en-GB' ? '-en' : ''}.png`;
        await page.screenshot({ path: join(folder, file), fullPage: !forReadme });
      }
      await context.close();
    }
  }
}
await browser.close();
await house.stop();
