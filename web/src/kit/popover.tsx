// A small panel that opens from a button and holds controls, such as the as-of day.
import { Popover as BasePopover } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';

type PopoverProps = {
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly title: string;
  readonly open?: boolean;
  readonly onOpen?: (open: boolean) => void;
  readonly align?: 'start' | 'center' | 'end';
  readonly children: ReactNode;
};

export function Popover({ trigger, title, open, onOpen, align = 'start', children }: PopoverProps) {
  return (
    <BasePopover.Root open={open} onOpenChange={onOpen}>
      <BasePopover.Trigger render={trigger} />
      <BasePopover.Portal>
        <BasePopover.Positioner align={align} sideOffset={4} className="z-40">
          <BasePopover.Popup className="popup w-64 p-3">
            <BasePopover.Title className="mb-2 text-body font-semibold">{title}</BasePopover.Title>
            {children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  );
}
