import {
  DiapasonError,
  endingKinds,
  fault,
  fromWireMetrics,
  requeuingKinds,
  type Failure,
  type FailureKind,
  type Session,
} from "@diapason/core"
import type { Observed, Request } from "./request.ts"

/** One observation, or many: those that the space does not hold are said by their place, and the others are taken in. */
export async function addObserved(
  session: Session,
  { op: _, config, trials, ...rest }: Extract<Request, { op: "add" }>,
): Promise<Readonly<Record<string, unknown>>> {
  if (trials === undefined) {
    if (config === undefined) throw fault("D506", { at: "config", detail: "an observation has a config; many stand in trials" })
    return { ok: true, trial: await session.add(addedOf({ ...rest, config })) }
  }
  const numbers: (number | null)[] = []
  const refused: Readonly<Record<string, unknown>>[] = []
  for (const [at, observed] of trials.entries()) {
    try {
      numbers.push(await session.add(addedOf(observed)))
    } catch (error) {
      if (!(error instanceof DiapasonError)) throw error
      numbers.push(null)
      refused.push({ at, code: error.code, message: error.words.what })
    }
  }
  return { ok: true, trials: numbers, ...(refused.length > 0 && { refused }) }
}

function addedOf({ config, metrics = {}, state, kind, reports }: Observed) {
  return {
    config,
    metrics: fromWireMetrics(metrics),
    ...(state !== undefined && { state }),
    ...(state === "failed" && { failure: failureOf(kind ?? "crash", undefined) }),
    ...(reports !== undefined && { reports: reports.map((r) => ({ step: r.step, metrics: fromWireMetrics(r.metrics) })) }),
  }
}

/** Why a trial failed, as a program says it. Throws D506 for a kind that is none. */
export function failureOf(kind: string, message: string | undefined): Failure {
  const known: readonly string[] = [...endingKinds, ...requeuingKinds]
  if (!known.includes(kind)) throw fault("D506", { at: "kind", detail: `"${kind}" is no kind of failure; known: ${known.join(" ")}` })
  return { kind: kind as FailureKind, message: message ?? `told as ${kind}` }
}
