// A mapping says which column of a file feeds which field, and how the file writes dates and numbers. It can be kept as a profile.

import { z } from 'zod';
import { refuse } from '#kernel/refusal.ts';
import { delimiters } from '#formats/delimited-rows.ts';
import { Verbatim } from '../http/shape.ts';
import { decimalMarks, thousandsMarks } from './read-number.ts';
import { dateFormats } from './read-date.ts';
import { comparisons, needsValue } from './row-condition.ts';

const columnName = z.string().trim().min(1).max(200);
const shortCell = z.string().max(500);

const condition = z.strictObject({ column: columnName, keep: z.enum(comparisons), value: shortCell.optional() });
const hasItsValue = (found: { keep: (typeof comparisons)[number]; value?: string | undefined }): boolean => !needsValue(found.keep) || found.value !== undefined;
const valueMissing = 'a value to compare with is needed';

/** Which rows a source holds for. */
const where = {
  only_if: condition.extend({ otherwise: shortCell.optional() }).refine(hasItsValue, valueMissing).optional()
    .meta({ description: 'The source holds only in rows that meet the condition, such as {"column":"Invoice","keep":"starting_with","value":"C"}; in others the text of otherwise is taken, or nothing' }),
};

/** What is done to the cell's text before it is checked as the field's type, and to the number that it is. */
const changes = {
  ...where,
  values: z.record(shortCell, shortCell).optional().meta({ description: 'Words of the file and what they mean here, such as {"Net 30":"N30"}; other words pass as they are' }),
  drop_prefix: z.string().min(1).max(20).optional().meta({ description: 'Taken off the start of the cell, such as "EUR"' }),
  drop_suffix: z.string().min(1).max(20).optional().meta({ description: 'Taken off the end of the cell, such as ".0" or "%"' }),
  multiply: z.string().regex(/^\d{1,9}(\.\d{1,9})?$/).optional().meta({ description: 'Multiplies a number exactly: "100" turns the fraction 0.15 into 15 percent' }),
  sign: z.enum(['drop', 'reverse']).optional().meta({ description: 'What becomes of the sign of a number: dropped, so that it counts without its minus, or turned round' }),
  sign_if: condition.refine(hasItsValue, valueMissing).optional().meta({ description: 'The rows in which the sign is changed; every row where there is none' }),
};

const fromColumn = z.strictObject({ column: columnName, ...changes });
const fromConstant = z.strictObject({ constant: shortCell, ...where });
const fromJoin = z.strictObject({ join: z.array(columnName).min(2).max(10), separator: z.string().max(10).default(' '), ...changes });

export const mappingSchema = z.strictObject({
  columns: z.record(z.string().regex(/^[a-z][a-z0-9_]{0,62}$/), z.union([fromColumn, fromConstant, fromJoin])),
  date_format: z.enum(dateFormats).optional().meta({ description: 'Order of day and month; YYYY-MM-DD is understood always' }),
  decimal: z.enum(decimalMarks).default('.'),
  thousands: z.enum(thousandsMarks).optional().meta({ description: 'What separates groups of three digits; nothing unless named' }),
  null_texts: z.array(z.string().min(1).max(50)).max(20).default([]).meta({ description: 'Texts that mean an empty cell, such as NULL or N/A' }),
  filter: z.array(condition.refine(hasItsValue, valueMissing)).max(10).default([]).meta({ description: 'Only rows that pass every condition are imported; the others are left out and counted' }),
  repeats: z.enum(['refuse', 'first']).default('refuse').meta({ description: 'What becomes of rows that repeat the number of a row above: refused, or left out and counted, so that customers can be taken from a list of invoices' }),
  encoding: z.string().max(40).optional(),
  delimiter: z.enum(delimiters).optional(),
  skip_lines: z.int().min(0).max(100).default(0).meta({ description: 'Title lines above the header' }),
  sheet: z.string().max(100).optional(),
}).meta({ id: 'ImportMapping' });

export type Mapping = z.output<typeof mappingSchema>;
export type MappingInput = z.input<typeof mappingSchema>;
export type ColumnSource = Mapping['columns'][string];

/** The schema for routes: the keys of a mapping are data and reach the code as they are. */
export const mappingOnWire = mappingSchema.transform((mapping) => new Verbatim(mapping));

/** Checks a mapping that comes from a stored profile, a run or the command line. Refuses import.mapping_malformed. */
export function readMapping(value: unknown): Mapping {
  const parsed = mappingSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const first = parsed.error.issues[0];
  return refuse('import.mapping_malformed', first === undefined ? 'the mapping is malformed' : `${first.path.join('.') || 'mapping'}: ${first.message}`, { field: `mapping.${first?.path.join('.') ?? ''}` });
}
