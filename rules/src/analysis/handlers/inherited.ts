/** Handlers that are methods of a class whose base comes from a package nobody sees: told by the message they are given. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Module } from '../../project/module.js';
import { annotationOf, isFunctionNode } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import { superValues } from '../binding/class-chain.js';
import { classValue } from '../binding/class.js';
import type { Argument, ClassNode, ExportValue } from '../binding/value.js';
import { annotationExports } from './annotated.js';
import { isEntryPoint } from './entry-point.js';
import { boundHandler, type Candidate, parameterArgument } from './handler.js';

/** `class OrderPlaced extends Listener { onMessage(data, msg: Message) {} }`, where `Listener` is installed. */
export function inheritedHandlers(binder: Binder, module: Module): readonly Candidate[] {
  return module.classes
    .filter((node) => isOfUnseenBase(binder, module, node))
    .flatMap((node) => node.body.body.flatMap((member) => methodHandler(binder, module, member) ?? []));
}

function isOfUnseenBase(binder: Binder, module: Module, node: ClassNode): boolean {
  if (!node.superClass) return false;
  const bases = superValues(binder, classValue(node, binder.openEnv(node, module)));
  return bases.length > 0 && bases.every((base) => base.kind === 'package');
}

function methodHandler(binder: Binder, module: Module, member: TSESTree.ClassElement): Candidate | undefined {
  if (member.type !== 'MethodDefinition' || member.kind !== 'method' || member.static) return undefined;
  const node = member.value;
  if (member.accessibility === 'private' || !isFunctionNode(node)) return undefined;
  for (const [at, parameter] of node.params.entries()) {
    const annotation = annotationOf(parameter);
    const message = annotation && annotationExports(binder, annotation, module).find((v) => v.model.inheritedMethod);
    const model = message?.model.inheritedMethod;
    if (!message || !model) continue;
    if (!isEntryPoint(binder, module, node)) return undefined;
    const fn = { kind: 'function' as const, node, env: binder.openEnv(node.parent, module), self: undefined };
    const inputs = node.params.map((_, i) => inputOf(binder, message, i === at));
    return {
      provided: undefined,
      handler: boundHandler(binder, fn, model, message.library, { module, node }, { inputs }),
    };
  }
  return undefined;
}

/** The message itself, or what the base has read out of it. */
function inputOf(binder: Binder, { library, model }: ExportValue, isMessage: boolean): Argument {
  const [parameter] = model.inheritedMethod?.parameters ?? [];
  return isMessage && parameter
    ? parameterArgument(binder, parameter, library, undefined)
    : { kind: 'value', values: [], provenance: 'message' };
}
