import type { Answer, KnownSaid, TrialLink } from "@diapason/core"

/** A link that passes on only what is not in the log yet: whoever follows an attempt reads what it has said from the beginning. */
export function unheard(link: TrialLink, { last, saved }: KnownSaid): TrialLink {
  if (last === undefined) return link
  let caughtUp = false
  return {
    async report(step, metrics) {
      if (step < last.step || (step === last.step && !caughtUp && isPart(metrics, last.metrics))) return goOn
      caughtUp = true
      return link.report(step, metrics)
    },
    checkpoint: async (step, path, bytes) => (saved.has(step) && step <= last.step ? undefined : link.checkpoint(step, path, bytes)),
    // What was said between two reports that are known is known too.
    artifact: async (name, path, media) => (caughtUp ? link.artifact(name, path, media) : undefined),
    note: async (key, value) => (caughtUp ? link.note(key, value) : undefined),
    applied: (rev, step) => link.applied(rev, step),
    refused: (rev, why) => link.refused(rev, why),
    diagnostic: link.diagnostic.bind(link),
  }
}

const goOn: Answer = { action: "continue", why: "it is in the log already" }

/** Values of one step may come in several reports: what is among the known ones was said before. */
const isPart = (metrics: Readonly<Record<string, number>>, known: Readonly<Record<string, number>>): boolean =>
  Object.entries(metrics).every(([name, value]) => Object.is(known[name], value))
