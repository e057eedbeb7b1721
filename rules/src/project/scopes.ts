/** Scopes and variables of a module: most modules are asked for what they import and export only. */
import type { TSESTree } from '@typescript-eslint/types';
import { analyze, type ScopeManager, type Variable } from '@typescript-eslint/scope-manager';
import { visitorKeys } from '@typescript-eslint/visitor-keys';

/** The scopes of one tree, found when first asked for. */
export class Scopes {
  #manager: ScopeManager | undefined;
  #variables: ReadonlyMap<TSESTree.Node, Variable> | undefined;

  /**
   * @param program with parents
   * @param empty what is read instead of a tree that has no scopes
   * @param onProblem told why a tree has none
   */
  constructor(
    private readonly program: TSESTree.Program,
    private readonly empty: () => TSESTree.Program,
    private readonly onProblem: (error: unknown) => void,
  ) {}

  get manager(): ScopeManager {
    return (this.#manager ??= this.#analysed());
  }

  /** Identifier (reference or definition) → its variable. */
  get variables(): ReadonlyMap<TSESTree.Node, Variable> {
    return (this.#variables ??= variablesOf(this.manager));
  }

  #analysed(): ScopeManager {
    try {
      return scopesOf(this.program);
    } catch (error) {
      this.onProblem(error);
      return scopesOf(this.empty());
    }
  }
}

function scopesOf(program: TSESTree.Program): ScopeManager {
  return analyze(program, { sourceType: 'module', lib: [], childVisitorKeys: visitorKeys });
}

function variablesOf(scopes: ScopeManager): ReadonlyMap<TSESTree.Node, Variable> {
  const found = new Map<TSESTree.Node, Variable>();
  for (const scope of scopes.scopes) {
    for (const variable of scope.variables) {
      for (const identifier of variable.identifiers) found.set(identifier, variable);
      for (const reference of variable.references) found.set(reference.identifier, variable);
    }
  }
  return found;
}
