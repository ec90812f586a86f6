// Exchange rates and missing base amounts as the API tells them.
import type { WireMoney } from '../../api/types.ts';

export const ratePath = '/v1/exchange-rates';
export const missingPath = '/v1/missing-base-amounts';

export type RateWarning = 'far_off' | 'upside_down';

export type ExchangeRate = {
  readonly currency: string;
  readonly base_currency: string;
  readonly rated_on: string;
  readonly revision: number;
  readonly rate: string;
  readonly source: string;
  readonly is_current: boolean;
  readonly warning: RateWarning | null;
};

export const warningText: Readonly<Record<RateWarning, string>> = { far_off: 'Far off the day before', upside_down: 'Looks the other way round' };

/** Postings of a currency that need the rate of a day. */
export type MissingBase = {
  readonly entity_id: number;
  readonly currency: string;
  readonly base_currency: string;
  readonly rated_on: string;
  readonly transfers: number;
  readonly amount: WireMoney;
  /** Known by now; null while there is none on or before the day. */
  readonly rate: string | null;
};
