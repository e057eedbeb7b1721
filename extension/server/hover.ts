/** What a redelivery does at this place, in a few lines. */
import { docsUrl, type Engine } from 'eslint-plugin-idempotent-consumer/editor';
import type { Picture, PictureFinding, PicturePlace } from 'eslint-plugin-idempotent-consumer/picture';
import { sayFate, sayMoment, sayOutcome } from 'eslint-plugin-idempotent-consumer/picture/saying';
import type { Hover, Position } from 'vscode-languageserver';
import { whyOf } from './handlers.js';
import { handlerName } from './inlay-hints.js';
import {
  contains,
  effectsOf,
  faultsOf,
  fileOf,
  inLanguage,
  knownPictures,
  type PictureEffect,
  picturesIn,
  rangeOf,
} from './pictures.js';
import type { Texts } from './texts.js';
import type { Workspace } from './workspace.js';

/** Does the editor say the finding's message at its place anyway? */
type IsShown = (finding: PictureFinding) => boolean;

export function hoverAt(
  uri: string,
  position: Position,
  workspace: Workspace,
  texts: Texts,
  isShown: IsShown,
): Hover | null {
  const path = workspace.documents.pathOf(uri);
  const engine = path === undefined ? undefined : workspace.engineOf(path);
  if (path === undefined || !engine) return null;
  return new Hovering(engine, path, position, workspace, texts, isShown).hover();
}

/** At most so many handlers and effects are named. */
const MAX_NAMED = 6;

class Hovering {
  readonly #here: readonly Picture[];

  constructor(
    readonly engine: Engine,
    readonly path: string,
    readonly position: Position,
    readonly workspace: Workspace,
    readonly texts: Texts,
    readonly isShown: IsShown,
  ) {
    // A handler of this file as it is now, those of other files as they were known last.
    const others = knownPictures(engine).filter((p) => fileOf(engine, p.handler.place) !== path);
    this.#here = [...picturesIn(engine, path), ...others].map((picture) => inLanguage(picture, texts));
  }

  hover(): Hover | null {
    return this.#finding() ?? this.#effect() ?? this.#ack() ?? this.#handler();
  }

