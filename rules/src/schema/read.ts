/** Which reader reads which source, and how what they saw becomes one list of tables. */
import type { TSESTree } from '@typescript-eslint/types';
import { Classes } from './classes.js';
import { isDownFile, readDdl } from './ddl.js';
import { readDrizzle } from './drizzle.js';
import { replay, type Step } from './history.js';
import { isChangelog, readLiquibase } from './liquibase.js';
import { merge } from './merge.js';
import { readMigration } from './migrations.js';
import { readMikroorm } from './mikroorm.js';
import { readMongodb } from './mongodb.js';
import { readMongoose } from './mongoose.js';
import { readPrisma } from './prisma.js';
import { readSequelize } from './sequelize.js';
import { createUnit, type Unit } from './syntax.js';
import type { Draft, SchemaSource, Table } from './table.js';
import { readTypeorm } from './typeorm.js';

/** A parsed source. Of one that is broken at the moment it may be what it was before: `text` is what the tree was made of. */
export interface Parsed {
  readonly text: string;
  readonly program: TSESTree.Program;
}

/** Parses the file of that path; undefined where it cannot. */
export type Parse = (path: string) => Parsed | undefined;

type Reader = (units: readonly Unit[], classes: Classes) => readonly Draft[];

const READERS: readonly Reader[] = [readTypeorm, readMikroorm, readSequelize, readDrizzle, readMongoose, readMongodb];

/** Tables of all sources. What one reader or file cannot cope with costs nothing else. */
export function readTables(sources: readonly SchemaSource[], parse: Parse): readonly Table[] {
  const isPrisma = (s: SchemaSource): boolean => s.path.endsWith('.prisma');
  const isSql = (s: SchemaSource): boolean => s.path.endsWith('.sql');
  const isXml = (s: SchemaSource): boolean => isChangelog(s.path, s.text);
  const units = sources
    .filter((s) => !isPrisma(s) && !isSql(s) && !isXml(s))
    .flatMap((s) => attempt(() => unitOf(s, parse), []));
  const classes = attempt(() => new Classes(units), new Classes([]));
  const models = [
    attempt(() => readPrisma(sources.filter(isPrisma)), []),
    ...READERS.map((read) => readAll(read, units, classes)),
  ].flat();
  const steps = [
    ...sources
      .filter((s) => isSql(s) && !isDownFile(s.path))
      .flatMap((s) => attempt((): readonly Step[] => [{ file: s.path, source: 'sql', changes: readDdl(s.text) }], [])),
    ...sources
      .filter(isXml)
      .flatMap((s) =>
        attempt((): readonly Step[] => [{ file: s.path, source: 'liquibase', changes: readLiquibase(s.text) }], []),
      ),
    ...units.flatMap((u) => attempt((): readonly Step[] => [readMigration(u)], [])),
  ];
  return merge(
    models,
    attempt(() => replay(steps), []),
  );
}

function unitOf({ path }: SchemaSource, parse: Parse): readonly Unit[] {
  const parsed = parse(path);
  return parsed ? [createUnit(path, parsed.text, parsed.program)] : [];
}

/** All units together, so that they may refer to one another; one at a time when that fails. */
function readAll(read: Reader, units: readonly Unit[], classes: Classes): readonly Draft[] {
  return (
    attempt(() => read(units, classes), undefined) ??
    units.flatMap((u) => attempt(() => read([u], new Classes([u])), []))
  );
}

function attempt<T>(run: () => T, otherwise: T): T {
  try {
    return run();
  } catch {
    return otherwise;
  }
}
