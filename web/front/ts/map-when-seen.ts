// The map is fetched when its place on the page comes into view: who only reads the list never
// pays for it.

import { make } from './dom';

// Addresses with their hash, put in by build.mjs.
declare const MAP_SCRIPT: string;
declare const MAP_STYLE: string;

interface MapModule {
  draw(box: HTMLElement): void;
}

export function enhanceMap(root: ParentNode): void {
  for (const box of root.querySelectorAll<HTMLElement>('.map')) {
    box.hidden = false;
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      seen.disconnect();
      void load(box);
    });
    seen.observe(box);
  }
}

async function load(box: HTMLElement): Promise<void> {
  try {
    await style();
    const map = (await import(MAP_SCRIPT)) as MapModule;
    map.draw(box);
  } catch {
    // No map is no loss: the list says the same.
    box.hidden = true;
  }
}

function style(): Promise<void> {
  if (document.querySelector(`link[href="${MAP_STYLE}"]`)) return Promise.resolve();
  return new Promise((done, failed) => {
    const link = make('link', { rel: 'stylesheet', href: MAP_STYLE });
    link.addEventListener('load', () => done());
    link.addEventListener('error', failed);
    document.head.append(link);
  });
}
