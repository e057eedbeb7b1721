/** Which of two events comes first, and can both happen in one run? */
import type { Condition, Span } from '../effect.js';

interface Placed {
  readonly order: number;
  readonly conditions: readonly Condition[];
}

/** Does `a` happen before `b` on every path that reaches `b`? */
export function dominates(a: Placed, b: Placed): boolean {
  return (
    a.order < b.order &&
    a.conditions.every((c) => b.conditions.some((d) => d.branch === c.branch && (d.arms & ~c.arms) === 0))
  );
}

/** Can `a` and `b` happen in one run? */
export function together(a: Pick<Placed, 'conditions'>, b: Pick<Placed, 'conditions'>): boolean {
  return a.conditions.every((c) => b.conditions.every((d) => d.branch !== c.branch || (d.arms & c.arms) !== 0));
}

/** Is the event one of the span's? */
export function isIn({ order }: Pick<Placed, 'order'>, [from, to]: Span): boolean {
  return order >= from && order < to;
}
