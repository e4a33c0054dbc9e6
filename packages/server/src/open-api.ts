import { z } from "zod"
import type { AnyRoute } from "./route.ts"

/** An OpenAPI 3.1 description of routes, from the schemas that check what comes in and goes out. */
export function describeApi(routes: readonly AnyRoute[], version: string): { openapi: string; [key: string]: unknown } {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of routes) {
    const [method, path] = route.key.split(" ") as [string, string]
    const place = path.replace(/(?<=\/):(\w+)/g, "{$1}")
    ;(paths[place] ??= {})[method.toLowerCase()] = operation(route)
  }
  return {
    openapi: "3.1.0",
    info: { title: "Diapason", version, description: "Studies, trials, and the trial protocol over HTTP." },
    paths,
    components: { securitySchemes: { token: { type: "http", scheme: "bearer" } }, schemas: { Problem: problemSchema } },
  }
}

function operation(route: AnyRoute): Readonly<Record<string, unknown>> {
  const { does, needs, params, query, body, takes, answer } = route
  const ok =
    answer === "stream"
      ? { description: does }
      : { description: does, content: { "application/json": { schema: jsonSchema(answer, "output") } } }
  return {
    summary: does,
    ...(needs === "anybody" ? { security: [] } : { security: [{ token: [] }], "x-needs": needs }),
    parameters: [...fields(params, "path"), ...fields(query, "query")],
    ...(takes !== undefined && { requestBody: { required: true, content: { "application/octet-stream": {} } } }),
    ...(body !== undefined && { requestBody: { required: true, content: { "application/json": { schema: jsonSchema(body, "input") } } } }),
    responses: {
      200: ok,
      default: {
        description: "what went wrong",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  }
}

function fields(schema: z.ZodType | undefined, place: "path" | "query"): readonly object[] {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = jsonSchema(schema, "input") as {
    properties?: Record<string, unknown>
    required?: readonly string[]
  }
  return Object.entries(properties).map(([name, one]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: one,
  }))
}

function jsonSchema(schema: z.ZodType, io: "input" | "output"): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as { $schema?: string }
  return rest
}

/** The shape of every error: RFC 9457 with the code and the four lines of an error of Diapason. */
const problemSchema = {
  type: "object",
  required: ["type", "title", "status", "code"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string" },
    why: { type: "string" },
    fix: { type: "string" },
    kept: { type: "string" },
  },
}
