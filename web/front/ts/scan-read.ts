// What reads a code in a picture: the browser, where it can, else a library, which is fetched then.

// An address with its hash, put in by build.mjs.
declare const QR_SCRIPT: string;

interface QrModule {
  read(pixels: ImageData): string | null;
}

interface Detector {
  detect(picture: HTMLCanvasElement): Promise<{ rawValue: string }[]>;
}

interface Detectors {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

const FORMAT = 'qr_code';

/** Every text that a picture has in codes. */
export function reader(): (picture: HTMLCanvasElement) => Promise<string[]> {
  let own = ownDetector();
  return async (picture) => {
    try {
      const detector = await own;
      if (detector) return (await detector.detect(picture)).map((it) => it.rawValue);
    } catch {
      // Some browsers say that they can, and then cannot.
      own = Promise.resolve(null);
    }
    const { read } = (await import(QR_SCRIPT)) as QrModule;
    const pixels = picture.getContext('2d')?.getImageData(0, 0, picture.width, picture.height);
    const text = pixels && read(pixels);
    return text ? [text] : [];
  };
}

async function ownDetector(): Promise<Detector | null> {
  const { BarcodeDetector: Its } = globalThis as { BarcodeDetector?: Detectors };
  if (!Its || !(await Its.getSupportedFormats()).includes(FORMAT)) return null;
  return new Its({ formats: [FORMAT] });
}
