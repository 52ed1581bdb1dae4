// Filters answer at once: the page with the new results takes the place of this one, the focus
// stays where it was, the address bar says what is shown, and the number is spoken.

import { fetchPage, find, say } from './dom';

export function enhanceFilters(root: ParentNode, enhance: (root: ParentNode) => void): void {
  const form = find<HTMLFormElement>(root, '.search-form');
  if (!form || !find(root, '.filters')) return;
  form.addEventListener('change', (event) => {
    const field = event.target;
    if (field instanceof HTMLSelectElement || isBox(field)) void show(form, enhance);
  });
}

/** Leaves out what was not filled in: an address is read by people too. */
export function enhanceAddresses(): void {
  document.addEventListener('formdata', ({ formData }) => {
    for (const name of new Set(formData.keys())) {
      const filled = formData.getAll(name).filter((value) => value !== '');
      formData.delete(name);
      for (const value of filled) formData.append(name, value);
    }
  });
}

function isBox(field: EventTarget | null): boolean {
  return field instanceof HTMLInputElement && field.type === 'checkbox';
}

async function show(form: HTMLFormElement, enhance: (root: ParentNode) => void): Promise<void> {
  const said = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
  const href = `${form.action}?${new URLSearchParams(said)}`;
  const page = await fetchPage(href);
  const here = find<HTMLElement>(document, 'main');
  const there = page && find<HTMLElement>(page, 'main');
  if (!here || !there) {
    location.assign(href);
    return;
  }
  const focused = nameOf(document.activeElement);
  const wasOpen = find<HTMLDetailsElement>(here, '.filters')?.open ?? false;
  here.replaceChildren(...there.childNodes);
  const filters = find<HTMLDetailsElement>(here, '.filters');
  if (filters) filters.open = wasOpen;
  document.title = page.title;
  history.pushState(null, '', href);
  if (focused) find<HTMLElement>(here, focused)?.focus({ preventScroll: true });
  enhance(here);
  say(find(here, 'h1')?.textContent ?? '');
}

function nameOf(element: Element | null): string | null {
  if (element?.id) return `#${CSS.escape(element.id)}`;
  const isField = element instanceof HTMLInputElement && element.name !== '';
  return isField ? `[name="${CSS.escape(element.name)}"][value="${CSS.escape(element.value)}"]` : null;
}
