// The two lists of evidence, side by side in the header: what was ordered and what was delivered.
import { Link } from '@tanstack/react-router';

const places = [{ path: '/orders', label: 'Orders' }, { path: '/deliveries', label: 'Deliveries' }];

export function SectionLinks() {
  return (
    <nav aria-label="Orders and deliveries" className="flex items-center rounded-control border border-line-strong p-px">
      {places.map(({ path, label }) => (
        <Link
          key={path}
          to={path}
          className="flex h-6 items-center rounded-small px-2 text-minor font-medium text-ink-2 no-underline hover:text-ink"
          activeProps={{ className: 'bg-accent-soft text-accent!' }}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
