// "Gebruik mijn locatie": asks only when the button is used, and keeps three decimals, some
// hundred metres. The place goes into the address bar, nowhere else. "Ik sta er nu voor" writes
// where a shop is into its field, as precisely as a door needs.

import { find, make } from './dom';

const LOCATE_MS_MAX = 15_000;

export function enhanceLocate(root: ParentNode): void {
  if (!('geolocation' in navigator)) return;
  for (const box of root.querySelectorAll<HTMLElement>('[data-locate]')) {
    const button = find<HTMLButtonElement>(box, 'button');
    const form = box.closest('form');
    if (!button || !form) continue;
    box.hidden = false;
    button.addEventListener('click', () => ask(box, form));
  }
}

function ask(box: HTMLElement, form: HTMLFormElement): void {
  const status = find<HTMLElement>(box, '[role="status"]');
  const tell = (text: string | undefined): void => {
    if (status) status.textContent = text ?? '';
  };
  tell(box.dataset['locating']);
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      const place = `${coords.latitude.toFixed(3)},${coords.longitude.toFixed(3)}`;
      const field = find<HTMLInputElement>(form, 'input[name="plek"]') ?? form.appendChild(make('input', { type: 'hidden', name: 'plek' }));
      field.value = place;
      // What was typed would go before it.
      const typed = find<HTMLInputElement>(form, 'input[name="waar"]');
      if (typed) typed.value = '';
      form.requestSubmit();
    },
    () => tell(box.dataset['denied']),
    { enableHighAccuracy: false, maximumAge: 60_000, timeout: LOCATE_MS_MAX },
  );
}

export function enhanceHere(root: ParentNode): void {
  if (!('geolocation' in navigator)) return;
  for (const box of root.querySelectorAll<HTMLElement>('[data-here]')) {
    const field = box.closest('form')?.elements.namedItem(box.dataset['here'] ?? '');
    if (!(field instanceof HTMLInputElement)) continue;
    const status = find<HTMLElement>(box, '[role="status"]');
    const tell = (text = ''): void => {
      if (status) status.textContent = text;
    };
    box.hidden = false;
    find<HTMLButtonElement>(box, 'button')?.addEventListener('click', () => {
      tell(box.dataset['locating']);
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          field.value = `${coords.latitude.toFixed(5)}, ${coords.longitude.toFixed(5)}`;
          tell();
          field.focus();
        },
        () => tell(box.dataset['denied']),
        { enableHighAccuracy: true, maximumAge: 0, timeout: LOCATE_MS_MAX },
      );
    });
  }
}
