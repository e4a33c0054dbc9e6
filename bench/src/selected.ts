import type { BenchProblem } from "./problems/problem.ts"
import { UsageError } from "./usage-error.ts"

/** Which problems are meant; each that is said must hold. */
export interface Selection {
  readonly problems?: readonly string[]
  readonly families?: readonly string[]
  readonly use?: string
}

/** The problems of a selection, in their order. Throws UsageError for a name, family or use that no problem has. */
export function selected(all: readonly BenchProblem[], { problems, families, use }: Selection): readonly BenchProblem[] {
  known(
    "problem",
    problems ?? [],
    all.map(({ name }) => name),
  )
  known(
    "family",
    families ?? [],
    all.map(({ family }) => family),
  )
  known(
    "use",
    use === undefined ? [] : [use],
    all.map((problem) => problem.use),
  )
  return all.filter(
    (problem) =>
      (problems === undefined || problems.includes(problem.name)) &&
      (families === undefined || families.includes(problem.family)) &&
      (use === undefined || use === problem.use),
  )
}

function known(what: string, asked: readonly string[], there: readonly string[]): void {
  const stranger = asked.find((name) => !there.includes(name))
  if (stranger === undefined) return
  throw new UsageError(`there is no ${what} "${stranger}"; there is ${[...new Set(there)].join(", ")}`)
}
