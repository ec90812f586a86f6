// Whether a side panel fits beside the list (1280 px), or lies over it.
import { useSyncExternalStore } from 'react';

const wide = matchMedia('(min-width: 1280px)');

export function useIsWide(): boolean {
  return useSyncExternalStore(subscribe, () => wide.matches);
}

function subscribe(listener: () => void): () => void {
  wide.addEventListener('change', listener);
  return () => wide.removeEventListener('change', listener);
}
