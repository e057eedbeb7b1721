/** Answers the request for the picture of the handler at a place. */
import type { Picture } from 'eslint-plugin-idempotent-consumer/picture';
import { contains, fileOf, inLanguage, picturesIn, rangeOf } from './pictures.js';
import type { TimelineParams, TimelinePicture } from './protocol.js';
import type { Texts } from './texts.js';
import type { Workspace } from './workspace.js';

export function timelineAt(
  { uri, position }: TimelineParams,
  workspace: Workspace,
  texts: Texts,
): TimelinePicture | null {
  const path = workspace.documents.pathOf(uri);
  const engine = path === undefined ? undefined : workspace.engineOf(path);
  if (path === undefined || !engine) return null;
  const pictures = picturesIn(engine, path);
  const around = pictures.filter((p) => contains(rangeOf(p.handler.place), position)).sort(bySize)[0];
  const reaching = pictures.find((p) =>
    p.events.some((e) => fileOf(engine, e.place) === path && contains(rangeOf(e.place), position)),
  );
  const picture = around ?? reaching;
  return picture ? { root: workspace.documents.uriOf(engine.project.root), picture: inLanguage(picture, texts) } : null;
}

function bySize(a: Picture, b: Picture): number {
  const lines = ({ line, endLine }: Picture['handler']['place']): number => endLine - line;
  return lines(a.handler.place) - lines(b.handler.place);
}
