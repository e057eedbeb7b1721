/** Do the rows of the models speak of types that exist? A misspelt one would silently model nothing. */
import { describe, expect, it } from 'vitest';
import { Catalog } from '../../src/analysis/catalog.js';
import { libraries } from '../../src/models/index.js';
import type { LibraryModel } from '../../src/models/model.js';

/** Fields whose value is a `TypeRef`. */
const REFERENCES = new Set([
  'returns',
  'type',
  'class',
  'value',
  'static',
  'extends',
  'element',
  'staticMembers',
  'client',
]);

/** Fields whose rows say such words with another meaning: a type's bare name, the value of an option. */
const OTHERWISE = new Set(['isOf', 'manual']);

const catalog = new Catalog(libraries);

describe('models', () => {
  it.each(libraries.map((library) => [library.library, library] as const))(
    '%s speaks of types that exist',
    (_, library) => {
      expect(unresolved(library)).toEqual([]);
    },
  );

  it('sees a type that does not exist', () => {
    const library: LibraryModel = { library: 'x', packages: ['x'], exports: { X: { class: 'Nowhere' } } };
    expect(unresolved(library)).toEqual(['Nowhere']);
  });
});

function unresolved(library: LibraryModel): string[] {
  return references(library).filter((ref) => {
    const at = catalog.resolveType(library, ref);
    return ref !== 'this' && (!at || catalog.type(at.library, at.type) === undefined);
  });
}

function references(row: unknown): string[] {
  if (typeof row !== 'object' || row === null) return [];
  return Object.entries(row).flatMap(([key, value]) => {
    if (OTHERWISE.has(key)) return [];
    return typeof value === 'string' && REFERENCES.has(key) ? [value] : references(value);
  });
}
