/** Columns with where their values come from, and how several sets of them are one. */
import { type Env, mix } from '../binding/value.js';
import type { Provenance, WrittenColumn } from '../effect.js';

/** A written column with the environment its expression is read in. */
export interface Column extends Omit<WrittenColumn, 'identity' | 'maker' | 'path'> {
  readonly env: Env | undefined;
  /** The value is added to what is stored. */
  readonly adds?: true;
}

export interface Columns {
  readonly columns: readonly Column[];
  /** Provenance of further columns that were not seen; undefined when all were. */
  readonly rest: Provenance | undefined;
  /** The object was loaded from a store. */
  readonly loaded: boolean;
}

/** No column at all. */
export const NONE: Columns = { columns: [], rest: undefined, loaded: false };

/** Later columns win over earlier ones of the same name, as in an object literal. */
export function merge(parts: readonly Columns[]): Columns {
  const byName = new Map<string, Column>();
  const rests: Provenance[] = [];
  for (const part of parts) {
    for (const column of part.columns) byName.set(column.name, column);
    if (part.rest) rests.push(part.rest);
  }
  return {
    columns: [...byName.values()],
    rest: rests.length > 0 ? mix(rests) : undefined,
    loaded: parts.some((p) => p.loaded),
  };
}

/** Alternatives: a column's provenance is the mixture over those that set it. */
export function either(parts: readonly Columns[]): Columns {
  if (parts.length === 1) return parts[0] ?? NONE;
  const byName = new Map<string, Column>();
  for (const column of parts.flatMap((p) => p.columns)) {
    const known = byName.get(column.name);
    byName.set(column.name, known ? { ...known, provenance: mix([known.provenance, column.provenance]) } : column);
  }
  const rests = parts.flatMap((p) => (p.rest ? [p.rest] : []));
  return {
    columns: [...byName.values()],
    rest: rests.length > 0 ? mix(rests) : undefined,
    loaded: parts.some((p) => p.loaded),
  };
}
