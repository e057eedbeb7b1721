/** What do the registrations of one file lead to? */
import type { TSESTree } from '@typescript-eslint/types';
import type { Deployments } from '../deployment/deployments.js';
import type { Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { Reads } from '../project/reads.js';
import type { Schema } from '../schema/schema.js';
import { Binder } from './binding/bind.js';
import type { Catalog } from './catalog.js';
import { ColumnReader } from './effects/columns.js';
import type { Handler, Place, RootedHandler, Timeline } from './effect.js';
import { EffectReader } from './effects/effects.js';
import { ProvenanceReader } from './effects/provenance.js';
import { declaredFunctions } from './handlers/declared.js';
import { handlersIn } from './handlers/find.js';
import { type Choice, isDispatch } from './handlers/forks.js';
import type { Candidate } from './handlers/handler.js';
import { suppliedPlace, traceFrom } from './handlers/supplied.js';
import { CheckReader } from './timeline/check.js';
import type { WalkBounds } from './timeline/visits.js';
import { Walker } from './timeline/walk.js';

export interface AnalysisProblem {
  readonly file: string;
  readonly message: string;
}

export interface Seed {
  readonly timelines: readonly Timeline[];
  /** Names of its wrappers and base classes: whoever uses them may hold a handler. */
  readonly reached: ReadonlySet<string>;
  readonly problems: readonly AnalysisProblem[];
  /** It holds as long as these do. */
  readonly reads: Reads;
}

/** Follows the registrations of `file` (absolute path) through the project. */
export function seedOf(
  file: string,
  project: Project,
  catalog: Catalog,
  deployments: Deployments,
  schema: () => Schema,
): Seed {
  const reads = new Reads();
  return project.noting(reads, () => ({ ...readSeed(file, project, catalog, deployments, schema), reads }));
}

function readSeed(
  file: string,
  project: Project,
  catalog: Catalog,
  deployments: Deployments,
  schema: () => Schema,
): Omit<Seed, 'reads'> {
  const module = project.module(file);
  if (!module || module.problem !== undefined) return { timelines: [], reached: new Set(), problems: [] };
  const problems: AnalysisProblem[] = [];
  const guard = <T>(run: () => T): T | undefined => guarded(run, (message) => problems.push({ file, message }));
  const binder = new Binder(project, catalog);
  const provenance = new ProvenanceReader(binder);
  const columns = new ColumnReader(binder, provenance);
  const effects = new EffectReader(binder, provenance, columns, schema);
  const checks = new CheckReader(binder, provenance, effects);
  const candidates =
    guard(() => [...handlersIn(binder, module, deployments), ...declaredFunctions(binder, module)]) ?? [];
  problems.push(...faultsIn(module));
  const reached = binder.takeReached();
  const start: Start = (bounds, choice) => new Walker(binder, provenance, effects, checks, bounds, choice);
  const timelines = candidates.flatMap((c) => guard(() => walk(c, start)) ?? []);
  for (const message of binder.takeLimits()) problems.push({ file, message });
  return { timelines, reached, problems };
}

/** Tags that say nothing, with their lines. */
function faultsIn({ path, declarations, lines }: Module): readonly AnalysisProblem[] {
  return declarations.faults.map(({ at, message }) => ({
    file: path,
    message: `line ${String(lines.at(at).line)}: ${message}`,
  }));
}

/** Analysis never throws on odd code: what goes wrong is said, and the rest goes on. */
function guarded<T>(run: () => T, onProblem: (message: string) => void): T | undefined {
  try {
    return run();
  } catch (error) {
    const where = error instanceof Error ? ((error.stack ?? '').split('\n')[1]?.trim() ?? '') : '';
    onProblem(`analysis stopped here: ${error instanceof Error ? `${error.message} ${where}` : String(error)}`);
    return undefined;
  }
}

type Start = (bounds: WalkBounds, choice?: Choice) => Walker;

/** What is followed, the next where one walk may not follow that much: fewer visits tell the same, and what is near tells more. */
const BOUNDS: readonly [WalkBounds, ...WalkBounds[]] = [
  { horizon: Infinity, visits: 25, isProvisional: true },
  { horizon: 9, visits: 4, isProvisional: true },
  { horizon: 7, visits: 3, isProvisional: false },
];

/** The handler's timeline; several where it hands the message to functions that users registered. */
function walk(candidate: Candidate, start: Start): readonly Timeline[] {
  const walker = explore(candidate.handler, start);
  const fork = walker.forks.find((f) => isDispatch(f, walker.events));
  if (!fork) return [timelineOf(candidate.handler, walker, suppliedPlace(candidate, walker))];
  return fork.functions.map((fn) => {
    const only = explore(candidate.handler, start, { call: fork.call, target: fn.node });
    return timelineOf(candidate.handler, only, { module: fn.env.module, node: fn.node });
  });
}

/** Of a handler that is too large, all that is near rather than whatever comes first. */
function explore(handler: RootedHandler, start: Start, choice?: Choice): Walker {
  const [widest, ...narrower] = BOUNDS;
  let walker = start(widest, choice);
  run(handler, walker);
  for (const bounds of narrower) {
    if (!walker.isExhausted) break;
    const { limits } = walker;
    walker = start(bounds, choice);
    run(handler, walker);
    for (const limit of limits) walker.limits.add(limit);
  }
  walker.settle();
  return walker;
}

function run({ root, isJoining, delivery }: RootedHandler, walker: Walker): void {
  walker.answers = delivery.answers ?? [];
  if (root.kind === 'function') walker.root(root.fn, root.env, isJoining);
  else walker.rootStatement(root.node, root.env);
}

function timelineOf(handler: RootedHandler, walker: Walker, supplied: Place | undefined): Timeline {
  const place = supplied ?? handler.place;
  const moved: Handler = {
    place: { module: place.module, node: declarationOf(place.node) },
    registration: handler.registration,
    library: handler.library,
    name: handler.name,
    delivery: handler.delivery,
    ack: handler.ack,
    ackPlace: handler.ackPlace,
    manualAck: handler.manualAck,
    source: handler.source,
    isDeclared: handler.isDeclared,
  };
  const events = supplied ? walker.events.map((e) => ({ ...e, trace: traceFrom(supplied, e) })) : walker.events;
  return {
    handler: moved,
    events,
    branches: walker.branches,
    serializable: walker.transactions.serializable,
    limits: [...walker.limits],
  };
}

/** A method's definition stands for its function, and a variable's for the function it is made with. */
function declarationOf(node: TSESTree.Node): TSESTree.Node {
  const { parent } = node;
  if (parent?.type === 'MethodDefinition' && node.type === 'FunctionExpression') return parent;
  return parent?.type === 'VariableDeclarator' && parent.init === node ? parent : node;
}
