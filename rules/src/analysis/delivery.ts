/** When the broker forgets the message: the registration's rows, and the options given in code. */
import type { DeliveryModel, DeliveryOption, ManualAckModel, RegistrationModel } from '../models/model.js';
import { objectsWith } from './bind-provider.js';
import { propertyName } from './ast.js';
import type { Binder } from './bind.js';
import type { Place } from './effect.js';
import type { Argument, LibraryValue } from './value.js';

export interface Delivery {
  readonly mode: DeliveryModel['mode'];
  /** The option that decided, or the registration. */
  readonly place: Place;
  readonly manual: ManualAckModel | undefined;
}

/** Reads the delivery mode of a registration. */
export function deliveryOf(
  binder: Binder,
  model: RegistrationModel,
  args: readonly Argument[],
  receiver: LibraryValue | undefined,
  registration: Place,
): Delivery {
  for (const option of model.ack.options ?? []) {
    const found = optionPlace(binder, option, args, receiver);
    if (found === 'somewhere') return { mode: option.mode, place: registration, manual: undefined };
    if (found) return { mode: option.mode, place: found, manual: option.manual };
  }
  return { mode: model.ack.mode, place: registration, manual: undefined };
}

function optionPlace(
  binder: Binder,
  option: DeliveryOption,
  args: readonly Argument[],
  receiver: LibraryValue | undefined,
): Place | 'somewhere' | undefined {
  if (option.of === 'project') return projectOption(binder, option);
  const list =
    option.of === 'receiver' ? (receiver?.site ? binder.argumentsOf(receiver.site.node, receiver.site.env) : []) : args;
  for (const at of binder.at(list, option.at)) {
    const holds = binder
      .argument(at)
      .some(
        (v) => v.kind === 'constant' && (option.equals === undefined ? v.value !== false : v.value === option.equals),
      );
    if (!holds) continue;
    return at.kind === 'expression' ? { module: at.env.module, node: at.node } : 'somewhere';
  }
  return undefined;
}

/** An option set anywhere in the project: `connectMicroservice({ options: { noAck: false } })` far from its handlers. */
function projectOption(binder: Binder, option: DeliveryOption): Place | undefined {
  const name = option.at.at(-1);
  if (typeof name !== 'string') return undefined;
  for (const file of binder.project.filesWithWord(name)) {
    const module = binder.project.module(file);
    for (const object of module ? objectsWith(module, name) : []) {
      if (!module) continue;
      const property = object.properties.find((p) => p.type === 'Property' && propertyName(p) === name);
      if (property?.type !== 'Property') continue;
      const value = binder.constant(property.value, binder.openEnv(object, module));
      const words = binder
        .evaluate(property.value, binder.openEnv(object, module))
        .some((v) => v.kind === 'constant' && v.value === option.equals);
      if (value === option.equals || words) return { module, node: property.value };
    }
  }
  return undefined;
}
