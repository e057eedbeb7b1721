/** How are the changes of a repair written, and what is left when they cannot be? */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { changesOf, StaleError, writeChanges } from '../../src/cli/fix/changes.js';
import { newFile } from '../../src/fixes/fix.js';
import { workspace } from '../project/workspace.js';

it('changes files of any kind, and makes new ones with their folders', () => {
  const made = workspace({ 'schema.prisma': 'model Order {}\n' });
  const schema = { path: made.at('schema.prisma'), text: 'model Order {}\n' };
  const edits = [
    { file: schema, start: 15, end: 15, text: 'model Seen {}\n' },
    newFile(made.at('migrations/2_seen/migration.sql'), 'CREATE TABLE seen;\n'),
  ];
  writeChanges(changesOf({ kind: 'k', title: 't', edits }));
  expect(readFileSync(made.at('schema.prisma'), 'utf8')).toBe('model Order {}\nmodel Seen {}\n');
  expect(readFileSync(made.at('migrations/2_seen/migration.sql'), 'utf8')).toBe('CREATE TABLE seen;\n');
  expect(readdirSync(made.at('migrations/2_seen'))).toEqual(['migration.sql']);
});

it('writes nothing where a new file is there already', () => {
  const made = workspace({ 'a.sql': 'a', '2.sql': 'mine' });
  const changes = [
    { path: made.at('a.sql'), before: 'a', after: 'b' },
    { path: made.at('new/1.sql'), before: undefined, after: 'one' },
    { path: made.at('2.sql'), before: undefined, after: 'two' },
  ];
  expect(() => {
    writeChanges(changes);
  }).toThrow(StaleError);
  expect(readFileSync(made.at('a.sql'), 'utf8')).toBe('a');
  expect(readFileSync(made.at('2.sql'), 'utf8')).toBe('mine');
  expect(existsSync(made.at('new'))).toBe(false);
  expect(readdirSync(made.at('')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});
