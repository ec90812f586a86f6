// Which pictures may become a logo on documents.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal } from '#kernel/refusal.ts';
import { checkLogo } from './logo.ts';

const svg = (content: string, head = ''): Buffer => Buffer.from(`${head}<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${content}</svg>`);

function png(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(33);
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(bytes);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

const jpeg = (components: number): Buffer => Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 17, 8, 0, 50, 0, 90, components, 0, 0]);

const accepted: readonly (readonly [string, Buffer, string])[] = [
  ['a PNG', png(400, 100), 'png'],
  ['a JPEG', jpeg(3), 'jpg'],
  ['an SVG with a gradient', svg('<linearGradient id="a"/><rect width="5" height="5" fill="url(#a)"/>', '<?xml version="1.0"?>'), 'svg'],
];

for (const [what, bytes, format] of accepted) test(`${what} is accepted`, () => assert.equal(checkLogo(bytes).format, format));

const refusedPictures: readonly (readonly [string, Buffer, RegExp])[] = [
  ['a text', Buffer.from('hello'), /neither PNG/],
  ['nothing', Buffer.alloc(0), /neither PNG/],
  ['a large file', Buffer.alloc(600_000), /600000 bytes/],
  ['a PNG that unpacks to gigabytes', png(60_000, 60_000), /60000 × 60000/],
  ['a PNG cut short', png(9, 9).subarray(0, 20), /damaged/],
  ['a JPEG for print', jpeg(4), /CMYK/],
  ['a JPEG without frame', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0]), /frame header/],
  ['an SVG with entities', svg('', '<!DOCTYPE svg [<!ENTITY a "b">]>'), /neither PNG|document type/],
  ['an SVG that reads a file', svg('<image href="file:///etc/passwd"/>'), /only shapes/],
  ['an SVG that loads a paint', svg('<rect fill="url(http://x.example/a)"/>'), /outside itself/],
  ['an SVG with text in the fonts of the machine', svg('<text>Nordlicht</text>'), /only shapes/],
  ['an SVG nested too deep', svg(`${'<g>'.repeat(70)}${'</g>'.repeat(70)}`), /64 deep/],
  ['an SVG that hides its depth behind quotes', svg(`${'<g id="/>">'.repeat(70)}${'</g>'.repeat(70)}`), /64 deep/],
  ['an SVG that hides its depth behind a comment', svg(`<![CDATA[<!--]]>${'<g>'.repeat(70)}<!-- -->`), /raw data/],
];

for (const [what, bytes, reason] of refusedPictures) {
  test(`${what} is refused`, () => assert.throws(() => checkLogo(bytes), (error) => error instanceof Refusal && error.code === 'typesetting.logo_unreadable' && reason.test(error.message)));
}
