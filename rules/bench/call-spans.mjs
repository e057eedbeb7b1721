/** How far the calls reach that begin on a line. */
import { existsSync, readFileSync } from 'node:fs';
import { parseSync } from 'oxc-parser';

const CALLS = new Set(['CallExpression', 'NewExpression', 'TaggedTemplateExpression']);
const FUNCTIONS = new Set(['FunctionExpression', 'ArrowFunctionExpression']);
const files = new Map();

/** Does a call that begins on the line `from` reach to the line `to`, without a function between them? */
export function callReaches(file, from, to) {
  const { calls, functions } = spansIn(file);
  return calls.some(
    (call) =>
      call.first === from &&
      call.last >= to &&
      to > from &&
      !functions.some((inner) => isWithin(inner, call) && inner.first <= to && inner.last >= to),
  );
}

function isWithin(inner, outer) {
  return inner.start >= outer.start && inner.end <= outer.end;
}

function spansIn(file) {
  if (!files.has(file)) files.set(file, readSpans(file));
  return files.get(file);
}

function readSpans(file) {
  const spans = { calls: [], functions: [] };
  if (!existsSync(file)) return spans;
  const text = readFileSync(file, 'utf8');
  const lineOf = lineReader(text);
  visit(parseSync(file, text).program, (node) => {
    const kind = CALLS.has(node.type) ? spans.calls : FUNCTIONS.has(node.type) ? spans.functions : undefined;
    kind?.push({ start: node.start, end: node.end, first: lineOf(node.start), last: lineOf(node.end) });
  });
  return spans;
}

function lineReader(text) {
  const ends = [...text.matchAll(/\n/g)].map(({ index }) => index);
  return (offset) => {
    const line = ends.findIndex((end) => end >= offset);
    return line === -1 ? ends.length + 1 : line + 1;
  };
}

function visit(node, seen) {
  if (Array.isArray(node)) {
    for (const item of node) visit(item, seen);
  } else if (node !== null && typeof node === 'object') {
    if (typeof node.type === 'string') seen(node);
    for (const child of Object.values(node)) visit(child, seen);
  }
}
