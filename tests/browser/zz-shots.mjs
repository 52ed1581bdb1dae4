import { startHouse, startBrowser, visitor } from './house.mjs';
import { enterDemo } from './steps.mjs';
const out='/tmp/h2shots';
import { mkdirSync } from 'node:fs'; mkdirSync(out,{recursive:true});
const house = await startHouse(); const browser = await startBrowser();
const accountOf = async (page, label) => { await page.goto(`${house.base}/mijn/saldo?alle=ja`); return page.locator('.purse h2 a', { hasText: label }).first().getAttribute('href'); };
const only = process.argv[2];
for (const [scheme,width] of [['light',390],['dark',390],['light',1280]]) {
  const v = await visitor(browser,{colorScheme:scheme,width,height:900});
  const p = v.page;
  const shot = async (name, path) => { if (only && !name.match(only)) { return; } if (path) await p.goto(house.base+path); await p.screenshot({path:`${out}/${name}-${width}-${scheme}.png`, fullPage:true}); };
  await enterDemo(p, house, 'bewoner', '/mijn/saldo?alle=ja');
  const lat = await accountOf(p,'Op de Lat'); const uur = await accountOf(p,'Uur');
  await shot('list','/mijn/saldo?alle=ja'); await shot('account',lat); await shot('uur',uur);
  await shot('pay',`/betalen?from=${lat.split('/').pop()}&to=spaak&amount=2,50&for=Ventiel`);
  if(!only||'check'.match(only)){ await p.goto(`${house.base}/betalen?from=${lat.split('/').pop()}&to=spaak&amount=2,50&for=Ventiel`); await p.locator('main [value=verder]').click(); await p.waitForLoadState('load'); await shot('check'); }
  await shot('code','/betaal'); await shot('ask',lat+'/vragen'); await shot('statement',lat+'/afschrift/2026-11'); await shot('munt','/munt/LAT');
  if(!only||'receipt'.match(only)){ await p.goto(house.base+lat); await p.locator('.pay-line a').first().click(); await p.waitForLoadState('load'); await shot('receipt'); }
  await shot('mine','/mijn');
  await v.context.close();
  const w = await visitor(browser,{colorScheme:scheme,width,height:900}); const q=w.page;
  await enterDemo(q, house, 'winkel', '/mijn/saldo?alle=ja');
  const shop = await accountOf(q,'Spaak');
  const s2 = async (name, path) => { if (only && !name.match(only)) return; if (path) await q.goto(house.base+path); await q.screenshot({path:`${out}/${name}-${width}-${scheme}.png`, fullPage:true}); };
  const id = shop.split('/').pop();
  await s2('till',`/kassa/${id}`);
  if(!only||'till'.match(only)){ await q.goto(`${house.base}/kassa/${id}`); await q.locator('#bedrag').fill('12,50'); await q.locator('.till-form [type=submit]').click(); await q.locator('#kassa-stand').waitFor(); await s2('tillwait'); }
  await s2('card',`/kassa/${id}/kaart`); await s2('shop',shop);
  await w.context.close();
}
await browser.close(); await house.stop();
