/** Terraform: `aws_lambda_function` and the resources that call it. */
import { handlerPath, isPartial } from './data.js';
import type { DeployedFunction, EventSource } from './deployed.js';
import { type Block, readBlocks, unquoted } from './hcl.js';

/** @param text of all files of one module (folder) */
export function readTerraform(text: string): readonly DeployedFunction[] {
  const blocks = readBlocks(text);
  const resources = blocks.filter((b) => b.type === 'resource');
  return resources.flatMap((resource): readonly DeployedFunction[] => {
    const [type, name = ''] = resource.labels;
    if (type !== 'aws_lambda_function') return [];
    const at = handlerPath(constantOf(resource, 'handler') ?? '', foldersOf(resource, blocks));
    const events = resources.flatMap((other) => eventSource(other, `aws_lambda_function.${name}`));
    return at && events.length > 0 ? [{ ...at, events }] : [];
  });
}

/** Folders that the function's archive is made of; where none is told, any. */
function foldersOf(resource: Block, blocks: readonly Block[]): readonly string[] {
  const archive = resource.arguments.get('filename') ?? resource.arguments.get('s3_key') ?? '';
  const named = /archive_file\.(\w+)/.exec(archive)?.[1];
  const source = blocks.find((b) => b.labels[0] === 'archive_file' && b.labels[1] === named);
  const folder =
    source && (constantOf(source, 'source_dir') ?? constantOf(source, 'source_file')?.replace(/\/[^/]*$/, ''));
  return folder === undefined ? ['*'] : [fromModule(folder), '*'];
}

/** `${path.module}/src` without what stands for the module's own folder. */
function fromModule(path: string): string {
  return path.replace(/^\$\{path\.(?:module|root|cwd)\}\/?/, '').replace(/\/$/, '');
}

function constantOf(block: Block, name: string): string | undefined {
  const text = block.arguments.get(name);
  return text?.startsWith('"') === true ? unquoted(text) : undefined;
}

function eventSource({ labels: [type], arguments: given, blocks }: Block, fn: string): readonly EventSource[] {
  const calls = (text: string | undefined): boolean =>
    text !== undefined && new RegExp(`\\b${fn.replaceAll('.', '\\.')}\\b`).test(text);
  switch (type) {
    case 'aws_lambda_event_source_mapping': {
      const kind = calls(given.get('function_name')) ? sourceKind(given) : undefined;
      return kind === undefined ? [] : [{ kind, partial: isPartial(given.get('function_response_types')) }];
    }
    case 'aws_sns_topic_subscription':
      return calls(given.get('endpoint')) ? [{ kind: 'sns', partial: false }] : [];
    case 'aws_cloudwatch_event_target':
      return calls(given.get('arn')) ? [{ kind: 'eventbridge', partial: false }] : [];
    case 'aws_s3_bucket_notification':
      return blocks.some((b) => b.type === 'lambda_function' && calls(b.arguments.get('lambda_function_arn')))
        ? [{ kind: 's3', partial: false }]
        : [];
    default:
      return [];
  }
}

function sourceKind(given: Block['arguments']): string | undefined {
  const arn = given.get('event_source_arn') ?? '';
  if (/sqs|queue/i.test(arn)) return 'sqs';
  if (/dynamodb|table/i.test(arn)) return 'dynamodb';
  if (/kinesis/i.test(arn)) return 'kinesis';
  return /msk|kafka/i.test(arn) || given.has('topics') ? 'kafka' : undefined;
}
