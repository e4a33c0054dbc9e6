import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join, resolve } from "node:path"
import type { Holder } from "@diapason/core"
import { holderAlive, thisHolder } from "@diapason/executors"

/** A server that serves the studies of a folder, as other commands of this machine find it. */
interface RunningServer {
  /** Without a slash at the end. */
  readonly url: string
  readonly store: string
  readonly holder: Holder
}

const noteOf = (dir: string): string => join(dir, "server", "running.json")

/** The server that lives for this folder; undefined where there is none, or its process has ended. */
export function runningServer(dir: string): RunningServer | undefined {
  try {
    const noted = JSON.parse(readFileSync(noteOf(dir), "utf8")) as RunningServer
    return holderAlive(noted.holder) === true ? noted : undefined
  } catch {
    return undefined
  }
}

/** Notes that this process serves the folder; returns how to take that back. */
export function noteServer(dir: string, url: string, store: string): () => void {
  const note = noteOf(dir)
  const holder = thisHolder()
  // Whole, since Node tries for ever to make a relative folder where the one it runs in is gone.
  mkdirSync(resolve(dirname(note)), { recursive: true })
  writeFileSync(`${note}.${holder.pid}`, JSON.stringify({ url, store, holder }))
  renameSync(`${note}.${holder.pid}`, note)
  return () => {
    if (runningServer(dir)?.url === url) rmSync(note, { force: true })
  }
}
