import { parseExpression, type Space } from "@diapason/core"

/** The names that derived parameters of a space read: these reach a script through what is derived from them. */
export const inputsOf = ({ json }: Space): readonly string[] =>
  Object.values(json as Readonly<Record<string, { readonly type: string; readonly expr: string }>>).flatMap(({ type, expr }) =>
    type === "derived" ? parseExpression(expr).reads : [],
  )
