// A short explanation on hover and focus. The same words must also be the accessible name or be said elsewhere on the page.
import { Tooltip as BaseTooltip } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';

import { Kbd } from './kbd.tsx';

export function TooltipHouse({ children }: { readonly children: ReactNode }) {
  return <BaseTooltip.Provider delay={450} closeDelay={0}>{children}</BaseTooltip.Provider>;
}

type TooltipProps = {
  readonly text: ReactNode;
  readonly keys?: string;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
  readonly children: ReactElement<Record<string, unknown>>;
};

export function Tooltip({ text, keys, side = 'bottom', children }: TooltipProps) {
  return (
    // Esc closes the explanation and whatever it belongs to: a dialog with the focus on its cross needs no second press.
    <BaseTooltip.Root onOpenChange={(_open, details) => details.reason === 'escape-key' && details.allowPropagation()}>
      <BaseTooltip.Trigger render={children} />
      <BaseTooltip.Portal>
        <BaseTooltip.Positioner side={side} sideOffset={6} className="z-50">
          <BaseTooltip.Popup aria-hidden="true" className="popup flex max-w-72 items-center gap-2 px-2 py-1 text-minor text-ink">
            {text}
            {keys && <Kbd keys={keys} />}
          </BaseTooltip.Popup>
        </BaseTooltip.Positioner>
      </BaseTooltip.Portal>
    </BaseTooltip.Root>
  );
}
