/** Annotations on a pull request, as GitHub Actions reads them from a step's output. */
import { posix } from 'node:path';
import type { Report } from '../report.js';

export function github({ result, cwd }: Report): string {
  const lines = result.findings.map((finding) => {
    const properties = {
      file: posix.relative(cwd, posix.join(result.root, finding.file)),
      line: String(finding.line),
      col: String(finding.column),
      title: `idempotent-consumer/${finding.ruleId}`,
    };
    const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(value)}`);
    return `::${finding.severity} ${list.join(',')}::${escapeData(finding.message)}\n`;
  });
  return lines.join('');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
