/** What stands between a second delivery and an effect. */
import { lastName } from './ast.js';
import type { Branch, CheckedRead, Effect, Timeline, WrittenColumn } from './effect.js';

/** Why an effect does no harm when repeated, in words; undefined when nothing protects it. */
export function protection(effect: Effect, timeline: Timeline): string | undefined {
  if (effect.guarded) return 'a wrapper runs this once per key';
  for (const condition of effect.conditions) {
    const found = branchProtection(condition.branch, condition.arms, effect, timeline);
    if (found !== undefined) return found;
  }
  return claimBefore(effect, timeline) ?? replacement(effect, timeline);
}

/** Rows of the same owner are deleted before they are inserted: the second run replaces those of the first. */
function replacement(effect: Effect, timeline: Timeline): string | undefined {
  if (effect.kind !== 'insert') return undefined;
  const deleted = timeline.events.some(
    (e) =>
      e.type === 'effect' &&
      e.kind === 'delete' &&
      e.order < effect.order &&
      e.resource !== undefined &&
      sameThing(e, effect.resource, effect.store) &&
      e.where.some((w) => w.provenance === 'message') &&
      e.where.every((w) => w.provenance === 'message' || w.provenance === 'state') &&
      e.where.every((w) => agrees(w, effect)) &&
      e.conditions.every((c) => effect.conditions.includes(c) || looksAt(c.branch, e)),
  );
  return deleted ? `rows of ${effect.resource ?? 'the table'} are replaced` : undefined;
}

/** Is the row inserted with the value that the deleted rows were looked up by, as far as it is seen? */
function agrees(where: WrittenColumn, { columns, rest }: Effect): boolean {
  const column = columns.find((c) => isColumn(c.name, where.name));
  if (column === undefined) return rest !== undefined || where.provenance === 'state';
  const names = [where, column].map((c) => c.node && lastName(c.node));
  return column.provenance === where.provenance && (names.includes(undefined) || names[0] === names[1]);
}

/** Does the branch only ask whether there is something to delete? */
function looksAt(branch: Branch, deleted: Effect): boolean {
  return branch.check?.reads.some((r) => sameThing(deleted, r.effect.resource, r.effect.store)) ?? false;
}

/** The duplicate error of a marker insert is caught: what follows in the same `try` (or after it) runs once. */
function claimBefore(effect: Effect, timeline: Timeline): string | undefined {
  const claims = timeline.events.filter(
    (e): e is Effect =>
      e.type === 'effect' &&
      e.order < effect.order &&
      e.kind === 'insert' &&
      e.tries.some((t) => t.handlesDuplicate) &&
      e.loops <= effect.loops,
  );
  for (const claim of claims) {
    const catcher = claim.tries.find((t) => t.handlesDuplicate);
    const excluded = effect.conditions.some(
      (c) => c.branch.kind === 'try' && c.branch.place.node === catcher?.node && c.arms === 1,
    );
    const inside = catcher && effect.tries.some((t) => t.node === catcher.node);
    const sameTransaction = claim.transaction !== undefined && claim.transaction === effect.transaction;
    if (excluded || inside || sameTransaction)
      return `the insert into ${claim.resource ?? 'a unique key'} fails on the second delivery`;
  }
  return undefined;
}

const DEDUP_NAME = /process|duplicat|idempot|already|exist|seen|dedup|lock|acquire|claim|first|once|handled|consumed/i;

function branchProtection(branch: Branch, arms: number, effect: Effect, timeline: Timeline): string | undefined {
  const { check } = branch;
  if (!check) return undefined;
  const inHolds = arms === 1;
  const inFails = branch.kind === 'if' ? arms === 2 : arms !== (1 << branch.arms) - 1;
  if (check.memory && (inHolds || inFails)) return 'a check in process memory';
  for (const read of check.reads) {
    const found = readProtection(read, inHolds, inFails, effect, timeline);
    if (found !== undefined) return found;
  }
  const named = check.unknownCalls.find((name) => DEDUP_NAME.test(name.split('.').at(-1) ?? name));
  return named === undefined ? undefined : `${named}() decides`;
}

const CREATING = new Set([
  'insert',
  'upsert',
  'claim',
  'absolute',
  'marker',
  'conditional',
  'relative',
  'external',
  'publish',
]);

