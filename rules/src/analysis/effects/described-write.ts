/** The effect that the parts of one description have together, by model rows. */
import type { EffectKind as ModelKind, LibraryModel } from '../../models/model.js';
import type { Binder } from '../binding/bind.js';
import { resourceName } from '../binding/resource.js';
import { type LibraryValue, mix } from '../binding/value.js';
import { accumulatingColumn } from './accumulate.js';
import { callFacts } from './call-facts.js';
import { isAnonymous } from './anonymous.js';
import { asksOnly } from './asking.js';
import { columnNames } from './column-names.js';
import { addressEnd } from './address.js';
import type { Column } from './column-set.js';
import type { Described } from './described.js';
import { columnsAt, comparedColumn, comparisonsIn, dataColumns, givenAs } from './part-columns.js';
import { clientAt, mainPart, type Part } from './parts.js';
import { ignoredColumns } from './ignored-keys.js';
import { namedByExpression } from './placeholders.js';
import type { Readers } from './readers.js';
import { writeKind } from './write-kind.js';
import { nestedEffects } from './nested.js';

/** The effect of the parts with those of the children it inserts; none where no part has any. */
export function describedEffects(
  readers: Readers,
  parts: readonly Part[],
  library: LibraryModel,
): readonly Described[] {
  const main = mainPart(parts);
  if (!main?.effect.kind) return [];
  const one = effectOf(readers, parts, main, main.effect.kind, library);
  return [one, ...nestedEffects(readers, parts, main, one)];
}

/** Topics that tell caches to forget or renew something: doing so twice only costs time. */
const CACHE = /cache/i;

function effectOf(
  readers: Readers,
  parts: readonly Part[],
  main: Part,
  kind: ModelKind,
  library: LibraryModel,
): Described {
  const { binder, identities } = readers;
  const data = dataColumns(readers, parts);
  const update = columnsAt(readers, parts, (e) => e.updateData);
  const where = columnsAt(readers, parts, (e) => e.where);
  const tests = comparisonsIn(readers, parts);
  const resource = resourceOf(binder, parts, main);
  const accumulating = accumulatingOf(readers, parts, [...data.columns, ...update.columns], library);
  const conflict = conflictOf(binder, parts);
  const { key, ...keys } = keysOf(readers, parts, main);
  const method = methodOf(binder, main);
  const columns = identities.written(
    data.columns.length > 0 || data.rest !== undefined ? data.columns : update.columns,
  );
  const looked = [
    ...identities.written(namedByExpression(binder, parts, where.columns)),
    ...tests.map((t) => comparedColumn(readers, t)),
  ];
  return {
    kind: writeKind(readers, kind, { parts, data, where, tests, resource, accumulating, conflict, key, method }),
    store: library.library,
    resource,
    what:
      method === undefined ? main.effect.what : main.effect.what?.replace(/^(HTTP) request$/, `$1 ${nameOf(method)}`),
    harmless:
      main.effect.harmless ?? ((kind === 'publish' && CACHE.test(resource ?? '')) || asksOnly(binder, parts, resource)),
    columns,
    rest: data.rest,
    where: looked,
    conflict,
    conflictTarget: conflictTargetOf(binder, parts),
    key,
    ...keys,
    accumulating: accumulating ?? (kind === 'relative' ? onlyName(data.columns) : undefined),
    anonymous: keys.idempotencyKey === undefined ? anonymousOf(readers, parts, main) : undefined,
    sql: undefined,
    locks: parts.some((p) => isLocking(binder, p)),
    measures: parts.some((p) => p.effect.measures === true),
    call: callFacts(readers, parts, main, library, [...columns, ...looked, ...keys.given]),
    receiver: parts.map((p) => clientAt(binder, p.model.through, p.args)).find((c) => c !== undefined) ?? main.receiver,
    module: main.env.module,
    node: main.node,
  };
}

/** Only where the library has a place for a key: others are for messages that nobody keeps. */
function anonymousOf(readers: Readers, parts: readonly Part[], main: Part): Described['anonymous'] {
  const { kind, harmless, idempotencyKey, keyNote } = main.effect;
  if (kind !== 'publish' || harmless || !idempotencyKey || !isAnonymous(readers, parts)) return undefined;
  return { note: keyNote };
}

