/** A statement in the body of a database function, with what the call gives in place of its parameters. */
import type { SqlPart } from '../../sql/statement.js';
import type { Module } from '../../project/module.js';
import type { Binder } from '../binding/bind.js';
import type { Argument } from '../binding/value.js';
import type { Source, SqlText } from './sql-text.js';

/**
 * @param parameters names of the function's parameters, in order
 * @param given the object of parameters by name; undefined where the code does not tell
 * @param module where the call stands: nothing of the statement stands in it
 */
export function routineText(
  binder: Binder,
  statement: string,
  parameters: readonly string[],
  given: Argument | undefined,
  module: Module,
): SqlText {
  const parts: SqlPart[] = [];
  const holes: (Source | undefined)[] = [];
  let from = 0;
  const text = (to: number): void => {
    const piece = statement.slice(from, to);
    if (piece !== '') parts.push({ kind: 'text', text: piece, raw: piece, start: -1 });
  };
  for (const { 0: word, index } of statement.matchAll(/'(?:''|[^'])*'|[\w.]*\.\w+|\$\d+|[\p{L}_]\w*/gu)) {
    const name = /^\$\d+$/.test(word) ? parameters[Number(word.slice(1)) - 1] : word;
    const isParameter = word.startsWith('$') || parameters.some((p) => p.toLowerCase() === word.toLowerCase());
    if (!isParameter || isTarget(statement, index, word)) continue;
    text(index);
    parts.push({ kind: 'hole', index: holes.length });
    holes.push(name === undefined ? undefined : sourceOf(binder, given, name));
    from = index + word.length;
  }
  text(statement.length);
  return { parts, holes, module };
}

/** Is the word the column that is set or listed, rather than a value? A parameter may have the column's name. */
function isTarget(statement: string, at: number, word: string): boolean {
  const before = statement.slice(0, at);
  const after = statement.slice(at + word.length);
  const isSet = /(?:\bset|,)\s*$/i.test(before) && /^\s*=(?!=)/.test(after);
  const isListed = /\binto\s+[\w."]+\s*\([^()]*$/i.test(before) || /\bconflict\s*\([^()]*$/i.test(before);
  return isSet || isListed;
}

function sourceOf(binder: Binder, given: Argument | undefined, name: string): Source | undefined {
  for (const value of given ? binder.argument(given) : []) {
    const property = value.kind === 'object' ? binder.propertyArgument(value, name) : undefined;
    if (property?.kind === 'expression') return { node: property.node, env: property.env };
  }
  return undefined;
}
