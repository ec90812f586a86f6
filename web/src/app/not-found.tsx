// An address that leads nowhere.
import { Link } from '@tanstack/react-router';
import { Compass } from 'lucide-react';

import { buttonClass } from '../kit/button.tsx';
import { EmptyState } from '../kit/empty-state.tsx';
import { homePath } from './screens.ts';

export function NotFound() {
  return (
    <main id="content" className="grid h-full grow place-items-center bg-surface">
      <title>Not found · Counterfoil</title>
      <EmptyState
        icon={Compass}
        title="There is nothing at this address"
        action={<Link to={homePath} className={buttonClass('primary')}>Back to the work</Link>}
      >
        <h1 className="sr-only">Not found</h1>
        The link may be old, or it may belong to another company than the one you are working in.
      </EmptyState>
    </main>
  );
}
