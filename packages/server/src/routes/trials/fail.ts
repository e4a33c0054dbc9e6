import { z } from "zod"
import { endingKinds, requeuingKinds } from "@diapason/core"
import { takeFailure } from "../../conducted/take-end.ts"
import { route } from "../../route.ts"
import { state, trialParams } from "../../schemas/shared.ts"
import { attempt, namedIn } from "./spoken.ts"

/** The end of an attempt that did not end well. */
export const fail = route({
  key: "POST /v1/trials/:study/:trial:fail",
  does: "Ends a trial as failed. The kinds infra, preempted and interrupted end only this attempt: the trial is handed out again.",
  needs: "attempt",
  params: trialParams,
  body: z.object({
    kind: z.enum([...endingKinds, ...requeuingKinds]).default("crash"),
    message: z.string().max(10_000).default(""),
    attempt,
    exit: z.int().optional(),
    signal: z.string().max(20).optional(),
    code: z
      .string()
      .regex(/^D\d{3}$/)
      .optional(),
  }),
  answer: z.strictObject({ state, best: z.boolean() }),
  handle: ({ conducted }, { params, body: { kind, message, attempt: said, exit, signal, code }, who }) =>
    conducted.with(params.study, (study) =>
      takeFailure(study, namedIn(params.trial, said, who), {
        kind,
        message: message === "" ? `it failed as ${kind}` : message,
        ...(exit !== undefined && { exit }),
        ...(signal !== undefined && { signal }),
        ...(code !== undefined && { code }),
      }),
    ),
})
