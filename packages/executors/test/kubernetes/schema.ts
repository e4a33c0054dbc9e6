import { Ajv } from "ajv"
import { recorded } from "./control-plane.ts"

const { definitions } = JSON.parse(recorded("api-schema.json")) as { readonly definitions: Readonly<Record<string, object>> }

/** The published schema, in which no object has a field that is not named: the API drops such a field without a word. */
const strict = Object.fromEntries(
  Object.entries(definitions).map(([name, schema]) => [name, "properties" in schema ? { ...schema, additionalProperties: false } : schema]),
)

const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true })
ajv.addSchema({ $id: "kubernetes", definitions: strict })

/** What the schema of Kubernetes 1.34 says against an object; `kind` as `io.k8s.api.batch.v1.Job`. */
export function flaws(kind: string, object: unknown): readonly string[] {
  const check = ajv.getSchema(`kubernetes#/definitions/${kind}`)!
  return check(object) === true
    ? []
    : (check.errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`)
}
