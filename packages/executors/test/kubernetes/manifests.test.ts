import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { parse, parseAllDocuments } from "yaml"
import { flaws } from "./schema.ts"

const folder = new URL("../../../../examples/kubernetes/", import.meta.url)
const read = (name: string): string => readFileSync(new URL(name, folder), "utf8")

interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string }
}
const manifests = (name: string): readonly Manifest[] => parseAllDocuments(read(name)).map((document) => document.toJS() as Manifest)

const groups: Readonly<Record<string, string>> = {
  v1: "io.k8s.api.core.v1",
  "apps/v1": "io.k8s.api.apps.v1",
  "batch/v1": "io.k8s.api.batch.v1",
  "rbac.authorization.k8s.io/v1": "io.k8s.api.rbac.v1",
}

const files = ["rbac.yaml", "checkpoints.yaml", "worker.yaml", "tune.yaml"]
const all = files.flatMap((file) => manifests(file).map((manifest) => ({ file, manifest })))

describe("the manifests of the example", () => {
  it.each(all.map(({ file, manifest }) => [file, manifest.kind, manifest.metadata.name, manifest] as const))(
    "%s: the %s %s keeps to the published schema of Kubernetes 1.34",
    (_, kind, __, manifest) => expect(flaws(`${groups[manifest.apiVersion]}.${kind}`, manifest)).toEqual([]),
  )

  it("give just the rights that the engine uses", () => {
    const { rules } = manifests("rbac.yaml").find(({ kind }) => kind === "Role") as unknown as { readonly rules: readonly Rule[] }
    const rights = rules.flatMap(({ resources, verbs }) => resources.flatMap((resource) => verbs.map((verb) => `${verb} ${resource}`)))
    expect(rights.toSorted()).toEqual(
      [
        ...["create", "get", "list", "watch", "delete"].map((verb) => `${verb} jobs`),
        ...["get", "list", "watch", "delete"].map((verb) => `${verb} pods`),
        "get pods/log",
        "list events",
      ].toSorted(),
    )
    expect(rules.flatMap(({ apiGroups }) => apiGroups)).not.toContain("*")
  })

  it("name what the others have: accounts, secrets, volumes", () => {
    const there = new Set(all.map(({ manifest }) => `${manifest.kind}/${manifest.metadata.name}`))
    const text = files.map(read).join("\n")
    const named = (pattern: RegExp): string[] => [...text.matchAll(pattern)].map((found) => found[1]!)
    for (const claim of named(/claimName: ([\w-]+)/g)) expect(there).toContain(`PersistentVolumeClaim/${claim}`)
    for (const account of named(/serviceAccountName: ([\w-]+)/g)) expect(there).toContain(`ServiceAccount/${account}`)
    for (const secret of named(/secretKeyRef:\s+name: ([\w-]+)/g)) expect(there).toContain(`Secret/${secret}`)
  })

  it("have a configuration that Diapason reads", async () => {
    const { Ajv2020 } = await import("ajv/dist/2020.js")
    const { data } = manifests("tune.yaml").find(({ kind }) => kind === "ConfigMap") as unknown as { readonly data: Record<string, string> }
    const schema = JSON.parse(readFileSync(new URL("../../packages/diapason/schema/config.v1.json", folder), "utf8")) as object
    const check = new Ajv2020({ strict: false, validateFormats: false }).compile(schema)
    expect(check(parse(data["diapason.yaml"]!)), JSON.stringify(check.errors)).toBe(true)
  })
})

interface Rule {
  readonly apiGroups: readonly string[]
  readonly resources: readonly string[]
  readonly verbs: readonly string[]
}
