import { parentPort } from "node:worker_threads"
import { spaceFromJson, type Chosen, type Sampler, type Suggestion } from "@diapason/core"
import { rng } from "@diapason/math"
import { learn } from "./learn.ts"
import type { Answer, Beginning, Question } from "./message.ts"
import { packed } from "./thrown.ts"

/**
 * The program of a thread that suggests, see `offload`: answers its questions one after another. `make` gives the sampler of a name
 * with its settings. Throws in a main thread.
 */
export function serveSampler(make: (chosen: Chosen) => Sampler): void {
  const port = parentPort
  if (port === null) throw new Error("a sampler is served in a thread only")
  const answer = respondent(make)
  let turn = Promise.resolve()
  port.on("message", (question: Question) => {
    turn = turn.then(async () => port.postMessage(await answer(question)))
  })
}

interface Study {
  readonly sampler: Sampler
  readonly seed: number
  state: unknown
}

/** Answers from one study at a time. After an error it knows none, and says so again until it is told of one. */
function respondent(make: (chosen: Chosen) => Sampler): (question: Question) => Promise<Answer> {
  let study: Study | undefined
  let failure: unknown
  return async (question) => {
    try {
      if (question.begin !== undefined) study = begun(make, question.begin)
      if (study === undefined) throw failure
      return { id: question.id, given: await suggestion(study, question) }
    } catch (error) {
      study = undefined
      failure = error
      return { id: question.id, thrown: packed(error) }
    }
  }
}

function begun(make: (chosen: Chosen) => Sampler, { chosen, problem, space }: Beginning): Study {
  const sampler = make(chosen)
  return { sampler, seed: problem.seed, state: sampler.init({ ...problem, space: spaceFromJson(space.json, space.constraints) }) }
}

function suggestion(study: Study, { lessons, ask }: Question): Suggestion | Promise<Suggestion> {
  const { sampler, seed } = study
  for (const lesson of lessons) study.state = learn(sampler, study.state, lesson)
  return sampler.suggest(study.state, { ...ask, rng: (stream, fork) => rng(seed, ask.number, stream, fork) })
}
