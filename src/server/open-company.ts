// Opening a company: an empty one as the person describes it, or the sample company, whose files a run then brings in.

import fs from 'node:fs/promises';
import path from 'node:path';
import { seedCatalogDefaults } from '#catalog/index.ts';
import { seedTermsDefaults } from '#customers/index.ts';
import { createCompany, type NewCompany } from '#company/index.ts';
import { derivedId } from '#kernel/id.ts';
import { refuse } from '#kernel/refusal.ts';
import { command } from '#platform/command.ts';
import { toCodeShape } from '#platform/http/shape.ts';
import type { Platform } from '#platform/platform.ts';
import { startRun } from '#platform/run-store.ts';
import { signInOf } from '#platform/sign-in/sign-in.ts';
import { contextOf, type Caller } from './caller.ts';
import type { Assembly } from './assembly.ts';
import { placeDefaults } from './place-defaults.ts';

export const SAMPLE_RUN = 'sample.open';
const SAMPLE_FOLDER = path.join(import.meta.dirname, '..', '..', 'sample');
/** The id of an organisation is derived from who asks and the idempotency key, so that a repeated request finds the same one. */
const ID_EPOCH_MS = 1_767_225_600_000;

export type CompanyRequest =
  | { readonly kind: 'sample' }
  | { readonly kind: 'empty'; readonly name: string; readonly currency: string; readonly country: string; readonly timeZone?: string | undefined };

export type OpenedCompany = { readonly orgId: string; readonly entityId: number; readonly runId: string | null };

/** Creates the organisation with its books; whoever asks becomes its administrator. */
export async function openCompany(platform: Platform, assembly: Assembly, caller: Caller, request: CompanyRequest, key: string): Promise<OpenedCompany> {
  if (request.kind === 'sample' && !assembly.runs.has(SAMPLE_RUN)) refuse('setup.no_sample', 'the sample company is not part of this installation');
  const orgId = derivedId(ID_EPOCH_MS, `organisation of ${caller.actor.id} ${key}`);
  const ctx = await contextOf(platform, caller, { orgId, name: '', role: 'admin' });
  const ownerUserId = caller.person?.userId;
  const company: NewCompany = { ...(request.kind === 'sample' ? await sampleCompany() : emptyCompany(request)), ...(ownerUserId === undefined ? {} : { ownerUserId }) };
  const opened = await command(platform.database, ctx, { name: 'company.create', permission: 'org.manage', key, input: company }, async (tx, inner, input) => {
    const created = await createCompany(tx, inner, input);
    await seedTermsDefaults(tx, inner);
    await seedCatalogDefaults(tx, inner);
    const runId = request.kind === 'sample' ? await startRun(tx, inner, { kind: SAMPLE_RUN, title: 'Opening the sample company', input: {} }) : null;
    return { ...created, runId };
  });
  if (caller.person !== null) await signInOf(platform).chooseOrganisation(caller.person, orgId);
  return opened;
}

function emptyCompany(request: Extract<CompanyRequest, { kind: 'empty' }>): NewCompany {
  const { name, currency, country } = request;
  const place = placeDefaults(country);
  return {
    name,
    entity: {
      code: 'MAIN', name, country, baseCurrency: currency, timeZone: request.timeZone ?? place.timeZone, language: place.language, page: place.page, address: { lines: [], country },
    },
  };
}

async function sampleCompany(): Promise<NewCompany> {
  const file = JSON.parse(await fs.readFile(path.join(SAMPLE_FOLDER, 'company.json'), 'utf8')) as { name: string; entity: Record<string, unknown> };
  return { name: file.name, sample: true, entity: toCodeShape(file.entity) as unknown as NewCompany['entity'] };
}
