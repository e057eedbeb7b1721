/**
 * AWS CDK: functions that a stack's code makes, and the sources that it connects them to. Constructs of one's own are
 * understood as far as they are given the function's `entry`, as the library's are.
 */
import { posix } from 'node:path';
import type { TSESTree } from '@typescript-eslint/types';
import type { Module } from '../project/module.js';
import type { DeployedFunction, EventSource } from './deployed.js';
import { handlerPath } from './data.js';
import { constantOf, lastName, propertyOf, stringsOf } from './literal.js';

/** By the class given to `addEventSource`. */
const SOURCES: Readonly<Record<string, string>> = {
  SqsEventSource: 'sqs',
  SnsEventSource: 'sns',
  KinesisEventSource: 'kinesis',
  DynamoEventSource: 'dynamodb',
  S3EventSource: 's3',
  S3EventSourceV2: 's3',
  ManagedKafkaEventSource: 'kafka',
  SelfManagedKafkaEventSource: 'kafka',
};

/** By the class that makes a function a target, given to whatever calls it. */
const TARGETS: Readonly<Record<string, string>> = {
  LambdaSubscription: 'sns',
  LambdaFunction: 'eventbridge',
  LambdaDestination: 's3',
};

/** Does the module build stacks? */
export function isStack(specifiers: readonly string[]): boolean {
  return specifiers.some((specifier) => /^(?:aws-cdk-lib|@aws-cdk)(?:\/|$)/.test(specifier));
}

/** Functions that the module makes and connects to sources of messages; files are relative to the module's folder. */
export function readCdk(module: Module): readonly DeployedFunction[] {
  const made = newExpressions(module).flatMap((node) => {
    const code = codeOf(node, module);
    const name = nameOf(node);
    return code.length > 0 && name !== undefined ? [{ code, name }] : [];
  });
  const connected = connections(module);
  return made.flatMap(({ code, name }) => {
    const events = connected.flatMap((c) => (c.target === name ? [c.source] : []));
    return events.length === 0 ? [] : code.map((at) => ({ ...at, events }));
  });
}

function newExpressions(module: Module): readonly TSESTree.NewExpression[] {
  return [...module.calls.values()].flat().filter((node) => node.type === 'NewExpression');
}

/** `{ entry: 'src/orders.ts', handler: 'main' }`, `{ code: Code.fromAsset('dist'), handler: 'orders.main' }`. */
function codeOf(node: TSESTree.NewExpression, module: Module): readonly Pick<DeployedFunction, 'files' | 'exports'>[] {
  const properties = node.arguments.at(-1);
  const entry = propertyOf(properties, 'entry', module);
  const handler = propertyOf(properties, 'handler', module);
  const handlers = handler ? stringsOf(handler, module) : [];
  if (entry) {
    const names = handlers.length > 0 ? handlers.map((name) => name.slice(name.lastIndexOf('.') + 1)) : ['handler'];
    return stringsOf(entry, module).map((file) => ({ files: [file], exports: names }));
  }
  const code = propertyOf(properties, 'code', module);
  if (code?.type !== 'CallExpression') return [];
  const folders = code.arguments.flatMap((a) => stringsOf(a, module)).map((folder) => posix.normalize(folder));
  return handlers.flatMap((path) => handlerPath(path, [...folders, '']) ?? []);
}

/** How the rest of the module calls what is made: the variable, `this.x`. */
function nameOf(node: TSESTree.Node): string | undefined {
  const { parent } = node;
  if (parent?.type === 'VariableDeclarator') return rootOf(parent.id);
  if (parent?.type === 'AssignmentExpression') return rootOf(parent.left);
  if (parent?.type === 'PropertyDefinition' && parent.key.type === 'Identifier') return `this.${parent.key.name}`;
  // What a construct of one's own has made: `new Consumer(…).function`.
  return parent?.type === 'MemberExpression' ? nameOf(parent) : undefined;
}

