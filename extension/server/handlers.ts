/** The tree of message handlers: package, handler, effects. */
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import type { Engine } from 'eslint-plugin-idempotent-consumer/editor';
import type { Picture } from 'eslint-plugin-idempotent-consumer/picture';
import { sayEvent } from 'eslint-plugin-idempotent-consumer/picture/saying';
import {
  effectsOf,
  faultsOf,
  fileOf,
  inLanguage,
  knownPictures,
  locationOf,
  type PictureEffect,
  verdictOf,
} from './pictures.js';
import type { EffectNode, FaultNode, HandlerNode, HandlerTree } from './protocol.js';
import type { Counted, Reports } from './reports.js';
import { isObject } from './settings.js';
import type { Texts } from './texts.js';
import type { Workspace } from './workspace.js';

/** As far as the workspace was analysed by now. */
export async function handlerTree(workspace: Workspace, reports: Reports, texts: Texts): Promise<HandlerTree> {
  const packages = new Map<string, HandlerNode[]>();
  for (const engine of workspace.engines()) {
    const pictures = knownPictures(engine).map((picture) => inLanguage(picture, texts));
    const counts = await reports.counted(engine, engine.knownFindings());
    for (const picture of pictures) {
      const file = fileOf(engine, picture.handler.place);
      if (!workspace.holds(file) && !workspace.documents.get(file)) continue;
      const folder = packageFolder(file, engine.project.root);
      const nodes = packages.get(folder) ?? [];
      packages.set(folder, nodes);
      nodes.push(handlerNode(engine, picture, counts, workspace, texts));
    }
  }
  const found = [...packages].map(([folder, handlers]) => ({
    name: packageName(folder),
    uri: workspace.documents.uriOf(folder),
    handlers,
  }));
  return { packages: found.sort((a, b) => a.name.localeCompare(b.name) || a.uri.localeCompare(b.uri)) };
}

function handlerNode(
  engine: Engine,
  picture: Picture,
  counts: Counted,
  { documents }: Workspace,
  texts: Texts,
): HandlerNode {
  const { handler, delivery } = picture;
  return {
    library: handler.library,
    name: handler.name,
    ack: delivery.ack,
    source: handler.source ?? null,
    location: locationOf(engine, documents, handler.place),
    effects: effectsOf(picture).map((effect): EffectNode => ({
      label: sayEvent(picture, effect, texts.words),
      kind: effect.kind,
      store: effect.store,
      resource: effect.resource ?? null,
      verdict: verdictOf(effect, picture, counts),
      why: whyOf(effect, picture, texts),
      location: locationOf(engine, documents, effect.place),
    })),
    faults: faultsOf(picture, counts).map(({ ruleId, message, place }): FaultNode => ({
      ruleId,
      message,
      location: locationOf(engine, documents, place),
    })),
  };
}

/** In a sentence, or a part of one. */
export function whyOf({ why }: PictureEffect, picture: Picture, texts: Texts): string {
  return why.code === 'finding' ? (picture.findings[why.finding]?.message ?? '') : texts(`why.${why.code}`);
}

/** The nearest folder with a manifest, not above the project's root. */
function packageFolder(file: string, root: string): string {
  for (let at = posix.dirname(file); at.length > root.length; at = posix.dirname(at)) {
    if (manifestOf(at) !== undefined) return at;
  }
  return root;
}

function packageName(folder: string): string {
  const manifest = manifestOf(folder);
  const name = isObject(manifest) ? manifest['name'] : undefined;
  return typeof name === 'string' && name !== '' ? name : posix.basename(folder);
}

function manifestOf(folder: string): unknown {
  try {
    return JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as unknown;
  } catch {
    // There is none, or none that can be read: the folder is not a package by it.
    return undefined;
  }
}
