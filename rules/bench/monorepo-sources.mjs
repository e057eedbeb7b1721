/** What the generated monorepo is made of, apart from its consumers: the code that surrounds them in real services. */

const FIELDS =
  'reference title status currency amount quantity country language createdBy approvedBy comment priority channel region segment weight'.split(
    ' ',
  );
const NUMBERS = new Set(['amount', 'quantity', 'priority', 'weight']);

export function pascal(word) {
  return word[0].toUpperCase() + word.slice(1);
}

/** The nine files of one entity. */
export function entitySources(area, entity, seed) {
  const fields = FIELDS.filter((_, i) => (i + seed) % 3 !== 0).slice(0, 6 + (seed % 5));
  const facts = { area, entity, type: pascal(entity), fields, table: `${area.replace('-', '_')}_${entity}s` };
  return {
    [`${entity}.ts`]: typesSource(facts),
    [`${entity}.events.ts`]: eventsSource(facts),
    [`${entity}.repository.ts`]: repositorySource(facts),
    [`${entity}.service.ts`]: serviceSource(facts),
    [`${entity}.mapper.ts`]: mapperSource(facts),
    [`${entity}.validator.ts`]: validatorSource(facts),
    [`${entity}.policy.ts`]: policySource(facts),
    [`${entity}.routes.ts`]: routesSource(facts),
    [`${entity}.client.ts`]: clientSource(facts),
  };
}

/** The package that holds the connections, the audit trail and ten flags; fifty files. */
export function platformSources(entities) {
  const sources = Object.assign({}, ...entities.map((entity, i) => entitySources('platform', entity, i)));
  for (let i = 0; i < 10; i++) sources[`flag-${i}.ts`] = flagSource(i);
  sources['connections.ts'] = CONNECTIONS;
  sources['audit-trail.ts'] = AUDIT_TRAIL;
  sources['clock.ts'] = `export function today(): string {\n  return new Date().toISOString().slice(0, 10);\n}\n`;
  sources['index.ts'] = ['connections', 'audit-trail', 'clock']
    .map((name) => `export * from './${name}.js';\n`)
    .join('');
  return sources;
}

export function wiringSource(area, entities) {
  return `import { auditTrail, pool } from '@acme/platform';
${entities.map((e) => `import { ${pascal(e)}Repository } from './${e}.repository.js';\nimport { ${pascal(e)}Service } from './${e}.service.js';`).join('\n')}

${entities.map((e) => `export const ${e}Service = new ${pascal(e)}Service(new ${pascal(e)}Repository(pool), auditTrail, '${area}');`).join('\n')}
`;
}

export function indexSource(entities) {
  return `export * from './wiring.js';\n${entities.map((e) => `export type * from './${e}.js';\n`).join('')}`;
}

function typeOf(field) {
  return NUMBERS.has(field) ? 'number' : 'string';
}

function typesSource({ type, fields }) {
  return `/** ${type} as the rest of the service knows it. */
export interface ${type} {
  readonly id: string;
${fields.map((f) => `  readonly ${f}: ${typeOf(f)};`).join('\n')}
}

export type ${type}Draft = Omit<${type}, 'id'>;

export const ${type.toUpperCase()}_STATES = ['draft', 'open', 'approved', 'rejected', 'closed'] as const;

export type ${type}State = (typeof ${type.toUpperCase()}_STATES)[number];

export function is${type}State(value: string): value is ${type}State {
  return (${type.toUpperCase()}_STATES as readonly string[]).includes(value);
}
`;
}

function eventsSource({ area, entity, type }) {
  return `import type { ${type} } from './${entity}.js';

export interface ${type}Event {
  readonly id: string;
  readonly type: '${area}.${entity}.changed';
  readonly ${entity}: ${type};
}

export function read${type}Event(value: Buffer | null): ${type}Event {
  if (value === null) throw new Error('${area}.${entity}: an event without a body');
  const event = JSON.parse(value.toString('utf8')) as ${type}Event;
  if (event.type !== '${area}.${entity}.changed') throw new TypeError(\`unexpected event \${String(event.type)}\`);
  return event;
}
`;
}

