/** The only meeting with ESLint: a rule asks for the findings of the linted file and reports its own. */
import { isAbsolute } from 'node:path';
import type { Rule as EslintRule, SourceCode } from 'eslint';
import { docsUrl, type Finding } from './findings.js';
import type { Fix } from './fixes/fix.js';
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

function report(context: EslintRule.RuleContext, finding: Finding): void {
  const { sourceCode } = context;
  const [start, end] = finding.place.node.range;
  context.report({
    loc: { start: sourceCode.getLocFromIndex(start), end: sourceCode.getLocFromIndex(end) },
    messageId: finding.messageId,
    data: { ...finding.data },
    suggest: finding.fixes.filter((fix) => isWithin(fix, finding.place.module.path)).map(suggestion),
  });
}

/** ESLint changes one file at a time: a repair that needs another as well is the editor's. */
function isWithin(fix: Fix, file: string): boolean {
  return fix.edits.length > 0 && fix.edits.every((edit) => edit.module.path === file);
}

function suggestion(fix: Fix): EslintRule.SuggestionReportDescriptor {
  return {
    desc: fix.title,
    fix: (fixer) => fix.edits.map((edit) => fixer.replaceTextRange([edit.start, edit.end], edit.text)),
  };
}

/** Once for all rules of a file. */
const known = new WeakMap<SourceCode, readonly Finding[]>();

function findingsIn(context: EslintRule.RuleContext): readonly Finding[] {
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
}: EslintRule.RuleContext): readonly Finding[] {
  // `<input>`, code blocks of a Markdown file and the like are no modules of a project.
  if (!isAbsolute(filename) || filename !== physicalFilename || !isSource(filename)) return [];
  const { text } = sourceCode;
  // Where only our parser sees a syntax error, the module is the last good one, and so are its positions.
  const own: unknown = settings['idempotent-consumer'];
  return findingsFor(slashes(filename), text, slashes(cwd), own).filter((f) => f.place.module.text === text);
}
