/** How a result is printed: one file a format. */
import type { Report } from './report.js';
import { html } from './formats/html.js';
import { github } from './formats/github.js';
import { json } from './formats/json.js';
import { markdown } from './formats/markdown.js';
import { mermaid } from './formats/mermaid.js';
import { sarif } from './formats/sarif.js';
import { stylish } from './formats/stylish.js';

/** The whole text to print. */
export type Formatter = (report: Report) => string;

const formats = { stylish, json, sarif, github, markdown, html, mermaid } satisfies Record<string, Formatter>;

export type FormatName = keyof typeof formats;

export const formatNames = Object.keys(formats) as readonly FormatName[];

export function formatted(name: FormatName, report: Report): string {
  return formats[name](report);
}
