// The rows of the file store.

import { sql } from './database/sql.ts';
import type { Tx } from './database/transaction.ts';
import type { Instant } from './clock.ts';

export type FileRow = {
  readonly fileId: string;
  readonly sha256: Buffer;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: bigint;
  readonly recordedAt: Instant;
  readonly recordedBy: string;
};

const columns = sql`file_id, sha256, name, media_type, size_bytes, recorded_at, recorded_by`;

export function findFileRow(tx: Tx, fileId: string): Promise<FileRow | null> {
  return tx.maybe(sql`select ${columns} from platform.file where org_id = ${tx.orgId} and file_id = ${fileId}`);
}

export function findFileByHash(tx: Tx, sha256: Buffer, name: string): Promise<FileRow | null> {
  return tx.maybe(sql`select ${columns} from platform.file where org_id = ${tx.orgId} and sha256 = ${sha256} and name = ${name} order by recorded_at limit 1`);
}

export async function insertFileRow(tx: Tx, row: FileRow): Promise<void> {
  await tx.run(sql`
    insert into platform.file (org_id, file_id, sha256, name, media_type, size_bytes, recorded_at, recorded_by)
    values (${tx.orgId}, ${row.fileId}, ${row.sha256}, ${row.name}, ${row.mediaType}, ${row.sizeBytes}, ${row.recordedAt}, ${row.recordedBy})`);
}

/** One row per distinct content, in the order of the hashes: for the check that reads every file. */
export function listContents(tx: Tx, after: Buffer, limit: number): Promise<{ fileId: string; name: string; sha256: Buffer }[]> {
  return tx.many(sql`
    select distinct on (sha256) file_id, name, sha256 from platform.file where org_id = ${tx.orgId} and sha256 > ${after} order by sha256, file_id limit ${limit}`);
}
