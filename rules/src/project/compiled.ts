/**
 * Compiled `async` functions read as they were written: `return __awaiter(this, …, function* () { … yield x … })` is an
 * async function whose body awaits. Ranges stay those of the text.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { visitorKeys } from '@typescript-eslint/visitor-keys';

type Written = TSESTree.ArrowFunctionExpression | TSESTree.FunctionDeclaration | TSESTree.FunctionExpression;

const MARK = '__awaiter(';

/** Changes the tree in place, before anything is read off it. */
export function restoreAsync(program: TSESTree.Program, text: string): void {
  if (!text.includes(MARK)) return;
  eachNode(program, (node) => {
    if (!isFunction(node)) return;
    const generator = generatorOf(node);
    if (!generator?.body) return;
    eachNode(generator.body, awaitForYield, isGenerator);
    const params = generator.params.length > 0 ? generator.params : node.params;
    Object.assign(node, { body: generator.body, async: true, params, expression: false });
  });
}

/** The generator that the function does nothing but run. */
function generatorOf(fn: Written): TSESTree.FunctionExpression | undefined {
  const [only, ...further] = fn.body.type === 'BlockStatement' ? fn.body.body : [];
  const result =
    fn.body.type === 'BlockStatement' ? (only?.type === 'ReturnStatement' ? only.argument : null) : fn.body;
  if (further.length > 0 || result?.type !== 'CallExpression') return undefined;
  const { callee } = result;
  const name = callee.type === 'Identifier' ? callee.name : memberName(callee);
  const last = result.arguments.at(-1);
  return name === '__awaiter' && last && isGenerator(last) ? last : undefined;
}

/** `tslib_1.__awaiter` */
function memberName(callee: TSESTree.Expression): string | undefined {
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : undefined;
}

function awaitForYield(node: TSESTree.Node): void {
  if (node.type === 'YieldExpression' && !node.delegate && node.argument)
    (node as { type: string }).type = 'AwaitExpression';
}

function isFunction(node: TSESTree.Node): node is Written {
  return ['ArrowFunctionExpression', 'FunctionDeclaration', 'FunctionExpression'].includes(node.type);
}

function isGenerator(node: TSESTree.Node): node is TSESTree.FunctionExpression {
  return node.type === 'FunctionExpression' && node.generator;
}

/** Outer nodes first; what `ends` holds for is left alone, with all that is in it. */
function eachNode(
  root: TSESTree.Node,
  visit: (node: TSESTree.Node) => void,
  ends: (node: TSESTree.Node) => boolean = () => false,
): void {
  const open: TSESTree.Node[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    visit(node);
    for (const key of visitorKeys[node.type] ?? []) {
      const inner = (node as unknown as Readonly<Record<string, unknown>>)[key];
      for (const child of Array.isArray(inner) ? inner : [inner])
        if (child && !ends(child as TSESTree.Node)) open.push(child as TSESTree.Node);
    }
  }
}
