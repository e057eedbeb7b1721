/** The general way out of each rule's defect, where no fix fits the code at hand. */
const remedies: Readonly<Record<string, string>> = {
  'no-bare-insert':
    'Give the row a unique key taken from the message and let a conflict do nothing, or record the message id in the same transaction and stop when it is there.',
  'no-relative-update':
    'Record the message id in the same transaction and stop when it is there, or make the update conditional on a state it changes itself.',
  'no-unstable-key':
    'Take the key from what identifies the message, or derive it from that (uuid v5, a hash); made anew, it protects nothing.',
  'no-ack-before-processing':
    'Acknowledge only after everything is written: acknowledge by hand at the end, and await every call on the way.',
  'no-unguarded-side-effect':
    'Pass an idempotency key taken from the message where the receiver takes one, or claim the message id durably first.',
  'no-swallowed-failure':
    'Let the error go on (rethrow, nack), so that the broker delivers again or hands the message to a dead letter queue.',
  'no-volatile-dedup':
    'Keep what was processed where a restart leaves it: a table with a unique key, or a store with set-if-absent.',
  'no-unchecked-claim': 'Look at the outcome of the claim, and return when somebody else was first.',
  'no-split-dedup-marker': 'Write the marker and the effect in one transaction, so that a crash takes both or none.',
  'no-racy-dedup-check': 'Let the store decide: a unique key, or a claim that only one of two deliveries can win.',
  'no-unhandled-duplicate':
    'Take the violation of the unique key as “already done”: ignore the conflict, or catch it and return.',
  'no-mismatched-upsert': 'Look up by the same key that the create branch writes.',
  'no-misplaced-idempotency-key': 'Pass the key where the library reads it; here it is ignored.',
  'require-unique-key': 'Declare the key unique in the schema, or use one that is.',
  'require-message-id':
    'Publish with an id that stays the same when the producer retries, so that consumers can tell repeats apart.',
};

export function remedyOf(ruleId: string): string {
  return remedies[ruleId] ?? 'Make a second run of the handler leave the state that one run leaves.';
}
