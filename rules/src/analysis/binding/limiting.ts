/** Names of what keeps a process from doing too much in a time: it counts each run, a second one for the same message as well. */
export const LIMITING =
  /rate.?limit|throttl|(?:token|leaky).?bucket|bucket.?tokens?|circuit.?(?:breaker|state)|half.?open/i;
