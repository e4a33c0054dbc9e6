import type { TrialTable } from "../table.ts"
import type { FilterProblem, NotesOf } from "./problem.ts"
import { testOf } from "./test-of.ts"
import { termsOf, type Term } from "./terms.ts"

/** A filter that was read: which trials it keeps. It belongs to the table it was made for; one that was followed on needs a new one. */
export interface Filter {
  test(n: number): boolean
  /** Its words with their places in the text, for who shows each by itself. */
  readonly terms: readonly Term[]
}

/**
 * Reads a filter: `state:complete lr<0.01 -optimizer:adam,sgd #12..40 best:10% failure:oom tag:paper note`. All of its words must hold;
 * `-` or `!` turns one round.
 *
 * A column goes by its name, or its end after a dot where that is enough (`momentum` for `optimizer.momentum`); a name with odd signs, or one
 * that means something else here, stands in quotes. `name:value` or `=`: it is that value, one of several with commas, words also with `*`;
 * `none` for trials without one. `!=`, `<`, `<=`, `>`, `>=` and `name:low..high` (ends count, either may be absent) compare, and never
 * hold where there is no value. Durations take `ms`, `s`, `m`, `h`, `d`.
 * `best:20`, `best:10%` (or `top`): the best by the first objective among all complete trials. `#12`, `#12..40`: by number.
 * `state` is how a trial is shown; its words may stand alone. `note`, `note:word`, `tag:word` read the notes.
 */
export function filterOf(table: TrialTable, text: string, notesOf: NotesOf = () => undefined): Filter | FilterProblem {
  const terms = termsOf(text)
  if (!isTerms(terms)) return terms
  const tests: ((n: number) => boolean)[] = []
  for (const term of terms) {
    const test = testOf(table, term, notesOf)
    if (typeof test !== "function") return test
    tests.push(term.negated ? (n) => !test(n) : test)
  }
  return { terms, test: (n) => tests.every((test) => test(n)) }
}

const isTerms = (terms: readonly Term[] | FilterProblem): terms is readonly Term[] => Array.isArray(terms)
