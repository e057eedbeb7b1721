/** Handlers that are exported functions known by name and by what they read. */
import type { TSESTree } from '@typescript-eslint/types';
import type { StructuralModel } from '../../models/model.js';
import type { Module } from '../../project/module.js';
import { annotationOf } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import { exportedValues } from '../binding/module.js';
import type { FunctionValue } from '../binding/value.js';
import { boundHandler, type Candidate } from './handler.js';

/** Exports of `module` that the structural rows of a library describe. */
export function structuralHandlers(binder: Binder, module: Module): readonly Candidate[] {
  return binder.catalog.libraries.flatMap((library) =>
    (library.structural ?? []).flatMap((row) =>
      exportedFunctions(binder, module, row).map((fn) => ({
        provided: undefined,
        handler: boundHandler(binder, fn, row.registration, library, { module, node: fn.node }),
      })),
    ),
  );
}

/** Functions of the module itself under one of the row's names that read what it says, without an annotation that tells more. */
function exportedFunctions(binder: Binder, module: Module, row: StructuralModel): readonly FunctionValue[] {
  return row.names
    .filter((name) => module.exports.has(name))
    .flatMap((name) => exportedValues(binder, module, name))
    .filter((v): v is FunctionValue => v.kind === 'function' && v.env.module === module)
    .filter((v) => reads(module, v.node, row.reads) && v.node.params.every((p) => annotationOf(p) === undefined));
}

function reads(module: Module, node: TSESTree.Node, chains: readonly (readonly string[])[]): boolean {
  const words = new Set(module.text.slice(node.range[0], node.range[1]).match(/[\w$]+/g) ?? []);
  const all = new Set(module.text.match(/[\w$]+/g) ?? []);
  return chains.some((chain) => chain.every((step, i) => step === '*' || (i === 0 ? words : all).has(step)));
}
