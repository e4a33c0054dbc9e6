import { fault } from "@diapason/core"
import type { ConfigFile } from "./config-file.ts"
import type { Layer, Path } from "./layers.ts"

/**
 * What variables say: `DIAPASON_JOBS=4`. Inside a trial none is read: what is set there speaks of the trial, and a study that a trial
 * begins is its own. Throws D140.
 */
export function environmentLayer(env: Readonly<Record<string, string | undefined>>): Layer {
  const said = env["DIAPASON"] === undefined ? Object.keys(variables).filter((name) => env[name] !== undefined) : []
  const values = said.map((name) => variables[name]!(env[name]!, name))
  return {
    values: values.reduce<ConfigFile>((all, one) => ({ ...all, ...one, ...both(all, one, "budget"), ...both(all, one, "parallel") }), {}),
    origin: (path) => said.find((name) => holds(variables[name]!(env[name]!, name), path)) ?? "environment",
  }
}

/** Every variable that is read, with the setting that it is. */
const variables: Readonly<Record<string, (text: string, name: string) => ConfigFile>> = {
  DIAPASON_STORE: (store) => ({ store }),
  DIAPASON_NAME: (name) => ({ name }),
  DIAPASON_JOBS: (text, name) => ({ parallel: { slots: text === "auto" ? "auto" : whole(text, name, 1) } }),
  DIAPASON_TRIALS: (text, name) => ({ budget: { trials: whole(text, name, 0) } }),
  DIAPASON_FOR: (wall) => ({ budget: { wall } }),
  DIAPASON_SAMPLER: (sampler) => ({ sampler }),
  DIAPASON_SCHEDULER: (scheduler) => ({ scheduler }),
}

const both = (a: ConfigFile, b: ConfigFile, key: "budget" | "parallel"): ConfigFile =>
  a[key] === undefined && b[key] === undefined ? {} : { [key]: { ...a[key], ...b[key] } }

const holds = (values: ConfigFile, path: Path): boolean =>
  path.reduce<unknown>((here, key) => (here as Readonly<Record<string, unknown>> | undefined)?.[key], values) !== undefined

function whole(text: string, flag: string, least: number): number {
  const n = Number(text)
  if (text.trim() === "" || !Number.isSafeInteger(n) || n < least)
    throw fault("D140", { flag, text, expected: `a whole number from ${least}` })
  return n
}
