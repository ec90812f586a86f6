// The legal entity: what it says of itself on documents. A change is a new version; issued documents keep theirs.
import { useState } from 'react';

import { asProblem } from '../../api/problem.ts';
import { useMay } from '../../api/session.ts';
import { languageName, placeName } from '../../format/place.ts';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { Select } from '../../kit/input.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { FactGrid } from '../../kit/side-panel.tsx';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { Card } from './card.tsx';
import { useEntities, type Entity } from './company-wire.ts';
import { EntityDialog } from './entity-dialog.tsx';
import { OrganisationName } from './organisation-name.tsx';

export function CompanySection() {
  const entities = useEntities();
  const [chosenId, setChosenId] = useState<string>();
  const items = entities.data?.items ?? [];
  const entity = items.find(({ entity_id: id }) => String(id) === chosenId) ?? items[0];
  return (
    <div className="grid gap-5">
      <OrganisationName />
      {entities.error && <ProblemBanner problem={asProblem(entities.error)} onRetry={() => void entities.refetch()} />}
      {entities.isPending && <SkeletonLines lines={7} />}
      {items.length > 1 && (
        <Field label="Legal entity" className="max-w-80">
          <Select value={String(entity?.entity_id)} options={items.map((one) => ({ value: String(one.entity_id), label: `${one.code} · ${one.name}` }))} onValue={setChosenId} />
        </Field>
      )}
      {entity && <EntityCard entity={entity} />}
    </div>
  );
}

function EntityCard({ entity }: { readonly entity: Entity }) {
  const mayChange = useMay('org.manage');
  const [isChanging, setChanging] = useState(false);
  const { address } = entity;
  const where = [...address.lines, [address.postal_code, address.city].filter(Boolean).join(' '), address.region, address.country && placeName(address.country)].filter(Boolean);
  return (
    <Card
      title={entity.name}
      lead={`Legal entity ${entity.code}, version ${entity.current_version}. This is what invoices say of you.`}
      action={mayChange && <Button onClick={() => setChanging(true)}>Change</Button>}
    >
      {address.lines.length === 0 && <p className="mb-3 rounded-control bg-warn-soft px-3 py-2">The address is missing: an invoice needs it.</p>}
      <FactGrid
        facts={[
          { label: 'Address', value: where.map((line) => <span key={line} className="block">{line}</span>) },
          { label: 'Tax id', value: entity.tax_id ?? '–' }, { label: 'Registration', value: entity.registration ?? '–' },
          { label: 'E-mail', value: entity.email ?? '–' }, { label: 'Phone', value: entity.phone ?? '–' }, { label: 'Website', value: entity.website ?? '–' },
          { label: 'Bank', value: entity.bank_name ?? '–' }, { label: 'IBAN', value: entity.iban ?? '–' }, { label: 'BIC', value: entity.bic ?? '–' },
          { label: 'Currency of the books', value: entity.base_currency }, { label: 'Time zone', value: entity.time_zone },
          { label: 'Tax is rounded', value: entity.tax_rounding === 'line' ? 'On each line' : 'Once per rate' },
          { label: 'Language', value: languageName(entity.language) }, { label: 'Paper', value: entity.page === 'a4' ? 'A4' : 'US letter' },
          { label: 'Foot of documents', value: entity.footer ? <span className="line-clamp-3 whitespace-pre-line" title={entity.footer}>{entity.footer}</span> : '–' },
        ]}
      />
      {isChanging && <EntityDialog entity={entity} onClose={() => setChanging(false)} />}
    </Card>
  );
}
