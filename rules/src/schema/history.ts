/** What do the migrations leave behind? Changes in, tables out. */
import { bareName, byFileName, columnSpelling, nearest, nearness } from './naming.js';
import { type Column, Draft, type UniqueKey } from './table.js';

export interface ColumnChange {
  readonly name: string;
  readonly generated?: boolean | undefined;
  readonly nullable?: boolean | undefined;
  readonly type?: string | undefined;
}

export type KeyChange = Pick<UniqueKey, 'columns'> &
  Partial<Pick<UniqueKey, 'kind' | 'partial' | 'nullsEqual' | 'name'>>;

/** One step of a migration. Names are without quotes and schema. */
export type Change = { readonly line: number } & (
  | {
      readonly kind: 'create-table';
      readonly table: string;
      readonly ifNotExists?: boolean;
      readonly columns: readonly ColumnChange[];
      readonly keys: readonly KeyChange[];
      /** Keys are copied from this table. */
      readonly like?: string | undefined;
    }
  | { readonly kind: 'drop-table'; readonly table: string }
  | { readonly kind: 'rename-table'; readonly table: string; readonly to: string }
  | { readonly kind: 'set-column'; readonly table: string; readonly column: ColumnChange; readonly add: boolean }
  | { readonly kind: 'drop-column'; readonly table: string; readonly column: string }
  | { readonly kind: 'rename-column'; readonly table: string; readonly column: string; readonly to: string }
  | {
      readonly kind: 'add-key';
      readonly table: string;
      readonly key: KeyChange;
      /** An index that becomes the key. */ readonly from?: string | undefined;
    }
  | {
      readonly kind: 'drop-key';
      readonly table: string | undefined;
      readonly name?: string | undefined;
      readonly columns?: readonly string[] | undefined;
      readonly primary?: boolean;
    }
  | { readonly kind: 'rename-key'; readonly name: string; readonly to: string }
);

/** Changes of one file. */
export interface Step {
  readonly file: string;
  readonly source: string;
  readonly changes: readonly Change[];
}

/** A table as the migrations leave it. */
export class Recorded extends Draft {
  /** Keys that were there and are gone. */
  readonly dropped: KeyChange[] = [];
  /** Keys dropped by a name nobody gave. */
  readonly droppedNames: string[] = [];

  constructor(
    name: string,
    source: string,
    file: string,
    line: number,
    readonly root: string,
    /** Was its creation seen? Otherwise it may have more keys. */
    readonly created: boolean,
  ) {
    super(name, source, file, line);
  }
}

/** Directory whose files are one history: up to the last `migrations`-like part. */
function rootOf(file: string): string {
  const parts = file.split('/').slice(0, -1);
  const at = parts.findLastIndex((p) =>
    /^(?:migrations?|migrate|changelogs?|drizzle|sql|schema|ddl|db|database)$/i.test(p),
  );
  return (at < 0 ? parts : parts.slice(0, at + 1)).join('/');
}

/** Replays the files in order of their names, each directory for itself. */
export function replay(steps: readonly Step[]): readonly Recorded[] {
  const tables: Recorded[] = [];
  const later: [Step, Change][] = [];
  for (const step of [...steps].sort((a, b) => byFileName(a.file, b.file))) {
    for (const change of step.changes) {
      if (!apply(tables, step, change, false)) later.push([step, change]);
    }
  }
  for (const [step, change] of later) apply(tables, step, change, true);
  return tables;
}

/** False when the change speaks of a table not seen yet; with `anywhere`, other directories count. */
function apply(tables: Recorded[], step: Step, change: Change, anywhere: boolean): boolean {
  if (change.kind === 'create-table') return create(tables, step, change);
  if (change.kind === 'rename-key') {
    for (const t of tables) replaceKeys(t, (k) => (k.name === change.name ? { ...k, name: change.to } : k));
    return true;
  }
  if (change.kind === 'drop-key' && change.table === undefined) return dropByName(tables, step, change.name ?? '');
  let table = find(tables, step, change.table ?? '', anywhere);
  if (!table && !anywhere) return false;
  if (change.kind === 'drop-table' && table?.root !== rootOf(step.file)) return true;
  if (!table) {
    if (change.kind !== 'add-key') return true;
    table = new Recorded(change.table, step.source, step.file, change.line, rootOf(step.file), false);
    tables.push(table);
  }
  alter(tables, table, step, change);
  return true;
}

function find(tables: readonly Recorded[], step: Step, name: string, anywhere: boolean): Recorded | undefined {
  const wanted = bareName(name).toLowerCase();
  const root = rootOf(step.file);
  const same = tables.filter((t) => t.name.toLowerCase() === wanted);
  return same.findLast((t) => t.root === root) ?? (anywhere ? nearest(step.file, same) : undefined);
}

function create(tables: Recorded[], step: Step, change: Extract<Change, { kind: 'create-table' }>): boolean {
  if (change.ifNotExists && find(tables, step, change.table, false)) return true;
  const table = new Recorded(bareName(change.table), step.source, step.file, change.line, rootOf(step.file), true);
  const like = change.like === undefined ? undefined : find(tables, step, change.like, true);
  for (const column of like?.columns.values() ?? []) table.column(column);
  for (const key of like?.keys ?? []) table.key({ ...key, name: undefined });
  for (const c of change.columns)
    table.column({
      name: c.name,
      generated: c.generated ?? false,
      nullable: c.nullable ?? true,
      type: c.type,
      line: change.line,
    });
  for (const key of change.keys) addKey(table, step, change.line, key);
  tables.push(table);
  return true;
}

