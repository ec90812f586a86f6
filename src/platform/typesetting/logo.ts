// The seller's logo: a picture that is known to be safe and printable before any document carries it.
import { refuse } from '#kernel/refusal.ts';
import type { LogoFormat } from './document-data.ts';

export type Logo = { readonly format: LogoFormat; readonly bytes: Uint8Array };

const bytesMax = 512 * 1024;
const sideMaxPixels = 4000;
// Far more than any drawing needs, far less than what overflows the stack of the native SVG reader.
const svgDepthMax = 64;

export function checkLogo(bytes: Uint8Array): Logo {
  if (bytes.length > bytesMax) refuseLogo(`it has ${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return checkPng(view, bytes);
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return checkJpeg(view, bytes);
  const text = new TextDecoder('utf-8', { fatal: false }).decode(bytes);
  if (/^\s*(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*)*<svg[\s>]/.test(text)) return checkSvg(text, bytes);
  return refuseLogo('it is neither PNG nor JPEG nor SVG');
}

// PNG (ISO 15948, 11.2.2): the first chunk is IHDR, width and height are its first two numbers.
function checkPng(view: DataView, bytes: Uint8Array): Logo {
  if (view.byteLength < 33 || view.getUint32(12) !== 0x49484452) refuseLogo('its header is damaged');
  checkSides(view.getUint32(16), view.getUint32(20));
  return { format: 'png', bytes };
}

// JPEG (ITU-T T.81, B.2.2): segments up to the frame header, which has height, width and the number of colour components.
function checkJpeg(view: DataView, bytes: Uint8Array): Logo {
  let at = 2;
  while (at + 9 < view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) {
      checkSides(view.getUint16(at + 7), view.getUint16(at + 5));
      if (view.getUint8(at + 9) === 4) refuseLogo('its colours are for print (CMYK), which PDF/A with a screen profile cannot hold');
      return { format: 'jpg', bytes };
    }
    at += 2 + view.getUint16(at + 2);
  }
  return refuseLogo('it has no frame header');
}

function checkSvg(text: string, bytes: Uint8Array): Logo {
  if (/<!(?!--)/.test(text)) refuseLogo('it declares a document type or holds raw data');
  if (/<(script|foreignObject|image|use|style|text|filter)[\s>/]/i.test(text)) refuseLogo('only shapes, groups and gradients may stand in it: convert texts to paths');
  if (/\b(href\s*=|url\()\s*["']?\s*(?!#)[^\s"')]/i.test(text)) refuseLogo('it points outside itself');
  let depth = 0;
  for (const [tag] of text.replace(/<!--[^]*?-->/g, '').matchAll(/<\/?[A-Za-z](?:[^>"']|"[^"]*"|'[^']*')*>/g)) {
    if (tag.startsWith('</')) depth -= 1;
    else if (!tag.endsWith('/>')) depth += 1;
    if (depth > svgDepthMax) refuseLogo(`its groups are nested more than ${svgDepthMax} deep`);
  }
  return { format: 'svg', bytes };
}

function checkSides(width: number, height: number): void {
  if (width === 0 || height === 0 || width > sideMaxPixels || height > sideMaxPixels) refuseLogo(`it has ${width} × ${height} pixels`);
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((value, index) => bytes[index] === value);
}

function refuseLogo(reason: string): never {
  refuse('typesetting.logo_unreadable', `The logo cannot be used: ${reason}.`, { field: 'logo' });
}
