/** What do `eslint-disable` and other ESLint comments say about the findings? ESLint itself decides, so that the command and the plugin agree. */
import type { Linter, Rule } from 'eslint';
import type { Module } from '../project/module.js';
import { commentsOf } from '../project/parse.js';
import type { Reported } from './report.js';

const PREFIX = 'idempotent-consumer/';

/** The findings that no comment disables, in the same order. ESLint is loaded only where a file names it. */
export async function afterComments(findings: readonly Reported[]): Promise<readonly Reported[]> {
  const modules = [...new Set(findings.map(({ finding }) => finding.place.module))];
  if (!modules.some(isCommented)) return findings;
  const { Linter } = await import('eslint');
  const linter = new Linter({ configType: 'flat' });
  return modules.flatMap((module) => {
    const own = findings.filter(({ finding }) => finding.place.module === module);
    return isCommented(module) ? asLinted(linter, module, own) : own;
  });
}

function isCommented({ text }: Module): boolean {
  return /\beslint\b/.test(text);
}

function asLinted(linter: Linter, module: Module, findings: readonly Reported[]): readonly Reported[] {
  const messages = linter.verify(module.text, configOf(module, findings), 'module.js');
  return messages.flatMap((message) => {
    // Complaints of ESLint's own, about unknown rules of other plugins, are not for us.
    const reported = message.ruleId?.startsWith(PREFIX) === true ? findings[Number(message.message)] : undefined;
    return reported
      ? [{ ...reported, severity: message.severity === 1 ? ('warning' as const) : ('error' as const) }]
      : [];
  });
}

/** Reports each finding where the plugin would, with its position in the list as message. */
function configOf(module: Module, findings: readonly Reported[]): Linter.Config {
  const ids = [...new Set(findings.map(({ finding }) => finding.ruleId))];
  return {
    plugins: { 'idempotent-consumer': { rules: Object.fromEntries(ids.map((id) => [id, reporterOf(id, findings)])) } },
    rules: Object.fromEntries(
      findings.map((f) => [PREFIX + f.finding.ruleId, f.severity === 'warning' ? 'warn' : 'error']),
    ),
    languageOptions: { parser: { parseForESLint: (text: string) => ({ ast: commentsAlone(module, text) }) } },
  };
}

function reporterOf(ruleId: string, findings: readonly Reported[]): Rule.RuleModule {
  return {
    create: (context) => ({
      Program() {
        for (const [i, { finding }] of findings.entries()) {
          if (finding.ruleId !== ruleId) continue;
          const [start, end] = finding.place.node.range.map((offset) => context.sourceCode.getLocFromIndex(offset));
          if (start && end) context.report({ loc: { start, end }, message: String(i) });
        }
      },
    }),
  };
}

type Program = Linter.ESLintParseResult['ast'];

/** A tree of nothing but the comments, which is all that ESLint's directives stand in. */
function commentsAlone(module: Module, text: string): Program {
  const loc = ([start, end]: readonly [number, number]): Program['loc'] => ({
    start: module.lines.at(start),
    end: module.lines.at(end),
  });
  const range: [number, number] = [0, text.length];
  const comments = commentsOf(module.path, text).map((comment) => ({
    type: comment.type,
    value: comment.value,
    range: [...comment.range] as [number, number],
    loc: loc(comment.range),
  }));
  return { type: 'Program', sourceType: 'module', body: [], tokens: [], comments, range, loc: loc(range) };
}