function repositorySource({ entity, type, fields, table }) {
  const columns = ['id', ...fields];
  const marks = columns.map((_, i) => `$${i + 1}`).join(', ');
  const values = columns.map((c) => `${entity}.${c}`).join(', ');
  return `import type { Pool } from 'pg';
import type { ${type} } from './${entity}.js';
import { ${entity}FromRow, type ${type}Row } from './${entity}.mapper.js';

export class ${type}Repository {
  constructor(private readonly pool: Pool) {}

  async insert(${entity}: ${type}): Promise<void> {
    await this.pool.query(
      'INSERT INTO ${table} (${fields.join(', ')}) VALUES (${fields.map((_, i) => `$${i + 1}`).join(', ')})',
      [${fields.map((f) => `${entity}.${f}`).join(', ')}],
    );
  }

  async put(${entity}: ${type}): Promise<void> {
    await this.pool.query(
      \`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks})
       ON CONFLICT (id) DO UPDATE SET ${fields.map((f) => `${f} = excluded.${f}`).join(', ')}\`,
      [${values}],
    );
  }

  async find(id: string): Promise<${type} | undefined> {
    const { rows } = await this.pool.query<${type}Row>('SELECT * FROM ${table} WHERE id = $1', [id]);
    return rows[0] && ${entity}FromRow(rows[0]);
  }

  async list(limit: number): Promise<${type}[]> {
    const { rows } = await this.pool.query<${type}Row>('SELECT * FROM ${table} ORDER BY id LIMIT $1', [limit]);
    return rows.map(${entity}FromRow);
  }

  async countTouch(id: string): Promise<void> {
    await this.pool.query('UPDATE ${table} SET touched = touched + 1 WHERE id = $1', [id]);
  }

  async remove(id: string): Promise<void> {
    await this.pool.query('DELETE FROM ${table} WHERE id = $1', [id]);
  }
}
`;
}

function serviceSource({ entity, type }) {
  return `import type { AuditTrail } from '@acme/platform';
import type { ${type}, ${type}Draft } from './${entity}.js';
import { mayChange } from './${entity}.policy.js';
import type { ${type}Repository } from './${entity}.repository.js';
import { problemsOf } from './${entity}.validator.js';

export class ${type}Service {
  constructor(
    private readonly ${entity}s: ${type}Repository,
    private readonly audit: AuditTrail,
    private readonly area: string,
  ) {}

  async create${type}(${entity}: ${type}): Promise<void> {
    this.refuseInvalid(${entity});
    await this.${entity}s.insert(${entity});
    await this.audit.record(this.area, 'create', ${entity}.id);
  }

  async replace${type}(${entity}: ${type}): Promise<void> {
    this.refuseInvalid(${entity});
    await this.${entity}s.put(${entity});
  }

  async touch${type}(id: string): Promise<void> {
    const found = await this.${entity}s.find(id);
    if (!found || !mayChange(found)) return;
    await this.${entity}s.countTouch(id);
  }

  async get(id: string): Promise<${type}> {
    const found = await this.${entity}s.find(id);
    if (!found) throw new Error(\`no ${entity} \${id}\`);
    return found;
  }

  async list(limit = 50): Promise<${type}[]> {
    return this.${entity}s.list(limit);
  }

  async remove(id: string): Promise<void> {
    const found = await this.get(id);
    if (!mayChange(found)) throw new Error(\`${entity} \${id} is closed\`);
    await this.${entity}s.remove(id);
  }

  private refuseInvalid(${entity}: ${type}Draft): void {
    const problems = problemsOf(${entity});
    if (problems.length > 0) throw new RangeError(problems.join('; '));
  }
}
`;
}

function mapperSource({ entity, type, fields }) {
  return `import type { ${type} } from './${entity}.js';

export interface ${type}Row {
  id: string;
${fields.map((f) => `  ${f}: ${typeOf(f)} | null;`).join('\n')}
}

export interface ${type}View {
  readonly key: string;
${fields.map((f) => `  readonly ${f}Text: string;`).join('\n')}
}

export function ${entity}FromRow(row: ${type}Row): ${type} {
  return {
    id: row.id,
${fields.map((f) => `    ${f}: row.${f} ?? ${NUMBERS.has(f) ? '0' : "''"},`).join('\n')}
  };
}

export function ${entity}ToView(${entity}: ${type}): ${type}View {
  return {
    key: ${entity}.id.toUpperCase(),
${fields.map((f) => `    ${f}Text: ${NUMBERS.has(f) ? `${entity}.${f}.toFixed(2)` : `${entity}.${f}.trim()`},`).join('\n')}
  };
}
`;
}

function validatorSource({ entity, type, fields }) {
  return `import type { ${type}Draft } from './${entity}.js';

type Check = (${entity}: ${type}Draft) => string | undefined;

const checks: readonly Check[] = [
${fields
  .map((f) =>
    NUMBERS.has(f)
      ? `  (${entity}) => (Number.isFinite(${entity}.${f}) && ${entity}.${f} >= 0 ? undefined : '${f} must not be negative'),`
      : `  (${entity}) => (${entity}.${f}.length <= 200 ? undefined : '${f} is longer than 200 characters'),`,
  )
  .join('\n')}
];

/** What is wrong with the ${entity}, in words; empty when nothing is. */
export function problemsOf(${entity}: ${type}Draft): string[] {
  const found: string[] = [];
  for (const check of checks) {
    const problem = check(${entity});
    if (problem !== undefined) found.push(problem);
  }
  return found;
}
`;
}

