/** Does a write to a property that a fork looks at turn the second run away there? */
import type { Branch, CheckedRead, Constant, Effect, WrittenColumn } from '../effect.js';
import { isColumn } from './names.js';

/** A fork that looks at a property of what was read, and the arms of it that lead to the effect. */
export interface StateFork {
  readonly read: CheckedRead;
  readonly branch: Branch;
  readonly arms: number;
}

/** Would the second run, which finds what `marker` wrote, leave the arms? undefined where the code does not tell. */
export function turnsAway(marker: Effect, { read, branch, arms }: StateFork): boolean | undefined {
  const { column, compared, truthy } = read;
  if (column === undefined) return undefined;
  const written = marker.columns.find((c) => isColumn(c.name, column));
  if (!written) return undefined;
  const holds = arms === 1;
  if (truthy !== undefined) {
    if (truthy === holds) return isFalsy(written) || (isSet(written) ? false : undefined);
    return !isFalsy(written) && (isSet(written) || undefined);
  }
  if (isMoment(written)) return compared ? undefined : true;
  if (!compared || written.constant === undefined) return undefined;
  const isAmong = comparedValues(branch, column).includes(written.constant);
  return compared.equal === holds ? !isAmong : isAmong;
}

/**
 * Is it when something happened last, set to the time of the run? A test that reckons with it, rather than ask whether it is
 * there, wants to know how long ago that was, or whether it is still the same: a run that comes at once is turned away.
 */
function isMoment({ name, renewed }: WrittenColumn): boolean {
  return renewed === true && MOMENT.test(name) && !OF_FUTURE.test(name);
}
const MOMENT = /(?:_at|At|_on|On|_?(?:time|date|timestamp))$|^last/i;
const OF_FUTURE = /expir|until|next|due|deadline|valid|start|end|schedul|available/i;

function isFalsy({ constant, node }: WrittenColumn): boolean {
  return constant === null || constant === false || (node?.type === 'Identifier' && node.name === 'undefined');
}

function isSet({ constant, provenance }: WrittenColumn): boolean {
  return constant !== undefined || provenance === 'fresh' || provenance === 'message';
}

/** Every constant that the fork compares the column with. */
function comparedValues(branch: Branch, column: string): readonly Constant[] {
  const reads = branch.check?.reads ?? [];
  return reads.flatMap((r) => (r.compared && r.column === column ? [r.compared.value] : []));
}
