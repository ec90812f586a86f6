// Settings: one section at a time, kept in the address; what a person may not change is shown without its buttons.
import { lazy, Suspense, type ComponentType } from 'react';

import { useSession } from '../../api/session.ts';
import { useAddressText } from '../../app/address.ts';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { Page } from '../../shell/page.tsx';
import { settingsSections } from '../../shell/settings-sections.ts';

const screens: Readonly<Record<string, ComponentType>> = {
  company: lazy(async () => ({ default: (await import('./company-section.tsx')).CompanySection })),
  documents: lazy(async () => ({ default: (await import('./rules-section.tsx')).RulesSection })),
  'bank-accounts': lazy(async () => ({ default: (await import('./bank-accounts-section.tsx')).BankAccountsSection })),
  terms: lazy(async () => ({ default: (await import('../products/payment-terms.tsx')).PaymentTerms })),
  'charge-codes': lazy(async () => ({ default: (await import('../products/charge-codes.tsx')).ChargeCodes })),
  'tax-rates': lazy(async () => ({ default: (await import('../products/tax-rates.tsx')).TaxRates })),
  accounts: lazy(async () => ({ default: (await import('./accounts-section.tsx')).AccountsSection })),
  periods: lazy(async () => ({ default: (await import('./periods-section.tsx')).PeriodsSection })),
  rates: lazy(async () => ({ default: (await import('./rates-section.tsx')).RatesSection })),
  people: lazy(async () => ({ default: (await import('./people-section.tsx')).PeopleSection })),
  keys: lazy(async () => ({ default: (await import('./keys-section.tsx')).KeysSection })),
  you: lazy(async () => ({ default: (await import('./you-section.tsx')).YouSection })),
};

export function SettingsScreen() {
  const { permissions } = useSession();
  const [chosen = 'company', setChosen] = useAddressText('section');
  const sections = settingsSections.filter(({ needs }) => needs === undefined || permissions.includes(needs));
  const groups = [...new Set(sections.map(({ group }) => group))];
  const section = sections.find(({ id }) => id === chosen) ?? sections[0];
  const Show = section && screens[section.id];
  return (
    <Page title="Settings">
      <div className="flex min-h-0 grow max-md:flex-col">
        <nav aria-label="Settings" className="w-52 shrink-0 overflow-y-auto border-r border-line bg-surface p-3 max-md:w-auto max-md:border-r-0 max-md:border-b">
          {groups.map((group) => (
            <div key={group} className="mb-3">
              <h2 className="px-2 pb-0.5 text-meta font-medium text-ink-3">{group}</h2>
              <ul className="max-md:flex max-md:flex-wrap">
                {sections.filter((one) => one.group === group).map(({ id, label }) => (
                  <li key={id}>
                    <button
                      type="button"
                      aria-current={id === section?.id ? 'page' : undefined}
                      className={`h-[29px] w-full rounded-control px-2 text-left font-medium ${id === section?.id ? 'bg-accent-soft text-accent' : 'text-ink-2 hover:bg-hover hover:text-ink'}`}
                      onClick={() => setChosen(id)}
                    >
                      {label}
                    </button>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
        <div tabIndex={0} role="group" aria-label={section?.label} className="min-h-0 min-w-0 grow overflow-y-auto -outline-offset-2">
          <div className="mx-auto max-w-[880px] px-5 py-5"><Suspense fallback={<SkeletonLines lines={6} />}>{Show && <Show key={section.id} />}</Suspense></div>
        </div>
      </div>
    </Page>
  );
}
