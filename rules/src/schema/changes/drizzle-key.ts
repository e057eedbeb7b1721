/** A unique key of a table that a Drizzle schema file declares; the migrations are made from it by their own tool. */
import type { Column, SchemaSource } from '../table.js';
import type { SchemaChange } from './change.js';
import { inLine, isBalanced, lineAt } from './lines.js';

/** Only of one column, whose declaration stands on one line. */
export function drizzleKey([only, ...others]: readonly Column[], file: SchemaSource): SchemaChange | undefined {
  const at = only && others.length === 0 ? lineAt(file, only.line) : undefined;
  const declared = at && /^(\s*(\w+)\s*:\s*\w+\(.*\)),?(?:\s*\/\/.*)?$/.exec(at.text);
  const [, declaration = '', property] = declared ?? [];
  if (!at || !only || property !== only.property || !isBalanced(declaration)) return undefined;
  return {
    edits: [inLine(at, declaration.length, '.unique()')],
    then: 'run “drizzle-kit generate” and “drizzle-kit migrate”, or “drizzle-kit push”',
  };
}
