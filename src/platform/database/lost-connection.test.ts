// A connection that breaks is told to the operator, but not the last ones that go with the server when the program ends.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { openTestPlatform } from '../testing/test-platform.ts';
import { connectDatabase, type Connection } from './database.ts';

test('a lost connection is a warning while the program works, and nothing once it ends', async () => {
  const platform = await openTestPlatform();
  try {
    const lines: string[] = [];
    const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
    const { connectionString, host, port, user, database: name } = platform.database.ownerPool.options;
    const connection = (connectionString === undefined ? { host, port, user, database: name } : { connectionString }) as Connection;
    const database = await connectDatabase(connection, log);
    const lose = (): unknown => Reflect.apply(database.ownerPool.emit, database.ownerPool, ['error', new Error('terminating connection')]);
    lose();
    assert.equal(lines.length, 1);
    await database.close();
    lose();
    assert.equal(lines.length, 1);
  } finally {
    await platform.close();
  }
});
