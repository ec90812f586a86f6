// Holds the floors of the house: a file imports its own folder or something lower, and enters another capability by its door.
import { importsByFile, topFolder } from './imports.ts';
import { isTestSupport } from './tree.ts';
import type { Import } from './imports.ts';
import type { Breach, Rule } from './tree.ts';

const ground = ['kernel', 'formats', 'platform', 'ledger'] as const;
/** In the order in which the data flows; each may use the ones before it. */
const capabilities = ['company', 'customers', 'catalog', 'evidence', 'charges', 'invoicing', 'payments', 'cash', 'reports', 'work'] as const;
/** Assembly: the command line starts the server and the worker, the server may start the worker. */
const assembly = ['worker', 'server', 'cli'] as const;

const order: readonly string[] = [...ground, ...capabilities, ...assembly];
/** What each assembly folder mounts of a capability, besides its door. */
const mountedBy: Readonly<Record<string, readonly string[]>> = { server: ['http.ts', 'cli.ts', 'jobs.ts'] };
/** No file, network or process is reached from the pure floors, and no database. */
const impurePackage = /^(?:node:)?(?:fs|fs\/promises|net|tls|http|https|http2|dgram|dns|child_process|worker_threads|cluster|process|os|timers(?:\/promises)?)$|^(?:pg|kysely|hono|graphile-worker|nodemailer)(?:\/|$)/;

export const floors: Rule = {
  name: `floors, lowest first: ${order.join(', ')}`,
  find: (tree) => serverImports(importsByFile(tree)).flatMap(floorBreach),
};

export const doors: Rule = {
  name: 'another capability is entered only through its index.ts (http.ts, cli.ts and jobs.ts by the table that mounts them)',
  find: (tree) => serverImports(importsByFile(tree)).flatMap(doorBreach),
};

export const purity: Rule = {
  name: 'kernel and formats are pure: no files, network, processes or database',
  find: (tree) => serverImports(importsByFile(tree)).flatMap(purityBreach),
};

export const knownFolders: Rule = {
  name: 'every folder of src has its floor',
  find: (tree) => {
    const unknown = [...tree.sources.keys()].filter((path) => path.startsWith('src/') && !order.includes(topFolder(path)));
    return unknown.map((path) => ({ path, line: 1, rule: 'floor-unknown', detail: `${topFolder(path)} has no place in the order of floors` }));
  },
};

function serverImports(all: ReadonlyMap<string, readonly Import[]>): Import[] {
  return [...all].filter(([path]) => path.startsWith('src/')).flatMap(([, imports]) => imports);
}

function floorBreach({ from, line, target }: Import): Breach[] {
  if (target === null) return [];
  if (!target.startsWith('src/')) {
    return isTestSupport(from) ? [] : [{ from, detail: `the server imports ${target}, which is outside src` }].map(({ detail }) => ({ path: from, line, rule: 'floor', detail }));
  }
  const here = topFolder(from);
  const there = topFolder(target);
  if (here === there || order.indexOf(there) < order.indexOf(here)) return [];
  return [{ path: from, line, rule: 'floor', detail: `${here} is below ${there} and imports ${target}` }];
}

function doorBreach({ from, line, target }: Import): Breach[] {
  if (target === null || !target.startsWith('src/')) return [];
  const here = topFolder(from);
  const there = topFolder(target);
  if (here === there || !(capabilities as readonly string[]).includes(there)) return [];
  const inside = target.slice(`src/${there}/`.length);
  if (inside === 'index.ts' || mountedBy[here]?.includes(inside) === true) return [];
  if (isTestSupport(from) && isTestSupport(target)) return [];
  return [{ path: from, line, rule: 'door', detail: `${target} is behind the door of ${there}: import #${there}/index.ts` }];
}

function purityBreach({ from, line, specifier, target }: Import): Breach[] {
  const isPureFloor = topFolder(from) === 'kernel' || topFolder(from) === 'formats';
  if (!isPureFloor || isTestSupport(from) || target !== null || !impurePackage.test(specifier)) return [];
  return [{ path: from, line, rule: 'purity', detail: `${topFolder(from)} is pure and imports ${specifier}` }];
}
