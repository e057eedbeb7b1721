/**
 * How long a user waits for diagnostics, and what the server takes: `npm run bench:editor`. On a generated monorepo of 2,000 files,
 * beside ESLint with the same rules in a process that lives on, as its extension keeps one.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeMonorepo } from '../../rules/bench/monorepo.mjs';
import { aligned } from '../../rules/bench/report.mjs';
import { EslintSession } from './eslint-session.mjs';
import { ServerSession } from './server-session.mjs';

/** What is typed, sign by sign, and then deleted: it stands in a handler or in what a handler reaches. */
const TYPED = '\n  await log(Date.now());';
/** Between two keystrokes (ms): a good typist. */
const PAUSE = 100;
const COLD_STARTS = 3;
const TARGETS = { keystroke: 150, first: 1500, memory: 400 };

const HANDLER = 'packages/catalog/src/account.consumer.ts';
const PLACES = [
  { name: 'in a handler', file: HANDLER, after: 'const event = job.data;' },
  {
    name: 'in a service it reaches',
    file: 'packages/catalog/src/account.service.ts',
    after: 'createAccount(account: Account): Promise<void> {',
  },
  {
    name: 'in a class of every package',
    file: 'packages/platform/src/audit-trail.ts',
    after: 'subject: string): Promise<void> {',
  },
];

const root = mkdtempSync(join(tmpdir(), 'idempotent-consumer-bench-'));
try {
  const { files, consumers } = writeMonorepo(root);
  console.log(`A generated monorepo: ${files} files, ${consumers} of them with a consumer`);
  console.log(`Node ${process.version}, ${availableParallelism()} cores\n`);
  for (const line of report(await measure(ServerSession), await measure(EslintSession))) console.log(line);
} finally {
  rmSync(root, { recursive: true, force: true });
}

/** In milliseconds and megabytes. */
async function measure(Session) {
  const first = [];
  for (const file of consumersAcross(COLD_STARTS)) {
    const started = performance.now();
    const session = await Session.start(root);
    await session.open(file);
    await session.diagnostics(file);
    first.push(performance.now() - started);
    await session.stop();
  }
  const session = await Session.start(root);
  await session.open(HANDLER);
  await session.settled();
  const keystrokes = [];
  for (const { file, after } of PLACES) keystrokes.push(await type(session, file, after));
  const memory = await session.stop();
  return { name: Session.title, first, keystrokes, memory };
}

/** Consumers from all over the monorepo. */
function consumersAcross(count) {
  const all = readdirSync(root, { recursive: true })
    .filter((path) => path.endsWith('.consumer.ts'))
    .sort();
  return Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]);
}

/** Waits after each keystroke for what the handler's file shows then. */
async function type(session, file, after) {
  await session.open(file);
  const start = session.text(file).indexOf(after) + after.length;
  const edits = [
    ...[...TYPED].map((sign, i) => [start + i, start + i, sign]),
    ...[...TYPED].map((_, i) => [start + TYPED.length - 1 - i, start + TYPED.length - i, '']),
  ];
  const waits = [];
  for (const edit of edits) {
    const started = performance.now();
    await session.change(file, ...edit);
    await session.diagnostics(HANDLER);
    waits.push(performance.now() - started);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  return waits;
}

function report(server, eslint) {
  const rows = [server, eslint].flatMap(({ name, first, keystrokes, memory }) =>
    PLACES.map((place, i) => [
      i === 0 ? name : '',
      place.name,
      ms(quantile(keystrokes[i], 0.5)),
      ms(quantile(keystrokes[i], 0.95)),
      i === 0 ? `${ms(quantile(first, 0.5))} (slowest ${ms(Math.max(...first))})` : '',
      i === 0 ? `${Math.round(memory)} MB` : '',
    ]),
  );
  const keystroke = Math.max(...server.keystrokes.map((waits) => quantile(waits, 0.5)));
  const first = quantile(server.first, 0.5);
  const targets = [
    [
      keystroke <= TARGETS.keystroke,
      `a keystroke's diagnostics within ${TARGETS.keystroke} ms at the median: ${ms(keystroke)}`,
    ],
    [
      first <= TARGETS.first,
      `the first diagnostics of an opened file within ${TARGETS.first} ms of a cold start: ${ms(first)}`,
    ],
    [server.memory <= TARGETS.memory, `at most ${TARGETS.memory} MB: ${Math.round(server.memory)} MB`],
  ];
  return [
    ...aligned([['', 'typing', 'median', '95 of 100', 'cold start', 'peak memory'], ...rows]),
    '',
    'Targets',
    ...targets.map(([met, text]) => `${met ? '✓' : '✗'} ${text}`),
  ];
}

function quantile(values, q) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];
}

function ms(value) {
  return `${Math.round(value)} ms`;
}
