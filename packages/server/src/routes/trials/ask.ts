import { z } from "zod"
import type { AskedTrial, Handed } from "@diapason/core"
import { leaseFrom, leaseText } from "../../conducted/lease-text.ts"
import type { ConductedStudy } from "../../conducted/conducted-study.ts"
import { route } from "../../route.ts"
import { config, studyParams, trialNumber } from "../../schemas/shared.ts"

const handedTrial = z.strictObject({
  trial: trialNumber,
  attempt: z.int().min(1),
  config,
  /** The step to run to, where a fidelity is declared. */
  fidelity: z.number().optional(),
  /** The last finished step, and what was saved there, where the trial goes on from it. */
  resume: z.strictObject({ step: z.number(), path: z.string().optional() }).optional(),
  lease: z.string(),
  why: z.string(),
  /** Good for this attempt only. */
  token: z.string().optional(),
})

/** Any program becomes a worker by this: it asks, evaluates, and tells. */
export const ask = route({
  key: "POST /v1/studies/:study/trials:ask",
  does:
    "Hands out a trial, or `count` of them. `lease`: how long it may be silent before it is put back: 60s (default), 5m, 2h, 3d, or none. " +
    "`wait`: ask again in a while; `done`: nothing more comes.",
  needs: "runner",
  params: studyParams,
  body: z
    .object({ count: z.int().min(1).max(1000).optional(), worker: z.string().max(200).optional(), lease: z.string().max(20).optional() })
    .optional(),
  answer: z.union([
    handedTrial,
    z.strictObject({ trials: z.array(handedTrial).min(1) }),
    z.strictObject({ wait: z.literal(true), why: z.string() }),
    /** `running`: how many still run, each of which comes back when its worker is lost. */
    z.strictObject({ done: z.literal(true), why: z.string(), running: z.int().min(1).optional() }),
  ]),
  async handle({ conducted }, { params: { study: name }, body: { count, worker, lease = "60s" } = {}, who, request }) {
    const handed: Handed = { lease: leaseFrom(lease), ...(worker !== undefined && { worker }) }
    const withToken = (trial: HandedTrial): HandedTrial => {
      const token = conducted.attemptToken?.({ study: name, trial: trial.trial, attempt: trial.attempt })
      return token === undefined ? trial : { ...trial, token }
    }
    return conducted.with(name, async (study) => {
      const trials: HandedTrial[] = []
      for (let i = 0; i < (count ?? 1); i++) {
        const asked = await study.ask(request === undefined ? handed : { ...handed, request: `${who.name} ${request} ${i}` })
        if (asked.kind === "trial") trials.push(withToken(handedOf(asked, handed)))
        else if (trials.length > 0) break
        else if (asked.kind === "wait") return { wait: true as const, why: asked.why }
        else
          return {
            done: true as const,
            why: asked.kind === "fenced" ? "another server conducts the study by now" : asked.why,
            ...left(study),
          }
      }
      return count === undefined || count === 1 ? trials[0]! : { trials }
    })
  },
})

/** How many trials may yet come back. */
function left({ session: { ledger, session } }: ConductedStudy): { readonly running?: number } {
  const over = ledger.ended !== undefined || ledger.sessions.get(session)?.stopped !== undefined
  return ledger.running.size > 0 && !over ? { running: ledger.running.size } : {}
}

type HandedTrial = z.infer<typeof handedTrial>

function handedOf({ number, attempt, config, fidelity, resume, why }: AskedTrial, { lease }: Handed): HandedTrial {
  return {
    trial: number,
    attempt,
    config: config as HandedTrial["config"],
    ...(fidelity !== undefined && { fidelity }),
    ...(resume !== undefined && { resume: { ...resume } }),
    lease: leaseText(lease),
    why,
  }
}
