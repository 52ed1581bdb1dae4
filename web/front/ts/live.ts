// What a member is told, as it comes: the number in the head, a sentence for who listens, and on
// an open conversation what is new in it. Without it, a page is right when it is loaded.

import { fetchPage, find, say } from './dom';

interface Told {
  bell: string;
  text: string | null;
  agreement: string | null;
}

const FIELDS = 'input:not([type=hidden]), textarea, select';
// What changes while somebody types elsewhere on the page.
const PARTS = ['.deal-path', '#wat-nu', '#berichten', '.wallet-head', '.wallet-now'];

export function enhanceLive(enhance: (root: ParentNode) => void): void {
  const bell = find<HTMLElement>(document, '.bell');
  if (!bell) return;
  let source: EventSource | null = null;
  const stop = (): void => {
    source?.close();
    source = null;
  };
  // A page that nobody looks at listens to nothing: a browser has few lines to a house.
  const follow = (): void => {
    if (document.hidden) stop();
    else if (!source) {
      source = new EventSource('/mijn/meldingen/live');
      source.addEventListener('alert', (event) => void hear(bell, JSON.parse(event.data) as Told, enhance));
    }
  };
  document.addEventListener('visibilitychange', follow);
  addEventListener('pagehide', stop);
  addEventListener('pageshow', follow);
  follow();
}

async function hear(bell: HTMLElement, told: Told, enhance: (root: ParentNode) => void): Promise<void> {
  const here = find<HTMLElement>(document, '.talk')?.dataset['agreement'];
  // What came while nobody looked is told without words.
  const isMissed = !told.text && bell.textContent !== told.bell;
  bell.textContent = told.bell;
  if (told.text) say(told.text);
  const isMoney = find(document, '.wallet[data-live]') && !location.search;
  if (here ? isMissed || told.agreement === here : isMoney && (isMissed || told.text)) await refresh(bell, enhance);
}

/** Shows a page as it is now, but for where somebody is at work. */
export async function renew(enhance: (root: ParentNode) => void): Promise<void> {
  const bell = find<HTMLElement>(document, '.bell');
  if (bell) await refresh(bell, enhance);
}

async function refresh(bell: HTMLElement, enhance: (root: ParentNode) => void): Promise<void> {
  // Who reads back far is not torn away from it.
  if (new URLSearchParams(location.search).has('voor')) return;
  const here = new URL(location.href);
  here.searchParams.delete('gedaan');
  const page = await fetchPage(here.pathname + here.search);
  const main = find<HTMLElement>(document, 'main');
  if (!page || !main) return;
  const parts = isBusy(main) ? PARTS : ['main'];
  for (const part of parts) {
    const old = find<HTMLElement>(document, part);
    const next = find<HTMLElement>(page, part);
    if (!old || !next || isBusy(old)) continue;
    old.replaceChildren(...next.childNodes);
    enhance(old);
  }
  // To look at it is to have read it.
  bell.textContent = find(page, '.bell')?.textContent ?? bell.textContent;
}

/** Whether somebody is at work in it: the focus is there, or something was typed. */
function isBusy(part: HTMLElement): boolean {
  if (part !== document.activeElement && part.contains(document.activeElement)) return true;
  return [...part.querySelectorAll<HTMLElement>(FIELDS)].some((field) => {
    if (field instanceof HTMLSelectElement) {
      // Where nothing was chosen by the page, the first stands there.
      const first = [...field.options].findIndex((it) => it.defaultSelected);
      return field.selectedIndex !== Math.max(first, 0);
    }
    if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
    return field instanceof HTMLInputElement
      && (field.value !== field.defaultValue || field.checked !== field.defaultChecked);
  });
}
