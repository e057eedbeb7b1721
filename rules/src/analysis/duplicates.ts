/** Unique-key violations that code expects: a catch that tells them from other failures, and what it says then. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Module } from '../project/module.js';
import type { Catalog } from './catalog.js';

/** Does the catch of `node` name a unique-key violation: a code or class of a library, or the word in a test? */
export function handlesDuplicate(catalog: Catalog, node: TSESTree.TryStatement, module: Module): boolean {
  if (!node.handler) return false;
  const text = module.text.slice(node.handler.range[0], node.handler.range[1]);
  const words = new Set(text.match(/[\w$]+/g) ?? []);
  for (const code of catalog.duplicateErrors) if (words.has(code)) return true;
  return /unique|duplicate|already.?exists/i.test(text) && /\bif\b|\?/.test(text);
}
