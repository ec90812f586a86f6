// What a box for a customer finds while someone types: by name or number.
import { get } from '../../api/client.ts';
import type { WirePage } from '../../api/types.ts';
import type { Option } from '../../kit/option.ts';

type Found = { readonly id: string; readonly number: string; readonly name: string };

const mostFound = 12;

export async function findCustomers(text: string, signal: AbortSignal): Promise<Option[]> {
  const page = await get<WirePage<Found>>('/v1/customers', { q: text, limit: mostFound, sort: 'name' }, signal);
  return page.items.map(({ id, number, name }) => ({ id, label: name, detail: number }));
}
