// Which fields of days hold a text that is no day: what stands in such a field must be the day that is used, so nothing is sent meanwhile.
import { useState } from 'react';

export type ReadDays = {
  readonly isUnread: boolean;
  /** What a day field tells goes through here: `onDay` hears of days only. An empty field counts as none where the day is required. */
  readonly reading: (id: string, onDay: (day: string) => void, rule?: 'required') => (day: string | undefined) => void;
};

export function useReadDays(): ReadDays {
  const [unread, setUnread] = useState<readonly string[]>([]);
  return {
    isUnread: unread.length > 0,
    reading: (id, onDay, rule) => (day) => {
      const isRead = day !== undefined && (day !== '' || rule === undefined);
      setUnread((before) => (isRead ? before.filter((one) => one !== id) : [...before, id]));
      if (isRead) onDay(day);
    },
  };
}