function readProtection(
  read: CheckedRead,
  inHolds: boolean,
  inFails: boolean,
  effect: Effect,
  timeline: Timeline,
): string | undefined {
  if (!inHolds && !inFails) return undefined;
  const { kind, resource } = read.effect;
  const name = resource ?? 'a store';
  if (kind !== 'read') {
    if (kind === 'absolute' && effect.kind === 'insert' && sameThing(effect, resource, read.effect.store)) {
      const wasMissing = (read.sense === 'found' && inHolds) || (read.sense === 'missing' && inFails);
      return wasMissing ? `an update of ${name} that found nothing` : undefined;
    }
    if (!read.decides) return undefined;
    const won = (read.sense === 'missing' && inHolds) || (read.sense === 'found' && inFails) || read.sense === 'state';
    return won ? `claim on ${name}` : undefined;
  }
  const writes = timeline.events.filter(
    (e): e is Effect => e.type === 'effect' && sameThing(e, resource, read.effect.store) && compatible(e, effect),
  );
  if (read.sense === 'state') {
    const inSetArm = read.truthy === undefined ? false : read.truthy ? inHolds : inFails;
    const leaves = (w: Effect): boolean => (inSetArm ? empties(w, read.column) : maySet(w, read.column));
    return writes.some((w) => w.kind !== 'read' && w.kind !== 'insert' && leaves(w)) ? `state of ${name}` : undefined;
  }
  const absentArm = (read.sense === 'found' && inFails) || (read.sense === 'missing' && inHolds);
  if (absentArm) return writes.some((w) => CREATING.has(w.kind)) ? `lookup in ${name}` : undefined;
  if (writes.some((w) => w.kind === 'delete')) return `${name} is consumed`;
  return writes.some((w) => leavesFilter(w, read.effect.where)) ? `state of ${name}` : undefined;
}

/** May the write change the property that was looked at? What only counts up or down is no state. */
function maySet(write: Effect, column: string | undefined): boolean {
  if (column === undefined || write.kind === 'delete') return true;
  if (write.kind === 'relative' && (write.columns.length === 0 || isColumn(write.accumulating, column))) return false;
  if (write.columns.length === 0 || write.rest === 'unknown' || write.rest === 'message') return true;
  return write.columns.some((c) => isColumn(c.name, column));
}

/** Does the write clear the property, so that a check for it fails the next time? */
function empties(write: Effect, column: string | undefined): boolean {
  if (write.kind === 'delete') return true;
  return write.columns.some((c) => isColumn(c.name, column ?? '') && c.node?.type === 'Literal' && !c.node.value);
}

/** Does the write set a column that the look-up compares with a fixed value (`where: { status: 'open' }`)? */
function leavesFilter(write: Effect, where: readonly WrittenColumn[]): boolean {
  const fixed = where.filter((w) => w.provenance === 'constant' || w.provenance === 'unknown');
  return (
    write.kind !== 'read' &&
    write.kind !== 'insert' &&
    fixed.some((w) => write.columns.some((c) => isColumn(c.name, w.name)))
  );
}

/** `paid_at` is `paidAt`; of `stock.increment` the column is `stock`. */
function isColumn(name: string | undefined, column: string): boolean {
  const spelling = (text: string): string => (text.split('.')[0] ?? text).replaceAll('_', '').toLowerCase();
  return name !== undefined && spelling(name) === spelling(column);
}

function sameThing(effect: Effect, resource: string | undefined, store: string): boolean {
  if (resource === undefined || effect.resource === undefined) return effect.store === store && effect.kind !== 'read';
  return bareName(effect.resource) === bareName(resource);
}

/** `orderLines`, `order_lines` and `OrderLine` name one thing. */
function bareName(resource: string): string {
  return resource
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/s$/, '');
}

/** Can both events happen in one run? */
function compatible(a: Effect, b: Effect): boolean {
  return a.conditions.every((c) => b.conditions.every((d) => d.branch !== c.branch || (d.arms & c.arms) !== 0));
}

/** Does `a` happen before `b` on every path that reaches `b`? */
export function dominates(
  a: { order: number; conditions: Effect['conditions'] },
  b: { order: number; conditions: Effect['conditions'] },
): boolean {
  return (
    a.order < b.order &&
    a.conditions.every((c) => b.conditions.some((d) => d.branch === c.branch && (d.arms & ~c.arms) === 0))
  );
}

/** Can `a` and `b` happen in one run? */
export function together(a: { conditions: Effect['conditions'] }, b: { conditions: Effect['conditions'] }): boolean {
  return a.conditions.every((c) => b.conditions.every((d) => d.branch !== c.branch || (d.arms & c.arms) !== 0));
}
