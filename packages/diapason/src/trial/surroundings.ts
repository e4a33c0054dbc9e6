import { readFileSync } from "node:fs"
import { basename, join } from "node:path"

/** What the study has set in the environment; empty strings count as absent. */
export const setting = (name: string): string | undefined => process.env[name] || undefined

/** A finite number from the environment. */
export function numberSetting(name: string): number | undefined {
  const value = Number(setting(name) ?? NaN)
  return Number.isFinite(value) ? value : undefined
}

/** The configuration that the study asks for. Throws when it cannot be read: to run on with defaults would lie about the result. */
export function givenConfig(): Readonly<Record<string, unknown>> {
  const file = setting("DIAPASON_PARAMS_FILE")
  const text = setting("DIAPASON_PARAMS") ?? (file === undefined ? "{}" : readFileSync(file, "utf8"))
  const config: unknown = JSON.parse(text)
  if (typeof config !== "object" || config === null || Array.isArray(config)) throw new TypeError("DIAPASON_PARAMS is not a JSON object")
  return config as Readonly<Record<string, unknown>>
}

/** Where to go on from: the folder, and the step that stands in it or at the end of its name. */
export function givenResume(): { readonly step: number; readonly path: string } | undefined {
  const path = setting("DIAPASON_RESUME_FROM")
  if (path === undefined) return undefined
  const step = savedStep(path) ?? Number(/[-_](\d+)$/.exec(basename(path))?.[1] ?? 0)
  return { step, path }
}

/** The file in a checkpoint that says at which step it was saved; the same in each language's client. */
export const stepFile = "diapason.json"

function savedStep(folder: string): number | undefined {
  try {
    const { step } = JSON.parse(readFileSync(join(folder, stepFile), "utf8")) as { step?: unknown }
    return typeof step === "number" ? step : undefined
  } catch {
    return undefined
  }
}

/** Whether this process speaks for the trial: the first of a job of many, and not started by one that speaks already. */
export function speaks(): boolean {
  if (setting("DIAPASON") === undefined || ranks.some((name) => (numberSetting(name) ?? 0) !== 0)) return false
  const speaker = setting(speakerVariable)
  return speaker === undefined || speaker === thisSpeaker() || attemptOf(speaker) !== attemptOf(thisSpeaker())
}

/** Tells the processes that this one starts that it speaks for the trial. */
export function claimSpeech(): void {
  process.env[speakerVariable] = thisSpeaker()
}

const speakerVariable = "DIAPASON_SPEAKER"

const ranks = ["RANK", "LOCAL_RANK", "SLURM_PROCID", "OMPI_COMM_WORLD_RANK", "PMI_RANK"]

const thisSpeaker = (): string =>
  [process.pid, ...["STUDY", "TRIAL", "ATTEMPT"].map((part) => setting(`DIAPASON_${part}`) ?? "None")].join(" ")

const attemptOf = (speaker: string): string => speaker.slice(speaker.indexOf(" "))
