// The built workbench: hashed assets kept for ever, the page asked for anew each time, compressed copies where the browser takes them.

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.json': 'application/json',
  '.woff2': 'font/woff2', '.png': 'image/png', '.ico': 'image/x-icon', '.webmanifest': 'application/manifest+json', '.txt': 'text/plain; charset=utf-8', '.wasm': 'application/wasm',
};

type Asset = { readonly path: string; readonly mediaType: string; readonly encodings: readonly ('br' | 'gz')[] };

export type StaticFiles = { answer(pathname: string, request: Request): Response | null };

const NOT_BUILT = '<!doctype html><title>Counterfoil</title><p>The workbench is not built yet. Start with <code>npm start</code>, which builds it, or read <a href="/docs">the API</a>.</p>';

/** Only files that were there at the start are served, so a path can't lead out of the folder. */
export function openStaticFiles(folder: string): StaticFiles {
  const assets = listAssets(folder);
  return {
    answer(pathname, request) {
      const asset = assets.get(pathname);
      if (asset !== undefined && pathname !== '/index.html') return serve(asset, request, pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
      // A page of yesterday asks for scripts of yesterday: it must see that they are gone, not the page again.
      if (pathname.startsWith('/assets/')) return null;
      const page = assets.get('/index.html');
      return page === undefined ? new Response(NOT_BUILT, { headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' } }) : serve(page, request, 'no-cache');
    },
  };
}

function listAssets(folder: string): ReadonlyMap<string, Asset> {
  if (!fs.existsSync(folder)) return new Map();
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  const present = new Set(names);
  const served = names.filter((name) => mediaTypes[path.extname(name)] !== undefined && name !== 'manifest.json' && !name.split('/').some((part) => part.startsWith('.')));
  return new Map(served.map((name) => [`/${name}`, {
    path: path.join(folder, name), mediaType: mediaTypes[path.extname(name)] ?? '', encodings: (['br', 'gz'] as const).filter((ending) => present.has(`${name}.${ending}`)),
  }]));
}

const kept = new Map<string, { bytes: Buffer<ArrayBuffer>; etag: string }>();

function serve(asset: Asset, request: Request, cacheControl: string): Response {
  const accepted = request.headers.get('accept-encoding') ?? '';
  const encoding = asset.encodings.find((ending) => accepted.includes(ending === 'gz' ? 'gzip' : ending));
  const { bytes, etag } = read(encoding === undefined ? asset.path : `${asset.path}.${encoding}`);
  const headers: Record<string, string> = { 'Content-Type': asset.mediaType, 'Cache-Control': cacheControl, ETag: etag, Vary: 'Accept-Encoding' };
  if (encoding !== undefined) headers['Content-Encoding'] = encoding === 'gz' ? 'gzip' : encoding;
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
  return new Response(bytes, { headers });
}

/** The whole workbench is a few hundred kilobytes; it stays in memory until its file changes. */
function read(file: string): { bytes: Buffer<ArrayBuffer>; etag: string } {
  const { mtimeMs } = fs.statSync(file);
  const key = `${file} ${mtimeMs}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const bytes = fs.readFileSync(file);
  const entry = { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"` };
  kept.set(key, entry);
  return entry;
}
