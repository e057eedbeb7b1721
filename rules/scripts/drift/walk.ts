/** A library's rows laid beside what its packages declare: each thing that a row names is looked for there. */
import type ts from 'typescript';
import type {
  CallModel,
  ExportModel,
  LibraryModel,
  MemberModel,
  RegistrationModel,
  TypeModel,
} from '../../src/models/model.js';
import { Bindings } from './bindings.js';
import type { Declarations } from './declarations.js';
import {
  awaited,
  best,
  constituents,
  isOpen,
  iterated,
  placeIn,
  propertyIn,
  signaturesOf,
  typesAt,
  type Verdict,
} from './options.js';
import { conditionsOf, constantsOf, optionsOf, pathText } from './row.js';

/** What became of everything that a library's rows name. `unseen`: nothing declared leads to the type it belongs to. */
export type Looked = ReadonlyMap<string, Verdict | 'unseen'>;

export function look(library: LibraryModel, declared: Declarations): Looked {
  return new Walk(library, declared).run();
}

class Walk {
  readonly #found = new Map<string, Verdict>();
  #isGuess = false;
  readonly #bindings: Bindings;
  readonly #checker: ts.TypeChecker;

  constructor(
    readonly library: LibraryModel,
    readonly declared: Declarations,
  ) {
    this.#checker = declared.checker;
    this.#bindings = new Bindings(declared.checker, new Set(Object.keys(library.types ?? {})));
  }

  run(): Looked {
    const { exports = {}, globals = {}, types = {}, annotations = {} } = this.library;
    for (const [name, model] of Object.entries(exports)) this.#export(name, model, this.declared.exported(name));
    for (const [name, model] of Object.entries(globals)) this.#export(name, model, this.declared.global(name));
    for (const [name, type] of Object.entries(annotations)) this.#named(name, type);
    this.#follow();
    // Where nothing leads to a type, one of the same name may be it, or be something else.
    this.#isGuess = true;
    for (const name of Object.keys(types)) if (!this.#bindings.has(name)) this.#named(name, name);
    this.#follow();
    for (const [name, model] of Object.entries(types)) this.#makers(name, model);
    const all = new Map<string, Verdict | 'unseen'>(this.#found);
    for (const [name, model] of Object.entries(types)) {
      if (this.#bindings.has(name)) continue;
      const things = [...Object.keys(model.members ?? {}), ...Object.keys(model.overrides ?? {})];
      for (const thing of things) all.set(`${name}.${thing}`, 'unseen');
    }
    return all;
  }

  #follow(): void {
    for (let next = this.#bindings.next(); next; next = this.#bindings.next()) {
      const model = this.library.types?.[next.name];
      if (model) this.#type(next.name, model, next.type);
    }
  }

  /** Options that were given where the receiver was made. */
  #makers(name: string, model: TypeModel): void {
    const signatures = this.#bindings.makers(name);
    if (signatures.length === 0) return;
    for (const path of optionsOf(Object.values(model.members ?? {}), 'receiver'))
      this.#note(`${name} made with (${pathText(path)})`, placeIn(this.#checker, signatures, path));
  }

  #note(thing: string, verdict: Verdict): void {
    const told = this.#isGuess && verdict === 'missing' ? 'open' : verdict;
    this.#found.set(thing, best(this.#found.get(thing) ?? 'missing', told));
  }

