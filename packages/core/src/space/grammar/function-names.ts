/** What may stand before a bracket in the one-line grammar: `log` and `log1m` are floats on those scales. */
export const functionNames = [
  "float",
  "int",
  "log",
  "log1m",
  "choice",
  "ordinal",
  "bool",
  "mix",
  "list",
  "branch",
  "fixed",
  "derived",
  "schedule",
  "network",
] as const
export type FunctionName = (typeof functionNames)[number]
