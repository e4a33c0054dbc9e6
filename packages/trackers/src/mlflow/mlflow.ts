import { openAsBlob } from "node:fs"
import { readdir, stat } from "node:fs/promises"
import { join } from "node:path"
import type { Ledger, Tracker } from "@diapason/core"
import { call, putArtifact, Unreached, within, type MlflowServer } from "./api.ts"
import { chunks, logBatch } from "./log-batch.ts"
import { pair, type Piece } from "./piece.ts"
import { piecesOf, type RunKey } from "./pieces.ts"
import { findRuns, positionTag, runOf, taken, type Owner, type Run, type Runs } from "./runs.ts"

/** Where to send a study, and how to be let in. */
export interface MlflowOptions {
  /** `http://tracking:5000`; a name and password in it are used, and never shown. */
  readonly url: string
  /** The experiment whose runs the study's are; `diapason` when absent. */
  readonly experiment?: string
  readonly token?: string
  readonly username?: string
  readonly password?: string
  /** Milliseconds for one answer; ten seconds when absent. */
  readonly patience?: number
}

/**
 * A study as MLflow shows it: a run for the study and, below it, one for each trial, with parameters, metrics by step, tags that say why, and
 * artifacts. What one event says ends with a tag that has its position, so that whoever goes on, after whatever was lost, repeats nothing.
 */
export function mlflow(o: MlflowOptions): Tracker {
  const server = serverOf(o)
  const { experiment = "diapason" } = o
  const queue = new Map<RunKey, Piece[]>()
  let known: Ledger | undefined
  let runs: Runs | undefined
  return {
    name: "mlflow",
    title: `MLflow at ${server.url}`,
    to: `${server.url} ${experiment}`,
    fold(event, ledger, owed) {
      known = ledger
      if (!owed) return
      for (const [key, piece] of piecesOf(event, ledger)) {
        const waiting = queue.get(key)
        if (waiting === undefined) queue.set(key, [piece])
        else waiting.push(piece)
      }
    },
    async flush(study, signal) {
      if (queue.size === 0 || known === undefined) return { outcome: "taken", lost: [] }
      const owner: Owner = { server, experiment, study, signal }
      try {
        runs ??= await findRuns(owner)
        const lost: string[] = []
        for (const [key, pieces] of [...queue]) {
          lost.push(...(await deliver(owner, await runOf(owner, runs, key, known), pieces)))
          queue.delete(key)
        }
        return { outcome: "taken", lost }
      } catch (error) {
        // What was done in vain may have been done: it is looked for before anything is made again.
        runs = undefined
        if (error instanceof Unreached) return { outcome: "unreached", why: error.message }
        throw error
      }
    },
  }
}

/** Brings a run up to date. */
async function deliver(owner: Owner, run: Run, pieces: readonly Piece[]): Promise<readonly string[]> {
  const { server, signal } = owner
  const lost: string[] = []
  for (const chunk of chunks(pieces.filter(({ seq }) => seq > run.position))) {
    for (const { artifact } of chunk) if (artifact !== undefined) lost.push(...(await upload(owner, run, artifact)))
    const { status } = chunk.findLast((piece) => piece.status !== undefined) ?? {}
    if (status !== undefined) taken(await call(server, "POST", "runs/update", { run_id: run.id, ...status }, signal))
    const position = chunk.at(-1)!.seq
    lost.push(...(await logBatch(server, run.id, chunk, pair(positionTag, position), signal)))
    run.position = position
  }
  return lost
}

/** Puts a file, or each of a folder, beside the run. What is not here, or is kept elsewhere, is said. */
async function upload({ server, signal }: Owner, run: Run, { name, path }: NonNullable<Piece["artifact"]>): Promise<readonly string[]> {
  const place = /^mlflow-artifacts:\/*(.*)$/.exec(run.artifacts)?.[1]
  if (place === undefined) return [`the artifact ${name}: the server keeps artifacts elsewhere (start it with --serve-artifacts)`]
  const files = await filesOf(path)
  if (files === undefined) return [`the artifact ${name}: it is not at ${path}`]
  for (const file of files)
    await putArtifact(server, `${place}/${within(file === "" ? name : `${name}/${file}`)}`, await openAsBlob(join(path, file)), signal)
  return []
}

/** The files of a folder by their paths; of a file alone the path is empty. */
async function filesOf(path: string): Promise<readonly string[] | undefined> {
  try {
    if ((await stat(path)).isFile()) return [""]
    const all = await readdir(path, { recursive: true, withFileTypes: true })
    return all.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(path.length + 1))
  } catch {
    return undefined
  }
}

/** The server of these options. */
export function serverOf(o: MlflowOptions): MlflowServer {
  const url = new URL(o.url)
  const [name, word] = [o.username ?? decodeURIComponent(url.username), o.password ?? decodeURIComponent(url.password)]
  url.username = url.password = ""
  const basic = name === "" ? undefined : `Basic ${Buffer.from(`${name}:${word}`).toString("base64")}`
  const authorization = o.token === undefined ? basic : `Bearer ${o.token}`
  return {
    url: url.href.replace(/\/+$/, ""),
    // Read at each call, since it may be changed.
    get patience() {
      return o.patience ?? 10_000
    },
    ...(authorization !== undefined && { authorization }),
  }
}
