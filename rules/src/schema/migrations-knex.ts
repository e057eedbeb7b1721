/** Knex's schema builder: `createTable('t', (table) => { … })` and its kin. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Change, ColumnChange, KeyChange } from './history.js';
import { bareName } from './naming.js';
import {
  type Call,
  type Chain,
  chainOf,
  elements,
  isFunction,
  properties,
  scalar,
  text,
  texts,
  type Unit,
  unwrap,
  visit,
} from './syntax.js';

type Node = TSESTree.Node;

const CREATES = /^createTable(?:IfNotExists)?$/;
const ALTERS = /^(?:alterTable|table)$/;
const SERIAL = /^(?:big|small|tiny|medium)?increments$/i;
const TYPES =
  /^(?:string|text|uuid|integer|int|bigint|bigInteger|tinyint|smallint|mediumint|float|double|decimal|boolean|date|datetime|timestamp|time|json|jsonb|binary|enum|enu|specificType|char|real|geometry|point|increments|bigIncrements|bigincrements|smallIncrements|tinyIncrements)$/;

/** Changes of one call of a schema chain. */
export function readKnexCall(call: Call, unit: Unit): readonly Change[] {
  const table = text(call.args[0], unit);
  const line = unit.line(call.node);
  if (table === undefined) return [];
  const body = call.args[1] && unwrap(call.args[1]);
  if ((CREATES.test(call.name) || ALTERS.test(call.name)) && body && isFunction(body)) {
    const changes = readBody(body, bareName(table), unit);
    return CREATES.test(call.name) ? [asCreation(changes, table, call.name !== 'createTable', line)] : changes;
  }
  if (call.name === 'renameTable' && call.args.length === 2) return renamed(table, text(call.args[1], unit), line);
  return /^dropTable(?:IfExists)?$/.test(call.name) ? [{ kind: 'drop-table', table, line }] : [];
}

function renamed(table: string, to: string | undefined, line: number): readonly Change[] {
  return to === undefined ? [] : [{ kind: 'rename-table', table, to, line }];
}

function asCreation(changes: readonly Change[], table: string, ifNotExists: boolean, line: number): Change {
  const columns: ColumnChange[] = [];
  const keys: KeyChange[] = [];
  for (const change of changes) {
    if (change.kind === 'set-column') columns.push(change.column);
    if (change.kind === 'add-key') keys.push(change.key);
  }
  return { kind: 'create-table', table, ifNotExists, columns, keys, line };
}

/** Statements on the builder, `table.…` by its parameter's name. */
function readBody(
  body: TSESTree.ArrowFunctionExpression | TSESTree.FunctionExpression,
  table: string,
  unit: Unit,
): readonly Change[] {
  const parameter = body.params[0];
  const name = parameter?.type === 'Identifier' ? parameter.name : undefined;
  const changes: Change[] = [];
  visit(body.body, (node) => {
    const chain = node.type === 'CallExpression' ? chainOf(node) : undefined;
    const isBuilder =
      chain &&
      (chain.root?.type === 'ThisExpression' || (chain.root?.type === 'Identifier' && chain.root.name === name));
    if (!isBuilder) return true;
    changes.push(...readLine(chain, table, unit));
    return false;
  });
  return changes;
}

