/** Which way the outcome of a read or write points when a test looks at it. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Catalog } from '../catalog.js';
import type { Described } from '../effects/described.js';
import type { CheckedRead } from '../effect.js';
import type { Found } from './looked-at.js';

export type Sense = CheckedRead['sense'];

/** Of lists, maps and tuples: how many there are, or the first of them. */
const OF_LISTS = new Set(['length', 'size', '0', '1']);

/** Does the property say how many there were, or hold what was found? The sense passes through it. */
export function isOutcome({ outcomes }: Catalog, property: string): boolean {
  return OF_LISTS.has(property) || outcomes.has(property);
}

/** A row that has its key is there: `if (row?.id)`. */
export const KEY = /^_?id$/;
/** Tests of what a text is like: they do not tell whether it was there before. */
export const TEXTUAL = new Set(['startsWith', 'endsWith', 'match']);
/** What an upsert answers about whether it made the thing: a count of its own, or the flag beside it. */
const MADE = /^(?:1|upserted|created|inserted|isnew|wascreated|updatedexisting)/i;

/** A read that is truthy was found; a claim or conditional write that is truthy was won, so the thing was missing. */
export function senseOf(read: boolean, flipped: boolean, state: boolean): Sense {
  if (state) return 'state';
  return read === !flipped ? 'found' : 'missing';
}

/** Does the outcome of such a write, looked at so, differ when the message comes again? */
export function decides(kind: Described['kind'], { path, counted }: Found): boolean {
  switch (kind) {
    case 'claim':
    case 'conditional':
    case 'delete':
      return true;
    case 'relative':
      return counted > 0;
    case 'upsert':
      return path.some((name) => MADE.test(name));
    default:
      return false;
  }
}

export function isPlain(node: TSESTree.Node): boolean {
  if (node.type === 'Literal') return true;
  if (node.type === 'Identifier') return node.name === 'undefined';
  return node.type === 'UnaryExpression' && node.argument.type === 'Literal';
}

export function isNegative(node: TSESTree.Node): boolean {
  return (
    (node.type === 'Literal' &&
      (node.value === false || node.value === null || node.value === 0 || node.value === 0n || node.value === '')) ||
    node.type === 'Identifier'
  );
}

export function isText(node: TSESTree.Node | undefined): boolean {
  return node?.type === 'Literal' && typeof node.value === 'string';
}

export function equality(operator: string): 'positive' | 'negative' {
  return operator.startsWith('!') ? 'negative' : 'positive';
}

/** How comparing with a literal turns a value's truth: `=== null`, `> 0`, `=== 'OK'`. */
export function literalSense(
  operator: string,
  literal: TSESTree.Node | undefined,
  mirrored: boolean,
): 'positive' | 'negative' | 'other' {
  const empty = literal !== undefined && isNegative(literal);
  const one =
    literal?.type === 'Literal' &&
    (literal.value === 1 || literal.value === true || literal.value === 'OK' || typeof literal.value === 'bigint');
  switch (operator) {
    case '===':
    case '==':
      return empty ? 'negative' : one ? 'positive' : 'other';
    case '!==':
    case '!=':
      return empty ? 'positive' : one ? 'negative' : 'other';
    case '>':
    case '>=':
      return mirrored ? 'negative' : 'positive';
    case '<':
    case '<=':
      return mirrored ? 'positive' : 'negative';
    default:
      return 'other';
  }
}
