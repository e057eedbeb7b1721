/** How a finding, its repairs and the end of it look on the terminal. */
import { structuredPatch } from 'diff';
import picocolors from 'picocolors';
import type { Reported } from '../report.js';
import { relativePath } from '../result.js';
import { count, indent, wrap } from '../text.js';
import type { FileChange } from './changes.js';

/** Unchanged lines around a change. */
const CONTEXT = 2;
const MARGIN = 2;

export interface Tally {
  repaired: number;
  skipped: number;
  /** Findings with a repair that must not be made, each with the reason. */
  readonly refused: string[];
}

export class FixPage {
  readonly #c: ReturnType<typeof picocolors.createColors>;

  /**
   * @param root absolute path that shown paths are relative to
   * @param columns width of the terminal
   */
  constructor(
    readonly root: string,
    color: boolean,
    readonly columns: number,
  ) {
    this.#c = picocolors.createColors(color);
  }

  finding({ finding, severity }: Reported): string {
    const c = this.#c;
    const { line, column } = finding.place.module.lines.at(finding.place.node.range[0]);
    const at = `${this.#path(finding.place.module.path)}:${String(line)}:${String(column + 1)}`;
    const mark = severity === 'error' ? c.red('✖ error') : c.yellow('⚠ warning');
    const message = wrap(finding.message, Math.min(this.columns, 110) - MARGIN).map((text) => c.bold(text));
    return page([`${mark}  ${c.cyan(at)}  ${c.dim(finding.ruleId)}`, ...indent(message, MARGIN)]);
  }

  repair(title: string, changes: readonly FileChange[]): string {
    return page(['', `${this.#c.green('▸')} ${title}`, ...changes.flatMap((change) => this.#diff(change))]);
  }

  #diff({ path, before, after }: FileChange): readonly string[] {
    const c = this.#c;
    const { hunks } = structuredPatch(path, path, before ?? '', after, '', '', { context: CONTEXT });
    const lines = hunks.flatMap((hunk) => [
      c.dim(this.#path(path) + (before === undefined ? ' (new file)' : `:${String(hunk.oldStart)}`)),
      ...hunk.lines.map((raw) => {
        const line = raw.replace(/\r$/, '');
        if (line.startsWith('+')) return c.green(line);
        return line.startsWith('-') ? c.red(line) : c.dim(line);
      }),
    ]);
    return indent(lines, MARGIN);
  }

  done(changes: readonly FileChange[]): string {
    return page([`${this.#c.green('✔')} ${changes.map(({ path }) => this.#path(path)).join(', ')}`, '']);
  }

  refused(reason: string): string {
    return page([`${this.#c.yellow('–')} Not offered. ${reason.replaceAll(`${this.root}/`, '')}`, '']);
  }

  /** @param left findings that no repair fits */
  end({ repaired, skipped, refused }: Tally, left: number, isDryRun: boolean): string {
    const c = this.#c;
    const parts = [
      c.bold(`${count(repaired, 'finding')} ${isDryRun ? 'can be repaired' : 'repaired'}`),
      ...(skipped > 0 ? [`${String(skipped)} skipped`] : []),
      ...(refused.length > 0 ? [`${String(refused.length)} not offered`] : []),
      ...(left > 0 ? [`${String(left)} without a repair`] : []),
    ];
    return page([parts.join(' · ')]);
  }

  #path(path: string): string {
    return relativePath(this.root, path);
  }
}

function page(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
