/** Cloudflare Workers: the main module of a worker that consumes queues, by `wrangler.toml` or `wrangler.json(c)`. */
import type { DeployedFunction } from './deployed.js';

const MAIN = /^\s*"?main"?\s*[=:]\s*["']([^"']+)["']/m;
/** `[[queues.consumers]]`, `consumers = [{ … }]` and `"consumers": [{ … }]` below `queues`. */
const CONSUMES = /\[\[[\w.-]*queues\.consumers\]\]|\bqueues\b[\s\S]*?\bconsumers"?\s*[=:]\s*\[\s*\{/;

/** @param text of the file; comments count as text */
export function readWrangler(text: string): readonly DeployedFunction[] {
  const main = MAIN.exec(text)?.[1];
  if (main === undefined || !CONSUMES.test(text)) return [];
  return [
    { files: [main], exports: ['default'], member: 'queue', events: [{ kind: 'cloudflare-queue', partial: false }] },
  ];
}
