// Bill runs and their preview as the API sends them.
import type { WireMoney, WireRun } from '../../api/types.ts';
import type { StatusLook } from '../../grid/column-makers.tsx';

/** Where a run stands: deliveries are priced first, then invoices are issued, then returns are credited. */
export type BillProgress = {
  readonly phase: 'price' | 'issue' | 'returns' | 'end';
  readonly priced?: number;
  readonly held?: number;
  readonly documents?: number;
  readonly lines?: number;
  readonly credit_notes?: number;
};

export type BillRunRow = Omit<WireRun, 'result'> & {
  readonly created_by: string;
  readonly created_at: string;
  readonly started_at: string | null;
  readonly finished_at: string | null;
  readonly result: BillProgress | null;
  readonly failure: { readonly code?: string; readonly detail?: string; readonly message?: string; readonly next?: string } | null;
};

export type BillRunRecord = BillRunRow & {
  readonly input: { readonly through?: string; readonly issuedOn?: string; readonly customerId?: string | null };
  readonly progress: BillProgress | null;
};

export type BillPreview = {
  readonly customers: number;
  readonly charges: number;
  readonly documents: number;
  /** Delivery lines that the run will price first; what they come to is not known before. */
  readonly uncharged: number;
  readonly totals: readonly { readonly currency: string; readonly amount: WireMoney }[];
  /** For what came back, on the invoices that billed it. */
  readonly credit_notes: number;
  readonly credit_totals: readonly { readonly currency: string; readonly amount: WireMoney }[];
  readonly held: number;
  readonly held_risk: readonly { readonly currency: string; readonly risk: WireMoney }[];
  readonly largest: readonly {
    readonly customer_id: string;
    readonly customer_number: string;
    readonly customer_name: string;
    readonly currency: string;
    readonly charges: number;
    readonly documents: number;
    readonly amount: WireMoney;
  }[];
};

export const runStatuses: Readonly<Record<WireRun['status'], StatusLook>> = {
  waiting: { label: 'Waiting', tone: 'neutral' },
  running: { label: 'Running', tone: 'info' },
  done: { label: 'Done', tone: 'ok' },
  failed: { label: 'Failed', tone: 'bad' },
  cancelled: { label: 'Cancelled', tone: 'warn' },
};

export function isUnderWay(run: { readonly status: WireRun['status'] } | undefined): boolean {
  return run?.status === 'waiting' || run?.status === 'running';
}

