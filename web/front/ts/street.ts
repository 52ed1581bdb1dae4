// The time switch: the lights change in place, house by house, where motion is welcome.

import { fetchPage, find, say } from './dom';

export function enhanceStreet(root: ParentNode): void {
  const section = find<HTMLElement>(root, '.street-section');
  section?.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('.street-switch a') : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    void show(section, link.href);
  });
}

async function show(section: HTMLElement, href: string): Promise<void> {
  const page = await fetchPage(href);
  const next = page && find<HTMLElement>(page, '.street-section');
  const cards = find<HTMLElement>(document, '.open-now');
  const nextCards = page && find<HTMLElement>(page, '.open-now');
  // Which places are open at that moment stands below the street: both change, or the page does.
  if (!next || !cards || !nextCards) {
    location.assign(href);
    return;
  }
  cards.replaceChildren(...nextCards.childNodes);
  document.title = page.title;
  const scrolled = find(section, '.street')?.scrollLeft ?? 0;
  const before = lightsOf(section);
  section.replaceChildren(...next.childNodes);
  find(section, '.street')?.scrollTo({ left: scrolled });
  for (const house of section.querySelectorAll('.house')) {
    if (before.get(keyOf(house)) !== house.classList[1]) house.classList.add('changed');
  }
  history.replaceState(null, '', href);
  find<HTMLAnchorElement>(section, '.street-switch [aria-current]')?.focus({ preventScroll: true });
  say(find(section, '.street-caption p')?.textContent ?? '');
}

function lightsOf(section: HTMLElement): Map<string, string | undefined> {
  return new Map([...section.querySelectorAll('.house')].map((house) => [keyOf(house), house.classList[1]]));
}

function keyOf(house: Element): string {
  return house.getAttribute('href') ?? '';
}
