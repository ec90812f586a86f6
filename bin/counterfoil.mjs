#!/usr/bin/env node
// The command `counterfoil`: runs the command line under Node 24, whichever Node it was started with.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { findNode, missingNode } from '../scripts/node-binary.mjs';

const main = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
const node = findNode();

if (node === null) {
  process.stderr.write(`${missingNode}\n`);
  process.exitCode = 1;
} else if (node === process.execPath) {
  process.argv[1] = main;
  await import(pathToFileURL(main).href);
} else {
  runUnder(node);
}

function runUnder(binary) {
  const child = spawn(binary, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']) pass(signal, child);
  child.on('error', (error) => {
    process.stderr.write(`${binary} could not be started: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    process.exit(signal === null ? code : 128 + (constants.signals[signal] ?? 0));
  });
}

// A terminal sends Ctrl-C to the child by itself; passed on once more it would look like a second, impatient one.
function pass(signal, child) {
  try {
    process.on(signal, () => {
      if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal);
    });
  } catch {
    // This system has no such signal.
  }
}
