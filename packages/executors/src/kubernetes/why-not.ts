import type { Api } from "./api.ts"

interface KubeEvent {
  readonly type?: string
  readonly reason?: string
  readonly message?: string
  readonly lastTimestamp?: string | null
  readonly eventTime?: string | null
}

/**
 * What the events say of a job that does not start and whose pod does not say why: a quota, a service account or a volume that is not there.
 * Asked every `every` milliseconds, and not at the first time, as most jobs start within moments; nothing is told where events may not be read.
 */
export function whyNot(api: Api, every = 10_000): (job: string, pod: string | undefined) => Promise<readonly string[]> {
  const asked = new Map<string, { readonly at: number; readonly said: Promise<readonly string[]> }>()
  const of = async (kind: "Job" | "Pod", name: string): Promise<readonly string[]> => {
    const query = { fieldSelector: `involvedObject.kind=${kind},involvedObject.name=${name},type=Warning`, limit: "50" }
    const { status, body } = await api.ask({ method: "GET", path: "events", query })
    if (status !== 200) return []
    const { items } = body as { readonly items: readonly KubeEvent[] }
    const newest = items.toSorted((a, b) => (momentOf(a) < momentOf(b) ? 1 : -1))
    return newest.map(({ reason = "", message = "" }) => `${reason}: ${message}`)
  }
  return (job, pod) => {
    const now = performance.now()
    const known = asked.get(job)
    if (known === undefined) {
      asked.set(job, { at: now, said: Promise.resolve([]) })
      return Promise.resolve([])
    }
    if (now - known.at < every) return known.said
    const said = (pod === undefined ? of("Job", job) : of("Pod", pod)).catch(() => [])
    asked.set(job, { at: now, said })
    return said
  }
}

const momentOf = ({ lastTimestamp, eventTime }: KubeEvent): string => lastTimestamp ?? eventTime ?? ""
