import { execFile } from "node:child_process"

/** What stands in the record of the code that ran: the commit, and whether files differ from it. */
interface GitState {
  readonly commit: string
  /** Files that differ from the commit, as `git status` lists them; empty when the tree is clean. */
  readonly changed: readonly string[]
}

/** The state of the repository around a folder; undefined where there is none, or no git. */
export async function gitState(folder: string): Promise<GitState | undefined> {
  const [commit, status] = await Promise.all([
    git(folder, "rev-parse", "HEAD"),
    git(folder, "status", "--porcelain", "--untracked-files=no"),
  ])
  if (commit === undefined || status === undefined) return undefined
  return {
    commit: commit.trim(),
    changed: status
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => line.slice(3)),
  }
}

const git = (folder: string, ...words: readonly string[]): Promise<string | undefined> =>
  new Promise((resolve) => {
    execFile("git", ["-C", folder, ...words], { timeout: 5000 }, (error, out) => resolve(error === null ? out : undefined))
  })
