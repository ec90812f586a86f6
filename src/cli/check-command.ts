// counterfoil check: every invariant recomputed from raw rows, for each organisation, with its result.

import type { Platform } from '#platform/platform.ts';
import { everyOrganisation } from '#platform/sign-in/membership-store.ts';
import type { Assembly } from '#server/assembly.ts';
import { connect, isRemote, knownOrganisations, localApi, openLocalPlatform } from './connection.ts';
import type { Screen } from './output.ts';
import { REFUSED } from './problem.ts';
import type { LocalCall, LocalCommand } from './local-command.ts';

export const checkCommand: LocalCommand = {
  name: 'check', summary: 'Recompute every invariant from raw rows; exit code 1 when one does not hold',
  options: [{ flag: '--replay', description: 'Also work out every issued amount again from its proof' }],
  example: 'counterfoil check --replay',
  async run(call) {
    const reports = await reportsOf(call);
    const holds = reports.every((report) => report.holds);
    if (!holds) call.endWith(REFUSED);
    return { holds, organisations: reports };
  },
};

type Report = { readonly organisation: string; readonly holds: boolean; readonly checks: readonly Record<string, unknown>[] };

async function reportsOf({ globals, options, screen, assembly }: LocalCall): Promise<Report[]> {
  const replay = options['replay'] === true;
  if (isRemote(globals) || globals.org !== undefined) {
    const connection = await connect(globals, assembly);
    try {
      return [await checkOrganisation(connection.api, replay, screen)];
    } finally {
      await connection.close();
    }
  }
  const platform = await openLocalPlatform(globals);
  try {
    await knownOrganisations(platform);
    return await checkEveryOrganisation(platform, assembly, replay, screen);
  } finally {
    await platform.close();
  }
}

export async function checkEveryOrganisation(platform: Platform, assembly: Assembly, replay: boolean, screen: Screen): Promise<Report[]> {
  const reports: Report[] = [];
  for (const { orgId } of await everyOrganisation(platform.database)) reports.push(await checkOrganisation(localApi(platform, assembly, orgId).api, replay, screen));
  return reports;
}

async function checkOrganisation(api: ReturnType<typeof localApi>['api'], replay: boolean, screen: Screen): Promise<Report> {
  const { name } = (await api.get('/v1/organisation')) as { name: string };
  const answer = await api.get('/v1/check', { replay: String(replay) });
  const checks = answer['checks'] as { name: string; title: string; holds: boolean; examined: number; breaches: string[] }[];
  screen.say(name);
  screen.table([{ key: 'mark', title: '' }, { key: 'name', title: 'Check' }, { key: 'title', title: 'What must hold' }, { key: 'examined', title: 'Examined', align: 'end' }],
    checks.map((check) => ({ ...check, mark: check.holds ? 'ok' : 'BROKEN' })));
  for (const check of checks) for (const breach of check.breaches) screen.say(`${check.name}: ${breach}`);
  const holds = answer['holds'] === true;
  screen.say(holds ? `All ${checks.length} checks hold.` : `${checks.filter((check) => !check.holds).length} of ${checks.length} checks do not hold.`);
  return { organisation: name, holds, checks };
}
