// Structured logs: one JSON object a line on standard error, so that standard output stays the command's own.

import { pino, type Logger } from 'pino';
import type { Config } from './config.ts';

export type Log = Logger;

/** Secrets never reach a log line, whatever object is handed over. */
export function openLog(level: Config['logLevel']): Log {
  const redact = ['password', '*.password', 'authorization', '*.authorization', 'cookie', '*.cookie', 'key', '*.key', 'secret', '*.secret'];
  return pino({ level, redact, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 2, sync: true }));
}