  /** A type of the rows that is exported by the same name, whatever leads to it. */
  #named(name: string, type: string): void {
    for (const symbol of this.declared.exported(name)) {
      for (const instance of this.declared.instanceTypes(symbol)) this.#bindings.add(type, instance);
    }
  }

  #export(name: string, model: ExportModel, symbols: readonly ts.Symbol[]): void {
    this.#note(name, symbols.length > 0 ? 'holds' : 'missing');
    for (const symbol of symbols) {
      const type = this.declared.valueType(symbol);
      this.#bindings.add(model.value, type);
      this.#bindings.add(model.static, type);
      this.#calls(name, model.call, type.getCallSignatures(), [type]);
      this.#calls(`new ${name}`, model.construct, type.getConstructSignatures(), [type]);
      if (model.class !== undefined) this.#class(model.class, symbol, type);
      if (model.decorator) this.#decorator(name, model.decorator, type);
      for (const handler of [model.annotatedHandler, model.annotatedParameter])
        if (handler) this.#annotated(handler, symbol, handler === model.annotatedParameter);
      for (const [inner, row] of Object.entries(model.namespace ?? {}))
        this.#export(`${name}.${inner}`, row, this.declared.within(symbol, inner));
    }
  }

  #class(name: string, symbol: ts.Symbol, value: ts.Type): void {
    for (const instance of this.declared.instanceTypes(symbol)) this.#bindings.add(name, instance);
    this.#bindings.made(name, value.getConstructSignatures());
    this.#bindings.add(this.library.types?.[name]?.staticMembers, value);
  }

  #decorator(name: string, model: NonNullable<ExportModel['decorator']>, type: ts.Type): void {
    const signatures = type.getCallSignatures();
    this.#note(`@${name}`, signatures.length > 0 ? 'holds' : isOpen(type) ? 'open' : 'missing');
    for (const path of optionsOf(model, 'call')) this.#option(`@${name}`, path, signatures, [type]);
  }

  /** A function type, or the type of a function's first parameter. */
  #annotated(row: RegistrationModel, symbol: ts.Symbol, ofParameter: boolean): void {
    const types = this.declared.instanceTypes(symbol);
    if (ofParameter) for (const type of types) this.#bindings.add(row.parameters[0]?.type, type);
    else this.#parameters(row, types);
  }

  #type(name: string, model: TypeModel, type: ts.Type): void {
    this.#calls(`${name}()`, model.call, signaturesOf(this.#checker, [type]), [type], name);
    for (const [member, row] of Object.entries(model.members ?? {}))
      this.#member(`${name}.${member}`, member, row, type);
    for (const [member, row] of Object.entries(model.overrides ?? {})) {
      this.#note(`${name}.${member}`, propertyIn(this.#checker, type, member));
      this.#parameters(row, this.#property(type, member));
    }
    for (const element of iterated(this.#checker, type)) {
      this.#bindings.add(model.element, element);
      this.#bindings.add(model.iterate?.parameters[0]?.type, element);
    }
    if (model.anyMember)
      for (const p of type.getProperties().slice(0, 40))
        this.#memberFacts(`${name}.*`, model.anyMember, [this.#checker.getTypeOfSymbol(p)], false);
    if (model.extends !== undefined) this.#bindings.add(model.extends, type);
  }

  #property(type: ts.Type, name: string): readonly ts.Type[] {
    const property = type.getProperty(name);
    return property ? [this.#checker.getTypeOfSymbol(property)] : [];
  }

  #member(label: string, name: string, row: MemberModel, type: ts.Type): void {
    this.#note(label, propertyIn(this.#checker, type, name));
    this.#memberFacts(label, row, this.#property(type, name), true);
  }

  #memberFacts(label: string, row: MemberModel, types: readonly ts.Type[], noted: boolean): void {
    for (const type of types) this.#bindings.add(row.type, type);
    if (noted && row.constant !== undefined) {
      const declared = types.flatMap((type) => constantsOf(this.#checker, type));
      if (declared.length > 0)
        this.#note(`${label} = ${String(row.constant)}`, declared.includes(row.constant) ? 'holds' : 'missing');
    }
    this.#calls(label, row.call, signaturesOf(this.#checker, types), noted ? types : [], label.split('.')[0]);
    if (row.register) this.#parameters(row.register, types);
  }

  /** @param types what is called; none where nothing shall be noted */
  #calls(
    label: string,
    call: CallModel | readonly CallModel[] | undefined,
    signatures: readonly ts.Signature[],
    types: readonly ts.Type[],
    self?: string,
  ): void {
    const rows = call === undefined ? [] : ([call].flat() as readonly CallModel[]);
    for (const row of rows) {
      if (types.length > 0) {
        for (const path of optionsOf(row, 'call')) this.#option(label, path, signatures, types);
        for (const { at, value } of conditionsOf(row)) this.#constant(label, at, value, signatures);
      }
      const isBuilder = this.#isThenable(row.returns === 'this' ? self : row.returns);
      const results = signatures.flatMap((signature) => {
        const given = signature.getReturnType();
        return [...(isBuilder ? [given] : []), awaited(this.#checker, given)];
      });
      for (const result of results) {
        this.#bindings.add(row.returns === 'this' ? self : row.returns, result);
        this.#bindings.add(row.receives?.type, result);
      }
      if (row.returns !== undefined && row.returns !== 'this') this.#bindings.made(row.returns, signatures);
      this.#functions(row, signatures);
    }
  }

  /** Is what a call gives a description that is only run when it is awaited? Its members are those before that. */
  #isThenable(name: string | undefined): boolean {
    const type = name === undefined ? undefined : this.library.types?.[name];
    return type !== undefined && (type.thenable === true || this.#isThenable(type.extends));
  }

  /** What the functions among the arguments are given. */
  #functions(row: CallModel, signatures: readonly ts.Signature[]): void {
    const at = (path: CallPath): readonly ts.Type[] => (path ? typesAt(this.#checker, signatures, path) : []);
    for (const { at: path, parameters } of row.callbacks ?? []) this.#given(parameters ?? [], at(path));
    for (const registered of row.register ? [row.register, ...(row.register.also ?? [])] : [])
      this.#parameters(registered, at(registered.handler));
    if (row.transaction) this.#given([{ type: row.transaction.client }], at(row.transaction.at));
    if (row.describes) this.#given([{ type: row.describes.parameter }], at(row.describes.at));
  }

  #parameters(row: RegistrationModel, functions: readonly ts.Type[]): void {
    this.#given(row.parameters, functions);
  }

  #given(parameters: readonly { readonly type?: string | undefined }[], functions: readonly ts.Type[]): void {
    const signatures = signaturesOf(this.#checker, functions);
    for (const [i, { type }] of parameters.entries()) {
      if (type === undefined) continue;
      for (const found of typesAt(this.#checker, signatures, [i])) this.#bindings.add(type, found);
    }
  }

  #option(
    label: string,
    path: readonly [number, ...string[]],
    signatures: readonly ts.Signature[],
    types: readonly ts.Type[],
  ): void {
    const open = signatures.length === 0 && types.some((type) => constituents(this.#checker, type).some(isOpen));
    this.#note(`${label}(${pathText(path)})`, open ? 'open' : placeIn(this.#checker, signatures, path));
  }

  /** Event names and the like, where the signatures name those that there are. */
  #constant(
    label: string,
    at: readonly [number, ...string[]],
    value: unknown,
    signatures: readonly ts.Signature[],
  ): void {
    const declared = typesAt(this.#checker, signatures, at).flatMap((type) => constantsOf(this.#checker, type));
    if (declared.length === 0 || declared.includes(undefined)) return;
    this.#note(`${label}(${pathText(at)}: ${String(value)})`, declared.includes(value as string) ? 'holds' : 'missing');
  }
}

type CallPath = readonly [number, ...string[]] | undefined;
