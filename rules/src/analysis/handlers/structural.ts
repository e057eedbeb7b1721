/** Handlers that are exported functions known by name and by what they read. */
import type { TSESTree } from '@typescript-eslint/types';
import type { StructuralModel } from '../../models/model.js';
import type { Module } from '../../project/module.js';
import { entry } from '../memo.js';
import { annotationOf, enclosingFunction } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import { callSites, functionName } from '../binding/callers.js';
import { exportedValues } from '../binding/module.js';
import type { FunctionValue } from '../binding/value.js';
import { boundHandler, type Candidate } from './handler.js';

/** Exports of `module` that the structural rows of a library describe. */
export function structuralHandlers(binder: Binder, module: Module): readonly Candidate[] {
  return binder.catalog.libraries.flatMap((library) =>
    (library.structural ?? []).flatMap((row) =>
      [...exportedFunctions(binder, module, row), ...throughReaders(binder, module, row)].map((fn) => ({
        provided: undefined,
        handler: boundHandler(binder, fn, row.registration, library, { module: fn.env.module, node: fn.node }),
      })),
    ),
  );
}

/** Handlers of other modules that hand their event to a function of this one, which reads it. */
function throughReaders(binder: Binder, module: Module, row: StructuralModel): readonly FunctionValue[] {
  const named = row.reads.filter((chain) => chain.every((step) => step === '*' || module.text.includes(step)));
  if (named.length === 0) return [];
  const readers = module.functions.filter(
    (fn) => functionName(fn) !== undefined && fn.params.length > 0 && reads(module, fn, named),
  );
  return readers.flatMap((fn) => {
    binder.reach(functionName(fn));
    return callSites(binder, fn, binder.openEnv(fn, module)).flatMap(({ call, env }) => {
      const outer = enclosingFunction(call);
      if (!outer || env.module === module || !isGiven(call.arguments[0], outer)) return [];
      return exportedUnder(binder, env.module, row).filter((v) => v.node === outer);
    });
  });
}

/** Is the argument the function's first parameter, as it came? */
function isGiven(argument: TSESTree.Node | undefined, { params: [first] }: FunctionValue['node']): boolean {
  return argument?.type === 'Identifier' && first?.type === 'Identifier' && argument.name === first.name;
}

/** Functions of the module itself under one of the row's names that read what it says, without an annotation that tells more. */
function exportedFunctions(binder: Binder, module: Module, row: StructuralModel): readonly FunctionValue[] {
  return exportedUnder(binder, module, row).filter((v) => reads(module, v.node, row.reads));
}

function exportedUnder(binder: Binder, module: Module, row: StructuralModel): readonly FunctionValue[] {
  return row.names
    .filter((name) => module.exports.has(name))
    .flatMap((name) => exportedValues(binder, module, name))
    .filter((v): v is FunctionValue => v.kind === 'function' && v.env.module === module)
    .filter((v) => v.node.params.every((p) => annotationOf(p) === undefined));
}

/** Does the function take the first step out of something it is given, and are the others named in the module? */
function reads(module: Module, node: FunctionValue['node'], chains: readonly (readonly string[])[]): boolean {
  if (node.params.length === 0) return false;
  const text = module.text.slice(node.range[0], node.range[1]);
  const all = entry(wordsOfModule, module, () => wordsIn(module.text));
  return chains.some((chain) =>
    chain.every((step, i) => step === '*' || (i === 0 ? isTakenOut(step, text) : all.has(step))),
  );
}

/** `event.Records`, `{ Records }`, `event['Records']`. */
function isTakenOut(name: string, text: string): boolean {
  return new RegExp(`(?:\\.|[{,]|\\[['"\`])\\s*${name}\\b`).test(text);
}

/** They are asked for as often as a module has functions. */
const wordsOfModule = new WeakMap<Module, ReadonlySet<string>>();

function wordsIn(text: string): ReadonlySet<string> {
  return new Set(text.match(/[\w$]+/g));
}
