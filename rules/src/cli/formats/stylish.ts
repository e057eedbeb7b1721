/** The result for people: handler by handler, what a redelivery does, by which path, and what to do. */
import picocolors from 'picocolors';
import type { Place, Timeline } from '../../analysis/effect.js';
import { docsUrl, type Finding } from '../../findings.js';
import { clip, codeFrame } from '../frame.js';
import { remedyOf } from '../remedies.js';
import type { Report, Reported } from '../report.js';
import { relativePath, type HandlerJson, type ResultJson } from '../result.js';
import { count, duration, indent, wrap } from '../text.js';

type Colors = ReturnType<typeof picocolors.createColors>;

const MARGIN = 2;
const STEP = 4;
const MAX_LISTED = 20;

export function stylish(report: Report): string {
  const page = new Page(report);
  const lines = [
    '',
    ...page.findings(),
    ...page.safeHandlers(),
    ...page.problems(),
    ...page.docs(),
    ...page.summary(),
    '',
  ];
  return `${lines.join('\n')}\n`;
}

class Page {
  readonly #c: Colors;
  readonly #result: ResultJson;
  readonly #width: number;

  constructor(readonly report: Report) {
    this.#c = picocolors.createColors(report.color);
    this.#result = report.result;
    this.#width = Math.min(Math.max(report.columns, 60), 110) - MARGIN;
  }

  findings(): readonly string[] {
    const handlers = [...new Set(this.report.findings.map((f) => f.finding.timeline))];
    return handlers.flatMap((timeline) => {
      const own = this.report.findings.filter((f) => f.finding.timeline === timeline);
      return [this.#handlerLine(timeline), '', ...own.flatMap((f) => [...indent(this.#finding(f), MARGIN), ''])];
    });
  }

  #handlerLine({ handler }: Timeline): string {
    const c = this.#c;
    const source = handler.source === undefined ? '' : ` “${handler.source}”`;
    return `${c.bold(c.underline(this.#at(handler.place)))}  ${handlerName(handler)}${source}`;
  }

