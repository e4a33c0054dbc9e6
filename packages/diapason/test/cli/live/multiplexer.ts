import { execFileSync, spawn, spawnSync } from "node:child_process"
import { onTestFinished } from "vitest"
import { folder } from "../diapason.ts"

/** A window of tmux with a shell in it, on a server of its own. */
export interface Window {
  /** What a person would see now, a string a row. */
  rows(): readonly string[]
  /** Resolves with the rows when they have come to satisfy `look`. */
  seen(look: (rows: readonly string[]) => boolean): Promise<readonly string[]>
  /** Types text as it stands. */
  type(text: string): void
  /** Presses a key by tmux's name for it: `Enter`, `C-c`. */
  press(key: string): void
  resize(columns: number, rows: number): void
  /** Closes the window, as a person does who has seen enough. */
  close(): void
}

/** Whether this machine has it. */
export const hasTmux = (): boolean => spawnSync("tmux", ["-V"]).status === 0

/** Opens a window in the folder. It is closed with the test. */
export function openWindow(cwd: string, columns: number, rows: number): Window {
  const socket = `${folder()}/tmux`
  const environment = { PATH: process.env["PATH"], HOME: process.env["HOME"], TERM: "xterm-256color", LANG: "C.UTF-8" }
  const tmux = (...words: string[]): string =>
    execFileSync("tmux", ["-u", "-S", socket, "-f", "/dev/null", ...words], { cwd, env: environment, encoding: "utf8" })
  tmux("new-session", "-d", "-x", String(columns), "-y", String(rows), "env", "PS1=$ ", "sh", "-i")
  onTestFinished(() => void spawnSync("tmux", ["-S", socket, "kill-server"]))
  // A client in control mode is told whenever something was written.
  const client = spawn("tmux", ["-u", "-S", socket, "-C", "attach", "-f", "no-detach-on-destroy,ignore-size"], {
    cwd,
    env: environment,
    stdio: ["pipe", "pipe", "ignore"],
  })
  onTestFinished(() => void client.kill())
  const look = (): readonly string[] => tmux("capture-pane", "-p").replace(/\n$/, "").split("\n")
  return {
    rows: look,
    seen: (wanted) =>
      new Promise((resolve, reject) => {
        const gone = (): void => reject(new Error("the window has gone"))
        const check = (): void => {
          const now = look()
          if (!wanted(now)) return
          client.stdout.off("data", check)
          client.off("close", gone)
          resolve(now)
        }
        client.stdout.on("data", check)
        client.once("close", gone)
        check()
      }),
    type: (text) => void tmux("send-keys", "-l", text),
    press: (key) => void tmux("send-keys", key),
    resize: (width, height) => void tmux("resize-window", "-x", String(width), "-y", String(height)),
    close: () => void tmux("kill-session"),
  }
}
