import { jsonOf, type RayApi } from "./api.ts"

/** What Ray says of one job. */
export interface JobDetails {
  readonly id: string
  readonly status: "PENDING" | "RUNNING" | "SUCCEEDED" | "FAILED" | "STOPPED"
  readonly message: string
  readonly errorType?: string
  readonly exit?: number
  /** The node that it runs on, by its address and by its id. */
  readonly node?: string
  readonly nodeId?: string
  readonly entrypoint: string
}

/** The job of an id; undefined where Ray knows none. */
export async function jobDetails(api: RayApi, id: string): Promise<JobDetails | undefined> {
  const answer = await api.ask("GET", `/api/jobs/${encodeURIComponent(id)}`)
  if (answer.status === 404 && answer.body.toString().includes(id)) return undefined
  const details = answer.status === 200 ? detailsOf(jsonOf(answer)) : undefined
  if (details === undefined) throw api.strange(`of job ${id} it says`, answer)
  return details
}

/** The jobs of these ids that Ray knows. */
export async function jobsDetails(api: RayApi, ids: readonly string[]): Promise<ReadonlyMap<string, JobDetails>> {
  const found = ids.length <= few ? await Promise.all(ids.map((id) => jobDetails(api, id))) : await allJobs(api)
  const wanted = new Set(ids)
  return new Map(found.flatMap((one) => (one !== undefined && wanted.has(one.id) ? [[one.id, one]] : [])))
}

/** Up to so many jobs are asked for one by one: the list has every job that the cluster ever had. */
const few = 8

async function allJobs(api: RayApi): Promise<readonly JobDetails[]> {
  const answer = await api.ask("GET", "/api/jobs/")
  const list = answer.status === 200 ? jsonOf(answer) : undefined
  if (!Array.isArray(list)) throw api.strange("its list of jobs is", answer)
  // Programs that were not handed in as jobs are in the list too; they have no such id.
  return list.flatMap((one) => detailsOf(one) ?? [])
}

/** What an answer says of a job; undefined where it says nothing of one. */
export function detailsOf(json: unknown): JobDetails | undefined {
  if (typeof json !== "object" || json === null) return undefined
  const said = json as Readonly<Record<string, unknown>>
  const text = (name: string): string => (typeof said[name] === "string" ? said[name] : "")
  const [id, status, message] = [text("submission_id"), text("status"), text("message")]
  if (id === "" || !isStatus(status)) return undefined
  const exit = typeof said["driver_exit_code"] === "number" ? said["driver_exit_code"] : exitIn(message)
  const node = URL.canParse(text("driver_agent_http_address")) ? new URL(text("driver_agent_http_address")).hostname : undefined
  return {
    id,
    status,
    message,
    entrypoint: text("entrypoint"),
    ...(text("error_type") !== "" && { errorType: text("error_type") }),
    ...(exit !== undefined && { exit }),
    ...(node !== undefined && { node }),
    ...(text("driver_node_id") !== "" && { nodeId: text("driver_node_id") }),
  }
}

const isStatus = (text: string): text is JobDetails["status"] => ["PENDING", "RUNNING", "SUCCEEDED", "FAILED", "STOPPED"].includes(text)

/** Older versions tell it in words alone. */
function exitIn(message: string): number | undefined {
  const [, code] = /^Job entrypoint command failed with exit code (-?\d+)/.exec(message) ?? []
  return code === undefined ? undefined : Number(code)
}
