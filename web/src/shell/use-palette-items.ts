// What the palette offers for a text: matching commands and places at once, the server's finds a moment later.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';

import { get } from '../api/client.ts';
import { useSession } from '../api/session.ts';
import type { WireMoney, WireSearchHit } from '../api/types.ts';
import { setPreferences } from '../app/preferences.ts';
import { useSettled } from '../app/use-settled.ts';
import { useAllBindings } from '../keys/use-keys.ts';
import { palettePlaces } from './palette-places.ts';

export type PaletteItem = {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly detail?: string;
  readonly amount?: WireMoney;
  readonly keys?: string;
  readonly run: () => void;
};

const leastLetters = 2;
const typingMs = 120;
const mostFinds = 12;

export function usePaletteItems(text: string): { readonly items: readonly PaletteItem[]; readonly isSearching: boolean } {
  const commands = useCommands();
  const wanted = text.trim();
  const asked = useSettled(wanted, typingMs);
  const navigate = useNavigate();
  const finds = useQuery({
    queryKey: ['/v1/search', asked],
    enabled: asked.length >= leastLetters,
    queryFn: ({ signal }) => get<{ items: readonly WireSearchHit[] }>('/v1/search', { q: asked, limit: mostFinds }, signal),
    placeholderData: keepPreviousData,
  });
  const found = wanted.length < leastLetters ? [] : (finds.data?.items ?? []).map((hit): PaletteItem => ({
    id: `${hit.kind} ${hit.id}`,
    kind: hit.kind,
    title: hit.title,
    detail: hit.detail,
    amount: hit.amount,
    run: () => void navigate({ href: hit.address }),
  }));
  const matching = commands.filter((command) => matches(command.title, wanted));
  // A place or command named exactly as typed comes first; otherwise what was found does.
  const exact = matching.filter((command) => command.title.toLowerCase().startsWith(wanted.toLowerCase()));
  const rest = matching.filter((command) => !exact.includes(command));
  return { items: wanted === '' ? commands : [...exact, ...found, ...rest], isSearching: finds.isFetching || asked !== wanted };
}

/** Every word typed must begin a word of the title. */
function matches(title: string, wanted: string): boolean {
  const words = title.toLowerCase().split(/[\s&:]+/);
  return wanted.toLowerCase().split(/\s+/).every((part) => words.some((word) => word.startsWith(part)));
}

/** Places and commands come from the registry of keys, so a screen's actions are found here without being listed again. */
function useCommands(): PaletteItem[] {
  const { bindings } = useAllBindings();
  const { permissions } = useSession();
  const navigate = useNavigate();
  const fromKeys = bindings
    .filter((binding) => binding.run && binding.keys !== 'Mod+k' && binding.group !== 'List')
    .map((binding): PaletteItem => ({
      id: `key ${binding.keys}`,
      kind: binding.group === 'Go to' ? 'Go to' : 'Command',
      title: binding.label,
      keys: binding.keys.split('|')[0],
      run: () => binding.run?.(),
    }));
  const isPlace = (item: PaletteItem) => item.kind === 'Go to';
  // A screen's own command for the same comes with its key; the place without one would be there twice.
  const titles = new Set(fromKeys.map(({ title }) => title));
  const places = palettePlaces
    .filter(({ title, needs }) => (needs === undefined || permissions.includes(needs)) && !titles.has(title))
    .map(({ title, path, search }): PaletteItem => ({ id: `place ${title}`, kind: 'Go to', title, run: () => void navigate({ to: path, search: (search ?? {}) as never }) }));
  return [
    ...fromKeys.filter((item) => !isPlace(item)),
    ...fromKeys.filter(isPlace),
    ...places,
    { id: 'theme light', kind: 'Command', title: 'Light theme', run: () => setPreferences({ theme: 'light' }) },
    { id: 'theme dark', kind: 'Command', title: 'Dark theme', run: () => setPreferences({ theme: 'dark' }) },
    { id: 'rows compact', kind: 'Command', title: 'Compact rows', run: () => setPreferences({ density: 'compact' }) },
    { id: 'rows default', kind: 'Command', title: 'Usual rows', run: () => setPreferences({ density: 'default' }) },
    { id: 'rows comfortable', kind: 'Command', title: 'Comfortable rows', run: () => setPreferences({ density: 'comfortable' }) },
  ];
}
