// One row of the audit trail: what changed, field by field, and the hash that ties it to the row before.
import { Link } from '@tanstack/react-router';

import { useSession } from '../../api/session.ts';
import { formatInstant } from '../../format/date.ts';
import { Button, buttonClass, ButtonRow } from '../../kit/button.tsx';
import { FactGrid, PanelBody, PanelHead, PanelSection } from '../../kit/side-panel.tsx';
import { changesOf, commandLabel, fieldLabel, subjectLabel, subjectPage, type AuditRow } from './audit-wire.ts';

const actors: Readonly<Record<string, string>> = { user: 'Person', key: 'API key', run: 'Run', operator: 'Operator' };

export function AuditPanel({ row, onSubject }: { readonly row: AuditRow; readonly onSubject: (id: string) => void }) {
  const { time_zone: timeZone } = useSession().company;
  const page = subjectPage(row);
  const { subject_id: subjectId } = row;
  return (
    <aside aria-label="Row" className="no-print flex w-(--panel) shrink-0 flex-col overflow-hidden border-l border-line bg-surface max-panel:hidden">
      <PanelHead title={commandLabel(row.command)} detail={`${row.actor_name} · ${formatInstant(row.recorded_at, timeZone)}`}>
        {row.reason && <p className="mt-2 rounded-control bg-sunken px-2.5 py-2 break-words">{row.reason}</p>}
        {subjectId && (
          <div className="mt-2">
            <ButtonRow>
              {page && <Link to={page as never} className={buttonClass('plain', true)}>Open</Link>}
              <Button small onClick={() => onSubject(subjectId)}>All about this one</Button>
            </ButtonRow>
          </div>
        )}
      </PanelHead>
      <PanelBody>
        <PanelSection title="What changed"><Changes row={row} /></PanelSection>
        <PanelSection>
          <FactGrid
            columns={2}
            facts={[
              { label: 'Row', value: row.sequence },
              { label: 'By', value: actors[row.actor_kind] ?? row.actor_kind },
              ...(subjectId ? [{ label: subjectLabel(row.subject_kind) || 'Subject', value: <span className="font-mono text-minor break-all select-all">{subjectId}</span> }] : []),
              { label: 'Hash', value: <span className="font-mono text-meta break-all select-all">{row.hash}</span> },
            ]}
          />
        </PanelSection>
      </PanelBody>
    </aside>
  );
}

function Changes({ row }: { readonly row: AuditRow }) {
  const changes = changesOf(row);
  if (changes.length === 0) return <p className="text-ink-2">No values were written down for this step.</p>;
  return (
    <dl className="grid gap-2">
      {changes.map(({ field, before, after }) => (
        <div key={field} className="min-w-0">
          <dt className="text-minor text-ink-3">{fieldLabel(field)}</dt>
          <dd className="break-words">
            {before !== undefined && <del className="mr-2 text-bad decoration-1">{before}</del>}
            {after !== undefined && <ins className="text-ok no-underline">{after}</ins>}
            {after === undefined && <span className="text-ink-3">taken out</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
