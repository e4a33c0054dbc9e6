import type { EngineJob } from "@diapason/core"

/**
 * The script of jobs, each at its place in an array. It becomes the job's command, so that signals and exit codes are the command's own.
 * Variables stand in it, since the list of names that sbatch takes has no room for every value.
 */
export function batchScript(jobs: readonly EngineJob[], setup?: string): string {
  const head = setup === undefined ? "#!/bin/sh" : `#!/bin/bash\n${setup}`
  if (jobs.length === 1) return `${head}\n${body(jobs[0]!)}\n`
  return `${head}\ncase "$SLURM_ARRAY_TASK_ID" in\n${jobs.map((job, i) => `${i})\n${body(job)}\n;;`).join("\n")}\nesac\n`
}

function body({ command, env, cwd }: EngineJob): string {
  const entries = Object.entries(env)
  const odd = entries.filter(([name]) => !plain.test(name)).map(([name, value]) => `${name}=${value}`)
  const there =
    cwd === undefined ? [] : [`cd ${quoted(cwd)} || { echo ${quoted(`the folder ${cwd} is not there on this node`)}; exit 72; }`]
  return [
    ...entries.filter(([name]) => plain.test(name)).map(([name, value]) => `export ${name}=${quoted(value)}`),
    ...there,
    `exec ${[...(odd.length > 0 ? ["env", ...odd] : []), ...command].map(quoted).join(" ")}`,
  ].join("\n")
}

/** Names that a shell can export. */
const plain = /^[A-Za-z_][A-Za-z0-9_]*$/

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
