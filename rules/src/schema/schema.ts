/** Which keys does the repository make unique, and which of them stops a second insert? */
import { isChangelog } from './liquibase.js';
import { columnSpelling, nearest, tableSpelling } from './naming.js';
import { type Parse, readTables } from './read.js';
import { definesRoutines, readRoutines, type Routine } from './routines.js';
import type { Column, SchemaSource, Table, UniqueKey } from './table.js';

export type { Column, Routine, SchemaSource, Table, UniqueKey };

/** The tables a repository declares. */
export class Schema {
  readonly #exact: ReadonlyMap<string, readonly Table[]>;
  readonly #loose: ReadonlyMap<string, readonly Table[]>;

  /**
   * @param sources the files that were read for them
   * @param files paths of all files that may be migrations, those that declare nothing included
   * @param routines functions and procedures, by name in lower case
   */
  constructor(
    readonly tables: readonly Table[],
    readonly sources: readonly SchemaSource[] = [],
    readonly files: readonly string[] = [],
    readonly routines: ReadonlyMap<string, Routine> = new Map(),
  ) {
    this.#exact = index(tables, (name) => name);
    this.#loose = index(tables, tableSpelling);
  }

  /**
   * By exact name or alias, then without regard to case, plural, snake or camel. Undefined when unknown, or when two tables
   * of that name differ in their keys; of equal ones the nearest to the file `from`.
   */
  find(name: string, from?: string): Table | undefined {
    const found = this.#exact.get(name) ?? this.#loose.get(tableSpelling(name)) ?? [];
    const one = theOne(found);
    return one && from !== undefined ? nearest(from, found) : one;
  }

  /** Do both declare the same, on whatever lines? */
  says(other: Schema): boolean {
    return this.#spelling() === other.#spelling();
  }

  #spelling(): string {
    return JSON.stringify([this.tables, this.routines], (key, value: unknown) =>
      key === 'line' ? undefined : value instanceof Map ? [...(value as ReadonlyMap<string, unknown>)] : value,
    );
  }

  /** The table that `relation` of `name` leads to, and the columns there that hold `name`'s key, with those of the key. */
  related(
    name: string | undefined,
    relation: string | undefined,
  ):
    | { readonly table: string; readonly columns: readonly string[]; readonly references: readonly string[] }
    | undefined {
    const table = name === undefined ? undefined : this.find(name);
    const to = relation === undefined ? undefined : table?.relations.get(relation)?.to;
    const other = to === undefined ? undefined : this.find(to);
    if (!table || !other || to === undefined) return undefined;
    const names = new Set([table.name, ...table.aliases]);
    const back = [...other.relations.values()].find((r) => names.has(r.to) && r.columns.length > 0);
    return { table: to, columns: back?.columns ?? [], references: back?.references ?? [] };
  }
}

function index(tables: readonly Table[], spell: (name: string) => string): ReadonlyMap<string, readonly Table[]> {
  const found = new Map<string, Table[]>();
  for (const table of tables) {
    for (const name of new Set([table.name, ...table.aliases].map(spell))) {
      const known = found.get(name);
      if (known) known.push(table);
      else found.set(name, [table]);
    }
  }
  return found;
}

function theOne(tables: readonly Table[]): Table | undefined {
  const [first, ...rest] = tables;
  return first && rest.every((t) => keysOf(t) === keysOf(first)) ? first : undefined;
}

/** The table's keys as one comparable text. */
function keysOf(table: Table): string {
  return table.keys
    .map(
      (k) =>
        `${String(k.partial)} ${k.columns
          .map((c) => `${columnSpelling(getColumn(table, c)?.name ?? c)}:${String(getColumn(table, c)?.generated)}`)
          .sort()
          .join(',')}`,
    )
    .sort()
    .join(';');
}

/** The column of that property or database name, whatever its case and underscores. */
export function getColumn(table: Table, name: string): Column | undefined {
  const exact = table.columns.get(name);
  if (exact) return exact;
  const spelt = columnSpelling(name);
  return [...table.columns.values()].find(
    (c) => columnSpelling(c.name) === spelt || columnSpelling(c.property) === spelt,
  );
}

/** Are both names, of property or database, those of one column? */
export function isSameColumn(table: Table, a: string, b: string): boolean {
  const column = getColumn(table, a);
  return a === b || (column !== undefined && column === getColumn(table, b));
}

/**
 * The key that stops a second insert of a row whose `stable` columns (properties or database names) come from the message:
 * all its columns are among them, it holds for every row, and not all of them may be NULL.
 */
export function protectingKey(table: Table, stable: ReadonlySet<string>): UniqueKey | undefined {
  const spelt = new Set([...stable].map(columnSpelling));
  const isStable = (name: string): boolean => {
    if (spelt.has(columnSpelling(name))) return true;
    const column = getColumn(table, name);
    return (
      column !== undefined && (spelt.has(columnSpelling(column.name)) || spelt.has(columnSpelling(column.property)))
    );
  };
  return table.keys.find(
    (k) => !k.partial && k.columns.length > 0 && k.columns.every(isStable) && !admitsNulls(table, k),
  );
}

function admitsNulls(table: Table, key: UniqueKey): boolean {
  return key.kind !== 'primary' && !key.nullsEqual && key.columns.every((c) => getColumn(table, c)?.nullable === true);
}

const DECORATED =
  /@(?:Entity|ChildEntity|Primary(?:Generated)?Column|PrimaryKey|Column|Prop|prop|Schema|Table|Attribute|Property)\b/;
const BUILT =
  /\b(?:pg|mysql|sqlite|singlestore|mssql|cockroach)Table(?:Creator)?\b|\bpgSchema\b|\bnew\s+(?:\w+\.)?(?:EntitySchema|Schema)\b|\bdefineEntity\b|\bSchemaFactory\b|\bmongoose\.model\b|\.define\s*\(|\.init\s*\(/;
const MIGRATED =
  /\.(?:createTable\w*|alterTable|addUniqueConstraint|addPrimaryKeyConstraint|createUniqueConstraint|addConstraint|createConstraint|addIndex|createIndex(?:es)?|ensureIndex|dropTable\w*|renameTable|changeColumn|alterColumn|drop(?:Unique)?Constraint|removeConstraint|dropIndex|removeIndex)\b|\.schema\b[\s\S]{0,40}\.table\s*\(/;
const DDL =
  /\b(?:create\s+(?:\w+\s+){0,2}table|create\s+unique\s+(?:\w+\s+)?index|alter\s+table|drop\s+(?:table|index)|rename\s+table)\b/i;

/** Longer code is a bundle. */
const MAX_CODE = 400_000;

/** Cheap test of the text: may this file say what is unique? */
export function isSchemaFile(path: string, text: string): boolean {
  if (/\.prisma$/.test(path)) return true;
  if (/\.sql$/.test(path)) return DDL.test(text) || definesRoutines(text);
  if (/\.xml$/.test(path)) return isChangelog(path, text);
  if (
    text.length > MAX_CODE ||
    !/\.[cm]?[jt]sx?$/.test(path) ||
    /\.d\.[cm]?ts$|\.(?:test|spec)\.|\/__(?:tests|mocks)__\//.test(path)
  )
    return false;
  return DECORATED.test(text) || BUILT.test(text) || MIGRATED.test(text) || DDL.test(text);
}

/** Reads every source with the reader its name and content ask for; odd code in one leaves the others whole. */
export function readSchema(
  sources: readonly SchemaSource[],
  parse: Parse,
  files: readonly string[] = sources.map(({ path }) => path),
): Schema {
  return new Schema(readTables(sources, parse), sources, files, readRoutines(sources));
}
