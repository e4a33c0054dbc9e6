import { importanceMethods } from "@diapason/algorithms"
import type { Config } from "@diapason/core"
import { z } from "zod"
import { factsForm, transferForm } from "../memory/transfer-of.ts"

const metric = z.union([z.number(), z.enum(["nan", "inf", "-inf"])])
const metrics = z.record(z.string(), metric)
const config = z.record(z.string(), z.json())
const chosen = z.union([z.string(), z.looseObject({ type: z.string() })])
const trial = z.int().min(0)
const rev = z.int().min(1)
const report = z.object({ step: z.int().min(0), metrics })
const observed = {
  config,
  metrics: metrics.optional(),
  state: z.enum(["complete", "failed", "pruned"]).optional(),
  kind: z.string().optional(),
  reports: z.array(report).optional(),
}

/** What a program may ask over standard input, one JSON object a line. Unknown fields are ignored. */
export const request = z.discriminatedUnion("op", [
  z.object({
    op: z.literal("init"),
    space: z.record(z.string(), z.json()),
    objectives: z
      .array(z.object({ metric: z.string().min(1), direction: z.enum(["minimize", "maximize"]), target: z.number().optional() }))
      .min(1),
    seed: z.int().min(0).optional(),
    sampler: chosen.optional(),
    scheduler: chosen.optional(),
    budget: z.object({ trials: z.int().min(0).optional(), wall: z.number().min(0).optional() }).optional(),
    fidelity: z
      .object({
        name: z.string(),
        min: z.number().min(1),
        max: z.number().min(1),
        eta: z.number().gt(1).optional(),
        resumable: z.boolean().optional(),
      })
      .optional(),
    constraints: z.array(z.string()).optional(),
    noise: z.json().optional(),
    priors: z.json().optional(),
    baselines: z.array(config).optional(),
    updates: z.boolean().optional(),
    thread: z.boolean().optional(),
    extend: z.boolean().optional(),
    terminator: chosen.optional(),
    adapt: z.array(z.json()).optional(),
    transfer: transferForm.optional(),
    facts: factsForm.optional(),
    store: z.string().optional(),
    name: z.string().min(1).optional(),
  }),
  z.object({ op: z.literal("ask"), count: z.int().min(1).optional() }),
  z.object({ op: z.literal("report"), trial, step: z.int().min(0), metrics }),
  z.object({ op: z.literal("applied"), trial, rev, step: z.int().min(0).optional() }),
  z.object({ op: z.literal("refused"), trial, rev, why: z.string().optional() }),
  z.object({ op: z.literal("checkpoint"), trial, step: z.int().min(0), path: z.string().min(1), bytes: z.int().min(0).optional() }),
  z.object({ op: z.literal("tell"), trial, metrics }),
  z.object({ op: z.literal("fail"), trial, kind: z.string(), message: z.string().optional() }),
  z.object({ op: z.literal("add"), ...observed, config: config.optional(), trials: z.array(z.object(observed)).optional() }),
  z.object({ op: z.literal("close") }),
  z.object({ op: z.literal("studies"), store: z.string() }),
  z.object({ op: z.literal("open"), store: z.string(), name: z.string().min(1) }),
  z.object({ op: z.literal("note"), trial: trial.optional(), key: z.string().min(1), value: z.json() }),
  z.object({ op: z.literal("notes"), key: z.string().min(1), after: z.int().min(0).optional() }),
  z.object({ op: z.literal("best") }),
  z.object({ op: z.literal("status") }),
  z.object({ op: z.literal("trials"), after: z.int().min(-1).default(-1), limit: z.int().min(1).max(10_000).default(1000) }),
  z.object({
    op: z.literal("importance"),
    method: z.enum(importanceMethods).optional(),
    target: z.string().min(1).optional(),
    top: z.number().optional(),
    seed: z.int().min(0).optional(),
  }),
])

export type Request = z.infer<typeof request>

/** An observation made elsewhere, as a program says it. */
export type Observed = Omit<Extract<Request, { op: "add" }>, "op" | "config" | "trials"> & { readonly config: Config }
