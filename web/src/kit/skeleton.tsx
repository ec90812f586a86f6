// Grey shapes while something loads, but only after 200 ms: a flash of grey feels slower than a short wait.
import { useEffect, useState } from 'react';

const patienceMs = 200;

/** False at first, true once the wait has become noticeable. */
export function useLongWait(waiting: boolean): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!waiting) return setLong(false);
    const timer = setTimeout(() => setLong(true), patienceMs);
    return () => clearTimeout(timer);
  }, [waiting]);
  return waiting && isLong;
}

export function Skeleton({ className = 'h-3 w-24' }: { readonly className?: string }) {
  return <span aria-hidden="true" className={`skeleton block ${className}`} />;
}

/** A few lines of uneven length, as text would be. */
export function SkeletonLines({ lines = 4 }: { readonly lines?: number }) {
  const show = useLongWait(true);
  if (!show) return null;
  return (
    <div role="status" aria-label="Loading" className="grid gap-3 p-4">
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} className={`h-3 ${['w-3/4', 'w-full', 'w-5/6', 'w-1/2'][index % 4]}`} />
      ))}
    </div>
  );
}
