import { startBrowser } from './house.mjs';
const b=await startBrowser(); const [out,...names]=process.argv.slice(2);
const p=await b.newPage({viewport:{width:400*names.length,height:1700}});
const { readFileSync } = await import('node:fs');
await p.setContent('<body style="margin:0;display:flex;gap:10px;background:#888;align-items:start">'+names.map(n=>`<img style="width:390px" src="data:image/png;base64,${readFileSync('/tmp/h2shots/'+n+'.png').toString('base64')}">`).join(''));
await p.screenshot({path:out}); await b.close();