  /** Where a finding is reported, which may be a call that leads to the effect. */
  #finding(): Hover | null {
    const found = this.#smallest(
      this.#here.flatMap((picture) => picture.findings.map((finding) => ({ place: finding.place, picture, finding }))),
    );
    if (!found) return null;
    const { picture, finding } = found;
    const effect = effectsOf(picture).find((e) => e.findings.includes(picture.findings.indexOf(finding)));
    return this.#answer(found.place, [
      this.isShown(finding) ? undefined : finding.message,
      this.#afterwards(picture, effect),
      this.#path(effect),
      page(finding, this.texts),
    ]);
  }

  /** The first moment that harms the effect, else the handler, and what it leaves; crashes before others. */
  #afterwards(picture: Picture, effect: PictureEffect | undefined): string | undefined {
    const { words } = this.texts;
    const harmed = picture.moments.flatMap((moment) => {
      const outcomes = moment.outcomes.filter(
        (o) => o.isHarmful && (effect === undefined || picture.events[o.event] === effect),
      );
      return outcomes.length > 0 ? [{ moment, outcomes }] : [];
    });
    const first = harmed.find(({ moment }) => moment.kind === 'crash') ?? harmed[0];
    if (!first) return undefined;
    const said = [
      ...new Set(first.outcomes.slice(0, MAX_NAMED).map((o) => `**${plain(sayOutcome(picture, o, words))}**`)),
    ];
    return [plain(sayMoment(picture, first.moment, words)), sayFate(first.moment, words), ...said].join(' → ');
  }

  #effect(): Hover | null {
    const all = this.#here.flatMap((picture) =>
      effectsOf(picture).map((effect) => ({ place: effect.place, picture, effect })),
    );
    const found = this.#smallest(all);
    if (!found) return null;
    const same = all.filter((o) => samePlace(o.place, found.place));
    const worst =
      same.find((o) => o.effect.verdict === 'unsafe') ?? same.find((o) => o.effect.verdict === 'unknown') ?? found;
    const { effect, picture } = worst;
    const why = whyOf(effect, picture, this.texts);
    const verdict = this.texts(`hover.effect.${effect.verdict}`, { message: why, why });
    const finding = effect.why.code === 'finding' ? picture.findings[effect.why.finding] : undefined;
    const handlers = [...new Set(same.map((o) => this.#handlerLink(o.picture)))].slice(0, MAX_NAMED).join(', ');
    return this.#answer(found.place, [
      verdict,
      effect.verdict === 'unsafe' ? this.#afterwards(picture, effect) : undefined,
      this.texts('hover.reached', { handlers }),
      this.#path(effect),
      finding && page(finding, this.texts),
    ]);
  }

  #ack(): Hover | null {
    const acks = this.#here.flatMap((picture) =>
      picture.events.flatMap((e) =>
        e.type === 'ack' && !e.isImplied && e.action !== 'nack' && e.action !== 'extend' ? [{ place: e.place }] : [],
      ),
    );
    const found = this.#smallest(acks);
    return found ? this.#answer(found.place, [this.texts('hover.ack')]) : null;
  }

  /** On the handler's first line: its body is hovered for other reasons. */
  #handler(): Hover | null {
    const isHere = ({ handler: { place } }: Picture): boolean =>
      fileOf(this.engine, place) === this.path && place.line - 1 === this.position.line;
    const picture = this.#here.find(isHere);
    if (!picture) return null;
    const { handler, delivery } = picture;
    const unsafe = effectsOf(picture).filter((e) => e.verdict === 'unsafe');
    const head = this.texts('hover.handler', {
      library: handler.library,
      name: handler.name,
      guarantee: this.texts(delivery.guarantee),
      acked: this.texts(`acked.${delivery.ack}`),
    });
    const source = handler.source === undefined ? '' : ` ${this.texts('hover.source', { source: handler.source })}`;
    const list = unsafe.slice(0, MAX_NAMED).map((e) => `- ${this.#effectLink(e)}`);
    const others = faultsOf(picture).map((f) => `- ${f.message}`);
    const said =
      list.length + others.length > 0
        ? [this.texts('hover.unsafe'), ...list, ...others].join('\n')
        : this.texts(picture.verdict === 'unknown' ? 'hover.unknown' : 'hover.safe');
    return this.#answer(handler.place, [head + source, said], this.position.line);
  }

  /** The innermost that holds the position in this file. */
  #smallest<T extends { readonly place: PicturePlace }>(all: readonly T[]): T | undefined {
    return all
      .filter(({ place }) => fileOf(this.engine, place) === this.path && contains(rangeOf(place), this.position))
      .sort((a, b) => extent(a.place) - extent(b.place))[0];
  }

  #answer(place: PicturePlace, parts: readonly (string | undefined)[], line?: number): Hover {
    const value = parts.filter((part) => part !== undefined && part !== '').join('\n\n');
    const contents = { kind: 'markdown', value } as const;
    if (line === undefined) return { contents, range: rangeOf(place) };
    return { contents, range: { start: { line, character: 0 }, end: { line: line + 1, character: 0 } } };
  }

  #path(effect: PictureEffect | undefined): string | undefined {
    if (!effect || effect.trace.length === 0) return undefined;
    const steps = effect.trace.map((step) => this.#link(`${step.text}()`, step));
    return this.texts('hover.path', { path: [...steps, this.#effectLink(effect)].join(' → ') });
  }

  #effectLink(effect: PictureEffect): string {
    const target = effect.resource === undefined ? effect.store : `“${effect.resource}”`;
    return this.#link(`${effect.kind} ${target}`, effect.place);
  }

  #handlerLink(picture: Picture): string {
    return this.#link(handlerName(picture), picture.handler.place);
  }

  #link(text: string, place: PicturePlace): string {
    const uri = this.workspace.documents.uriOf(fileOf(this.engine, place));
    return `[${plain(text)}](${uri}#L${String(place.line)})`;
  }
}

/** Text that Markdown leaves as it is. */
function plain(text: string): string {
  return text.replace(/[[\]\\`*_<>]/g, '\\$&');
}

function page({ ruleId }: PictureFinding, texts: Texts): string {
  return `[${texts('hover.page', { rule: ruleId })}](${docsUrl(ruleId)})`;
}

function extent({ line, column, endLine, endColumn }: PicturePlace): number {
  return (endLine - line) * 10_000 + endColumn - column;
}

function samePlace(a: PicturePlace, b: PicturePlace): boolean {
  return a.file === b.file && a.line === b.line && a.column === b.column;
}
