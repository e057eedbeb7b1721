/** What a repository's deployment descriptors say: which exported function is called for which source of events. */
import { posix } from 'node:path';
import { readCloudFormation } from './cloudformation.js';
import { readFunctionJson } from './function-json.js';
import { readServerless } from './serverless.js';
import { readTerraform } from './terraform.js';
import { yamlData } from './data.js';
import { readWrangler } from './wrangler.js';

/** Something that calls a function with messages. */
export interface EventSource {
  /** `sqs`, `sns`, `kinesis`, `dynamodb`, `eventbridge`, `s3`, `kafka`, `mq`; the type of a binding in a `function.json`. */
  readonly kind: string;
  /** Does the source listen to which messages of a batch failed? */
  readonly partial: boolean;
}

/** A function as a descriptor names it. */
export interface DeployedFunction {
  /** Where its module may be, from the descriptor's folder, with or without extension; the first that is there counts. */
  readonly files: readonly string[];
  /** Names of the export, the first that is there counts; `=` is `module.exports`. */
  readonly exports: readonly string[];
  /** The function is this member of the export. */
  readonly member?: string;
  readonly events: readonly EventSource[];
}

/** A file of the repository. */
export interface Descriptor {
  readonly path: string;
  readonly text: string;
}

/** Names that descriptors have; their text decides. */
export const DESCRIPTOR_FILE =
  /(?:\.ya?ml|\.tf|\/function\.json|\/wrangler\.(?:toml|jsonc?)|(?:template|stack|cloudformation|cfn)[^/]*\.json|\.template)$/i;

/**
 * Functions that the descriptors of one repository deploy, with the folder that their files are relative to.
 *
 * @param descriptors files whose path fits `DESCRIPTOR_FILE`; others are passed over
 */
export function readDeployments(
  descriptors: readonly Descriptor[],
): readonly { readonly folder: string; readonly fn: DeployedFunction }[] {
  const single = descriptors.flatMap(({ path, text }) => {
    const folder = posix.dirname(path);
    return readDescriptor(path, text).map((fn) => ({ folder, fn }));
  });
  return [...single, ...terraformFolders(descriptors)];
}

function readDescriptor(path: string, text: string): readonly DeployedFunction[] {
  if (path.endsWith('.tf')) return [];
  if (path.includes('/wrangler.')) return readWrangler(text);
  if (path.endsWith('/function.json')) return text.includes('bindings') ? readFunctionJson(yamlData(text)) : [];
  if (/AWS::/.test(text)) {
    const data = yamlData(text);
    return [...readCloudFormation(data), ...readServerless(data)];
  }
  return /\bhandler\b/.test(text) && /\bevents\b/.test(text) ? readServerless(yamlData(text)) : [];
}

/** A Terraform module is a folder; its files speak of each other. */
function terraformFolders(descriptors: readonly Descriptor[]): ReturnType<typeof readDeployments> {
  const folders = new Map<string, string[]>();
  for (const { path, text } of descriptors) {
    if (!path.endsWith('.tf')) continue;
    const folder = posix.dirname(path);
    folders.set(folder, [...(folders.get(folder) ?? []), text]);
  }
  return [...folders].flatMap(([folder, texts]) =>
    texts.some((text) => text.includes('aws_lambda_function'))
      ? readTerraform(texts.join('\n')).map((fn) => ({ folder, fn }))
      : [],
  );
}
