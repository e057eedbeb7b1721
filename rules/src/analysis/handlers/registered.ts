/** Handlers that a call registers with a broker. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Module } from '../../project/module.js';
import type { Binder } from '../binding/bind.js';
import { resourceName } from '../binding/resource.js';
import type { Argument, CallNode, Env, FunctionValue } from '../binding/value.js';
import type { RootedHandler } from '../effect.js';
import { expandedEnvs } from './expand.js';
import { type Candidate, handlerOf, isNeverRedelivered, parameterArgument } from './handler.js';
import { receivedHandlers } from './received.js';
import { registeringNames } from './registering.js';
import { mayRegister, type Registration, registrationOf } from './registration.js';

/** Handlers whose registering call stands in `module`, those of code that asks for messages included. */
export function registeredHandlers(binder: Binder, module: Module): readonly Candidate[] {
  const wanted = registeringNames(binder.catalog);
  const locals = [...module.imports]
    .filter(([, b]) => binder.catalog.library(b.source) !== undefined)
    .map(([local]) => local);
  const found: Candidate[] = [];
  for (const name of new Set([...wanted, ...locals])) {
    for (const call of module.calls.get(name) ?? []) found.push(...fromCall(binder, module, call));
  }
  return found;
}

function fromCall(
  binder: Binder,
  module: Module,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
): readonly Candidate[] {
  const open = binder.openEnv(call, module);
  const first = registrationOf(binder, call, open);
  if (!first && !mayRegister(binder, call, open)) return [];
  if (first && isNeverRedelivered(first.model)) return [];
  if (first?.receives) return receivedHandlers(binder, module, call, open, first, first.receives);
  const found: Candidate[] = [];
  for (const { env, provided } of expandedEnvs(binder, call, open)) {
    const registration = registrationOf(binder, call, env);
    if (!registration || registration.receives || registration.model.inProcess) continue;
    found.push(...functionHandlers(binder, module, call, env, registration, provided));
  }
  return found;
}

function functionHandlers(
  binder: Binder,
  module: Module,
  call: CallNode,
  env: Env,
  registration: Registration,
  provided: Candidate['provided'],
): readonly Candidate[] {
  const args = binder.argumentsOf(call, env);
  return [registration.model, ...(registration.model.also ?? [])].flatMap((model) =>
    (model.handler ? binder.at(args, model.handler) : [])
      .flatMap((a) => binder.argument(a).filter((v): v is FunctionValue => v.kind === 'function'))
      .map((fn) => ({
        provided,
        handler: registeredHandler(binder, fn, args, { module, call, env }, { ...registration, model }),
      })),
  );
}

function registeredHandler(
  binder: Binder,
  fn: FunctionValue,
  args: readonly Argument[],
  { module, call, env: caller }: { readonly module: Module; readonly call: CallNode; readonly env: Env },
  { model, library, receiver }: Registration,
): RootedHandler {
  const inputs = model.parameters.map((p) => parameterArgument(binder, p, library, { node: call, env: caller }));
  const env = binder.activate(fn, inputs, call, caller);
  return handlerOf(
    binder,
    { kind: 'function', fn, env },
    { module: fn.env.module, node: fn.node },
    {
      library,
      model,
      args,
      receiver,
      inputs,
      place: { module, node: call },
      source: model.source ? resourceName(binder, binder.at(args, model.source)[0]) : undefined,
    },
  );
}
