/** What the command prints, as text. */
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Runs the command of the sources on a folder of the repository. */
export async function reportOn(load, folder) {
  const { run } = await load('/src/cli/run.ts');
  const written = [];
  const stream = { write: (text) => written.push(text), isTTY: false };
  await run([folder, '--no-color'], { out: stream, err: stream, cwd: root });
  return written.join('');
}

/** Of a report, the handler at `place` with the first of its findings. */
export function firstFinding(report, place) {
  const lines = report.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`${place} `));
  if (start < 0) throw new Error(`the report holds no handler at ${place}`);
  const rest = lines.slice(start + 1);
  const begins = rest.flatMap((line, i) => (/^(?:\S| {2}[✖⚠])/.test(line) ? [i] : []));
  return [lines[start], ...rest.slice(0, begins[1])].join('\n').trimEnd();
}
