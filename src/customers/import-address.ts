// The address cells of a row, and what they change of an address that is known.

import type { Address } from '#platform/organisation-store.ts';
import type { CheckedRow } from '#platform/imports/import-kind.ts';

export type AddressCells = { readonly lines: readonly string[]; readonly postalCode: string | null; readonly city: string | null; readonly region: string | null; readonly country: string | null };

export function importAddress(row: CheckedRow): AddressCells {
  const lines = [row.values['street'], row.values['street_2']].filter((line) => line !== null && line !== undefined);
  return { lines, postalCode: row.values['postal_code'] ?? null, city: row.values['city'] ?? null, region: row.values['region'] ?? null, country: row.values['country'] ?? null };
}

/** Cells that are empty leave the known address as it is. */
export function mergeAddress(known: Address, cells: AddressCells): Address {
  return {
    lines: cells.lines.length > 0 ? cells.lines : known.lines, postalCode: cells.postalCode ?? known.postalCode ?? null, city: cells.city ?? known.city ?? null,
    region: cells.region ?? known.region ?? null, country: cells.country ?? known.country,
  };
}
