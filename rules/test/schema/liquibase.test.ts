import { describe, expect, it } from 'vitest';
import { keysOf, schemaOf } from './reading.js';

const changelog = (...changes: readonly string[]): string =>
  `<?xml version="1.0"?>\n<databaseChangeLog>\n<changeSet id="1" author="a">\n${changes.join('\n')}\n</changeSet>\n</databaseChangeLog>`;

const CREATED = `<createTable tableName="t">
  <column name="id" type="bigserial"><constraints primaryKey="true" nullable="false"/></column>
  <column name="k" type="text"><constraints nullable="false"/></column>
  <column name="n" type="text"/>
</createTable>`;

function table(...changes: readonly string[]): readonly string[] {
  return keysOf(schemaOf({ '/app/changelog/1.xml': changelog(CREATED, ...changes) }).find('t'));
}

describe('changelogs of Liquibase', () => {
  it.each([
    ['a generated key', [], ['primary id*']],
    ['a constraint', ['<addUniqueConstraint tableName="t" columnNames="k, n"/>'], ['primary id*', 'unique k, n?']],
    [
      'a unique index',
      ['<createIndex tableName="t" indexName="i" unique="true"><column name="k"/></createIndex>'],
      ['primary id*', 'unique k'],
    ],
    ['a plain index', ['<createIndex tableName="t" indexName="i"><column name="k"/></createIndex>'], ['primary id*']],
    [
      'a column with its constraint',
      ['<addColumn tableName="t"><column name="c" type="text"><constraints unique="true"/></column></addColumn>'],
      ['primary id*', 'unique c?'],
    ],
    [
      'what is dropped again',
      [
        '<addUniqueConstraint tableName="t" columnNames="k" constraintName="u"/>',
        '<dropUniqueConstraint tableName="t" constraintName="u"/>',
      ],
      ['primary id*'],
    ],
    ['a comment', ['<!-- <addUniqueConstraint tableName="t" columnNames="k"/> -->'], ['primary id*']],
    ['SQL', ['<sql><![CDATA[ALTER TABLE t ADD UNIQUE (k);]]></sql>'], ['primary id*', 'unique k']],
    ['what undoes it', ['<rollback><dropTable tableName="t"/></rollback>'], ['primary id*']],
    [
      'a new name',
      [
        '<renameColumn tableName="t" oldColumnName="k" newColumnName="key"/>',
        '<ext:addUniqueConstraint tableName="t" columnNames="key"/>',
      ],
      ['primary id*', 'unique key'],
    ],
  ])('%s', (_, changes, keys) => {
    expect(table(...changes)).toEqual(keys);
  });

  it('plays them in the order of their numbers', () => {
    const schema = schemaOf({
      '/app/changelog/db.1.10.xml': changelog('<dropUniqueConstraint tableName="t" constraintName="u"/>'),
      '/app/changelog/db.1.2.xml': changelog(
        CREATED,
        '<addUniqueConstraint tableName="t" columnNames="k" constraintName="u"/>',
      ),
    });
    expect(keysOf(schema.find('t'))).toEqual(['primary id*']);
  });
});
