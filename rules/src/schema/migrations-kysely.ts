/** Kysely's schema builder: `schema.createTable('t').addColumn(…).addUniqueConstraint(…)`. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Change, ColumnChange, KeyChange } from './history.js';
import { type Call, type Chain, chainOf, isFunction, returned, text, texts, type Unit, unwrap } from './syntax.js';

type Node = TSESTree.Node;

/** Changes of a whole chain; none when it is not Kysely's. */
export function readKyselyChain(chain: Chain, unit: Unit): readonly Change[] {
  const at = chain.calls.findIndex((c) => /^(?:createTable|alterTable|createIndex|dropIndex)$/.test(c.name));
  const base = chain.calls[at];
  const rest = chain.calls.slice(at + 1);
  if (!base || base.args.length !== 1 || rest.length === 0) return [];
  const name = text(base.args[0], unit);
  if (name === undefined) return [];
  if (base.name === 'createTable') return [created(name, rest, unit, unit.line(base.node))];
  if (base.name === 'createIndex') return indexed(name, rest, unit, unit.line(base.node));
  if (base.name === 'dropIndex') return [{ kind: 'drop-key', table: undefined, name, line: unit.line(base.node) }];
  return rest.flatMap((call) => altered(name, call, unit));
}

function created(table: string, calls: readonly Call[], unit: Unit, line: number): Change {
  const columns: ColumnChange[] = [];
  const keys: KeyChange[] = [];
  for (const call of calls) {
    if (call.name === 'addColumn') {
      const found = readColumn(call, unit);
      if (found) columns.push(found.column);
      keys.push(...(found?.keys ?? []));
    }
    const key = readConstraint(call, unit);
    if (key) keys.push(key);
  }
  return { kind: 'create-table', table, ifNotExists: calls.some((c) => c.name === 'ifNotExists'), columns, keys, line };
}

/** `addColumn('k', 'text', (c) => c.notNull().unique())`. */
function readColumn(call: Call, unit: Unit): { column: ColumnChange; keys: readonly KeyChange[] } | undefined {
  const name = text(call.args[0], unit);
  if (name === undefined) return undefined;
  const build = call.args[2] && returned(unwrap(call.args[2]));
  const calls = (build && chainOf(build)?.calls) ?? [];
  const has = (method: string): boolean => calls.some((c) => c.name === method);
  const type = call.args[1] && unwrap(call.args[1]);
  const typed = type ? (text(type, unit) ?? unit.text.slice(type.range[0], type.range[1])) : '';
  const serial = /serial/i.test(typed);
  const generated =
    serial ||
    ['autoIncrement', 'identity', 'generatedAlwaysAsIdentity', 'generatedByDefaultAsIdentity'].some(has) ||
    isFreshDefault(calls, unit);
  const keys: KeyChange[] = [];
  if (has('primaryKey')) keys.push({ kind: 'primary', columns: [name] });
  if (has('unique')) keys.push({ kind: 'unique', columns: [name], nullsEqual: has('nullsNotDistinct') });
  return {
    column: { name, generated, nullable: !has('notNull') && !has('primaryKey') && !serial, type: typed.toLowerCase() },
    keys,
  };
}

/** `.defaultTo(sql`gen_random_uuid()`)`. */
function isFreshDefault(calls: readonly Call[], unit: Unit): boolean {
  const node = calls.find((c) => c.name === 'defaultTo')?.args[0];
  const at = node && unwrap(node);
  if (at?.type !== 'TaggedTemplateExpression') return at?.type === 'CallExpression';
  return /\w\s*\(|current_/i.test(unit.text.slice(at.quasi.range[0], at.quasi.range[1]));
}

function readConstraint(call: Call, unit: Unit): KeyChange | undefined {
  const kind =
    call.name === 'addPrimaryKeyConstraint' ? 'primary' : call.name === 'addUniqueConstraint' ? 'unique' : undefined;
  const columns = kind && texts(call.args[1], unit);
  if (!kind || !columns) return undefined;
  const build: Node | undefined = call.args[2] && unwrap(call.args[2]);
  const nullsEqual =
    build !== undefined &&
    isFunction(build) &&
    /nullsNotDistinct/.test(unit.text.slice(build.range[0], build.range[1]));
  return { kind, columns, nullsEqual, name: text(call.args[0], unit) };
}

function indexed(name: string, calls: readonly Call[], unit: Unit, line: number): readonly Change[] {
  const get = (method: string): readonly Call[] => calls.filter((c) => c.name === method);
  const table = text(get('on')[0]?.args[0], unit);
  if (table === undefined || get('unique').length === 0 || get('expression').length > 0) return [];
  const listed = [...get('column'), ...get('columns')].map((c) => texts(c.args[0], unit));
  if (!listed.every((l) => l !== undefined)) return [];
  const columns = listed.flat().map((c) => c.replace(/\s+(?:asc|desc)$/i, ''));
  return [
    {
      kind: 'add-key',
      table,
      key: { columns, partial: get('where').length > 0, nullsEqual: get('nullsNotDistinct').length > 0, name },
      line,
    },
  ];
}

function altered(table: string, call: Call, unit: Unit): readonly Change[] {
  const line = unit.line(call.node);
  const first = text(call.args[0], unit);
  const key = readConstraint(call, unit);
  if (key) return [{ kind: 'add-key', table, key, line }];
  if (first === undefined) return [];
  switch (call.name) {
    case 'addColumn':
    case 'modifyColumn': {
      const found = readColumn(call, unit);
      if (!found) return [];
      return [
        { kind: 'set-column', table, column: found.column, add: call.name === 'addColumn', line },
        ...found.keys.map((k): Change => ({ kind: 'add-key', table, key: k, line })),
      ];
    }
    case 'dropConstraint':
      return [{ kind: 'drop-key', table, name: first, line }];
    case 'dropColumn':
      return [{ kind: 'drop-column', table, column: first, line }];
    case 'renameColumn': {
      const to = text(call.args[1], unit);
      return to === undefined ? [] : [{ kind: 'rename-column', table, column: first, to, line }];
    }
    case 'renameTo':
      return [{ kind: 'rename-table', table, to: first, line }];
    case 'alterColumn':
      return alteredColumn(table, first, call, unit);
    default:
      return [];
  }
}

function alteredColumn(table: string, name: string, call: Call, unit: Unit): readonly Change[] {
  const build = call.args[1] && returned(unwrap(call.args[1]));
  const calls = (build && chainOf(build)?.calls) ?? [];
  return calls.flatMap((c): readonly Change[] =>
    c.name === 'setNotNull' || c.name === 'dropNotNull'
      ? [
          {
            kind: 'set-column',
            table,
            column: { name, nullable: c.name === 'dropNotNull' },
            add: false,
            line: unit.line(call.node),
          },
        ]
      : [],
  );
}
