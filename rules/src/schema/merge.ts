/** One table from what the model declares and what the migrations made of it. */
import { hasName, type Recorded, sameColumns } from './history.js';
import { columnSpelling, nearest, tableSpelling } from './naming.js';
import { type Column, Draft, type Table, type UniqueKey } from './table.js';

/** Collections that no SQL migration speaks of. */
const NOT_SQL = /^mongo/;

/** Models with the keys of their recorded table; then the recorded tables that no model names. */
export function merge(models: readonly Draft[], recorded: readonly Recorded[]): readonly Table[] {
  const used = new Set<Recorded>();
  const merged = models.map((model) => {
    const table = recordedFor(model, recorded);
    if (!table) return model;
    used.add(table);
    return mergeOne(model, table);
  });
  return [...merged, ...recorded.filter((r) => !used.has(r))];
}

function recordedFor(model: Draft, recorded: readonly Recorded[]): Recorded | undefined {
  if (NOT_SQL.test(model.source)) return undefined;
  const same = recorded.filter((r) => r.name.toLowerCase() === model.name.toLowerCase());
  if (same.length > 0) return nearest(model.file, same);
  const wanted = tableSpelling(model.name);
  return nearest(
    model.file,
    recorded.filter((r) => tableSpelling(r.name) === wanted),
  );
}

function mergeOne(model: Draft, table: Recorded): Table {
  const merged = new Draft(model.name, model.source, model.file, model.line).alias(...model.aliases, table.name);
  for (const column of model.columns.values()) merged.column(column);
  for (const column of table.columns.values()) {
    const own = byName(model, column.name);
    merged.column(
      own
        ? {
            ...own,
            generated: own.generated || column.generated,
            nullable: column.nullable,
            type: column.type ?? own.type,
          }
        : column,
    );
  }
  for (const [property, relation] of model.relations) merged.relations.set(property, relation);
  for (const key of model.keys) if (!wasDropped(model, table, key)) merged.keys.push(key);
  const inCode = table.keys.map((k) => ({ ...k, columns: k.columns.map((c) => byName(model, c)?.property ?? c) }));
  for (const key of inCode.sort((a, b) => Number(b.partial) - Number(a.partial))) addKey(merged, key);
  return merged;
}

function byName(table: Draft, name: string): Column | undefined {
  const columns = [...table.columns.values()];
  return columns.find((c) => c.name === name) ?? columns.find((c) => columnSpelling(c.name) === columnSpelling(name));
}

/** Migrations show what exists: a key they dropped and did not make again is gone. */
function wasDropped(model: Draft, table: Recorded, key: UniqueKey): boolean {
  const names = key.columns.map((c) => model.columns.get(c)?.name ?? c);
  if (table.keys.some((k) => sameColumns(k.columns, names))) return false;
  return (
    table.dropped.some((d) => sameColumns(d.columns, names)) ||
    table.droppedNames.some((n) => hasName(table, { ...key, columns: names }, n))
  );
}

function addKey(table: Draft, key: UniqueKey): void {
  const at = table.keys.findIndex((k) => sameColumns(k.columns, key.columns));
  const known = table.keys[at];
  if (!known) table.keys.push(key);
  else
    table.keys[at] = {
      ...known,
      kind: known.kind === 'primary' ? 'primary' : key.kind,
      partial: key.partial,
      nullsEqual: known.nullsEqual || key.nullsEqual,
    };
}
