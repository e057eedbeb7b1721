/** The only meeting with ESLint: a rule asks for the findings of the linted file and reports its own. */
import { isAbsolute } from 'node:path';
import type { Rule as EslintRule, SourceCode } from 'eslint';
import { docsUrl } from './findings.js';
import type { LintFinding, LintSuggestion } from './lint-finding.js';
import { isSource } from './project/files.js';
import { slashes } from './project/project.js';
import type { Rule } from './rules/rule.js';
import { findingsFor } from './session.js';

export function createRule(rule: Rule): EslintRule.RuleModule {
  return {
    meta: {
      type: 'problem',
      docs: { description: rule.description, url: docsUrl(rule.id), recommended: rule.recommended !== 'off' },
      messages: { ...rule.messages },
      hasSuggestions: true,
      schema: [],
    },
    create(context) {
      const findings = findingsIn(context).filter((finding) => finding.ruleId === rule.id);
      if (findings.length === 0) return {};
      return {
        Program() {
          for (const finding of findings) report(context, finding);
        },
      };
    },
  };
}

function report(context: EslintRule.RuleContext, finding: LintFinding): void {
  const { sourceCode } = context;
  context.report({
    loc: { start: sourceCode.getLocFromIndex(finding.start), end: sourceCode.getLocFromIndex(finding.end) },
    messageId: finding.messageId,
    data: { ...finding.data },
    suggest: finding.suggestions.map(suggestion),
  });
}

function suggestion({ title, edits }: LintSuggestion): EslintRule.SuggestionReportDescriptor {
  return {
    desc: title,
    fix: (fixer) => edits.map(({ start, end, text }) => fixer.replaceTextRange([start, end], text)),
  };
}

/** Once for all rules of a file. */
const known = new WeakMap<SourceCode, readonly LintFinding[]>();

function findingsIn(context: EslintRule.RuleContext): readonly LintFinding[] {
  const { sourceCode } = context;
  const found = known.get(sourceCode) ?? analyse(context);
  known.set(sourceCode, found);
  return found;
}

function analyse({
  filename,
  physicalFilename,
  cwd,
  settings,
  sourceCode,
}: EslintRule.RuleContext): readonly LintFinding[] {
  // `<input>`, code blocks of a Markdown file and the like are no modules of a project.
  if (!isAbsolute(filename) || filename !== physicalFilename || !isSource(filename)) return [];
  const { text } = sourceCode;
  // Where only our parser sees a syntax error, the module is the last good one, and so are its positions.
  const own: unknown = settings['idempotent-consumer'];
  return findingsFor(slashes(filename), text, slashes(cwd), own).filter((f) => f.text === text);
}
