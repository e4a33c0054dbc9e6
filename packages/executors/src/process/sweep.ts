import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import type { LeftBehind } from "@diapason/core"
import { attemptId, workerId } from "./environment.ts"
import { placesOf } from "./places.ts"
import { endTree, hasProc, marks } from "./tree.ts"

/**
 * Ends whatever a dead conductor left of an attempt: all processes with its id in their environment, and their groups. They have
 * half a second to leave by themselves. So do the warm processes of that conductor's session. Resolves when nothing of it lives.
 */
export async function sweep(left: LeftBehind, dir: string): Promise<void> {
  if (hasProc && !marksNow().some((mark) => mark === attemptId(left) || mark.startsWith(workerId(left)))) return
  const group = hasProc ? undefined : recordedGroup(left, dir)
  const tree = { ...(group !== undefined && { group }), id: attemptId(left), walk: true }
  while (!(await endTree(tree, Date.now() + 500)));
  while (!(await endTree({ id: workerId(left), walk: true }, Date.now() + 500)));
}

/** What lives now, read once for all sweeps that begin together: a conductor that was killed leaves hundreds of attempts, most long ended. */
function marksNow(): readonly string[] {
  if (seen === undefined) {
    seen = marks()
    setImmediate(() => (seen = undefined))
  }
  return seen
}

let seen: readonly string[] | undefined

/** Without /proc: the group that was written down at the start, if that process began when the record says. */
function recordedGroup(left: LeftBehind, dir: string): number | undefined {
  try {
    const record = JSON.parse(readFileSync(placesOf(dir, left).pid, "utf8")) as { pid: number; started: number; session: string }
    const began = Date.parse(
      execFileSync("ps", ["-o", "lstart=", "-p", String(record.pid)], { encoding: "utf8", env: { ...process.env, LC_ALL: "C" } }),
    )
    return record.session === left.session && Math.abs(began - record.started) < 5000 ? record.pid : undefined
  } catch {
    return undefined
  }
}
