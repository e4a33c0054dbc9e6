import type { JobOutput } from "@diapason/core"
import { jsonOf, type RayApi } from "./api.ts"
import { jobDetails, type JobDetails } from "./details.ts"
import { stateOf } from "./state-of.ts"

/**
 * What a job prints, without the lines that Ray writes among them. Ray gives a log only as a whole, so long ones are read less often
 * while the job runs. `ended`: whether the job is known to have ended.
 */
export function jobOutput(api: RayApi, id: string, ended: () => boolean): JobOutput {
  let given = 0
  let header: string | undefined
  let next = 0
  return {
    async read() {
      const begun = performance.now()
      if (!ended() && begun < next) return nothing
      header ??= headerOf(await jobDetails(api, id))
      const log = header === undefined ? undefined : await logOf(api, id)
      next = performance.now() + share * (performance.now() - begun)
      if (log === undefined) return nothing
      const bytes = Buffer.from(withoutRay(log, header!), "latin1").subarray(given)
      given += bytes.length
      return bytes
    },
    close: () => undefined,
  }
}

const nothing = new Uint8Array(0)

/** So many times as long as a reading took nothing is read, while the job runs. */
const share = 10

/** The whole log, a character for each byte; undefined where it was lost with its node. */
async function logOf(api: RayApi, id: string): Promise<string | undefined> {
  const answer = await api.ask("GET", `/api/jobs/${encodeURIComponent(id)}/logs`)
  if (answer.status === 404) return undefined
  const { logs } = (answer.status === 200 ? (jsonOf(answer) as { readonly logs?: unknown } | null | undefined) : undefined) ?? {}
  if (typeof logs === "string") return Buffer.from(logs).toString("latin1")
  const details = await jobDetails(api, id)
  if (answer.body.includes("UnicodeDecodeError") && details?.nodeId !== undefined) return rawLog(api, id, details.nodeId)
  const state = details === undefined ? undefined : stateOf(details)
  if (state?.kind === "ended" && state.end.cause === "infra") return undefined
  throw api.strange(`the log of job ${id} is`, answer)
}

/** Byte for byte, as the Jobs API does not give a log with anything in it that is not UTF-8. */
async function rawLog(api: RayApi, id: string, node: string): Promise<string> {
  const query = new URLSearchParams({ node_id: node, filename: `job-driver-${id}.log`, lines: "-1" })
  const answer = await api.ask("GET", `/api/v0/logs/file?${query.toString()}`)
  if (answer.status !== 200) throw api.strange(`the log of job ${id} is`, answer)
  return asRead(answer.body.toString("latin1"))
}

/** Ends of lines as the Jobs API gives them. */
const asRead = (text: string): string => text.replace(/\r\n?/g, "\n")

/** The line that Ray writes into the log when it starts a job. */
const headerOf = (details: JobDetails | undefined): string | undefined =>
  details && asRead(Buffer.from(`Running entrypoint for job ${details.id}: ${details.entrypoint}\n`).toString("latin1"))

/** The header is written while the job already prints, so it stands anywhere; what may be the beginning of it is held back. */
function withoutRay(log: string, header: string): string {
  const own = log.replace(/^\d{4}-\d\d-\d\d [\d:,]+\s+INFO job_manager\.py:\d+ -- .*\n/, "")
  const at = own.indexOf(header)
  if (at >= 0) return own.slice(0, at) + own.slice(at + header.length)
  const begun = own.lastIndexOf(header.slice(0, header.indexOf(": ") + 2))
  return begun >= 0 && header.startsWith(own.slice(begun)) ? own.slice(0, begun) : own
}