function alter(
  tables: Recorded[],
  table: Recorded,
  step: Step,
  change: Exclude<Change, { kind: 'create-table' | 'rename-key' }>,
): void {
  switch (change.kind) {
    case 'drop-table':
      tables.splice(tables.indexOf(table), 1);
      break;
    case 'rename-table':
      table.alias(table.name);
      table.name = bareName(change.to);
      table.aliases.splice(0);
      break;
    case 'set-column':
      setColumn(table, change.column, change.line, change.add);
      break;
    case 'drop-column':
      table.columns.delete(columnOf(table, change.column)?.name ?? change.column);
      dropKeys(table, (k) => k.columns.some((c) => sameName(c, change.column)));
      break;
    case 'rename-column':
      renameColumn(table, change.column, change.to);
      break;
    case 'add-key':
      addKey(table, step, change.line, promoted(table, change.key, change.from));
      break;
    case 'drop-key':
      dropKey(table, change);
  }
}

function columnOf(table: Recorded, name: string): Column | undefined {
  return [...table.columns.values()].find((c) => sameName(c.name, name));
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function setColumn(table: Recorded, change: ColumnChange, line: number, add: boolean): void {
  const known = columnOf(table, change.name);
  if (!known && !add && !table.created) return;
  table.column({
    name: known?.name ?? change.name,
    generated: change.generated ?? known?.generated ?? false,
    nullable: change.nullable ?? known?.nullable ?? true,
    type: change.type ?? known?.type,
    line: known?.line ?? line,
  });
}

function renameColumn(table: Recorded, from: string, to: string): void {
  const known = columnOf(table, from);
  if (known) {
    table.columns.delete(known.property);
    table.column({ ...known, name: to, property: to });
  }
  replaceKeys(table, (k) => ({ ...k, columns: k.columns.map((c) => (sameName(c, from) ? to : c)) }));
}

function promoted(table: Recorded, key: KeyChange, from: string | undefined): KeyChange {
  const existing = from === undefined ? undefined : table.keys.find((k) => k.name === from);
  if (!existing) return key;
  replaceKeys(table, (k) => (k === existing ? undefined : k));
  return { ...existing, kind: key.kind ?? 'unique', name: key.name ?? from };
}

function addKey(table: Recorded, step: Step, line: number, key: KeyChange): void {
  const isSame = (k: UniqueKey): boolean =>
    k.name === key.name &&
    k.kind === (key.kind ?? 'unique') &&
    k.partial === (key.partial ?? false) &&
    sameColumns(k.columns, key.columns);
  if (!table.keys.some(isSame))
    table.key({ kind: 'unique', partial: false, nullsEqual: false, name: undefined, ...key, file: step.file, line });
  const again = table.dropped.findIndex((d) => sameColumns(d.columns, key.columns));
  if (again >= 0) table.dropped.splice(again, 1);
  if (key.kind !== 'primary') return;
  for (const name of key.columns) {
    const column = columnOf(table, name);
    if (column) table.column({ ...column, nullable: false });
  }
}

export function sameColumns(a: readonly string[], b: readonly string[]): boolean {
  const spell = (names: readonly string[]): string => names.map(columnSpelling).sort().join(',');
  return spell(a) === spell(b);
}

function dropKey(table: Recorded, change: Extract<Change, { kind: 'drop-key' }>): void {
  const { name, columns } = change;
  const isIt = (k: UniqueKey): boolean =>
    change.primary
      ? k.kind === 'primary'
      : columns
        ? k.kind === 'unique' && sameColumns(k.columns, columns)
        : name !== undefined && hasName(table, k, name);
  if (!dropKeys(table, isIt)) {
    if (columns) table.dropped.push({ columns });
    else if (name !== undefined) table.droppedNames.push(name);
  }
}

function dropKeys(table: Recorded, isIt: (key: UniqueKey) => boolean): boolean {
  const gone = table.keys.filter(isIt);
  table.dropped.push(...gone);
  replaceKeys(table, (k) => (gone.includes(k) ? undefined : k));
  return gone.length > 0;
}

function dropByName(tables: readonly Recorded[], step: Step, name: string): boolean {
  const bare = bareName(name);
  const owners = tables.filter((t) => t.keys.some((k) => hasName(t, k, bare)));
  const closest = Math.max(0, ...owners.map((t) => nearness(t.file, step.file)));
  for (const table of owners.filter((t) => nearness(t.file, step.file) === closest))
    dropKeys(table, (k) => hasName(table, k, bare));
  return true;
}

/** Is that the key's name, given or by the databases' and builders' conventions? */
export function hasName(
  table: { readonly name: string },
  key: Pick<UniqueKey, 'name' | 'columns' | 'kind'>,
  name: string,
): boolean {
  if (key.name !== undefined && sameName(key.name, name)) return true;
  const conventions =
    key.kind === 'primary'
      ? [`${table.name}_pkey`, 'PRIMARY', `pk_${table.name}`]
      : [
          `${table.name}_${key.columns.join('_')}_key`,
          `${table.name}_${key.columns.join('_')}_unique`,
          `${table.name}_${key.columns.join('_')}_uniq`,
          key.columns[0] ?? '',
        ];
  return (key.name === undefined || key.name === key.columns.join('_')) && conventions.some((c) => sameName(c, name));
}

function replaceKeys(table: Draft, change: (key: UniqueKey) => UniqueKey | undefined): void {
  const kept = table.keys.flatMap((k) => change(k) ?? []);
  table.keys.splice(0, table.keys.length, ...kept);
}
