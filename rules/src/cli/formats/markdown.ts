/** A summary for a pull request's comment or a job's summary page. */
import { docsUrl } from '../../findings.js';
import type { Report } from '../report.js';
import type { FindingJson, ResultJson } from '../result.js';
import { count } from '../text.js';

export function markdown({ result }: Report): string {
  const { stats, findings } = result;
  const looked = `${count(stats.handlers, 'handler')} in ${count(stats.files, 'file')}`;
  const headline = findings.length === 0 ? 'nothing found' : count(findings.length, 'finding');
  return [`## Idempotent Consumer: ${headline}`, '', `${looked}.`, '', ...table(result), ''].join('\n');
}

function table({ findings }: ResultJson): readonly string[] {
  if (findings.length === 0) return [];
  return ['| | Where | Finding | Rule |', '|---|---|---|---|', ...findings.map(row)];
}

function row(finding: FindingJson): string {
  const mark = finding.severity === 'error' ? '✖' : '⚠';
  const where = `\`${cell(finding.file)}:${String(finding.line)}\``;
  return `| ${mark} | ${where} | ${cell(finding.message)} | [${finding.ruleId}](${docsUrl(finding.ruleId)}) |`;
}

function cell(text: string): string {
  return text.replace(/[|<>]/g, (c) => ({ '|': '\\|', '<': '&lt;', '>': '&gt;' })[c] ?? c).replace(/\s+/g, ' ');
}
