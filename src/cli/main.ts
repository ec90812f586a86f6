// The entry of the command counterfoil.

import { assembly } from '#server/assembly.ts';
import { FAULT } from './problem.ts';
import { runCommandLine } from './program.ts';

// A reader that has seen enough (head, less) closes the pipe: what is left to say goes nowhere, and the command ends as it would have.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

const code = await runCommandLine(process.argv.slice(2), assembly, { out: process.stdout, err: process.stderr }).catch((error: Error) => {
  process.stderr.write(`${error.stack ?? error.message}\n`);
  return FAULT;
});
// Nothing may keep a command alive that has said all it had to say; what it wrote is flushed first.
process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
