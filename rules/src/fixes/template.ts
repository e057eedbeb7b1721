/** Templates of the models, filled and laid out as the user would write them. */
import type { TSESTree } from '@typescript-eslint/types';
import { propertyName } from '../analysis/ast.js';
import type { RepairTemplate } from '../analysis/effect.js';
import type { Module } from '../project/module.js';
import { moved, type Style, styleOf, textOf } from './style.js';

/** Fills a hole with code: a node of the user's text, or text of our own; undefined when there is nothing to fill it with. */
export type Holes = (name: string) => TSESTree.Node | string | undefined;

const HOLE = /^<([^<>]+)>$/;
const HOLES = /<([^<>]+)>/g;

/** Columns a line may have. */
export const WIDTH = 120;

export class TemplateWriter {
  readonly style: Style;
  /** Nodes that stand in the result by themselves; `'...'` leaves them out. */
  readonly #taken = new Set<TSESTree.Node>();

  constructor(
    readonly module: Module,
    readonly holes: Holes,
  ) {
    this.style = styleOf(module);
  }

  /**
   * The template as code whose first line is indented by `indent`.
   * @param width columns used before it on that line; 0 = any width will do
   * @param broken an object is written over several lines
   */
  write(template: RepairTemplate, indent: string, width = 0, broken = false): string | undefined {
    if (typeof template === 'string') return this.#code(template, indent);
    if (typeof template !== 'object') return String(template);
    if (Array.isArray(template)) return this.list(template as readonly RepairTemplate[], indent, '[', ']', width);
    this.#take(template);
    const inner = indent + this.style.unit;
    const entries: string[] = [];
    for (const [name, value] of Object.entries(template as Readonly<Record<string, RepairTemplate>>)) {
      const written = name === '...' ? this.spread(value, inner) : this.#property(name, value, inner);
      if (!written) return undefined;
      entries.push(...written);
    }
    return this.#layout(entries, indent, '{', '}', width, broken);
  }

  /** A list of arguments or elements in its brackets. */
  list(
    templates: readonly RepairTemplate[],
    indent: string,
    open: string,
    close: string,
    width: number,
    broken = false,
  ): string | undefined {
    const given = templates.filter((t, i) => i < templates.length - 1 || !this.#isAbsent(t));
    for (const template of given) this.#take(template);
    const [only] = given;
    if (given.length === 1 && only !== undefined) {
      const text = this.write(only, indent, width + 1, broken);
      return text === undefined ? undefined : `${open}${text}${close}`;
    }
    const texts = given.map((t) => this.write(t, indent + this.style.unit));
    return texts.every((t) => t !== undefined) ? this.#layout(texts, indent, open, close, width) : undefined;
  }

  /** Properties of what a hole holds, less those that stand elsewhere; none where it holds nothing. */
  spread(template: RepairTemplate, indent: string): readonly string[] | undefined {
    const hole = typeof template === 'string' ? HOLE.exec(template)?.[1] : undefined;
    if (hole === undefined) return undefined;
    const node = this.holes(hole);
    if (node === undefined) return [];
    if (typeof node === 'string') return [`...${node}`];
    if (node.type !== 'ObjectExpression') return [`...${textOf(this.module, node)}`];
    if (hasComments(this.module, node)) return undefined;
    return node.properties
      .filter((p) => p.type !== 'Property' || !this.#taken.has(p.value))
      .map((p) => moved(this.module, p, indent));
  }

  #property(name: string, value: RepairTemplate, indent: string): readonly string[] | undefined {
    const text = this.write(value, indent);
    if (text === undefined) return undefined;
    return [text === name ? name : `${name}: ${text}`];
  }

  #code(template: string, indent: string): string | undefined {
    const whole = HOLE.exec(template)?.[1];
    if (whole !== undefined) {
      const value = this.holes(whole);
      return value === undefined || typeof value === 'string' ? value : moved(this.module, value, indent);
    }
    if ([...template.matchAll(HOLES)].some(([, name = '']) => this.holes(name) === undefined)) return undefined;
    return template.replaceAll("'", this.style.quote).replace(HOLES, (_, name: string) => {
      const value = this.holes(name);
      return value === undefined || typeof value === 'string' ? (value ?? '') : textOf(this.module, value);
    });
  }

  #isAbsent(template: RepairTemplate): boolean {
    const hole = typeof template === 'string' ? HOLE.exec(template)?.[1] : undefined;
    return hole !== undefined && /^\d/.test(hole) && this.holes(hole) === undefined;
  }

  #take(template: RepairTemplate): void {
    if (typeof template === 'string') {
      const node = this.holes(HOLE.exec(template)?.[1] ?? '');
      if (node !== undefined && typeof node !== 'string') this.#taken.add(node);
    } else if (typeof template === 'object') {
      for (const [name, value] of Object.entries(template)) if (name !== '...') this.#take(value);
    }
  }

  #layout(
    entries: readonly string[],
    indent: string,
    open: string,
    close: string,
    width: number,
    broken = false,
  ): string {
    const pad = open === '{' && entries.length > 0 ? this.style.pad : '';
    const line = `${open}${pad}${entries.join(', ')}${pad}${close}`;
    if (!broken && !line.includes('\n') && (width === 0 || width + line.length <= WIDTH)) return line;
    const { eol, unit, trailingComma } = this.style;
    const lines = entries.map((e) => `${eol}${indent}${unit}${e}`).join(',');
    return `${open}${lines}${trailingComma ? ',' : ''}${eol}${indent}${close}`;
  }
}

/** Is anything but properties and commas written between the braces? */
export function hasComments(module: Module, node: TSESTree.ObjectExpression | TSESTree.CallExpression): boolean {
  const parts: readonly TSESTree.Node[] = node.type === 'ObjectExpression' ? node.properties : node.arguments;
  let at = node.type === 'ObjectExpression' ? node.range[0] + 1 : (parts[0]?.range[0] ?? node.range[1]);
  for (const part of parts) {
    if (/\/[/*]/.test(module.text.slice(at, part.range[0]))) return true;
    at = part.range[1];
  }
  return /\/[/*]/.test(module.text.slice(at, node.range[1]));
}

/** The node at a path of property names in an object literal, or the node itself. */
export function nodeAt(node: TSESTree.Node | undefined, path: readonly string[]): TSESTree.Node | undefined {
  let at = node;
  for (const name of path) {
    if (at?.type !== 'ObjectExpression') return undefined;
    const property = at.properties.find(
      (p): p is TSESTree.Property => p.type === 'Property' && propertyName(p) === name,
    );
    at = property?.value;
  }
  return at;
}
