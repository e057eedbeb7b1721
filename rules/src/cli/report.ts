/** What a formatter gets: the result as data, and what only people need. */
import type { Finding, Severity } from '../findings.js';
import type { Picture } from '../picture/picture.js';
import type { ResultJson } from './result.js';

export interface Reported {
  readonly finding: Finding;
  readonly severity: Severity;
}

export interface Report {
  readonly result: ResultJson;
  /** In the order of `result.findings`. */
  readonly findings: readonly Reported[];
  /** Of each handler, in the order of `result.handlers`; drawn up when asked for. */
  readonly pictures: () => readonly Picture[];
  readonly color: boolean;
  /** The tool's own version. */
  readonly version: string;
  readonly cwd: string;
  /** Width of the terminal. */
  readonly columns: number;
}
