/** When the broker forgets the message: the registration's rows, and the options given in code. */
import type { TSESTree } from '@typescript-eslint/types';
import type {
  DeliveryCondition,
  DeliveryModel,
  LibraryModel,
  ManualAckModel,
  RegistrationModel,
} from '../../models/model.js';
import { objectsWith } from '../binding/provider.js';
import { isFunctionNode, lastName, propertyName, unwrap } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import type { Place } from '../effect.js';
import { hostArguments } from './hosts.js';
import type { Argument, Env, LibraryValue, Value } from '../binding/value.js';

export interface Delivery {
  /** The registration's delivery with the options laid over. */
  readonly model: DeliveryModel;
  /** How the option becomes an acknowledgement after the work. */
  readonly manual: ManualAckModel | undefined;
  /** The option that decided, or the registration. */
  readonly place: Place;
}

/** Where the options of one registration are looked for. */
export interface Registered {
  readonly library: LibraryModel;
  readonly args: readonly Argument[];
  readonly receiver: LibraryValue | undefined;
  /** What the handler's parameters are. */
  readonly inputs: readonly Argument[];
  readonly place: Place;
}

/** Reads the delivery of a registration. */
export function deliveryOf(binder: Binder, model: RegistrationModel, at: Registered): Delivery {
  const { ack } = model;
  for (const option of ack.options ?? []) {
    const own = conditionPlace(binder, option, at);
    const further = own ? (option.and ?? []).map((c) => conditionPlace(binder, c, at)) : [];
    if (!own || further.includes(undefined)) continue;
    return {
      model: {
        ...ack,
        mode: option.mode,
        ...(option.onThrow === undefined ? {} : { onThrow: option.onThrow }),
        ...(option.skips === undefined ? {} : { skips: option.skips }),
        ...(option.needsResult === undefined ? {} : { needsResult: option.needsResult }),
      },
      manual: option.manual,
      place:
        further.at(-1) ??
        (option.of === undefined || option.of === 'call' || option.of === 'receiver' ? own : at.place),
    };
  }
  return { model: ack, manual: undefined, place: at.place };
}

/** Where the condition holds; undefined when it does not. */
function conditionPlace(binder: Binder, condition: DeliveryCondition, at: Registered): Place | undefined {
  switch (condition.of) {
    case 'project':
      return projectOption(binder, condition);
    case 'handler':
      return among(binder, condition, at, at.inputs);
    case 'host': {
      const hosts = hostArguments(binder, at.library, at.place.module);
      for (const host of hosts) {
        const place = among(binder, condition, at, binder.at([host], condition.at ?? [0]));
        if (place) return place;
      }
      return undefined;
    }
    default: {
      const site = condition.of === 'receiver' ? at.receiver?.site : undefined;
      const args = condition.of === 'receiver' ? (site ? binder.argumentsOf(site.node, site.env) : []) : at.args;
      return condition.of === 'receiver' && condition.at === undefined
        ? valuePlace(binder, condition, at, at.receiver ? [at.receiver] : [])
        : among(binder, condition, at, binder.at(args, condition.at ?? [0]));
    }
  }
}

function among(
  binder: Binder,
  condition: DeliveryCondition,
  at: Registered,
  found: readonly Argument[],
): Place | undefined {
  for (const argument of found) {
    const holds =
      condition.given === true ||
      binder.argument(argument).some((v) => holdsFor(binder, condition, at, v)) ||
      built(binder, condition, argument);
    if (!holds) continue;
    return argument.kind === 'expression' ? { module: argument.env.module, node: argument.node } : at.place;
  }
  return undefined;
}

function valuePlace(
  binder: Binder,
  condition: DeliveryCondition,
  at: Registered,
  values: readonly Value[],
): Place | undefined {
  return values.some((v) => holdsFor(binder, condition, at, v)) ? at.place : undefined;
}

function holdsFor(binder: Binder, condition: DeliveryCondition, at: Registered, value: Value): boolean {
  if (condition.type !== undefined) {
    const wanted = binder.catalog.resolveType(at.library, condition.type);
    return value.kind === 'library' && value.library.library === wanted?.library.library && value.type === wanted.type;
  }
  if (condition.called !== undefined) {
    return (
      value.kind === 'library' &&
      value.draft.some(
        (part) =>
          part.node.type === 'CallExpression' && switchesOn(binder, part.node, condition.called ?? '', part.env),
      )
    );
  }
  if (value.kind !== 'constant') return false;
  return condition.equals === undefined ? value.value !== false : value.value === condition.equals;
}

function switchesOn(binder: Binder, call: TSESTree.CallExpression, method: string, env: Env): boolean {
  if (lastName(call.callee) !== method) return false;
  const first = call.arguments[0];
  return !first || first.type === 'SpreadElement' || binder.constant(first, env) !== false;
}

/** `const opts = build(); opts.manualAck();`: the method called on the variable in a statement of its own. */
function built(binder: Binder, condition: DeliveryCondition, argument: Argument): boolean {
  const { called } = condition;
  if (called === undefined || argument.kind !== 'expression') return false;
  const node = unwrap(argument.node);
  const variable = node.type === 'Identifier' ? argument.env.module.variables.get(node) : undefined;
  return (variable?.references ?? []).some(({ identifier }) => {
    for (let at: TSESTree.Node = identifier.parent; ; at = at.parent) {
      if (at.type === 'CallExpression' && switchesOn(binder, at, called, argument.env)) return true;
      if (at.type !== 'MemberExpression' && at.type !== 'CallExpression') return false;
    }
    return false;
  });
}

/** An option set anywhere in the project: `connectMicroservice({ options: { noAck: false } })` far from its handlers. */
function projectOption(binder: Binder, option: DeliveryCondition): Place | undefined {
  const name = option.at?.at(-1);
  if (typeof name !== 'string') return undefined;
  for (const file of binder.project.filesWithWord(name)) {
    const module = binder.project.module(file);
    for (const object of module ? objectsWith(module, name) : []) {
      if (!module || isInside(object, option.outside ?? [])) continue;
      const property = object.properties.find((p) => p.type === 'Property' && propertyName(p) === name);
      if (property?.type !== 'Property') continue;
      const values = binder.evaluate(property.value, binder.openEnv(object, module));
      if (values.some((v) => v.kind === 'constant' && v.value === option.equals))
        return { module, node: property.value };
    }
  }
  return undefined;
}

/** Does the literal stand in the arguments of a call, or below a property, of one of these names? */
function isInside(object: TSESTree.Node, names: readonly string[]): boolean {
  for (let at = object; at.parent; at = at.parent) {
    const { parent } = at;
    if (parent.type === 'CallExpression' && parent.callee !== at && names.includes(lastName(parent.callee) ?? ''))
      return true;
    if (parent.type === 'Property' && names.includes(propertyName(parent) ?? '')) return true;
    if (isFunctionNode(parent)) return false;
  }
  return false;
}
