/** Which modules does a text import, told without parsing it? */

/** `import`, `export … from`, `import()` and `require()`; a string in a comment may slip in, none is missed. */
const SPECIFIER = /\b(?:from|import|require)\s*\(?\s*(['"`])([^'"`\n]+)\1/g;

export function specifiersIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(SPECIFIER)].map((match) => match[2] ?? ''))];
}
