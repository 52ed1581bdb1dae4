// Paying: a code is read by the camera; a receipt is handed on or printed; a till has large keys,
// makes its code without a new page, and says, aloud too, when it is paid. Without it, a link looks
// again.

import { fetchPage, find, make, say } from './dom';
import { enhanceScan } from './scan-when-pressed';

const LOOK_MS = 2_000;
const AT_ONCE_MS = 1_000;
const KEYS = ['7', '8', '9', '4', '5', '6', '1', '2', '3'];

let sound: AudioContext | null = null;

export function enhanceWallet(root: ParentNode): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>('button[data-share-text]')) enhanceReceipt(button);
  for (const button of root.querySelectorAll<HTMLButtonElement>('button[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => print());
  }
  for (const once of root.querySelectorAll<HTMLFormElement>('form[data-once]')) sendOnce(once);
  enhanceScan(root);
  const form = find<HTMLFormElement>(root, '.till-form');
  if (form) enhanceTill(form);
  const stand = find<HTMLElement>(root, '#kassa-stand');
  if (stand?.dataset['state'] === 'waits') void follow(stand);
  if (stand?.dataset['state'] === 'paid' && !stand.dataset['look']) tellTaken(stand);
}

function enhanceReceipt(button: HTMLButtonElement): void {
  const { shareTitle: title = '', shareText: text = '', copied = '' } = button.dataset;
  const clipboard = (navigator as Partial<Navigator>).clipboard;
  if (!('share' in navigator) && !clipboard) return;
  button.hidden = false;
  const status = make('span', { role: 'status' });
  button.after(status);
  button.addEventListener('click', () => {
    const done = 'share' in navigator
      ? navigator.share({ title, text })
      : clipboard?.writeText(text).then(() => (status.textContent = copied));
    // Thought better of it, or not allowed: nothing is lost.
    done?.catch(() => undefined);
  });
}

function enhanceTill(form: HTMLFormElement): void {
  const field = find<HTMLInputElement>(form, '#bedrag');
  if (field && form.hasAttribute('data-till')) addKeys(field);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    // Only who pressed something may be made to hear something.
    sound ??= new AudioContext();
    void sound.resume();
    void send(form);
  });
}

/** Large keys under the amount; a keyboard types into the field as before. */
function addKeys(field: HTMLInputElement): void {
  // Hours are typed with a colon; a field of them asks for more than figures.
  const isTime = field.getAttribute('inputmode') === 'text';
  const comma = isTime ? ':' : document.documentElement.lang === 'en' ? '.' : ',';
  const keys = make('div', { class: 'till-keys' });
  const key = (text: string, press: () => void, label?: string): void => {
    const button = make('button', { type: 'button', ...(label && { 'aria-label': label }) }, text);
    button.addEventListener('click', press);
    keys.append(button);
  };
  const type = (text: string) => (): void => {
    field.value += text;
  };
  for (const digit of KEYS) key(digit, type(digit));
  key(comma, () => {
    if (!/[.,:]/.test(field.value)) field.value += field.value ? comma : `0${comma}`;
  });
  key('0', type('0'));
  const back = find<HTMLElement>(document, '[data-keys]')?.dataset['keys'];
  key('⌫', () => (field.value = field.value.slice(0, -1)), back);
  // The keys of the telephone would lie over these.
  if (matchMedia('(pointer: coarse)').matches) field.setAttribute('inputmode', 'none');
  (field.closest('.form-field') ?? field).after(keys);
}

/** What is shown once is asked once: of two presses the second would take its page away. */
function sendOnce(form: HTMLFormElement): void {
  let isSent = false;
  form.addEventListener('submit', (event) => {
    if (isSent) event.preventDefault();
    isSent = true;
  });
  addEventListener('pageshow', () => (isSent = false));
}

/** What a card paid is said once, aloud too where the browser lets a page that was led here. */
function tellTaken(stand: HTMLElement): void {
  history.replaceState(null, '', location.pathname);
  say(stand.dataset['said'] ?? '');
  const began = Date.now();
  sound ??= new AudioContext();
  sound.resume().then(() => {
    // A sound that comes with the next press would say something else.
    if (Date.now() - began < AT_ONCE_MS) chime();
  }, () => undefined);
}

/** Asks for the amount in place: the sound stays ready, and the till stays where it is. */
async function send(form: HTMLFormElement): Promise<void> {
  const body = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
  find(form, '.till-dropped')?.remove();
  let answer: Response;
  try {
    answer = await fetch(form.action, { method: 'POST', body, headers: { accept: 'text/html' } });
  } catch {
    // The form stays, with its key: sent again it is asked once.
    form.append(make('p', { class: 'form-error till-dropped', role: 'alert' }, form.dataset['dropped'] ?? ''));
    return;
  }
  try {
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const [old, next] = [document, page].map((it) => find<HTMLElement>(it, 'main'));
    if (!old || !next || !find(next, '.till')) throw new Error('another page');
    old.replaceChildren(...next.childNodes);
    history.replaceState(null, '', answer.url);
    document.title = page.title;
    enhanceWallet(old);
    old.focus();
    const stand = find<HTMLElement>(old, '#kassa-stand');
    if (stand) say(stand.dataset['said'] ?? '');
  } catch {
    form.submit();
  }
}

/** Looks again until it is paid, or over. */
async function follow(stand: HTMLElement): Promise<void> {
  const look = stand.dataset['look'] ?? '';
  while (stand.isConnected) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    if (document.hidden) continue;
    const page = await fetchPage(look);
    const next = page && find<HTMLElement>(page, '#kassa-stand');
    // The device is no till any more: its own page says so.
    if (page && !next) return location.reload();
    if (!next || !stand.isConnected || next.dataset['state'] === 'waits') continue;
    stand.replaceWith(next);
    say(next.dataset['said'] ?? '');
    if (next.dataset['state'] === 'paid') chime();
    await renewDay();
    return;
  }
}

async function renewDay(): Promise<void> {
  const page = await fetchPage(location.href);
  const [old, next] = [document, page].map((it) => it && find<HTMLElement>(it, '#kassa-dag'));
  if (old && next) old.replaceChildren(...next.childNodes);
}

/** Two tones upwards. */
function chime(): void {
  if (!sound) return;
  for (const [at, pitch] of [[0, 660], [0.16, 990]] as const) {
    const [tone, loudness] = [sound.createOscillator(), sound.createGain()];
    const start = sound.currentTime + at;
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0.25, start);
    loudness.gain.exponentialRampToValueAtTime(0.001, start + 0.35);
    tone.connect(loudness).connect(sound.destination);
    tone.start(start);
    tone.stop(start + 0.35);
  }
}
