// Tabs within a page or panel: arrows move, the chosen panel is shown.
import { Tabs as BaseTabs } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';

import { formatCount } from '../format/money.ts';

export type TabItem<Id extends string> = {
  readonly id: Id;
  readonly label: string;
  readonly count?: number;
  readonly content: ReactNode;
};

type TabsProps<Id extends string> = {
  readonly label: string;
  readonly items: readonly TabItem<Id>[];
  readonly value: Id;
  readonly onValue: (id: Id) => void;
};

export function Tabs<Id extends string>({ label, items, value, onValue }: TabsProps<Id>) {
  return (
    <BaseTabs.Root value={value} onValueChange={(next: Id) => onValue(next)}>
      <BaseTabs.List activateOnFocus aria-label={label} className="flex gap-1 border-b border-line px-3">
        {items.map((item) => (
          <BaseTabs.Tab
            key={item.id}
            value={item.id}
            className="-mb-px flex h-9 items-center gap-1.5 border-b-2 border-transparent px-2 text-body font-medium text-ink-2 hover:text-ink data-active:border-accent data-active:text-ink"
          >
            {item.label}
            {item.count !== undefined && <span className="text-minor text-ink-3">{formatCount(item.count)}</span>}
          </BaseTabs.Tab>
        ))}
      </BaseTabs.List>
      {items.map((item) => <BaseTabs.Panel key={item.id} value={item.id} className="outline-offset-[-2px]">{item.content}</BaseTabs.Panel>)}
    </BaseTabs.Root>
  );
}
