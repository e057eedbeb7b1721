/** Descriptors as plain data: YAML with CloudFormation's tags, and JSON, which is YAML too. */
import { parseDocument } from 'yaml';

/** A mapping of a descriptor. */
export type Fields = Readonly<Record<string, unknown>>;

/** Templates with more text than this are machine-made. */
const MAX_LENGTH = 400_000;

/**
 * The data of the first document; undefined where the text is no YAML. Unknown tags are dropped, what they stand at is
 * kept: `!GetAtt Queue.Arn` is `'Queue.Arn'`.
 */
export function yamlData(text: string): unknown {
  if (text.length > MAX_LENGTH) return undefined;
  const document = parseDocument(text, { logLevel: 'silent', merge: true, uniqueKeys: false, strict: false });
  return document.errors.length > 0 ? undefined : (document.toJS({ maxAliasCount: 200 }) as unknown);
}

/** The value as a mapping; an empty one where it is something else. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** The value as a list; an empty one where it is something else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** The value as a string, or undefined. */
export function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Does the list of response types, or one value, ask for partial batch responses? */
export function isPartial(value: unknown): boolean {
  return JSON.stringify(value ?? '').includes('ReportBatchItemFailures');
}

/** `src/orders.handler`: the module and the name it exports; folders of build output may stand before it. */
export function handlerPath(
  handler: string,
  folders: readonly string[] = [''],
): { files: string[]; exports: string[] } | undefined {
  const dot = handler.lastIndexOf('.');
  if (dot <= 0 || /[${}]/.test(handler.slice(dot))) return undefined;
  const file = handler.slice(0, dot);
  return {
    files: folders.map((folder) => (folder === '' ? file : `${folder}/${file}`)),
    exports: [handler.slice(dot + 1)],
  };
}
