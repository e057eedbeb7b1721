/** Code that calls itself in more ways than can be followed is given up, and the result says where. */
import { describe, expect, it } from 'vitest';
import { Engine } from '../../src/engine.js';
import { workspace } from '../project/workspace.js';

const LEVELS = 9;

/** Functions of which each asks three times for what the next one gives: 3^9 ways through them. */
function ladder(): string {
  const next = (i: number): string => `f${String(i + 1)}`;
  const step = (i: number): string =>
    `const f${String(i)} = (x) => (x.a ? ${next(i)}({ of: x }) : x.b ? ${next(i)}([x]) : ${next(i)}(() => x));`;
  return [...Array.from({ length: LEVELS }, (_, i) => step(i)), `const f${String(LEVELS)} = (x) => x;`].join('\n');
}

/** Problems of a handler with these statements. */
function messages(statements: readonly string[]): readonly string[] {
  const made = workspace({
    'handler.js': `import { PrismaClient } from '@prisma/client';
import { Worker } from 'bullmq';
const prisma = new PrismaClient();
${ladder()}
export const visits = new Worker('visits', async (job) => {
${statements.join('\n')}
}, { connection: {} });
`,
  });
  return new Engine(made.project.root).problems().map(({ file, message }) => `${made.short(file)}: ${message}`);
}

const AN_OBJECT = 'handler.js: an object that is put together in too many ways';
const AN_EXPRESSION = 'handler.js: functions that call each other in too many ways';
const A_FILE = 'handler.js: more functions than are followed from one file';

describe('bounds', () => {
  it('are not reached where nothing goes through the functions', () => {
    expect(messages([])).toEqual([]);
  });

  it('are not reached by a function that calls itself, however often what it gives leads to itself', () => {
    expect(
      messages([
        `const judge = (node, of) => {
          if (node.all) {
            for (const part of node.all) { const found = judge(part, of); if (!found.holds) return found; }
            return { holds: true };
          }
          if (node.some) {
            let why;
            for (const part of node.some) {
              const found = judge(part, of);
              if (found.holds) return { holds: true };
              why ??= found.why;
            }
            return { holds: false, why: why ?? 'none of them' };
          }
          const is = at(node.path, of);
          if (node.other !== undefined) {
            const other = at(node.other, of);
            return is === other ? { holds: true } : { holds: false, why: \`\${node.path} is \${is} and not \${other}\` };
          }
          return is === node.value ? { holds: true } : { holds: false, why: told(node.path, is, node.value) };
        };
        const at = (path, of) => path.split('.').reduce((o, step) => o[step], of);
        const told = (path, is, value) => \`\${path} is \${is} and not \${value}\`;
        const found = judge(job.data.rule, job.data);
        if (!found.holds) { await prisma.visit.create({ data: { holds: found.holds, why: found.why } }); return; }`,
      ]),
    ).toEqual([]);
  });

  it('end an object', () => {
    expect(messages(['await prisma.visit.create({ data: f0(job.data.a) });'])).toContain(AN_OBJECT);
  });

  it('end an expression', () => {
    expect(messages(['await f0(job.data.a).save();'])).toEqual([AN_EXPRESSION]);
  });

  it('end all that one file leads to', () => {
    const calls = Array.from({ length: 60 }, (_, i) => `await f0(job.data.a${String(i)}).save();`);
    expect(messages(calls).toSorted()).toEqual([AN_EXPRESSION, A_FILE].toSorted());
  });

  it('are not reached by lists within lists, however often a function is given them', () => {
    const lists = Array.from({ length: 12 }, (_, i) => {
      const inner = Array.from({ length: 6 }, () => `l${String(i)}`);
      return `  const l${String(i + 1)} = [${inner.join(', ')}];`;
    });
    const use = '  const use = (list) => (list.length > 2 ? job.data.id : list);';
    expect(messages(['  const l0 = [job.data];', ...lists, use, '  use(l12); use(l12); use([l12, l12]);'])).toEqual([]);
  });
});
