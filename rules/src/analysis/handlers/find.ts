/** Which functions brokers call, by every way a handler is known. */
import type { Deployments } from '../../deployment/deployments.js';
import type { Module } from '../../project/module.js';
import type { Binder } from '../binding/bind.js';
import { annotatedHandlers } from './annotated.js';
import { assignedHandlers } from './assigned.js';
import { deployedHandlers } from './deployed.js';
import { decoratedHandlers } from './decorated.js';
import type { Candidate } from './handler.js';
import { inheritedHandlers } from './inherited.js';
import { iteratingHandlers } from './iterating.js';
import { overridingHandlers } from './overriding.js';
import { registeredHandlers } from './registered.js';
import { structuralHandlers } from './structural.js';

/** Handlers whose registration stands in `module`. What descriptors say of a function holds before what its annotation says. */
export function handlersIn(binder: Binder, module: Module, deployments: Deployments): readonly Candidate[] {
  return [
    ...deployedHandlers(binder, module, deployments.of(module.path)),
    ...registeredHandlers(binder, module),
    ...assignedHandlers(binder, module),
    ...decoratedHandlers(binder, module),
    ...overridingHandlers(binder, module),
    ...annotatedHandlers(binder, module),
    ...inheritedHandlers(binder, module),
    ...iteratingHandlers(binder, module),
    ...structuralHandlers(binder, module),
  ];
}
