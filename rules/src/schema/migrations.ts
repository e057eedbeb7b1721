/** What do migrations in code change? The text finds the builder; SQL in strings is read as DDL. */
import type { TSESTree } from '@typescript-eslint/types';
import { readDdl } from './ddl.js';
import type { Change, Step } from './history.js';
import { readKnexCall } from './migrations-knex.js';
import { readKyselyChain } from './migrations-kysely.js';
import { readObjectCall } from './migrations-objects.js';
import { readTypeormCall } from './migrations-typeorm.js';
import { type Call, type Chain, chainOf, isFunction, lastName, nameOfKey, text, type Unit, visit } from './syntax.js';

type Node = TSESTree.Node;

const DDL =
  /^\s*(?:(?:--[^\n]*\n|\/\*[\s\S]*?\*\/)\s*)*(?:create\s+(?:\w+\s+){0,2}(?:table|index)|alter\s+(?:table|index)|drop\s+(?:table|index)|rename\s+table|do\s+\$|begin\b)/i;

/** Without these words there is nothing to read. */
const WORDS = /create|alter|drop|rename|add(?:Index|Constraint|Column)|remove|changeColumn|\.table\b/i;

/** Changes of the unit in the order of its text; what `down` undoes is left out. */
export function readMigration(unit: Unit): Step {
  const changes: Change[] = [];
  const step = { file: unit.path, source: sourceOf(unit) };
  if (!WORDS.test(unit.text)) return { ...step, changes };
  const read = (node: Node): void => {
    visit(node, (at) => {
      if (isDown(at)) return false;
      changes.push(...readString(at, unit));
      const chain = at.type === 'CallExpression' ? chainOf(at) : undefined;
      if (!chain) return true;
      const found = readChain(chain, unit);
      changes.push(...found);
      for (const call of chain.calls) if (!hasBuilder(call)) call.args.forEach(read);
      if (chain.root) read(chain.root);
      return false;
    });
  };
  read(unit.program);
  return { ...step, changes: isMigration(unit) ? changes : changes.filter((c) => c.kind !== 'drop-table') };
}

/** Elsewhere `DROP TABLE` cleans up after tests or resets a database. */
function isMigration(unit: Unit): boolean {
  return /migrat/i.test(unit.path) || /\bup\b\s*[(=:]|\bpgm\b|\bMigrationInterface\b/.test(unit.text);
}

/** Does the call's callback describe a table? Its lines were read with it. */
function hasBuilder(call: Call): boolean {
  return (
    /^(?:createTable\w*|alterTable|table)$/.test(call.name) && call.args[1] !== undefined && isFunction(call.args[1])
  );
}

function sourceOf(unit: Unit): string {
  if (/\bkysely\b/i.test(unit.text)) return 'kysely';
  if (/\bknex\b/i.test(unit.text)) return 'knex';
  if (/\bqueryRunner\b/.test(unit.text)) return 'typeorm';
  if (/\bqueryInterface\b/.test(unit.text)) return 'sequelize';
  return /\bpgm\b/.test(unit.text) ? 'node-pg-migrate' : 'sql';
}

/** Is this what undoes the migration: a function, method or property named `down`? */
function isDown(node: Node): boolean {
  if (node.type === 'MethodDefinition' || node.type === 'PropertyDefinition' || node.type === 'Property')
    return nameOfKey(node) === 'down';
  if (node.type === 'FunctionDeclaration') return node.id?.name === 'down';
  if (node.type === 'VariableDeclarator') return node.id.type === 'Identifier' && node.id.name === 'down';
  return node.type === 'AssignmentExpression' && lastName(node.left) === 'down';
}

/** Builders are methods of something; a plain `createTable(…)` is another library's. */
function readChain(chain: Chain, unit: Unit): readonly Change[] {
  if (!chain.root) return [];
  const kysely = readKyselyChain(chain, unit);
  if (kysely.length > 0) return kysely;
  return chain.calls.flatMap((call) => [
    ...readKnexCall(call, unit),
    ...readTypeormCall(call, unit),
    ...readObjectCall(call, unit),
  ]);
}

/** DDL in a literal or template; what a template inserts is followed when it is a constant. */
function readString(node: Node, unit: Unit): readonly Change[] {
  const sql =
    node.type === 'Literal' && typeof node.value === 'string'
      ? node.value
      : node.type === 'TemplateLiteral'
        ? templateText(node, unit)
        : undefined;
  return sql !== undefined && DDL.test(sql) ? readDdl(sql, unit.line(node)) : [];
}

function templateText(node: TSESTree.TemplateLiteral, unit: Unit): string {
  return node.quasis
    .map(
      (q, i) =>
        (q.value.cooked ?? q.value.raw) +
        (i < node.expressions.length ? (text(node.expressions[i], unit) ?? '__hole__') : ''),
    )
    .join('');
}
