/** Tables of Drizzle: `pgTable`, `mysqlTable`, `sqliteTable` and what their creators make. */
import type { TSESTree } from '@typescript-eslint/types';
import { bareName } from './naming.js';
import {
  type Call,
  chainOf,
  elements,
  lastName,
  properties,
  resolve,
  returned,
  scalar,
  text,
  type Unit,
  unwrap,
} from './syntax.js';
import { Draft } from './table.js';

type Node = TSESTree.Node;

const TABLE = /^(?:pg|mysql|sqlite|singlestore|mssql|cockroach)Table$/;
const CREATOR = /^(?:pg|mysql|sqlite|singlestore|mssql|cockroach)TableCreator$/;
const SCHEMA = /^(?:pg|mysql|singlestore|mssql|cockroach)Schema$/;
const SERIAL = /^(?:big|small)?serial$/;
const GENERATED =
  /^(?:defaultRandom|defaultNow|\$defaultFn|\$default|generatedAlwaysAsIdentity|generatedByDefaultAsIdentity|autoincrement|identity)$/;

export function readDrizzle(units: readonly Unit[]): readonly Draft[] {
  const creators = new Set(units.flatMap(creatorsOf));
  return units.flatMap((unit) => tablesOf(unit, creators));
}

/** Variables set to `pgTableCreator(…)`, wherever they are used. */
function creatorsOf(unit: Unit): readonly string[] {
  return [...unit.values]
    .filter(([, v]) => v.type === 'CallExpression' && CREATOR.test(lastName(v.callee) ?? ''))
    .map(([name]) => name);
}

function tablesOf(unit: Unit, creators: ReadonlySet<string>): readonly Draft[] {
  return unit
    .all('CallExpression')
    .flatMap((node) => (isTableCall(node, unit, creators) ? (readTable(node, unit) ?? []) : []));
}

function isTableCall(node: TSESTree.CallExpression, unit: Unit, creators: ReadonlySet<string>): boolean {
  const callee = unwrap(node.callee);
  const name = lastName(callee) ?? '';
  const imported = callee.type === 'Identifier' ? unit.imports.get(callee.name)?.name : undefined;
  if (TABLE.test(imported ?? name) || (callee.type === 'Identifier' && creators.has(imported ?? name))) return true;
  if (name !== 'table' || callee.type !== 'MemberExpression') return false;
  const owner = resolve(callee.object, unit);
  return (
    (owner.type === 'CallExpression' && SCHEMA.test(lastName(owner.callee) ?? '')) ||
    (owner.type === 'Identifier' && /schema/i.test(owner.name) && /drizzle-orm/.test(unit.text))
  );
}

function readTable(node: TSESTree.CallExpression, unit: Unit): Draft | undefined {
  const name = text(node.arguments[0], unit);
  const list = node.arguments[1];
  if (name === undefined || !list) return undefined;
  const table = new Draft(bareName(name), 'drizzle', unit.path, unit.line(node)).alias(variableAround(node, unit));
  const isSqlite = /^sqlite/.test(lastName(node.callee) ?? '') || /drizzle-orm\/sqlite-core/.test(unit.text);
  const primary: string[] = [];
  for (const [property, value] of properties(returned(list) ?? list, unit)) {
    if (readColumn(table, property, value, unit, isSqlite)) primary.push(property);
  }
  table.key({ kind: 'primary', columns: primary, line: unit.line(node) });
  const extra = node.arguments[2] && returned(node.arguments[2]);
  const entries = extra?.type === 'ArrayExpression' ? elements(extra, unit) : [...properties(extra, unit).values()];
  for (const entry of entries) readExtra(table, entry, unit);
  return table;
}

/** The variable a table is set to, also behind a method (`pgTable(…).enableRLS()`). */
function variableAround(node: Node, unit: Unit): string | undefined {
  for (const [name, value] of unit.values) {
    if (value === node || chainOf(value)?.calls[0]?.node === node) return name;
  }
  return undefined;
}

