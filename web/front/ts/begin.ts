// The map of the first steps is made of links. What was typed beside it goes along with them.

const TYPED = ['naam', 'soort'];

export function enhanceBeginning(root: ParentNode): void {
  const map = root.querySelector('.begin-map');
  const form = root.querySelector<HTMLFormElement>('form[action="/begin/plaats"]');
  if (!map || !form) return;
  map.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const href = link?.getAttribute('href');
    if (!link || !href) return;
    const to = new URL(href, location.href);
    const typed = new FormData(form);
    for (const name of TYPED) to.searchParams.set(name, String(typed.get(name) ?? ''));
    link.setAttribute('href', to.pathname + to.search);
  });
}
