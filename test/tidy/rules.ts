// All tidy rules in the order in which they are reported, and the text of a breach.
import { circles } from './circles.ts';
import { constructs } from './constructs.ts';
import { deadFiles } from './dead-files.ts';
import { doors, floors, knownFolders, purity } from './floors.ts';
import { foreignTraces } from './foreign-traces.ts';
import { functionLength } from './function-length.ts';
import { importForm } from './imports.ts';
import { fileLength, fileNames, firstLine } from './layout.ts';
import { lockfile } from './lockfile.ts';
import { refusals } from './refusals.ts';
import { sqlPlaces } from './sql-places.ts';
import type { Breach, Rule } from './tree.ts';

export const rules: readonly Rule[] = [
  knownFolders,
  floors,
  doors,
  purity,
  importForm,
  circles,
  sqlPlaces,
  firstLine,
  fileLength,
  functionLength,
  fileNames,
  constructs,
  deadFiles,
  refusals,
  foreignTraces,
  lockfile,
];

export function breachText({ path, line, rule, detail }: Breach): string {
  return `${path}:${line} ${rule}: ${detail}`;
}
