// The next version of a legal entity.
import { useState, type ReactNode } from 'react';

import { useAction } from '../../api/use-action.ts';
import { Field } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { Input, Select, Textarea } from '../../kit/input.tsx';
import { showToast } from '../../kit/toast-store.ts';
import type { Entity } from './company-wire.ts';

type EntityDialogProps = { readonly entity: Entity; readonly onClose: () => void };

const textFields = ['name', 'tax_id', 'registration', 'email', 'phone', 'website', 'bank_name', 'iban', 'bic', 'language', 'footer'] as const;
type TextField = (typeof textFields)[number];

const pages: readonly { readonly value: Entity['page']; readonly label: string }[] = [{ value: 'a4', label: 'A4' }, { value: 'us-letter', label: 'US letter' }];
const roundings: readonly { readonly value: Entity['tax_rounding']; readonly label: string }[] = [{ value: 'group', label: 'Once per rate' }, { value: 'line', label: 'On each line' }];
const languages = [['en', 'English'], ['de', 'German'], ['fr', 'French'], ['es', 'Spanish']].map(([value = '', label = '']) => ({ value, label }));

export function EntityDialog({ entity, onClose }: EntityDialogProps) {
  const [texts, setTexts] = useState(() => Object.fromEntries(textFields.map((field) => [field, entity[field] ?? ''])) as Record<TextField, string>);
  const [lines, setLines] = useState(entity.address.lines.join('\n'));
  const [place, setPlace] = useState({ postal_code: entity.address.postal_code ?? '', city: entity.address.city ?? '', region: entity.address.region ?? '' });
  const [page, setPage] = useState(entity.page);
  const [rounding, setRounding] = useState(entity.tax_rounding);
  const save = useAction<object>({
    request: (body) => ({ method: 'POST', path: `/v1/entities/${entity.entity_id}/versions`, body }),
    refresh: ['/v1/entities', '/v1/session'],
    onDone: () => {
      showToast('Saved: documents issued from now on say so');
      onClose();
    },
  });
  const submit = () => save.run(bodyOf(entity, texts, lines, place, page, rounding));
  const text = (field: TextField, label: string, rest: { readonly required?: boolean; readonly hint?: string } = {}): ReactNode => (
    <Field label={label} {...rest} error={save.problem?.reasonFor(field)}><Input value={texts[field]} onValue={(value) => setTexts({ ...texts, [field]: value })} /></Field>
  );
  return (
    <FormDialog wide title={`Change ${entity.name}`} description="Documents that are issued already keep what they said." verb="Save as a new version" busy={save.isRunning} problem={save.problem} onSubmit={submit} onClose={onClose}>
      {text('name', 'Legal name', { required: true })}
      <Field label="Street" required hint="One or more lines" error={save.problem?.reasonFor('address.lines')}><Textarea rows={2} value={lines} onValue={setLines} /></Field>
      <div className="grid grid-cols-3 gap-3">
        <Field label="Postal code"><Input value={place.postal_code} onValue={(value) => setPlace({ ...place, postal_code: value })} /></Field>
        <Field label="City"><Input value={place.city} onValue={(value) => setPlace({ ...place, city: value })} /></Field>
        <Field label="Region"><Input value={place.region} onValue={(value) => setPlace({ ...place, region: value })} /></Field>
        {text('tax_id', 'Tax id')}
        {text('registration', 'Registration')}
        {text('email', 'E-mail')}
        {text('phone', 'Phone')}
        {text('website', 'Website')}
        {text('bank_name', 'Bank')}
        {text('iban', 'IBAN', { hint: 'For the payment code' })}
        {text('bic', 'BIC')}
        <Field label="Language of documents"><Select value={texts.language} options={languages} onValue={(language) => setTexts({ ...texts, language })} /></Field>
        <Field label="Paper"><Select value={page} options={pages} onValue={setPage} /></Field>
        <Field label="Tax is rounded"><Select value={rounding} options={roundings} onValue={setRounding} /></Field>
      </div>
      <Field label="Foot of documents" error={save.problem?.reasonFor('footer')}><Textarea rows={2} maxLength={1000} value={texts.footer} onValue={(footer) => setTexts({ ...texts, footer })} /></Field>
    </FormDialog>
  );
}

function bodyOf(entity: Entity, texts: Record<TextField, string>, lines: string, place: Record<'postal_code' | 'city' | 'region', string>, page: Entity['page'], rounding: Entity['tax_rounding']): object {
  const filled = Object.fromEntries(textFields.map((field) => [field, emptyToNull(texts[field])]));
  return {
    ...filled,
    name: texts.name.trim(), language: texts.language, iban: emptyToNull(texts.iban.replaceAll(' ', '').toUpperCase()),
    address: { lines: lines.split('\n').map((line) => line.trim()).filter(Boolean), postal_code: emptyToNull(place.postal_code), city: emptyToNull(place.city), region: emptyToNull(place.region), country: entity.country },
    country: entity.country, page, tax_rounding: rounding, version: entity.current_version,
  };
}

function emptyToNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}