/** The key a write goes to, and the one its service takes repeats by. */
function keysOf(
  readers: Readers,
  parts: readonly Part[],
  main: Part,
): Pick<Described, 'key' | 'idempotencyKey' | 'given' | 'ignoredKeys'> {
  const ignored = ignoredColumns(readers, parts);
  const key = givenAs(readers, parts, 'key', (e) => (e.key ? [e.key] : []));
  const idempotencyKey = givenAs(readers, parts, 'idempotencyKey', (e) => e.idempotencyKey ?? []).filter(
    (k) => !ignored.some((i) => i.node === k.node),
  );
  const isFresh = main.receiver?.provenance === 'fresh';
  return {
    key: key.length > 0 ? mix(key.map((k) => k.provenance)) : isFresh ? 'fresh' : undefined,
    idempotencyKey: idempotencyKey.length > 0 ? mix(idempotencyKey.map((k) => k.provenance)) : undefined,
    given: readers.identities.written([...key, ...idempotencyKey]),
    ignoredKeys: ignored.flatMap(({ place, model, ...column }) =>
      readers.identities.written([column]).map((written) => ({ ...written, place, model })),
    ),
  };
}

/** `orders as o` names orders. */
function resourceOf(binder: Binder, parts: readonly Part[], main: Part): string | undefined {
  const named = namedResource(binder, parts, main)?.replace(/\s+as\s+[\w"]+$/i, '');
  if (named !== undefined || !main.effect.method || !main.effect.resource) return named;
  return addressEnd(binder, binder.at(main.args, main.effect.resource)[0]);
}

function namedResource(binder: Binder, parts: readonly Part[], main: Part): string | undefined {
  for (const part of [main, ...parts]) {
    if (!part.effect.resource) continue;
    const named = resourceName(binder, binder.at(part.args, part.effect.resource)[0]);
    if (named !== undefined) return named;
  }
  const receiver = main.receiver?.resource ?? parts.find((p) => p.receiver?.resource !== undefined)?.receiver?.resource;
  if (receiver !== undefined) return receiver;
  const made = binder.evaluate(main.node, main.env).find((v): v is LibraryValue => v.kind === 'library');
  return made?.resource;
}

function accumulatingOf(
  { binder, provenance }: Readers,
  parts: readonly Part[],
  columns: readonly Column[],
  library: LibraryModel,
): string | undefined {
  const operators = parts.flatMap((p) => p.effect.accumulates ?? []);
  return accumulatingColumn(binder, provenance, columns, operators, library);
}

/** The column of a call that counts by itself: `increment('visits', 1)`. */
function onlyName([first, ...others]: readonly Column[]): string | undefined {
  return others.length === 0 ? first?.name : undefined;
}

function conflictOf(binder: Binder, parts: readonly Part[]): Described['conflict'] {
  for (const part of parts.toReversed()) {
    const { conflict, conflictWhen } = part.effect;
    if (conflict === undefined || conflict === 'error') continue;
    if (!conflictWhen) return conflict;
    const given = binder.at(part.args, conflictWhen);
    if (
      given.length > 0 &&
      !given.every((g) => binder.argument(g).some((v) => v.kind === 'constant' && v.value === false))
    )
      return conflict;
  }
  return undefined;
}

function conflictTargetOf(binder: Binder, parts: readonly Part[]): readonly string[] | undefined {
  for (const part of parts) {
    if (!part.effect.conflictTarget) continue;
    const names = binder.at(part.args, part.effect.conflictTarget).flatMap((a) => columnNames(binder, a));
    if (names.length > 0) return names;
  }
  return undefined;
}

function methodOf(binder: Binder, main: Part): string | undefined {
  if (!main.effect.method) return main.effect.methodDefault;
  const at = binder.at(main.args, main.effect.method)[0];
  const value = at?.kind === 'expression' ? binder.constant(at.node, at.env) : undefined;
  if (typeof value === 'string') return value;
  return at ? 'unknown' : main.effect.methodDefault;
}

/** `POST`; a method that was not seen makes it a request. */
function nameOf(method: string): string {
  return method === 'unknown' ? 'request' : method.toUpperCase();
}

/** Does the part of a read lock what is read? */
function isLocking(binder: Binder, { effect: { locks }, args }: Part): boolean {
  return locks === true || (locks !== undefined && binder.at(args, locks).length > 0);
}
