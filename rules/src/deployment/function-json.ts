/** Azure Functions up to programming model 3: a folder with a `function.json` is a function. */
import { posix } from 'node:path';
import { fieldsOf, listOf, stringOf } from './data.js';
import type { DeployedFunction } from './deployed.js';

/** @param data of `function.json`; its folder is the function's */
export function readFunctionJson(data: unknown): readonly DeployedFunction[] {
  const { bindings, scriptFile, entryPoint } = fieldsOf(data);
  const events = listOf(bindings).flatMap((binding) => {
    const { type } = fieldsOf(binding);
    return typeof type === 'string' && /Trigger$/.test(type) ? [{ kind: type, partial: false }] : [];
  });
  if (events.length === 0) return [];
  const script = stringOf(scriptFile);
  const named = stringOf(entryPoint);
  return [
    {
      files: [...(script === undefined ? [] : [script, posix.basename(script)]), 'index'],
      exports: named === undefined ? ['=', 'default', 'run', 'index'] : [named],
      events,
    },
  ];
}
