/** Repair of an upsert whose create branch writes another value than the one it looks for. */
import type { Effect, WrittenColumn } from '../analysis/effect.js';
import { within } from '../analysis/ast.js';
import type { Fix } from './fix.js';
import { isPlain } from './key.js';
import { textOf } from './style.js';

/** Writes the value that is looked up; where both stand in the call. */
export function sameKeyFixes(lookup: WrittenColumn, written: WrittenColumn, effect: Effect): readonly Fix[] {
  const { module, call } = effect;
  const [from, to] = [lookup.node, written.node];
  const isInCall = [from, to].every((n) => n && within(n, call.node));
  if (!from || !to || !isInCall || !isPlain(from)) return [];
  const value = textOf(module, from);
  const property = to.parent?.type === 'Property' && to.parent.value === to ? to.parent : undefined;
  const isShort = property !== undefined && (value === written.name || property.shorthand);
  const [start, end] = isShort ? property.range : to.range;
  const text = isShort && value !== written.name ? `${written.name}: ${value}` : value;
  const title = `Write “${value}” into “${written.name}”, as it is looked up`;
  return [{ kind: 'same-key', title, edits: [{ file: module, start, end, text }] }];
}
