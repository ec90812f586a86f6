// All keys that work on this screen, read from the registry: nothing here is kept in step by hand.
import { Dialog as BaseDialog } from '@base-ui/react/dialog';

import type { KeyBinding } from '../keys/key-registry.ts';
import { useAllBindings } from '../keys/use-keys.ts';
import { Kbd } from '../kit/kbd.tsx';
import { closeOverlay } from './overlay-store.ts';

/** Groups that every screen has come last. */
const lastGroups = ['List', 'Anywhere', 'Go to'];

export function KeysOverlay() {
  const groups = groupsOf(useAllBindings().bindings);
  return (
    <BaseDialog.Root open onOpenChange={(open) => !open && closeOverlay()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="shade z-40" />
        <BaseDialog.Popup
          data-modal=""
          className="popup fixed top-[14vh] left-1/2 z-40 max-h-[76vh] w-[min(820px,calc(100vw-32px))] -translate-x-1/2 overflow-y-auto rounded-palette! px-6 pt-4 pb-5"
        >
          <BaseDialog.Title className="mb-3 text-title font-semibold">Keys on this screen</BaseDialog.Title>
          <div className="gap-x-8 [column-width:220px]">
            {groups.map(([title, bindings]) => (
              <section key={title} className="mb-4 break-inside-avoid">
                <h3 className="mb-1 font-semibold">{title}</h3>
                <dl>
                  {bindings.map((binding) => (
                    <div key={binding.keys} className="flex min-h-6 items-center justify-between gap-3">
                      <dt className="text-ink-2">{binding.label}</dt>
                      <dd className="shrink-0"><Kbd keys={binding.keys.split('|')[0] ?? ''} /><span className="sr-only">{binding.keys}</span></dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </div>
          <p className="text-minor text-ink-3">Single letters do nothing while you type. They can be switched off beside your name.</p>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

function groupsOf(bindings: readonly KeyBinding[]): [string, KeyBinding[]][] {
  const groups = new Map<string, KeyBinding[]>();
  for (const binding of bindings) {
    const group = groups.get(binding.group) ?? [];
    if (!group.some((other) => other.keys === binding.keys)) group.push(binding);
    groups.set(binding.group, group);
  }
  return [...groups].sort(([a], [b]) => lastGroups.indexOf(a) - lastGroups.indexOf(b));
}
