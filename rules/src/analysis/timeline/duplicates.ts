/** Unique-key violations that code expects: a catch that tells them from other failures, and what it says then. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Module } from '../../project/module.js';
import type { Catalog } from '../catalog.js';

/** Does the catch of `node` name a unique-key violation: a code or class of a library, or the word in a test? */
export function handlesDuplicate(catalog: Catalog, node: TSESTree.TryStatement, module: Module): boolean {
  if (!node.handler) return false;
  const text = module.text.slice(node.handler.range[0], node.handler.range[1]);
  return namesDuplicate(catalog, text) || (/unique|duplicate|already.?exists/i.test(text) && /\bif\b|\?/.test(text));
}

/** Does the text name a code or class of a unique-key violation, as a word of its own? */
export function namesDuplicate(catalog: Catalog, text: string): boolean {
  const words = new Set([...(text.match(/[\w$]+/g) ?? []), ...(text.match(/[\w$]+(?:-[\w$]+)+/g) ?? [])]);
  return [...catalog.duplicateErrors].some((code) => words.has(code) && (code.length > 2 || isCompared(text, code)));
}

/** A code of a digit or two may stand anywhere: `=== 6`, `case 6`. */
function isCompared(text: string, code: string): boolean {
  return new RegExp(`(?:[=!]==?|\\bcase)\\s*['"\`]?${code}\\b`).test(text);
}
