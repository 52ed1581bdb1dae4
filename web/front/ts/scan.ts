// Reads codes from the camera, in a dialog, and goes to the first that leads to a page of this
// house under a path; of any other it says so and looks on. The camera stops with the dialog, and
// with the page. What it sees stays here.

import { find } from './dom';
import { reader } from './scan-read';

/** How long it rests between two looks: eight a second find a code in a hand that trembles. */
const LOOK_MS = 125;
/** The longest side of what is read: a code fills enough of it, and a slow telephone keeps up. */
const LONGEST_PX = 640;
/** How long it is said that a code leads elsewhere, after it was last seen. */
const FOREIGN_MS = 3_000;

const CAMERA: MediaStreamConstraints = {
  audio: false,
  video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } },
};

/** Why there is no picture, by the name of the error, as the attribute with the words is called. */
const TROUBLES: Record<string, string> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'none',
  OverconstrainedError: 'none',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

type Tell = (what: string) => void;

/** Scans in an open dialog, until it is closed or a code leads to a page under `path`. */
export async function scan(dialog: HTMLDialogElement, path: string): Promise<void> {
  const [video, words] = [find<HTMLVideoElement>(dialog, 'video'), find<HTMLElement>(dialog, '[role=status]')];
  if (!video || !words || !dialog.open) return;
  const over = new AbortController();
  const { signal } = over;
  const leave = (): void => {
    over.abort();
    dialog.close();
  };
  dialog.addEventListener('close', () => over.abort(), { signal });
  addEventListener('pagehide', leave, { signal });
  document.addEventListener('visibilitychange', () => document.hidden && leave(), { signal });
  // Said twice is heard twice.
  const tell = (what: string): void => {
    const said = words.dataset[what] ?? '';
    if (words.textContent !== said) words.textContent = said;
  };
  video.hidden = false;
  try {
    const stream = await camera(signal);
    video.srcObject = stream;
    await video.play();
    const address = await look(video, path, tell, signal);
    if (!address) return;
    stop(stream);
    tell('found');
    location.assign(address);
  } catch (error) {
    if (signal.aborted) return;
    video.hidden = true;
    tell(TROUBLES[error instanceof DOMException ? error.name : ''] ?? 'failed');
    over.abort();
  }
}

/** The camera at the back where there is one. It stops with the signal, also when that comes first. */
async function camera(signal: AbortSignal): Promise<MediaStream> {
  const stream = await navigator.mediaDevices.getUserMedia(CAMERA);
  signal.addEventListener('abort', () => stop(stream));
  if (signal.aborted) stop(stream);
  signal.throwIfAborted();
  return stream;
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** Looks until a code leads under the path: its address, or nothing when nobody waits any more. */
async function look(video: HTMLVideoElement, path: string, tell: Tell, signal: AbortSignal): Promise<string | null> {
  const [read, canvas] = [reader(), document.createElement('canvas')];
  let foreignAt = -Infinity;
  while (!signal.aborted) {
    if (performance.now() - foreignAt > FOREIGN_MS) tell('aim');
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const { srcObject: stream } = video;
    // Pulled out, or taken by something else.
    if (stream instanceof MediaStream && !stream.active) throw new DOMException('no camera', 'NotReadableError');
    if (signal.aborted || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) continue;
    draw(video, canvas);
    const texts = await read(canvas);
    const address = texts.map((text) => addressOf(text, path)).find((it) => it !== null);
    if (address && !signal.aborted) return address;
    if (texts.length === 0) continue;
    foreignAt = performance.now();
    tell('foreign');
  }
  return null;
}

function draw(video: HTMLVideoElement, canvas: HTMLCanvasElement): void {
  const { videoWidth, videoHeight } = video;
  const scale = Math.min(1, LONGEST_PX / Math.max(videoWidth, videoHeight));
  canvas.width = Math.round(videoWidth * scale);
  canvas.height = Math.round(videoHeight * scale);
  canvas.getContext('2d', { willReadFrequently: true })?.drawImage(video, 0, 0, canvas.width, canvas.height);
}

/** The address in a code, where it is one of this house with one name under the path. */
function addressOf(text: string, path: string): string | null {
  try {
    const { origin, pathname, search } = new URL(text);
    const isOurs = origin === location.origin && pathname.startsWith(path);
    return isOurs && /^[\w-]+$/.test(pathname.slice(path.length)) ? origin + pathname + search : null;
  } catch {
    return null;
  }
}
