// The house around every screen: navigation, overlays, messages, and the keys that work anywhere.
import { Outlet, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react';

import { useSession } from '../api/session.ts';
import { setLocale } from '../format/locale.ts';
import { useAllBindings, useKeys } from '../keys/use-keys.ts';
import { readProof, subscribeProof } from '../kit/proof-store.ts';
import { Toasts } from '../kit/toasts.tsx';
import { TooltipHouse } from '../kit/tooltip.tsx';
import { rememberedSearch, useNavEntries } from './navigation.ts';
import { Nav } from './nav.tsx';
import { Palette } from './palette.tsx';
import { openOverlay, readOverlay, subscribeOverlay } from './overlay-store.ts';
import { hasSessionEnded, subscribeSessionEnded } from './session-ended-store.ts';

const loadKeys = () => import('./keys-overlay.tsx');
const KeysOverlay = lazy(async () => ({ default: (await loadKeys()).KeysOverlay }));
const SecondFactorGate = lazy(async () => ({ default: (await import('../screens/sign-in/second-factor-gate.tsx')).SecondFactorGate }));
const SessionEnded = lazy(async () => ({ default: (await import('./session-ended.tsx')).SessionEnded }));
const ProofDrawer = lazy(async () => ({ default: (await import('./proof-drawer.tsx')).ProofDrawer }));

export function Shell() {
  const { needs_second_factor: isNeeded = false } = useSession();
  // Stays until the backup codes are kept, although the factor is on a moment earlier.
  const [isGated, setGated] = useState(isNeeded);
  if (isNeeded && !isGated) setGated(true);
  return isGated || isNeeded ? <Suspense><SecondFactorGate /></Suspense> : <House />;
}

function House() {
  const { user } = useSession();
  if (user.locale) setLocaleOnce(user.locale);
  useShellKeys();
  usePreloading();
  return (
    <TooltipHouse>
      <a href="#content" className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-control focus:bg-accent focus:px-3 focus:py-1.5 focus:text-on-accent">
        Skip to content
      </a>
      <div className="flex h-full">
        <Nav onSearch={() => openOverlay('palette')} />
        <Outlet />
      </div>
      <Overlays />
      <GoHint />
      <Toasts />
    </TooltipHouse>
  );
}

function Overlays() {
  const overlay = useSyncExternalStore(subscribeOverlay, readOverlay);
  const isEnded = useSyncExternalStore(subscribeSessionEnded, hasSessionEnded);
  const proof = useSyncExternalStore(subscribeProof, readProof);
  return (
    <Suspense>
      {overlay === 'palette' && <Palette />}
      {overlay === 'keys' && <KeysOverlay />}
      {proof && <ProofDrawer request={proof} />}
      {isEnded && <SessionEnded />}
    </Suspense>
  );
}

function useShellKeys(): void {
  const navigate = useNavigate();
  const entries = useNavEntries();
  useKeys([
    { keys: 'Mod+k', label: 'Search and commands', group: 'Anywhere', whileTyping: true, run: () => openOverlay('palette') },
    { keys: '?', label: 'All keys', group: 'Anywhere', run: () => openOverlay('keys') },
    ...entries.map((entry) => ({
      keys: `g ${entry.letter}`,
      label: entry.label,
      group: 'Go to',
      run: () => void navigate({ to: entry.path, search: rememberedSearch(entry.path) as never }),
    })),
  ]);
}

/** After `g`: the letters that lead on, for those who don't know them by heart. */
function GoHint() {
  const { prefix } = useAllBindings();
  const entries = useNavEntries();
  if (prefix !== 'g') return null;
  return (
    <section aria-label="Go to" className="popup no-print fixed bottom-4 left-1/2 z-50 grid -translate-x-1/2 grid-cols-3 gap-x-5 gap-y-1 px-4 py-3 text-minor">
      {entries.map((entry) => (
        <span key={entry.path} className="flex items-center gap-2">
          <kbd className="w-4 text-center font-sans font-semibold text-accent">{entry.letter}</kbd>{entry.label}
        </span>
      ))}
    </section>
  );
}

/** Fetched while nothing else happens, so that it opens at once. The palette is not lazy: keys typed after Ctrl K must not be lost. */
function usePreloading(): void {
  useEffect(() => {
    const timer = setTimeout(() => void loadKeys().catch(() => undefined), 2_000);
    return () => clearTimeout(timer);
  }, []);
}

let localeSet: string | undefined;

function setLocaleOnce(locale: string): void {
  if (locale === localeSet) return;
  localeSet = locale;
  setLocale(locale);
}
