/** Asks the user which repair to make. */
import select from '@inquirer/select';
import type { Io } from '../io.js';

/** The index of the repair taken, or what to do instead. */
export type Answer = number | 'skip' | 'skip-rule' | 'stop';

/** Ctrl+C is `stop`. */
export async function ask(titles: readonly string[], ruleId: string, io: Io): Promise<Answer> {
  const choices: { name: string; value: Answer }[] = [
    ...titles.map((name, value) => ({ name, value })),
    { name: 'Skip', value: 'skip' },
    { name: `Skip every finding of ${ruleId}`, value: 'skip-rule' },
    { name: 'Stop here', value: 'stop' },
  ];
  try {
    return await select<Answer>(
      { message: 'Repair it?', choices, loop: false },
      { ...(io.in && { input: io.in }), output: io.out },
    );
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError') return 'stop';
    throw error;
  }
}
