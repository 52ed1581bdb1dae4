// The queue with keys: j and k go from case to case, Enter opens the one that has the focus, as
// links do; and a reason that is chosen stands in its field at once.

import { find } from './dom';

const LINK = '.queue-case h2 a';
const STEPS: Record<string, number> = { j: 1, k: -1 };

export function enhanceQueue(root: ParentNode): void {
  const help = find<HTMLElement>(root, '.queue-keys');
  if (help) {
    help.hidden = false;
    document.addEventListener('keydown', walk);
  }
  for (const select of root.querySelectorAll<HTMLSelectElement>('select[data-reason]')) {
    const field = document.getElementById(select.dataset['reason'] ?? '');
    if (!(field instanceof HTMLTextAreaElement)) continue;
    select.addEventListener('change', () => {
      if (select.value) field.value = select.selectedOptions[0]?.text ?? '';
    });
  }
}

function walk(event: KeyboardEvent): void {
  const step = STEPS[event.key];
  const target = event.target;
  if (!step || !(target instanceof Element) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (target.closest('input, textarea, select')) return;
  const links = [...document.querySelectorAll<HTMLElement>(LINK)];
  const here = links.findIndex((link) => link.closest('.queue-case')?.contains(target));
  const next = links[here < 0 ? (step > 0 ? 0 : links.length - 1) : here + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.closest('.queue-case')?.scrollIntoView({ block: 'nearest' });
}
