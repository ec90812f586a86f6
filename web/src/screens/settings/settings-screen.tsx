// Settings: one section at a time, kept in the address; what a person may not change is shown without its buttons.
import { lazy, Suspense, type ComponentType } from 'react';

import { useSession } from '../../api/session.ts';
import { useAddressText } from '../../app/address.ts';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { Page } from '../../shell/page.tsx';

type Section = { readonly id: string; readonly label: string; readonly needs?: string; readonly show: ComponentType };

const groups: readonly { readonly title: string; readonly sections: readonly Section[] }[] = [
  {
    title: 'Company',
    sections: [
      { id: 'company', label: 'Company', show: lazy(async () => ({ default: (await import('./company-section.tsx')).CompanySection })) },
      { id: 'documents', label: 'Numbers & checks', show: lazy(async () => ({ default: (await import('./rules-section.tsx')).RulesSection })) },
      { id: 'bank-accounts', label: 'Bank accounts', needs: 'receipt.read', show: lazy(async () => ({ default: (await import('./bank-accounts-section.tsx')).BankAccountsSection })) },
    ],
  },
  {
    title: 'Billing',
    sections: [
      { id: 'terms', label: 'Payment terms', needs: 'customer.read', show: lazy(async () => ({ default: (await import('../products/payment-terms.tsx')).PaymentTerms })) },
      { id: 'charge-codes', label: 'Charge codes', needs: 'catalog.read', show: lazy(async () => ({ default: (await import('../products/charge-codes.tsx')).ChargeCodes })) },
      { id: 'tax-rates', label: 'Tax rates', needs: 'catalog.read', show: lazy(async () => ({ default: (await import('../products/tax-rates.tsx')).TaxRates })) },
    ],
  },
  {
    title: 'Books',
    sections: [
      { id: 'accounts', label: 'Accounts', needs: 'ledger.read', show: lazy(async () => ({ default: (await import('./accounts-section.tsx')).AccountsSection })) },
      { id: 'periods', label: 'Periods', needs: 'ledger.read', show: lazy(async () => ({ default: (await import('./periods-section.tsx')).PeriodsSection })) },
      { id: 'rates', label: 'Exchange rates', needs: 'ledger.read', show: lazy(async () => ({ default: (await import('./rates-section.tsx')).RatesSection })) },
    ],
  },
  {
    title: 'People',
    sections: [
      { id: 'people', label: 'People & roles', needs: 'member.manage', show: lazy(async () => ({ default: (await import('./people-section.tsx')).PeopleSection })) },
      { id: 'keys', label: 'API keys', needs: 'member.manage', show: lazy(async () => ({ default: (await import('./keys-section.tsx')).KeysSection })) },
      { id: 'you', label: 'Your sign-in', show: lazy(async () => ({ default: (await import('./you-section.tsx')).YouSection })) },
    ],
  },
];

export function SettingsScreen() {
  const { permissions } = useSession();
  const [chosen = 'company', setChosen] = useAddressText('section');
  const isAllowed = (section: Section) => section.needs === undefined || permissions.includes(section.needs);
  const allowed = groups.map((group) => ({ ...group, sections: group.sections.filter(isAllowed) })).filter((group) => group.sections.length > 0);
  const sections = allowed.flatMap((group) => group.sections);
  const section = sections.find(({ id }) => id === chosen) ?? sections[0];
  const Show = section?.show;
  return (
    <Page title="Settings">
      <div className="flex min-h-0 grow max-md:flex-col">
        <nav aria-label="Settings" className="w-52 shrink-0 overflow-y-auto border-r border-line bg-surface p-3 max-md:w-auto max-md:border-r-0 max-md:border-b">
          {allowed.map((group) => (
            <div key={group.title} className="mb-3">
              <h2 className="px-2 pb-0.5 text-meta font-medium text-ink-3">{group.title}</h2>
              <ul className="max-md:flex max-md:flex-wrap">
                {group.sections.map(({ id, label }) => (
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
