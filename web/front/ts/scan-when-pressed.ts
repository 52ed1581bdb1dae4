// A code is read in the page by who presses the button: the camera's part is fetched then. Without
// it, the telephone's own camera reads the code, or it is typed.

import { find } from './dom';

// An address with its hash, put in by build.mjs.
declare const SCAN_SCRIPT: string;

interface ScanModule {
  scan(dialog: HTMLDialogElement, path: string): Promise<void>;
}

export function enhanceScan(root: ParentNode): void {
  // Not there on a line that is not safe, where a browser gives nobody a camera.
  if (!('mediaDevices' in navigator)) return;
  for (const box of root.querySelectorAll<HTMLElement>('[data-scan]')) {
    const [button, dialog] = [find<HTMLElement>(box, 'button'), find<HTMLDialogElement>(box, 'dialog')];
    if (!button || !dialog) continue;
    box.hidden = false;
    button.addEventListener('click', () => void open(dialog, box.dataset['scan'] ?? ''));
    // Not every browser knows what was pressed.
    dialog.addEventListener('close', () => button.focus());
  }
}

async function open(dialog: HTMLDialogElement, path: string): Promise<void> {
  const words = find<HTMLElement>(dialog, '[role=status]');
  if (words) words.textContent = words.dataset['starts'] ?? '';
  dialog.showModal();
  try {
    const { scan } = (await import(SCAN_SCRIPT)) as ScanModule;
    await scan(dialog, path);
  } catch {
    if (words) words.textContent = words.dataset['failed'] ?? '';
  }
}
