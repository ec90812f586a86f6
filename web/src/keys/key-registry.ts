// All keys that work right now: screens add theirs while they are shown, one listener on the window finds the one that fits.
import { readPreferences } from '../app/preferences.ts';
import { chordOf, isLetterChord } from './key-text.ts';

export type KeyBinding = {
  /** 'e', 'Mod+k', 'g c'; several ways are separated by '|'. */
  readonly keys: string;
  readonly label: string;
  /** Heading in the overview of keys. */
  readonly group: string;
  /** Absent where the overview only names keys that a grid or dialog answers itself. */
  readonly run?: () => void;
  /** Works in text fields too; only for chords with Mod and for function keys. */
  readonly whileTyping?: boolean;
};

const prefixMs = 1500;
const bindingSets: (readonly KeyBinding[])[] = [];
const listeners = new Set<() => void>();
let prefix = '';
let prefixTimer: ReturnType<typeof setTimeout> | undefined;
let snapshot: { readonly bindings: readonly KeyBinding[]; readonly prefix: string } = { bindings: [], prefix: '' };

export function addBindings(bindings: readonly KeyBinding[]): () => void {
  bindingSets.push(bindings);
  publish();
  return () => {
    bindingSets.splice(bindingSets.indexOf(bindings), 1);
    publish();
  };
}

export function readBindings(): typeof snapshot {
  return snapshot;
}

export function subscribeBindings(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function listenToKeys(): void {
  window.addEventListener('keydown', onKeyDown);
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || isModifier(event.key)) return;
  const chord = chordOf(event);
  const typing = isTyping(event.target);
  if (document.querySelector('[data-modal]')) return;
  if (isLetterChord(chord) && (typing || !readPreferences().letterKeys)) return;

  const wanted = prefix === '' ? chord : `${prefix} ${chord}`;
  const binding = findBinding(wanted, typing);
  if (prefix !== '') setPrefix('');
  if (binding?.run) {
    event.preventDefault();
    binding.run();
  } else if (!typing && startsSequence(chord)) {
    event.preventDefault();
    setPrefix(chord);
  }
}

function findBinding(wanted: string, typing: boolean): KeyBinding | undefined {
  // The set added last is the innermost: a screen may take over a key of the shell.
  for (const bindings of bindingSets.toReversed()) {
    const found = bindings.find((binding) =>
      binding.run && (!typing || binding.whileTyping) && binding.keys.split('|').includes(wanted));
    if (found) return found;
  }
  return undefined;
}

function startsSequence(chord: string): boolean {
  return bindingSets.some((set) => set.some((binding) => binding.keys.startsWith(`${chord} `)));
}

function setPrefix(next: string): void {
  prefix = next;
  clearTimeout(prefixTimer);
  if (next !== '') prefixTimer = setTimeout(() => setPrefix(''), prefixMs);
  publish();
}

function publish(): void {
  snapshot = { bindings: bindingSets.flat(), prefix };
  for (const listener of listeners) listener();
}

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  if (target.closest('[role="menu"], [role="listbox"]')) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'file'].includes(target.type);
}

function isModifier(key: string): boolean {
  return key === 'Shift' || key === 'Control' || key === 'Alt' || key === 'Meta';
}
