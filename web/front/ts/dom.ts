// Small things that several parts need.

/** The first element that fits, as the type it is said to be. */
export function find<T extends Element>(root: ParentNode, selector: string): T | null {
  return root.querySelector<T>(selector);
}

/** An element with attributes and text; text is never read as HTML. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string>,
  text = '',
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
}

let spoken: HTMLElement | null = null;

/** Says something to who listens, without moving the focus. */
export function say(text: string): void {
  if (!spoken) {
    spoken = make('p', { role: 'status', class: 'sr-only' });
    document.body.append(spoken);
  }
  spoken.textContent = text;
}

/** A page of this site as a document, or null when it could not be had. */
export async function fetchPage(href: string): Promise<Document | null> {
  try {
    const answer = await fetch(href, { headers: { accept: 'text/html' } });
    if (!answer.ok) return null;
    return new DOMParser().parseFromString(await answer.text(), 'text/html');
  } catch {
    return null;
  }
}
