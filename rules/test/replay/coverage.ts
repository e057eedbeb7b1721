/** Which fixtures are replayed, and what keeps the others from it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { fixturesRoot } from '../fixtures/announcements.js';

/** Packages that run here as they are, or whose broker's side is played. */
const RUN = new Set(
  [
    'amqplib bull bullmq express kafkajs sqs-consumer @nestjs/bull @nestjs/bullmq @nestjs/common @nestjs/core @nestjs/axios @golevelup/nestjs-rabbitmq rxjs',
    'pg postgres knex kysely drizzle-orm typeorm sequelize better-sqlite3 ioredis mongodb mongoose bson @prisma/client',
    'axios got ky superagent cross-fetch node-fetch undici',
    'nodemailer stripe resend uuid lodash reflect-metadata',
  ].flatMap((line) => line.split(' ')),
);

/** Packages of types alone. */
const TYPES = new Set(['aws-lambda']);

export function isReplayed(name: string): boolean {
  return existsSync(join(fixturesRoot, name, 'replay.ts'));
}

/** The package that has no engine and no driver here; nothing where only nobody has written its `replay.ts`. */
export function hindrance(name: string): string | undefined {
  const folder = join(fixturesRoot, name);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((f) => /\.[cm]?[jt]sx?$/.test(f));
  const texts = files.map((f) => readFileSync(join(folder, f), 'utf8'));
  const specifiers = texts.flatMap((text) =>
    [...text.matchAll(/(?:\bfrom |\bimport |\brequire\(|\bimport\()['"]([^'"]+)['"]/g)].map(([, found = '']) => found),
  );
  const packages = specifiers.filter((s) => !s.startsWith('.') && !isBuiltin(s)).map(packageOf);
  return packages.find((p) => !RUN.has(p) && !TYPES.has(p));
}

function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** `mongodb 120, @prisma/client 40`: most of them first. */
export function tally(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${String(count)}`)
    .join(', ');
}
