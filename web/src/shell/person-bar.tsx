// The person at the foot of the navigation: theme, density, keys, signing out.
import { useQueryClient } from '@tanstack/react-query';
import { Keyboard, LogOut, Monitor, Moon, SlidersHorizontal, Sun } from 'lucide-react';

import { signOut, useSession } from '../api/session.ts';
import { setPreferences, usePreferences, type Density, type Theme } from '../app/preferences.ts';
import { IconButton } from '../kit/button.tsx';
import { Menu, MenuCheck, MenuChoice, MenuItem, MenuLine } from '../kit/menu.tsx';
import { initials } from './company-switcher.tsx';
import { openOverlay } from './overlay-store.ts';

const themes: readonly { value: Theme; label: string }[] = [
  { value: 'light', label: 'Light' }, { value: 'dark', label: 'Dark' }, { value: 'system', label: 'As the system' },
];
const densities: readonly { value: Density; label: string }[] = [
  { value: 'compact', label: 'Compact' }, { value: 'default', label: 'Usual' }, { value: 'comfortable', label: 'Comfortable' },
];
const nextTheme: Record<Theme, Theme> = { light: 'dark', dark: 'system', system: 'light' };
const themeIcons = { light: Sun, dark: Moon, system: Monitor };

export function PersonBar() {
  const { user, role } = useSession();
  const { theme } = usePreferences();
  return (
    <div className="flex shrink-0 items-center gap-1 border-t border-line pt-2 max-nav:flex-col">
      <span aria-hidden="true" className="grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft text-meta font-semibold text-accent">
        {initials(user.name)}
      </span>
      <span title={`${user.name}, ${role}`} className="min-w-0 grow truncate pl-1 max-nav:hidden">{user.name}</span>
      <IconButton
        label={`Theme: ${themes.find((choice) => choice.value === theme)?.label ?? ''}`}
        icon={themeIcons[theme]}
        onClick={() => setPreferences({ theme: nextTheme[theme] })}
      />
      <PersonMenu />
    </div>
  );
}

function PersonMenu() {
  const queries = useQueryClient();
  const { theme, density, letterKeys } = usePreferences();
  const leave = async () => {
    await signOut().catch(() => undefined);
    queries.clear();
    window.location.assign('/sign-in');
  };
  return (
    <Menu side="top" align="end" trigger={<IconButton label="Display and account" icon={SlidersHorizontal} />}>
      <MenuChoice label="Theme" value={theme} options={themes} onValue={(value) => setPreferences({ theme: value })} />
      <MenuLine />
      <MenuChoice label="Rows" value={density} options={densities} onValue={(value) => setPreferences({ density: value })} />
      <MenuLine />
      <MenuCheck checked={letterKeys} onChecked={(on) => setPreferences({ letterKeys: on })}>Single-letter keys</MenuCheck>
      <MenuItem icon={Keyboard} keys="?" onSelect={() => openOverlay('keys')}>All keys</MenuItem>
      <MenuLine />
      <MenuItem icon={LogOut} onSelect={() => void leave()}>Sign out</MenuItem>
    </Menu>
  );
}
