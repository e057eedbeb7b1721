/** Everything that must hold before a change is committed; `node check.mjs lint format` runs these steps alone. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const root = fileURLToPath(new URL('../../', import.meta.url));
const counts = join(root, 'rules/.check.json');
const report = join(tmpdir(), `idempotent-consumer-tests-${process.pid}.json`);

/** Commands of each step; all of them run, whatever the first says. */
const steps = {
  types: [
    ['typescript/bin/tsc', '-p', 'rules/tsconfig.test.json', '--noEmit'],
    ['typescript/bin/tsc', '-p', 'rules/page/tsconfig.json'],
    ['typescript/bin/tsc', '-p', 'extension/tsconfig.json'],
    ['typescript/bin/tsc', '-p', 'extension/client/timeline/tsconfig.json'],
  ],
  lint: ['rules', 'extension'].map((part) => [
    'eslint/bin/eslint.js',
    '--config',
    `${part}/eslint.config.js`,
    '--max-warnings',
    '0',
    part,
  ]),
  format: [['prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']],
  generated: [['../rules/scripts/generate.mjs', '--check']],
  tests: ['rules/vitest.config.ts', 'extension/vitest.config.ts'].map(testCommand),
  /** In real editors, which are set up first. */
  editor: [testCommand('extension/vitest.editor.config.ts')],
  /** Ten thousand random edits, where the step `tests` makes some hundred. */
  random: [testCommand('extension/vitest.random.config.ts')],
};
/** Only when asked for. */
const LONG = ['editor', 'random'];

const chosen =
  process.argv.length > 2 ? process.argv.slice(2) : Object.keys(steps).filter((name) => !LONG.includes(name));
const unknown = chosen.filter((name) => !Object.hasOwn(steps, name));
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(', ')}. Steps: ${Object.keys(steps).join(', ')}.`);
  process.exit(2);
}

rmSync(counts, { force: true });
// Tests use every core by themselves; what comes before them does not.
const results = [...(await inTurns(chosen.filter((name) => !isTests(name)))), ...chosen.filter(isTests).map(runTests)];
console.log('\n== summary');
for (const { name, ok, passed, failed, failures = [] } of results) {
  console.log(`${ok ? '✓' : '✗'} ${name}${isTests(name) ? `: ${passed} passed, ${failed} failed` : ''}`);
  for (const failure of failures) console.log(`  ${failure.replaceAll('\n', '\n    ')}`);
}
const total = {
  passed: results.reduce((sum, result) => sum + result.passed, 0),
  failed: results.reduce((sum, result) => sum + result.failed, 0),
};
writeFileSync(counts, `${JSON.stringify({ ...total, steps: results }, null, 2)}\n`);
process.exitCode = total.failed > 0 ? 1 : 0;

function testCommand(config) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return ['vitest/vitest.mjs', 'run', `--config=${config}`, ...reporters];
}

function isTests(name) {
  return name === 'tests' || LONG.includes(name);
}

/** Runs the commands of the steps, as many at a time as there are cores; each says what it has to say when it ends. */
async function inTurns(names) {
  const waiting = names.flatMap((name) => steps[name].map((command) => ({ name, command })));
  const runs = [];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { name, command } = next;
      const { ok, output } = await outcomeOf(command);
      console.log(`\n== ${name}: ${command.join(' ')}\n${output}`);
      runs.push({ name, ok });
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, availableParallelism()) }, work));
  return names.map((name) => {
    const own = runs.filter((run) => run.name === name);
    const passed = own.filter((run) => run.ok).length;
    return { name, ok: passed === own.length, passed, failed: own.length - passed };
  });
}

function outcomeOf([script, ...args]) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', script), ...args], { cwd: root });
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.on('error', (error) => resolve({ ok: false, output: String(error) }));
    child.on('close', (code) => resolve({ ok: code === 0, output: Buffer.concat(chunks).toString('utf8') }));
  });
}

function runTests(name) {
  console.log(`\n== ${name}`);
  const runs = steps[name].map(([script, ...args]) => {
    const run = spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], {
      cwd: root,
      stdio: 'inherit',
    });
    const ok = run.status === 0;
    return { ok, ...testCounts(ok) };
  });
  return {
    name,
    ok: runs.every((run) => run.ok),
    passed: runs.reduce((sum, run) => sum + run.passed, 0),
    failed: runs.reduce((sum, run) => sum + run.failed, 0),
    failures: runs.flatMap((run) => run.failures),
  };
}

/**
 * What vitest itself counted, and what failed, with the first lines of why: where only the end of a long output is kept,
 * they are in it. A file that could not be loaded has no tests to count; it is one failure.
 */
function testCounts(ok) {
  if (!existsSync(report)) return { passed: 0, failed: 1, failures: ['no report was written'] };
  const { numPassedTests: passed, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  rmSync(report);
  const broken = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  );
  const failed = numFailedTests + broken.length;
  const failures = [
    ...broken.map((file) => failureText(file.name, file.message)),
    ...testResults.flatMap((file) =>
      file.assertionResults
        .filter((test) => test.status === 'failed')
        .map((test) => failureText(`${file.name} > ${test.fullName}`, test.failureMessages.join('\n'))),
    ),
  ];
  return { passed, failed: ok ? failed : Math.max(failed, 1), failures };
}

function failureText(title, message) {
  return `${title.replace(root, '')}\n${stripVTControlCharacters(message).split('\n').slice(0, 12).join('\n')}`;
}
