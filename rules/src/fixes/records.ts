/** The table that processed messages are recorded in: one that the schema has, or how it is added. */
import type { Dedup, Effect } from '../analysis/effect.js';
import { addTable } from '../schema/changes/change.js';
import { type Column, getColumn, type Schema, type Table } from '../schema/schema.js';
import type { Edit } from './fix.js';

export interface Records {
  /** As the code calls it: the name in statements, the property or variable of clients that have one for each table. */
  readonly table: string;
  readonly column: string;
  /** What adds it; none where it is there. */
  readonly edits: readonly Edit[];
  /** What has to be done before it works, in words that end the title; empty where it is there. */
  readonly condition: string;
  /** A table that is declared in the same file; undefined where none is known. */
  readonly beside: Table | undefined;
}

const NAMES = /^(?:(?:processed|handled|consumed)_?(?:messages?|events?|jobs?)|(?:message_?)?inbox)$/i;

/** Undefined where the schema has a table of that name that a record does not fit. */
export function recordsOf({ model }: Dedup, effect: Effect, schema: Schema): Records | undefined {
  const written = effect.resource === undefined ? undefined : schema.find(effect.resource);
  const fitting = schema.tables.filter((t) => t !== written && NAMES.test(t.name) && columnOf(t, schema) !== undefined);
  const table = schema.find(model.table) ?? (fitting.length === 1 ? fitting[0] : undefined);
  if (table) {
    const column = columnOf(table, schema);
    const called =
      model.called === undefined ? table.name : [...table.aliases, table.name].find((name) => /^[a-z]/.test(name));
    if (column === undefined || called === undefined) return undefined;
    return {
      table: called,
      column: model.called === undefined ? column.name : column.property,
      edits: [],
      condition: '',
      beside: table,
    };
  }
  const made = { table: model.called ?? model.table, column: model.column };
  const beside = written ?? anyOf(schema);
  const change = beside && addTable(schema, { table: model.table, column: model.column }, beside);
  if (change) {
    const then = change.then ?? 'run the migrations';
    return { ...made, edits: change.edits, condition: ` (adds the table ${model.table}; then ${then})`, beside };
  }
  const condition = ` (needs a table ${model.table} with a unique column ${model.column})`;
  return { ...made, edits: [], condition, beside: undefined };
}

/** Some table, where all of them are declared in one way. */
function anyOf({ tables }: Schema): Table | undefined {
  return new Set(tables.map((t) => t.source)).size === 1 ? tables.at(-1) : undefined;
}

/** The column that alone identifies a row and takes a text, where nothing else has to be given. */
function columnOf(table: Table, schema: Schema): Column | undefined {
  const lines = schema.sources.find(({ path }) => path === table.file)?.text.split('\n') ?? [];
  for (const key of table.keys) {
    const [only, ...others] = key.columns;
    const column = only === undefined || others.length > 0 ? undefined : getColumn(table, only);
    if (!column || key.partial || column.generated || !/text|char|string/i.test(declaration(column, lines))) continue;
    const isFree = [...table.columns.values()].every(
      (c) => c === column || c.generated || c.nullable || /\bdefault/i.test(declaration(c, lines)),
    );
    if (isFree) return column;
  }
  return undefined;
}

/** The line that declares it: of a statement only the first is known. */
function declaration({ name, property, line }: Column, lines: readonly string[]): string {
  const word = new RegExp(`\\b(?:${name}|${property})\\b`);
  return lines.slice(line - 1).find((text) => word.test(text)) ?? '';
}
