// Files that no import survives are refused with a code before anything is written, whatever they pretend to be.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { createCompany, type NewCompany } from '../testing/test-company.ts';
import { command } from '../command.ts';
import type { Context } from '../context.ts';
import { inReadOnly } from '../database/database.ts';
import { listRuns } from '../run-store.ts';
import { openTestPlatform, testContext, type TestPlatform } from '../testing/test-platform.ts';
import { readLocalFile } from './import-command.ts';
import type { ImportKind } from './import-kind.ts';
import { previewImport } from './preview-import.ts';
import { openSource, sourceOfBytes } from './source-file.ts';
import { startImport } from './start-import.ts';
import { readMapping } from './mapping.ts';
