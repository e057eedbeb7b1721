/** What stands between a second delivery and an effect. */
import { lastName, propertyName } from '../ast.js';
import type { Branch, CheckedRead, Effect, Timeline, TimelineEvent, WrittenColumn } from '../effect.js';
import { entry } from '../memo.js';
import { uncheckedClaim } from './claims.js';
import { isLimiting } from './incidental.js';
import { isColumn, sameThing } from './names.js';
import { dominates, together } from './order.js';
import { type StateFork, turnsAway } from './state.js';

/**
 * One thing that keeps a second delivery from an effect.
 * `wrapper`: a function or decorator around it runs it once per key. `claim`: a write tells whether it was the first.
 * `violation`: a unique-key violation of an insert ends the second run. `lookup`: something is read, and its absence lets
 * the effect happen. `state`: a property of what is read is compared. `consumed`: what is read is taken away.
 * `memory`: process memory is asked. `named`: a function nobody sees decides. `replacement`: the rows are deleted first.
 * `declared`: it happens in the call of a function of which something is declared.
 * `unchecked`: a claim is made whose outcome nobody looks at; it would be the guard, so it is what is to be mended.
 */
export interface Guard {
  readonly kind:
    | 'wrapper'
    | 'declared'
    | 'claim'
    | 'violation'
    | 'lookup'
    | 'state'
    | 'consumed'
    | 'memory'
    | 'named'
    | 'replacement'
    | 'unchecked';
  /** Why the effect does no harm when repeated, for people. */
  readonly words: string;
  /** The fork that asks, and the arms of it that lead to the effect. */
  readonly branch?: Branch;
  readonly arms?: number;
  /** What the fork asks. */
  readonly read?: CheckedRead;
  /** Writes by which the second run finds the way barred; none for what needs none. */
  readonly markers: readonly Effect[];
}

/** Why an effect does no harm when repeated, in words; undefined when nothing protects it. */
export function protection(effect: Effect, timeline: Timeline): string | undefined {
  return guardsOf(effect, timeline)[0]?.words;
}

const known = new WeakMap<Timeline, WeakMap<Effect, readonly Guard[]>>();

/** Everything that keeps a second delivery from the effect, outermost fork first. Each rule asks, so it is remembered. */
export function guardsOf(effect: Effect, timeline: Timeline): readonly Guard[] {
  const ofEffects = entry(known, timeline, () => new WeakMap<Effect, readonly Guard[]>());
  return entry(ofEffects, effect, () => findGuards(effect, timeline));
}

function findGuards(effect: Effect, timeline: Timeline): readonly Guard[] {
  const found: Guard[] = effect.guarded
    ? [{ kind: 'wrapper', words: 'a wrapper runs this once per key', markers: [] }]
    : [];
  if (effect.answered) found.push({ kind: 'declared', words: effect.answered.words, markers: [] });
  for (const { branch, arms } of effect.conditions) found.push(...branchGuards(branch, arms, effect, timeline));
  found.push(...violations(effect, timeline), ...refusals(effect, timeline), ...replacement(effect, timeline));
  const claim = found.length === 0 ? uncheckedClaim(effect, timeline) : undefined;
  return claim ? [{ kind: 'unchecked', words: 'a claim that nobody looks at', markers: [claim] }] : found;
}

