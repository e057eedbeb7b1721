/** Names of what keeps a process from doing too much in a time: it counts each run, a second one for the same message as well. */
export const LIMITING =
  /rate.?limit|[:_.-]rate[:_.-]|throttl|(?:token|leaky).?bucket|bucket.?tokens?|circuit.?(?:breaker|state)|half.?open/i;

/** Names of what a process keeps for its own use, whatever messages come: timers, tokens to come in with, connections. */
export const OWN_USE =
  /timer|timeout|token|client|connection|breaker|socket|listener|subscri(?:ber|ption)|session|config|settings/i;
