/** Whether a study is one of those that the patterns name; `*` at the end of a pattern stands for anything. No patterns: all are. */
export const namesStudy = (patterns: readonly string[] | undefined, study: string): boolean =>
  patterns === undefined || patterns.some((pattern) => (open(pattern) ? study.startsWith(begin(pattern)) : pattern === study))

/** Whether all that some patterns name is named by others: what somebody may hand on is no more than what they have. */
export const within = (patterns: readonly string[] | undefined, others: readonly string[] | undefined): boolean =>
  others === undefined || (patterns !== undefined && patterns.every((pattern) => others.some((other) => covers(other, pattern))))

const covers = (other: string, pattern: string): boolean => other === pattern || (open(other) && pattern.startsWith(begin(other)))
const open = (pattern: string): boolean => pattern.endsWith("*")
const begin = (pattern: string): string => pattern.slice(0, -1)
