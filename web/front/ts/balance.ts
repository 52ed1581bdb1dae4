// A balance that is open follows itself: the house is asked, ever less often, whether something
// came or went; what changed is shown where it stands, and said aloud. A page that nobody looks at
// asks nothing. Without it, a link looks again.

import { find, say } from './dom';
import { renew } from './live';

interface Told {
  mark: string;
  said: string;
}

const SOON_MS = 2_000;
const LATE_MS = 15_000;
const SLOWER = 1.15;

let isFollowed = false;

export function enhanceBalance(enhance: (root: ParentNode) => void): void {
  if (isFollowed || !find(document, '[data-mark]')) return;
  isFollowed = true;
  void follow(enhance);
}

async function follow(enhance: (root: ParentNode) => void): Promise<void> {
  let wait = SOON_MS;
  document.addEventListener('visibilitychange', () => (wait = SOON_MS));
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    const open = find<HTMLElement>(document, '[data-mark]');
    if (!open) break;
    if (document.hidden) continue;
    wait = Math.min(wait * SLOWER, LATE_MS);
    const told = await look(open);
    if (!told || !open.isConnected) continue;
    wait = SOON_MS;
    await renew(enhance);
    // Where only a part was renewed, the page is of that moment all the same.
    find<HTMLElement>(document, '[data-mark]')?.setAttribute('data-mark', told.mark);
    say(told.said);
  }
  isFollowed = false;
}

/** What changed since the page was written; nothing where nothing did, or nobody answers. */
async function look({ dataset }: HTMLElement): Promise<Told | null> {
  const href = `${dataset['look'] ?? ''}?was=${encodeURIComponent(dataset['mark'] ?? '')}`;
  try {
    const answer = await fetch(href, { headers: { accept: 'application/json' } });
    return answer.status === 200 && !answer.redirected ? ((await answer.json()) as Told) : null;
  } catch {
    return null;
  }
}
