/** The objective of every contestant: trains by the study's values, saves its state after each epoch, and counts what is paid. */
import { rng } from "@diapason/math"
import type { FunctionTrial } from "diapason"
import type { Digits } from "./digits.ts"
import { accuracy, copyOf, freshNetwork, type NetworkState, type StepRule } from "./network.ts"
import { trainEpoch, type Task } from "./task.ts"

/** The trainings of one study, whose saved states are kept in memory under the paths that the study is told. */
export interface Trainings {
  objective(config: StepRule, trial: FunctionTrial): Promise<undefined>
  /** Epochs trained so far. */
  readonly epochs: number
  /** The accuracy on the test part of the trials that came to the last epoch, by number. No study is told it. */
  readonly tested: ReadonlyMap<number, number>
}

/** Once `finals` trainings have come to the last epoch no other epoch is begun: `enough` is called by each trial that would. */
export function trainings(digits: Digits, task: Task, finals: number, enough: () => void): Trainings {
  const saved = new Map<string, NetworkState>()
  const tested = new Map<number, number>()
  let epochs = 0
  return {
    tested,
    get epochs() {
      return epochs
    },
    async objective(config, trial) {
      const state = begun(saved, trial)
      for (let epoch = (trial.resume?.step ?? 0) + 1; epoch <= task.epochs; epoch++) {
        if (tested.size >= finals) {
          enough()
          return undefined
        }
        epochs++
        trainEpoch(state, digits.train, task, config, { seed: trial.seed, epoch })
        const path = `${trial.number}/${epoch}`
        saved.set(path, copyOf(state))
        await trial.checkpoint(epoch, path)
        if (epoch === task.epochs) tested.set(trial.number, accuracy(state.weights, digits.test))
        const answer = await trial.report({ accuracy: accuracy(state.weights, digits.validation) }, { step: epoch })
        if (trial.signal.aborted || answer.action !== "continue") break
      }
      return undefined
    },
  }
}

function begun(saved: ReadonlyMap<string, NetworkState>, { resume, seed }: FunctionTrial): NetworkState {
  if (resume === undefined) return freshNetwork(rng(seed, 0, "init"))
  const state = saved.get(resume.path ?? "")
  if (state === undefined) throw new Error(`no state is saved as ${resume.path}, after epoch ${resume.step}`)
  return copyOf(state)
}
