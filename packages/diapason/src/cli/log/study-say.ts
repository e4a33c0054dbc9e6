import type { Io } from "../io.ts"
import { entryOf } from "./log-line.ts"

/** Says something of one study: a text for a person is said as it is; an entry of a log has the study with it. */
export function studySay(study: string, { log }: Pick<Io, "log">, say: (text: string) => void): (text: string) => void {
  if (log === undefined) return say
  return (text) => {
    const { level, ...said } = entryOf(text)
    log({ level, study, ...said })
  }
}
