// On the page of a place: that its number or the way to it was tapped, for its owner, without who.
// The links stay plain links and nothing waits for this.

const KINDS = { 'tel:': 'gebeld', 'geo:': 'route' } as const;

export function enhanceCounted(root: ParentNode): void {
  for (const place of root.querySelectorAll<HTMLElement>('[data-counted]')) {
    const address = place.dataset['counted'] ?? '';
    for (const link of place.querySelectorAll<HTMLAnchorElement>('a[href]')) {
      const kind = KINDS[link.protocol as keyof typeof KINDS];
      // A neighbour's number is not this place's.
      if (!kind || link.closest('.nearby')) continue;
      link.addEventListener('click', () => {
        navigator.sendBeacon(address, new URLSearchParams({ wat: kind }));
      });
    }
  }
}
