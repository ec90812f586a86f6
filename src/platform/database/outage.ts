// A database that is away, or has no room, is nobody's mistake: what met it is refused for now, or waits and goes on.

import { Refusal } from '#kernel/refusal.ts';

/** SQLSTATE of a server that goes away, comes back, or takes no more connections (class 08 is the connection itself). */
const AWAY_STATES = new Set(['57P01', '57P02', '57P03', '53300']);
const FULL_STATES = new Set(['53100', 'ENOSPC', 'EDQUOT']);
const AWAY_SYSTEM_ERRORS = new Set(['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);
/** The driver gives these no code. */
const AWAY_MESSAGES = /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed)/;

export class ConnectionLost extends Error {}

/** Refuses database.unavailable or storage.full where that is what stands behind an error; null for everything else. */
export function outageOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error.code === 'database.unavailable' || error.code === 'storage.full' ? error : null;
  const { code: given, message = '', syscall } = error as { code?: unknown; message?: string; syscall?: string };
  // A program that ended gives its number as the code.
  const code = typeof given === 'string' ? given : undefined;
  if (code !== undefined && FULL_STATES.has(code)) return new Refusal('storage.full', 'the disk of the database or of the stored files has no room left');
  const isSocketGone = code === 'ENOENT' && syscall === 'connect';
  const isAway = error instanceof ConnectionLost || isSocketGone || AWAY_MESSAGES.test(message)
    || (code !== undefined && (code.startsWith('08') || AWAY_STATES.has(code) || (AWAY_SYSTEM_ERRORS.has(code) && isOfConnection(error))));
  return isAway ? new Refusal('database.unavailable', 'the database does not answer at the moment') : null;
}

/** The mail server's connections fail with the same codes; what fails there carries a command of SMTP. */
function isOfConnection(error: unknown): boolean {
  return (error as { command?: string }).command === undefined;
}
