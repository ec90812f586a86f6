// Where a key leads in a list: pure arithmetic on row numbers.

export type GridMove = { readonly index: number; readonly extends: boolean };

export function moveOf(
  press: { readonly key: string; readonly shiftKey: boolean },
  at: { readonly index: number; readonly count: number; readonly page: number },
): GridMove | undefined {
  const step = stepOf(press.key, at);
  if (step === undefined || at.count === 0) return undefined;
  return { index: Math.max(0, Math.min(at.count - 1, step)), extends: press.shiftKey };
}

function stepOf(key: string, at: { readonly index: number; readonly count: number; readonly page: number }): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return at.index + 1;
    case 'ArrowUp':
      return at.index - 1;
    case 'PageDown':
      return at.index + at.page;
    case 'PageUp':
      return at.index - at.page;
    case 'Home':
      return 0;
    case 'End':
      return at.count - 1;
    default:
      return undefined;
  }
}
