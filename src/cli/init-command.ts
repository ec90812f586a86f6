// counterfoil init: opens a company in the local data, empty or the sample, with its first account where one is given.

import { text as readAll } from 'node:stream/consumers';
import { refuse } from '#kernel/refusal.ts';
import type { CliApi } from '#platform/cli/cli-command.ts';
import type { Platform } from '#platform/platform.ts';
import { everyOrganisation, type OrganisationName } from '#platform/sign-in/membership-store.ts';
import { requirePassword } from '#platform/sign-in/set-password.ts';
import { readInput } from '#server/request-input.ts';
import { ownerBody } from '#server/setup-routes.ts';
import { localApi, openLocalPlatform } from './connection.ts';
import { localProblem } from './problem.ts';
import type { LocalCall, LocalCommand } from './local-command.ts';
import { waitForRun } from './wait-for-run.ts';

export const initCommand: LocalCommand = {
  name: 'init', summary: 'Open a company in the local data: an empty one, or the sample company',
  options: [
    { flag: '--company <name>', description: 'Name of an empty company' }, { flag: '--currency <code>', description: 'Currency of its books (EUR)' },
    { flag: '--country <code>', description: 'Its country (NL)' }, { flag: '--time-zone <zone>', description: 'Its time zone (that of the country)' },
    { flag: '--sample', description: 'The sample company instead' }, { flag: '--owner-email <address>', description: 'Also make the first account' },
    { flag: '--owner-name <name>', description: 'Its name (the e-mail address when left out)' }, { flag: '--owner-password-stdin', description: 'Read its password from standard input' },
  ],
  example: 'counterfoil init --company "Ink and Paper" --currency EUR --country NL',
  run: initialise,
};

async function initialise({ globals, options, screen, assembly }: LocalCall): Promise<unknown> {
  const company = companyFrom(options);
  const owner = await ownerFrom(options);
  const platform = await openLocalPlatform(globals);
  const installation = localApi(platform, assembly, null);
  try {
    if (owner !== null) await requireNoOwner(installation.api);
    await requireNew(platform, company);
    const opened = await installation.api.send('POST', '/v1/setup/company', company);
    // The first account becomes administrator of the companies that are there, so it comes second.
    if (owner !== null) await installation.api.send('POST', '/v1/setup/owner', owner);
    const inside = localApi(platform, assembly, String(opened['org_id']));
    if (opened['run_id'] !== null) await waitForRun(inside.api, screen, String(opened['run_id']));
    const session = await inside.api.get('/v1/session');
    const { name } = session['company'] as { name: string };
    screen.say(`${name} is open.${owner === null ? ' Start the workbench with: counterfoil serve' : ` ${owner.email} is its administrator.`}`);
    return { org_id: opened['org_id'], name, run_id: opened['run_id'] };
  } finally {
    await installation.finish().finally(() => platform.close());
  }
}

/** A second company of the same name is a command given twice: afterwards no name would tell the two apart. */
async function requireNew(platform: Platform, company: Company): Promise<void> {
  const isSame = ({ name, sample }: OrganisationName): boolean => (company.kind === 'sample' ? sample : name.toLowerCase() === company.name.toLowerCase());
  const there = (await everyOrganisation(platform.database)).find(isSame);
  if (there !== undefined) refuse('organisation.exists', `${there.name} is open here already`);
}

type Company = { readonly kind: 'sample' } | { readonly kind: 'empty'; readonly name: string; readonly [field: string]: unknown };

function companyFrom(options: LocalCall['options']): Company {
  const name = options['company'];
  if ((typeof name === 'string') === (options['sample'] === true)) {
    throw localProblem('init.choose', 'either a company or the sample is needed');
  }
  if (typeof name !== 'string') return { kind: 'sample' };
  const timeZone = options['timeZone'];
  return { kind: 'empty', name, currency: options['currency'] ?? 'EUR', country: options['country'] ?? 'NL', ...(timeZone === undefined ? {} : { time_zone: timeZone }) };
}

type Owner = { readonly name: string; readonly email: string; readonly password: string };

/**
 * A password never stands on a command line, where every process list shows it. Looked at before the company is opened: a command that is
 * put right and given again would meet a company of that name.
 */
async function ownerFrom(options: LocalCall['options']): Promise<Owner | null> {
  const email = options['ownerEmail'];
  if (typeof email !== 'string') return null;
  if (options['ownerPasswordStdin'] !== true) throw localProblem('init.password', 'the account needs a password');
  const password = (await readAll(process.stdin)).replace(/\r?\n$/, '');
  requirePassword(password);
  const owner = { name: typeof options['ownerName'] === 'string' ? options['ownerName'] : email, email, password };
  readInput(ownerBody, owner, 'body');
  return owner;
}

async function requireNoOwner(api: CliApi): Promise<void> {
  const setup = await api.get('/v1/setup');
  if (setup['state'] !== 'needs_owner') refuse('setup.done', 'the first account exists already');
}
