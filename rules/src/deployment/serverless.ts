/** Serverless Framework: `functions` with a `handler` and `events`, in `serverless.yml` or a file that it includes. */
import { fieldsOf, handlerPath, isPartial, listOf, stringOf } from './data.js';
import type { DeployedFunction, EventSource } from './deployed.js';

const KINDS: Readonly<Record<string, string>> = {
  sqs: 'sqs',
  sns: 'sns',
  eventBridge: 'eventbridge',
  cloudwatchEvent: 'eventbridge',
  s3: 's3',
  msk: 'kafka',
  kafka: 'kafka',
  activemq: 'mq',
  rabbitmq: 'mq',
};

/** @param data of `serverless.yml`, of an included file, or of the object that `serverless.ts` exports */
export function readServerless(data: unknown): readonly DeployedFunction[] {
  const top = fieldsOf(data);
  const listed = listOf(top['functions']).flatMap((part) => Object.values(fieldsOf(part)));
  const functions = 'functions' in top ? [...Object.values(fieldsOf(top['functions'])), ...listed] : Object.values(top);
  return functions.flatMap((fn) => readServerlessFunction(fn));
}

/** @param data one entry of `functions` */
export function readServerlessFunction(data: unknown): readonly DeployedFunction[] {
  const { handler, events } = fieldsOf(data);
  const at = typeof handler === 'string' ? handlerPath(handler) : undefined;
  const sources = listOf(events).flatMap((event) => eventSource(event));
  return at && sources.length > 0 ? [{ ...at, events: sources }] : [];
}

function eventSource(event: unknown): readonly EventSource[] {
  return Object.entries(fieldsOf(event)).flatMap(([name, options]): readonly EventSource[] => {
    const partial = isPartial(fieldsOf(options)['functionResponseType']);
    if (name === 'stream') return [{ kind: streamKind(options), partial }];
    const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
    return kind === undefined ? [] : [{ kind, partial }];
  });
}

function streamKind(options: unknown): string {
  const type = stringOf(fieldsOf(options)['type']) ?? JSON.stringify(options ?? '');
  return /dynamodb|table/i.test(type) ? 'dynamodb' : 'kinesis';
}
