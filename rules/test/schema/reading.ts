/** Reads a schema from file texts and says its keys in one line each. */
import { parseSync } from 'oxc-parser';
import type { Parsed } from '../../src/schema/read.js';
import {
  getColumn,
  isSchemaFile,
  protectingKey,
  readSchema,
  type Schema,
  type Table,
} from '../../src/schema/schema.js';

export function parse(path: string, text: string): Parsed {
  const lang = path.endsWith('.js') ? 'jsx' : 'ts';
  const { program } = parseSync(path, text, { lang, astType: 'ts', range: true, preserveParens: false } as never);
  return { text, program: program as unknown as Parsed['program'] };
}

/** Every file must be recognised as a schema file. */
export function schemaOf(files: Readonly<Record<string, string>>): Schema {
  const unrecognised = Object.entries(files).filter(([path, text]) => !isSchemaFile(path, text));
  if (unrecognised.length > 0)
    throw new Error(`not taken for schema files: ${unrecognised.map(([p]) => p).join(', ')}`);
  const sources = Object.entries(files).map(([path, text]) => ({ path, text }));
  return readSchema(sources, (path) => parse(path, files[path] ?? ''));
}

/** `primary id*`, `unique a, b?`, `unique c partial`: `*` generated, `?` nullable. */
export function keysOf(table: Table | undefined): readonly string[] {
  if (!table) return ['no table'];
  const name = (c: string): string =>
    `${c}${getColumn(table, c)?.generated ? '*' : ''}${getColumn(table, c)?.nullable ? '?' : ''}`;
  return table.keys
    .map(
      (k) =>
        `${k.kind} ${k.columns.map(name).join(', ')}${k.partial ? ' partial' : ''}${k.nullsEqual ? ' nulls equal' : ''}`,
    )
    .sort();
}

/** Columns of the protecting key, or undefined. */
export function protects(table: Table | undefined, ...stable: readonly string[]): string | undefined {
  return table && protectingKey(table, new Set(stable))?.columns.join(', ');
}