function readLine(chain: Chain, table: string, unit: Unit): readonly Change[] {
  const [base, ...rest] = chain.calls;
  if (!base) return [];
  const line = unit.line(base.node);
  if (TYPES.test(base.name)) return readColumn(base, rest, table, unit);
  const columns = texts(base.args[0], unit);
  const named = text(base.args[1], unit);
  const add = (key: KeyChange): readonly Change[] =>
    key.columns.length === 0 ? [] : [{ kind: 'add-key', table, key, line }];
  switch (base.name) {
    case 'unique':
      return columns
        ? add({
            kind: 'unique',
            columns,
            ...uniqueOptions(base.args[1], unit),
            name: named ?? text(properties(base.args[1], unit).get('indexName'), unit),
          })
        : [];
    case 'primary':
      return columns ? add({ kind: 'primary', columns, name: named }) : [];
    case 'timestamps':
      return ['created_at', 'updated_at'].map((name): Change => ({
        kind: 'set-column',
        table,
        column: { name, generated: scalar(base.args[1], unit) === true, nullable: true },
        add: true,
        line,
      }));
    case 'dropUnique':
      return [
        { kind: 'drop-key', table, name: named, columns: named === undefined ? columns : undefined, line },
        ...(named !== undefined && columns ? [{ kind: 'drop-key', table, columns, line } satisfies Change] : []),
      ];
    case 'dropPrimary':
      return [{ kind: 'drop-key', table, primary: true, line }];
    case 'dropColumn':
    case 'dropColumns':
      return base.args
        .flatMap((a) => elements(a, unit))
        .flatMap((a): readonly Change[] => [{ kind: 'drop-column', table, column: text(a, unit) ?? '', line }]);
    case 'renameColumn':
      return columns?.[0] !== undefined && named !== undefined
        ? [{ kind: 'rename-column', table, column: columns[0], to: named, line }]
        : [];
    case 'setNullable':
    case 'dropNullable':
      return columns?.[0] === undefined
        ? []
        : [
            {
              kind: 'set-column',
              table,
              column: { name: columns[0], nullable: base.name === 'setNullable' },
              add: false,
              line,
            },
          ];
    default:
      return [];
  }
}

function uniqueOptions(node: Node | undefined, unit: Unit): { partial: boolean; nullsEqual: boolean } {
  const options = properties(node, unit);
  return { partial: options.has('predicate'), nullsEqual: scalar(options.get('nullsNotDistinct'), unit) === true };
}

/** `table.string('k').notNullable().unique()`. */
function readColumn(base: Call, rest: readonly Call[], table: string, unit: Unit): readonly Change[] {
  const serial = SERIAL.test(base.name);
  const name = text(base.args[0], unit) ?? (serial && base.args.length === 0 ? 'id' : undefined);
  if (name === undefined) return [];
  const line = unit.line(base.node);
  const get = (method: string): Call | undefined => rest.find((c) => c.name === method);
  const isAltered = get('alter') !== undefined;
  const generated = serial || isFreshDefault(get('defaultTo'), unit) || /serial/i.test(text(base.args[1], unit) ?? '');
  const required = get('notNullable') !== undefined || get('primary') !== undefined || serial;
  const changes: Change[] = [
    {
      kind: 'set-column',
      table,
      column: { name, generated, nullable: !required, type: typeOf(base, unit) },
      add: !isAltered,
      line,
    },
  ];
  const isKey =
    get('primary') !== undefined ||
    (serial && scalar(properties(base.args[1], unit).get('primaryKey'), unit) !== false);
  if (isKey) changes.push({ kind: 'add-key', table, key: { kind: 'primary', columns: [name] }, line });
  const unique = get('unique');
  if (unique)
    changes.push({
      kind: 'add-key',
      table,
      key: {
        kind: 'unique',
        columns: [name],
        ...uniqueOptions(unique.args[0], unit),
        name: text(unique.args[0], unit),
      },
      line,
    });
  return changes;
}

/** `table.string('id', 36)` is `varchar(36)`, and without a length one of 255; `specificType('id', 'uuid')` is `uuid`. */
function typeOf(base: Call, unit: Unit): string {
  if (base.name === 'string') return `varchar(${String(scalar(base.args[1], unit) ?? 255)})`;
  return (base.name === 'specificType' ? (text(base.args[1], unit) ?? '') : base.name).toLowerCase();
}

/** `.defaultTo(knex.fn.uuid())`, `.defaultTo(knex.raw('gen_random_uuid()'))`. */
function isFreshDefault(call: Call | undefined, unit: Unit): boolean {
  const node = call?.args[0] && unwrap(call.args[0]);
  if (node?.type !== 'CallExpression') return false;
  const raw = text(node.arguments[0], unit);
  return raw === undefined || /\w\s*\(|current_/i.test(raw) || chainOf(node)?.calls.at(-1)?.name !== 'raw';
}
