// Suggestions while typing, from two letters: a combobox as ARIA describes it. The arrows walk,
// Enter takes, Escape closes, the number is spoken. Without an answer it is an ordinary field.

import { make, say } from './dom';

/** A suggestion as the server gives it (web/src/suggestions.rs). */
interface Suggestion {
  text: string;
  kind: 'listing' | 'category';
  href: string;
}

interface Answer {
  suggestions: Suggestion[];
}

const LETTERS_MIN = 2;
const PAUSE_MS = 120;

export function enhanceSuggestions(root: ParentNode): void {
  for (const field of root.querySelectorAll<HTMLInputElement>('input[data-suggest]')) {
    new Combobox(field);
  }
}

class Combobox {
  private readonly list: HTMLUListElement;
  private shown: Suggestion[] = [];
  private active = -1;
  private timer = 0;
  private asking: AbortController | null = null;

  constructor(private readonly field: HTMLInputElement) {
    const label = field.labels?.[0]?.textContent ?? '';
    this.list = make('ul', { id: `${field.id}-list`, role: 'listbox', class: 'suggestions', 'aria-label': label });
    this.list.hidden = true;
    field.after(this.list);
    field.setAttribute('role', 'combobox');
    field.setAttribute('aria-autocomplete', 'list');
    field.setAttribute('aria-controls', this.list.id);
    field.setAttribute('aria-expanded', 'false');
    field.addEventListener('input', () => this.askSoon());
    field.addEventListener('keydown', (event) => this.onKey(event));
    field.addEventListener('blur', () => this.close());
    // Taking the focus from the field would close the list before the click arrives.
    this.list.addEventListener('pointerdown', (event) => event.preventDefault());
    this.list.addEventListener('click', (event) => this.onClick(event));
  }

  private askSoon(): void {
    clearTimeout(this.timer);
    this.asking?.abort();
    if (this.field.value.trim().length < LETTERS_MIN) {
      this.close();
      return;
    }
    this.timer = window.setTimeout(() => void this.ask(), PAUSE_MS);
  }

  private async ask(): Promise<void> {
    this.asking = new AbortController();
    const words = new URLSearchParams({ q: this.field.value.trim() });
    try {
      const answer = await fetch(`${this.field.dataset['suggest']}?${words}`, {
        headers: { accept: 'application/json' },
        signal: this.asking.signal,
      });
      if (answer.ok) this.show(((await answer.json()) as Answer).suggestions);
    } catch {
      // Typed on, or offline: the button still searches.
    }
  }

  private show(suggestions: Suggestion[]): void {
    // An answer that comes after leaving must not open the list again.
    if (document.activeElement !== this.field) return;
    this.shown = suggestions;
    this.active = -1;
    this.list.replaceChildren(...suggestions.map((it, index) => this.option(it, index)));
    this.list.hidden = suggestions.length === 0;
    this.field.setAttribute('aria-expanded', String(!this.list.hidden));
    this.field.removeAttribute('aria-activedescendant');
    const { suggestCount = '', suggestNone = '' } = this.field.dataset;
    say(suggestions.length === 0 ? suggestNone : `${suggestions.length} ${suggestCount}`);
  }

  private option(suggestion: Suggestion, index: number): HTMLLIElement {
    const id = `${this.list.id}-${index}`;
    const attributes = { id, role: 'option', class: suggestion.kind, 'aria-selected': 'false' };
    return make('li', attributes, suggestion.text);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.isComposing || this.list.hidden) return;
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      this.move(step);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      this.close();
    } else if (event.key === 'Enter' && this.active >= 0) {
      event.preventDefault();
      this.take(this.active);
    }
  }

  /** Walks round, over the field itself: one step past the end is what was typed. */
  private move(step: number): void {
    const places = this.shown.length + 1;
    this.active = ((this.active + 1 + step + places) % places) - 1;
    [...this.list.children].forEach((option, index) => {
      option.setAttribute('aria-selected', String(index === this.active));
    });
    const option = this.list.children[this.active];
    if (option) {
      this.field.setAttribute('aria-activedescendant', option.id);
      option.scrollIntoView({ block: 'nearest' });
    } else {
      this.field.removeAttribute('aria-activedescendant');
    }
  }

  private onClick(event: MouseEvent): void {
    const option = event.target instanceof Element ? event.target.closest('[role="option"]') : null;
    if (option) this.take([...this.list.children].indexOf(option));
  }

  private take(index: number): void {
    const suggestion = this.shown[index];
    if (!suggestion) return;
    this.close();
    this.field.value = suggestion.text;
    location.assign(suggestion.href);
  }

  private close(): void {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.list.hidden = true;
    this.active = -1;
    this.field.setAttribute('aria-expanded', 'false');
    this.field.removeAttribute('aria-activedescendant');
  }
}