/** True for a primary key. */
function readColumn(table: Draft, property: string, value: Node, unit: Unit, isSqlite: boolean): boolean {
  const [base, ...calls] = chainOf(resolve(value, unit))?.calls ?? [];
  if (!base) return false;
  const get = (name: string): Call | undefined => calls.find((c) => c.name === name);
  const primary = get('primaryKey');
  const line = unit.line(value);
  const serial = SERIAL.test(base.name);
  table.column({
    name: text(base.args[0], unit) ?? property,
    property,
    generated:
      serial ||
      calls.some((c) => GENERATED.test(c.name)) ||
      isSqlDefault(get('default'), unit) ||
      (primary !== undefined && isRowId(base, primary, unit, isSqlite)),
    nullable: !primary && !serial && get('notNull') === undefined,
    type: typeOf(base, unit),
    line,
  });
  const unique = get('unique');
  if (unique)
    table.key({ columns: [property], name: text(unique.args[0], unit), nullsEqual: nullsEqual(unique, unit), line });
  return primary !== undefined;
}

/** `varchar('id', { length: 36 })` is `varchar(36)`. */
function typeOf(base: Call, unit: Unit): string {
  const length = scalar(properties(base.args.at(-1), unit).get('length'), unit);
  return base.name.toLowerCase() + (typeof length === 'number' ? `(${String(length)})` : '');
}

/** `.default(sql`gen_random_uuid()`)`. */
function isSqlDefault(call: Call | undefined, unit: Unit): boolean {
  const at = call?.args[0] && unwrap(call.args[0]);
  if (at?.type !== 'TaggedTemplateExpression') return at?.type === 'CallExpression';
  return /\w\s*\(|current_/i.test(unit.text.slice(at.quasi.range[0], at.quasi.range[1]));
}

function isRowId(base: Call, primary: Call, unit: Unit, isSqlite: boolean): boolean {
  return (
    scalar(properties(primary.args[0], unit).get('autoIncrement'), unit) === true ||
    (isSqlite && /^int(?:eger)?$/.test(base.name))
  );
}

function nullsEqual(call: Call, unit: Unit): boolean {
  return /not distinct/i.test(text(properties(call.args[1] ?? call.args[0], unit).get('nulls'), unit) ?? '');
}

/** `primaryKey({ columns })`, `unique().on(…)`, `uniqueIndex().on(…).where(…)`. */
function readExtra(table: Draft, entry: Node, unit: Unit): void {
  const calls = chainOf(entry)?.calls ?? [];
  const base = calls[0];
  if (!base) return;
  const line = unit.line(entry);
  if (base.name === 'primaryKey') {
    const listed = properties(base.args[0], unit).get('columns');
    const columns = columnNames(listed ? elements(listed, unit) : base.args);
    if (columns) table.key({ kind: 'primary', columns, line });
    for (const name of columns ?? []) {
      const column = table.columns.get(name);
      if (column) table.column({ ...column, nullable: false });
    }
    return;
  }
  if (base.name !== 'unique' && base.name !== 'uniqueIndex') return;
  const on = calls.find((c) => c.name === 'on' || c.name === 'using' || c.name === 'onOnly');
  const columns = columnNames((on?.name === 'using' ? on.args.slice(1) : on?.args) ?? []);
  const equal = calls.some((c) => c.name === 'nullsNotDistinct');
  if (columns)
    table.key({
      columns,
      partial: calls.some((c) => c.name === 'where'),
      nullsEqual: equal,
      name: text(base.args[0], unit),
      line,
    });
}

/** `t.a`, `t.a.desc()`, or the one column inside sql`lower(${t.a})`; undefined when one is not known. */
function columnNames(nodes: readonly Node[]): readonly string[] | undefined {
  const names = nodes.map((n) => {
    const at = unwrap(n);
    if (at.type === 'TaggedTemplateExpression')
      return at.quasi.expressions.map((e) => lastName(e) ?? lastName(unwrap(e)));
    const chain = chainOf(at);
    const member = chain?.calls[0] ? unwrap(chain.calls[0].node.callee) : at;
    return [chain && member.type === 'MemberExpression' ? lastName(member.object) : lastName(at)];
  });
  const flat = names.flat();
  return flat.length > 0 && names.every((n) => n.length > 0) && flat.every((n) => n !== undefined) ? flat : undefined;
}
