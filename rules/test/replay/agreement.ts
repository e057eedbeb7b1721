/** Where does what a fixture announces disagree with what its replay shows? */
import { positionOf } from '../../src/analysis/describe.js';
import type { Place } from '../../src/analysis/effect.js';
import { Engine } from '../../src/engine.js';
import type { Finding } from '../../src/findings.js';
import type { Divergence, Harm, Hazard, Taken } from '../../src/replay/replay.js';
import { addressOf, type Fixture } from '../../../fixtures/replay/fixture.js';
import { type Extent, extentAt } from '../../../fixtures/replay/load.js';
import type { Played } from '../../../fixtures/replay/play.js';
import { within } from '../fixtures/announcements.js';

/** What a rule says will happen to the data. */
const announcedHazards: Readonly<Record<string, readonly Hazard[]>> = {
  'no-bare-insert': ['repeated'],
  'no-relative-update': ['repeated'],
  'no-unstable-key': ['repeated'],
  'no-ack-before-processing': ['lost'],
  'no-unguarded-side-effect': ['repeated'],
  'no-swallowed-failure': ['lost'],
  'no-volatile-dedup': ['repeated'],
  'no-unchecked-claim': ['repeated'],
  'no-split-dedup-marker': ['repeated', 'lost'],
  'no-racy-dedup-check': ['repeated', 'stuck'],
  'no-unhandled-duplicate': ['stuck'],
  'no-mismatched-upsert': ['repeated', 'stuck'],
  'no-misplaced-idempotency-key': ['repeated'],
  'require-unique-key': ['repeated'],
};

/** Rules that speak of a message that is gone before all is done: whatever was not yet done is lost. */
const losing = new Set(['no-ack-before-processing', 'no-swallowed-failure', 'no-split-dedup-marker']);

/** Rules that speak of a claim, and so of all that it should have kept from happening again. */
const claims = new Set(['no-unchecked-claim', 'no-unstable-key']);

export interface Judged {
  /** Findings that a schedule shows, as `file:line rule`. */
  readonly shown: readonly string[];
  /** Findings that no replay can show, as the fixture says. */
  readonly unshown: readonly string[];
  /** For people; nothing where analysis and replay agree. */
  readonly disagreements: readonly string[];
  /** Those of them that a handler is worse than announced. */
  readonly unannounced: readonly string[];
}

/**
 * Compares findings with what the replay showed.
 *
 * @param all findings of the case; by default those of its analysis
 */
export function judge(
  folder: string,
  fixture: Fixture,
  played: readonly Played[],
  all: readonly Finding[] = new Engine(folder).allFindings(),
): Judged {
  const findings = all.filter((f) => f.ruleId !== 'require-message-id');
  const where = new Map(findings.map((f) => [f, `${lineOf(f.place, folder)} ${f.ruleId}`]));
  const shown = new Set<string>();
  const reached = new Set<Finding>();
  const disagreements: string[] = [];
  const unannounced: string[] = [];
  for (const { message, verdict, extents } of played) {
    const relevant = findings.filter((f) => isOf(f, message) && isReached(f, extents, folder));
    for (const finding of relevant) {
      reached.add(finding);
      const name = where.get(finding) ?? '';
      if (verdict.divergences.some((d) => shows(d, finding, verdict.reference, folder))) shown.add(name);
    }
    const overlap = fixture.overlapping?.[message];
    for (const divergence of verdict.divergences) {
      if (overlap !== undefined && divergence.schedule.kind === 'overtaken') continue;
      if (fixture.unannounced?.[message] !== undefined) continue;
      const unexplained = divergence.harms.filter(
        (harm) => !relevant.some((f) => explains(f, harm, divergence, verdict.reference, folder)),
      );
      if (unexplained.length > 0) {
        unannounced.push(
          `${message}: not announced: ${unexplained.map((h) => `${h.hazard} ${h.difference?.resource ?? ''}`).join(', ')}\n${divergence.text}`,
        );
      }
    }
  }
  for (const { message, verdict } of played) {
    const overlaps = verdict.divergences.some((d) => d.schedule.kind === 'overtaken');
    if (fixture.overlapping?.[message] !== undefined && !overlaps)
      disagreements.push(`${message}: no overlapping delivery spoils it`);
    if (fixture.unannounced?.[message] !== undefined && verdict.safe)
      disagreements.push(`${message}: nothing spoils it`);
  }
  const stuck = new Set(
    findings
      .filter((f) => f.ruleId === 'no-unhandled-duplicate' && shown.has(where.get(f) ?? ''))
      .map((f) => f.timeline),
  );
  const unshown: string[] = [];
  for (const [finding, name] of where) {
    if (shown.has(name)) continue;
    const { source = '' } = finding.timeline.handler;
    const isOmitted = fixture.omitted?.[source] !== undefined;
    if (fixture.unshown?.[name] !== undefined || isOmitted || stuck.has(finding.timeline)) unshown.push(name);
    else disagreements.push(`${reached.has(finding) ? 'no schedule shows' : 'no message reaches'} ${name}`);
  }
  for (const name of Object.keys(fixture.unshown ?? {})) {
    if (!unshown.includes(name)) disagreements.push(`declared as unshown, but shown or not announced: ${name}`);
  }
  return { shown: [...shown], unshown, disagreements: [...unannounced, ...disagreements], unannounced };
}

