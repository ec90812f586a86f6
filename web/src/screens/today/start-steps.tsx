// The first three steps of a new company, each with its link and a tick once it is done.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Check } from 'lucide-react';

import { get } from '../../api/client.ts';
import type { WirePage } from '../../api/types.ts';
import { buttonClass } from '../../kit/button.tsx';

type Done = { readonly customers: boolean; readonly products: boolean; readonly orders: boolean; readonly deliveries: boolean };

/** Asked only while there are no figures: a company that has issued something is not new. */
export function useBeginnings(isQuiet: boolean): { readonly isNew: boolean; readonly isAsking: boolean; readonly done: Done } {
  const asked = useQuery({
    queryKey: ['/v1/customers', 'beginnings'],
    enabled: isQuiet,
    retry: false,
    queryFn: async ({ signal }) => {
      const [customers, products, orders, deliveries, invoices] = await Promise.all(
        ['customers', 'products', 'orders', 'deliveries', 'invoices'].map((things) => hasAny(`/v1/${things}`, signal)));
      return { isNew: !invoices, done: { customers, products, orders, deliveries } as Done };
    },
  });
  return { isNew: isQuiet && asked.data?.isNew === true, isAsking: isQuiet && asked.isPending, done: asked.data?.done ?? nothingDone };
}

const nothingDone: Done = { customers: false, products: false, orders: false, deliveries: false };

/** Who may not see a list counts as having none of it. */
async function hasAny(path: string, signal: AbortSignal): Promise<boolean> {
  try {
    return (await get<WirePage<unknown>>(path, { limit: 1 }, signal)).items.length > 0;
  } catch {
    return false;
  }
}

export function StartSteps({ done }: { readonly done: Done }) {
  const steps = [
    {
      title: 'Import customers and products', text: 'Names, addresses, terms and prices, from CSV or Excel. You see every row before anything is written.',
      isDone: done.customers && done.products, links: [link('Import customers', 'customers', done.customers), link('Import products', 'products', done.products)],
    },
    {
      title: 'Import orders and deliveries', text: 'An order says what was agreed, a delivery what was done: together they make a charge.',
      isDone: done.orders && done.deliveries, links: [link('Import orders', 'orders', done.orders), link('Import deliveries', 'deliveries', done.deliveries)],
    },
    {
      title: 'Bill', text: 'One run invoices everything due through a date and holds what a check stops.',
      isDone: false, links: [{ label: 'Open bill runs', to: '/bill-runs', search: {}, isDone: false }],
    },
  ];
  const next = steps.findIndex((step) => !step.isDone);
  return (
    <section aria-labelledby="start">
      <h2 id="start" className="text-title font-semibold">Three steps to the first invoice</h2>
      <p className="mb-3 text-ink-2">In this order; each can be repeated, and nothing comes in twice.</p>
      <ol className="overflow-hidden rounded-panel border border-line bg-surface">
        {steps.map((step, index) => (
          <li key={step.title} className="flex items-start gap-4 border-b border-line p-4 last:border-b-0">
            <span className={`grid size-7 shrink-0 place-items-center rounded-full font-semibold ${step.isDone ? 'bg-ok-soft text-ok' : 'bg-accent-soft text-accent'}`}>
              {step.isDone ? <Check aria-label="Done" size={16} /> : index + 1}
            </span>
            <div className="min-w-0 grow">
              <h3 className="text-read font-semibold">{step.title}</h3>
              <p className="text-ink-2">{step.text}</p>
              <p className="mt-2.5 flex flex-wrap gap-2">
                {step.links.map(({ label, to, search, isDone }, place) => (
                  <Link key={label} to={to} search={search as never} className={buttonClass(index === next && !isDone && step.links.findIndex((other) => !other.isDone) === place ? 'primary' : 'plain')}>
                    {isDone && <Check aria-hidden="true" size={15} className="text-ok" />}{label}
                  </Link>
                ))}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function link(label: string, kind: string, isDone: boolean) {
  return { label, to: '/imports', search: { kind }, isDone };
}