/** Rows of the same owner are deleted before they are inserted: the second run replaces those of the first. */
function replacement(effect: Effect, timeline: Timeline): readonly Guard[] {
  if (effect.kind !== 'insert') return [];
  const deleted = timeline.events.find(
    (e): e is Effect =>
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
  const words = `rows of ${effect.resource ?? 'the table'} are replaced`;
  return deleted || timeline.events.some((e) => supersedes(e, effect))
    ? [{ kind: 'replacement', words, markers: deleted ? [deleted] : [] }]
    : [];
}

/** In one transaction with the insert, earlier rows of the same owner are marked by constants: out of date, invalid. */
function supersedes(event: TimelineEvent, inserted: Effect): boolean {
  if (event.type !== 'effect' || !(event.kind === 'absolute' || event.kind === 'conditional')) return false;
  const { resource, store, where, columns, transaction } = event;
  const owner = where.filter((w) => w.provenance === 'message' || w.provenance === 'state');
  return (
    transaction !== undefined &&
    transaction === inserted.transaction &&
    dominates(event, inserted) &&
    resource !== undefined &&
    sameThing(inserted, resource, store) &&
    columns.length > 0 &&
    columns.every((c) => c.constant !== undefined) &&
    owner.some((w) => inserted.columns.some((c) => isColumn(c.name, w.name)) && agrees(w, inserted))
  );
}

/** Is the row inserted with the value that the deleted rows were looked up by, as far as it is seen? */
function agrees(where: WrittenColumn, { columns, rest }: Effect): boolean {
  const column = columns.find((c) => isColumn(c.name, where.name));
  if (column === undefined) return rest !== undefined || where.provenance === 'state';
  if (where.among === true) return column.provenance === where.provenance;
  const names = [where, column].map((c) => c.node && lastName(c.node));
  return column.provenance === where.provenance && (names.includes(undefined) || names[0] === names[1]);
}

/** Does the branch only ask whether there is something to delete? */
function looksAt(branch: Branch, deleted: Effect): boolean {
  return branch.check?.reads.some((r) => sameThing(deleted, r.effect.resource, r.effect.store)) ?? false;
}

/** The duplicate error of a marker insert is caught: what follows in the same `try` (or after it) runs once. */
function violations(effect: Effect, timeline: Timeline): readonly Guard[] {
  const claims = timeline.events.filter(
    (e): e is Effect =>
      e.type === 'effect' &&
      e.order < effect.order &&
      e.kind === 'insert' &&
      e.tries.some((t) => t.handlesDuplicate) &&
      e.loops <= effect.loops,
  );
  return claims.flatMap((claim): readonly Guard[] => {
    const catcher = claim.tries.find((t) => t.handlesDuplicate);
    const excluded = effect.conditions.some(
      (c) => c.branch.kind === 'try' && c.branch.place.node === catcher?.node && c.arms === 1,
    );
    const inside = catcher && effect.tries.some((t) => t.node === catcher.node);
    const sameTransaction = claim.transaction !== undefined && claim.transaction === effect.transaction;
    if (!excluded && !inside && !sameTransaction) return [];
    return [violationOf(claim)];
  });
}

function violationOf(claim: Effect): Guard {
  const words = `the insert into ${claim.resource ?? 'a unique key'} fails on the second delivery`;
  return { kind: 'violation', words, markers: [claim] };
}

/** Inserts that give back the violation as a value, before the effect: what is asked in between turns the second run away. */
function refusals(effect: Effect, timeline: Timeline): readonly Guard[] {
  return timeline.events.flatMap((e): readonly Guard[] => {
    if (e.type !== 'effect' || e.kind !== 'insert' || e.call.failure === undefined) return [];
    if (!dominates(e, effect) || e.loops > effect.loops || effect.conditions.length <= e.conditions.length) return [];
    const asking = timeline.branches.filter((b) => b.check?.reads.some((r) => r.duplicate && r.effect.node === e.node));
    const isBehind = effect.conditions.some((c) => asking.includes(c.branch));
    return asking.length > 0 && !isBehind ? [violationOf(e)] : [];
  });
}

const DEDUP_NAME = /process|duplicat|idempot|already|exist|seen|dedup|lock|acquire|claim|first|once|handled|consumed/i;

function branchGuards(branch: Branch, arms: number, effect: Effect, timeline: Timeline): readonly Guard[] {
  const { check } = branch;
  if (!check) return [];
  const ways: Ways = { holds: arms === 1, fails: branch.kind === 'if' ? arms === 2 : arms !== (1 << branch.arms) - 1 };
  const at = { branch, arms };
  const found: Guard[] = [];
  if (check.memory && (ways.holds || ways.fails))
    found.push({ ...at, kind: 'memory', words: 'a check in process memory', markers: [] });
  for (const read of check.reads) {
    const guard = readGuard(read, ways, at, effect, timeline);
    if (guard) found.push({ ...guard, ...at, read });
  }
  const named = check.unknownCalls.find((name) => DEDUP_NAME.test(name.split('.').at(-1) ?? name));
  if (named !== undefined) found.push({ ...at, kind: 'named', words: `${named}() decides`, markers: [] });
  return found;
}

/** On which side of a test the effect stands. */
interface Ways {
  readonly holds: boolean;
  readonly fails: boolean;
}

const CREATING = new Set<Effect['kind']>([
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

function readGuard(
  read: CheckedRead,
  ways: Ways,
  at: Pick<StateFork, 'branch' | 'arms'>,
  effect: Effect,
  timeline: Timeline,
): Guard | undefined {
  if (!ways.holds && !ways.fails) return undefined;
  if (read.effect.kind !== 'read') return claimGuard(read, ways, effect, timeline);
  const { resource, store } = read.effect;
  const name = resource ?? 'a store';
  const writes = timeline.events.filter(
    (e): e is Effect =>
      e.type === 'effect' &&
      e.kind !== 'read' &&
      sameThing(e, resource, store) &&
      together(e, effect) &&
      !isLimiting(e),
  );
  const guard = (kind: Guard['kind'], words: string, markers: readonly Effect[]): Guard | undefined =>
    markers.length > 0 ? { kind, words, markers } : undefined;
  if (read.sense === 'state') {
    const children = childrenOf(read, effect, timeline);
    if (children.length > 0) return guard('lookup', `lookup in ${read.column ?? name}`, children);
    const inSetArm = read.truthy === undefined ? false : read.truthy ? ways.holds : ways.fails;
    const isMembership = asksForMember(at.branch, read.column);
    const leaves = (w: Effect): boolean =>
      inSetArm ? empties(w, read.column) : maySet(w, read.column) || (isMembership && addsTo(w, read.column ?? ''));
    const markers = writes.filter((w) => w.kind !== 'insert' && leaves(w));
    // All that is written there lets the second run pass as it did the first one.
    if (markers.every((w) => turnsAway(w, { read, ...at }) === false)) return undefined;
    return guard('state', `state of ${name}`, markers);
  }
  const absentArm = (read.sense === 'found' && ways.fails) || (read.sense === 'missing' && ways.holds);
  if (absentArm) {
    const markers = writes.filter((w) => CREATING.has(w.kind));
    return guard('lookup', `lookup in ${name}`, markers);
  }
  const deletes = writes.filter((w) => w.kind === 'delete');
  if (deletes.length > 0) return guard('consumed', `${name} is consumed`, deletes);
  const leaving = writes.filter((w) => leavesFilter(w, read.effect.where));
  return guard('state', `state of ${name}`, leaving);
}

/** `if (order.tags.includes(tag)) return`: does the fork ask whether something is in the list, rather than how many there are? */
function asksForMember({ place: { module, node } }: Branch, column: string | undefined): boolean {
  if (column === undefined) return false;
  const test = module.text.slice(node.range[0], node.range[1]);
  const asked = [...test.matchAll(/([\w$]+)\)?\s*\??\.\s*(?:includes|some|find|findIndex|indexOf|has|every)\b/g)];
  return asked.some(([, list]) => list === column);
}

/** `{ $push: { tags: tag } }`: is it that list which the write adds to? */
function addsTo({ accumulating, columns }: Effect, column: string): boolean {
  if (isColumn(accumulating, column)) return true;
  const added = columns.find((c) => c.name === accumulating)?.node;
  return (
    added?.type === 'ObjectExpression' &&
    added.properties.some((p) => p.type === 'Property' && isColumn(propertyName(p), column))
  );
}

/** `order.mails.some(…)`: what is written under the name of the relation that was looked at with its owner. */
function childrenOf({ column }: CheckedRead, effect: Effect, { events }: Timeline): readonly Effect[] {
  if (column === undefined) return [];
  return events.filter(
    (e): e is Effect =>
      e.type === 'effect' &&
      CREATING.has(e.kind) &&
      e.resource !== undefined &&
      sameThing(e, column, e.store) &&
      together(e, effect),
  );
}

/** A write whose outcome decides. */
function claimGuard(read: CheckedRead, ways: Ways, effect: Effect, timeline: Timeline): Guard | undefined {
  const { kind, resource, store, node } = read.effect;
  const name = resource ?? 'a store';
  const markers = timeline.events.filter((e): e is Effect => e.type === 'effect' && e.node === node && e.kind === kind);
  if (kind === 'absolute' && effect.kind === 'insert' && sameThing(effect, resource, store)) {
    const wasMissing = (read.sense === 'found' && ways.holds) || (read.sense === 'missing' && ways.fails);
    return wasMissing
      ? { kind: 'lookup', words: `an update of ${name} that found nothing`, markers: [effect] }
      : undefined;
  }
  if (!read.decides || markers.some(isLimiting)) return undefined;
  const won =
    (read.sense === 'missing' && ways.holds) || (read.sense === 'found' && ways.fails) || read.sense === 'state';
  return won ? { kind: 'claim', words: `claim on ${name}`, markers } : undefined;
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
  return write.kind !== 'insert' && fixed.some((w) => write.columns.some((c) => isColumn(c.name, w.name)));
}
