/** CloudFormation and SAM templates: functions, and the resources that call them. */
import { type Fields, fieldsOf, handlerPath, isPartial, listOf, stringOf } from './data.js';
import type { DeployedFunction, EventSource } from './deployed.js';

/** By the type of an event in SAM. */
const SAM_KINDS: Readonly<Record<string, string>> = {
  SQS: 'sqs',
  SNS: 'sns',
  Kinesis: 'kinesis',
  DynamoDB: 'dynamodb',
  EventBridgeRule: 'eventbridge',
  CloudWatchEvent: 'eventbridge',
  S3: 's3',
  MSK: 'kafka',
  SelfManagedKafka: 'kafka',
  MQ: 'mq',
};

/** By the resource (or its address) that a mapping reads from. */
const SOURCES: readonly (readonly [pattern: RegExp, kind: string])[] = [
  [/AWS::SQS::|:sqs:|queue/i, 'sqs'],
  [/AWS::Kinesis::|:kinesis:/i, 'kinesis'],
  [/AWS::DynamoDB::|:dynamodb:|table|streamarn/i, 'dynamodb'],
  [/AWS::MSK::|:kafka:|kafka/i, 'kafka'],
  [/AWS::AmazonMQ::|:mq:/i, 'mq'],
  [/stream/i, 'kinesis'],
];

/** @param data the template */
export function readCloudFormation(data: unknown): readonly DeployedFunction[] {
  const top = fieldsOf(data);
  const resources = fieldsOf(top['Resources']);
  const shared = fieldsOf(fieldsOf(top['Globals'])['Function']);
  return Object.entries(resources).flatMap(([name, resource]): readonly DeployedFunction[] => {
    const { Type, Properties, Metadata } = fieldsOf(resource);
    if (Type !== 'AWS::Serverless::Function' && Type !== 'AWS::Lambda::Function') return [];
    const own: Fields =
      Type === 'AWS::Serverless::Function' ? { ...shared, ...fieldsOf(Properties) } : fieldsOf(Properties);
    const at = codeOf(own, fieldsOf(Metadata));
    const events = [...samEvents(own), ...mappedTo(name, resources)];
    return at && events.length > 0 ? [{ ...at, events }] : [];
  });
}

/** Where the function's code is: the build's entry point, or the handler below the folder of code. */
function codeOf(properties: Fields, metadata: Fields): Pick<DeployedFunction, 'files' | 'exports'> | undefined {
  const handler = stringOf(properties['Handler']);
  const folder = (stringOf(properties['CodeUri']) ?? stringOf(properties['Code']) ?? '').replace(/\/$/, '');
  const at = handler === undefined ? undefined : handlerPath(handler, [folder, '']);
  if (!at) return undefined;
  const entries = listOf(fieldsOf(metadata['BuildProperties'])['EntryPoints']).flatMap((e) => stringOf(e) ?? []);
  return { ...at, files: [...entries.flatMap((e) => (folder === '' ? [e] : [`${folder}/${e}`, e])), ...at.files] };
}

function samEvents(properties: Fields): readonly EventSource[] {
  return Object.values(fieldsOf(properties['Events'])).flatMap((event): readonly EventSource[] => {
    const { Type, Properties } = fieldsOf(event);
    const options = fieldsOf(Properties);
    // The topic's messages come by a queue that SAM makes.
    if (Type === 'SNS' && options['SqsSubscription'])
      return [{ kind: 'sqs', partial: isPartial(options['SqsSubscription']) }];
    const kind = typeof Type === 'string' && Object.hasOwn(SAM_KINDS, Type) ? SAM_KINDS[Type] : undefined;
    return kind === undefined ? [] : [{ kind, partial: isPartial(options['FunctionResponseTypes']) }];
  });
}

/** What other resources of the template call the function. */
function mappedTo(name: string, resources: Fields): readonly EventSource[] {
  const calls = (target: unknown): boolean => refersTo(target, name);
  return Object.values(resources).flatMap((resource): readonly EventSource[] => {
    const { Type, Properties } = fieldsOf(resource);
    const own = fieldsOf(Properties);
    switch (Type) {
      case 'AWS::Lambda::EventSourceMapping': {
        const kind = calls(own['FunctionName']) ? sourceKind(own['EventSourceArn'], resources) : undefined;
        return kind === undefined ? [] : [{ kind, partial: isPartial(own['FunctionResponseTypes']) }];
      }
      case 'AWS::SNS::Subscription':
        return calls(own['Endpoint']) ? [{ kind: 'sns', partial: false }] : [];
      case 'AWS::SNS::Topic':
        return listOf(own['Subscription']).some((s) => calls(fieldsOf(s)['Endpoint']))
          ? [{ kind: 'sns', partial: false }]
          : [];
      case 'AWS::Events::Rule':
        return own['EventPattern'] !== undefined && listOf(own['Targets']).some((t) => calls(fieldsOf(t)['Arn']))
          ? [{ kind: 'eventbridge', partial: false }]
          : [];
      case 'AWS::S3::Bucket': {
        const called = listOf(fieldsOf(own['NotificationConfiguration'])['LambdaConfigurations']);
        return called.some((c) => calls(fieldsOf(c)['Function'])) ? [{ kind: 's3', partial: false }] : [];
      }
      default:
        return [];
    }
  });
}

/** `!Ref Fn`, `!GetAtt Fn.Arn`, `{ 'Fn::GetAtt': ['Fn', 'Arn'] }`, `!Sub '${Fn.Arn}'`. */
function refersTo(value: unknown, name: string): boolean {
  return (JSON.stringify(value ?? '').match(/\w+/g) ?? []).some((word) => word === name);
}

function sourceKind(arn: unknown, resources: Fields): string | undefined {
  const text = JSON.stringify(arn ?? '');
  const named = Object.entries(resources).find(([name]) => refersTo(arn, name));
  const type = stringOf(fieldsOf(named?.[1])['Type']) ?? '';
  return SOURCES.find(([pattern]) => pattern.test(type === '' ? text : type))?.[1];
}
