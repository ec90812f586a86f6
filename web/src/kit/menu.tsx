// A list of actions or choices that opens from a button.
import { Menu as BaseMenu } from '@base-ui/react/menu';
import { Check, type LucideIcon } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';

import { Kbd } from './kbd.tsx';

const rowClass =
  'flex min-h-7 cursor-default items-center gap-2 rounded-small px-2 py-1 text-body text-ink outline-none select-none ' +
  'data-highlighted:bg-accent-soft data-disabled:opacity-50';

type MenuProps = {
  /** The button; it gets the menu's attributes. */
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly align?: 'start' | 'center' | 'end';
  readonly side?: 'top' | 'bottom' | 'right';
  readonly children: ReactNode;
};

export function Menu({ trigger, align = 'start', side = 'bottom', children }: MenuProps) {
  return (
    <BaseMenu.Root>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner align={align} side={side} sideOffset={4} className="z-40">
          <BaseMenu.Popup className="popup max-h-[min(480px,var(--available-height))] min-w-48 overflow-y-auto p-1">
            {children}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

type MenuItemProps = {
  readonly icon?: LucideIcon;
  readonly keys?: string;
  readonly disabled?: boolean;
  readonly danger?: boolean;
  readonly onSelect: () => void;
  readonly children: ReactNode;
};

export function MenuItem({ icon: Icon, keys, disabled, danger, onSelect, children }: MenuItemProps) {
  return (
    <BaseMenu.Item className={`${rowClass} ${danger ? 'text-bad' : ''}`} disabled={disabled} onClick={onSelect}>
      {Icon && <Icon aria-hidden="true" size={15} strokeWidth={1.75} className={danger ? '' : 'text-ink-3'} />}
      <span className="grow">{children}</span>
      {keys && <Kbd keys={keys} />}
    </BaseMenu.Item>
  );
}

type MenuCheckProps = {
  readonly checked: boolean;
  readonly onChecked: (checked: boolean) => void;
  readonly children: ReactNode;
};

/** Stays open, so that several can be switched in one visit. */
export function MenuCheck({ checked, onChecked, children }: MenuCheckProps) {
  return (
    <BaseMenu.CheckboxItem className={rowClass} checked={checked} closeOnClick={false} onCheckedChange={onChecked}>
      <MenuMark shown={checked} />
      <span className="grow">{children}</span>
    </BaseMenu.CheckboxItem>
  );
}

type MenuChoiceProps<Value extends string> = {
  readonly label?: string;
  readonly value: Value | undefined;
  readonly options: readonly { readonly value: Value; readonly label: ReactNode; readonly detail?: ReactNode }[];
  readonly onValue: (value: Value) => void;
};

/** One of several. */
export function MenuChoice<Value extends string>({ label, value, options, onValue }: MenuChoiceProps<Value>) {
  return (
    <BaseMenu.RadioGroup value={value ?? ''} onValueChange={(next: Value) => onValue(next)}>
      {label && <MenuLabel>{label}</MenuLabel>}
      {options.map((option) => (
        <BaseMenu.RadioItem key={option.value} value={option.value} className={rowClass} closeOnClick>
          <MenuMark shown={option.value === value} />
          <span className="grow">{option.label}</span>
          {option.detail && <span className="text-minor text-ink-3">{option.detail}</span>}
        </BaseMenu.RadioItem>
      ))}
    </BaseMenu.RadioGroup>
  );
}

export function MenuGroup({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <BaseMenu.Group>
      <MenuLabel>{label}</MenuLabel>
      {children}
    </BaseMenu.Group>
  );
}

export function MenuLine() {
  return <BaseMenu.Separator className="-mx-1 my-1 h-px bg-line" />;
}

function MenuLabel({ children }: { readonly children: ReactNode }) {
  return <BaseMenu.GroupLabel className="px-2 pt-1.5 pb-1 text-meta font-medium text-ink-3">{children}</BaseMenu.GroupLabel>;
}

function MenuMark({ shown }: { readonly shown: boolean }) {
  return <Check aria-hidden="true" size={15} className={shown ? 'text-accent' : 'invisible'} />;
}