/** `fn`, `this.fn`; of `fn.function` and `this.fn.function` the same. */
function rootOf(node: TSESTree.Node): string | undefined {
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression' || node.property.type !== 'Identifier') return undefined;
  return node.object.type === 'ThisExpression' ? `this.${node.property.name}` : rootOf(node.object);
}

interface Connection {
  /** As `nameOf` tells the function. */
  readonly target: string;
  readonly source: EventSource;
}

function connections(module: Module): readonly Connection[] {
  return [
    ...(module.calls.get('addEventSource') ?? []).flatMap((call) => eventSource(call, module)),
    ...(module.calls.get('addEventSourceMapping') ?? []).flatMap((call) =>
      call.callee.type === 'MemberExpression' ? mapping(call.callee.object, call.arguments.at(-1), module) : [],
    ),
    ...(module.calls.get('EventSourceMapping') ?? []).flatMap(({ arguments: args }) => {
      const target = propertyOf(args.at(-1), 'target', module);
      return target ? mapping(target, args.at(-1), module) : [];
    }),
    ...Object.entries(TARGETS).flatMap(([cls, kind]) =>
      (module.calls.get(cls) ?? []).flatMap((made) => (isScheduled(made, module) ? [] : targeted(made, kind))),
    ),
  ];
}

/** `fn.addEventSource(new SqsEventSource(queue, { reportBatchItemFailures: true }))` */
function eventSource({ callee, arguments: [given] }: CallNode, module: Module): readonly Connection[] {
  const target = callee.type === 'MemberExpression' ? rootOf(callee.object) : undefined;
  const source = given?.type === 'Identifier' ? constantOf(given, module) : given;
  if (target === undefined || source?.type !== 'NewExpression') return [];
  const cls = lastName(source.callee) ?? '';
  const kind = Object.hasOwn(SOURCES, cls) ? SOURCES[cls] : undefined;
  return kind === undefined ? [] : [{ target, source: { kind, partial: isPartial(source.arguments.at(-1), module) } }];
}

type CallNode = TSESTree.CallExpression | TSESTree.NewExpression;

function isPartial(options: TSESTree.Node | undefined, module: Module): boolean {
  const value = propertyOf(options, 'reportBatchItemFailures', module);
  return value?.type === 'Literal' && value.value === true;
}

/** `{ eventSourceArn: queue.queueArn }`: the name of the property says of what. */
function mapping(target: TSESTree.Node, options: TSESTree.Node | undefined, module: Module): readonly Connection[] {
  const arn = propertyOf(options, 'eventSourceArn', module);
  const kind = ARNS[(arn && lastName(arn)) ?? ''];
  const name = rootOf(target);
  return kind === undefined || name === undefined
    ? []
    : [{ target: name, source: { kind, partial: isPartial(options, module) } }];
}

const ARNS: Readonly<Record<string, string>> = {
  queueArn: 'sqs',
  streamArn: 'kinesis',
  tableStreamArn: 'dynamodb',
  clusterArn: 'kafka',
};

/** `new LambdaSubscription(fn)` */
function targeted({ arguments: [given] }: CallNode, kind: string): readonly Connection[] {
  const target = given && rootOf(given);
  return target === undefined ? [] : [{ target, source: { kind, partial: false } }];
}

/** A target of a rule that goes by the clock: the tick brings no message. */
function isScheduled(made: CallNode, module: Module): boolean {
  for (let at: TSESTree.Node | undefined = made.parent; at; at = at.parent) {
    if (at.type === 'NewExpression') return propertyOf(at.arguments.at(-1), 'schedule', module) !== undefined;
    if (at.type === 'CallExpression' && at.callee.type === 'MemberExpression') {
      const rule = ruleOf(at.callee.object, module);
      return propertyOf(rule?.arguments.at(-1), 'schedule', module) !== undefined;
    }
  }
  return false;
}

/** What made the object that a target is added to, wherever in the module that is. */
function ruleOf(node: TSESTree.Node, module: Module): TSESTree.NewExpression | undefined {
  const name = rootOf(node);
  return node.type === 'NewExpression'
    ? node
    : newExpressions(module).find((made) => name !== undefined && nameOf(made) === name);
}
