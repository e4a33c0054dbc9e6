import type { Suggestion } from "@diapason/core"

type Answer = Suggestion | Promise<Suggestion>

/** The same configuration with a reason made from its own; what is exhausted stays so. */
export const explain = (answer: Answer, reason: (why: string) => string): Answer =>
  after(answer, (given) => ("exhausted" in given ? given : { ...given, why: reason(given.why) }))

/** Goes on from an answer, at once when it is there already. */
export const after = (answer: Answer, go: (given: Suggestion) => Answer): Answer =>
  answer instanceof Promise ? answer.then(go) : go(answer)
