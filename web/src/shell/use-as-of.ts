// The day as of which a screen looks at the books; kept in the address. A day in the past makes the screen read-only.
import { useSession } from '../api/session.ts';
import { useAddressText } from '../app/address.ts';
import { isDay } from '../format/date.ts';

export type AsOf = {
  /** For the API: undefined means today. */
  readonly param: string | undefined;
  readonly day: string;
  readonly today: string;
  readonly isLookBack: boolean;
  readonly set: (day: string | undefined) => void;
};

export function useAsOf(): AsOf {
  const { today } = useSession().company;
  const [text, set] = useAddressText('as_of');
  const param = text !== undefined && isDay(text) && text !== today ? text : undefined;
  const day = param ?? today;
  return { param, day, today, isLookBack: day < today, set };
}
