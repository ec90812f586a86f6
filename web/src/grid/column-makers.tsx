// The usual columns, so that a screen names what it shows and not how: money, text, days, statuses, counts.
import { Fragment, type ReactNode } from 'react';

import type { WireMoney } from '../api/types.ts';
import { formatDate, formatDayNear } from '../format/date.ts';
import { formatCount, formatMoney, isNegativeAmount, isZeroAmount, type MoneyStyle } from '../format/money.ts';
import { Badge, type Tone } from '../kit/badge.tsx';
import { MoneyText } from '../kit/money-text.tsx';
import type { GridColumn } from './columns.ts';

type Base<Row, Totals> = Pick<GridColumn<Row, Totals>, 'id' | 'header'> & Partial<GridColumn<Row, Totals>>;

/** Whole units with the exact amount on hover, the sum below to the same digit; the column is as wide as its longest value. */
export function moneyColumn<Row, Totals>(column: Base<Row, Totals> & {
  readonly money: (row: Row) => WireMoney;
  readonly sum?: (total: Totals) => WireMoney;
  readonly look?: MoneyStyle;
  readonly strong?: boolean;
  readonly late?: boolean;
  /** The currency of the books: amounts in another one name it. */
  readonly homeCurrency?: string;
  /** What there is in other currencies beside it, never added up. */
  readonly also?: (row: Row) => readonly WireMoney[];
}): GridColumn<Row, Totals> {
  const { money, sum, look = 'whole', strong, late, homeCurrency, also, ...rest } = column;
  const markOf = (row: Row) => (homeCurrency && money(row).currency !== homeCurrency ? money(row).currency : '');
  const partsOf = (row: Row): readonly MoneyPart[] => {
    const own = { part: money(row), mark: markOf(row), style: look };
    const others = also?.(row).map((part) => ({ part, mark: '', style: 'full' as const })) ?? [];
    return isZeroAmount(own.part.amount) && others.length > 0 ? others : [own, ...others];
  };
  return {
    align: 'end',
    width: 160,
    sortsDown: true,
    fit: (row) => partsOf(row).map(({ part, mark, style }) => formatMoney(part, style) + (mark && ` ${mark}`)).join(' + '),
    cell: (row) => partsOf(row).map(({ part, mark, style }, index) => (
      <Fragment key={part.currency}>
        {index > 0 && ' + '}
        <MoneyCell money={part} mark={mark} look={style} strong={strong} late={late} />
      </Fragment>
    )),
    fitTotal: sum && ((total) => formatMoney(sum(total), look)),
    total: sum && ((total) => <MoneyText money={sum(total)} look={look} />),
    ...rest,
  };
}

type MoneyPart = { readonly part: WireMoney; readonly mark: string; readonly style: MoneyStyle };

type MoneyCellProps = {
  readonly money: WireMoney;
  readonly mark: string;
  readonly look: MoneyStyle;
  readonly strong?: boolean;
  readonly late?: boolean;
};

function MoneyCell(props: MoneyCellProps) {
  const { money, look } = props;
  const isZero = isZeroAmount(money.amount);
  const colour = isZero ? 'text-ink-3' : props.late && !isNegativeAmount(money.amount) ? 'text-bad' : '';
  return (
    <span title={isZero ? undefined : formatMoney(money)} className={`${colour} ${props.strong ? 'font-semibold' : ''}`}>
      {formatMoney(money, look)}
      {props.mark && !isZero && <span className="text-meta font-normal text-ink-3"> {props.mark}</span>}
    </span>
  );
}

export function textColumn<Row, Totals>(column: Base<Row, Totals> & {
  readonly text: (row: Row) => string | undefined | null;
  readonly strong?: boolean;
  /** As wide as the longest text: for document numbers, which are never cut. */
  readonly fits?: boolean;
  /** After the text: a badge for what is unusual. */
  readonly after?: (row: Row) => ReactNode;
}): GridColumn<Row, Totals> {
  const { text, strong, fits, after, ...rest } = column;
  return {
    width: fits ? 180 : 120,
    fit: fits ? (row) => text(row) ?? '' : undefined,
    cell: (row) => {
      const value = text(row);
      return (
        <>
          <span title={value ?? undefined} className={`truncate ${strong ? 'font-medium' : ''} ${value ? '' : 'text-ink-3'}`}>{value || '–'}</span>
          {after?.(row)}
        </>
      );
    },
    ...rest,
  };
}

/** '1 Sep', with the year when it is not this one, and the full date on hover; as wide as the longest of them, since a day that is cut says nothing. */
export function dayColumn<Row, Totals>(column: Base<Row, Totals> & {
  readonly day: (row: Row) => string | undefined | null;
  readonly today: string;
}): GridColumn<Row, Totals> {
  const { day, today, ...rest } = column;
  return {
    width: 128,
    fit: (row) => formatDayNear(day(row) ?? today, today),
    sortsDown: true,
    cell: (row) => {
      const value = day(row);
      if (!value) return <span className="text-ink-3">–</span>;
      return <time dateTime={value} title={formatDate(value, 'long')}>{formatDayNear(value, today)}</time>;
    },
    ...rest,
  };
}

export function countColumn<Row, Totals>(column: Base<Row, Totals> & {
  readonly count: (row: Row) => number;
}): GridColumn<Row, Totals> {
  const { count, ...rest } = column;
  return {
    align: 'end',
    width: 120,
    fit: (row) => formatCount(count(row)),
    sortsDown: true,
    cell: (row) => (count(row) === 0 ? <span className="text-ink-3">–</span> : formatCount(count(row))),
    ...rest,
  };
}

export type StatusLook = { readonly label: string; readonly tone: Tone };

export function statusColumn<Row, Totals>(column: Base<Row, Totals> & {
  readonly status: (row: Row) => StatusLook | undefined;
}): GridColumn<Row, Totals> {
  const { status, ...rest } = column;
  return {
    width: 112,
    cell: (row): ReactNode => {
      const look = status(row);
      return look && <Badge tone={look.tone}>{look.label}</Badge>;
    },
    ...rest,
  };
}
