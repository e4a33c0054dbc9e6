/** What `doctor` looked at, and what it found. */
export interface Check {
  readonly name: string
  readonly state: "ok" | "warn" | "bad"
  readonly text: string
  /** What would mend it. */
  readonly fix?: string
}

export const ok = (name: string, text: string): Check => ({ name, state: "ok", text })
export const warn = (name: string, text: string, fix: string): Check => ({ name, state: "warn", text, fix })
export const bad = (name: string, text: string, fix: string): Check => ({ name, state: "bad", text, fix })

/** What a program says when it is asked; undefined when it is not there, fails, or takes longer than two seconds. */
export async function answerOf(program: string, ...words: readonly string[]): Promise<string | undefined> {
  const { execFile } = await import("node:child_process")
  return new Promise((resolve) => {
    execFile(program, words, { timeout: 2000 }, (error, out, err) => resolve(error === null ? `${out}${err}`.trim() : undefined))
  })
}
