/** In which environments does the code of a class run for one of its instances? */
import type { TSESTree } from '@typescript-eslint/types';
import { isFunctionNode } from '../ast.js';
import { entry } from '../memo.js';
import type { Binder } from './bind.js';
import type { Link } from './class-chain.js';
import { constructorOf } from './class.js';
import {
  type Argument,
  type ClassNode,
  type ClassValue,
  type Env,
  type FunctionNode,
  type InstanceValue,
  newEnv,
} from './value.js';

const bodyEnvs = new WeakMap<InstanceValue, Map<ClassNode, Env>>();

/** Environment of field initialisers of `cls` (a class of the instance's chain). */
export function bodyEnv(instance: InstanceValue, cls: ClassValue): Env {
  const known = entry(bodyEnvs, instance, () => new Map<ClassNode, Env>());
  let env = known.get(cls.node);
  if (!env) {
    env = newEnv(
      { module: cls.env.module, fn: undefined, args: [], self: instance, parent: cls.env },
      cls.env.depth + 1,
    );
    known.set(cls.node, env);
  }
  return env;
}

const constructorEnvs = new WeakMap<InstanceValue, Map<ClassNode, Env>>();

/** The constructor's activation in `cls` for this instance. `args` undefined = made by a container. */
export function constructorEnv(
  instance: InstanceValue,
  cls: ClassValue,
  args: readonly Argument[] | undefined,
): Env | undefined {
  const fn = constructorOf(cls.node);
  if (!fn) return undefined;
  const known = entry(constructorEnvs, instance, () => new Map<ClassNode, Env>());
  let env = known.get(cls.node);
  if (!env) {
    env = newEnv({ module: cls.env.module, fn, args, self: instance, parent: cls.env }, cls.env.depth + 1);
    known.set(cls.node, env);
  }
  return env;
}

/** Environment of code at `node` inside a method of the instance's class. */
export function methodEnvAt(binder: Binder, instance: InstanceValue, link: Link, node: TSESTree.Node): Env | undefined {
  const member = memberAround(node, link.cls.node);
  if (member?.type !== 'MethodDefinition' || !isFunctionNode(member.value)) return undefined;
  const top =
    member.kind === 'constructor'
      ? constructorEnv(instance, link.cls, link.args)
      : binder.activate(
          { kind: 'function', node: member.value, env: link.cls.env, self: instance },
          undefined,
          member,
          bodyEnv(instance, link.cls),
        );
  return top && nestedEnv(node, member.value, top);
}

/** Open activations of the functions between `node` and `outer`, on top of `top`. */
function nestedEnv(node: TSESTree.Node, outer: FunctionNode, top: Env): Env {
  const inner: FunctionNode[] = [];
  for (let at = node.parent; at && at !== outer; at = at.parent) if (isFunctionNode(at)) inner.unshift(at);
  let env = top;
  for (const fn of inner) env = openInside(fn, env);
  return env;
}

function openInside(fn: FunctionNode, parent: Env): Env {
  const known = parent.memo.nested.get(fn);
  if (known) return known;
  const env = newEnv({ module: parent.module, fn, args: undefined, self: undefined, parent }, parent.depth + 1);
  parent.memo.nested.set(fn, env);
  return env;
}

function memberAround(node: TSESTree.Node, cls: ClassNode): TSESTree.Node | undefined {
  let at = node;
  while (at.parent && at.parent !== cls.body) at = at.parent;
  return at;
}
