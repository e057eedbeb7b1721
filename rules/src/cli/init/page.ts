/** The configuration file that `init` writes. */
import { describeEffect, positionOf } from '../../analysis/describe.js';
import type { Timeline } from '../../analysis/effect.js';
import { relativePath } from '../result.js';
import { count, wrap } from '../text.js';
import { isAwaitedUnknown, isWrite, type Suggestion, type Survey } from './survey.js';

const WIDTH = 110;
const MAX_EFFECTS = 3;

/**
 * @param root absolute path of the project, which paths are shown from
 * @param isModule does the file export as an ES module does, or as CommonJS?
 */
export function configPage(survey: Survey, root: string, isModule: boolean): string {
  const comment = ['What idempotent-consumer has to be told about this repository.', '', ...found(survey)];
  const lines = [
    '/**',
    ...comment.map((line) => (line === '' ? ' *' : ` * ${line}`)),
    ' *',
    " * @type {import('eslint-plugin-idempotent-consumer').UserConfig}",
    ' */',
    isModule ? 'export default {' : 'module.exports = {',
    ...handlers(survey.suggestions, root),
    '};',
  ];
  return `${lines.join('\n')}\n`;
}

function found({ handlers, stores, services, silent }: Survey): readonly string[] {
  const all = handlers.map(([library, n]) => `${library} (${String(n)})`);
  return [
    ...wrap(`Handlers found without it: ${listed(all)}.`, WIDTH),
    ...wrap(`They write through: ${listed(stores)}. They send through: ${listed(services)}.`, WIDTH),
    ...(silent.length === 0 ? [] : wrap(`Imported, but no handler of theirs was found: ${listed(silent)}.`, WIDTH)),
  ];
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}

function handlers(suggestions: readonly Suggestion[], root: string): readonly string[] {
  if (suggestions.length === 0)
    return ['  // No package was seen that hands messages on and is not understood.', '  handlers: [],'];
  return [
    '  // These packages are given functions of yours, and their source is not at hand. Where one calls the function once',
    '  // per message, take its row in (remove the //) and see what is found; delete the others.',
    '  handlers: [',
    ...suggestions.flatMap((suggestion) => [
      ...comment(suggestion, root).map((line) => `    // ${line}`),
      `    // ${rowText(suggestion)},`,
    ]),
    '  ],',
  ];
}

/** `src/orders/listener.ts:12 and 2 more: the write to “orders”, the e-mail` */
function comment({ timelines }: Suggestion, root: string): readonly string[] {
  const [first] = timelines;
  if (!first) return [];
  const { registration } = first.handler;
  const at = `${relativePath(root, registration.module.path)}:${String(positionOf(registration).line)}`;
  const others = timelines.length > 1 ? ` and ${count(timelines.length - 1, 'other place')}` : '';
  return wrap(`${at}${others}: ${effects(timelines)}`, WIDTH - 7);
}

function effects(timelines: readonly Timeline[]): string {
  const events = timelines.flatMap((t) => t.events);
  const writes = events.filter(isWrite).map(describeEffect);
  const unknown = events.flatMap((e) =>
    e.type === 'unknown' && isAwaitedUnknown(e) ? [`${e.text}(), whatever it does`] : [],
  );
  const words = [...new Set([...writes, ...unknown])];
  const shown = words.slice(0, MAX_EFFECTS);
  const rest = words.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${String(rest)} more` : shown.join(', ');
}

function rowText({ row }: Suggestion): string {
  const fields = Object.entries(row).map(
    ([name, value]) => `${name}: ${typeof value === 'string' ? quoted(value) : JSON.stringify(value)}`,
  );
  return `{ ${fields.join(', ')} }`;
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
