import { z } from "zod"
import { fault, type Json, type Wanted } from "@diapason/core"
import { mayCall } from "../../access/identity.ts"
import { route } from "../../route.ts"
import { amount, budget, config, json, objective } from "../../schemas/shared.ts"

const chosen = z.union([z.string().min(1), z.looseObject({ type: z.string().min(1) })])

/** A study for workers that ask over HTTP. */
export const createStudy = route({
  key: "POST /v1/studies",
  does: "Creates a study from its definition; the same definition again changes nothing, another one is refused (D301).",
  needs: "owner",
  body: z.object({
    name: z.string().min(1).max(300).refine(fitsFolder, "it is no text, or too long for the name of a folder"),
    space: z.record(z.string(), json),
    objectives: z.array(objective).min(1).max(20),
    seed: z.int().min(0).optional(),
    sampler: chosen.optional(),
    scheduler: chosen.optional(),
    budget: budget.optional(),
    fidelity: z
      .object({
        name: z.string().min(1),
        min: amount,
        max: amount,
        eta: z.number().gt(1).optional(),
        resumable: z.boolean().optional(),
      })
      .optional(),
    terminator: chosen.optional(),
    adapt: z.array(json).max(100).optional(),
    constraints: z.array(z.string()).max(100).optional(),
    priors: json.optional(),
    noise: json.optional(),
    updates: z.boolean().optional(),
    facts: z.record(z.string().min(1), z.number()).optional(),
    command: z.array(z.string().max(100_000)).min(1).max(1000).optional().describe("What runs a trial: program and words."),
    run: z.record(z.string(), json).optional().describe("How workers run it, as `diapason tune --server` records it."),
    baselines: z
      .array(z.strictObject({ config, label: z.string().max(200).optional() }))
      .max(1000)
      .optional()
      .describe("Configurations to try first, in order."),
    transfer: z.literal("off").optional().describe("off: no earlier study of the store teaches this one."),
  }),
  answer: z.strictObject({ study: z.string(), created: z.boolean() }),
  async handle({ conducted }, { body, who }) {
    const { transfer, run, baselines = [], ...definition } = body
    // Who may see some studies alone is not told of others by what they teach.
    if (who.studies !== undefined && !mayCall(who, "owner", { study: body.name })) throw fault("D411", { needs: "owner", role: who.role })
    const { created } = await conducted.create(wantedOf(definition), {
      alone: transfer === "off" || who.studies !== undefined,
      facts: run === undefined ? {} : { run, ...grantsIn(run) },
      baselines: baselines.map(({ config, label }) => ({ config, ...(label !== undefined && { label }) })),
    })
    return { study: body.name, created }
  },
})

/** The GPUs that each trial is given, from the settings by which workers run it: what trials use is counted from it. */
function grantsIn({ settings }: NonNullable<Body["run"]>): Readonly<Record<string, Json>> {
  const { gpus } = (settings as { readonly resources?: { readonly gpus?: Json } } | undefined)?.resources ?? {}
  return gpus === undefined ? {} : { grants: { gpus } }
}

/** A study has a folder for its files, see `folderName` of the executors. */
function fitsFolder(name: string): boolean {
  return !/\p{Surrogate}/u.test(name) && encodeURIComponent(name).length <= 240
}

type Body = z.infer<NonNullable<typeof createStudy.body>>

/** Algorithms by their names alone become algorithms without settings. */
function wantedOf({ sampler, scheduler, terminator, ...rest }: Omit<Body, "transfer" | "run" | "baselines">): Wanted {
  const named = { sampler, scheduler, terminator }
  const chosen = Object.entries(named).flatMap(([part, one]) =>
    one === undefined ? [] : [[part, typeof one === "string" ? { type: one } : one]],
  )
  const given = Object.entries(rest).filter(([, value]) => value !== undefined)
  return Object.fromEntries([...given, ...chosen]) as Wanted
}
