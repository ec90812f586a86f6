// What is shown when a screen breaks or can't be loaded: what happened, and the way on.
import { RotateCw } from 'lucide-react';

import { asProblem } from '../api/problem.ts';
import { Button } from '../kit/button.tsx';
import { ProblemBanner } from '../kit/problem-banner.tsx';

export function AppError({ error, reset }: { readonly error: unknown; readonly reset: () => void }) {
  const isOldPage = /dynamically imported module|Importing a module script failed/i.test(asProblem(error).message);
  const problem = asProblem(error);
  return (
    <main id="content" className="grid h-full grow place-items-center bg-canvas p-4">
      <title>Something went wrong · Counterfoil</title>
      <div className="grid w-full max-w-lg gap-3">
        <h1 className="text-title font-semibold">{isOldPage ? 'A newer version is ready' : 'This page could not be shown'}</h1>
        {isOldPage
          ? <p className="text-ink-2">The server was updated while this page was open. Load it again to go on.</p>
          : <ProblemBanner problem={problem} />}
        <div className="flex gap-2">
          <Button look="primary" icon={RotateCw} onClick={() => window.location.reload()}>Load again</Button>
          {!isOldPage && <Button onClick={reset}>Try without loading</Button>}
        </div>
      </div>
    </main>
  );
}
