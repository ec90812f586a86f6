// Names of keys: how a binding is written ('Mod+k', 'g c', 'Shift+ArrowDown'), matched and shown on this platform.

const onApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

const shownNames: Record<string, string> = {
  Mod: onApple ? '⌘' : 'Ctrl',
  Alt: onApple ? '⌥' : 'Alt',
  Shift: onApple ? '⇧' : 'Shift',
  ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→',
  Escape: 'Esc', PageUp: 'PgUp', PageDown: 'PgDn',
};

/** 'Mod+k' becomes 'Ctrl K' here and '⌘K' on a Mac; 'g c' becomes 'g then c'. */
export function shownKeys(binding: string): string {
  return binding.split(' ').map(shownChord).join(' then ');
}

function shownChord(chord: string): string {
  const parts = chord === '+' ? ['+'] : chord.split('+');
  const names = parts.map((part, index) => {
    if (shownNames[part]) return shownNames[part];
    return parts.length > 1 && index === parts.length - 1 && part.length === 1 ? part.toUpperCase() : part;
  });
  return names.join(onApple ? '' : ' ');
}

export type KeyPress = {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
};

/** The chord of a key press, written as bindings are. Shift is part of a printed sign ('?'), so it is named only with other keys. */
export function chordOf(press: KeyPress): string {
  const mod = onApple ? press.metaKey : press.ctrlKey;
  let key = press.key;
  // On a keyboard of another script the letter of the key cap is meant.
  if (key.length === 1 && key > '\u007f' && press.code.startsWith('Key')) key = press.code.slice(3).toLowerCase();
  const printed = key.length === 1;
  if (mod && printed) key = key.toLowerCase();
  const shift = press.shiftKey && (!printed || mod) ? 'Shift+' : '';
  return `${mod ? 'Mod+' : ''}${press.altKey ? 'Alt+' : ''}${shift}${key}`;
}

/** True for chords that a person may also mean as text: they are ignored while typing. */
export function isLetterChord(chord: string): boolean {
  return chord.length === 1;
}
