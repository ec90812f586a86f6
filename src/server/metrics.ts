// Counters for Prometheus: requests by route and status with their durations, connections, runs, the process itself.

import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Platform } from '#platform/platform.ts';

const BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

type Series = { count: number; sumSeconds: number; readonly buckets: number[] };

export type Metrics = {
  observe(request: { method: string; route: string; status: number; seconds: number }): void;
  render(platform: Platform, runs: readonly { status: string; count: number }[]): string;
};

export function openMetrics(): Metrics {
  const series = new Map<string, Series>();
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  return {
    observe({ method, route, status, seconds }) {
      const labels = `method="${method}",route="${route}",status="${status}"`;
      const found = series.get(labels) ?? { count: 0, sumSeconds: 0, buckets: BUCKETS_SECONDS.map(() => 0) };
      series.set(labels, found);
      found.count += 1;
      found.sumSeconds += seconds;
      BUCKETS_SECONDS.forEach((limit, index) => {
        if (seconds <= limit) found.buckets[index] = (found.buckets[index] ?? 0) + 1;
      });
    },
    render(platform, runs) {
      const { appPool, ownerPool } = platform.database;
      const { rss, heapUsed } = process.memoryUsage();
      const { user, system } = process.cpuUsage();
      return [
        ...requestLines(series),
        ...gauge('counterfoil_pool_connections', 'Database connections of the application pool', [
          ['{state="total"}', appPool.totalCount], ['{state="idle"}', appPool.idleCount], ['{state="waiting"}', appPool.waitingCount],
          ['{state="owner_total"}', ownerPool.totalCount],
        ]),
        ...gauge('counterfoil_runs', 'Runs by status', runs.map(({ status, count }) => [`{status="${status}"}`, count])),
        ...gauge('process_resident_memory_bytes', 'Resident memory', [['', rss]]),
        ...gauge('nodejs_heap_used_bytes', 'Heap in use', [['', heapUsed]]),
        ...gauge('nodejs_eventloop_delay_p99_seconds', 'Delay of the event loop, 99th percentile', [['', Number.isNaN(delay.percentile(99)) ? 0 : delay.percentile(99) / 1e9]]),
        '# HELP process_cpu_seconds_total CPU time', '# TYPE process_cpu_seconds_total counter', `process_cpu_seconds_total ${(user + system) / 1e6}`,
        ...gauge('process_uptime_seconds', 'Seconds since the start', [['', process.uptime()]]), '',
      ].join('\n');
    },
  };
}

function requestLines(series: ReadonlyMap<string, Series>): string[] {
  const name = 'counterfoil_request_seconds';
  const lines = [`# HELP ${name} Duration of requests`, `# TYPE ${name} histogram`];
  for (const [labels, { count, sumSeconds, buckets }] of series) {
    BUCKETS_SECONDS.forEach((limit, index) => void lines.push(`${name}_bucket{${labels},le="${limit}"} ${buckets[index] ?? 0}`));
    lines.push(`${name}_bucket{${labels},le="+Inf"} ${count}`, `${name}_sum{${labels}} ${sumSeconds}`, `${name}_count{${labels}} ${count}`);
  }
  return lines;
}

function gauge(name: string, help: string, values: readonly (readonly [string, number])[]): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...values.map(([labels, value]) => `${name}${labels} ${value}`)];
}
