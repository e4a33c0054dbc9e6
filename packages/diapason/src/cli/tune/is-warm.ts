import { fault } from "@diapason/core"
import type { ConfigFile } from "../config/config-file.ts"

/**
 * Whether trials run in processes that stay (`executor: warm`). Such a process is started once, with the same words for all trials, and
 * what it prints belongs to none of them: throws D140 for settings that ask for more.
 */
export function isWarm({ executor, command = [], params_via: via, shell, capture }: ConfigFile): boolean {
  if ((typeof executor === "string" ? executor : executor?.type) !== "warm") return false
  const placeholder = [command].flat().find((word) => /\{[\w.]+\}/.test(word))
  if (placeholder !== undefined) throw unfit("command", placeholder, "no placeholders")
  if (via === "args" || via === "args-space" || via === "hydra") throw unfit("params_via", via, "auto or none")
  if (shell === true) throw unfit("shell", "true", "a program and its words")
  if (capture !== undefined) throw unfit("capture", Object.keys(capture).join(", "), "nothing")
  return true
}

const unfit = (flag: string, text: string, fit: string): Error =>
  fault("D140", {
    flag,
    text,
    expected: `${fit}, since executor: warm starts the script once, and it asks diapason.trial() for each trial`,
  })
