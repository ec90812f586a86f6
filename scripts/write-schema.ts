// Writes migrations/schema.sql from a fresh database.

import fs from 'node:fs';
import path from 'node:path';
import { openTestPlatform } from '#platform/testing/test-platform.ts';
import { dumpSchema } from '../test/schema/dump-schema.ts';

const platform = await openTestPlatform();
fs.writeFileSync(path.join(import.meta.dirname, '..', 'migrations', 'schema.sql'), await dumpSchema(platform.database.ownerPool));
await platform.close();