  #finding({ finding, severity }: Reported): readonly string[] {
    const c = this.#c;
    const mark = severity === 'error' ? c.red('✖ error') : c.yellow('⚠ warning');
    const message = finding.message.replace(finding.data['path'] ?? '', '');
    return [
      `${mark}  ${c.cyan(this.#at(finding.place, true))}  ${c.dim(finding.ruleId)}`,
      ...indent(
        wrap(message, this.#width - STEP).map((l) => c.bold(l)),
        MARGIN,
      ),
      '',
      ...indent(this.#frame(finding.place), MARGIN),
      ...indent(this.#path(finding), MARGIN),
      ...indent(this.#fixes(finding), MARGIN),
    ];
  }

  /** Each call on the way, and where it ends when that is another file. */
  #path(finding: Finding): readonly string[] {
    const c = this.#c;
    const far = finding.effect.module !== finding.place.module;
    if (finding.trace.length === 0 && !far) return [];
    const steps = finding.trace.map((frame) => ({ at: this.#at(frame), text: `${frame.text}()` }));
    const end = { at: this.#at(finding.effect), text: headOf(finding.effect) };
    const all = [...steps, end].filter(
      (s, i, list) => i === 0 || s.at !== list[i - 1]?.at || s.text !== list[i - 1]?.text,
    );
    const width = Math.max(...all.map((s) => s.at.length));
    const lines = all.map(
      ({ at, text }, i) => `${c.dim(i === 0 ? 'Path  ' : '    → ')}${c.cyan(at.padEnd(width))}  ${text}`,
    );
    return ['', ...lines, ...(far ? ['', ...this.#frame(finding.effect)] : [])];
  }

  #frame(place: Place): readonly string[] {
    return codeFrame(place, this.#width - STEP, this.report.color);
  }

  #fixes({ fixes }: Finding): readonly string[] {
    const lines = fixes.flatMap(({ title }) => {
      const [first = '', ...rest] = wrap(title, this.#width - STEP - 2);
      return [`${this.#c.green('▸')} ${first}`, ...rest.map((line) => `  ${line}`)];
    });
    return lines.length === 0 ? [] : ['', ...lines];
  }

  /** Where nothing was found, what was looked at. */
  safeHandlers(): readonly string[] {
    const { handlers } = this.#result;
    if (this.report.findings.length > 0 || handlers.length === 0) return [];
    const shown = handlers.slice(0, MAX_LISTED).map((h) => this.#safeHandler(h));
    const more = handlers.length - shown.length;
    return [...shown, ...(more > 0 ? [this.#c.dim(`  … and ${String(more)} more`)] : []), ''];
  }

  #safeHandler(handler: HandlerJson): string {
    const c = this.#c;
    const source = handler.source === undefined ? '' : ` “${handler.source}”`;
    const writes = handler.effects.filter((e) => e.kind !== 'read').length;
    const effects = c.dim(writes === 0 ? 'writes nothing we know of' : count(writes, 'effect'));
    return `${c.green('✔')} ${c.cyan(`${handler.file}:${String(handler.line)}`)}  ${handlerName(handler)}${source}  ${effects}`;
  }

  problems(): readonly string[] {
    const c = this.#c;
    const { problems } = this.#result;
    if (problems.length === 0) return [];
    const shown = problems.slice(0, MAX_LISTED).flatMap(({ file, message }) => `  ${c.cyan(file)}  ${message}`);
    const more = problems.length - shown.length;
    return [
      c.yellow('Not looked at in full'),
      ...shown,
      ...(more > 0 ? [c.dim(`  … and ${String(more)} more`)] : []),
      '',
    ];
  }

  /** Of each rule the general way out and its page, once. */
  docs(): readonly string[] {
    const c = this.#c;
    const ids = [...new Set(this.report.findings.map(({ finding }) => finding.ruleId))].sort();
    if (ids.length === 0) return [];
    const pages = ids.flatMap((id) => [
      `  ${c.bold(id)}`,
      ...indent(wrap(remedyOf(id), this.#width - STEP), STEP),
      `    ${c.dim(docsUrl(id))}`,
    ]);
    return [c.green('How to make it safe'), ...pages, ''];
  }

  summary(): readonly string[] {
    const c = this.#c;
    const { stats } = this.#result;
    const looked = `${count(stats.files, 'file')} in ${duration(stats.ms)}`;
    if (stats.handlers === 0) return this.#noHandler(looked);
    const handlers = count(stats.handlers, 'handler');
    if (this.report.findings.length === 0) {
      const verdict = 'nothing found that a second delivery would repeat or lose';
      return [`${c.green('✔')} ${c.bold(handlers)}: ${verdict} · ${looked}`];
    }
    const errors = this.report.findings.filter((f) => f.severity === 'error').length;
    const warnings = this.report.findings.length - errors;
    const found = [
      ...(errors > 0 ? [c.red(count(errors, 'error'))] : []),
      ...(warnings > 0 ? [c.yellow(count(warnings, 'warning'))] : []),
    ].join(', ');
    return [`${c.bold(`${handlers}, ${String(unsafeHandlers(this.#result))} unsafe`)} · ${found} · ${looked}`];
  }

  #noHandler(looked: string): readonly string[] {
    const words =
      'If messages are consumed here all the same, it is through a library or a wrapper that is not known yet: ' +
      'describe it in idempotent-consumer.config.js, a line is enough.';
    return [
      `${this.#c.bold('No message handler found')} · ${looked}`,
      ...wrap(words, this.#width).map((l) => this.#c.dim(l)),
    ];
  }

  #at(place: Place, column = false): string {
    const at = place.module.lines.at(place.node.range[0]);
    const file = relativePath(this.#result.root, place.module.path);
    return `${file}:${String(at.line)}${column ? `:${String(at.column + 1)}` : ''}`;
  }
}

/** The call as written, its arguments left out; of a catch, what it takes. */
function headOf({ module, node }: Place): string {
  const text = module.text.slice(node.range[0], node.range[1]).split('\n')[0] ?? '';
  if (node.type === 'CatchClause') return clip(text.replace(/\s*\{\s*$/, ''), 60);
  const [head = ''] = text.split('(');
  return clip(head === text ? text : `${head}()`, 60);
}

/** `bullmq Worker`; some libraries call their one style by their own name. */
function handlerName({ library, name }: { readonly library: string; readonly name: string }): string {
  return library === name ? library : `${library} ${name}`;
}

function unsafeHandlers({ handlers, findings }: ResultJson): number {
  return handlers.filter(
    (h) =>
      h.effects.some((e) => e.verdict === 'unsafe') ||
      findings.some((f) => f.handler.file === h.file && f.handler.line === h.line),
  ).length;
}
