/** The result as data, for other programs. */
import type { Report } from '../report.js';

export function json({ result }: Report): string {
  return `${JSON.stringify(result)}\n`;
}
