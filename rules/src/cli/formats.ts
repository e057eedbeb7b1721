/** How a result is printed: one file a format. */
import type { Report } from './report.js';
import { json } from './formats/json.js';

/** The whole text to print. */
export type Formatter = (report: Report) => string;

const formats = { stylish: json, json } satisfies Record<string, Formatter>;

export type FormatName = keyof typeof formats;

export const formatNames = Object.keys(formats) as readonly FormatName[];

export function formatted(name: FormatName, report: Report): string {
  return formats[name](report);
}
