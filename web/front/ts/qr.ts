// Reads a code in a picture, for browsers that cannot.

import jsQR from 'jsqr';

/** The text of the code in a picture, of which the dark squares are dark. */
export function read({ data, width, height }: ImageData): string | null {
  return jsQR(data, width, height, { inversionAttempts: 'dontInvert' })?.data || null;
}
