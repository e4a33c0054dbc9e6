import type { Listed } from "./listed.ts"

/** The rows of `scontrol --oneliner show job`, which every version has. */
export function scontrolRows(text: string): readonly Listed[] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("JobId="))
    .map((line) => {
      const array = field(line, "ArrayJobId")
      const tasks = field(line, "ArrayTaskId")
      const [reason, node] = [field(line, "Reason"), field(line, "NodeList")]
      return {
        job: field(line, "JobId") ?? "",
        ...(array !== undefined && { array }),
        ...(tasks !== undefined && { tasks }),
        word: field(line, "JobState") ?? "",
        ...(reason !== undefined && reason !== "None" && { reason }),
        ...codes(field(line, "ExitCode") ?? ""),
        ...(node !== undefined && { node }),
        name: field(line, "JobName") ?? "",
        comment: field(line, "Comment") ?? "",
      }
    })
}

/** What `name=` says, up to the next name; undefined where it says nothing. */
function field(line: string, name: string): string | undefined {
  const value = new RegExp(`(?:^| )${name}=(.*?)(?= [A-Z][A-Za-z:/]*=|\\s*$)`).exec(line)?.[1]
  return value === undefined || value === "" || value === "(null)" ? undefined : value
}

/** What `sacct -X -n -P` is to tell, in this order; the command that handed the job in may have anything in it and stands last. */
export const sacctFields = "JobID,State,ExitCode,NodeList,JobName,SubmitLine"

/** The rows of `sacct -X -n -P` with these fields: the record of accounting, which outlives the controller's memory. */
export function sacctRows(text: string): readonly Listed[] {
  return text
    .split("\n")
    .filter((line) => /^\d+(_\d+)?\|/.test(line))
    .map((line) => {
      const [id = "", word = "", exit = "", node = "", name = "", ...command] = line.split("|")
      const [array, tasks] = id.split("_")
      return {
        job: id,
        ...(tasks !== undefined && { array: array!, tasks }),
        word,
        ...codes(exit),
        ...(/^[\w[]/.test(node) && node !== "None assigned" && { node }),
        name,
        comment: command.join("|"),
      }
    })
}

/** `7:0` is a code, `0:9` a signal. */
function codes(text: string): Pick<Listed, "exit" | "signal"> {
  const [, code, sent] = /^(\d+):(\d+)$/.exec(text) ?? []
  if (code === undefined) return {}
  return sent === "0" ? { exit: Number(code) } : { signal: Number(sent) }
}
