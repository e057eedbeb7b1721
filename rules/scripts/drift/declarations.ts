/** What packages declare, asked of the TypeScript API. Nothing of them is run. */
import { join } from 'node:path';
import ts from 'typescript';

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2023.d.ts', 'lib.esnext.d.ts', 'lib.dom.d.ts'],
  types: ['node'],
  strict: true,
  skipLibCheck: true,
  noEmit: true,
  esModuleInterop: true,
  // Packages without types: what the compiler makes out of their JavaScript.
  allowJs: true,
  maxNodeModuleJsDepth: 2,
};

const EXPORT_EQUALS = ts.escapeLeadingUnderscores('export=');
const DEFAULT = ts.escapeLeadingUnderscores('default');

const shared = new Map<string, ts.SourceFile | undefined>();

/** One folder's packages, as a file there that imports all of `specifiers` sees them. */
export class Declarations {
  readonly checker: ts.TypeChecker;
  readonly #modules = new Map<string, ts.Symbol | undefined>();
  readonly #probe: ts.SourceFile;

  /** @param environment a package whose types are the globals, in place of a browser's */
  constructor(folder: string, specifiers: readonly string[], environment?: string) {
    const path = join(folder, 'probe.ts');
    const text = specifiers.map((s, i) => `import * as m${String(i)} from ${JSON.stringify(s)};`).join('\n');
    const probe = ts.createSourceFile(path, `${text}\nexport {};\n`, ts.ScriptTarget.ES2023, true);
    const lib = OPTIONS.lib?.filter((name) => !name.includes('dom')) ?? [];
    const options = environment === undefined ? OPTIONS : { ...OPTIONS, lib, types: [environment] };
    const program = ts.createProgram({ rootNames: [path], options, host: hostWith(probe, options) });
    this.checker = program.getTypeChecker();
    this.#probe = probe;
    for (const [i, specifier] of specifiers.entries()) {
      const statement = probe.statements[i];
      if (!statement || !ts.isImportDeclaration(statement)) continue;
      this.#modules.set(specifier, this.checker.getSymbolAtLocation(statement.moduleSpecifier));
    }
  }

  /** Those that lead to nothing that can be read. */
  get unresolved(): readonly string[] {
    return [...this.#modules].flatMap(([specifier, symbol]) => (symbol ? [] : [specifier]));
  }

  /** Everything that is exported under the name; `default` and `*` as in the rows. */
  exported(name: string): readonly ts.Symbol[] {
    const found = [...this.#modules.values()].flatMap((module) => (module ? this.#exportedBy(module, name) : []));
    return [...new Set(found.map((symbol) => this.#origin(symbol)))];
  }

  #exportedBy(module: ts.Symbol, name: string): readonly ts.Symbol[] {
    const assigned = module.exports?.get(EXPORT_EQUALS);
    const byDefault = module.exports?.get(DEFAULT);
    if (name === '*') return [assigned ?? module, ...(byDefault ? [byDefault] : [])];
    if (name === 'default') return [byDefault ?? assigned].filter((s) => s !== undefined);
    const own = this.checker.getExportsOfModule(module).filter((symbol) => symbol.name === name);
    if (own.length > 0) return own;
    // `import x from 'pkg'; x.name`: what hangs on the default export.
    const hanging = (byDefault ?? assigned) && this.#origin((byDefault ?? assigned) as ts.Symbol);
    const value = hanging && this.checker.getTypeOfSymbol(hanging).getProperty(name);
    return [value, hanging?.exports?.get(ts.escapeLeadingUnderscores(name))].filter((s) => s !== undefined);
  }

  /** A global variable, class or type of that name. */
  global(name: string): readonly ts.Symbol[] {
    const all = (ts.SymbolFlags.Value | ts.SymbolFlags.Type) as ts.SymbolFlags;
    return this.checker.getSymbolsInScope(this.#probe, all).filter((symbol) => symbol.name === name);
  }

  /** Members of an exported object or namespace. */
  within(symbol: ts.Symbol, name: string): readonly ts.Symbol[] {
    const inner = symbol.exports?.get(ts.escapeLeadingUnderscores(name));
    const property = this.valueType(symbol).getProperty(name);
    return [inner, property].filter((s) => s !== undefined).map((s) => this.#origin(s));
  }

  /** The type of the exported value: of a class the class itself. */
  valueType(symbol: ts.Symbol): ts.Type {
    return this.checker.getTypeOfSymbol(symbol);
  }

  /** What `x: X` and `new X()` give. */
  instanceTypes(symbol: ts.Symbol): readonly ts.Type[] {
    const declared =
      symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias)
        ? [this.checker.getDeclaredTypeOfSymbol(symbol)]
        : [];
    const made = symbol.flags & ts.SymbolFlags.Value ? this.valueType(symbol).getConstructSignatures() : [];
    return [...declared, ...made.map((signature) => signature.getReturnType())];
  }

  #origin(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
  }
}

/** The language's own libraries are read once for all programs. */
function hostWith(probe: ts.SourceFile, options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options, true);
  const read = host.getSourceFile.bind(host);
  const library = ts.getDefaultLibFilePath(options).replace(/[^/]+$/, '');
  host.getSourceFile = (path, ...rest) => {
    if (path === probe.fileName) return probe;
    if (!path.startsWith(library)) return read(path, ...rest);
    if (!shared.has(path)) shared.set(path, read(path, ...rest));
    return shared.get(path);
  };
  const exists = host.fileExists.bind(host);
  host.fileExists = (path) => path === probe.fileName || exists(path);
  return host;
}
