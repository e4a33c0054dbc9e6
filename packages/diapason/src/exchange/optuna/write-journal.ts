import { existsSync } from "node:fs"
import { lstat, open, readFile, rm, symlink } from "node:fs/promises"
import { setTimeout as pause } from "node:timers/promises"
import { fault } from "@diapason/core"
import { floatText, pythonText } from "./python-text.ts"
import { readJournal } from "./read-journal.ts"
import { kindOf } from "./read-source.ts"
import { trialStates, type Attributes, type OptunaStudy, type OptunaTrial } from "./study.ts"

/**
 * Adds a study to a journal of Optuna's, in one write under its own lock; a file that is not there is made. Throws D357 where it has a study
 * of that name, D358 where another program holds it for `wait` milliseconds or is in the middle of a line, D355, D356.
 */
export async function writeJournal(path: string, study: OptunaStudy, wait = 5000): Promise<void> {
  const lock = `${path}.lock`
  await take(path, lock, wait)
  try {
    const there = existsSync(path) && (await lstat(path)).size > 0
    const id = there ? await nextId(path, study.name) : 0
    const file = await open(path, "a")
    try {
      await file.appendFile(lines(study, id))
      await file.sync()
    } finally {
      await file.close()
    }
  } finally {
    await rm(lock, { force: true })
  }
}

/** As Optuna locks it: a link that only one can make, which it holds for no longer than it writes. */
async function take(path: string, lock: string, wait: number): Promise<void> {
  const begin = performance.now()
  for (;;) {
    const error = await symlink(path, lock).then(
      () => undefined,
      (error: NodeJS.ErrnoException) => error,
    )
    if (error === undefined) return
    const held = error.code === "EEXIST"
    if (held && performance.now() - begin < wait) await pause(20)
    else
      throw fault("D358", {
        file: path,
        problem: held ? `another program holds its lock, ${lock}` : error.message,
        mend: held ? `run the same command again when that program has ended; if none runs: rm ${lock}` : "name another file",
      })
  }
}

/** Ids count over all studies that the file ever began, also those that were deleted later. */
async function nextId(path: string, name: string): Promise<number> {
  if ((await kindOf(path)) !== "journal")
    throw fault("D358", { file: path, problem: "it is an SQLite database", mend: `give its name without .journal, or name another file` })
  const text = await readFile(path, "utf8")
  const { studies, begun } = readJournal(path, text)
  const known = studies.map((study) => study.name)
  if (known.includes(name)) throw fault("D357", { study: name, file: path, known })
  if (!text.endsWith("\n"))
    throw fault("D358", {
      file: path,
      problem: "its last line does not end; a program is writing it, or was killed in the middle",
      mend: "end that program first; if none runs, export into another file",
    })
  return begun
}

/** `study`: its id. */
function lines({ name, directions, user, system, trials }: OptunaStudy, study: number): string {
  const codes = directions.map((direction) => ["NOT_SET", "MINIMIZE", "MAXIMIZE"].indexOf(direction))
  const attribute = (op: number, key: string, [name, text]: [string, string]): string =>
    line(op, { study_id: String(study), [key]: `{${pythonText(name)}: ${text}}` })
  return [
    line(0, { study_name: pythonText(name), directions: `[${codes.join(", ")}]` }),
    ...Object.entries(user).map((one) => attribute(2, "user_attr", one)),
    ...Object.entries(system).map((one) => attribute(3, "system_attr", one)),
    ...trials.map((trial) => trialLine(study, trial)),
  ].join("")
}

/** A whole trial in one line, as one that was added. */
function trialLine(study: number, { state, start, complete, params, values, reports, user, system }: OptunaTrial): string {
  const of = (map: (one: OptunaTrial["params"][string]) => string): string =>
    object(Object.entries(params).map(([name, one]) => [name, map(one)]))
  const several = values !== undefined && values.length > 1
  return line(4, {
    study_id: String(study),
    datetime_start: start === undefined ? "null" : `"${start}+00:00"`,
    state: String(trialStates.indexOf(state)),
    value: several || values?.[0] === undefined ? "null" : floatText(values[0]),
    values: several ? `[${values.map(floatText).join(", ")}]` : "null",
    ...(complete !== undefined && { datetime_complete: `"${complete}+00:00"` }),
    distributions: of(({ distribution }) => pythonText(distribution)),
    params: of(({ internal }) => floatText(internal)),
    user_attrs: object(Object.entries(user)),
    system_attrs: object(Object.entries(system)),
    intermediate_values: object(reports.map(([step, value]) => [String(step), floatText(value)])),
  })
}

const object = (members: readonly (readonly [string, string])[]): string =>
  `{${members.map(([key, text]) => `${pythonText(key)}: ${text}`).join(", ")}}`

const line = (op: number, fields: Attributes): string =>
  `${object([["op_code", String(op)], ["worker_id", '"diapason"'], ...Object.entries(fields)])}\n`
