import { describe, expect, it } from "vitest"
import type { EngineJob } from "@diapason/core"
import { jobSpec } from "../../src/kubernetes/job-spec.ts"
import { labelValue } from "../../src/kubernetes/label-value.ts"
import { recordedRequest } from "./control-plane.ts"
import { flaws } from "./schema.ts"

const job: EngineJob = {
  name: "diapason-3-1-0123456789abcdef",
  command: ["python", "train.py", "--lr", "0.1"],
  env: { DIAPASON_PARAM_LR: "0.1" },
  folder: "/work/.diapason/s/trials/3",
  labels: { study: "digits", trial: 3, attempt: 1 },
  resources: {},
}

const options = { image: "registry.example/train:1" }

interface Spec {
  readonly metadata: { readonly labels: Readonly<Record<string, string>> }
  readonly spec: { readonly template: { readonly spec: PodSpec } } & Readonly<Record<string, unknown>>
}
interface PodSpec extends Readonly<Record<string, unknown>> {
  readonly containers: readonly Readonly<Record<string, unknown>>[]
}

const made = (more: Partial<EngineJob> = {}, settings: object = {}): Spec =>
  jobSpec({ ...job, ...more }, { ...options, ...settings }) as Spec
const container = (spec: Spec): Readonly<Record<string, unknown>> => spec.spec.template.spec.containers[0]!

describe("the job of an attempt", () => {
  it("keeps to the published schema, with everything that can be set", () => {
    const whole = made(
      { cwd: "/work", resources: { cpus: 1.5, gpus: 2, memory: 2 ** 30, time: 90_500 } },
      {
        ...{
          serviceAccount: "trials",
          nodeSelector: { pool: "gpu" },
          tolerations: [{ key: "gpu", operator: "Exists" }],
          imagePullPolicy: "Never",
        },
        volumes: [{ name: "work", persistentVolumeClaim: { claimName: "work" } }],
        volumeMounts: [{ name: "work", mountPath: "/work" }],
        template: { spec: { template: { spec: { priorityClassName: "low", containers: [{ name: "trial", stdin: true }] } } } },
      },
    )
    expect(flaws("io.k8s.api.batch.v1.Job", whole)).toEqual([])
    expect(flaws("io.k8s.api.batch.v1.Job", made())).toEqual([])
    expect(flaws("io.k8s.api.batch.v1.Job", { ...whole, sepc: {} })).not.toEqual([])
    expect(container(whole)).toMatchObject({ image: options.image, stdin: true, workingDir: "/work" })
    expect(container(whole)["resources"]).toEqual({
      requests: { cpu: "1500m", memory: "1073741824", "nvidia.com/gpu": "2" },
      limits: { cpu: "1500m", memory: "1073741824", "nvidia.com/gpu": "2" },
    })
    expect(whole.spec.template.spec).toMatchObject({ activeDeadlineSeconds: 91, priorityClassName: "low", serviceAccountName: "trials" })
  })

  it("is the recorded one, but for what is set and what a disruption does: the next attempt is not the cluster's", () => {
    const { body } = recordedRequest("create-ok") as { readonly body: Record<string, never> }
    const recorded = body as unknown as Spec & { readonly metadata: object; readonly spec: object }
    const [asRecorded] = recorded.spec.template.spec.containers
    const again = jobSpec(
      {
        ...{ name: "t0", command: asRecorded!["command"] as string[], env: {}, folder: "", labels: { study: "s", trial: 0, attempt: 1 } },
        resources: { cpus: 0.1, memory: 16 * 2 ** 20 },
      },
      {
        ...{ image: "diapason.test/trial:1", imagePullPolicy: "Never", gracePeriod: 3, keep: 600 },
        template: {
          spec: { template: { spec: { hostNetwork: true, containers: [{ name: "trial", resources: { limits: null } as never }] } } },
        },
      },
    ) as Spec
    expect(again.spec).toMatchObject({ backoffLimit: 0, ttlSecondsAfterFinished: 600 })
    expect(again.metadata.labels).toMatchObject(recorded.metadata.labels)
    expect(again.spec.template.spec).toMatchObject({
      ...recorded.spec.template.spec,
      containers: [{ ...asRecorded, resources: { requests: { cpu: "100m", memory: String(16 * 2 ** 20) } } }],
    })
    expect(again.spec["podFailurePolicy"]).toEqual({
      rules: [{ action: "FailJob", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] }],
    })
  })

  it("gives words and variables as they are, where Kubernetes would put variables into them", () => {
    const spec = made({ command: ["sh", "-c", "echo $(HOME) $$"], env: { A: "$(B)", B: "$" } })
    expect(container(spec)).toMatchObject({
      command: ["sh", "-c", "echo $$(HOME) $$$$"],
      env: [
        { name: "A", value: "$$(B)" },
        { name: "B", value: "$$" },
      ],
    })
  })

  it("counts GPUs in the resource that is named, and names none where there are none", () => {
    expect(container(made({ resources: { gpus: 1 } }, { gpuResource: "amd.com/gpu" }))["resources"]).toEqual({
      requests: { "amd.com/gpu": "1" },
      limits: { "amd.com/gpu": "1" },
    })
    expect(container(made({ resources: { gpus: 0 } }))["resources"]).toBeUndefined()
  })

  it("takes away what a template sets to null, and adds containers beside the trial's", () => {
    const template = { spec: { ttlSecondsAfterFinished: null, template: { spec: { containers: [{ name: "side", image: "side:1" }] } } } }
    const spec = made({}, { template })
    expect(spec.spec).not.toHaveProperty("ttlSecondsAfterFinished")
    expect(spec.spec.template.spec.containers.map(({ name }) => name)).toEqual(["trial", "side"])
  })
})

describe("a label's value", () => {
  it("is the text itself where that is one", () => {
    for (const text of ["digits", "a", "", "A_b-c.9", "x".repeat(63)]) expect(labelValue(text)).toBe(text)
  })

  it("is made one otherwise, and of two texts never the same", () => {
    const texts = ["my study", "my_study!", "-a-", "ünïcode", "€", "x".repeat(64), `${"x".repeat(63)}y`, "a/b", "a b"]
    const values = texts.map(labelValue)
    for (const value of values) expect(value).toMatch(/^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/)
    expect(new Set(values).size).toBe(texts.length)
  })
})
