// The two lists in a backup: what it is, at its beginning, and what it holds with every hash, at its end.

import { z } from 'zod';

export const HEAD_NAME = 'backup.json';
export const MANIFEST_NAME = 'manifest.json';
export const NEWS_NAME = 'news.json';
export const SECRET_NAME = 'secret.key';
export const FORMAT = 'counterfoil backup 1';

export const headSchema = z.object({
  format: z.literal(FORMAT), program: z.string(), made_at: z.string(), database: z.string(),
  migrations: z.array(z.object({ name: z.string(), sha256: z.string() })),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
});

export type BackupHead = z.infer<typeof headSchema>;

export const manifestSchema = z.object({
  entries: z.array(z.object({ name: z.string(), size: z.int(), sha256: z.string() })),
  rows: z.record(z.string(), z.int()),
  files: z.int(),
});

export type BackupManifest = z.infer<typeof manifestSchema>;

/** tables/000012/000003.copy.gz: the twelfth table of the head, its third part. */
export function partName(table: number, part: number): string {
  return `tables/${String(table).padStart(6, '0')}/${String(part).padStart(6, '0')}.copy.gz`;
}

export function tableOfPart(name: string): number | null {
  const digits = /^tables\/(\d{6})\/\d{6}\.copy\.gz$/.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
}

export function contentName(sha256: string): string {
  return `files/${sha256}`;
}

export function contentOfName(name: string): string | null {
  return /^files\/([0-9a-f]{64})$/.exec(name)?.[1] ?? null;
}
