/** What a language server needs of this package, configurations left to the process that executes them: its only entry for one. */
export type { Place } from './analysis/effect.js';
export { afterComments } from './cli/directives.js';
export type { Reported } from './cli/report.js';
export { Engine } from './engine.js';
export { type Config, docsUrl, type Finding, rules, type Severity, severityOf } from './findings.js';
export { type Edit, type EditedFile, filesOf, type Fix } from './fixes/fix.js';
export { slashes } from './project/disk.js';
export { isSource } from './project/files.js';
export type { Module } from './project/module.js';
export { commentsOf } from './project/parse.js';
export { findProjectRoot } from './project/root.js';
