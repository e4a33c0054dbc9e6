import type { EventBody, StudyEvent } from "@diapason/core"
import { boardFrom, type Board } from "@diapason/views"

/**
 * A study of five trials: #0 complete at 0.5 (three steps), #1 complete at 0.4, #2 pruned at rung 1, #3 failed for memory, #4 running at step 1,
 * born of #1.
 */
export const smallBoard = (): Board => boardFrom(logOf(bodies))

/** Bodies as a log, a second apart. */
export const logOf = (events: readonly EventBody[]): readonly StudyEvent[] =>
  events.map((body, i) => ({ ...body, seq: i + 1, at: 1_000_000 + i * 1000, hash: String(i) }))

const attempt = 1
const suggested = (trial: number, lr: number, opt: string, parent?: { trial: number; step: number }): EventBody[] => [
  {
    kind: "trial.suggested",
    trial,
    config: { lr, opt, fixed: 7 },
    why: `try ${lr}`,
    by: "random/1",
    basis: 1,
    ...(parent !== undefined && { parent }),
  },
  { kind: "trial.started", trial, attempt, session: "s" },
]
const reported = (trial: number, ...losses: readonly number[]): EventBody[] =>
  losses.map((loss, i) => ({ kind: "trial.reported", trial, attempt, step: i + 1, metrics: { loss, acc: 1 - loss } }))

const bodies: readonly EventBody[] = [
  {
    kind: "study.created",
    definition: {
      name: "small",
      space: { lr: "log(1e-4, 1)", opt: "choice(adam, sgd)", fixed: { type: "fixed", value: 7 } },
      objectives: [{ metric: "loss", direction: "minimize" }],
      seed: 5,
      sampler: { type: "random" },
      scheduler: { type: "asha" },
      budget: { trials: 5 },
      fidelity: { name: "epoch", min: 1, max: 3, eta: 3 },
      command: ["sh", "train.sh", "{lr}", "--opt={opt}"],
    },
  },
  { kind: "session.opened", session: "s", holder: { host: "h", pid: 1, start: "x" } as never, facts: {} },
  ...suggested(0, 0.1, "adam"),
  ...reported(0, 0.9, 0.7, 0.5),
  { kind: "trial.finished", trial: 0, attempt, state: "complete", metrics: { loss: 0.5, acc: 0.5 } },
  ...suggested(1, 0.01, "sgd"),
  ...reported(1, 0.8, 0.6, 0.4),
  { kind: "trial.finished", trial: 1, attempt, state: "complete", metrics: { loss: 0.4, acc: 0.6 } },
  ...suggested(2, 0.9, "sgd"),
  ...reported(2, 1.4),
  {
    kind: "trial.finished",
    trial: 2,
    attempt,
    state: "pruned",
    metrics: { loss: 1.4, acc: -0.4 },
    why: "rank 3 of 3 at rung 1; the cut is 0.9",
  },
  ...suggested(3, 0.2, "adam"),
  { kind: "trial.finished", trial: 3, attempt, state: "failed", metrics: {}, failure: { kind: "oom", message: "out of memory" } },
  ...suggested(4, 0.012, "sgd", { trial: 1, step: 3 }),
  ...reported(4, 0.7),
]
