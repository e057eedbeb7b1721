/** From an effect to the handlers that reach it, and from a handler to what it does. */
import type { Engine } from 'eslint-plugin-idempotent-consumer/editor';
import type { Picture, PicturePlace } from 'eslint-plugin-idempotent-consumer/picture';
import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type Position,
  SymbolKind,
} from 'vscode-languageserver';
import { contains, effectsOf, fileOf, knownPictures, type PictureEffect, rangeOf } from './pictures.js';
import type { Workspace } from './workspace.js';

export class CallHierarchy {
  constructor(readonly workspace: Workspace) {}

  /** The effects at the position, else the handler that stands there. */
  prepare(uri: string, position: Position): CallHierarchyItem[] | null {
    const { path, engine } = this.#projectOf(uri);
    if (path === undefined || !engine) return null;
    const pictures = knownPictures(engine);
    const isHere = (place: PicturePlace): boolean =>
      fileOf(engine, place) === path && contains(rangeOf(place), position);
    const effects = pictures.flatMap((p) => effectsOf(p).filter((e) => isHere(e.place)));
    const items = effects.map((e) => this.#effectItem(engine, e));
    if (items.length > 0) return [...new Map(items.map((i) => [i.name + keyOf(i), i])).values()];
    const handlers = pictures.filter((p) => isHere(p.handler.place)).map((p) => this.#handlerItem(engine, p));
    return handlers.length > 0 ? handlers : null;
  }

  incoming(item: CallHierarchyItem): CallHierarchyIncomingCall[] {
    const { engine } = this.#projectOf(item.uri);
    if (!engine) return [];
    return knownPictures(engine).flatMap((picture) => {
      const reaching = effectsOf(picture).filter((e) => isSame(this.#effectItem(engine, e), item));
      if (reaching.length === 0) return [];
      const fromRanges = reaching.map((e) => rangeOf(callIn(picture, e)));
      return [{ from: this.#handlerItem(engine, picture), fromRanges }];
    });
  }

  outgoing(item: CallHierarchyItem): CallHierarchyOutgoingCall[] {
    const { engine } = this.#projectOf(item.uri);
    if (!engine) return [];
    const picture = knownPictures(engine).find((p) => isSame(this.#handlerItem(engine, p), item));
    if (!picture) return [];
    return effectsOf(picture).map((effect) => ({
      to: this.#effectItem(engine, effect),
      fromRanges: [rangeOf(callIn(picture, effect))],
    }));
  }

  #projectOf(uri: string): { readonly path: string | undefined; readonly engine: Engine | undefined } {
    const path = this.workspace.documents.pathOf(uri);
    return { path, engine: path === undefined ? undefined : this.workspace.engineOf(path) };
  }

  #effectItem(engine: Engine, effect: PictureEffect): CallHierarchyItem {
    const name = effect.resource === undefined ? effect.kind : `${effect.kind} “${effect.resource}”`;
    return this.#item(engine, name, `${effect.store} · ${effect.verdict}`, SymbolKind.Event, effect.place);
  }

  #handlerItem(engine: Engine, { handler }: Picture): CallHierarchyItem {
    const name = `${handler.library} ${handler.name}`;
    return this.#item(engine, name, handler.source ?? '', SymbolKind.Function, handler.place);
  }

  #item(engine: Engine, name: string, detail: string, kind: SymbolKind, place: PicturePlace): CallHierarchyItem {
    const range = rangeOf(place);
    const uri = this.workspace.documents.uriOf(fileOf(engine, place));
    return { name, detail, kind, uri, range, selectionRange: range };
  }
}

/** The call in the handler's file that leads to the effect; the effect itself where it stands there. */
function callIn({ handler }: Picture, effect: PictureEffect): PicturePlace {
  const home = handler.place.file;
  if (effect.place.file === home) return effect.place;
  return effect.trace.find((step) => step.file === home) ?? handler.place;
}

function keyOf({ uri, range }: CallHierarchyItem): string {
  return `${uri} ${String(range.start.line)}:${String(range.start.character)}`;
}

function isSame(a: CallHierarchyItem, b: CallHierarchyItem): boolean {
  return a.kind === b.kind && keyOf(a) === keyOf(b);
}
