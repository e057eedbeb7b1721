/** Is a value of the form its types describe? What is wrong is said with the field's name. */

export type Shape =
  | 'string'
  | 'number'
  | 'boolean'
  | { readonly values: readonly (string | number | boolean | null)[] }
  /** A position among arguments and property names. */
  | { readonly path: true }
  | { readonly list: Shape }
  | { readonly record: Shape }
  | { readonly shape: string }
  | { readonly fields: Fields }
  /** Told apart by what kind of JavaScript value each takes. */
  | { readonly any: readonly Shape[] };

export type Fields = Readonly<Record<string, { readonly is: Shape; readonly required?: true }>>;
export type Shapes = Readonly<Record<string, Shape>>;

/** What is wrong with `value`, a sentence a fault; nothing when it has the form `name`. */
export function faultsOf(value: unknown, name: string, shapes: Shapes): readonly string[] {
  return new Validator(shapes).check(value, { shape: name }, '');
}

class Validator {
  constructor(readonly shapes: Shapes) {}

  check(value: unknown, shape: Shape, at: string): readonly string[] {
    if (typeof shape === 'string') return typeof value === shape ? [] : [expected(at, shape, value)];
    if ('shape' in shape) return this.check(value, this.#named(shape.shape), at);
    if ('values' in shape) return checkValue(value, shape.values, at);
    if ('path' in shape) return isPath(value) ? [] : [expected(at, PATH, value)];
    if ('any' in shape) return this.#choice(value, shape.any, at);
    if ('list' in shape) {
      if (!Array.isArray(value)) return [expected(at, 'a list', value)];
      return value.flatMap((element, i) => this.check(element, shape.list, `${at}[${String(i)}]`));
    }
    if (!isObject(value)) return [expected(at, 'an object', value)];
    if ('record' in shape)
      return Object.entries(value).flatMap(([key, element]) => this.check(element, shape.record, below(at, key)));
    return this.#fields(value, shape.fields, at);
  }

  #named(name: string): Shape {
    return this.shapes[name] ?? { fields: {} };
  }

  #fields(value: Readonly<Record<string, unknown>>, fields: Fields, at: string): readonly string[] {
    const unknown = Object.keys(value)
      .filter((key) => !Object.hasOwn(fields, key))
      .map((key) => `${below(at, key)}: there is no such field. ${suggestion(key, Object.keys(fields))}`);
    const wrong = Object.entries(fields).flatMap(([key, field]) => {
      if (value[key] !== undefined) return this.check(value[key], field.is, below(at, key));
      return field.required ? [`${below(at, key)}: is missing. It must be ${this.#described(field.is)}.`] : [];
    });
    return [...unknown, ...wrong];
  }

  /** The alternative that takes this kind of value speaks; where none does, all are named. */
  #choice(value: unknown, shapes: readonly Shape[], at: string): readonly string[] {
    const fitting = shapes.filter((shape) => this.#kindsOf(shape).includes(kindOf(value)));
    const attempts = fitting.map((shape) => this.check(value, shape, at));
    const best = attempts.find((faults) => faults.length === 0) ?? attempts[0];
    return best ?? [expected(at, shapes.map((shape) => this.#described(shape)).join(' or '), value)];
  }

  /** Kinds of JavaScript value that may have the form. */
  #kindsOf(shape: Shape): readonly string[] {
    if (typeof shape === 'string') return [shape];
    if ('shape' in shape) return this.#kindsOf(this.#named(shape.shape));
    if ('values' in shape) return shape.values.map(kindOf);
    if ('any' in shape) return shape.any.flatMap((s) => this.#kindsOf(s));
    return ['path' in shape || 'list' in shape ? 'list' : 'object'];
  }

  #described(shape: Shape): string {
    if (typeof shape === 'string') return `a ${shape}`;
    if ('values' in shape) return `one of ${shape.values.map(shown).join(', ')}`;
    if ('path' in shape) return PATH;
    if ('list' in shape) return 'a list';
    if ('any' in shape) return shape.any.map((s) => this.#described(s)).join(' or ');
    return 'an object';
  }
}

const PATH = "a list of an argument's position and property names, such as [0, 'key']";

function checkValue(
  value: unknown,
  values: readonly (string | number | boolean | null)[],
  at: string,
): readonly string[] {
  if (values.some((v) => v === value)) return [];
  const hint =
    typeof value === 'string'
      ? suggestion(
          value,
          values.filter((v) => typeof v === 'string'),
        )
      : '';
  return [
    `${at}: ${shown(value)} is not known here. ${hint === '' ? `It is one of ${values.map(shown).join(', ')}.` : hint}`,
  ];
}

function isPath(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  const [first, ...rest] = value as readonly unknown[];
  return Number.isInteger(first) && rest.every((step) => typeof step === 'string');
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return kindOf(value) === 'object';
}

function below(at: string, key: string): string {
  const step = /^[\w$]+$/.test(key) ? key : `['${key}']`;
  return at === '' || step.startsWith('[') ? at + step : `${at}.${step}`;
}

function expected(at: string, what: string, value: unknown): string {
  const described = /^(?:an? |one of )/.test(what) ? what : `a ${what}`;
  return `${at === '' ? 'The configuration' : `${at}:`} must be ${described}, not ${shown(value)}.`;
}

function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function (rows are data)';
  if (Array.isArray(value)) return JSON.stringify(value);
  return typeof value === 'object' && value !== null
    ? 'an object'
    : typeof value === 'string'
      ? `'${value}'`
      : String(value);
}

/** The nearest name, where one is near; else all of them. */
function suggestion(name: string, known: readonly string[]): string {
  const near = known
    .map((k) => ({ k, distance: editDistance(name.toLowerCase(), k.toLowerCase()) }))
    .filter(({ k, distance }) => distance <= Math.max(1, Math.floor(k.length / 3)))
    .sort((a, b) => a.distance - b.distance)[0];
  return near ? `Did you mean '${near.k}'?` : `There are ${known.map((k) => `'${k}'`).join(', ')}.`;
}

/** Letters to add, drop, change or swap with their neighbour. */
function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Infinity;
  for (let i = 1; i <= a.length; i++) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j++) {
      const change = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : Infinity;
      rows[i]?.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, change, swap));
    }
  }
  return at(a.length, b.length);
}
