/** The short rows of a user's configuration, written out as models. */
import type { ArgPath, CallModel, ExportModel, LibraryModel, RegistrationModel, TypeModel } from '../models/model.js';
import type {
  FunctionRow,
  GuardRow,
  HandlerRow,
  KeyRow,
  NamedThing,
  Position,
  SideEffectRow,
  StoreMethod,
  StoreRow,
  UserConfig,
} from './rows.js';

/** One library for each package or module that rows speak of; rows given as libraries come last, and win. */
export function expand(config: UserConfig): readonly LibraryModel[] {
  const drafts = new Map<string, Draft>();
  const draft = (from: string): Draft => {
    const found = drafts.get(from) ?? new Draft(from);
    drafts.set(from, found);
    return found;
  };
  for (const row of config.handlers ?? []) addHandler(draft(row.from), row);
  for (const row of config.stores ?? []) addStore(draft(row.from), row);
  for (const row of config.sideEffects ?? []) draft(row.from).call(row, sideEffect(row));
  for (const row of config.guards ?? []) addGuard(draft(row.from), row);
  for (const row of config.keys ?? []) draft(row.from).call(row, key(row));
  for (const row of config.functions ?? []) draft(row.from).call(row, declared(row));
  return [...[...drafts.values()].map((d) => d.library()), ...(config.libraries ?? [])];
}

/** `./src/lib/listener.ts` → `listener`, for people. */
function moduleName(path: string): string {
  return (
    path
      .replace(/(?:\/index)?\.[cm]?[jt]sx?$/, '')
      .split('/')
      .at(-1) ?? path
  );
}

/** A library under construction. */
class Draft {
  readonly #exports = new Map<string, ExportModel>();
  readonly #types = new Map<string, TypeModel>();

  constructor(readonly from: string) {}

  library(): LibraryModel {
    return {
      library: this.from.startsWith('.') ? moduleName(this.from) : this.from,
      packages: [this.from],
      exports: Object.fromEntries(this.#exports),
      types: Object.fromEntries(this.#types),
    };
  }

  export(name: string, model: ExportModel): void {
    this.#exports.set(name, { ...this.#exports.get(name), ...model });
  }

  type(name: string, model: TypeModel): void {
    const known = this.#types.get(name);
    this.#types.set(name, {
      ...known,
      ...model,
      members: { ...known?.members, ...model.members },
      overrides: { ...known?.overrides, ...model.overrides },
    });
  }

  /** Calls of the function, or of the method on instances, on the class itself and on the object. */
  call({ function: fn, class: cls, object, method }: NamedThing, call: CallModel): void {
    if (fn !== undefined) this.export(fn, { call });
    const owner = this.owner({ class: cls, object });
    if (owner !== undefined && method !== undefined) this.type(owner, { members: { [method]: { call } } });
  }

  /** The type that stands for the class or the object, made known by its export. */
  owner({
    class: cls,
    object,
  }: {
    readonly class?: string | undefined;
    readonly object?: string | undefined;
  }): string | undefined {
    if (cls !== undefined) this.export(cls, { class: cls, static: cls });
    if (object !== undefined) this.export(object, { value: object });
    return cls ?? object;
  }
}

function addHandler(draft: Draft, row: HandlerRow): void {
  const registration = registrationOf(draft, row);
  if (row.handler !== undefined) draft.call(row, { register: registration });
  else if (row.decorator !== undefined) draft.export(row.decorator, { decorator: { method: registration } });
  else if (row.method !== undefined) {
    const owner = draft.owner(row);
    if (owner !== undefined) draft.type(owner, { overrides: { [row.method]: registration } });
  }
}

/** More parameters than this, no handler has. */
const PARAMETERS = [0, 1, 2, 3, 4, 5];

function registrationOf(draft: Draft, row: HandlerRow): RegistrationModel {
  const message = row.ackMethod === undefined ? undefined : `message with ${row.ackMethod}()`;
  if (message !== undefined && row.ackMethod !== undefined) {
    const acknowledge: CallModel = { ack: { action: 'ack' } };
    draft.type(message, { provenance: 'message', members: { [row.ackMethod]: { call: acknowledge } } });
  }
  const mode = row.ack ?? (row.ackMethod === undefined ? 'on-return' : 'manual');
  return {
    parameters: PARAMETERS.map((i) => ({
      is: row.message?.includes(i) === false ? 'none' : 'message',
      ...(message === undefined ? {} : { type: message }),
    })),
    ack: { mode, onThrow: mode === 'before' || mode === 'timer' ? 'lost' : 'redeliver' },
    name: row.decorator === undefined ? (row.method ?? row.function ?? row.from) : `@${row.decorator}`,
    ...(row.handler === undefined ? {} : { handler: path(row.handler) }),
    ...(row.source === undefined ? {} : { source: path(row.source) }),
  };
}

function addStore(draft: Draft, row: StoreRow): void {
  for (const [method, given] of Object.entries(row.methods)) {
    const { does, resource, data, key: identity }: StoreMethod = typeof given === 'string' ? { does: given } : given;
    draft.call(
      {
        from: row.from,
        ...(row.class === undefined ? {} : { class: row.class }),
        ...(row.object === undefined ? {} : { object: row.object }),
        method,
      },
      {
        ...(does === 'read' ? { provenance: 'state' } : {}),
        effect: {
          kind: does,
          ...(resource === undefined ? {} : { resource: path(resource) }),
          ...(data === undefined ? {} : { data: path(data) }),
          ...(identity === undefined ? {} : { key: path(identity) }),
        },
      },
    );
  }
}

function sideEffect({ what, idempotencyKey }: SideEffectRow): CallModel {
  return {
    effect: {
      kind: 'external',
      ...(what === undefined ? {} : { what }),
      ...(idempotencyKey === undefined ? {} : { idempotencyKey: [path(idempotencyKey)] }),
    },
  };
}

function addGuard(draft: Draft, row: GuardRow): void {
  if (row.decorator !== undefined) draft.export(row.decorator, { decorator: { guard: {} } });
  else if (row.runs !== undefined) draft.call(row, { guard: { handler: path(row.runs) } });
  else if (row.wraps !== undefined)
    draft.call(row, { guard: { handler: path(row.wraps) }, returnsArgument: path(row.wraps) });
  else draft.call(row, { guard: { answers: row.answers ?? 'first' }, effect: { kind: 'claim' } });
}

function key({ gives }: KeyRow): CallModel {
  return { provenance: gives === 'fresh' ? 'fresh' : 'derived' };
}

function declared({ is, idempotencyKey }: FunctionRow): CallModel {
  return {
    declared: {
      ...(is === undefined ? {} : { is }),
      ...(idempotencyKey === undefined ? {} : { key: path(idempotencyKey) }),
    },
  };
}

function path(position: Position): ArgPath {
  return typeof position === 'number' ? [position] : position;
}
