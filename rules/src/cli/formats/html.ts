/** A page for a whole repository: every handler with its timeline, in one file that loads nothing. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { docsUrl } from '../../findings.js';
import { drawPicture } from '../../picture/drawing/draw.js';
import { element, escaped } from '../../picture/drawing/markup.js';
import type { Picture, PicturePlace } from '../../picture/picture.js';
import { english } from '../../picture/words.js';
import { addressOf } from '../addresses.js';
import { codeFrame } from '../frame.js';
import type { Report, Reported } from '../report.js';
import type { FindingJson, HandlerJson } from '../result.js';
import { count } from '../text.js';

const FRAME_WIDTH = 110;

/** What is said of a handler without findings. */
const WITHOUT = { unsafe: 'silenced by a comment', safe: 'safe', unknown: 'not to be told' } as const;

export function html(report: Report): string {
  const style = `${asset('timeline.css')}\n${asset('report.css')}`;
  const script = `${asset('timeline.js')}\n${asset('report.js')}`;
  const policy = `default-src 'none'; style-src '${digest(style)}'; script-src '${digest(script)}'; base-uri 'none'; form-action 'none'`;
  const pictures = report.pictures();
  const unsafe = pictures.filter((p, i) => isUnsafe(p, report.result.handlers[i], report)).length;
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">',
    `<title>Idempotent Consumer: ${escaped(posix.basename(report.result.root))}</title>`,
    `<style>${style}</style></head><body>`,
    top(report, unsafe),
    element('main', {}, ...pictures.map((p, i) => handler(p, report.result.handlers[i], report))),
    '<p id="nothing" role="status" hidden>No handler matches.</p>',
    problems(report),
    `<script type="module">${script}</script></body></html>\n`,
  ].join('\n');
}

/** A file of the page, as it is published beside the compiled code. */
function asset(name: string): string {
  return readFileSync(new URL(`../../../page/${name}`, import.meta.url), 'utf8');
}

function digest(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function top({ result }: Report, unsafe: number): string {
  const { stats, findings, root } = result;
  const sum = `${count(stats.handlers, 'handler')}, ${String(unsafe)} unsafe · ${count(findings.length, 'finding')} · ${count(stats.files, 'file')}`;
  const rules = [...new Set(findings.map((f) => f.ruleId))].sort();
  const options = rules.map((id) => element('option', { value: id }, escaped(id)));
  return element(
    'header',
    { id: 'top' },
    element('h1', {}, escaped(posix.basename(root)), ' <small>redelivery safety</small>'),
    element('p', {}, escaped(sum)),
    element(
      'div',
      { role: 'search' },
      '<label>Search <input id="search" type="search" autocomplete="off" placeholder="file, queue, table, library"></label>',
      element('label', {}, 'Rule ', element('select', { id: 'rule' }, '<option value="">all</option>', ...options)),
      element('label', {}, element('input', { id: 'unsafe', type: 'checkbox', checked: unsafe > 0 }), ' unsafe only'),
      '<span id="shown" role="status"></span>',
    ),
  );
}

function handler(picture: Picture, row: HandlerJson | undefined, report: Report): string {
  if (!row) return '';
  const found = findingsAt(row, report);
  const folder = posix.relative(report.cwd, report.result.root);
  const link = (place: PicturePlace): string => addressOf(place, folder);
  const isBad = isUnsafe(picture, row, report);
  const words = [
    row.file,
    row.library,
    row.name,
    row.source ?? '',
    ...row.effects.map((e) => `${e.resource ?? ''} ${e.store}`),
  ];
  const mark = isBad ? 'unsafe' : picture.verdict;
  return element(
    'details',
    {
      class: `handler ${mark}`,
      'data-words': words.join(' ').toLowerCase(),
      'data-rules': [...new Set(found.map(([f]) => f.ruleId))].join(' '),
      'data-unsafe': isBad,
    },
    element(
      'summary',
      {},
      element('span', { class: 'sign', 'aria-hidden': 'true' }, { unsafe: '✖', safe: '✔', unknown: '?' }[mark]),
      element(
        'span',
        { class: 'name' },
        escaped(row.library === row.name ? row.library : `${row.library} ${row.name}`),
      ),
      element('span', { class: 'from' }, escaped(row.source === undefined ? '' : `“${row.source}”`)),
      element('span', { class: 'at' }, escaped(`${row.file}:${String(row.line)}`)),
      element('span', { class: 'count' }, escaped(found.length === 0 ? WITHOUT[mark] : count(found.length, 'finding'))),
    ),
    drawPicture(picture, english, link),
    found.length === 0 ? '' : element('h3', { class: 'found' }, 'Findings'),
    ...found.map(([finding, reported]) => article(finding, reported, link)),
  );
}

/** With findings that were asked for; what a comment in the code disables is not counted. */
function isUnsafe(picture: Picture, row: HandlerJson | undefined, report: Report): boolean {
  return row !== undefined && picture.verdict === 'unsafe' && findingsAt(row, report).length > 0;
}

function findingsAt(row: HandlerJson, { result, findings }: Report): readonly (readonly [FindingJson, Reported])[] {
  return result.findings.flatMap((finding, i) => {
    const reported = findings[i];
    const isHere = finding.handler.file === row.file && finding.handler.line === row.line;
    return isHere && reported?.finding.timeline.handler.library === row.library ? [[finding, reported] as const] : [];
  });
}

function article(
  finding: FindingJson,
  { finding: { place, effect, data } }: Reported,
  link: (place: PicturePlace) => string,
): string {
  const at = (to: { file: string; line: number }, text = `${to.file}:${String(to.line)}`): string =>
    element('a', { href: link({ ...to, column: 1, endLine: to.line, endColumn: 1 }) }, escaped(text));
  const frames = effect.module === place.module ? [place] : [place, effect];
  const steps = finding.trace.map((step) => `${at(step)} ${escaped(step.text)}()`);
  return element(
    'article',
    { class: finding.severity },
    element(
      'p',
      {},
      at(finding),
      ' ',
      element('a', { class: 'rule', href: docsUrl(finding.ruleId) }, escaped(finding.ruleId)),
    ),
    element('p', { class: 'message' }, escaped(finding.message.replace(data['path'] ?? '', ''))),
    steps.length === 0 ? '' : element('ol', { class: 'path' }, ...steps.map((s) => element('li', {}, s))),
    ...frames.map((f) => element('pre', { tabindex: 0 }, escaped(codeFrame(f, FRAME_WIDTH, false).join('\n')))),
    finding.suggestions.length === 0
      ? ''
      : element('ul', { class: 'fixes' }, ...finding.suggestions.map((s) => element('li', {}, escaped(s.title)))),
  );
}

function problems({ result: { problems: list } }: Report): string {
  if (list.length === 0) return '';
  const items = list.map(({ file, message }) => element('li', {}, escaped(`${file}: ${message}`)));
  return element('footer', {}, element('h2', {}, 'Not looked at in full'), element('ul', {}, ...items));
}
