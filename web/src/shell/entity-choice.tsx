// Which legal entity a screen is about: kept in the address, chosen in a box that only companies with several entities see.
import type { ReactNode } from 'react';

import type { WirePage } from '../api/types.ts';
import { useRecord } from '../api/use-record.ts';
import { useAddressText } from '../app/address.ts';
import { Select } from '../kit/input.tsx';

export type NamedEntity = { readonly entity_id: number; readonly code: string; readonly name: string };

export type EntityChoice = {
  /** Undefined until the entities are known. */
  readonly entityId: number | undefined;
  /** For a question to the API; left out for the first, which it means anyway. */
  readonly param: number | undefined;
  readonly control: ReactNode;
};

export function useEntityList(): readonly NamedEntity[] {
  return useRecord<WirePage<NamedEntity>>('/v1/entities').data?.items ?? noEntities;
}

const noEntities: readonly NamedEntity[] = [];

export function useEntityChoice(): EntityChoice {
  const entities = useEntityList();
  const [chosen, setChosen] = useAddressText('entity');
  const first = entities[0];
  const entity = entities.find((one) => String(one.entity_id) === chosen) ?? first;
  return {
    entityId: entity?.entity_id,
    param: entity === first ? undefined : entity?.entity_id,
    control: entities.length > 1 && (
      <span className="w-56">
        <Select aria-label="Legal entity" value={String(entity?.entity_id)} options={entityOptions(entities)} onValue={(id) => setChosen(id === String(first?.entity_id) ? undefined : id)} />
      </span>
    ),
  };
}

export function entityOptions(entities: readonly NamedEntity[]): { value: string; label: string }[] {
  return entities.map((entity) => ({ value: String(entity.entity_id), label: `${entity.code} ${entity.name}` }));
}
