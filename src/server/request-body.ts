// Reading a request's body within its limit: JSON up to a mebibyte, uploads up to what the configuration allows.

import { refuse } from '#kernel/refusal.ts';

export const JSON_BYTES_MAX = 1024 * 1024;
const JSON_DEPTH_MAX = 50;

/** Refuses request.too_large, request.malformed for other media types and for what is no JSON object. */
export async function readJsonBody(request: Request): Promise<unknown> {
  const bytes = await readBytes(request, JSON_BYTES_MAX, () => refuse('request.too_large', `a JSON body has at most ${JSON_BYTES_MAX} bytes`));
  if (bytes.length === 0) return undefined;
  const mediaType = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (mediaType !== 'application/json') refuse('request.malformed', 'the body must be sent as application/json', { field: 'Content-Type', value: mediaType });
  return parseJson(bytes);
}

function parseJson(bytes: Uint8Array): unknown {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    refuse('request.malformed', `the body is no JSON text: ${(error as Error).message}`);
  }
  if (isDeeper(value, JSON_DEPTH_MAX)) refuse('request.malformed', `the body is nested more than ${JSON_DEPTH_MAX} levels deep`);
  return value;
}

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((inner) => isDeeper(inner, depth - 1));
}

/** The bytes of an upload and the name it was sent under. Refuses file.too_large before or while they come. */
export async function readUpload(request: Request, bytesMax: number): Promise<{ bytes: Uint8Array; fileName: string }> {
  const bytes = await readBytes(request, bytesMax, () => refuse('file.too_large', `a file may have at most ${Math.floor(bytesMax / 1024 / 1024)} MiB here`));
  return { bytes, fileName: fileNameOf(request.headers.get('x-file-name')) };
}

/** Only the last part of a path, without control characters; percent-encoded as headers carry ASCII only. */
function fileNameOf(header: string | null): string {
  let name = header ?? '';
  try {
    name = decodeURIComponent(name);
  } catch (error) {
    // A name with a stray percent sign is taken as it is.
    if (!(error instanceof URIError)) throw error;
  }
  const last = name.split(/[\\/]/).at(-1)?.replace(/\p{C}/gu, '').trim().slice(0, 200) ?? '';
  return last === '' ? 'upload' : last;
}

async function readBytes(request: Request, bytesMax: number, tooLarge: () => never): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > bytesMax) tooLarge();
  if (request.body === null) return new Uint8Array(0);
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = (request.body as ReadableStream<Uint8Array>).getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    length += read.value.length;
    if (length > bytesMax) {
      await reader.cancel();
      tooLarge();
    }
    parts.push(read.value);
  }
  return Buffer.concat(parts, length);
}
