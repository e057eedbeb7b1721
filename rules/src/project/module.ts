/** What one module's text says: its tree, scopes, imports, exports and the tables that analysis looks things up in. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ScopeManager, Variable } from '@typescript-eslint/scope-manager';
import type { Declarations } from './declarations.js';
import type { Lines } from './lines.js';

export type ImportBinding =
  | { readonly kind: 'named'; readonly source: string; readonly name: string }
  | { readonly kind: 'namespace'; readonly source: string }
  /** `const x = require('s')`, `const { name: x } = require('s')`, `import x = require('s')`. */
  | { readonly kind: 'require'; readonly source: string; readonly name?: string };

export type ExportBinding =
  | { readonly kind: 'local'; readonly name: string }
  /** `export default …`, `module.exports = …` (name `=`), `exports.x = …`. */
  | { readonly kind: 'node'; readonly node: TSESTree.Node }
  | { readonly kind: 'reexport'; readonly source: string; readonly name: string }
  | { readonly kind: 'reexport-namespace'; readonly source: string };

export type FunctionNode =
  TSESTree.ArrowFunctionExpression | TSESTree.FunctionDeclaration | TSESTree.FunctionExpression;

export interface Module {
  /** Absolute, forward slashes. */
  readonly path: string;
  /** Without byte order mark, so that offsets (UTF-16) equal ESLint's. */
  readonly text: string;
  /** Every node has `parent` and `range`; positions come from `lines`. */
  readonly program: TSESTree.Program;
  readonly scopes: ScopeManager;
  /** Identifier (reference or definition) → its variable. */
  readonly variables: ReadonlyMap<TSESTree.Node, Variable>;
  /** By local name, module level only. */
  readonly imports: ReadonlyMap<string, ImportBinding>;
  /** By exported name; `default`, and `=` for `module.exports = x`. */
  readonly exports: ReadonlyMap<string, ExportBinding>;
  /** Sources of `export * from`, `module.exports = require('s')`, `__exportStar(require('s'))`. */
  readonly exportAll: readonly string[];
  readonly classes: readonly (TSESTree.ClassDeclaration | TSESTree.ClassExpression)[];
  readonly functions: readonly FunctionNode[];
  /** By the callee's last name: `a.b.c()` → `c`, `new X()` → `X`. */
  readonly calls: ReadonlyMap<string, readonly (TSESTree.CallExpression | TSESTree.NewExpression)[]>;
  /** `this.x = …` by property; `this.#x` by `#x`. */
  readonly thisWrites: ReadonlyMap<string, readonly TSESTree.AssignmentExpression[]>;
  /** By the decorator's last name. */
  readonly decorators: ReadonlyMap<string, readonly TSESTree.Decorator[]>;
  readonly lines: Lines;
  readonly loops: readonly TSESTree.ForOfStatement[];
  /** What JSDoc tags say of its functions. */
  readonly declarations: Declarations;
  /** Syntax error, in words. The tree is empty then. */
  readonly problem: string | undefined;
}
