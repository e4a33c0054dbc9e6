import type { EngineJob } from "@diapason/core"

/** What Ray runs by `sh -c` on the node of a job, and the variables that it sets there. */
interface Entrypoint {
  readonly text: string
  readonly variables: Readonly<Record<string, string>>
}

/** The program takes the place of the shell, so that its exit code and its signals are what Ray sees. */
export function entrypoint({ command, cwd, env, resources }: Pick<EngineJob, "command" | "cwd" | "env" | "resources">): Entrypoint {
  const variables: Record<string, string> = {}
  // A job that asked for no GPU would else see all that its node has. Tasks that it gives to Ray itself get theirs from Ray.
  const exported: string[] = (resources.gpus ?? 0) > 0 || "CUDA_VISIBLE_DEVICES" in env ? [] : ["CUDA_VISIBLE_DEVICES=''"]
  for (const [name, value] of Object.entries(env)) {
    // Ray fills in $NAME and ${NAME} wherever they stand in a variable.
    if (value.includes("$") && /^[A-Za-z_]\w*$/.test(name)) exported.push(`${name}=${quoted(value)}`)
    else variables[name] = value
  }
  const parts = [
    gate,
    ...(exported.length > 0 ? [`export ${exported.join(" ")}`] : []),
    ...(cwd === undefined ? [] : [`cd -- ${quoted(cwd)} || { echo ${quoted(missing(cwd))} >&2; exit 1; }`]),
    `exec ${command.map(quoted).join(" ")}`,
  ]
  return { text: parts.join("; "), variables }
}

/**
 * A job that was ended while it waited is started by Ray and then told to end, at once. It has not begun by then. Seconds, in a form that
 * every `sleep` knows on systems that Ray runs on.
 */
const gate = "sleep 0.3"

const missing = (cwd: string): string =>
  `this node of Ray has no folder ${cwd}: put it where every node has it at the same path, or give the files with runtime_env (working_dir) and leave out workdir`

/** One word for a POSIX shell. */
const quoted = (word: string): string => (/^[\w@%+:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)
