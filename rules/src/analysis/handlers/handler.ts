/** A handler made of what is run and of what its registration says. */
import type { LibraryModel, ParameterModel, RegistrationModel } from '../../models/model.js';
import type { Binder } from '../binding/bind.js';
import { exportInstance } from '../binding/library-instance.js';
import type { Argument, FunctionValue, LibraryValue } from '../binding/value.js';
import type { HandlerRoot, Place, RootedHandler } from '../effect.js';
import { deliveryOf } from './delivery.js';

/** A handler as found; `provided` tells which functions the user supplied through a wrapper or base class. */
export interface Candidate {
  readonly handler: RootedHandler;
  readonly provided: ((fn: FunctionValue) => boolean) | undefined;
}

/** Who registers a handler, and with what. */
export interface Registering {
  readonly library: LibraryModel;
  readonly model: RegistrationModel;
  /** What the model's options are looked for in. */
  readonly args: readonly Argument[];
  readonly receiver: LibraryValue | undefined;
  /** What the handler's parameters are. */
  readonly inputs: readonly Argument[];
  readonly place: Place;
  readonly source: string | undefined;
}

/** The handler that runs `root`, which stands at `place`. */
export function handlerOf(binder: Binder, root: HandlerRoot, place: Place, by: Registering): RootedHandler {
  const delivery = deliveryOf(binder, by.model, by);
  return {
    root,
    place,
    registration: by.place,
    library: by.library.library,
    name: by.model.name ?? by.library.library,
    delivery: delivery.model,
    ack: delivery.model.mode,
    ackPlace: delivery.place,
    manualAck: delivery.manual,
    source: by.source,
  };
}

/** A handler that no call registers: a method or an annotated function. */
export function boundHandler(
  binder: Binder,
  fn: FunctionValue,
  model: RegistrationModel,
  library: LibraryModel,
  registration: Place,
  given: { inputs?: readonly Argument[]; options?: readonly Argument[]; source?: string | undefined } = {},
): RootedHandler {
  const inputs = given.inputs ?? model.parameters.map((p) => parameterArgument(binder, p, library, undefined));
  const env = binder.activate(fn, inputs, fn.node, fn.env);
  const place: Place = { module: fn.env.module, node: fn.node };
  return handlerOf(binder, { kind: 'function', fn, env }, place, {
    library,
    model,
    args: given.options ?? [],
    receiver: undefined,
    inputs,
    place: registration,
    source: given.source,
  });
}

/** What the library passes as one parameter. */
export function parameterArgument(
  binder: Binder,
  model: ParameterModel,
  library: LibraryModel,
  site: LibraryValue['site'],
): Argument {
  const provenance = model.is === 'none' ? 'unknown' : model.is === 'fresh' ? 'fresh' : 'message';
  if (model.type === undefined) return { kind: 'value', values: [], provenance };
  const made = exportInstance(
    binder,
    { kind: 'export', library, name: model.type, model: { class: model.type } },
    undefined,
  );
  return {
    kind: 'value',
    values: made ? [{ ...made, site, provenance: made.provenance ?? provenance }] : [],
    provenance,
  };
}

/** Events of the process, or of a broker that keeps nothing, whatever the options. */
export function isNeverRedelivered({ inProcess, ack }: RegistrationModel): boolean {
  return inProcess === true || (ack.mode === 'none' && ack.options === undefined);
}
