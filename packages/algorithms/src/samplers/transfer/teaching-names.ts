import type { Problem } from "@diapason/core"

/** The studies of the memory by name, the first few of them. */
export function teachingNames({ memory = [] }: Pick<Problem, "memory">): string {
  const named = memory.slice(0, most).map(({ study }) => study)
  return `${named.join(", ")}${memory.length > most ? ` and ${memory.length - most} more` : ""}`
}

const most = 3
