// A database that does not fit the program is refused with the way out, before anything is changed.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTestPlatform, type TestPlatform } from '../testing/test-platform.ts';
import { migrate } from './migrate.ts';

let platform: TestPlatform;
before(async () => {
  platform = await openTestPlatform();
});
after(() => platform.close());

const again = (): Promise<void> => migrate(platform.database.ownerPool, platform.log);
const change = (statement: string): Promise<unknown> => platform.database.ownerPool.query(statement);

test('what is up to date stays as it is', async () => {
  await again();
});

test('a migration file that is another one now is refused by its name', async () => {
  await change("update public.schema_migration set sha256 = repeat('0', 64) where name = '0001_platform.sql'");
  await assert.rejects(again(), { code: 'migration.changed', value: '0001_platform.sql' });
});

test('a database of a newer program is refused by the step that this one lacks', async () => {
  await change("insert into public.schema_migration (name, sha256) values ('9001_later.sql', '')");
  await assert.rejects(again(), { code: 'migration.newer', value: '9001_later.sql' });
});
