// Starts the program on a fresh data folder with the demo in it, at a fixed moment.
import { after, before } from 'node:test';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:net';
import { chromium } from 'playwright-core';

// A Saturday afternoon in Amsterdam: most shops are open, kitchens are not yet.
export const MOMENT = '2026-11-21T14:30:00+01:00';

// The demo's map, which an empty house may have before it is begun.
const MAP = new URL('../../seeds/src/demo/areas.geojson', import.meta.url).pathname;

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const until = async (url) => {
  const deadline = Date.now() + 30_000;
  for (;;) {
    try {
      const answer = await fetch(url);
      if (answer.status === 200) return;
    } catch {
      // Not listening yet.
    }
    if (Date.now() > deadline) throw new Error(`${url} did not get ready`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** The letters to somebody in a folder of mail, the newest last. */
const lettersIn = (folder, email) =>
  (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .filter((letter) => letter.includes(`To: ${email}`));

/** A running house: its address, what it mails, and `stop()`. */
export const startHouse = async ({ demo = true, map = false } = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'koop-'));
  const port = await freePort();
  const env = {
    ...process.env,
    KOOP_DATA_DIR: folder,
    KOOP_LISTEN: `127.0.0.1:${port}`,
    KOOP_BASE_URL: `http://127.0.0.1:${port}`,
    KOOP_TEST_MOMENT: MOMENT,
  };
  const run = (...args) => {
    const done = spawnSync(process.env.KOOP_UNDER_TEST, args, { env, encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`${args.join(' ')}: ${done.stderr}`);
    return done.stdout;
  };
  run('migrate');
  if (demo) run('seed', 'demo');
  if (map) run('import', 'areas', MAP);
  const child = spawn(process.env.KOOP_UNDER_TEST, ['serve'], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  let told = '';
  child.stdout.on('data', (words) => (told += words));
  const base = `http://127.0.0.1:${port}`;
  await until(`${base}/readyz`);
  const stop = () =>
    new Promise((resolve) => {
      child.once('exit', (code) => {
        rmSync(folder, { recursive: true, force: true });
        resolve(code);
      });
      child.kill('SIGTERM');
    });
  // The newest letter to somebody, once there are so many, as it is read.
  const letter = async (email, letters = 1) => {
    const deadline = Date.now() + 15_000;
    for (;;) {
      const all = lettersIn(join(folder, 'mail'), email);
      if (all.length >= letters) return all.at(-1).replaceAll('=\r\n', '').replaceAll('=3D', '=');
      if (Date.now() > deadline) throw new Error(`no letter came to ${email}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  // The code in the newest of them.
  const code = async (email, letters = 1) =>
    (await letter(email, letters)).match(/^Subject: (\d{3} \d{3}) /m)[1];
  // The code with which an empty house is begun, as the program tells it.
  const begin = () => told.match(/([A-Z0-9]{4}(?:-[A-Z0-9]{4}){2})/)[1];
  // The link of the newest letter to somebody.
  const link = async (email) => (await letter(email)).match(/http:\S+\/link\/\w+/)[0];
  return { base, run, stop, code, letter, begin, link };
};

/** Debian's Chromium, which may not phone home; `more` says what else it shall do. */
export const startBrowser = (more = []) =>
  chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  });

/** A house with the demo and a browser, for all tests of a file; `open` is filled before them. */
export const openHouse = (more) => {
  const open = {};
  before(async () => {
    open.house = await startHouse();
    open.browser = await startBrowser(more);
  });
  after(async () => {
    await open.browser.close();
    await open.house.stop();
  });
  return open;
};

const scriptless = new WeakSet();

/** Whether scripts run on a page, axe's among them. */
export const hasScripts = (page) => !scriptless.has(page);

/** A fresh context in a language; `requests` collects every address asked for. */
export const visitor = async (browser, { language = 'nl-NL', width = 390, height = 844, ...more } = {}) => {
  const context = await browser.newContext({
    locale: language,
    viewport: { width, height },
    ...more,
  });
  const requests = [];
  const problems = [];
  context.on('request', (request) => requests.push(request.url()));
  context.on('weberror', (error) => problems.push(String(error.error())));
  context.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  const page = await context.newPage();
  if (more.javaScriptEnabled === false) scriptless.add(page);
  return { context, page, requests, problems };
};
