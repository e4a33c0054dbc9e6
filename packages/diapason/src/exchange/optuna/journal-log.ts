import { NoPythonJson, numberOf } from "./python-json.ts"
import { trialStates, type OptunaState } from "./study.ts"

/** One line of a journal: its fields as texts. */
export type Log = Readonly<Record<string, string>>

/** A field that is there and is not null. */
export const given = (log: Log, key: string): string | undefined => (log[key] === "null" ? undefined : log[key])

/** Throws NoPythonJson where it is missing. */
export function needed(log: Log, key: string): string {
  const found = log[key]
  if (found === undefined) throw new NoPythonJson(`it says no ${key}`)
  return found
}

export const whole = (log: Log, key: string): number => numberOf(needed(log, key))

/** A JSON string. */
export function text(json: string): string {
  const value: unknown = JSON.parse(json)
  if (typeof value !== "string") throw new NoPythonJson(`${json.slice(0, 40)} is no text`)
  return value
}

export function stateOf(code: string): OptunaState {
  const state = trialStates[numberOf(code)]
  if (state === undefined) throw new NoPythonJson(`${code} is no state of a trial`)
  return state
}
