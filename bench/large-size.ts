// How large the measured company is, the day it lives on, and what the fillers of its tables share.

import type pg from 'pg';

export type LargeSize = { readonly documents: number; readonly customers: number };

/** Today in the measured company. */
export const TODAY = '2026-06-30';

export type Fill = LargeSize & { readonly client: pg.PoolClient; readonly orgId: string };
