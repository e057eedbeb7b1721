/** What does a module's text say of its imports, exports and tables? */
import type { TSESTree } from '@typescript-eslint/types';
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import { expect, it } from 'vitest';
import { parseModule } from '../../src/project/parse.js';

const exportsOf = (text: string, path = '/a.ts'): string => {
  const module = parseModule(path, text);
  const named = [...module.exports].map(
    ([name, e]) =>
      `${name}=${e.kind === 'node' ? module.text.slice(...e.node.range) : e.kind === 'local' ? e.name : `${e.source}#${'name' in e ? e.name : '*'}`}`,
  );
  return [...named, ...module.exportAll.map((source) => `*${source}`)].join(' ');
};

it.each([
  [
    "import a, { b as c } from 's'; import * as d from 't'; import e = require('u');",
    'a:named s default, c:named s b, d:namespace t, e:require u',
  ],
  [
    "const a = require('s'), { b, c: d = 1, 'e': f } = require('t'), g = require('u').h; function x() { const y = require('v'); }",
    'a:require s, b:require t b, d:require t c, f:require t e, g:require u h',
  ],
  ["const s_1 = __importStar(require('s'));", 's_1:require s'],
  ["declare module 'x' { import a from 's'; }", ''],
])('imports of %s', (text, expected) => {
  const found = [...parseModule('/a.ts', text).imports].map(([local, i]) =>
    [`${local}:${i.kind}`, i.source, ...('name' in i ? [i.name] : [])].join(' '),
  );
  expect(found.join(', ')).toBe(expected);
});

it.each([
  [
    'export const a = 1, { b, c: [d] } = x; export function e() {} export class F {} export { g as h }; export default 1;',
    'a=a b=b d=d e=e F=F h=g default=1',
  ],
  ["export { a as b } from 's'; export * as n from 't'; export * from 'u';", 'b=s#a n=t#* *u'],
  ["namespace N { export const a = 1 } declare module 'x' { export default 1 }", ''],
  ['export = x;', '==x default=x'],
  [
    "module.exports = { a, 'b': 1, ...require('s') }; module.exports.c = c;",
    "=={ a, 'b': 1, ...require('s') } default={ a, 'b': 1, ...require('s') } a=a b=1 c=c *s",
  ],
  ["exports.a = exports.b = void 0; exports.a = 1; exports.a = 2; exports['b'] = f;", 'a=1 b=f'],
  ['module.exports = exports = f;', '==f default=f'],
  [
    "module.exports = require('s'); tslib_1.__exportStar(require('t'), exports);",
    "==require('s') default=require('s') *s *t",
  ],
])('exports of %s', (text, expected) => {
  expect(exportsOf(text, /\bexports\b/.test(text) ? '/a.js' : '/a.ts')).toBe(expected);
});

it('sets parents and ranges on every node and fills the tables', () => {
  const text =
    '@D() class A { #p; m() { this.x = 1; this.#p = 2; a.b.c(new X()); for (const y of z) f?.(y as never); } }';
  const module = parseModule('/a.ts', text);
  expect([...module.calls.keys()].sort()).toEqual(['D', 'X', 'c', 'f']);
  expect([[...module.thisWrites.keys()], [...module.decorators.keys()]]).toEqual([['x', '#p'], ['D']]);
  expect([module.classes.length, module.functions.length, module.loops.length]).toEqual([1, 1, 1]);
  const check = (node: TSESTree.Node): void => {
    expect(node.range).toHaveLength(2);
    const fields = node as unknown as Record<string, TSESTree.Node | null>;
    for (const child of (visitorKeys[node.type] ?? []).flatMap((key) => fields[key] ?? [])) {
      expect(child.parent).toBe(node);
      check(child);
    }
  };
  check(module.program);
});

it('binds identifiers to variables by their node', () => {
  const module = parseModule('/a.ts', 'const a = 1; export { a }; f(a);');
  const names = [...module.variables].map(
    ([node, variable]) => `${node.type} ${variable.name}@${String(node.range[0])}`,
  );
  expect(names).toEqual(['Identifier a@6', 'Identifier a@22', 'Identifier a@29']);
});

it.each([
  ['/a.js', 'return; const x = require("s");'],
  ['/a.js', 'var await = 1;'],
  ['/a.js', "import x from 's'; const el = <div>{x}</div>;"],
  ['/a.js', 'if (x) return 1;'],
  ['/a.js', 'const f = (x: number): string => x;'],
  ['/a.tsx', 'const f = <T,>(x: T) => <b>{x}</b>;'],
  ['/a.cts', "import x = require('s'); const y = <any>x;"],
  ['/a.d.ts', 'declare const x: string; export default x;'],
  ['/a.ts', ''],
])('%s can hold %j', (path, text) => {
  const module = parseModule(path, text);
  expect([module.problem, module.program.body.length > 0]).toEqual([undefined, text !== '']);
});

it.each(['const = ;', '}{', '\0', '['.repeat(3000), `x = ${'1+'.repeat(20_000)}1;`])('never throws: %.10s', (text) => {
  expect(() => parseModule('/a.ts', text)).not.toThrow();
});
