/** Repair of an insert that fails once its row is there: the error that says so is taken as “done already”. */
import type { TSESTree } from '@typescript-eslint/types';
import { visit, within } from '../analysis/ast.js';
import type { DuplicateErrorModel, Effect } from '../analysis/effect.js';
import type { Module } from '../project/module.js';
import { getColumn, isSameColumn, type Table, type UniqueKey } from '../schema/schema.js';
import { endOfLine } from './ack.js';
import type { Fix } from './fix.js';
import { isOfOneRow } from './key.js';
import { deeperEdits, indentAt, startsLine, styleOf, textOf } from './style.js';
import { endOfChain } from './usage.js';

/**
 * Only where the insert is a statement of its own, of one row, outside of any transaction (there an error may end all of
 * it), and the key is the only one that its error can speak of.
 */
export function duplicateFixes(effect: Effect, key: UniqueKey, table: Table): readonly Fix[] {
  const { module, call } = effect;
  const statement = ownStatement(effect);
  if (!call.duplicateError || !statement || !isOfKeyAlone(effect, key, table)) return [];
  const { eol, unit, quote } = styleOf(module);
  const indent = indentAt(module, statement.range[0]);
  const end = textOf(module, statement).endsWith(';') ? ';' : '';
  const name = freeName(statement, module);
  const test = isOther(call.duplicateError, name, module).replaceAll("'", quote);
  const lineEnd = endOfLine(module, statement.range[1]);
  const behind = module.text.slice(statement.range[1], lineEnd);
  const at = /^\s*(?:\/\/.*)?$/.test(behind) ? lineEnd : statement.range[1];
  const tail = [`} catch (${name}) {`, `${unit}if (${test}) throw ${name}${end}`, '}'];
  const named = call.duplicateError.is.map((v) => `“${String(v)}”`).join(' and ');
  const edits = [
    { file: module, start: statement.range[0], end: statement.range[0], text: `try {${eol}${indent}${unit}` },
    ...deeperEdits(module, [statement], unit),
    { file: module, start: at, end: at, text: tail.map((line) => eol + indent + line).join('') },
  ];
  return [{ kind: 'catch-duplicate', title: `Take a row that is already there as done: catch ${named}`, edits }];
}

/** The statement that makes the insert and does nothing with its result, and waits for nothing else. */
function ownStatement(effect: Effect): TSESTree.ExpressionStatement | undefined {
  const { node, module } = effect;
  if (node !== effect.call.node || effect.transaction !== undefined || effect.detached.length > 0) return undefined;
  const call = endOfChain(node);
  const made = call.parent?.type === 'AwaitExpression' ? call.parent : call;
  const statement = made.parent;
  if (statement?.type !== 'ExpressionStatement' || statement.parent.type !== 'BlockStatement') return undefined;
  const { argument } = made.type === 'AwaitExpression' ? made : { argument: made };
  return !waits(argument) && startsLine(module, statement.range[0]) ? statement : undefined;
}

function waits(node: TSESTree.Node): boolean {
  let found = false;
  visit(node, (at) => {
    found ||= at.type === 'AwaitExpression';
  });
  return found;
}

/** Can no other key clash: does the call write one row and no children, and are the other keys made by the database, or anew on each delivery? */
function isOfKeyAlone(effect: Effect, key: UniqueKey, table: Table): boolean {
  if (effect.rest !== undefined || effect.columns.some((c) => /^(?:Array|Object)/.test(c.node?.type ?? '')))
    return false;
  const written = (column: string) => effect.columns.find((c) => isSameColumn(table, c.name, column));
  const others = table.keys.filter(
    (k) =>
      k !== key &&
      !k.columns.every((c) => getColumn(table, c)?.generated) &&
      !k.columns.some((c) => written(c)?.renewed === true),
  );
  return (
    others.length === 0 &&
    key.columns.every((c) => {
      const column = written(c);
      return column !== undefined && isOfOneRow(column, effect);
    })
  );
}

/** Code that holds for every other error. What is caught has no type in TypeScript. */
function isOther({ property, within: holder, is }: DuplicateErrorModel, name: string, { path }: Module): string {
  const type = typeof is[0];
  const isTyped = /\.[cm]?tsx?$/.test(path);
  const held = isTyped ? `(${name} as { ${holder ?? ''}?: unknown }).${holder ?? ''}` : `${name}.${holder ?? ''}`;
  const error = holder === undefined ? name : `(${held} ?? ${name})`;
  const value = isTyped ? `(${error} as { ${property}?: ${type} }).${property}` : `${error}.${property}`;
  const values = is.map((v) => (typeof v === 'string' ? `'${v}'` : String(v)));
  if (values.length === 1) return `${value} !== ${values.join('')}`;
  return `![${values.join(', ')}].includes(${isTyped ? `${value} ?? ${type === 'string' ? "''" : '0'}` : value})`;
}

/** A name for the error that hides nothing around the statement. */
function freeName(statement: TSESTree.Node, module: Module): string {
  const seen = new Set(
    [...module.variables.values()].filter((v) => within(statement, v.scope.block)).map((v) => v.name),
  );
  return ['error', 'cause', 'failure'].find((name) => !seen.has(name)) ?? 'caughtError';
}
