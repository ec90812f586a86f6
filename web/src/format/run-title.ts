// What a run is called, its day as the reader writes days. A day in the name of a file stays as it is.
import { formatDate, isDay } from './date.ts';

export function runTitle({ title }: { readonly title: string }): string {
  return title.replace(/(?<= through )\d{4}-\d{2}-\d{2}$/, (day) => (isDay(day) ? formatDate(day) : day));
}
