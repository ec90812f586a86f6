// CPU time of this process and of every process it started (the embedded PostgreSQL among them): steadier than the clock on a busy machine.

import fs from 'node:fs';

const TICKS_PER_SECOND = 100;

type ProcessTime = { readonly parent: number; readonly seconds: number };

/** Null where /proc is not to be had. A server named by TEST_DATABASE_URL is not counted. */
export function cpuSeconds(): number | null {
  if (!fs.existsSync('/proc/self/stat')) return null;
  const processes = new Map<number, ProcessTime>();
  for (const name of fs.readdirSync('/proc')) {
    const found = /^[0-9]+$/.test(name) ? readProcess(name) : null;
    if (found !== null) processes.set(Number(name), found);
  }
  let sum = 0;
  for (const [pid, { seconds }] of processes) if (isOurs(pid, processes)) sum += seconds;
  return sum;
}

/** Null where the process ended meanwhile. */
export function readProcess(pid: string): ProcessTime | null {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold blanks; what follows it does not. Children that ended count with their parent (fields 16 and 17).
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ').map(Number);
    const [, parent = 0, , , , , , , , , , own = 0, system = 0, childOwn = 0, childSystem = 0] = fields;
    return { parent, seconds: (own + system + childOwn + childSystem) / TICKS_PER_SECOND };
  } catch (error) {
    // A process that ended between the two reads has no file any more.
    if (['ENOENT', 'ESRCH'].includes((error as { code?: string }).code ?? '')) return null;
    throw error;
  }
}

function isOurs(pid: number, processes: ReadonlyMap<number, ProcessTime>): boolean {
  for (let at = pid; at > 1; at = processes.get(at)?.parent ?? 0) if (at === process.pid) return true;
  return false;
}
