/** Puts files into a temporary folder that is gone after the test. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { Project, type ProjectOptions, slashes } from '../../src/project/project.js';

export interface Workspace {
  readonly project: Project;
  /** Absolute path of a file in it, forward slashes. */
  readonly at: (file: string) => string;
  /** The other way round. */
  readonly short: (path: string) => string;
  write(file: string, content: string | Buffer): void;
  remove(file: string): void;
  /** The listed sources, relative. */
  readonly files: () => readonly string[];
  /** `module src/a.ts`, `package kafkajs`, `package mysql2 (mysql2/promise)`, `missing`. */
  readonly resolve: (from: string, specifier: string) => string;
}

/** @param root folder of the project, relative to the temporary one */
export function workspace(files: Record<string, string | Buffer>, options: ProjectOptions = {}, root = '.'): Workspace {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'idempotent-consumer-')));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const top = slashes(join(folder, root));
  const made: Workspace = {
    project: new Project(top, options),
    at: (file) => slashes(join(folder, file)),
    short: (path) => path.slice(folder.length + 1),
    write: (file, content) => {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), content);
    },
    remove: (file) => {
      rmSync(join(folder, file), { recursive: true });
    },
    files: () => made.project.files().map((file) => file.slice(top.length + 1)),
    resolve: (from, specifier) => {
      const to = made.project.resolve(made.at(from), specifier);
      if (to.kind === 'module') return `module ${made.short(to.path)}`;
      if (to.kind === 'missing') return 'missing';
      return `package ${to.name}${to.specifier === to.name ? '' : ` (${to.specifier})`}`;
    },
  };
  mkdirSync(top, { recursive: true });
  for (const [file, content] of Object.entries(files)) made.write(file, content);
  return made;
}
