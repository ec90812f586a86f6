// CPU spent by this process and by the database's connections, read from /proc: what a list costs, also on a machine that others load.

import fs from 'node:fs';
import type pg from 'pg';

/** The kernel counts in hundredths of a second. */
const TICK_MS = 10;

/** null where there is no /proc. */
export async function openCpuMeter(owner: pg.Pool): Promise<(() => number) | null> {
  if (!fs.existsSync('/proc/self/stat')) return null;
  const found = await owner.query<{ pid: number }>(`select pid from pg_stat_activity where datname = current_database() and backend_type = 'client backend'`);
  // A connection that is closed meanwhile keeps what it was last seen with.
  const seen = new Map<number, number>();
  return () => {
    const own = process.cpuUsage();
    for (const { pid } of found.rows) seen.set(pid, Math.max(seen.get(pid) ?? 0, ticksOf(pid)));
    return (own.user + own.system) / 1000 + [...seen.values()].reduce((sum, ticks) => sum + ticks * TICK_MS, 0);
  };
}

function ticksOf(pid: number): number {
  const stat = fs.existsSync(`/proc/${pid}/stat`) ? fs.readFileSync(`/proc/${pid}/stat`, 'utf8') : '';
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}
