/** SARIF 2.1.0, for code scanning: each finding with the path to its effect as a code flow. */
import { pathToFileURL } from 'node:url';
import { docsUrl, rules } from '../../findings.js';
import type { Report } from '../report.js';
import type { FindingJson } from '../result.js';

export function sarif({ result, version }: Report): string {
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'idempotent-consumer',
            version,
            rules: rules.map((rule) => ({
              id: rule.id,
              shortDescription: { text: rule.description },
              helpUri: docsUrl(rule.id),
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { ROOT: { uri: pathToFileURL(`${result.root}/`).href } },
        results: result.findings.map(resultOf),
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: result.problems.map((problem) => ({
              level: 'note',
              message: { text: problem.message },
              locations: [{ physicalLocation: { artifactLocation: artifact(problem.file) } }],
            })),
          },
        ],
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function resultOf(finding: FindingJson) {
  const steps = [
    ...finding.trace.map((step) => ({ ...step, text: `${step.text}()` })),
    { ...finding.effect, text: 'effect' },
  ];
  return {
    ruleId: finding.ruleId,
    ruleIndex: rules.findIndex((rule) => rule.id === finding.ruleId),
    level: finding.severity,
    message: { text: finding.message },
    locations: [location(finding)],
    relatedLocations: [{ ...location(finding.effect, 'effect'), id: 1 }],
    codeFlows: [{ threadFlows: [{ locations: steps.map((step) => ({ location: location(step, step.text) })) }] }],
  };
}

function location(at: { file: string; line: number; column?: number }, text?: string) {
  return {
    physicalLocation: {
      artifactLocation: artifact(at.file),
      region: { startLine: at.line, ...(at.column === undefined ? {} : { startColumn: at.column }) },
    },
    ...(text === undefined ? {} : { message: { text } }),
  };
}

function artifact(file: string) {
  return { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: 'ROOT' };
}
