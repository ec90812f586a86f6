// What a person prefers on this device: theme, density, single-letter keys, columns and panels. Kept in the browser, never needed for the work.
import { useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark' | 'system';
export type Density = 'compact' | 'default' | 'comfortable';

export type Preferences = {
  readonly theme: Theme;
  readonly density: Density;
  /** Single letters as commands can be switched off, for people who dictate or hold keys (WCAG 2.1.4). */
  readonly letterKeys: boolean;
  /** Hidden columns by grid; a grid that is absent shows its usual ones. */
  readonly hiddenColumns: Readonly<Record<string, readonly string[]>>;
  readonly panelOpen: boolean;
};

const storageKey = 'counterfoil.preferences';
const systemDark = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();
let preferences: Preferences = {
  theme: 'system', density: 'default', letterKeys: true, hiddenColumns: {}, panelOpen: true, ...stored(),
};

export function readPreferences(): Preferences {
  return preferences;
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, readPreferences);
}

export function setPreferences(change: Partial<Preferences>): void {
  preferences = { ...preferences, ...change };
  try {
    localStorage.setItem(storageKey, JSON.stringify(preferences));
  } catch {
    // Private windows may forbid storage; the choice then lasts as long as the page.
  }
  applyToPage();
  for (const listener of listeners) listener();
}

/** Called once at start; the blocking script in the head has set the first values already. */
export function keepPageInStep(): void {
  applyToPage();
  systemDark.addEventListener('change', applyToPage);
}

function applyToPage(): void {
  const dark = preferences.theme === 'dark' || (preferences.theme === 'system' && systemDark.matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  document.documentElement.dataset.density = preferences.density;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function stored(): Partial<Preferences> {
  try {
    return JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Partial<Preferences>;
  } catch {
    return {};
  }
}
