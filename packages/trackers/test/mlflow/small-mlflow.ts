import type { Handler } from "../unruly.ts"

interface Run {
  readonly id: string
  readonly params: Map<string, string>
  readonly metrics: string[]
  readonly tags: Map<string, string>
  readonly files: Map<string, string>
  status: string
  deleted: boolean
}

interface Body {
  readonly name?: string
  readonly run_id: string
  readonly run_name?: string
  readonly status?: string
  readonly filter?: string
  readonly params?: readonly { key: string; value: string }[]
  readonly metrics?: readonly { key: string; value: number | string; step: number }[]
  readonly tags?: readonly { key: string; value: string }[]
}

/** What MLflow's REST interface does with the calls of a tracker, in memory. A metric that comes twice is there twice. */
export function smallMlflow(): { readonly handle: Handler; readonly runs: () => readonly Run[]; readonly asked: string[] } {
  const runs: Run[] = []
  const asked: string[] = []
  const experiments: string[] = []
  const methods: Record<string, (body: Body) => object | string> = {
    "experiments/create": ({ name }) =>
      experiments.includes(name!) ? "RESOURCE_ALREADY_EXISTS" : { experiment_id: String(experiments.push(name!)) },
    "experiments/get-by-name": () => ({ experiment: { experiment_id: "1", lifecycle_stage: "active" } }),
    "runs/create": ({ tags = [] }) => {
      const id = `run${runs.length}`
      runs.push({ id, params: new Map(), metrics: [], tags: pairs(tags), files: new Map(), status: "RUNNING", deleted: false })
      return { run: wire(runs.at(-1)!) }
    },
    "runs/search": ({ filter }) => {
      const study = /= '(.*)'$/.exec(filter!)![1]
      return { runs: runs.filter(({ tags, deleted }) => !deleted && tags.get("diapason.id") === study).map(wire) }
    },
    "runs/delete": ({ run_id }) => ((found(run_id).deleted = true), {}),
    "runs/update": ({ run_id, status }) => ((found(run_id).status = status!), {}),
    "runs/log-batch": ({ run_id, params = [], metrics = [], tags = [] }) => {
      const run = found(run_id)
      if (params.length > 100 || tags.length > 100 || metrics.length + params.length + tags.length > 1000) return "INVALID_PARAMETER_VALUE"
      const wrong =
        [...params, ...metrics].some(({ key }) => !/^[\p{L}\p{N}_\-.:/ ]+$/u.test(key)) || metrics.some(({ key }) => key === "refused")
      if (wrong || params.some(({ key, value }) => (run.params.get(key) ?? value) !== value)) return "INVALID_PARAMETER_VALUE"
      for (const { key, value } of params) run.params.set(key, value)
      for (const { key, value, step } of metrics) run.metrics.push(`${key} ${step} ${value}`)
      for (const { key, value } of tags) run.tags.set(key, value)
      return {}
    },
  }
  const found = (id: string): Run => runs.find((run) => run.id === id)!
  return {
    runs: () => runs.filter(({ deleted }) => !deleted),
    asked,
    handle({ method, path, headers, body }) {
      asked.push(`${method} ${path.split("?")[0]} ${headers.authorization ?? ""}`)
      const artifact = /mlflow-artifacts\/artifacts\/1\/(\w+)\/artifacts\/(.*)$/.exec(path)
      if (artifact !== null) return (found(artifact[1]!).files.set(artifact[2]!, body.toString()), { status: 200, text: "{}" })
      const name = /^\/api\/2\.0\/mlflow\/([^?]+)/.exec(path)![1]!
      const answer = methods[name]!(JSON.parse(body.toString() || "{}") as Body)
      if (typeof answer === "object") return { status: 200, text: JSON.stringify(answer) }
      return { status: 400, text: JSON.stringify({ error_code: answer, message: `not so: ${answer}` }) }
    },
  }
}

const pairs = (tags: readonly { key: string; value: string }[]) => new Map(tags.map(({ key, value }) => [key, value]))

const wire = ({ id, tags }: Run) => ({
  info: { run_id: id, artifact_uri: `mlflow-artifacts:/1/${id}/artifacts` },
  data: { tags: [...tags].map(([key, value]) => ({ key, value })) },
})
