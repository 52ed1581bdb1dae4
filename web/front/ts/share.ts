// Beside the address of a place: a button that hands it to the phone, or copies it.

import { make } from './dom';

export function enhanceShare(root: ParentNode): void {
  for (const field of root.querySelectorAll<HTMLInputElement>('input[data-share]')) {
    const button = make('button', { type: 'button', class: 'button' }, field.dataset['shareLabel']);
    const status = make('span', { role: 'status' });
    button.addEventListener('click', () => void share(field, status));
    field.after(button, status);
  }
}

async function share(field: HTMLInputElement, status: HTMLElement): Promise<void> {
  const { shareTitle = '', copied = '' } = field.dataset;
  try {
    if ('share' in navigator) {
      await navigator.share({ title: shareTitle, url: field.value });
      return;
    }
    await (navigator as Navigator).clipboard.writeText(field.value);
    status.textContent = copied;
  } catch {
    // Thought better of it, or not allowed: the address is there to be copied by hand.
    field.select();
  }
}
