import { recognise, type Job } from "@diapason/algorithms"
import { fault } from "@diapason/core"
import { askHelp, type Helped } from "./ask-help.ts"
import { findFlags, type FoundFlags } from "./find-flags.ts"
import { findMetrics, type FoundMetric } from "./find-metrics.ts"
import { propose, type Proposal } from "./propose/propose.ts"
import { scriptFiles } from "./script-files.ts"

/** How long `--help` may take, in ms. */
const helpLimit = 5000

/** What was learned of a command. */
export interface Inspected {
  readonly command: readonly string[]
  readonly found: FoundFlags
  readonly proposals: readonly Proposal[]
  readonly metrics: readonly FoundMetric[]
  /** The job of the library that its source looks like; undefined where none is recognised. */
  readonly job: Job | undefined
  /** The script among the words of the command; undefined where only its help was read. */
  readonly script: string | undefined
  /** What went otherwise than it should, one line each. */
  readonly notes: readonly string[]
}

/**
 * Reads the flags and metrics of a command from its source and, where `run` holds, from `COMMAND --help`; nothing else is run.
 * Throws D170 where the command cannot be started, D171 where no flag was found.
 */
export async function inspect(
  command: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
  run: boolean,
): Promise<Inspected> {
  const files = scriptFiles(command, cwd)
  const helped: Helped | undefined = run ? await askHelp(command, cwd, env, helpLimit) : undefined
  const words = command.join(" ")
  if (helped?.kind === "missing") throw fault("D170", { command: words, program: command[0] ?? "", reason: helped.reason })
  const found = findFlags(files, helped?.kind === "text" ? helped.text : undefined, cwd)
  const notes =
    helped?.kind === "late" ? [`\`${words} --help\` did not end within ${helped.seconds} s and was ended; the source alone was read`] : []
  if (found === undefined) throw fault("D171", { command: words, tried: triedText(files[0]?.path, helped) })
  const names = found.flags.map(({ name }) => name)
  const [job, ...others] = recognise(files.map(({ text }) => text).join("\n"), names)
  const rest = others.length > 0 ? `; it looks like ${others.map(({ name }) => name).join(", ")} too` : ""
  if (job !== undefined) notes.push(`recognised ${job.title}${rest}: its ranges and starts are those of proven:${job.name}`)
  return { command, found, proposals: propose(found.flags, job), metrics: findMetrics(files), job, script: files[0]?.path, notes }
}

function triedText(script: string | undefined, helped: Helped | undefined): string {
  const source =
    script === undefined
      ? "no word of the command is a script whose source could be read"
      : `${script} declares none in a way that is known`
  if (helped === undefined) return `${source}, and --no-run left its --help unread`
  return helped.kind === "late" ? `${source}, and --help did not end within ${helped.seconds} s` : `${source}, and --help printed none`
}