function policySource({ entity, type, fields }) {
  const weighed = fields.filter((f) => NUMBERS.has(f));
  return `import type { ${type} } from './${entity}.js';

const CLOSED = new Set(['closed', 'rejected']);
const LIMITS = { low: 10, middle: 100, high: 1000 } as const;

export type Level = keyof typeof LIMITS;

export function mayChange(${entity}: ${type}): boolean {
  return !CLOSED.has(String((${entity} as { status?: string }).status ?? 'open'));
}

export function weightOf(${entity}: ${type}): number {
  return ${weighed.length > 0 ? weighed.map((f) => `${entity}.${f}`).join(' + ') : '0'};
}

export function levelOf(${entity}: ${type}): Level {
  const weight = weightOf(${entity});
  if (weight < LIMITS.low) return 'low';
  return weight < LIMITS.middle ? 'middle' : 'high';
}

export function compare(a: ${type}, b: ${type}): number {
  const byWeight = weightOf(b) - weightOf(a);
  return byWeight === 0 ? a.id.localeCompare(b.id) : byWeight;
}

export function groupByLevel(${entity}s: readonly ${type}[]): Map<Level, ${type}[]> {
  const groups = new Map<Level, ${type}[]>();
  for (const ${entity} of [...${entity}s].sort(compare)) {
    const level = levelOf(${entity});
    const group = groups.get(level);
    if (group) group.push(${entity});
    else groups.set(level, [${entity}]);
  }
  return groups;
}
`;
}

function routesSource({ area, entity, type }) {
  return `import { Router } from 'express';
import { ${entity}ToView } from './${entity}.mapper.js';
import { ${entity}Service } from './wiring.js';

export const ${entity}Routes = Router();

${entity}Routes.get('/${area}/${entity}s', async (request, response) => {
  const limit = Number(request.query.limit ?? 50);
  const ${entity}s = await ${entity}Service.list(limit);
  response.json(${entity}s.map(${entity}ToView));
});

${entity}Routes.get('/${area}/${entity}s/:id', async (request, response) => {
  const found = await ${entity}Service.get(request.params.id);
  response.json(${entity}ToView(found));
});

${entity}Routes.put('/${area}/${entity}s/:id', async (request, response) => {
  await ${entity}Service.replace${type}({ ...request.body, id: request.params.id });
  response.sendStatus(204);
});

${entity}Routes.delete('/${area}/${entity}s/:id', async (request, response) => {
  await ${entity}Service.remove(request.params.id);
  response.sendStatus(204);
});
`;
}

function clientSource({ area, entity, type }) {
  return `import axios, { type AxiosInstance } from 'axios';
import type { ${type} } from './${entity}.js';

const RETRIES = 3;

/** The ${entity}s of ${area}, for other services. */
export class ${type}Client {
  private readonly http: AxiosInstance;

  constructor(baseURL: string) {
    this.http = axios.create({ baseURL, timeout: 5000 });
  }

  async get(id: string): Promise<${type}> {
    return this.retried(async () => (await this.http.get<${type}>(\`/${area}/${entity}s/\${id}\`)).data);
  }

  async list(limit: number): Promise<${type}[]> {
    return this.retried(async () => (await this.http.get<${type}[]>('/${area}/${entity}s', { params: { limit } })).data);
  }

  private async retried<T>(ask: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await ask();
      } catch (error) {
        if (attempt === RETRIES) throw error;
        await new Promise((resolve) => setTimeout(resolve, attempt * 100));
      }
    }
  }
}
`;
}

function flagSource(i) {
  return `/** Is the feature on for this customer? */
export function isFlag${i}On(customer: { id: string; segment: string }): boolean {
  if (customer.segment === 'staff') return true;
  let sum = ${i};
  for (const character of customer.id) sum = (sum * 31 + character.charCodeAt(0)) % 100;
  return sum < ${(i + 1) * 10};
}
`;
}

const CONNECTIONS = `import amqp, { type Channel } from 'amqplib';
import { Kafka } from 'kafkajs';
import pg from 'pg';
import { AuditTrail } from './audit-trail.js';

export const kafka = new Kafka({ clientId: 'acme', brokers: ['localhost:9092'] });
export const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
export const redisConnection = { host: 'localhost', port: 6379 };
export const auditTrail = new AuditTrail(pool);

export async function openChannel(): Promise<Channel> {
  const connection = await amqp.connect(process.env.AMQP_URL ?? 'amqp://localhost');
  return connection.createChannel();
}
`;

const AUDIT_TRAIL = `import type { Pool } from 'pg';

export class AuditTrail {
  constructor(private readonly pool: Pool) {}

  async record(area: string, action: string, subject: string): Promise<void> {
    await this.pool.query('INSERT INTO audit (area, action, subject) VALUES ($1, $2, $3)', [area, action, subject]);
  }
}
`;
