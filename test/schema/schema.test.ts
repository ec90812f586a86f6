// The schema that the migrations make, and the laws that every table of it must keep.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { permissions } from '#platform/permissions.ts';
import { derivedId } from '#kernel/id.ts';
import { openTestPlatform, type TestPlatform } from '#platform/testing/test-platform.ts';
import { dumpSchema } from './dump-schema.ts';

let platform: TestPlatform;
before(async () => {
  platform = await openTestPlatform();
});
after(() => platform.close());

const rows = async (text: string): Promise<string[]> => (await platform.database.ownerPool.query<{ name: string }>(text)).rows.map((row) => row.name);
const TENANT = `from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped)
  and n.nspname !~ '^(pg_|information_schema|graphile_worker)'`;

test('the dumped schema is what the migrations make', async (context) => {
  if (Number(platform.database.version.split('.')[0]) < 18) return context.diagnostic('the dump is compared on the embedded version only');
  const dumped = fs.readFileSync(path.join(import.meta.dirname, '..', '..', 'migrations', 'schema.sql'), 'utf8');
  assert.equal(await dumpSchema(platform.database.ownerPool), dumped, 'run npm run schema');
});

test('every table with an organisation forces row-level security by it and starts its keys with it', async () => {
  assert.deepEqual(await rows(`select n.nspname || '.' || c.relname as name ${TENANT} and not (c.relrowsecurity and c.relforcerowsecurity)`), []);
  assert.deepEqual(await rows(`select i.indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0] where i.indisunique and a.attname <> 'org_id' and c.oid in (select c.oid ${TENANT})`), []);
});

test('the application role bypasses nothing and may not delete or truncate history', async () => {
  assert.deepEqual(await rows("select rolname as name from pg_roles where rolname = 'counterfoil_app' and (rolsuper or rolbypassrls or rolcreaterole)"), []);
  const kept = ['ledger.entry', 'ledger.transfer', 'platform.audit', 'evidence.sales_order', 'evidence.delivery', 'cash.application', 'payments.receipt', 'invoicing.document_void'];
  for (const table of kept) {
    const granted = await rows(`select privilege_type as name from (select (aclexplode(relacl)).* from pg_class where oid = '${table}'::regclass) g where g.grantee = 'counterfoil_app'::regrole and privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE')`);
    assert.deepEqual(granted, [], table);
  }
});

test('the permissions in code are the permissions in the database', async () => {
  assert.deepEqual(await rows('select permission as name from platform.permission order by permission'), Object.keys(permissions).sort());
});

test('derived ids are the same in the database and in code', async () => {
  for (const key of ['', 'a', 'delivery:1', 'Ünïcödé €', 'x'.repeat(300)]) {
    const found = await platform.database.ownerPool.query<{ id: string }>('select platform.derived_id($1, $2) as id', [1_700_000_000_123, key]);
    assert.equal(found.rows[0]?.id, derivedId(1_700_000_000_123, key));
  }
});
