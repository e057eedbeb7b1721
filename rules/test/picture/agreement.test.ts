/** Does the picture say the same as the findings: what is announced unsafe diverges somewhere, and nothing else does? */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Engine } from '../../src/engine.js';
import { type Picture, pictureOf } from '../../src/picture/build.js';
import { english } from '../../src/picture/words.js';
import { sayOutcome } from '../../src/picture/saying.js';
import { cases, fixturesRoot } from '../fixtures/announcements.js';

/** Rules that say what a lost message leaves undone. */
const LOSING = /^(?:no-ack-before-processing|no-swallowed-failure|no-split-dedup-marker|no-unhandled-duplicate)$/;

describe('pictures of the fixtures', () => {
  it.each(cases())('%s', (name) => {
    const engine = new Engine(join(fixturesRoot, name));
    const pictures = engine.timelines().map((timeline) => pictureOf(engine.analysis, timeline));
    expect(
      pictures.flatMap((p) => [...withoutHarm(p), ...withoutFinding(p)].map((fault) => `${p.id}: ${fault}`)),
    ).toEqual([]);
    expect(JSON.parse(JSON.stringify(pictures))).toEqual(pictures);
  });
});

/** Findings that no moment shows: on the effects they speak of, or, where they speak of none, on any. */
function withoutHarm({ findings, events, moments }: Picture): readonly string[] {
  return findings.flatMap((finding, i) => {
    const spoken = [...events.keys()].filter((e) => events[e]?.type === 'effect' && events[e].findings.includes(i));
    const isShown = moments.some(
      (m) =>
        m.message === 'stuck' ||
        m.outcomes.some((o) => o.isHarmful && (spoken.length === 0 || spoken.includes(o.event))),
    );
    return isShown ? [] : [`nothing shows ${finding.ruleId} of ${finding.effect.file}:${String(finding.effect.line)}`];
  });
}

/** Harm that no finding announces: a repetition by one of that effect, a loss by one of the handler. */
function withoutFinding(picture: Picture): readonly string[] {
  const { findings, events, moments } = picture;
  const loses = findings.some((f) => LOSING.test(f.ruleId));
  return moments.flatMap((m) =>
    m.outcomes
      .filter(
        (o) => o.isHarmful && !(o.result.includes('never') ? loses : (events[o.event]?.findings ?? []).length > 0),
      )
      .map((o) => `${sayOutcome(picture, o, english)} after event ${String(m.at)}, and no finding says so`),
  );
}
