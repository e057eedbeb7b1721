/** Which functions brokers call, by every way a handler is known. */
import type { Module } from '../../project/module.js';
import type { Binder } from '../binding/bind.js';
import { annotatedHandlers } from './annotated.js';
import { decoratedHandlers } from './decorated.js';
import type { Candidate } from './handler.js';
import { inheritedHandlers } from './inherited.js';
import { iteratingHandlers } from './iterating.js';
import { overridingHandlers } from './overriding.js';
import { registeredHandlers } from './registered.js';
import { structuralHandlers } from './structural.js';

/** Handlers whose registration stands in `module`. */
export function handlersIn(binder: Binder, module: Module): readonly Candidate[] {
  return [
    ...registeredHandlers(binder, module),
    ...decoratedHandlers(binder, module),
    ...overridingHandlers(binder, module),
    ...annotatedHandlers(binder, module),
    ...inheritedHandlers(binder, module),
    ...iteratingHandlers(binder, module),
    ...structuralHandlers(binder, module),
  ];
}
