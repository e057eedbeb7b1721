/** Where things stand, and how they are written, for people: files relative to the root, texts short. */
import { posix } from 'node:path';
import type { Branch, Condition, Frame, Place } from '../analysis/effect.js';
import type { PictureCondition, PicturePlace, PictureStep } from './picture.js';

const MAX_TEXT = 80;

export function placeOf({ module, node }: Place, root: string): PicturePlace {
  const [start, end] = [module.lines.at(node.range[0]), module.lines.at(node.range[1])];
  return {
    file: posix.relative(root, module.path),
    line: start.line,
    column: start.column + 1,
    endLine: end.line,
    endColumn: end.column + 1,
  };
}

export function stepOf(frame: Frame, root: string): PictureStep {
  return { ...placeOf(frame, root), text: frame.text };
}

/** As it is written, in one line of at most `MAX_TEXT` characters. */
export function textOf({ module, node }: Place): string {
  const text = module.text.slice(...node.range).replace(/\s+/g, ' ');
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT - 1)}…`;
}

/** What must hold for an event; whether a block fails or not is said by where the event stands. */
export function conditionOf({ branch, arms }: Condition): PictureCondition {
  const { kind, place } = branch;
  if (kind === 'switch') return { kind, text: casesOf(branch, arms) };
  if (kind === 'if' && (arms === 1 || arms === 2)) return { kind, text: textOf(place), holds: arms === 1 };
  return { kind, text: kind === 'try' ? '' : textOf(place) };
}

/** `event.type: 'order.placed'`. */
function casesOf({ place }: Branch, arms: number): string {
  const { parent } = place.node;
  const subject = textOf(place);
  if (parent?.type !== 'SwitchStatement') return subject;
  const chosen = parent.cases.filter((_, i) => (arms & (1 << Math.min(i, 29))) !== 0);
  const tests = chosen.map((c) => (c.test ? textOf({ module: place.module, node: c.test }) : 'default'));
  return tests.length === 0 ? subject : `${subject}: ${tests.join(', ')}`;
}
