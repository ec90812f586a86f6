// How PostgreSQL values read in code: bigint stays exact, a date stays a text, an instant is ISO text, numeric a text.

import pg from 'pg';

const INT8 = 20;
const INT8_ARRAY = 1016;
const DATE = 1082;
const DATE_ARRAY = 1182;
const TIMESTAMPTZ = 1184;

type Parse = (text: string) => unknown;

const parsers = new Map<number, Parse>([
  [INT8, (text) => BigInt(text)],
  [DATE, (text) => text],
  [TIMESTAMPTZ, isoInstant],
  [INT8_ARRAY, (text) => plainArray(text).map((item) => BigInt(item))],
  [DATE_ARRAY, plainArray],
]);

/** The type parsers given to every connection; the session time zone is UTC, so instants end in '+00'. */
export const typeParsers = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): Parse {
    const own = parsers.get(oid);
    return own ?? (pg.types.getTypeParser(oid, format ?? 'text') as Parse);
  },
};

function isoInstant(text: string): string {
  return text.replace(' ', 'T').replace(/\+00$/, 'Z');
}

function plainArray(text: string): string[] {
  const inner = text.slice(1, -1);
  return inner === '' ? [] : inner.split(',');
}