/** Where the queue is known to the analysis, it tells whose finding it is. */
function isOf({ timeline }: Finding, message: string): boolean {
  const { source } = timeline.handler;
  return source === undefined || source === addressOf(message).split('#')[0];
}

/** Did a run come to what the finding speaks of? What is said where the handler is registered is reached with the handler. */
function isReached({ effect, timeline }: Finding, extents: ReadonlySet<Extent>, folder: string): boolean {
  if (extents.has(extentOf(effect, folder) as never)) return true;
  const { place: whole, registration } = timeline.handler;
  const place = { module: whole.module, node: bodyOf(whole.node) };
  if (effect.module !== registration.module || !isWithin(effect, registration) || isWithin(effect, place)) return false;
  const file = within(folder, place.module.path);
  const [start, end] = [place.node.range[0], place.node.range[1]].map((at) => place.module.lines.at(at).line);
  return [...extents].some((e) => e.file === file && (start ?? 0) <= e.start && e.end <= (end ?? 0));
}

/** Decorators of a method are part of it, but do not run with it. */
function bodyOf(node: Place['node']): Place['node'] {
  return node.type === 'MethodDefinition' ? (node.value.body ?? node) : node;
}

function isWithin({ module, node }: Place, outer: Place): boolean {
  return module === outer.module && outer.node.range[0] <= node.range[0] && node.range[1] <= outer.node.range[1];
}

function shows(divergence: Divergence, finding: Finding, steps: readonly Taken[], folder: string): boolean {
  if (finding.ruleId === 'no-racy-dedup-check' && divergence.schedule.kind !== 'overtaken') return false;
  return divergence.harms.some(
    (harm) => hazardsOf(finding).includes(harm.hazard) && touches(harm, finding, steps, folder),
  );
}

/** Whether the harm is what the finding speaks of, or follows from it. */
function explains(
  finding: Finding,
  harm: Harm,
  divergence: Divergence,
  steps: readonly Taken[],
  folder: string,
): boolean {
  if (losing.has(finding.ruleId) && (harm.hazard === 'lost' || harm.difference?.kind === 'other')) return true;
  const isStuck = divergence.harms.some((h) => h.hazard === 'stuck');
  if (
    finding.ruleId === 'no-unhandled-duplicate' &&
    isStuck &&
    (harm.hazard !== 'repeated' || harm.difference?.kind === 'other')
  )
    return true;
  return hazardsOf(finding).includes(harm.hazard) && touches(harm, finding, steps, folder);
}

function hazardsOf(finding: Finding): readonly Hazard[] {
  return announcedHazards[finding.ruleId] ?? [];
}

/** Whether the finding speaks of what the harm happened to; checks, claims and acks speak of all that follows. */
function touches(harm: Harm, finding: Finding, steps: readonly Taken[], folder: string): boolean {
  if (!harm.difference) return true;
  const extent = extentOf(finding.effect, folder);
  if (!extent) return true;
  const there = steps.filter((s) => s.at === `${extent.file}:${String(extent.start)}` && s.kind === 'write');
  if (there.length === 0 || claims.has(finding.ruleId)) return true;
  return there.some((s) => s.resources.some((r) => r === harm.difference?.resource));
}

function extentOf(place: Place, folder: string): ReturnType<typeof extentAt> {
  return extentAt(folder, within(folder, place.module.path), positionOf(place).line);
}

function lineOf(place: Place, folder: string): string {
  return `${within(folder, place.module.path)}:${String(positionOf(place).line)}`;
}
